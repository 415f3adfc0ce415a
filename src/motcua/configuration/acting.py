"""Who is changing configuration, told to the database with the change itself.

The triggers of ``configuration.triggers`` write the log; they read who acts from a setting that
holds for one transaction. It is set right before a statement that writes a table of configuration,
so no other statement costs more.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import transaction

from motcua.configuration.tables import TABLES

SETTING: Final = "motcua.actor"
_WRITES: Final = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
_MOST_LETTERS: Final = 255


@dataclass(frozen=True, slots=True)
class Doer:
    """Who changes configuration: an account at a page, a command, the program by itself."""

    source: str = "program"
    account_id: int | None = None
    name: str = ""
    reason: str = ""

    def spelled(self) -> str:
        """Return it as the triggers read it."""
        return json.dumps(
            {
                "source": self.source,
                "account": self.account_id,
                "name": self.name[:_MOST_LETTERS],
                "reason": self.reason[:_MOST_LETTERS],
            },
            ensure_ascii=False,
        )


_PROGRAM: Final = Doer()
_doer: ContextVar[Doer | None] = ContextVar("motcua_doer", default=None)


def _now() -> Doer:
    return _doer.get() or _PROGRAM


@contextmanager
def acting(doer: Doer) -> Iterator[None]:
    """Let ``doer`` be named with every change of configuration made inside."""
    token = _doer.set(doer)
    try:
        yield
    finally:
        _doer.reset(token)


def at_page(account_id: int | None, name: str) -> None:
    """Name who is signed in, as soon as that is known; ``acting`` around it ends it."""
    _doer.set(replace(_now(), source="page", account_id=account_id, name=name))


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Write ``reason`` beside every change of configuration made inside."""
    with acting(replace(_now(), reason=" ".join(reason.replace("\x00", "").split()))):
        yield


def sign(
    execute: Callable[..., Any],
    sql: Any,
    params: Any,
    many: bool,  # noqa: FBT001, as Django calls it
    context: dict[str, Any],
) -> Any:
    """Run a statement; one that changes configuration is told who does it."""
    if not isinstance(sql, str) or sql.startswith("SELECT") or not _changes_configuration(sql):
        return execute(sql, params, many, context)
    connection = context["connection"]
    with transaction.atomic(using=connection.alias, savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT set_config('{SETTING}', %s, true)", [_now().spelled()])
        return execute(sql, params, many, context)


def _changes_configuration(sql: str) -> bool:
    return any(table in TABLES for table in _WRITES.findall(sql))
