"""The table of cases holds, and the page of the documentation is that table."""

from datetime import datetime

import pytest

from motcua.kernel import clock
from motcua.kernel.limits import Limit, LimitUnit, Pause, Policy, due
from motcua.kernel.workdays import Calendar, national_layer
from tests.kernel.case import Case
from tests.kernel.cases import CASES
from tests.kernel.cases_page import PAGE, page


def instant(text: str | None) -> datetime | None:
    return None if text is None else clock.local(datetime.fromisoformat(text))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_due_date_of_the_table(case: Case) -> None:
    layers = [national_layer().to_dict(), *([case.unit_layer] if case.unit_layer else [])]
    accepted = instant(case.accepted)
    assert accepted is not None

    answer = due(
        accepted,
        Limit(case.limit, LimitUnit(case.unit), Policy(case.policy)),
        Calendar.from_layers(layers),
        [Pause(clock.local(datetime.fromisoformat(b)), instant(e), r) for b, e, r in case.pauses],
        instant(case.as_of),
    )

    assert answer.due == instant(case.due)
    assert answer.provisional == instant(case.provisional)
    assert answer.warnings == ()


def test_every_case_has_its_own_name_and_a_source() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.source and case.text.endswith(".") for case in CASES)


def test_page_of_cases_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
