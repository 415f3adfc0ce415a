#!/bin/sh
# Install what the tests use beside Python: the packages of the simulated VNeID, and programs of
# the system: a browser, what reads PDF files, what reads bar codes, a token for signatures, Java
# for a cluster of Spark, and what looks for viruses (without its database: the tests bring one
# signature of their own). On Debian as root; elsewhere the tests that need a missing program are
# skipped by name.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/python -m motcua.runtime.vneid simulators/vneid

missing=
command -v chromium >/dev/null || missing="$missing chromium"
command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
command -v softhsm2-util >/dev/null || missing="$missing softhsm2"
command -v zbarimg >/dev/null || missing="$missing zbar-tools"
command -v java >/dev/null || missing="$missing default-jre-headless"
command -v clamd >/dev/null || missing="$missing clamav-daemon"

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "Installing for the tests:$missing" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086 # several words on purpose
    if ! { apt-get update --quiet && DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        echo "Could not install:$missing" >&2
    fi
    rm -f "$log"
else
    echo "Not installed here:$missing; the tests that need them are skipped." >&2
fi
