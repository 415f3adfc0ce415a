"""Two provinces' systems and one portal that is killed again and again meanwhile.

Each system has its own database, files and worker; its dossiers are accepted, carried to their
end and told to the portal, with their files. Others are lodged at the portal meanwhile, and taken
in with theirs. The portal is ended by SIGKILL while it works and started again, and now and then
a worker too. In the end both sides have to agree to the letter, and neither must have taken
anything twice.

    python -m bench.portal --many 1000 --kills 5
"""

import argparse
import base64
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.figures import line, machine
from bench.premises import Premises, premises
from tests.portal_process import ACTS, asked, portal_process, tell

UNITS: Final = ("H29", "H06")
SECRET: Final = "bi-mat-mo-phong"  # noqa: S105 - the simulators', known to all
PAUSES: Final = "1,2,3,5"
AWAY_SECONDS: Final = 1.5
LONGEST_WAIT: Final = 3_600.0
LODGED_THERE: Final = 5
"""One dossier is lodged at the portal for so many that are accepted here."""
_WAITING: Final = "SELECT count(*) FROM exchange_portalmessage WHERE state IN ('waiting')"
_TAKEN_IN: Final = """
    SELECT coalesce(json_object_agg(lodging.portal_code, dossier.tracking_code), '{}')
    FROM exchange_portallodging AS lodging
    JOIN dossiers_dossier AS dossier ON dossier.id = lodging.dossier_id
"""
_TRIED: Final = "SELECT count(*), coalesce(sum(attempts), 0) FROM exchange_portalmessage"


@dataclass
class System:
    """One system: where it is, its worker, and what drives it."""

    place: Premises
    environment: Mapping[str, str]
    worker: "subprocess.Popen[Any]" = field(init=False)
    driver: "subprocess.Popen[Any]" = field(init=False)

    def run(self, *arguments: str) -> "subprocess.Popen[Any]":
        """Start our own Python for this system."""
        return subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-m", *arguments],
            env=dict(self.environment),
            stderr=subprocess.DEVNULL,
        )

    def start_worker(self) -> None:
        """Start the worker as the product does."""
        self.worker = self.run("motcua.conf.worker")

    def ask(self, statement: str) -> tuple[Any, ...]:
        """Return one row of this system's database."""
        with psycopg.connect(self.place.cluster.url) as connection:
            row = connection.execute(statement).fetchone()
        assert row is not None  # noqa: S101 - they all count
        return tuple(row)

    def differs(self) -> bool:
        """Have the product compare itself with the portal; say whether anything differs."""
        return self.run("motcua.cli", "portal", "compare").wait() != 0


def main() -> None:
    """Print how fast it went, how often it was tried again, and whether all agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=1_000, help="dossiers of both together")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--drive", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.drive:
        drive(arguments.drive)
        return
    print(f"  {machine()}")
    if not measure(arguments.many, arguments.kills):
        sys.exit(1)


def measure(many: int, kills: int) -> bool:
    """Run both systems against the portal; say whether everything agrees."""
    each = many // len(UNITS)
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="motcua-portal-"))
        portal = stack.enter_context(portal_process(Path(folder)))
        systems = [stack.enter_context(system(unit, portal.address)) for unit in UNITS]
        started = time.monotonic()
        for one in systems:
            one.driver = one.run("bench.portal", "--drive", str(each))
        wanted = each * ACTS * len(systems)
        marks = [wanted * (number + 1) // (kills + 1) for number in range(kills)]
        while any(one.driver.poll() is None for one in systems) or _waiting(systems):
            _give_up_after(started)
            taken = asked(f"{portal.address}/_log").get("answers", {}).get("nhan", 0)
            if marks and taken >= marks[0]:
                marks.pop(0)
                portal.kill()
                if portal.kills % 2 == 0:
                    _kill_worker(systems[portal.kills // 2 % len(systems)])
                time.sleep(AWAY_SECONDS)
                portal.start()
            time.sleep(0.1)
        seconds = time.monotonic() - started
        failed = [one for one in systems if one.driver.returncode]
        differing = [unit for unit, one in zip(UNITS, systems, strict=True) if one.differs()]
        differing += [
            unit
            for unit, one in zip(UNITS, systems, strict=True)
            if not _took_in(one, unit, portal.address, each // LODGED_THERE)
        ]
        log = asked(f"{portal.address}/_log")
        _say(systems, log, seconds, portal.kills)
    twice = log.get("taken_twice", ["?"])
    return not failed and not differing and not twice


def _took_in(one: System, unit: str, address: str, wanted: int) -> bool:
    """Say whether a system has each dossier that was lodged there once, and the portal knows."""
    (here,) = one.ask(_TAKEN_IN)
    told = asked(f"{address}/_offer/{unit}").get("told", {})
    there = {code: reference for code, (reference, _times) in told.items()}
    line(f"lodged at the portal and taken in by {unit}", f"{len(here)}", f"of {wanted}")
    return here == there and len(here) == wanted


def _waiting(systems: list[System]) -> bool:
    return any(one.ask(_WAITING)[0] for one in systems)


def _kill_worker(one: System) -> None:
    one.worker.send_signal(signal.SIGKILL)
    one.worker.wait()
    one.start_worker()


def _give_up_after(started: float) -> None:
    if time.monotonic() - started > LONGEST_WAIT:
        raise RuntimeError("not everything was told in time")


def _say(systems: list[System], log: Mapping[str, Any], seconds: float, kills: int) -> None:
    counts = [one.ask(_TRIED) for one in systems]
    messages, tried = sum(row[0] for row in counts), sum(row[1] for row in counts)
    line("messages told, by two systems", f"{messages}")
    line("  a second, acts and sending together", f"{messages / seconds:.0f}")
    line("files that the portal has", f"{log.get('files', 0)}")
    line("portal killed and started again", f"{kills} times")
    line("tried again", f"{tried - messages}")
    for answer, count in log.get("answers", {}).items():
        line(f"  answered “{answer}”", f"{count}")
    line("taken twice", f"{len(log.get('taken_twice', []))}", "aim 0")


@contextmanager
def system(unit: str, address: str) -> Iterator[System]:
    """Start a system that has joined the portal, for the length of a block."""
    with premises() as place:
        joined = {
            "MOTCUA_PORTAL_ADDRESS": address,
            "MOTCUA_PORTAL_SECRET": SECRET,
            "MOTCUA_PORTAL_UNIT": unit,
            "MOTCUA_PORTAL_PAUSES": PAUSES,
        }
        one = System(place, {**place.environment, **joined})
        one.start_worker()
        try:
            yield one
        finally:
            one.worker.send_signal(signal.SIGTERM)
            one.worker.wait()


def drive(many: int) -> None:
    """Accept ``many`` dossiers in the system of this process, and carry each to its end.

    Some are lodged at the portal meanwhile; this process takes them in.
    """
    import django  # noqa: PLC0415 - the settings read the environment of the system

    django.setup()
    from motcua.exchange.models import PortalLodging  # noqa: PLC0415
    from motcua.exchange.portal.client import portal  # noqa: PLC0415
    from motcua.exchange.portal.receiving import receive  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415
    from tests.portal_office import Office  # noqa: PLC0415

    office, place = Office(), portal()
    assert place is not None  # noqa: S101 - the bench has joined it
    for number in range(many):
        office.returned(office.accepted(number, clock.now()), clock.now())
        if number % LODGED_THERE == LODGED_THERE - 1:
            lodge_there(place.address, place.unit, number, office)
            receive(place, at=clock.now())
    while PortalLodging.objects.exclude(told_at=None).count() < many // LODGED_THERE:
        receive(place, at=clock.now())
        time.sleep(0.5)


def lodge_there(address: str, unit: str, number: int, office: Any) -> None:
    """Let somebody lodge at the portal, as soon as it answers."""
    from tests.portal_offers import PAPER, a_file, lodged  # noqa: PLC0415 - needs Django set up

    name = f"tep-{unit}-{number}"
    dossier = lodged(
        office.procedure.code,
        office.agency.code,
        f"G-{unit}-{number}",
        SoGiayToChuHoSo=f"0772{number:08}",
        TaiLieuNop=[a_file(name)],
    )
    said = {
        "unit": unit,
        "HoSo": dossier,
        "Tep": {name: base64.b64encode(PAPER).decode()},
    }
    while True:
        try:
            tell(f"{address}/_offer/ho-so-nop", said)
        except OSError:
            time.sleep(0.2)
        else:
            return


if __name__ == "__main__":
    main()
