"""Dossiers that ministries' systems handle: kept as told, counted apart, nothing to be done."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.http import Http404
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.exchange.models import MirroredDossier, PortalLeft
from motcua.exchange.portal.mirror import access_mirrored
from motcua.exchange.portal.mirror_counting import Source, mirrored_by_field, rows_of, together
from motcua.exchange.portal.receiving import receive, receive_again
from motcua.indicators import reports
from motcua.indicators.models import DossierFact
from motcua.indicators.periods import Period
from motcua.indicators.reports import Counts, Question, total
from motcua.indicators.rules import rule_on
from tests.portal_offers import OfferingPortal, mirrored, offering
from tests.world import MONDAY, World

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
CODE = "G01.99-261110-0001"
DONE = {"TrangThaiHoSo": 9, "NgayKetThucXuLy": "2026-11-18T10:00:00+07:00"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(autouse=True)
def _rolled_back(db: None) -> None:
    del db


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[OfferingPortal]:
    with offering(tmp_path) as found:
        yield found


def _told(world: World, **more: Any) -> dict[str, Any]:
    return mirrored(world.here.agency.code, **more)


def _question(world: World) -> Question:
    return Question(NOVEMBER, rule_on(NOVEMBER.last), MONDAY, world.here.agency.pk)


def test_it_is_kept_as_told_with_no_more_of_its_owner_than_a_short_name(
    world: World, portal: OfferingPortal
) -> None:
    before = Dossier.objects.count(), DossierEvent.objects.count(), DossierFact.objects.count()
    step = {
        "ThoiDiemXuLy": "2026-11-11T08:00:00+07:00",
        "NguoiXuLy": "Tạ Quỳnh Hoa",
        "PhongBanXuLy": "Đội quản lý cư trú",
        "NoiDungXuLy": "Xác minh bà Tạ Quỳnh Hoa",
        "TrangThai": 4,
    }
    portal.mirror(_told(world), step)

    received = receive(portal.door, at=MONDAY)

    assert (received.taken, received.problems) == (1, [])
    kept = MirroredDossier.objects.get()
    assert (kept.code, kept.state, kept.owner) == (CODE, "in_progress", "Tạ Q. H.")
    assert kept.due_at is not None
    assert f"{kept.due_at:%d/%m %H:%M}" == "19/11 10:00"  # in UTC
    assert kept.progress[0]["unit"] == "Đội quản lý cư trú"
    row = str(MirroredDossier.objects.values_list().get())
    assert not any(trace in row for trace in ("Quỳnh Hoa", "077199712345", "0912987654"))
    after = Dossier.objects.count(), DossierEvent.objects.count(), DossierFact.objects.count()
    assert after == before


def test_a_newer_word_changes_it_and_an_older_one_does_not(
    world: World, portal: OfferingPortal
) -> None:
    portal.mirror(_told(world))
    portal.mirror(_told(world, **DONE))
    receive(portal.door, at=MONDAY)
    assert MirroredDossier.objects.get().state == "finished"
    MirroredDossier.objects.update(number=9)
    portal.mirror(_told(world, TrangThaiHoSo=5))

    receive(portal.door, at=MONDAY)

    kept = MirroredDossier.objects.get()
    assert (kept.state, kept.number) == ("finished", 9)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"MaDonVi": "", "DonViXuLy": "Công an xã lạ"}, "Không có đúng một cơ quan"),
        ({"TrangThaiHoSo": 11}, "từ 1 đến 10"),
        ({"TrangThaiHoSo": 9}, "thiếu NgayKetThucXuLy"),
        ({"TrangThaiHoSo": 9, "NgayKetThucXuLy": "2026-11-01"}, "trước NgayTiepNhan"),
    ],
)
def test_what_cannot_be_kept_waits_without_its_people(
    more: dict[str, Any], reason: str, world: World, portal: OfferingPortal
) -> None:
    portal.mirror(_told(world, **more), {"ThoiDiemXuLy": "hỏng"})

    receive(portal.door, at=MONDAY)

    left = PortalLeft.objects.get()
    assert reason in left.reason
    assert "Quỳnh" not in str(left.content)
    assert "077199712345" not in str(left.content)


def test_what_waited_for_its_agency_is_kept_from_what_was_left(
    world: World, portal: OfferingPortal
) -> None:
    portal.mirror(mirrored("H06.99"), {"PhongBanXuLy": "Đội Một", "TrangThai": 2})
    receive(portal.door, at=MONDAY)
    type(world.here.agency).objects.filter(pk=world.here.agency.pk).update(code="H06.99")

    received = receive_again(PortalLeft.objects.all(), portal.door, at=MONDAY)

    assert received.taken == 1
    kept = MirroredDossier.objects.get()
    assert (kept.agency_id, kept.owner) == (world.here.agency.pk, "Tạ Q. H.")
    assert kept.progress[0]["state"] == "accepted"


def test_our_own_dossier_does_not_come_back_as_anothers(
    world: World, portal: OfferingPortal
) -> None:
    portal.mirror(_told(world, code=world.dossiers["accepted"].code))

    assert receive(portal.door, at=MONDAY).left == 1
    assert "do hệ thống này giải quyết" in PortalLeft.objects.get().reason


def test_only_officers_of_its_agency_see_it(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.mirror(_told(world))
    receive(portal.door, at=MONDAY)

    ours = access_mirrored(world.here.actor(Role.HANDLING_OFFICER), CODE.lower())
    assert ours.code == CODE
    with pytest.raises(Http404):
        access_mirrored(world.elsewhere.actor(Role.HANDLING_OFFICER), CODE)
    with pytest.raises(Http404):
        access_mirrored(world.here.actor(Role.ADMINISTRATOR), CODE)
    client.force_login(world.elsewhere.officers[Role.HANDLING_OFFICER].account)
    assert client.get(f"/can-bo/ho-so-noi-khac/{CODE}/").status_code == 404


def _tell_each_kind(world: World, portal: OfferingPortal) -> None:
    """Let the portal tell of one dossier for each column of the report."""
    due = {"NgayHenTra": "2026-11-18T17:00:00+07:00"}
    asked = {
        "TrangThaiHoSo": 5,
        "DanhSachHoSoBoSung": [{"NgayBoSung": "2026-11-12T09:00:00+07:00"}],
    }
    october = {"NgayNopHoSo": "2026-10-20", "NgayTiepNhan": "2026-10-20"}
    kinds: tuple[dict[str, Any], ...] = (
        {**DONE},  # before the day: early
        {**DONE, **due},  # on the day
        {**DONE, "NgayHenTra": "2026-11-17T17:00:00+07:00"},  # late
        {"TrangThaiHoSo": 8, "NgayKetThucXuLy": "2026-11-12T10:00:00+07:00"},  # stopped
        asked,
        {"NgayHenTra": "2026-12-19T17:00:00+07:00"},  # open in time
        {**due, "KenhThucHien": "1"},  # open and late
        {**october, **DONE},  # from the period before
        {"TrangThaiHoSo": 1},  # not accepted: not counted
        {"TrangThaiHoSo": 3},
    )
    for number, more in enumerate(kinds):
        portal.mirror(_told(world, code=f"G01.99-261110-{number:04}", **more))


def test_they_are_counted_by_the_columns_of_the_report_and_apart(
    world: World, portal: OfferingPortal
) -> None:
    question = _question(world)
    ours = reports.by_field(question)
    _tell_each_kind(world, portal)

    assert receive(portal.door, at=MONDAY).left == 0

    theirs = mirrored_by_field(question)
    counted = total(theirs)
    assert counted == Counts(c3=8, c4=6, c5=1, c6=1, c7=6, c8=2, c9=3, c10=1, c11=2, c12=1, c13=1)
    assert [row.name for row in theirs] == ["Đăng ký, quản lý cư trú"]
    assert reports.by_field(question) == ours
    assert total(together(ours, theirs)) == total(ours) + counted
    assert rows_of(Source.OWN, ours, theirs) == ours
    assert total(mirrored_by_field(Question(NOVEMBER, question.rule, MONDAY))) == counted
    elsewhere = Question(NOVEMBER, question.rule, MONDAY, world.elsewhere.agency.pk)
    assert mirrored_by_field(elsewhere) == []


def _staff_addresses() -> Iterator[str]:
    """Yield every address under /can-bo/ and /don-vi/ that has the key of a dossier in it."""

    def walk(patterns: list[Any], names: tuple[str, ...]) -> Iterator[str]:
        for one in patterns:
            if isinstance(one, URLResolver):
                inner = (*names, one.namespace) if one.namespace else names
                yield from walk(one.url_patterns, inner)
            elif names in {("desk",), ("office",)} and list(one.pattern.converters) == ["key"]:
                yield reverse(":".join((*names, str(one.name))), args=[CODE])

    yield from walk(get_resolver().url_patterns, ())


def test_no_act_on_a_dossier_can_be_done_to_it(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.mirror(_told(world))
    receive(portal.door, at=MONDAY)
    before = MirroredDossier.objects.values().get()
    addresses = list(_staff_addresses())

    assert len(addresses) > 30
    for role in (Role.HEAD_OF_DESK, Role.HANDLING_OFFICER, Role.APPROVER):
        client.force_login(world.here.officers[role].account)
        answers = {address: client.post(address).status_code for address in addresses}
        wrong = {one: code for one, code in answers.items() if code not in {403, 404, 405}}
        assert wrong == {}
    assert MirroredDossier.objects.values().get() == before
    assert not Dossier.objects.filter(code=CODE).exists()


def test_its_pages_show_it_read_only(world: World, portal: OfferingPortal, client: Any) -> None:
    portal.mirror(_told(world), {"PhongBanXuLy": "Đội quản lý cư trú", "TrangThai": 4})
    receive(portal.door, at=MONDAY)
    client.force_login(world.here.officers[Role.HANDLING_OFFICER].account)

    found = client.get("/can-bo/tim/", {"q": CODE})
    page = client.get(found.headers["Location"]).content.decode()
    listed = client.get("/can-bo/ho-so-noi-khac/").content.decode()
    client.logout()
    public = client.get(f"/tra-cuu/{CODE}/").content.decode()

    assert "Đội quản lý cư trú" in page
    assert "Tạ Q. H." in page
    assert CODE in listed
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "Đăng ký thường trú" in public
    assert "Tạ Q." not in public


def test_figures_name_the_source_and_the_file_has_both(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    days = {"tu": "01/11/2026", "den": "30/11/2026"}
    before = client.get("/cong-khai/", days).content.decode()
    _tell_each_kind(world, portal)
    receive(portal.door, at=MONDAY)

    page = client.get("/cong-khai/", days).content.decode()
    told = client.get("/cong-khai/", {**days, "format": "json"}).json()
    own = client.get("/cong-khai/bieu-06a.csv", days).getvalue().decode()
    both = client.get("/cong-khai/bieu-06a.csv", {**days, "nguon": "ca-hai"}).getvalue().decode()

    assert "Hệ thống của bộ" not in before
    assert "Hệ thống của bộ" in page
    by_source = {one["source"]: one["columns"]["c3"] for one in told["report_06a_by_source"]}
    assert by_source["bo"] == 8
    assert by_source["ca-hai"] == by_source["tinh"] + 8
    assert "quản lý cư trú" not in own
    assert "quản lý cư trú" in both
    assert "kể cả hồ sơ hệ thống của bộ" in both
