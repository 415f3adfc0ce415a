#!/bin/sh
# Start the product with its demo on a free port and a folder of its own, take
# the pictures into shots/, and end it.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d /tmp/motcua-shots-XXXXXX)
chmod 711 "$place"
port=$(.venv/bin/python -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
MOTCUA_DATA=$place/var PORT=$port .venv/bin/motcua serve --demo >"$place/log" 2>&1 &
product=$!
finish() {
    kill "$product" 2>/dev/null || true
    wait "$product" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
until grep -q 'Ctrl-C' "$place/log"; do
    kill -0 "$product" 2>/dev/null || { cat "$place/log" >&2; exit 1; }
    sleep 0.2
done
MOTCUA_DATA=$place/var .venv/bin/python scripts/shots.py --address "http://127.0.0.1:$port" "$@"
