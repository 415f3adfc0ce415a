"""What one act or page asks of the database, and where its time goes. Needs Django set up."""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import desks, writes
from bench.figures import line
from bench.premises import Premises
from motcua.accounts.models import Account
from motcua.dossiers.models import Dossier
from motcua.procedures.models import Procedure

PROFILED: Final = 150
SHOWN: Final = 10
# The first that is part of a file's path names the layer.
LAYERS: Final = (
    ("psycopg", "psycopg"),
    ("/motcua/", "our own code"),
    ("django/db", "Django: database"),
    ("django/forms", "Django: forms"),
    ("django/template", "Django: templates"),
    ("django/contrib", "Django: sessions, sign-in, messages"),
    ("django/", "Django: requests and the rest"),
    ("jinja2", "Jinja2"),
    ("axes", "middleware of others"),
    ("csp", "middleware of others"),
    ("whitenoise", "middleware of others"),
    ("rfc8785", "hashing of the ledger"),
)
CONTROL: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def accepted_codes() -> list[str]:
    """Return the codes of all accepted dossiers."""
    return [str(code) for code in Dossier.objects.values_list("code", flat=True)]


def report(window: desks.Window, procedure: Procedure, place: Premises, rate: float) -> None:
    """Print statements, the same in pgbench, and the layers that the time goes to."""
    account = window.officer.account
    assert account is not None  # noqa: S101 - given one when the window was opened
    client = client_of(account)
    paths = iter(desks.begin_drafts(window, PROFILED * 2))

    def accept() -> None:
        answer = client.post(next(paths), desks.typed(window, procedure))
        if answer.status_code != HTTPStatus.FOUND:
            raise RuntimeError(answer.content.decode())

    for _number in range(20):
        accept()
    with CaptureQueriesContext(connection) as captured:
        accept()
    asked = texts_of(captured)
    say_how_many(asked, "aim at most 20")
    same = writes.acceptances_a_second(asked, window, place)
    line("the same statements in pgbench, 8 connections", f"{same:.0f}/s")
    line("  ratio", f"{rate / same:.2f}", "aim 0.33")
    connection.close()
    layers(accept)


def client_of(account: Account) -> Client:
    """Return a client in this process in which ``account`` is signed in."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(account, "motcua.accounts.backends.AccountBackend")
    return client


def texts_of(captured: CaptureQueriesContext) -> list[str]:
    """Return the statements that were captured."""
    return [query["sql"].strip() for query in captured.captured_queries]


def say_how_many(asked: Sequence[str], aim: str) -> None:
    """Print how many statements there are, those that only begin and end things apart."""
    controls = [text for text in asked if text.upper().startswith(CONTROL)]
    line("statements of the trade", f"{len(asked) - len(controls)}", aim)
    line("  and of the transaction", f"{len(controls)}")


def layers(act: Callable[[], object]) -> None:
    """Print the share of the web's processor time that each layer takes."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _number in range(PROFILED):
        act()
    profile.disable()
    spent: Counter[str] = Counter()
    statistics = pstats.Stats(profile)
    for (file, _row, _name), figures in statistics.stats.items():  # type: ignore[attr-defined]
        callers = figures[4]
        if file != "~":
            spent[_layer(file)] += figures[2]
            continue
        # What is written in C counts for whoever called it.
        for (caller, _caller_row, _caller_name), part in callers.items():
            spent[_layer(caller)] += part[2]
    total = sum(spent.values())
    print("  where the web's processor time goes (by a profiler, which slows small calls most):")
    for layer, seconds in spent.most_common(SHOWN):
        line(f"  {layer}", f"{seconds / total:.0%}")


def _layer(file: str) -> str:
    path = Path(file).as_posix()
    return next((layer for part, layer in LAYERS if part in path), "Python's own library")
