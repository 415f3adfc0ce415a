"""Papers of one's own store are offered while one lodges from home, and used by reference."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from motcua.agencies.roles import Role
from motcua.documents.models import HeldPaper, PaperKind
from motcua.documents.paper_kinds import kind_called
from motcua.dossiers.models import Dossier, OnlineDraft
from motcua.people.models import Person
from tests.citizens import person_of, sign_in_citizen
from tests.papers import a_pdf
from tests.web.test_lodge_online import (
    applicant,
    begin,
    check_page,
    definition,
    lodge,
    mai,
    page,
    post,
)
from tests.web.test_papers_pages import held_by as put_in_store
from tests.web.test_uploads import TUS, begin as begin_sending, piece
from tests.world import MONDAY, World

__all__ = ["mai"]
BIRTH = "1.001193"


def held_by(person: Person, **fields: Any) -> HeldPaper:
    """Put a birth certificate into somebody's store, of the kind that the world knows it by."""
    held = put_in_store(person, **fields)
    held.kind = (
        kind_called("Giấy khai sinh", PaperKind.objects.exclude(pk=held.kind_id)) or held.kind
    )
    held.save(update_fields=["kind"])
    return held


@pytest.fixture(autouse=True)
def _monday(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.FILES_FOLDER = tmp_path / "files"
    settings.UPLOADS_FOLDER = tmp_path / "uploads"
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def draft(client: Client, world: World, mai: Person) -> OnlineDraft:
    """Begin a draft whose plain form asks for a birth certificate."""
    version = world.birth.current_version
    assert version is not None
    paper = {
        "id": "gks",
        "case": "",
        "name": "Bản chụp Giấy khai sinh",
        "kind": "submit",
        "originals": 0,
        "copies": 1,
    }
    type(version).objects.filter(pk=version.pk).update(
        content={**version.content, "papers": [paper]}
    )
    world.birth.eform = None
    world.birth.save(update_fields=["eform"])
    made = begin(client, BIRTH, world)
    assert made.person == mai
    return made


def filled(client: Client, world: World, draft: OnlineDraft) -> None:
    answers = {
        "applicant": applicant(world),
        "request": {"request_text": "Khai sinh cho con"},
        "result": {"result_mode": "electronic", "declaration": "yes"},
    }
    for name, typed in answers.items():
        assert post(client, draft, name, **typed).status_code == 302


def asked(draft: OnlineDraft) -> str:
    """Return the field that asks for the certificate."""
    return next(one.id for one in definition(draft).fields() if one.get("paper") == "gks")


def use(client: Client, draft: OnlineDraft, held: HeldPaper) -> Any:
    return post(client, draft, "papers", do=f"held:{asked(draft)}.{held.ref}")


def test_a_paper_of_the_store_is_offered_with_number_and_day(
    client: Client, draft: OnlineDraft, mai: Person
) -> None:
    held_by(mai)
    held_by(person_of(name="Người khác"), number="99/1999")

    shown = client.get(page(draft, "papers"))

    assertContains(shown, "Có trong kho giấy tờ của ông/bà: Giấy khai sinh")
    assertContains(shown, "số 12/2019, cấp 02/04/2019")
    assertNotContains(shown, "99/1999")


def test_what_was_chosen_goes_with_the_dossier_by_reference(
    client: Client, world: World, draft: OnlineDraft, mai: Person
) -> None:
    held = held_by(mai)
    filled(client, world, draft)

    chosen = use(client, draft, held)
    again = client.get(page(draft, "papers"))
    dossier = lodge(client, draft)

    assert chosen.status_code == 302
    assertNotContains(again, "Dùng giấy này")
    paper = dossier.papers.get(paper_id="gks")
    assert (paper.file_id, paper.held_paper_id, paper.is_reused) == (held.file_id, held.pk, True)
    held.refresh_from_db()
    assert held.is_reused
    desk = Client()
    account = world.here.officers[Role.DESK_OFFICER].account
    assert account is not None
    desk.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    seen = desk.get(reverse("desk:answer", args=[dossier.tracking_code]))
    assertContains(seen, "dùng lại từ kho giấy tờ")
    assertContains(seen, "số 12/2019")


def test_another_persons_paper_cannot_be_chosen(
    client: Client, draft: OnlineDraft, mai: Person
) -> None:
    held_by(mai)

    answer = use(client, draft, held_by(person_of(name="Người khác")))

    assert answer.status_code == 404
    assert not draft.files.exists()


def test_nothing_is_offered_to_who_lodges_for_another(
    client: Client, draft: OnlineDraft, mai: Person
) -> None:
    held_by(mai)
    OnlineDraft.objects.filter(pk=draft.pk).update(
        standing="proxy", principal={"full_name": "Trần Văn Tám"}
    )

    assertNotContains(client.get(page(draft, "papers")), "Dùng giấy này")


def test_taking_it_off_the_draft_leaves_it_in_the_store(
    client: Client, draft: OnlineDraft, mai: Person
) -> None:
    held = held_by(mai)
    use(client, draft, held)

    post(client, draft, "papers", do=f"detach:{held.file.ref}")
    use(client, draft, held)
    client.post(reverse("citizen:lodge-discard", args=[draft.ref]))

    held.file.refresh_from_db()
    assert held.file.erased_at is None
    assert b"".join(client.get(reverse("citizen:paper-file", args=[held.ref])))


def test_a_paper_that_expired_meanwhile_is_not_lodged(
    client: Client, world: World, draft: OnlineDraft, mai: Person
) -> None:
    held = held_by(mai)
    filled(client, world, draft)
    use(client, draft, held)
    HeldPaper.objects.update(valid_to=MONDAY.date() - timedelta(days=1))

    answer = client.post(check_page(draft), {"do": "lodge"})

    assertContains(answer, "Một giấy lấy từ kho vừa hết giá trị", status_code=422)
    assert not Dossier.objects.filter(applicant=mai).exists()


def sent_ahead(client: Client, name: str = "quet.pdf") -> str:
    """Send a file in one piece, as the script does before the form; return its number."""
    address, content = reverse("citizen:uploads"), a_pdf(name)
    place = begin_sending(client, address, content, filename=name)["Location"]
    piece(client, place, content, 0)
    return str(client.head(place, headers=TUS)["Upload-File"])


def test_a_file_sent_ahead_in_pieces_answers_the_question(
    client: Client, draft: OnlineDraft
) -> None:
    ref = sent_ahead(client)

    answer = post(client, draft, "papers", do="next", **{f"kept-{asked(draft)}": ref})

    assert answer.status_code == 302
    assert [str(file.ref) for file in draft.files.all()] == [ref]
    assertContains(client.get(page(draft, "papers")), "quet.pdf")


def test_a_file_that_somebody_else_sent_is_not_taken(client: Client, draft: OnlineDraft) -> None:
    other = Client()
    sign_in_citizen(other)
    ref = sent_ahead(other)

    post(client, draft, "papers", do="next", **{f"kept-{asked(draft)}": ref})

    assert not draft.files.exists()


def test_the_page_says_where_to_send_in_pieces(client: Client, draft: OnlineDraft) -> None:
    shown = client.get(page(draft, "papers"))

    assertContains(shown, f'data-upload="{reverse("citizen:uploads")}"')
    assertContains(shown, "scripts/upload.js")
