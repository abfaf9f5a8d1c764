#!/bin/sh
# Make .venv and install one locked list into it: "portal" to run, "dev" (which holds all of portal) to develop.
# Does nothing when that is done already. A copy of the list inside .venv says what is installed.
set -eu
cd "$(dirname "$0")/.."
list=$1

if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(scripts/find_python.sh)
    echo "Making .venv with $python"
    rm -rf .venv
    "$python" -m venv .venv
fi

cmp -s requirements/dev.txt .venv/installed-dev.txt && exit
[ "$list" = portal ] && cmp -s requirements/portal.txt .venv/installed-portal.txt && exit

echo "Installing the packages of requirements/$list.txt into .venv"
rm -f .venv/installed-*.txt
.venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check --require-hashes \
    --requirement "requirements/$list.txt"
cp "requirements/$list.txt" ".venv/installed-$list.txt"
