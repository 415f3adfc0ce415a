"""How many due dates a second on one core, beside what others offer.

Processor time, several rounds, medians; the contenders take turns in each round, so that
a busy machine slows all of them. ``numpy.busday_offset`` knows holidays but no make-up
days, ``workalendar`` both, neither sessions nor pauses; they are asked only what they can
answer, and how often they agree is printed beside how fast they are.
"""

import argparse
import io
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from workalendar.core import WesternCalendar

from motcua.cli.due import answer_lines
from motcua.kernel.clock import VIETNAM
from motcua.kernel.layers import DayKind
from motcua.kernel.limits import Limit, LimitUnit, Pause, Policy, due
from motcua.kernel.workdays import national_calendar, national_layer

FIRST = datetime(2023, 1, 3, tzinfo=VIETNAM)
DAYS = 1350  # up to the middle of September 2026: years whose days off are published
BUDGET = 5


def instants(count: int, seed: int) -> list[datetime]:
    """Return acceptances spread over the published years, by day and by night."""
    dice = random.Random(seed)  # noqa: S311 - made-up dossiers, not secrets
    return [FIRST + timedelta(minutes=dice.randrange(DAYS * 1440)) for _ in range(count)]


def processor_time(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that ``work`` takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def shipped(kind: DayKind) -> list[date]:
    """Return the shipped days of one kind, to be told to the others."""
    return [day.day for day in national_layer().days if day.kind is kind]


class Published(WesternCalendar):  # type: ignore[misc]
    """The published days off in the words of workalendar, which ships no Vietnam."""

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """Return the days off of one year."""
        return [(day, "") for day in shipped(DayKind.HOLIDAY) if day.year == year]


def print_rates(title: str, rounds: Sequence[dict[str, float]], count: int) -> None:
    """Print the median rate of each contender, and how the first compares with it."""
    print(f"\n{title}")
    first = next(iter(rounds[0]))
    for name in rounds[0]:
        rate = count / statistics.median(taken[name] for taken in rounds)
        ratio = statistics.median(taken[name] / taken[first] for taken in rounds)
        beside = "" if name == first else f"   motcua is {ratio:.1f} times as fast"
        print(f"  {name:<44}{rate:>12,.0f} a second{beside}")


def compare(accepted: Sequence[datetime], repeats: int) -> None:
    """Time the limit that all three can answer: working days without pauses."""
    calendar, limit = national_calendar(), Limit(BUDGET, LimitUnit.WORKING_DAY)
    days = [instant.date() for instant in accepted]
    as_numpy = [np.datetime64(day) for day in days]
    numpys = np.busdaycalendar(holidays=[np.datetime64(day) for day in shipped(DayKind.HOLIDAY)])
    theirs, makeup_days = Published(), shipped(DayKind.MAKEUP)
    few = days[: max(1, len(days) // 50)]  # workalendar is slow: fewer, and scaled

    def motcua() -> list[datetime | None]:
        return [due(at, limit, calendar).due for at in accepted]

    def numpy_scalar() -> list[np.datetime64]:
        offset = np.busday_offset
        return [offset(day, BUDGET, roll="backward", busdaycal=numpys) for day in as_numpy]

    def workalendar(days: Sequence[date] = few) -> list[date]:
        return [
            theirs.add_working_days(day, BUDGET, extra_working_days=makeup_days) for day in days
        ]

    ours = [found.date() for found in motcua() if found is not None]
    numpy_answers = [found.astype(date) for found in numpy_scalar()]
    their_answers = workalendar()
    rounds = [
        {
            "motcua.kernel.limits.due": processor_time(motcua),
            "numpy.busday_offset, one by one": processor_time(numpy_scalar),
            "workalendar, told days off and make-up days": processor_time(workalendar)
            * (len(days) / len(few)),
        }
        for _ in range(repeats)
    ]
    print_rates(f"{BUDGET} working days, no pauses, {len(days):,} dossiers", rounds, len(days))
    alike = statistics.fmean(a == b for a, b in zip(ours, numpy_answers, strict=True))
    alike_too = statistics.fmean(
        a == b for a, b in zip(ours[: len(few)], their_answers, strict=True)
    )
    print(
        f"  the same day as motcua: numpy {alike:.1%} (it has no make-up days), "
        f"workalendar {alike_too:.1%}"
    )


def by_kind(accepted: Sequence[datetime], repeats: int) -> None:
    """Time each unit, pauses, and the explanation."""
    calendar = national_calendar()
    kinds: dict[str, tuple[Limit, int]] = {
        "working days": (Limit(BUDGET, LimitUnit.WORKING_DAY), 0),
        "calendar days": (Limit(15, LimitUnit.CALENDAR_DAY), 0),
        "months": (Limit(1, LimitUnit.MONTH), 0),
        "same day": (Limit(1, LimitUnit.SAME_DAY), 0),
        "working hours": (Limit(8, LimitUnit.WORKING_HOUR), 0),
        "working days by the clock": (Limit(BUDGET, LimitUnit.WORKING_DAY, Policy.CLOCK), 0),
        "working days, one pause": (Limit(BUDGET, LimitUnit.WORKING_DAY), 1),
        "working hours, three pauses": (Limit(40, LimitUnit.WORKING_HOUR), 3),
    }
    begins = [[at + timedelta(hours=20 * (n + 1)) for n in range(3)] for at in accepted]
    pauses = [[Pause(b, b + timedelta(hours=9)) for b in three] for three in begins]

    def answer(limit: Limit, count: int) -> None:
        for at, some in zip(accepted, pauses, strict=True):
            due(at, limit, calendar, some[:count])

    def explain() -> None:
        for at in accepted:
            assert due(at, kinds["working days"][0], calendar).explanation.sentences  # noqa: S101

    rounds = [
        {
            **{
                name: processor_time(lambda limit=limit, count=count: answer(limit, count))  # type: ignore[misc]
                for name, (limit, count) in kinds.items()
            },
            "working days, with the explanation": processor_time(explain),
        }
        for _ in range(repeats)
    ]
    print("\nEvery kind of limit")
    for name in rounds[0]:
        rate = len(accepted) / statistics.median(taken[name] for taken in rounds)
        print(f"  {name:<44}{rate:>12,.0f} a second")


def million(count: int, seed: int) -> None:
    """Time a recount of a whole province, and the same by vectorised numpy."""
    accepted = instants(count, seed)
    calendar, limit = national_calendar(), Limit(BUDGET, LimitUnit.WORKING_DAY)
    numpys = np.busdaycalendar(holidays=[np.datetime64(day) for day in shipped(DayKind.HOLIDAY)])
    as_numpy = np.array([instant.date() for instant in accepted], dtype="datetime64[D]")
    lines = b"".join(
        json.dumps(
            {"accepted": at.isoformat()[:16], "limit": BUDGET, "unit": "working_day"}
        ).encode()
        + b"\n"
        for at in accepted
    )
    ours = processor_time(lambda: [due(at, limit, calendar).due for at in accepted])
    vectorised = processor_time(
        lambda: np.busday_offset(as_numpy, BUDGET, roll="backward", busdaycal=numpys)
    )
    brief = processor_time(
        lambda: answer_lines(io.BytesIO(lines), io.BytesIO(), lambda _on: calendar, brief=True)
    )
    whole = processor_time(
        lambda: answer_lines(io.BytesIO(lines), io.BytesIO(), lambda _on: calendar)
    )
    print(f"\n{count:,} dossiers at once")
    print(f"  motcua, in memory                           {ours:>10.2f} s")
    print(f"  numpy.busday_offset on one array            {vectorised:>10.2f} s (days only)")
    print(f"  motcua due --batch --brief, JSON to JSON    {brief:>10.2f} s")
    print(f"  motcua due --batch, with the explanations   {whole:>10.2f} s")


def main() -> None:
    """Read the options and run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=20_000, help="dossiers a round")
    options.add_argument("--repeats", type=int, default=7, help="rounds")
    options.add_argument("--batch", type=int, default=1_000_000, help="dossiers at once")
    options.add_argument("--seed", type=int, default=747)
    given = options.parse_args()
    accepted = instants(given.count, given.seed)
    due(accepted[0], Limit(1, LimitUnit.WORKING_DAY), national_calendar())
    compare(accepted, given.repeats)
    by_kind(accepted, given.repeats)
    million(given.batch, given.seed)


if __name__ == "__main__":
    main()
