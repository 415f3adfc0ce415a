#!/bin/sh
# Make or refresh the environment in .venv with Python and pip alone.
#
#   scripts/bootstrap.sh run    what the product needs to run
#   scripts/bootstrap.sh dev    that, and what developing and testing need
#
# Works as root or not, with an empty home, and where Debian's python3-venv is
# missing. Everything is checked against the hashes in requirements/.
set -eu
cd "$(dirname "$0")/.."
set_name=${1:-dev}
requirements=requirements/$set_name.txt
stamp=.venv/.installed

say() { printf '%s\n' "$*" >&2; }

[ -r "$requirements" ] || { say "Không có bộ thư viện “$set_name”: chỉ có run, test, dev."; exit 2; }

# A stamp per state of the requirements: nothing is done twice. The wider sets
# contain the narrower ones, so either satisfies `run`.
fingerprint() { cat pyproject.toml "requirements/$1.txt" | cksum | tr ' ' '-'; }
wanted="$set_name $(fingerprint "$set_name") $PWD"
if [ -f "$stamp" ] && grep -Fqx "$wanted" "$stamp" && .venv/bin/python -c '' 2>/dev/null; then
    exit 0
fi

find_python() {
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say "Cần Python 3.11 trở lên. Hãy cài đặt (trên Debian: apt install python3 python3-pip) rồi chạy lại."
    exit 1
}

# Where there is no home to keep a cache in, keep it in the checkout.
home=${HOME:-/nonexistent}
if [ -z "${UV_CACHE_DIR:-}${XDG_CACHE_HOME:-}" ] && [ ! -w "$home" ]; then
    export UV_CACHE_DIR="$PWD/.venv/.cache" PIP_NO_CACHE_DIR=1
fi

# An environment remembers where it was made: one that was moved is made anew.
if ! .venv/bin/python -c '' 2>/dev/null || ! grep -Fqs " $PWD" "$stamp"; then
    python=$(find_python)
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        say "Python này chưa có pip. Hãy cài đặt (trên Debian: apt install python3-pip) rồi chạy lại."
        exit 1
    fi
    say "Tạo môi trường trong .venv …"
    "$python" -m venv --clear --without-pip .venv
    "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check \
        --no-input --root-user-action=ignore --require-hashes -r requirements/bootstrap.txt
fi

export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE="${UV_LINK_MODE:-copy}"

install() {
    .venv/bin/uv pip install --quiet --system-certs --python .venv/bin/python "$@"
}

# uv does not read pip's settings; where only those name a reachable registry,
# pip itself does the same work, more slowly.
install_with_pip() {
    "$(find_python)" -m pip --python .venv/bin/python install --quiet --no-input \
        --disable-pip-version-check --root-user-action=ignore "$@"
}

say "Cài đặt thư viện ($set_name) …"
install --compile-bytecode --require-hashes -r "$requirements" \
    || install_with_pip --require-hashes -r "$requirements"
# The package itself in place, built with the hatchling just installed.
install --offline --no-deps --no-build-isolation --editable . \
    || install_with_pip --no-deps --no-build-isolation --editable .

{
    echo "$wanted"
    if [ "$set_name" != run ]; then echo "run $(fingerprint run) $PWD"; fi
} > "$stamp"
say "Môi trường đã sẵn sàng: .venv"
