"""Causes of made-up lateness: of the list that heads choose from, and the same every time."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from motcua.demo.lateness import say_why_late
from motcua.dossiers.models import Dossier
from motcua.indicators.models import LateCause
from motcua.indicators.statutory.conditions import causes
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


def test_most_late_dossiers_have_a_cause_of_the_list(world: World) -> None:
    agency = world.here.agency
    promised = Dossier.objects.filter(agency=agency, due_at__isnull=False)
    promised.update(finished_at=F("due_at") + timedelta(days=1))

    def said() -> list[tuple[int, str]]:
        with transaction.atomic():
            say_why_late(agency, seed=1, at=MONDAY)
            found = list(LateCause.objects.values_list("dossier_id", "cause").order_by("pk"))
            transaction.set_rollback(True)
        return found

    first = said()

    assert first == said()
    assert 0 < len(first) < promised.count()
    assert {cause for _pk, cause in first} <= {cause.code for cause in causes()}
