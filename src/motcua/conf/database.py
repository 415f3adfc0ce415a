"""Django's database settings from one address."""

from typing import Any, Final

from psycopg.conninfo import conninfo_to_dict

from motcua.conf import env
from motcua.runtime.postgres import running_address

NOT_RUNNING = "postgresql:///motcua?host=/nowhere"
"""Stands in when no server is given and ours does not run: whoever connects is told so."""

PREPARED_AFTER: Final = 3
"""The third time a connection asks the same, the server keeps the plan."""
SEVERAL: Final = {
    "target_session_attrs": "read-write",
    "keepalives_idle": "5",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""Where several machines are named: the one that takes what is written is used, and one that has
gone without a word is given up after a quarter of a minute. What the address says comes first."""


def database_address() -> str:
    """Return ``DATABASE_URL``, or the address of the embedded server if it runs."""
    return env.given_database_url() or running_address(env.data_folder()) or NOT_RUNNING


def django_database(url: str) -> dict[str, Any]:
    """Return the entry of ``DATABASES`` for ``url`` (postgresql://… or key=value).

    It may name several machines, as libpq does: ``postgresql://user@one,two:5433/name``.
    Connections are kept by each thread and checked before use, so a restart of the
    database costs nobody a request.
    """
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    if "," in parts.get("host", ""):
        parts = {**SEVERAL, **parts}
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "motcua"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **parts,
            "connect_timeout": 5,
            # The server parses and plans a statement once in a connection, not each time:
            # a quarter of what an acceptance costs.
            "server_side_binding": True,
            "prepare_threshold": PREPARED_AFTER,
        },
    }
    return settings
