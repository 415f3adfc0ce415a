"""Each shipped form, from the first page to the signed result in the citizen's hands."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains
from pytest_django.fixtures import Settings

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, LodgedForm, OnlineDraft
from motcua.dossiers.services.results import result_of
from motcua.kernel.eforms.definitions import Definition
from motcua.signatures.selectors import bytes_of
from tests.citizens import sign_in_citizen
from tests.filled_forms import FILLED, offer_forms, typed_on
from tests.signatures.house import open_house
from tests.signatures.papers import paper, pdfsig
from tests.surroundings import standing_around
from tests.world import MONDAY, SCAN, World

pytestmark = pytest.mark.django_db
LEADER: Final = "Võ Thành Đạt"
GOOD: Final = "Signature is Valid."


@pytest.fixture(scope="module")
def simulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an authority whose keys are as old as the world."""
    with (
        time_machine.travel(MONDAY, tick=True),
        standing_around(tmp_path_factory.mktemp("around")) as address,
    ):
        yield address


@pytest.fixture
def office(
    world: World, simulators: str, settings: Settings, tmp_path: Path
) -> Iterator[dict[Role, Client]]:
    """Return browsers of those who answer, decide, sign and seal; the two last have keys."""
    with time_machine.travel(MONDAY, tick=True):
        offer_forms(world)
        signers = open_house(simulators, settings, tmp_path)
        signers.identity(world.here.officers[Role.APPROVER], LEADER, "lanh-dao")
        agency = world.here.agency
        signers.identity(agency, agency.name, "co-quan", organisation=agency.name)
        yield {role: _signed_in(world, role) for role in Role}


def _signed_in(world: World, role: Role) -> Client:
    account = world.here.officers[role].account
    assert account is not None
    client = Client()
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def done(answer: Any) -> str:
    """Return where an act that was done leads to."""
    wrong = re.findall(r'<li><a href="#[^<]*', answer.content.decode())
    assert answer.status_code == 302, wrong or answer.content.decode()
    return str(urlsplit(answer["Location"]).path)


def fill_in(citizen: Client, form: str, world: World) -> OnlineDraft:
    """Answer one page after the other, as it is asked next, up to the check."""
    begin = {"agency": str(world.here.agency.pk), "standing": "self"}
    address = done(citizen.post(f"/cua-toi/nop/{FILLED[form].procedure}/", begin))
    draft = OnlineDraft.objects.latest("pk")
    check = reverse("citizen:lodge-check", args=[draft.ref])
    visited = []
    while address != check:
        visited.append(address.rstrip("/").rpartition("/")[2])
        assert len(set(visited)) == len(visited), visited
        address = done(citizen.post(address, {**_typed(draft, form, visited[-1])}))
    definition = Definition.from_document(draft.form_version.definition)
    assert visited == [page.id for page in definition.pages]
    return draft


def _typed(draft: OnlineDraft, form: str, page: str) -> dict[str, Any]:
    draft.refresh_from_db()
    kept = draft.values if page == "applicant" else {}
    scans = FILLED[form].files.get(page, ())
    return {
        **{name: value for name, value in kept.items() if isinstance(value, str)},
        **typed_on(form, page),
        **{name: SimpleUploadedFile(f"{name}.pdf", SCAN) for name in scans},
        "version": draft.version,
        "seen": " ".join(_all_fields(draft)),
        "do": "next",
    }


def _all_fields(draft: OnlineDraft) -> list[str]:
    """Return the questions that a browser with scripts has shown as soon as they arose."""
    definition = Definition.from_document(draft.form_version.definition)
    return [one.id for page in definition.pages for one in page.fields]


def lodge(citizen: Client, draft: OnlineDraft) -> Dossier:
    check = reverse("citizen:lodge-check", args=[draft.ref])
    key = done(citizen.post(check, {"do": "lodge"})).rstrip("/").rpartition("/")[2]
    return Dossier.objects.get(tracking_code=key)


def decide(office: dict[Role, Client], dossier: Dossier, words: str) -> None:
    """Accept, attach a result, approve it by a signature, number and seal it."""
    answer = reverse("desk:answer", args=[dossier.tracking_code])
    done(office[Role.DESK_OFFICER].post(answer))
    dossier.refresh_from_db()
    file = SimpleUploadedFile("ket-qua.pdf", paper(words), "application/pdf")
    attached = {"outcome": "granted", "cach": "tep", "title": words, "seen": "0", "file": file}
    onward = {"act": "onward"}
    key = [dossier.code]
    done(
        office[Role.HANDLING_OFFICER].post(
            reverse("office:result", args=key), {**attached, **onward, "order": "1"}
        )
    )
    result = result_of(dossier)
    assert result is not None
    shown = {"version": result.version, "sha256": result.file.sha256, "order": "2"}
    done(
        office[Role.APPROVER].post(reverse("office:approve-result", args=key), {**shown, **onward})
    )
    numbered = {"symbol": "/GXN-UBND", "dated": "23/11/2026", "order": "3", **onward}
    done(office[Role.CLERK].post(reverse("office:number-result", args=key), numbered))


def test_every_shipped_form_has_its_answers_here() -> None:
    shipped = files("motcua").joinpath("data/eforms/index.json").read_text(encoding="utf-8")

    forms = {one["code"]: one["procedures"] for one in json.loads(shipped)}

    assert {form: [filled.procedure] for form, filled in FILLED.items()} == forms


@pytest.mark.parametrize("form", FILLED)
def test_a_form_reaches_a_signed_result(
    form: str, world: World, office: dict[Role, Client], client: Client, tmp_path: Path
) -> None:
    person = sign_in_citizen(client)
    draft = fill_in(client, form, world)
    checked = client.get(reverse("citizen:lodge-check", args=[draft.ref])).content.decode()
    dossier = lodge(client, draft)
    decide(office, dossier, f"Kết quả {form}")
    result = reverse("citizen:result", args=[dossier.tracking_code])

    done(client.post(result))
    taken = client.get(result)

    assert "Còn" not in checked.partition("<dl")[0]
    content = b"".join(taken)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.applicant_id) == (State.RETURNED, person.pk)
    issued = result_of(dossier)
    assert issued is not None
    assert content == bytes_of(issued.issued_file)
    told = pdfsig(content, tmp_path)
    assert [
        (one["Signer Certificate Common Name"], one["Signature Validation"]) for one in told
    ] == [(LEADER, GOOD), (world.here.agency.name, GOOD)]
    assert LodgedForm.objects.get(dossier=dossier).form_version.form.code == form


def test_a_commune_that_was_not_there_then_is_told_with_the_day_and_the_way_out(
    world: World, office: dict[Role, Client], client: Client
) -> None:
    del office
    sign_in_citizen(client)
    begin = {"agency": str(world.here.agency.pk), "standing": "self"}
    done(client.post("/cua-toi/nop/1.004884/", begin))
    draft = OnlineDraft.objects.latest("pk")
    page = reverse("citizen:lodge-page", args=[draft.ref, "child"])
    typed = {**_typed(draft, "dang-ky-lai-khai-sinh", "child")}

    unknown = client.post(page, {**typed, "child_birth_unit.commune": "Phước Tuy"})
    draft.refresh_from_db()
    free = {"child_birth_unit.province": "", "child_birth_unit.commune": ""}
    in_words = client.post(page, {**typed, **free, "version": draft.version})

    said = "Theo danh mục ngày 08/03/1999, tỉnh, thành phố đã chọn không có “Phước Tuy”"
    assertContains(unknown, said, status_code=422)
    assert done(in_words).endswith("/mother/")
