"""Where time went: sums, shares, the middle and the nine tenths, by hand."""

import pytest

from motcua.dossiers.attribution import Holder, Share, TimeSpent
from motcua.indicators.lost_time import Whose, by_holder, by_step, spread_of


def spent(*shares: Share) -> TimeSpent:
    return TimeSpent(list(shares))


def step(name: str, minutes: int, *, budget: int = 0, holder: Holder = Holder.STEP) -> Share:
    return Share(
        holder, name, "UBND xã A", minutes, budget, max(0, minutes - budget) * bool(budget)
    )


def applicant(minutes: int) -> Share:
    return Share(Holder.APPLICANT, "Chờ người nộp", minutes=minutes)


def test_every_minute_has_one_holder_and_shares_are_of_all() -> None:
    found = by_holder(
        [
            spent(step("Thẩm định", 300), applicant(100)),
            spent(
                step("Thẩm định", 100),
                step("Ý kiến", 200, holder=Holder.CONSULTED),
                step("Thuế", 300, holder=Holder.LINKED),
            ),
        ]
    )

    assert [(one.whose, one.minutes, one.share) for one in found] == [
        (Whose.OTHER, 500, 0.5),
        (Whose.STEP, 400, 0.4),
        (Whose.APPLICANT, 100, 0.1),
    ]
    assert [one.spread.count for one in found] == [1, 2, 1]


def test_what_waits_to_be_collected_is_nobodys_time() -> None:
    ready = Share(Holder.WAITING, "Đã xong, chờ trả kết quả", minutes=9_000)

    assert [one.share for one in by_holder([spent(step("Ký", 30), ready)])] == [1.0]


def test_holders_that_had_no_time_are_not_named() -> None:
    assert by_holder([spent(applicant(0))]) == []
    assert by_holder([]) == []


def test_one_that_lay_for_a_year_moves_the_middle_little() -> None:
    found = spread_of([10, 11, 12, 13, 100_000])

    assert (found.count, found.median) == (5, 12)
    assert found.nine_tenths == pytest.approx(13 + (100_000 - 13) * 0.6)


def test_steps_say_how_many_exceeded_what_they_were_given() -> None:
    found = by_step(
        [
            spent(step("Thẩm định", 300, budget=240), step("Ký", 30)),
            spent(step("Thẩm định", 200, budget=240), step("Ký", 50)),
            spent(applicant(900), step("Thẩm định", 250, budget=480)),
        ]
    )

    first, second = found
    assert (first.name, first.spread.count, first.spread.median) == ("Thẩm định", 3, 250)
    assert (first.budget, first.with_budget, first.over) == (240, 3, 1)
    assert (second.name, second.budget, second.with_budget, second.over) == ("Ký", 0, 0, 0)
