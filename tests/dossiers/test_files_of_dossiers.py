"""Who may open a scan."""

import pytest
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.policies import access_file
from motcua.dossiers.services.drafts import open_draft
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory

pytestmark = pytest.mark.django_db
NOBODY = Actor(officer_id=None, account_id=None, name="")


@pytest.fixture
def desk() -> Desk:
    made: Desk = DeskFactory.create()
    return made


def scan() -> StoredFile:
    made: StoredFile = StoredFile.objects.create(
        sha256="0" * 64,
        name="tờ khai.pdf",
        content_type="application/pdf",
        size=1,
        stored_at=THURSDAY_MORNING,
    )
    return made


def test_a_scan_of_nobodys_draft_is_not_everybodys() -> None:
    file = scan()

    with pytest.raises(Http404):
        access_file(NOBODY, file.ref)


def test_a_scan_of_a_draft_is_opened_by_its_officer_alone(desk: Desk) -> None:
    officer = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    colleague = factories.actor_with(Role.DESK_OFFICER, agency=desk.agency)
    draft = open_draft(desk, actor=officer, at=THURSDAY_MORNING)
    file = scan()
    draft.files.add(file)

    assert access_file(officer, file.ref) == file
    with pytest.raises(Http404):
        access_file(colleague, file.ref)
