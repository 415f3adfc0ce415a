"""The administrator keeps agencies, desks, people, their roles and accounts."""

import re
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import (
    AbsenceCover,
    Agency,
    Desk,
    Officer,
    RoleAssignment,
    Unit,
    UnitLevel,
    UnitSuccession,
)
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.dossiers.models import CodeCounter
from tests.factories import AccountFactory, AgencyFactory, DeskFactory, OfficerFactory
from tests.web.manage_pages import MONDAY, address, nation, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


@pytest.fixture
def newcomer(agency: Agency) -> Officer:
    return OfficerFactory.create(agency=agency, account=None, full_name="Phạm Quốc Việt")


def test_people_stand_in_the_order_of_their_given_names(client: Client, agency: Agency) -> None:
    for name in ("Trần Văn Ánh", "Lê Thị Bưởi", "Nguyễn Đức An"):
        client.post(address("officer-new"), {"full_name": name, "agency": agency.code})

    said = text_of(client.get(address("officers")))

    places = [said.index(n) for n in ("Nguyễn Đức An", "Trần Văn Ánh", "Lê Thị Bưởi")]
    assert places == sorted(places)


def test_somebody_is_added_without_an_account(client: Client, agency: Agency) -> None:
    desk = DeskFactory.create(agency=agency)
    typed = {"full_name": "  Trần  Thị Bưởi ", "agency": agency.code, "desk": desk.code}

    response = client.post(address("officer-new"), typed)

    added = Officer.objects.get(full_name="Trần Thị Bưởi")
    assertRedirects(response, address("officer", added.ref))
    assert (added.account, added.desk) == (None, desk)


def test_a_first_password_is_shown_once_and_opens_the_door(
    client: Client, newcomer: Officer
) -> None:
    page = address("account-open", newcomer.ref)

    made = client.post(page, {"username": "Pham.Quoc.Viet", "email": ""})
    again = client.post(page, {"username": "pham.quoc.viet2", "email": ""})
    later = client.get(address("officer", newcomer.ref))

    found = re.search(r"<code>([a-z2-9-]{19})</code>", made.content.decode())
    assert found is not None
    newcomer.refresh_from_db()
    assert newcomer.account is not None
    assert newcomer.account.username == "pham.quoc.viet"
    assert newcomer.account.check_password(found[1])
    assert newcomer.account.must_change_password
    assert made["Cache-Control"] == "no-store"
    assertRedirects(again, address("officer", newcomer.ref))
    assertNotContains(later, found[1])


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        pytest.param("phạm việt", "ít nhất 3 chữ không dấu", id="marks"),
        pytest.param("ab", "ít nhất 3 chữ không dấu", id="short"),
        pytest.param(".ten", "ít nhất 3 chữ không dấu", id="dot first"),
        pytest.param("DA-CO", "đã có người dùng", id="taken in other letters"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_stays(
    client: Client, newcomer: Officer, username: str, sentence: str
) -> None:
    AccountFactory.create(username="da-co")

    response = client.post(address("account-open", newcomer.ref), {"username": username})

    require_refused(response, sentence)
    assert f'id="id_username" name="username" value="{username}"' in text_of(response)


def test_a_new_password_ends_the_sessions_of_the_old(client: Client, agency: Agency) -> None:
    person = OfficerFactory.create(agency=agency)
    assert person.account is not None
    theirs = Client()
    theirs.force_login(person.account, backend="motcua.accounts.backends.AccountBackend")

    client.post(address("account-reset", person.ref))

    assert not person.account.sessions.exists()


def test_a_new_password_lifts_the_lock_out_of_the_old(client: Client, agency: Agency) -> None:
    colleague = OfficerFactory.create(agency=agency, roles=[Role.CLERK])
    stranger = Client()
    assert colleague.account is not None
    name = colleague.account.username
    for _attempt in range(5):
        stranger.post(reverse("accounts:login"), {"username": name, "password": "sai"})

    page = client.post(address("account-reset", colleague.ref))
    found = re.search(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b", page.content.decode())

    assert found is not None
    typed = {"username": name, "password": found.group()}
    assert stranger.post(reverse("accounts:login"), typed).status_code == HTTPStatus.FOUND


def test_whoever_leaves_is_signed_out_and_may_come_back(client: Client, agency: Agency) -> None:
    person = OfficerFactory.create(agency=agency)
    assert person.account is not None
    Client().force_login(person.account, backend="motcua.accounts.backends.AccountBackend")

    client.post(address("officer-working", person.ref), {"is_working": "0"})
    person.refresh_from_db()
    person.account.refresh_from_db()
    left = (person.is_active, person.account.is_active, person.account.sessions.count())
    client.post(address("officer-working", person.ref), {"is_working": "1"})
    person.refresh_from_db()

    assert left == (False, False, 0)
    assert person.is_active


def test_nobody_locks_oneself_out(client: Client, agency: Agency) -> None:
    me = Officer.objects.get(agency=agency)

    response = client.post(address("officer-working", me.ref), {"is_working": "0"}, follow=True)

    assertContains(response, "Không thể tự cho mình nghỉ")
    me.refresh_from_db()
    assert me.is_active


def test_a_role_is_given_and_ended_without_erasing_it(
    client: Client, agency: Agency, newcomer: Officer
) -> None:
    role = {"role": "clerk", "agency": agency.code, "valid_from": "01/11/2026"}

    client.post(address("role-give", newcomer.ref), role)
    held = RoleAssignment.objects.get(officer=newcomer)
    twice = client.post(address("role-give", newcomer.ref), role)
    client.post(address("role-end", newcomer.ref, held.pk), {"last_day": "22/11/2026"})

    require_refused(twice, "Đã có dòng áp dụng từ 01/11/2026")
    held.refresh_from_db()
    assert not held.is_valid_on(TODAY)
    assert RoleAssignment.objects.filter(officer=newcomer).count() == 1


def test_the_last_administrator_stays(client: Client, agency: Agency) -> None:
    mine = RoleAssignment.objects.get(role=Role.ADMINISTRATOR)
    me = Officer.objects.get(agency=agency)

    response = client.post(
        address("role-end", me.ref, mine.pk), {"last_day": "23/11/2026"}, follow=True
    )

    assertContains(response, "quản trị hệ thống cuối cùng")
    mine.refresh_from_db()
    assert mine.valid_to is None


def test_who_covers_may_do_what_the_absent_could(client: Client, agency: Agency) -> None:
    absent = OfficerFactory.create(agency=agency, roles=[Role.APPROVER])
    covering = OfficerFactory.create(agency=agency)
    assert covering.account is not None
    page = address("cover-add", absent.ref)
    typed = {"covering": covering.pk, "from_on": "23/11/2026", "to_on": "30/11/2026"}

    backwards = client.post(page, {**typed, "to_on": "01/11/2026"})
    client.post(page, typed)

    require_refused(backwards, "Ngày kết thúc đang trước ngày bắt đầu")
    assert actor_of(covering.account, TODAY).has(Role.APPROVER, agency_id=agency.pk)
    cover = AbsenceCover.objects.get()
    client.post(address("cover-end", absent.ref, cover.pk))
    cover.refresh_from_db()
    assert cover.to_on == TODAY


def test_people_are_found_without_marks(client: Client, newcomer: Officer) -> None:
    page = client.get(address("officers"), {"q": "quoc viet", "loc": "chua-co"})

    assertContains(page, newcomer.full_name)
    assertContains(client.get(address("officers"), {"q": "xyz"}), "Không có ai như vậy")


def test_the_people_are_listed_in_few_queries(
    client: Client, agency: Agency, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    OfficerFactory.create_batch(5, agency=agency, roles=[Role.CLERK])
    client.get(address("officers"))

    # whoever is signed in, stamp of configuration, people, their roles
    with django_assert_num_queries(4):
        client.get(address("officers"))


def test_an_agency_is_added_with_the_calendar_of_its_place(client: Client, agency: Agency) -> None:
    nation()
    typed = {
        "code": "H06.99",
        "name": "UBND xã Bình Châu",
        "kind": "commune_committee",
        "unit": agency.unit.code,
        "valid_from": "01/12/2026",
        "fields_handled": "Hộ tịch\n\nChứng thực\nHộ tịch",
    }

    response = client.post(address("agency-new"), typed)

    added = Agency.objects.get(code="H06.99")
    assertRedirects(response, address("agency", "H06.99"))
    assert added.fields_handled == ["Hộ tịch", "Chứng thực"]
    assert added.province == agency.province
    assert added.calendar_version is not None
    assertContains(client.get(address("agencies"), {"q": "binh chau"}), "Không có cơ quan nào")


def test_an_agency_says_when_it_is_reminded_and_how_long_it_waits(
    client: Client, agency: Agency
) -> None:
    typed = {
        "code": agency.code,
        "name": agency.name,
        "kind": agency.kind,
        "unit": agency.unit.code,
        "valid_from": "01/01/2020",
        "warn_percent": "60",
        "supplement_days": "15",
    }
    page = address("agency-edit", agency.code)

    refused = client.post(page, {**typed, "warn_percent": "101"})
    client.post(page, typed)
    agency.refresh_from_db()
    kept = (agency.warn_percent, agency.supplement_days)
    client.post(page, {**typed, "warn_percent": "", "supplement_days": ""})
    agency.refresh_from_db()

    require_refused(refused, "Nhiều nhất là 100")
    assert kept == (60, 15)
    assert (agency.warn_percent, agency.supplement_days) == (80, 30)


def test_the_code_of_an_agency_that_gave_codes_is_not_changed(
    client: Client, agency: Agency
) -> None:
    CodeCounter.objects.create(agency=agency, day=TODAY, last_number=3)
    typed = {
        "code": "H06.77",
        "name": agency.name,
        "kind": agency.kind,
        "unit": agency.unit.code,
        "valid_from": "01/01/2020",
    }

    response = client.post(address("agency-edit", agency.code), typed)

    require_refused(response, f"mang mã {agency.code} nên không đổi mã được")


def test_a_desk_is_added_and_its_code_is_its_own(client: Client, agency: Agency) -> None:
    taken = DeskFactory.create(agency=AgencyFactory.create())
    typed = {"name": "Quầy lưu động", "valid_from": "01/12/2026"}
    page = address("desk-new", agency.code)

    refused = client.post(page, {**typed, "code": taken.code})
    client.post(page, {**typed, "code": "luu-dong"})

    require_refused(refused, "là của bộ phận khác")
    assert Desk.objects.get(code="luu-dong").agency == agency


def test_an_old_unit_says_what_became_of_it(client: Client, agency: Agency) -> None:
    old = Unit.objects.create(
        code="26680",
        name="An Ngãi",
        full_name="Xã An Ngãi",
        level=UnitLevel.COMMUNE,
        parent=agency.unit,
        search_text="xa an ngai",
        valid_from="2004-01-01",
        valid_to="2025-06-30",
    )
    new = Unit.objects.create(
        code="26662",
        name="Long Điền",
        full_name="Xã Long Điền",
        level=UnitLevel.COMMUNE,
        search_text="xa long dien",
        valid_from="2025-07-01",
    )
    UnitSuccession.objects.create(
        predecessor=old, successor=new, relation="full", happened_on="2025-07-01"
    )

    page = client.get(address("units"), {"loc": "cu", "q": "an ngai"})

    assertContains(page, "Xã Long Điền")
    assertContains(client.get(address("units"), {"q": "long dien"}), "Xã An Ngãi")


@pytest.mark.usefixtures("agency")
def test_the_first_page_says_what_waits(client: Client) -> None:
    nation()
    AgencyFactory.create(calendar_version=None)

    page = client.get(address("home"))

    assert page.status_code == HTTPStatus.OK
    said = text_of(page)
    assert "1 cơ quan chưa có lịch làm việc" in said
    assert "Lịch nghỉ năm 2027, 2028 chưa công bố" in said
    assert "mới là đề xuất" in said
