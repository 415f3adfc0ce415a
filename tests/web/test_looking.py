"""An administrator looks through an officer's eyes: told, written down, and can do nothing."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.accounts.factors import code_at, new_secret
from motcua.accounts.models import Account, OneTimeKey
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.models import (
    AccessRecord,
    DossierRead,
    ImpersonatedLook,
    Impersonation,
    ImpersonationEnd,
)
from motcua.notifications.models import Message
from tests.factories import LONG_AGO, PASSWORD
from tests.web.manage_pages import address, require_refused, text_of
from tests.web.test_access import ADDRESSES, address_of
from tests.web.test_rights import TARGETS, browser_of, everything, settled
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
REASON = "Chị Hà hỏi vì sao không thấy hồ sơ vừa nhận"
BAND = "Đang xem với tư cách"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def admin(world: World) -> Client:
    return browser_of(world.here.officers[Role.ADMINISTRATOR])


def eyes(world: World, role: Role = Role.HANDLING_OFFICER) -> Officer:
    found = Officer.objects.select_related("account").get(pk=world.here.officers[role].pk)
    assert found.account is not None
    found.account.email = "ha@example.vn"
    found.account.save(update_fields=["email"])
    return found


def looking(admin: Client, officer: Officer) -> Impersonation:
    """Begin to look through the eyes of ``officer``."""
    response = admin.post(address("look", officer.ref), {"reason": REASON, "password": PASSWORD})
    assertRedirects(response, reverse("accounts:home"), fetch_redirect_response=False)
    return Impersonation.objects.latest("pk")


def test_the_pages_are_the_officers_under_a_band_that_says_whose(
    admin: Client, world: World
) -> None:
    officer = eyes(world)
    looking(admin, officer)

    response: Any = admin.get(reverse("accounts:home"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("office:work")
    page = text_of(response)
    assert f"{BAND} {officer.full_name}, UBND xã An Bình." in page
    assert f"Người xem: quản trị {world.here.officers[Role.ADMINISTRATOR].full_name}." in page
    assertContains(admin.get("/"), BAND)


def done_by(admin: Client, names: Iterable[str], *methods: str) -> dict[str, int]:
    """Send something to each address; return those that did not refuse it."""
    admin.raise_request_exception = False
    statuses = {
        name: getattr(admin, method)(address_of(name)).status_code
        for name in names
        if name != "accounts:look-end" and not name.startswith("operating:")
        for method in methods
    }
    # Whoever has no token gets nothing from an operation of the API, in whatever browser.
    refusals = {HTTPStatus.FORBIDDEN, HTTPStatus.UNAUTHORIZED}
    return {name: status for name, status in statuses.items() if status not in refusals}


def test_every_address_refuses_what_is_sent(admin: Client, world: World) -> None:
    looking(admin, eyes(world))
    before = everything()

    done = done_by(admin, ADDRESSES, "post")
    done |= done_by(admin, sorted(ADDRESSES)[::25], "put", "patch", "delete")

    assert done == {}
    after = everything()
    assert {table for table in after if after[table] != before[table]} == set()


def test_a_method_let_through_on_purpose_is_noticed(
    admin: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking(admin, eyes(world))
    monkeypatch.setattr("motcua.web.looking.HARMLESS", frozenset({"GET", "POST"}))

    assert done_by(admin, ["office:take", "public:track-form", "desk:begin"], "post")


def test_only_pages_come_out_and_each_is_written_down(admin: Client, world: World) -> None:
    officer = eyes(world, Role.HEAD_OF_DESK)
    files = ["desk:label", "desk:visit-pdf", "office:extract", "office:file", "office:form-pdf"]
    where = {name: reverse(name, kwargs=dict(TARGETS[name](world))) for name in files}
    own = browser_of(officer)
    assert {name: settled(own.get(where[name])) for name in files} == dict.fromkeys(files, 200)
    look = looking(admin, officer)

    taken = {name for name in files if admin.get(where[name]).status_code != HTTPStatus.FORBIDDEN}
    admin.get(reverse("office:dossier", args=[world.dossiers["in_progress"].code]))
    admin.get(reverse("desk:ready"))

    assert taken == set()
    pages = look.looks.exclude(page="").values_list("page", flat=True)
    assert list(pages) == ["office:dossier", "desk:ready"]


@pytest.mark.parametrize(
    "name", ["accounts:password", "accounts:factors", "accounts:factor-key", "accounts:sessions"]
)
def test_nothing_about_a_password_or_a_key_is_opened(
    admin: Client, world: World, name: str
) -> None:
    looking(admin, eyes(world))

    response = admin.get(reverse(name))

    assertContains(response, "Đang xem hộ", status_code=HTTPStatus.FORBIDDEN)


def test_what_is_read_names_both(admin: Client, world: World) -> None:
    officer, by = eyes(world), world.here.officers[Role.ADMINISTRATOR]
    dossier = world.dossiers["in_progress"]
    look = looking(admin, officer)

    page = admin.get(reverse("office:dossier", args=[dossier.code]))
    admin.get(reverse("office:find"), {"q": "077190000012"})

    assertNotContains(page, dossier.principal_name)  # shortened, though it is the officer's work
    read = DossierRead.objects.get(dossier=dossier, officer=by)
    assert (read.count, read.is_own_work, read.reason) == (1, False, "colleague")
    assert not DossierRead.objects.filter(dossier=dossier, officer=officer, day=MONDAY).exists()
    assert look.looks.filter(dossier=dossier).count() == 1
    found = AccessRecord.objects.latest("pk")
    assert found.officer == by
    assert found.subject.startswith(f"xem với tư cách {officer.full_name}: ")
    auditor = browser_of(world.here.officers[Role.AUDITOR])
    log = text_of(auditor.get(reverse("office:reads"), {"hoso": dossier.code or ""}))
    assert f"quản trị, xem với tư cách {officer.full_name}" in log
    assert by.full_name in log
    listed = text_of(auditor.get(reverse("office:impersonations")))
    assert REASON in listed
    assert officer.full_name in listed


def test_the_officer_is_told_at_once_by_letter_and_in_a_list(admin: Client, world: World) -> None:
    officer = eyes(world)
    own = browser_of(officer)
    looking(admin, officer)

    page = text_of(own.get(reverse("office:work")))

    assert "đã xem trang của ông/bà từ 14:05 23/11/2026" in page or "đã xem trang" in page
    letter = Message.objects.get(topic="impersonation")
    assert letter.recipient == "ha@example.vn"
    assert REASON in letter.body
    assert REASON in text_of(own.get(reverse("accounts:seen-by")))
    own.post(reverse("accounts:seen-by-known"))
    assertNotContains(own.get(reverse("office:work")), "đã xem trang của")


def test_somebody_who_was_away_is_told_at_the_next_sign_in(admin: Client, world: World) -> None:
    officer = eyes(world)
    looking(admin, officer)
    assert officer.account is not None

    own = Client()
    own.post(
        reverse("accounts:login"), {"username": officer.account.username, "password": PASSWORD}
    )

    assertContains(own.get(reverse("office:work")), "đã xem trang của")


def test_after_fifteen_minutes_it_is_over_and_nothing_pressed_then_is_done(
    admin: Client, world: World
) -> None:
    looking(admin, eyes(world))
    before = everything()

    with time_machine.travel(MONDAY + timedelta(minutes=15), tick=False):
        late = admin.post(address("officer-sessions-end", eyes(world).ref))
        after = admin.get(address("officers"))

    assertRedirects(late, address("officers"), fetch_redirect_response=False)
    assertContains(after, "Đã hết lượt xem với tư cách người khác.")
    assertNotContains(after, BAND)
    assert everything()["agencies_officer"] == before["agencies_officer"]


def test_the_button_ends_it(admin: Client, world: World) -> None:
    look = looking(admin, eyes(world))

    response = admin.post(reverse("accounts:look-end"))

    assertRedirects(response, address("officers"))
    assert ImpersonationEnd.objects.get().impersonation == look
    assertNotContains(admin.get(address("officers")), BAND)


def test_whoever_is_no_administrator_any_more_looks_no_more(admin: Client, world: World) -> None:
    looking(admin, eyes(world))
    by = world.here.officers[Role.ADMINISTRATOR]
    RoleAssignment.objects.filter(officer=by).update(valid_to="2026-11-22")

    response = admin.get(reverse("office:work"))

    assert response.status_code == HTTPStatus.FOUND
    assert admin.get(reverse("office:work")).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_nobody_looks_through_the_eyes_of_administrators_and_auditors(
    admin: Client, world: World, role: Role
) -> None:
    officer = eyes(world, Role.CLERK)
    RoleAssignment.objects.create(
        officer=officer, agency=officer.agency, role=role, valid_from=LONG_AGO
    )

    admin.post(address("look", officer.ref), {"reason": REASON, "password": PASSWORD})

    assert not Impersonation.objects.exists()
    assertContains(admin.get(address("look", officer.ref)), "Không xem được với tư cách quản trị")


def test_another_agencys_officers_and_oneself_are_not_looked_through(
    admin: Client, world: World
) -> None:
    far = world.elsewhere.officers[Role.CLERK]
    own = world.here.officers[Role.ADMINISTRATOR]

    assert admin.get(address("look", far.ref)).status_code == HTTPStatus.FORBIDDEN
    assertContains(admin.get(address("look", own.ref)), "Đây là chính ông/bà.")


def test_a_reason_and_ones_own_password_are_asked(admin: Client, world: World) -> None:
    page = address("look", eyes(world).ref)

    require_refused(admin.post(page, {"reason": "", "password": PASSWORD}), "Xin ghi lý do.")
    short = admin.post(page, {"reason": "giúp", "password": PASSWORD})
    require_refused(short, "Lý do cần từ 10")
    wrong = admin.post(page, {"reason": REASON, "password": "khong-phai"})
    require_refused(wrong, "Mật khẩu chưa đúng")
    assert REASON in text_of(wrong)
    assert not Impersonation.objects.exists()


def test_with_a_second_factor_its_code_is_asked_too(admin: Client, world: World) -> None:
    account = Account.objects.get(officer=world.here.officers[Role.ADMINISTRATOR])
    secret = new_secret()
    OneTimeKey.objects.create(account=account, secret=secret, created_at=MONDAY)
    officer = eyes(world)
    confirm = address("look-confirm", officer.ref)

    first = admin.post(address("look", officer.ref), {"reason": REASON, "password": PASSWORD})
    assertRedirects(first, confirm)
    require_refused(admin.post(confirm, {"code": "000000"}), "Mã chưa đúng")
    assert not Impersonation.objects.exists()
    admin.post(confirm, {"code": code_at(secret, MONDAY)})

    assert Impersonation.objects.get().officer == officer


def test_a_step_confirmed_too_late_begins_nothing(admin: Client, world: World) -> None:
    account = Account.objects.get(officer=world.here.officers[Role.ADMINISTRATOR])
    secret = new_secret()
    OneTimeKey.objects.create(account=account, secret=secret, created_at=MONDAY)
    officer = eyes(world)
    admin.post(address("look", officer.ref), {"reason": REASON, "password": PASSWORD})

    with time_machine.travel(MONDAY + timedelta(minutes=6), tick=False):
        code = code_at(secret, MONDAY + timedelta(minutes=6))
        admin.post(address("look-confirm", officer.ref), {"code": code})

    assert not Impersonation.objects.exists()


def test_no_row_of_it_is_changed_or_taken_away(admin: Client, world: World) -> None:
    looking(admin, eyes(world))
    admin.get(reverse("office:work"))
    admin.post(reverse("accounts:look-end"))

    for rows in (Impersonation.objects, ImpersonationEnd.objects, ImpersonatedLook.objects):
        assert rows.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Impersonation.objects.update(reason="Khác")
