#!/bin/sh
# Install what the rehearsal of a failover uses (`python -m bench failover`): PostgreSQL, Patroni
# and etcd of the system. On Debian as root. What the packages would start by themselves is not
# started: the rehearsal runs its own, on loopback, in a folder of its own.
set -eu

missing=
[ -x /usr/lib/postgresql/15/bin/postgres ] || missing="$missing postgresql-15"
command -v patroni >/dev/null || missing="$missing patroni python3-etcd python3-psycopg2"
command -v etcd >/dev/null || missing="$missing etcd-server"

[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || [ ! -e /etc/debian_version ]; then
    echo "Not installed here:$missing" >&2
    exit 1
fi
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
echo "Installing:$missing" >&2
log=$(mktemp)
# shellcheck disable=SC2086 # several words on purpose
if ! { apt-get update --quiet && DEBIAN_FRONTEND=noninteractive \
    apt-get install --quiet --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "Could not install:$missing" >&2
    exit 1
fi
rm -f "$log"
