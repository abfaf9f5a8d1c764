#!/bin/sh
# Print the name of a Python that can run the portal: 3.11 or newer, with the venv module.
set -eu

old= bare=
for python in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$python" >/dev/null || continue
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        old="$old $version"
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        bare=${bare:-$version}
    else
        command -v "$python"
        exit
    fi
done

if [ -n "$bare" ]; then
    echo "Python $bare is here but its venv module is not." >&2
    echo "On Debian or Ubuntu: sudo apt install python3-venv (or python$bare-venv)" >&2
else
    echo "The portal needs Python 3.11 or newer with its venv module${old:+; found only$old}." >&2
    echo "On Debian or Ubuntu: sudo apt install python3 python3-venv" >&2
    echo "Where it has another name: make run PYTHON=/path/to/python3.12" >&2
fi
exit 1
