#!/bin/sh
# Run the tests that talk to a database; without browser, without pure rules.
set -eu
cd "$(dirname "$0")/.."
set -- --numprocesses 2 --quiet "$@"
for pure in tests/kernel tests/cli tests/runtime tests/conf tests/journeys tests/consistency; do
    set -- "$@" "--ignore=$pure"
done
exec .venv/bin/python -m pytest "$@"
