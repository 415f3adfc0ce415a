"""The same seed and reference day make the same play."""

import pytest

from motcua.agencies.models import Officer
from motcua.demo.loading import load_next
from motcua.demo.models import DemoPart, Stage
from motcua.dossiers.models import Dossier

Row = tuple[object, ...]


def played(codes: set[str]) -> list[Row]:
    """Return what people would see of the dossiers whose codes begin so."""
    rows = Dossier.objects.order_by("code", "submitted_at", "principal_name").values_list(
        "code",
        "principal_name",
        "procedure__code",
        "channel",
        "state",
        "money_state",
        "submitted_at",
        "accepted_at",
        "due_at",
        "finished_at",
        "returned_at",
    )
    return [row for row in rows if str(row[0])[:15] in codes]


def beginnings() -> set[str]:
    """Return agency and month of the codes given so far."""
    return {str(code)[:15] for code in Dossier.objects.values_list("code", flat=True)}


@pytest.mark.timeout(600)
def test_two_runs_give_the_same_codes_names_and_dates(
    second_run: None, request: pytest.FixtureRequest
) -> None:
    del second_run
    load_next(Stage.FIRST)
    load_next(Stage.FIRST)
    codes = beginnings()
    again = played(codes)
    names = list(Officer.objects.order_by("pk").values_list("full_name", flat=True))
    titles = list(DemoPart.objects.order_by("pk").values_list("key", "planned"))

    request.getfixturevalue("demo")

    assert len(again) > 200
    assert played(codes) == again
    assert list(Officer.objects.order_by("pk").values_list("full_name", flat=True)) == names
    assert [key for key, _n in DemoPart.objects.order_by("pk").values_list("key", "planned")] == [
        key for key, _n in titles
    ]
