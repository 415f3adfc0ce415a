"""What a broken or hostile browser may post to the desk: a sentence, never a broken page."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from motcua.dossiers.models import Dossier
from tests.web.desk_pages import MONDAY, AtDesk, address, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.mark.parametrize("name", ["accept", "lodge"])
@pytest.mark.parametrize(
    "procedure", ["\x00", "1.0\x0004873", "\ufffd" * 3_000, "\u202e1.004873", "' OR 1=1 --"]
)
def test_a_procedure_that_is_none_is_asked_for_again(
    at_desk: AtDesk, name: str, procedure: str
) -> None:
    draft = at_desk.draft()

    response = at_desk.client.post(
        address(name, draft.ref), {"procedure": procedure, "applicant_name": "Lê Văn An"}
    )

    assert response.status_code == 422
    assert not Dossier.objects.exists()
