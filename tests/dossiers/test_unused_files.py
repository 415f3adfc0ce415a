"""Files that people sent from home and that nothing took do not stay."""

from datetime import date, timedelta

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.documents.sweeping import UNUSED_AFTER, forget_unused
from motcua.people.models import Person
from motcua.signatures.models import ProviderKind, SigningIdentity
from tests.papers import a_pdf
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


def sent_by(person: Person | None) -> StoredFile:
    file = store_content(a_pdf(), name="a.pdf", actor=SYSTEM, at=MONDAY)
    file.stored_by_person = person
    file.save()
    return file


def test_what_was_sent_and_never_handed_in_is_erased_after_a_week(world: World) -> None:
    draft = world.online_draft
    assert draft is not None
    unused, of_the_draft, image = (sent_by(draft.person) for _number in range(3))
    of_nobody_at_home = sent_by(None)
    draft.files.add(of_the_draft)
    SigningIdentity.objects.create(
        person=draft.person,
        provider=ProviderKind.REMOTE,
        key_label="ha",
        image=image,
        valid_from=date(2024, 1, 1),
    )
    others = StoredFile.objects.exclude(pk=unused.pk)
    erased_before = others.filter(erased_at__isnull=False).count()

    assert forget_unused(at=MONDAY + UNUSED_AFTER) == 0
    assert forget_unused(at=MONDAY + UNUSED_AFTER + timedelta(seconds=1)) == 1

    unused.refresh_from_db()
    assert (unused.name, unused.erased_at is None) == ("(đã bỏ)", False)
    assert others.filter(erased_at__isnull=False).count() == erased_before
    of_nobody_at_home.refresh_from_db()
    assert of_nobody_at_home.name == "a.pdf"
