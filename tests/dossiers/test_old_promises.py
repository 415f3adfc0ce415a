"""What another system promised: kept to the minute, and moved only by what happens here."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from motcua.dossiers.old_promises import due_as_promised
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Limit, LimitUnit, Pause
from motcua.kernel.workdays import national_calendar

CALENDAR = national_calendar()
LIMIT = Limit(10, LimitUnit.WORKING_DAY)
MOVED_IN = datetime(2026, 11, 2, 9, 0, tzinfo=VIETNAM)
"""A Monday."""


def on(day: int, hour: int = 17, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def pause(first: datetime, last: datetime | None, *, restarts: bool = False) -> Pause:
    return Pause(first, last, restarts=restarts)


@pytest.mark.parametrize(
    ("promised", "pauses", "expected"),
    [
        pytest.param(on(6, 10, 30), (), on(6, 10, 30), id="in the middle of a morning"),
        pytest.param(on(7), (), on(7), id="a Saturday"),
        pytest.param(on(1), (), on(1), id="late already"),
        pytest.param(
            on(1), (pause(on(3, 9), on(4, 9)),), on(1), id="late already, and then a pause"
        ),
        pytest.param(on(6), (pause(on(3, 9), on(5, 9)),), on(10), id="two days taken away"),
        pytest.param(on(6), (pause(on(9, 9), on(11, 9)),), on(6), id="a pause after it"),
        pytest.param(
            on(7), (pause(on(3, 9), on(3, 10)),), on(7), id="a pause of an hour takes no day"
        ),
        pytest.param(
            on(6), (pause(on(3, 9), on(4, 9), restarts=True),), on(18), id="the limit anew"
        ),
        pytest.param(
            on(2), (pause(on(2, 14), on(4, 9)),), on(5), id="due the day it was moved in"
        ),
    ],
)
def test_the_date_follows_from_the_promise_and_the_pauses(
    promised: datetime, pauses: tuple[Pause, ...], expected: datetime
) -> None:
    answer = due_as_promised(promised, MOVED_IN, LIMIT, CALENDAR, pauses=pauses)

    assert answer.due == expected
    assert answer.explanation.sentences


def test_while_the_applicant_has_the_move_there_is_no_date() -> None:
    answer = due_as_promised(
        on(6), MOVED_IN, LIMIT, CALENDAR, pauses=[pause(on(3, 9), None)], as_of=on(5, 9)
    )

    assert answer.due is None
    assert answer.provisional == on(10)


@given(
    promised=st.integers(-20 * 24 * 60, 60 * 24 * 60),
    start=st.integers(0, 30 * 24 * 60),
    length=st.integers(1, 20 * 24 * 60),
)
def test_a_pause_never_brings_the_date_forward(promised: int, start: int, length: int) -> None:
    given_date = MOVED_IN + timedelta(minutes=promised)
    begins = MOVED_IN + timedelta(minutes=start)
    one = pause(begins, begins + timedelta(minutes=length))

    answer = due_as_promised(given_date, MOVED_IN, LIMIT, CALENDAR, pauses=[one])

    assert answer.due is not None
    assert answer.due >= given_date
