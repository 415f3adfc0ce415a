"""Two who register, two who copy, and one who locks a sheet twice, over real connections."""

import pytest

from motcua.initiatives.models import Adoption, Initiative, ScoreSheet
from motcua.initiatives.scoring import ScoringError
from motcua.initiatives.services import adoptions, councils, registry
from motcua.initiatives.services.adoptions import AdoptionError, Wish
from tests.dossiers.conftest import committed_database, migrated_template
from tests.dossiers.test_concurrency import at_once
from tests.initiatives.unit import MONDAY, Province, acting, open_province

__all__ = ["committed_database", "migrated_template"]


@pytest.fixture
def province(committed_database: str) -> Province:
    """Return the province, really there."""
    del committed_database
    return open_province()


def test_of_two_who_register_at_once_each_has_a_code(province: Province) -> None:
    drafts = [province.draft(title=f"Việc {number}") for number in range(2)]

    at_once(
        *(
            lambda one=one: registry.register(one, actor=province.here_officer, at=MONDAY)
            for one in drafts
        )
    )

    codes = set(Initiative.objects.values_list("code", flat=True))
    assert codes == {"MH-2026-0001", "MH-2026-0002"}


def test_a_unit_that_asks_twice_adopts_once(province: Province) -> None:
    model = province.published()
    wish = Wish(starts_on=MONDAY.date())

    answers = at_once(
        *(
            lambda: adoptions.adopt(
                model, province.elsewhere, wish, actor=province.elsewhere_officer, at=MONDAY
            )
            for _time in range(2)
        )
    )

    assert Adoption.objects.count() == 1
    assert sum(isinstance(one, AdoptionError) for one in answers) == 1


def test_a_sheet_sent_twice_is_locked_once(province: Province) -> None:
    initiative = province.opened().initiative
    seat = province.seat(initiative, province.members[1])
    points = {"tinh-moi": 20, "hieu-qua": 30, "nhan-rong": 20}

    answers = at_once(
        *(
            lambda: councils.lock_sheet(
                seat, points, remark="", actor=acting(province.members[1]), at=MONDAY
            )
            for _time in range(2)
        )
    )

    assert ScoreSheet.objects.count() == 1
    assert sum(isinstance(one, ScoringError) for one in answers) == 1
