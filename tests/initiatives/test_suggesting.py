"""Who should try what, and who took it from whom."""

from hypothesis import given, strategies as st

from motcua.initiatives.family import flat, tree_of
from motcua.initiatives.suggesting import LEAST_GAP, MOST, SIZES_APART, Candidate, suggested

ORIGIN = Candidate(1, "commune", 744, 747)
candidates = st.builds(
    lambda key, kind, whole, share: Candidate(key, kind, round(whole * share), whole),
    st.integers(2, 60),
    st.sampled_from(["commune", "department"]),
    st.integers(0, 4000),
    st.floats(0, 1),
)


def test_the_weak_and_as_large_are_suggested_whoever_gains_most_first() -> None:
    found = suggested(
        ORIGIN,
        [
            Candidate(2, "commune", 450, 500),
            Candidate(3, "commune", 400, 800),
            Candidate(4, "commune", 498, 500),
            Candidate(5, "commune", 100, 200),
            Candidate(6, "commune", 2000, 4000),
            Candidate(7, "department", 400, 800),
            Candidate(8, "commune", 400, 800),
        ],
        taken={8},
        least=30,
    )

    assert [one.key for one in found] == [3, 2]
    assert found[0].gain == 397
    assert found[0].whole == 800


def test_nobody_is_sent_to_learn_from_a_handful() -> None:
    small = Candidate(1, "commune", 20, 20)

    assert suggested(small, [Candidate(2, "commune", 5, 40)], taken=(), least=30) == []


@given(st.lists(candidates, max_size=40), st.sets(st.integers(2, 60)), st.integers(1, 60))
def test_every_suggestion_is_weaker_near_in_size_alike_and_free(
    others: list[Candidate], taken: set[int], least: int
) -> None:
    found = suggested(ORIGIN, others, taken=taken, least=least)

    assert len(found) <= MOST
    assert found == sorted(found, key=lambda one: -one.gain)
    for one in found:
        assert one.gap >= LEAST_GAP
        assert one.key not in taken
        assert one.whole >= least
        assert max(one.whole, ORIGIN.whole) <= SIZES_APART * min(one.whole, ORIGIN.whole)
        assert any(c.key == one.key and c.kind == "commune" for c in others)


def test_a_family_is_told_each_before_its_own() -> None:
    branches = tree_of({1: None, 2: 1, 3: None, 4: 2, 5: 1})

    assert [(one.key, one.depth) for one in flat(branches)] == [
        (1, 1),
        (2, 2),
        (4, 3),
        (5, 2),
        (3, 1),
    ]


@given(st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 12), max_size=12))
def test_a_family_names_nobody_twice_and_ends_whatever_is_written(
    sources: dict[int, int | None],
) -> None:
    found = [one.key for one in flat(tree_of(sources))]

    assert len(found) == len(set(found))
    assert set(found) <= set(sources)
    if all(source is None or source < key for key, source in sources.items()):
        assert set(found) == set(sources)
