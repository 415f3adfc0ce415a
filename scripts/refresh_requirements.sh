#!/bin/sh
# Choose the versions of all requirements and write them down with hashes.
#
#   scripts/refresh_requirements.sh             keep the versions chosen before
#   scripts/refresh_requirements.sh --upgrade   take the newest instead
#
# An update waits seven days after its release, so that a bad one is noticed by
# others first. No addresses are written: each place has its own registry.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
mode=${1:---no-upgrade}
until_day=$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z)

compile() {
    target=$1
    shift
    "$uv" pip compile --quiet "$mode" --system-certs --universal --python-version 3.11 \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        --no-annotate --exclude-newer "$until_day" --output-file "$target" "$@"
}

# The wider sets take the narrower as constraints: one version everywhere.
compile requirements/run.txt pyproject.toml
compile requirements/test.txt -c requirements/run.txt pyproject.toml --group test
compile requirements/dev.txt -c requirements/test.txt pyproject.toml --group dev
grep -A 100 '^uv==' requirements/dev.txt | awk 'NR > 1 && /^[^ ]/ { exit } { print }' \
    > requirements/bootstrap.txt
