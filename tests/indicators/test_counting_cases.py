"""Each case of the table counts where the table says."""

import pytest

from motcua.indicators.facts import Fact, fact_of
from motcua.indicators.reports import Counts, by_field, total
from tests.indicators.cases import CASES, Case, instant
from tests.indicators.cases_page import PAGE, page
from tests.indicators.stock import Stock, question

BY_NAME = [pytest.param(case, id=case.name) for case in CASES]


def measures(fact: Fact | None) -> tuple[str, ...]:
    if fact is None:
        return ("", "", "", "")
    found = (
        fact.day_class(fact.due.current),
        fact.instant_class(fact.due.current),
        fact.day_class(fact.due.unextended),
        fact.day_class(fact.due.original),
    )
    return tuple(one.value if one else "" for one in found)


@pytest.mark.parametrize("case", BY_NAME)
def test_a_dossier_is_measured_as_the_table_says(case: Case) -> None:
    expected = (case.by_day, case.by_instant, case.unextended, case.original)

    assert measures(fact_of(case.deeds)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("case", BY_NAME)
def test_a_dossier_stands_in_the_columns_of_the_table(case: Case) -> None:
    stock = Stock()
    with stock.emptied():
        stock.put(fact_of(case.deeds), channel=case.channel)
        asked = question(
            cut_off=instant(case.cut_off), waiting_counts_as_settled=case.waiting_is_settled
        )

        counted = total(by_field(asked))

    expected = {f"c{number}": 1 for number in case.columns}
    assert counted == Counts(**expected, c3=1 if case.columns else 0)


def test_the_documentation_has_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
