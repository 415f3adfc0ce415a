"""Rehearse the loss of the database's first machine while desks accept dossiers over HTTP.

Patroni on loopback with the shipped settings, a copy in step, the product's web server and
worker pointed at all machines. The leading machine is killed (SIGKILL to its Patroni and to
every process of its PostgreSQL); measured is how long no acceptance succeeds, checked is that
every acceptance that was answered is there, codes without gap or twin, the ledger whole.

    scripts/install_failover_tools.sh
    python -m bench.failover --machines 3
    python -m bench.failover --machines 2  # without the strict mode
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread
from typing import Final

from bench.acceptance import sign_in
from bench.figures import line, machine
from bench.patroni import Machines, Node, machines
from bench.premises import HOST, NO_LIMIT, Office, move_in, web_server
from bench.visitors import FORM, form_body

CONNECTIONS: Final = 6
PAUSE_SECONDS: Final = 0.1
"""Between one acceptance and the next of a desk: it is the loss that is measured, not speed."""
BEFORE_SECONDS: Final = 8.0
AFTER_SECONDS: Final = 12.0
PATIENCE_SECONDS: Final = 90.0
DRAFTS: Final = 900
CLEAR_WORDS: Final = "Hệ thống đang nối lại dữ liệu"
SILENT_SECONDS: Final = 30.0


@dataclass(slots=True)
class Seen:
    """What one desk saw: when each acceptance was answered, by code, and what else came."""

    accepted: list[tuple[float, str]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    again: int = 0
    found: int = 0
    unclear: int = 0
    strange: list[str] = field(default_factory=list)


def main() -> None:
    """Print how long it took and what became of the dossiers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machines", type=int, choices=(2, 3), default=3)
    arguments = parser.parse_args()
    strict = arguments.machines > 2  # noqa: PLR2004 - the one left alone could take nothing
    print(f"  {machine()}")
    with machines(arguments.machines, strict=strict) as database, office(database) as place:
        line("machines, strict", f"{arguments.machines}, {'yes' if strict else 'no'}")
        rehearse(database, place)


@contextmanager
def office(database: Machines) -> Iterator[Office]:
    """Make the tables of the product on the leading machine."""
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": database.url,
            "MOTCUA_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
            "MOTCUA_LOOKUPS_PER_MINUTE": NO_LIMIT,
        }
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"],
            env=environment,
            check=True,
        )
        place = Office(environment)
        move_in(place)
        yield place


def rehearse(database: Machines, place: Office) -> None:
    """Accept, kill, go on, compare."""
    from bench import desks  # noqa: PLC0415 - needs Django set up

    procedure = desks.furnish()
    windows = desks.open_windows(CONNECTIONS)
    paths = [desks.begin_drafts(window, DRAFTS) for window in windows]
    with web_server(place) as (_pid, port), worker(place) as background:
        signed_in = [sign_in(port, window.username) for window in windows]
        stopping, seen = Event(), [Seen() for _window in windows]
        people = [
            Thread(
                target=accept,
                args=(
                    port,
                    {**FORM, **headers},
                    [{**desks.typed(window, procedure), **token} for _ in own],
                ),
                kwargs={"paths": own, "seen": one, "stopping": stopping},
                daemon=True,
            )
            for window, own, (headers, token), one in zip(
                windows, paths, signed_in, seen, strict=True
            )
        ]
        for person in people:
            person.start()
        time.sleep(BEFORE_SECONDS)
        if not all(one.accepted for one in seen):
            raise RuntimeError("nothing is accepted even before the loss")
        lost = database.leader()
        killed_at = time.monotonic()
        database.kill(lost)
        back_at = await_acceptance(seen, killed_at)
        time.sleep(AFTER_SECONDS)
        rejoined = rejoin(database, lost)
        stopping.set()
        for person in people:
            person.join()
        is_same_worker = background.poll() is None
        tell_times(seen, killed_at, back_at, rejoined)
        check(seen, is_same_worker=is_same_worker)


def accept(
    port: int,
    headers: dict[str, str],
    forms: Sequence[dict[str, str]],
    *,
    paths: Sequence[str],
    seen: Seen,
    stopping: Event,
) -> None:
    """Accept one dossier after the other; what is not taken is sent again, as people do."""
    connection = HTTPConnection(HOST, port, timeout=60)
    for path, fields in zip(paths, forms, strict=True):
        is_first = True
        while not stopping.is_set():
            try:
                connection.request("POST", path, form_body(fields).encode(), headers)
                answer = connection.getresponse()
                body = answer.read().decode(errors="replace")
            except (OSError, HTTPException) as error:
                seen.answers[type(error).__name__] += 1
                connection.close()
                is_first = False
                time.sleep(PAUSE_SECONDS)
                continue
            seen.answers[str(answer.status)] += 1
            if answer.status == HTTPStatus.FOUND:
                place = answer.headers["Location"].rstrip("/").rpartition("/")[2]
                seen.accepted.append((time.monotonic(), place))
                seen.again += not is_first
                break
            if answer.status == HTTPStatus.GONE and not is_first:
                # It had been accepted and nobody was told: the page says where the dossier is.
                seen.found += 1
                break
            if answer.status != HTTPStatus.SERVICE_UNAVAILABLE or not is_clear(body, fields):
                seen.unclear += 1
                seen.strange.append(f"{answer.status} {path} {body[-3000:]}")
            is_first = False
            time.sleep(PAUSE_SECONDS)
        if stopping.is_set():
            return
        time.sleep(PAUSE_SECONDS)


def is_clear(page: str, fields: dict[str, str]) -> bool:
    """Say whether a page tells what is the matter and holds what was typed."""
    return (
        CLEAR_WORDS in page
        and f'name="applicant_number" value="{fields["applicant_number"]}"' in page
        and "Traceback" not in page
    )


@contextmanager
def worker(place: Office) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the worker for the length of a block."""
    log = Path(place.environment["MOTCUA_DATA"]) / "worker.log"
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "motcua.conf.worker"],
            env=dict(place.environment),
            stderr=errors,
        ) as running,
    ):
        try:
            yield running
        finally:
            running.terminate()


def await_acceptance(seen: Sequence[Seen], killed_at: float) -> float:
    """Wait until every desk accepts again; return when the first did. Raises RuntimeError."""
    first = 0.0
    while True:
        lately = [one.accepted[-1][0] for one in list(seen) if one.accepted]
        # What had been under way may still be answered just after the kill.
        later = [moment for moment in lately if moment > killed_at + 1.0]
        if later and not first:
            first = min(later)
        if len(later) == len(seen):
            return first
        if time.monotonic() > killed_at + PATIENCE_SECONDS:
            for one in seen:
                print(dict(one.answers), one.strange[-1:], file=sys.stderr)
            raise RuntimeError("not every desk accepts again")
        time.sleep(0.05)


def rejoin(database: Machines, lost: Node) -> float:
    """Start the lost machine again, as its service does; return the seconds until it copies."""
    begun = time.monotonic()
    database.start(lost)
    while database.members().get(lost.name) not in {"replica", "sync_standby"}:
        if time.monotonic() > begun + PATIENCE_SECONDS:
            raise RuntimeError("the lost machine does not come back")
        time.sleep(0.2)
    return time.monotonic() - begun


def tell_times(seen: Sequence[Seen], killed_at: float, back_at: float, rejoined: float) -> None:
    """Print for how long nothing was accepted, and what people saw."""
    moments = sorted(moment for one in seen for moment, _place in one.accepted)
    last = max((moment for moment in moments if moment <= killed_at + 1.0), default=killed_at)
    gap = max(later - earlier for earlier, later in pairwise(moments))
    answers: Counter[str] = Counter()
    for one in seen:
        answers += one.answers
    before = len([moment for moment in moments if moment <= killed_at])
    line("acceptances a second before the loss", f"{before / BEFORE_SECONDS:.0f}")
    line("last acceptance after the kill", f"{max(0.0, last - killed_at):.2f} s")
    line("first acceptance by the new machine (RTO)", f"{back_at - killed_at:.1f} s")
    line("longest time without an acceptance", f"{gap:.1f} s")
    line("lost machine copies again, after its start", f"{rejoined:.1f} s")
    line("answers", ", ".join(f"{name} {count}" for name, count in sorted(answers.items())))
    line("sent again and then accepted", f"{sum(one.again for one in seen)}")
    line("sent again, had been accepted unanswered", f"{sum(one.found for one in seen)}")


def check(seen: Sequence[Seen], *, is_same_worker: bool) -> None:
    """Compare with the surviving database. Exits where anything is lost or unclear."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from bench.statements import accepted_codes  # noqa: PLC0415 - so do these
    from motcua.conf.measures import heartbeat_age  # noqa: PLC0415
    from motcua.dossiers.auditing import audit  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    connection.close()
    answered = [place for one in seen for _moment, place in one.accepted]
    stored = accepted_codes()
    lost = sorted(set(answered) - set(stored))
    twins = [code for code, times in Counter(answered).items() if times > 1]
    holes = missing_numbers(stored)
    differences = audit(at=clock.now()).differences
    age = heartbeat_age(clock.now())
    line("answered and lost (RPO)", f"{len(lost)} of {len(answered)}", "none")
    line("stored, answer never seen", f"{len(set(stored) - set(answered))}")
    line("codes given twice, numbers missing", f"{len(twins)}, {len(holes)}", "none")
    line("differences of the ledger", f"{len(differences)}", "none")
    line("answers that were no clear page", f"{sum(one.unclear for one in seen)}", "none")
    is_heard = age is not None and age < SILENT_SECONDS
    line("worker works on, the same process", "yes" if is_same_worker and is_heard else "no")
    if lost or twins or holes or differences or not (is_same_worker and is_heard):
        sys.exit("something was lost")


def missing_numbers(codes: Sequence[str]) -> list[str]:
    """Return the numbers that no code has, of each agency and day."""
    numbers: dict[str, set[int]] = {}
    for code in codes:
        series, _dash, number = code.rpartition("-")
        numbers.setdefault(series, set()).add(int(number))
    return [
        f"{series}-{number}"
        for series, given in numbers.items()
        for number in sorted(set(range(1, max(given) + 1)) - given)
    ]


if __name__ == "__main__":
    main()
