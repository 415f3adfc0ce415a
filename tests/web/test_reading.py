"""Every way in which personal data of a dossier are opened leaves a read; some ask why first."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.actors import Actor, Grant
from motcua.agencies.roles import Role
from motcua.dossiers.models import AccessRecord, Dossier, DossierRead
from motcua.web.reading import name_for, sees_masked
from tests.journeys.visits import VISITS
from tests.web.desk_pages import MONDAY
from tests.web.office_pages import say_why
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def signed_in_as(world: World, role: Role) -> Client:
    client = Client()
    account = world.here.officers[role].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def reads_of(dossier: Dossier) -> tuple[int, int]:
    row = DossierRead.objects.filter(dossier=dossier).order_by("-pk").first()
    return (row.count, row.documents_count) if row else (0, 0)


def test_every_way_into_a_dossier_leaves_a_read(world: World) -> None:
    desk = signed_in_as(world, Role.DESK_OFFICER)
    assert world.scan is not None
    assert world.receipt is not None
    accepted_one = world.dossiers["accepted"]
    key = accepted_one.code
    ways = {
        reverse("office:dossier", args=[key]): (accepted_one, 0),
        reverse("office:file", args=[world.scan.ref]): (accepted_one, 1),
        reverse("office:form-pdf", args=[world.receipt.ref]): (accepted_one, 1),
        reverse("office:control-slip", args=[key]): (accepted_one, 1),
        reverse("desk:label", args=[key]): (accepted_one, 1),
        reverse("desk:correct", args=[key]): (accepted_one, 0),
        reverse("desk:answer", args=[world.dossiers["submitted"].tracking_code]): (
            world.dossiers["submitted"],
            0,
        ),
        reverse("desk:return", args=[world.dossiers["ready"].code]): (world.dossiers["ready"], 0),
        reverse("desk:call", args=[world.dossiers["to_call"].code]): (
            world.dossiers["to_call"],
            0,
        ),
    }
    unseen = []
    for way, (dossier, documents) in ways.items():
        before = reads_of(dossier)
        response = desk.get(way)
        response.getvalue()
        assert response.status_code == HTTPStatus.OK, way
        if reads_of(dossier) != (before[0] + 1, before[1] + documents):
            unseen.append(way)

    assert unseen == []


OF_NO_DOSSIER = {
    "desk:visit": "a list of what this desk has just taken in",
    "desk:draft": "a draft of one's own is no dossier yet",
    "desk:refuse-draft": "so is this",
    "desk:accepted": "to see what one has just accepted oneself is part of accepting",
    "office:request": "a request is no dossier, and only who answers it sees whose it is",
    "office:why": "nothing of anybody is shown before the reason",
}
"""Pages about one thing that are no read of a dossier, and why."""


def looks() -> int:
    """Return how often dossiers were opened, and lists of them looked at."""
    opened = DossierRead.objects.aggregate(all=Sum("count"))["all"] or 0
    return opened + AccessRecord.objects.count()


def test_every_page_about_one_dossier_leaves_a_read(world: World) -> None:
    unseen = []
    for name, visit in VISITS.items():
        if not name.startswith(("desk:", "office:")) or name in OF_NO_DOSSIER:
            continue
        if not visit.place(world) or not isinstance(visit.role, Role):
            continue
        browser = signed_in_as(world, visit.role)
        for address in visit.addresses(name, world):
            before = looks()
            response = browser.get(address)
            shown = response.getvalue().decode(errors="replace")
            is_page = response.headers["Content-Type"].startswith("text/html")
            # A page that names nobody opens nothing; what a print says is not looked into here.
            if is_page and not any(one.principal_name in shown for one in world.dossiers.values()):
                continue
            if response.status_code == HTTPStatus.OK and looks() == before:
                unseen.append(name)

    assert unseen == []


def test_a_result_leaves_a_read(world: World) -> None:
    dossier = world.dossiers["with_result"]
    result = dossier.results.get(voided_at=None)
    leader = signed_in_as(world, Role.APPROVER)

    leader.get(reverse("office:result-file", args=[result.ref])).getvalue()

    assert reads_of(dossier) == (1, 1)


def test_looks_at_many_leave_a_line_each_without_a_name_or_number(world: World) -> None:
    desk = signed_in_as(world, Role.DESK_OFFICER)
    assert world.visit is not None
    desk.post(reverse("office:find"), {"q": "077 196 004 213"})
    desk.get(reverse("office:book"))
    desk.get(reverse("office:book-pdf"))
    desk.get(reverse("desk:visit-pdf", args=[world.visit.ref]))

    lines = list(AccessRecord.objects.filter(happened_at=MONDAY).order_by("pk").values())
    kinds = AccessRecord.Kind
    assert [line["kind"] for line in lines] == [
        kinds.NUMBER_SEARCH,
        kinds.BOOK,
        kinds.BOOK_PRINT,
        kinds.LIST_PRINT,
    ]
    assert [line["rows"] > 0 for line in lines] == [True] * 4
    assert "077196004213" not in str(lines)
    assert "Thùy Dương" not in str(lines)


def test_a_search_by_name_is_no_search_by_number(world: World) -> None:
    signed_in_as(world, Role.DESK_OFFICER).get(reverse("office:find"), {"q": "thuy duong"})

    assert not AccessRecord.objects.filter(happened_at=MONDAY).exists()


def test_an_auditor_is_sent_to_say_why_from_a_scan_and_a_form_too(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)
    assert world.scan is not None
    assert world.receipt is not None
    why = reverse("office:why", args=[world.dossiers["accepted"].code])

    for way in (
        reverse("office:file", args=[world.scan.ref]),
        reverse("office:form-pdf", args=[world.receipt.ref]),
    ):
        assertRedirects(auditor.get(way), why, fetch_redirect_response=False)
    say_why(auditor, world.dossiers["accepted"])

    response = auditor.get(reverse("office:form-pdf", args=[world.receipt.ref]))
    assert response.headers["Content-Type"] == "application/pdf"


def test_an_auditor_sees_no_whole_name_in_search_and_book(world: World) -> None:
    auditor = signed_in_as(world, Role.AUDITOR)

    for page in (
        auditor.get(reverse("office:find"), {"q": "thuy duong"}),
        auditor.get(reverse("office:book")),
    ):
        assertContains(page, "Đỗ N. T. D.")
        assertNotContains(page, "Thùy Dương")


def test_the_citizen_sees_how_often_which_agency_looked_and_no_officer(world: World) -> None:
    dossier = world.dossiers["accepted"]
    desk = signed_in_as(world, Role.DESK_OFFICER)
    for _time in range(3):
        desk.get(reverse("office:dossier", args=[dossier.code]))

    with_paper = Client().get(reverse("public:track", args=[dossier.tracking_code]))
    with_code = Client().get(reverse("public:track", args=[dossier.code]))

    assertContains(with_paper, "Cơ quan nào đã xem hồ sơ")
    assertContains(with_paper, "UBND xã An Bình")
    assertNotContains(with_paper, world.here.officers[Role.DESK_OFFICER].full_name)
    assertNotContains(with_code, "Cơ quan nào đã xem hồ sơ")


def test_filling_in_somebody_known_by_number_is_logged_and_typing_is_not(world: World) -> None:
    desk = signed_in_as(world, Role.DESK_OFFICER)
    assert world.draft is not None
    address = reverse("desk:save", args=[world.draft.ref])
    typed = {"applicant_number": "077196004213", "applicant_name": ""}

    desk.post(address, typed)
    assert not AccessRecord.objects.filter(kind=AccessRecord.Kind.PREFILL).exists()
    desk.post(address, {**typed, "act": "person"})

    line = AccessRecord.objects.filter(kind=AccessRecord.Kind.PREFILL).values().get()
    assert line["number_hash"]
    assert "077196004213" not in str(line)


def test_a_refused_act_that_shows_the_dossier_is_a_read(world: World) -> None:
    dossier = world.dossiers["accepted"]
    officer = signed_in_as(world, Role.HANDLING_OFFICER)
    address = reverse("office:complete", args=[dossier.code])

    response = officer.post(address, {"order": "999", "outcome": "x", "note": "Đã xem"})

    assertContains(response, "Đã xem", status_code=422)
    assert reads_of(dossier) == (1, 0)


def test_a_refused_post_at_the_desk_is_a_read_too(world: World) -> None:
    desk = signed_in_as(world, Role.DESK_OFFICER)
    for name, dossier in (
        ("desk:correct", world.dossiers["accepted"]),
        ("desk:return", world.dossiers["ready"]),
        ("desk:call", world.dossiers["to_call"]),
    ):
        before = reads_of(dossier)
        response = desk.post(reverse(name, args=[dossier.code]), {})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, name
        assert reads_of(dossier) == (before[0] + 1, before[1]), name


def test_a_draft_for_the_same_applicant_and_a_page_of_an_ending_are_reads(world: World) -> None:
    dossier = world.dossiers["accepted"]
    desk = signed_in_as(world, Role.DESK_OFFICER)

    desk.post(reverse("desk:one-more", args=[dossier.code]))
    assert reads_of(dossier) == (1, 0)
    desk.get(reverse("office:withdraw", args=[dossier.code]))
    assert reads_of(dossier) == (2, 0)


def test_names_are_whole_only_where_one_works(world: World) -> None:
    dossier = world.dossiers["accepted"]
    here, elsewhere = dossier.receiving_agency_id, world.elsewhere.agency.pk
    both = Actor(1, 1, "A", (Grant(here, Role.AUDITOR, 1), Grant(elsewhere, Role.DESK_OFFICER, 1)))

    assert sees_masked(both, here)
    assert not sees_masked(both, elsewhere)
    if elsewhere not in {dossier.agency_id, dossier.linked_agency_id}:
        assert name_for(both, dossier) == "Đỗ N. T. D."
