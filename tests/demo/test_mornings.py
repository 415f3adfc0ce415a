"""The ward has work whatever the reference day is: a holiday, a Sunday, the day after Tết."""

from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from django.db import transaction

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.cli.demo import demo as command
from motcua.demo.moments import midnight
from motcua.demo.scenes import play_morning
from motcua.demo.town import town_on
from motcua.dossiers.models import DossierEvent, Step

DAYS = [
    pytest.param(date(2026, 11, 24), id="a holiday in the middle of a week"),
    pytest.param(date(2026, 11, 29), id="a Sunday"),
    pytest.param(date(2027, 2, 12), id="after a Tết that is only proposed"),
    pytest.param(date(2028, 6, 1), id="a year whose holidays nobody knows"),
]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.usefixtures("second_run")
def test_every_role_has_work_in_the_morning(day: date) -> None:
    with transaction.atomic():
        number = play_morning(town_on(day, seed=2024))
        open_steps = Counter(
            Step.objects.filter(closed_at__isnull=True).values_list("role", flat=True)
        )
        is_ahead_of_the_clock = DossierEvent.objects.filter(happened_at__gte=midnight(day))

        assert number > 120
        assert set(open_steps) >= set(STEP_ROLES) - {Role.DESK_OFFICER}
        assert min(open_steps.values()) >= 5
        assert not is_ahead_of_the_clock.exists()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("second_run")
def test_a_reference_day_before_the_ward_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("motcua.cli.demo.with_django", transaction.atomic)

    answer = CliRunner().invoke(command, ["--first", "--on", "2024-06-01"])

    assert answer.exit_code == 2
    assert "Phường Vũng Tàu có từ 01/07/2025" in answer.output
