"""Whose time it was: every working minute has one holder, and lateness a cause."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings, strategies as st

from motcua.dossiers.attribution import (
    AnswerSpan,
    Course,
    Holder,
    PauseSpan,
    StepSpan,
    TimeSpent,
    time_spent,
    worked,
)
from motcua.kernel.clock import VIETNAM
from motcua.kernel.layers import CalendarDay, DayKind, Layer
from motcua.kernel.limits import working_minutes_between
from motcua.kernel.workdays import Calendar, national_calendar, national_layer

HERE, THERE = 1, 2
DAY = 480
NATION = national_calendar()
OFF_ON_TUESDAY = Calendar(
    [
        national_layer(),
        Layer("Sở", days=(CalendarDay(date(2024, 9, 17), DayKind.HOLIDAY, "Nghỉ riêng"),)),
    ]
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant of September 2024; the 12th is a Thursday."""
    return datetime(2024, 9, day, hour, minute, tzinfo=VIETNAM)


def step(
    name: str, began: datetime, ended: datetime | None, budget: int = 0, agency: int = HERE
) -> StepSpan:
    return StepSpan(name, agency, f"Cơ quan {agency}", began, ended, budget, agency != HERE)


def course(steps: Sequence[StepSpan], **changes: object) -> Course:
    """Return a dossier received on Thursday at nine, due on Tuesday, over on Friday week."""
    whole = Course(
        agency_id=HERE,
        desk="Bộ phận một cửa",
        began=at(12, 9),
        received=at(12, 9),
        done=None,
        ended=at(20, 17),
        due=at(17, 17),
        steps=steps,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def spent(whole: Course, there: Calendar = NATION) -> TimeSpent:
    return time_spent(whole, {HERE: NATION, THERE: there})


def minutes(found: TimeSpent) -> dict[str, int]:
    return {share.name: share.minutes for share in found.shares}


def test_each_holder_has_the_minutes_it_held() -> None:
    found = spent(
        course(
            [
                step("Thẩm định", at(12, 9), at(16, 9)),
                step("Ký", at(16, 9), at(16, 10)),
                step("Sở xem", at(16, 10), at(18, 10), agency=THERE),
            ],
            pauses=[PauseSpan(at(13, 9), at(13, 17))],
            done=at(18, 10),
        )
    )

    assert minutes(found) == {
        # 6.5 working hours of Thursday, 1.5 of Friday, 1.5 of Monday; the rest was the
        # applicant's.
        "Thẩm định": 390 + 90 + 90,
        "Chờ người nộp": 390,
        "Ký": 60,
        "Sở xem": 2 * DAY,
        "Đã xong, chờ trả kết quả": 330 + 2 * DAY,
    }
    assert found.processing == 570 + 60 + 960
    assert found.of(Holder.LINKED) == 960


def test_before_the_handling_agency_has_it_the_time_is_the_desk_s() -> None:
    found = spent(course([step("Thẩm định", at(12, 9), None)], received=at(13, 9)))

    assert found.of(Holder.DESK) == DAY
    assert found.shares[0].agency == "Bộ phận một cửa"


def test_a_minute_in_another_agency_is_one_of_its_own_calendar() -> None:
    one = course([step("Sở xem", at(16, 9), None, agency=THERE)], began=at(16, 9), ended=at(18, 9))

    assert spent(one).total == 2 * DAY
    assert spent(one, OFF_ON_TUESDAY).total == DAY


def test_in_time_nobody_is_to_blame_even_over_a_budget() -> None:
    found = spent(course([step("Thẩm định", at(12, 9), at(13, 17), 60)], done=at(13, 17)))

    assert found.shares[0].over == 390 + DAY - 60
    assert found.causes == []
    assert found.cause_sentences() == []


def test_the_step_that_overran_its_budget_made_it_late() -> None:
    found = spent(
        course(
            [
                step("Thẩm định", at(12, 9), at(18, 9), DAY),
                step("Ký", at(18, 9), at(18, 10), DAY),
            ],
            done=at(18, 10),
        )
    )

    assert found.cause_sentences() == [
        "Quá hạn 2 giờ 30 phút.",
        (
            "Bước “Thẩm định” (Cơ quan 1) được 1 ngày làm việc, đã dùng 4 ngày làm việc: "
            "quá 3 ngày làm việc."
        ),
    ]


def test_what_an_answer_is_late_is_its_agency_s_and_not_the_step_s() -> None:
    found = spent(
        course(
            [step("Thẩm định", at(12, 9), at(18, 11), 3 * DAY)],
            answers=[AnswerSpan(THERE, "Sở Xây dựng", at(12, 14), at(13, 17), at(18, 9))],
            done=at(18, 11),
        )
    )

    (consulted,) = [share for share in found.shares if share.holder is Holder.CONSULTED]
    assert consulted.over == 2 * DAY + 90
    assert found.causes == [consulted]
    assert found.cause_sentences()[1] == (
        "Sở Xây dựng trả lời ý kiến trễ hẹn 2 ngày làm việc 1 giờ 30 phút."
    )


def test_being_asked_in_time_lengthens_no_step() -> None:
    asked = course(
        [step("Thẩm định", at(12, 9), at(18, 9), DAY)],
        answers=[AnswerSpan(THERE, "Sở Xây dựng", at(12, 9), at(17, 17), at(17, 9))],
        done=at(18, 9),
    )

    (late,) = [share for share in spent(asked).shares if share.holder is Holder.STEP]

    assert late.over == 3 * DAY


def test_without_budgets_it_is_who_had_it_after_the_due_date() -> None:
    found = spent(
        course(
            [step("Thẩm định", at(12, 9), at(18, 9)), step("Ký", at(18, 9), at(19, 9))],
            done=at(19, 9),
        )
    )

    assert found.cause_sentences() == [
        "Quá hạn 1 ngày làm việc 1 giờ 30 phút.",
        (
            "Bước “Ký” (Cơ quan 1) không được giao thời gian riêng và giữ hồ sơ "
            "1 ngày làm việc sau ngày hẹn."
        ),
        (
            "Bước “Thẩm định” (Cơ quan 1) không được giao thời gian riêng và giữ hồ sơ "
            "1 giờ 30 phút sau ngày hẹn."
        ),
    ]


def test_an_open_dossier_grows_late_as_it_is_looked_at() -> None:
    open_one = course([step("Thẩm định", at(12, 9), None, DAY)])

    assert spent(replace(open_one, ended=at(17, 17))).late_minutes == 0
    assert spent(replace(open_one, ended=at(18, 9))).late_minutes == 90


def test_working_time_is_told_in_days_hours_and_minutes() -> None:
    assert [worked(n) for n in (0, 45, 480, 630)] == [
        "0 giờ",
        "45 phút",
        "1 ngày làm việc",
        "1 ngày làm việc 2 giờ 30 phút",
    ]


_MOMENTS = st.integers(0, 14 * 24 * 60).map(lambda n: at(12, 0) + timedelta(minutes=n))


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Draw a dossier whose steps follow one another; anything else may lie anywhere."""
    cuts = sorted(draw(st.lists(_MOMENTS, min_size=2, max_size=6, unique=True)))
    is_open = draw(st.booleans())
    last = cuts[-1]
    ended = last + timedelta(minutes=draw(st.integers(0, 3000)))
    agencies = st.sampled_from([HERE, THERE])
    steps = [
        step(f"Bước {n}", began, closed, draw(st.integers(0, 960)), draw(agencies))
        for n, (began, closed) in enumerate(pairwise(cuts))
    ]
    if is_open:
        steps[-1] = replace(steps[-1], ended=None)
    return course(
        steps,
        began=cuts[0],
        received=draw(st.sampled_from([None, cuts[0], cuts[1]])),
        done=None if is_open else last,
        ended=ended,
        due=draw(st.one_of(st.none(), _MOMENTS)),
        pauses=draw(st.lists(st.builds(PauseSpan, _MOMENTS, _MOMENTS | st.none()), max_size=3)),
        answers=draw(
            st.lists(
                st.builds(
                    AnswerSpan,
                    st.just(THERE),
                    st.just("Sở Xây dựng"),
                    _MOMENTS,
                    _MOMENTS,
                    _MOMENTS | st.none(),
                ),
                max_size=3,
            )
        ),
    )


@given(courses())
@settings(deadline=None)
def test_the_holders_together_have_all_working_time_and_no_more(whole: Course) -> None:
    found = spent(whole)

    assert found.total == working_minutes_between(NATION, whole.began, whole.ended)
    assert all(share.minutes >= 0 and share.over >= 0 for share in found.shares)
    assert sum(found.of(holder) for holder in Holder) == found.total


@given(courses())
@settings(deadline=None)
def test_who_is_blamed_worked_on_it_and_only_when_it_is_late(whole: Course) -> None:
    found = spent(whole)

    assert bool(found.cause_sentences()) == (found.late_minutes > 0)
    blamed = {share.holder for share in found.causes}
    assert blamed <= {Holder.STEP, Holder.LINKED, Holder.CONSULTED}
    is_late = whole.due is not None and (whole.done or whole.ended) > whole.due
    assert (found.late_minutes > 0) == is_late
