"""Facts by the million: the same for the same seed, and such as dossiers could leave."""

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from motcua.analytics.generating import BLOCK, Wish, batches, cut_off
from motcua.analytics.schema import COLUMNS
from motcua.indicators.facts import Outcome
from motcua.kernel.punctuality import Punctuality, by_day

FEW = 3_000


def _made(wish: Wish) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = pa.Table.from_batches(batches(wish)).to_pylist()
    return made


def test_the_same_seed_gives_the_same_facts_and_another_others() -> None:
    wish = Wish(rows=FEW, seed=7)

    assert _made(wish) == _made(wish)
    assert _made(wish) != _made(Wish(rows=FEW, seed=8))


@settings(max_examples=10, deadline=None)
@given(st.integers(1, FEW))
def test_more_rows_begin_with_the_same_ones(rows: int) -> None:
    assert _made(Wish(rows=rows)) == _made(Wish(rows=FEW))[:rows]


def test_blocks_are_whole_and_numbered_on() -> None:
    made = list(batches(Wish(rows=BLOCK + 1)))

    assert [batch.num_rows for batch in made] == [BLOCK, 1]
    assert made[1].column("dossier_id").to_pylist() == [BLOCK + 1]
    assert all(batch.schema == COLUMNS for batch in made)


def test_they_are_such_as_dossiers_leave() -> None:
    wish = Wish(rows=20_000)

    made = pa.Table.from_batches(batches(wish)).to_pylist()

    for fact in made:
        assert (fact["ended_on"] is None) == (fact["outcome"] == Outcome.OPEN)
        assert wish.first <= fact["accepted_on"] <= wish.last
        end = fact["ended_on"] or fact["waiting_on"]
        assert (fact["by_day"] == "") == (end is None)
        assert end is None or end >= fact["accepted_on"]
        assert fact["due_at"].astimezone(UTC).date() == fact["due_on"] >= fact["original_due_on"]
        if end is not None and fact["outcome"] == Outcome.FINISHED:
            noon = datetime(end.year, end.month, end.day, 5, tzinfo=UTC)
            assert fact["by_day"] == by_day(noon, fact["due_at"])
    assert {fact["by_day"] for fact in made} == {"", *Punctuality}
    assert {fact["channel"] for fact in made} == {"online", "direct", "post"}
    assert len({fact["agency_code"] for fact in made}) == wish.agencies
    assert any(fact["by_day"] != fact["by_instant"] for fact in made)
    assert any(fact["by_day"] != fact["original_by_day"] for fact in made)


@pytest.mark.parametrize("last", [date(2024, 12, 31), date(2023, 6, 30)])
def test_the_cut_off_is_the_midnight_after_the_last_day(last: date) -> None:
    found = datetime.fromisoformat(cut_off(Wish(rows=1, last=last)))

    assert found == datetime(last.year, last.month, last.day, 17, tzinfo=UTC)
