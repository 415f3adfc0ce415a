#!/bin/sh
# Run a command with MOTCUA_TEST_DATABASE_URL naming a fresh server of the
# system's own PostgreSQL, the oldest version that is supported.
set -eu

binaries=
for folder in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do
    if [ -x "$folder/initdb" ]; then binaries=$folder; break; fi
done
if [ -z "$binaries" ]; then
    echo "Skipped: this system has no PostgreSQL of its own." >&2
    exit 0
fi

place=$(mktemp -d /tmp/motcua-pg-XXXXXX)
chmod 711 "$place"
me=$(id -un)
as_server=
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as_server="runuser -u postgres --"
fi
mkdir "$place/socket"
[ -z "$as_server" ] || chown postgres "$place/socket"

finish() {
    cd /
    $as_server "$binaries/pg_ctl" -D "$place/cluster" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

(
    cd /
    $as_server "$binaries/initdb" -D "$place/cluster" -U motcua --auth=peer --no-sync \
        --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    printf 'local all all peer map=test\n' | $as_server tee "$place/cluster/pg_hba.conf" >/dev/null
    printf 'test "%s" motcua\n' "$me" | $as_server tee "$place/cluster/pg_ident.conf" >/dev/null
    $as_server "$binaries/pg_ctl" -D "$place/cluster" -l "$place/cluster/log.txt" -w start -o \
        "-k $place/socket -c listen_addresses= -c fsync=off -c max_connections=120" >/dev/null
)
"$binaries/postgres" --version >&2
MOTCUA_TEST_DATABASE_URL="postgresql:///postgres?host=$place/socket&user=motcua" "$@"
