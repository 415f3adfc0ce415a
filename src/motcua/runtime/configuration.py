"""The configuration files of the embedded PostgreSQL, written anew at each start."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROLE: Final = "motcua"
DATABASE: Final = "motcua"
SUPERUSER: Final = "postgres"
SETTINGS_FILE: Final = "postgresql.conf"
LOCAL_FILE: Final = "local.conf"

# For an office machine with two cores and a few gigabytes that also does other
# work. Nothing here trades safety for speed: an answered acceptance is on disk.
SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "",  # nobody reaches it but through the socket
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_compression": "on",
    "min_wal_size": "64MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",  # solid-state disks
    "jit": "off",  # costs more than it saves on our short statements
    "io_method": "sync",  # saves three processes; our reads are cached
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "timezone": "UTC",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",  # one a weekday: a week is kept
    "log_file_mode": "0600",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] ",
    "log_min_duration_statement": "2s",
    # Values of statements may be personal: neither slow nor failed ones show theirs.
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_lock_waits": "on",
    "lc_messages": "C",
    "cluster_name": "motcua",
}

_SINCE: Final[Mapping[str, int]] = {"io_method": 18}
"""Settings that older servers, recovered by us, do not know."""


def write_configuration(cluster: Path, allowed: list[str], changes: Mapping[str, str]) -> None:
    """Write all three files for the cluster in the folder ``cluster``.

    ``allowed`` are the system accounts that may connect; each is recognised by
    the kernel (peer), so there is no password that could leak. ``changes``
    override our settings; an operator's own go to ``local.conf`` beside them.
    """
    version = int((cluster / "PG_VERSION").read_text(encoding="ascii"))
    settings = {
        name: value
        for name, value in {**SETTINGS, **changes}.items()
        if version >= _SINCE.get(name, version)
    }
    lines = ["# Written at each start. Your own settings go to local.conf in this folder."]
    lines += [f"{name} = {quoted(value)}" for name, value in settings.items()]
    lines += [f"include_if_exists = '{LOCAL_FILE}'", ""]
    (cluster / SETTINGS_FILE).write_text("\n".join(lines), encoding="utf-8")
    (cluster / "pg_hba.conf").write_text(
        "# Written at each start. Only the accounts of pg_ident.conf, known to the kernel.\n"
        "local all all peer map=motcua\n"
        "local replication all peer map=motcua\n",
        encoding="utf-8",
    )
    people = [
        f'motcua {_ident_name(name)} "{role}"\n' for name in allowed for role in (ROLE, SUPERUSER)
    ]
    (cluster / "pg_ident.conf").write_text(
        "# Written at each start.\n" + "".join(people), encoding="utf-8"
    )


def quoted(value: str) -> str:
    """Return ``value`` as the configuration file writes it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _ident_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def first_statements() -> str:
    """Return what a new cluster is given before anybody can connect.

    The product's role owns its database and is no superuser. One statement a
    line: the single-user server reads them so.
    """
    return f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"
