#!/bin/sh
# Run all tests on both cores; the last line counts the skips.
# Arguments go to pytest.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python -m pytest --numprocesses 2 --quiet "$@"
