"""Units in the order of a rate: ties share a place, too little has none."""

from fractions import Fraction

from hypothesis import given, strategies as st

from motcua.indicators.rate_ranking import ranked
from motcua.indicators.rates import Rate

RATES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
        lambda pair: Rate(min(pair), max(pair), 10)
    ),
    max_size=12,
)


def places(*rates: Rate) -> list[tuple[int, int | None, bool]]:
    return [(one.unit, one.place, one.is_shared) for one in ranked(enumerate(rates))]


def test_equal_shares_of_different_sizes_share_a_place() -> None:
    found = places(Rate(9, 10, 5), Rate(20, 20, 5), Rate(18, 20, 5), Rate(5, 10, 5))

    assert found == [(1, 1, False), (0, 2, True), (2, 2, True), (3, 4, False)]


def test_what_only_looks_alike_when_printed_is_not_equal() -> None:
    found = places(Rate(996, 1000, 5), Rate(9961, 10000, 5))

    assert found == [(1, 1, False), (0, 2, False)]


def test_too_little_comes_last_and_has_no_place() -> None:
    found = places(Rate(1, 1, 10), Rate(0, 10, 10), Rate(0, 0, 0))

    assert found == [(1, 1, False), (0, None, False), (2, None, False)]


@given(RATES)
def test_a_place_is_one_more_than_how_many_are_better(rates: list[Rate]) -> None:
    found = ranked(enumerate(rates))

    enough = [Fraction(r.part, r.whole) for r in rates if r.is_enough]
    assert sorted(one.unit for one in found) == list(range(len(rates)))
    for one in found:
        if one.place is None:
            assert not one.rate.is_enough
            continue
        share = Fraction(one.rate.part, one.rate.whole)
        assert one.place == 1 + sum(other > share for other in enough)
        assert one.is_shared == (enough.count(share) > 1)
