"""Until when a step should be done, and from when one is reminded."""

from datetime import datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import assume, given, settings, strategies as st

from motcua.dossiers.step_dates import StepDates, step_dates
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Pause, working_minutes_between
from motcua.kernel.workdays import national_calendar

CALENDAR = national_calendar()
DAY = 480


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of September 2024; the 12th is a Thursday."""
    return datetime(2024, 9, day, hour, minute, tzinfo=VIETNAM)


def dates(
    opened: datetime,
    budget: int,
    *,
    due: datetime | None = None,
    clock_from: datetime | None = None,
    warn: int = 75,
    pauses: tuple[Pause, ...] = (),
) -> StepDates:
    return step_dates(
        opened,
        budget,
        dossier_due_at=due or at(26, 17),
        clock_from=clock_from or at(12, 9),
        calendar=CALENDAR,
        warn_percent=warn,
        pauses=pauses,
    )


@pytest.mark.parametrize(
    ("opened", "budget", "due", "warn"),
    [
        pytest.param(at(12, 9), DAY, at(13, 9), at(12, 16, 30), id="a day from Thursday nine"),
        pytest.param(at(12, 9), 120, at(12, 11), at(12, 10, 30), id="two hours"),
        pytest.param(at(12, 11), 60, at(12, 13, 30), at(12, 13, 15), id="over lunch"),
        pytest.param(at(13, 16), 120, at(16, 8, 30), at(16, 8), id="over the weekend"),
        pytest.param(at(13, 6), 60, at(13, 8, 30), at(13, 8, 15), id="before the office opens"),
        pytest.param(at(26, 16), DAY, at(26, 17), at(26, 15), id="never after the dossier"),
    ],
)
def test_a_budget_is_counted_in_working_minutes(
    opened: datetime, budget: int, due: datetime, warn: datetime
) -> None:
    assert dates(opened, budget) == StepDates(due, warn)


def test_a_step_without_a_budget_has_the_dossier_s_and_warns_by_the_whole_time() -> None:
    # From Thursday nine to Monday nine are two working days; a half is Friday nine.
    assert dates(at(13, 14), 0, due=at(16, 9), warn=50) == StepDates(at(16, 9), at(13, 9))


def test_a_step_opened_before_its_agency_had_the_dossier_begins_when_it_did() -> None:
    assert dates(at(12, 9), 60, clock_from=at(13, 9)).due_at == at(13, 10)


@pytest.mark.parametrize(
    ("dossier_due_at", "clock_from"), [(None, at(12, 9)), (at(26, 17), None), (None, None)]
)
def test_while_the_applicant_has_the_move_there_is_no_date(
    dossier_due_at: datetime | None, clock_from: datetime | None
) -> None:
    found = step_dates(
        at(12, 9),
        60,
        dossier_due_at=dossier_due_at,
        clock_from=clock_from,
        calendar=CALENDAR,
        warn_percent=75,
    )

    assert found == StepDates(None, None)


def test_a_pause_moves_the_date_and_the_warning_by_its_working_minutes() -> None:
    paused = dates(at(12, 9), DAY, pauses=(Pause(at(12, 10), at(12, 14)),))

    # Two and a half working hours lie between ten and two.
    assert paused == StepDates(at(13, 11, 30), at(13, 9, 30))


def test_what_was_paused_before_the_step_does_not_lengthen_it() -> None:
    before = (Pause(at(12, 10), at(13, 9)),)

    assert dates(at(13, 9), 60, pauses=before) == dates(at(13, 9), 60)


_MINUTES = st.integers(0, 10 * 24 * 60)
_OPENED = _MINUTES.map(lambda n: at(12, 0) + timedelta(minutes=n))
_BUDGETS = st.integers(0, 10 * DAY)
_DUES = st.integers(0, 20).map(lambda n: at(12, 17) + timedelta(days=n))


@st.composite
def pauses_after(draw: st.DrawFn, moment: datetime) -> tuple[Pause, ...]:
    """Draw pauses that follow one another, all after ``moment``."""
    lengths = draw(st.lists(st.integers(1, 2000), min_size=0, max_size=6))
    cuts = [moment + timedelta(minutes=n) for n in accumulate(lengths)]
    return tuple(Pause(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@given(opened=_OPENED, budget=_BUDGETS, due=_DUES, warn=st.integers(0, 100), data=st.data())
@settings(deadline=None)
def test_a_step_is_never_due_after_its_dossier_and_warns_never_after_it_is_due(
    opened: datetime, budget: int, due: datetime, warn: int, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(opened))

    found = dates(opened, budget, due=due, clock_from=at(12, 0), warn=warn, pauses=pauses)

    assert found.due_at is not None
    assert found.warn_at is not None
    assert found.due_at <= due
    assert found.warn_at <= found.due_at


@given(opened=_OPENED, budget=st.integers(1, 10 * DAY), data=st.data())
@settings(deadline=None)
def test_a_pause_adds_exactly_its_working_minutes(
    opened: datetime, budget: int, data: st.DataObject
) -> None:
    pauses = data.draw(pauses_after(opened))
    far = datetime(2025, 8, 1, 17, tzinfo=VIETNAM)

    plain = dates(opened, budget, due=far, clock_from=at(12, 0)).due_at
    paused = dates(opened, budget, due=far, clock_from=at(12, 0), pauses=pauses).due_at

    assert plain is not None
    assert paused is not None
    added = sum(working_minutes_between(CALENDAR, p.start, p.end or far) for p in pauses)
    assert working_minutes_between(CALENDAR, plain, paused) == added
    assert working_minutes_between(CALENDAR, opened, paused) == budget + added


@given(opened=_OPENED, budget=st.integers(1, 10 * DAY), sooner=st.integers(0, 100))
@settings(deadline=None)
def test_who_warns_at_a_smaller_share_warns_no_later(
    opened: datetime, budget: int, sooner: int
) -> None:
    assume(sooner < 100)
    early, late = (dates(opened, budget, warn=percent).warn_at for percent in (sooner, 100))

    assert early is not None
    assert late is not None
    assert early <= late
