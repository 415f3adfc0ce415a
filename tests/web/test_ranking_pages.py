"""Pages of rankings: what is typed stays, evidence is kept apart, lists are bounded, files."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.rankings.lifecycle import SheetAction, SheetState
from motcua.rankings.models import Entry, RankingIndex
from motcua.rankings.structure import Structure
from tests.papers import a_pdf
from tests.web.test_rights import browser_of, settled
from tests.world import MONDAY, Place, World
from tests.world_rankings import the_index, the_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def at_work(place: Place, role: Role = Role.REFORM_OFFICER) -> Client:
    """Return the browser of somebody who works at a place."""
    return browser_of(place.officers[role])


def test_a_wrong_number_comes_back_with_everything_typed(world: World) -> None:
    address = reverse("rankings:area", args=[the_sheet(world, 2026).ref, 3])
    typed = {
        "dung-han-part": "9",
        "dung-han-whole": "4",
        "dung-han-note": "Theo sổ",
        "khac-points": "5,5",
        "khac-links": "khong-phai-dia-chi",
    }

    response = at_work(world.here).post(address, typed)

    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "số đạt từ 0 đến tổng số" in page
    assert "không phải địa chỉ trên mạng" in page
    assert all(f'value="{value}"' in page for value in ("9", "4", "5,5"))
    assert "Theo sổ" in page
    assert not Entry.objects.filter(part="khac", sheet__index__year=2026).exists()


def test_evidence_is_kept_by_a_colleague_and_seen_by_nobody_else(world: World) -> None:
    sheet = the_sheet(world, 2026)
    address = reverse("rankings:area", args=[sheet.ref, 1])
    pdf = SimpleUploadedFile("ke-hoach.pdf", a_pdf(), "application/pdf")
    saved = at_work(world.here).post(address, {"ke-hoach-yes": "yes", "ke-hoach-tep": pdf})
    file = Entry.objects.get(part="ke-hoach", sheet=sheet).files.get().file

    head = at_work(world.here, Role.APPROVER)
    again = {"ke-hoach-yes": "yes", "ke-hoach-note": "Số 5", "kept-ke-hoach-tep": str(file.ref)}
    head.post(address, again)

    assert saved.status_code == HTTPStatus.FOUND
    assert Entry.objects.filter(sheet=sheet, part="ke-hoach").latest("pk").files.get().file == file
    where = reverse("rankings:file", args=[sheet.ref, file.ref])
    clients = {
        "unit": head,
        "deputy appraises": at_work(world.elsewhere),
        "stranger": at_work(world.elsewhere, Role.APPROVER),
    }
    found = {name: settled(client.get(where)) for name, client in clients.items()}
    assert found == {"unit": 200, "deputy appraises": 200, "stranger": 404}


def test_one_sheet_is_the_units_and_its_appraisers_alone(world: World) -> None:
    own, theirs = the_sheet(world, 2024), the_sheet(world, 2024, here=False)
    here, elsewhere = at_work(world.here), at_work(world.elsewhere)

    def status(client: Client, name: str, *args: object) -> int:
        return client.get(reverse(f"rankings:{name}", args=args)).status_code

    assert status(here, "sheet", theirs.ref) == HTTPStatus.NOT_FOUND
    assert status(here, "area", theirs.ref, 1) == HTTPStatus.NOT_FOUND
    # Whoever runs the ranking appraises others, and not the own unit; the deputy does that.
    assert status(here, "appraisal", theirs.ref) == HTTPStatus.OK
    assert status(here, "appraisal", own.ref) == HTTPStatus.NOT_FOUND
    assert status(elsewhere, "appraisal", own.ref) == HTTPStatus.OK
    assert status(elsewhere, "appraisal", theirs.ref) == HTTPStatus.NOT_FOUND
    assert status(elsewhere, "heading", the_index(2027).ref) == HTTPStatus.NOT_FOUND
    assert status(here, "heading", the_index(2026).ref) == HTTPStatus.NOT_FOUND


def test_buttons_of_others_change_nothing(world: World) -> None:
    sheet = the_sheet(world, 2024, here=False)
    index = the_index(2024)
    before = (sheet.state, index.state)
    elsewhere = at_work(world.elsewhere)

    for action in SheetAction:
        for name in ("act", "appraisal-act"):
            address = reverse(f"rankings:{name}", args=[sheet.ref, action])
            response = elsewhere.post(address, {"reason": "Kẻ lạ"})
            assert response.status_code in {403, 404}, (name, action)
    act = reverse("rankings:index-act", args=[index.ref, "propose"])
    assert at_work(world.here, Role.APPROVER).post(act).status_code == HTTPStatus.FORBIDDEN

    sheet.refresh_from_db()
    index.refresh_from_db()
    assert (sheet.state, index.state) == before


def test_a_reason_is_asked_for_and_what_was_typed_stays(world: World) -> None:
    sheet = the_sheet(world, 2024, here=False)
    address = reverse("rankings:appraisal-act", args=[sheet.ref, "reopen"])
    here = at_work(world.here)

    response = here.post(address, {"reason": "Mất điện", "until": "31/02/2027"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Mất điện" in response.content.decode()
    here.post(address, {"reason": "Mất điện", "until": "01/12/2026"})

    sheet.refresh_from_db()
    assert (sheet.state, sheet.extended_until) == (
        SheetState.SCORING,
        MONDAY.date() + timedelta(days=8),
    )


def test_a_draft_is_edited_and_says_where_points_do_not_add_up(world: World) -> None:
    index = the_index(2027)
    here = at_work(world.here)
    new = {
        "criterion": "1.1",
        "label": "Báo cáo đúng hạn",
        "max": "1,5",
        "kind": "steps",
        "steps": "80 = 0,5\n100 = 1,5",
    }

    wrong = here.post(reverse("rankings:part-new", args=[index.ref]), {**new, "steps": "80"})
    right = here.post(reverse("rankings:part-new", args=[index.ref]), new)

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Báo cáo đúng hạn" in wrong.content.decode()
    assert right.status_code == HTTPStatus.FOUND
    page = here.get(reverse("rankings:index", args=[index.ref])).content.decode()
    assert "Cả bộ cộng lại 21,5 điểm, tổng điểm là 20. Thừa 1,5." in page
    issue = reverse("rankings:index-act", args=[index.ref, "issue"])
    assert here.post(issue).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    part = reverse("rankings:part", args=[index.ref, "bao-cao-dung-han"])
    here.post(part, {"remove": "1"})
    index.refresh_from_db()
    assert "bao-cao-dung-han" not in Structure.from_document(index.document).parts


def test_criteria_leads_and_heading_of_a_draft_are_kept(world: World) -> None:
    index = the_index(2027)
    here = at_work(world.here)
    days = {"score": "20/12/2026", "appraise": "15/01/2027", "explain": "25/01/2027"}
    heading = {"title": "Bộ của tỉnh", "total": "20", "bounds": "85, 70, 60, 40"}

    here.post(reverse("rankings:criterion-new", args=[index.ref, 1]), {"label": "Tuyên truyền"})
    here.post(
        reverse("rankings:leads", args=[index.ref]), {"area-3": str(world.elsewhere.agency.pk)}
    )
    wrong = here.post(
        reverse("rankings:heading", args=[index.ref]), {**heading, **days, "reply": "01/01/2027"}
    )
    here.post(
        reverse("rankings:heading", args=[index.ref]), {**heading, **days, "reply": "05/02/2027"}
    )

    assert "theo thứ tự" in wrong.content.decode()
    index.refresh_from_db()
    assert index.title == "Bộ của tỉnh"
    assert index.structure.classes == (85, 70, 60, 40)
    assert [one.label for one in index.structure.areas[0].criteria] == ["Kế hoạch", "Tuyên truyền"]
    assert index.leads.get().agency == world.elsewhere.agency


def test_lists_ask_the_database_a_bounded_number_of_times(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here = at_work(world.here)
    slug = the_index(2025).slug

    for name, args, most in (
        ("rankings:home", [], 12),
        ("rankings:indices", [], 12),
        ("rankings:appraisals", [], 16),
        ("ranked:ranking", [slug], 12),
    ):
        address = reverse(name, args=args)
        here.get(address)
        # Session, actor and bar; then the rows, at most a query for each table they show.
        with django_assert_max_num_queries(most):
            assert here.get(address).status_code == HTTPStatus.OK


def test_the_published_ranking_is_there_as_json_and_csv(world: World) -> None:
    del world
    index: RankingIndex = the_index(2025)
    client = Client()

    document = json.loads(client.get(reverse("ranked:file", args=[index.slug, "json"])).content)
    text = client.get(reverse("ranked:file", args=[index.slug, "csv"])).content.decode()

    assert document["index"]["definition"]["total"] == "20"
    assert [one["place"] for one in document["units"]] == [1, 2]
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["hang"], row["gia_tri"]) for row in rows] == [("1", "14.00"), ("2", "11.50")]
    for unknown in (the_index(2026).slug, "khong-co"):
        assert client.get(reverse("ranked:ranking", args=[unknown])).status_code == 404


def test_history_tells_what_is_not_known_and_draws_no_line_over_it(world: World) -> None:
    del world
    with CaptureQueriesContext(connection) as asked:
        page = Client().get(
            reverse("ranked:history"), {"chi-so": "PAR INDEX", "don-vi": "Bà Rịa - Vũng Tàu"}
        )

    text = page.content.decode()
    assert "không rõ hạng" in text
    assert "bậc tuyệt đối không nêu" in text
    assert "2 trên 63" in text
    assert "3 con số" in text
    assert len(asked) < 8
