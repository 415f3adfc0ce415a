"""What must hold of every due date, whatever the calendar, the limit and the pauses."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, assume, given, settings, strategies as st

from motcua.kernel.limits import Due
from tests.kernel.naive import NaivePause
from tests.kernel.situations import (
    UNITS,
    Situation,
    any_pauses,
    aware,
    lengths,
    open_pauses,
    ordinary_pauses,
    situations,
)

IN_DAYS = [unit for unit in UNITS if unit[0] in {"working_day", "calendar_day", "month"}]
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def known(answer: Due) -> datetime:
    assert answer.due is not None
    return answer.due


@MANY
@given(situations())
def test_nothing_is_due_on_a_closed_day(situation: Situation) -> None:
    due = known(situation.ask())

    assert situation.calendar().is_working_day(due.date())


@MANY
@given(situations())
def test_due_instant_is_the_end_of_a_working_minute(situation: Situation) -> None:
    due = known(situation.ask())

    minute = due.hour * 60 + due.minute
    assert any(
        start < minute <= end for start, end in situation.calendar().sessions_on(due.date())
    )


@MANY
@given(situations())
def test_nothing_is_due_before_it_is_accepted(situation: Situation) -> None:
    assert known(situation.ask()) > aware(situation.accepted)


@MANY
@given(situations(), st.integers(1, 5))
def test_a_longer_limit_is_never_due_earlier(situation: Situation, more: int) -> None:
    shorter = known(situation.ask())

    longer = known(situation.ask(value=situation.value + more))

    assert longer >= shorter


@MANY
@given(situations(), ordinary_pauses)
def test_one_more_pause_never_brings_the_date_forward(
    situation: Situation, pause: NaivePause
) -> None:
    without = known(situation.ask())

    paused = known(situation.ask([*situation.pauses, pause]))

    assert paused >= without


@MANY
@given(
    situations(ordinary_pauses, units=[unit for unit in UNITS if unit[0] != "month"]), any_pauses
)
def test_a_new_beginning_never_brings_the_date_forward(
    situation: Situation, pause: NaivePause
) -> None:
    # Months are of unequal length: one begun anew may be shorter than the first with
    # the days that fell out of it, so for them the law's own arithmetic is not monotone.
    without = known(situation.ask())

    anew = known(situation.ask([*situation.pauses, (pause[0], pause[1], True)]))

    assert anew >= without


@MANY
@given(situations(), ordinary_pauses, st.data())
def test_a_pause_in_two_pieces_counts_as_the_whole(
    situation: Situation, pause: NaivePause, data: st.DataObject
) -> None:
    begin, end, _ = pause
    assert end is not None
    minutes = int((end - begin) / timedelta(minutes=1))
    assume(minutes > 1)
    middle = begin + timedelta(minutes=data.draw(st.integers(1, minutes - 1)))
    pieces: list[NaivePause] = [(begin, middle, False), (middle, end, False)]

    whole = known(situation.ask([*situation.pauses, pause]))

    assert known(situation.ask([*situation.pauses, *pieces])) == whole


@MANY
@given(situations(st.one_of(any_pauses, open_pauses)), st.randoms())
def test_the_order_in_which_pauses_are_told_does_not_matter(
    situation: Situation, random: Random
) -> None:
    told = situation.ask()
    shuffled = list(situation.pauses)
    random.shuffle(shuffled)

    again = situation.ask(shuffled)

    assert (again.due, again.provisional) == (told.due, told.provisional)


@MANY
@given(situations(), lengths, st.booleans(), st.integers(0, 5000))
def test_a_pause_after_the_date_changes_nothing(
    situation: Situation,
    length: timedelta,
    restarts: bool,  # noqa: FBT001 - drawn by hypothesis
    later: int,
) -> None:
    due = known(situation.ask())
    begin = due.replace(tzinfo=None) + timedelta(minutes=later)

    after = situation.ask([*situation.pauses, (begin, begin + length, restarts)])

    # Ordinary pauses that touch are one pause, so the new one must stand apart.
    assume(all(end != begin for _, end, _ in situation.pauses))
    assume(all(end is not None and end < begin for _, end, _ in situation.pauses))
    assert known(after) == due


@MANY
@given(situations(ordinary_pauses, units=IN_DAYS, policies=["legal"]))
def test_a_date_counted_in_days_never_lies_inside_a_pause(situation: Situation) -> None:
    due = known(situation.ask())

    inside = [
        (begin, end)
        for begin, end, _ in situation.pauses
        if end is not None and aware(begin) < due < aware(end)
    ]

    assert inside == []


@MANY
@given(situations(st.one_of(any_pauses, open_pauses)))
def test_reasons_name_the_date_and_agree_with_it(situation: Situation) -> None:
    answer = situation.ask()
    explanation = answer.explanation
    shown = answer.due or answer.provisional

    assert len(explanation.sentences) >= 2
    assert all(sentence.endswith(".") for sentence in explanation.sentences)
    if shown is None:
        assert "chưa có ngày hẹn trả" in explanation.sentences[-1]
        return
    day = f"{shown.day}/{shown.month}/{shown.year}."
    assert explanation.sentences[-1].endswith(day)
    assert [line.first for line in explanation.days if line.is_due] == [shown.date()]
    assert explanation.days[-1].is_due


@MANY
@given(situations(most=0, units=IN_DAYS, policies=["legal"]))
def test_every_day_up_to_the_date_is_told_once(situation: Situation) -> None:
    assume(all(layer.get("after_hours") != "next_session" for layer in situation.layers))
    lines = situation.ask().explanation.days

    told = [
        line.first + timedelta(days=n)
        for line in lines
        for n in range((line.last - line.first).days + 1)
    ]

    assert told == [told[0] + timedelta(days=n) for n in range(len(told))]
    assert told[0] == situation.accepted.date()


@MANY
@given(situations(units=UNITS[:1], policies=["legal"]))
def test_working_days_told_as_counted_are_as_many_as_the_limit(situation: Situation) -> None:
    numbers = [line.number for line in situation.ask().explanation.days if line.number]

    assert max(numbers) == situation.value
    assert numbers == sorted(set(numbers))
