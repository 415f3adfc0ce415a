"""Measure index 766 of a province: counted for a month, a quarter, a year, and closed.

python -m bench.index --rows 1000000
"""

import argparse
import time
from typing import Final

from bench.figures import line, machine
from bench.premises import Premises, move_in, premises
from bench.report import AGENCIES, look_over, plain_count, seconds_of

KINDS: Final = ("thang", "quy", "nam")


def main() -> None:
    """Print what is reached beside the aims."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    arguments = parser.parse_args()
    print(f"  {machine()}")
    with premises() as place:
        move_in(place)
        measure(place, arguments.rows)


def measure(_place: Premises, rows: int) -> None:
    """Fill the database; count the index of the periods that today lies in, and close a month."""
    from bench import staff  # noqa: PLC0415 - needs Django set up
    from motcua.indicators.indexing.closing import close_period  # noqa: PLC0415 - so do these
    from motcua.indicators.indexing.counting import Asked, agencies_of, counted  # noqa: PLC0415
    from motcua.indicators.periods import Kind, NamedPeriod  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    begun = time.monotonic()
    staff.fill(rows, rows // 100, AGENCIES, with_events=False)
    line("dossiers made", f"{rows:,}", f"in {time.monotonic() - begun:.0f} s")
    look_over()
    now = clock.now()
    baseline = seconds_of(plain_count, 3)
    line("plain count of the dossiers by agency and state", f"{baseline * 1e3:.0f} ms", "baseline")
    current = [NamedPeriod.holding(Kind(kind), clock.today(), 15) for kind in KINDS]
    before = [named for period in current if (named := period.moved(-1)) is not None]
    for named in (*current, *before):
        asked = Asked(named, named.days(15), now)
        agencies = agencies_of(asked.period)
        taken = seconds_of(lambda: counted(asked, agencies), 2)  # noqa: B023 - called at once
        line(f"21 items of {len(agencies)} agencies, {named.label}", f"{taken * 1e3:.0f} ms")
    taken = seconds_of(lambda: close_period(before[0], now, at=now), 1)
    line("a month closed", f"{taken:.2f} s")


if __name__ == "__main__":
    main()
