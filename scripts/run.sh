#!/bin/sh
# make run: from a bare clone to the portal with region 6's tables, on http://127.0.0.1:$PORT.
set -eu
cd "$(dirname "$0")/.."

python=$(scripts/find_python.sh)
"$python" scripts/port_is_free.py "${PORT:-8000}" # before the long work
scripts/environment.sh portal
exec .venv/bin/python scripts/serve_demo.py "${PORT:-8000}"
