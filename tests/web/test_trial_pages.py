"""An administrator tries a draft to its end; nothing real happens, one row says how it went."""

import io
import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import islice
from typing import Any

import pypdf
import pytest
import time_machine
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.kernel.canonical import digest
from motcua.notifications.models import Message
from motcua.procedures.models import (
    EForm,
    EFormVersion,
    Procedure,
    ProcedureTrial,
    ProcedureVersion,
)
from motcua.procedures.process import default_process
from motcua.procedures.trials import content_digest, standing_of
from motcua.reference.documents import shipped_records
from motcua.web.manage.draft_editor import DraftEditor
from tests.factories import UnitFactory
from tests.web.manage_pages import address, require_refused, text_of
from tests.web.test_rights import browser_of, everything
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
CODE = "1.001193"
APPLICANT = {
    "applicant_name": "Trần Văn Thử",
    "applicant_number": "077190000099",
    "applicant_born_on.d": "1",
    "applicant_born_on.m": "2",
    "applicant_born_on.y": "1990",
    "applicant_address.province": "77",
    "applicant_address.commune": "Xã An Bình",
    "applicant_address.detail": "Ấp Một",
    "applicant_phone": "0900000099",
    "applicant_email": "thu@example.vn",
}
SEEN = "applicant_name request_text result_mode declaration"
TOUCHED = {"procedures_proceduretrial"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def admin(world: World) -> Client:
    """Sign an administrator in; the procedure asks with the form made of its draft."""
    UnitFactory.create(
        level="commune", name="An Bình", full_name="Xã An Bình", parent=world.province
    )
    Procedure.objects.filter(code=CODE).update(eform=None)
    return browser_of(world.here.officers[Role.ADMINISTRATOR])


def draft() -> ProcedureVersion:
    return ProcedureVersion.objects.get(procedure__code=CODE, status="draft")


def begun(admin: Client, world: World, **changes: Any) -> None:
    chosen = {
        "agency": world.here.agency.pk,
        "channel": "online",
        "on": "23/11/2026",
        "hour": "14:30",
        **changes,
    }
    response = admin.post(address("trial", CODE), chosen)
    assertRedirects(response, address("trial-page", CODE, "applicant"))


def filled_in(admin: Client, world: World, **changes: Any) -> None:
    """Fill the whole form in, as a citizen would."""
    begun(admin, world, **changes)
    where = address("trial-page", CODE, "applicant")
    pages: list[dict[str, Any]] = [
        APPLICANT,
        {"request_text": "Đăng ký khai sinh cho con"},
        {},
        {"result_mode": "at_desk", "declaration": "yes"},
    ]
    for typed in pages:
        seen = " ".join(re.findall(r'data-path="([^"]+)"', text_of(admin.get(where))))
        response = admin.post(where, {**typed, "seen": seen, "do": "next"})
        assert response.status_code == HTTPStatus.FOUND, text_of(response)
        where = response.headers["Location"]
    assert where == address("trial-check", CODE)


def taken_in(admin: Client, world: World) -> None:
    filled_in(admin, world)
    response = admin.post(address("trial-check", CODE), {"do": "accept"})
    assertRedirects(response, address("trial-receipt", CODE))


def walked(admin: Client, *outcomes: str) -> Any:
    for outcome in outcomes:
        admin.post(address("trial-walk", CODE), {"outcome": outcome})
    return admin.get(address("trial-walk", CODE))


def with_process(**changes: Any) -> None:
    """Give the draft the default process, its last step changed."""
    process = default_process().to_document()
    process["steps"][-1] |= changes
    ProcedureVersion.objects.filter(pk=draft().pk).update(
        content={**draft().content, "process": process}
    )


def test_a_draft_is_tried_to_its_end_and_nothing_else_is_written(
    admin: Client, world: World
) -> None:
    assertContains(admin.get(address("draft", CODE)), "Chưa thử.")
    admin.get(address("trial", CODE))
    before = everything()

    taken_in(admin, world)
    page = walked(admin, "done", "done", "done")

    assertContains(page, "Đến cuối: kết quả sẵn sàng")
    after = everything()
    assert {table for table in after if after[table] != before[table]} == TOUCHED
    kept = ProcedureTrial.objects.get()
    assert (kept.outcome, kept.problems) == ("done", [])
    assert kept.walked == [["appraise", "done"], ["approve", "done"], ["issue", "done"]]
    assertContains(
        admin.get(address("draft", CODE)),
        "Đã thử đến cuối lúc 14:05, 23/11/2026, bản này chưa sửa từ đó.",
    )


@pytest.mark.parametrize(
    ("day", "promised", "by_law"), [("23", "25/11", "27/11"), ("26", "27/11", "01/12")]
)
def test_both_dates_are_those_of_a_real_dossier(
    admin: Client, world: World, day: str, promised: str, by_law: str
) -> None:
    filled_in(admin, world, on=f"{day}/11/2026")
    admin.post(address("trial-check", CODE), {"do": "accept"})

    page = text_of(admin.get(address("trial-receipt", CODE)))

    # Committed to one working day at this agency; three by the draft. The 24th is a holiday.
    assert f"Hẹn trả 17:00, {promised}/2026" in page
    assert f"17:00, {by_law}/2026, 3 ngày làm việc" in page


def test_the_receipt_says_across_the_page_that_it_is_none(admin: Client, world: World) -> None:
    taken_in(admin, world)

    response = admin.get(address("trial-pdf", CODE))

    assert response.headers["Content-Type"] == "application/pdf"
    said = pypdf.PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert said.count("BẢN THỬ") >= 3  # across, on top, and where the code would be
    assert "không phải hồ sơ thật" in said
    assert "Trần Văn Thử" in said


def test_a_mistake_is_told_as_to_a_citizen_and_loses_nothing(admin: Client, world: World) -> None:
    begun(admin, world)
    page = address("trial-page", CODE, "applicant")

    response = admin.post(page, {**APPLICANT, "applicant_phone": "12", "seen": SEEN})

    require_refused(response, "Số điện thoại")
    assert 'value="Trần Văn Thử"' in text_of(response)
    assertContains(admin.get(address("trial-check", CODE)), "Số điện thoại")
    refused = admin.post(address("trial-check", CODE), {"do": "accept"})
    require_refused(refused, "Còn câu chưa trả lời hoặc cần sửa.")


def test_who_would_be_asked_is_named_and_a_step_back_tries_another_way(
    admin: Client, world: World
) -> None:
    taken_in(admin, world)

    assertContains(walked(admin), world.here.officers[Role.HANDLING_OFFICER].full_name)
    assertContains(walked(admin, "done", "back"), "Thẩm định hồ sơ", count=2)
    admin.post(address("trial-walk", CODE), {"do": "back"})
    assertContains(walked(admin), "Phê duyệt kết quả", count=1)


def test_a_step_that_nobody_can_do_is_told(admin: Client, world: World) -> None:
    with_process(role="cashier")
    world.here.officers[Role.CASHIER].assignments.update(valid_to="2026-11-01")
    taken_in(admin, world)

    page = walked(admin, "done", "done", "done")

    assertContains(page, "không ai giữ vai trò “Thủ quỹ”")
    assert ProcedureTrial.objects.get().outcome == ProcedureTrial.Outcome.DOUBTFUL
    assertContains(admin.get(address("draft", CODE)), "nhưng còn chỗ chưa ổn")


def test_an_outcome_that_leads_nowhere_is_told(admin: Client, world: World) -> None:
    with_process(outcomes=[{"key": "done", "label": "Chuyển", "next": "khong-co"}])
    taken_in(admin, world)

    page = walked(admin, "done", "done", "done")

    assertContains(page, "“Chuyển” dẫn tới một bước không có")
    kept = ProcedureTrial.objects.get()
    assert kept.outcome == ProcedureTrial.Outcome.STUCK
    assertContains(admin.get(address("draft", CODE)), "không đi được đến cuối")


def test_a_draft_without_a_limit_promises_nothing(admin: Client, world: World) -> None:
    content = draft().content
    channels = [{**one, "limit": None} for one in content["channels"]]
    ProcedureVersion.objects.filter(pk=draft().pk).update(
        content={**content, "channels": channels}
    )
    world.birth.committed.all().delete()
    filled_in(admin, world)

    response = admin.post(address("trial-check", CODE), {"do": "accept"})

    require_refused(response, "chưa có thời hạn giải quyết được công bố")
    assert ProcedureTrial.objects.get().outcome == ProcedureTrial.Outcome.STUCK


def test_a_draft_that_was_changed_meanwhile_is_begun_anew(admin: Client, world: World) -> None:
    taken_in(admin, world)
    walked(admin, "done", "done", "done")
    content = {**draft().content, "conditions": "Có sổ hộ khẩu."}
    ProcedureVersion.objects.filter(pk=draft().pk).update(content=content)

    response = admin.get(address("trial-walk", CODE))

    assertRedirects(response, address("trial", CODE))
    assertContains(admin.get(address("draft", CODE)), "bản thảo đã sửa từ lần thử")


def test_a_trial_with_a_form_that_is_another_by_now_counts_no_more(
    admin: Client, world: World
) -> None:
    taken_in(admin, world)
    walked(admin, "done", "done", "done")
    form = EForm.objects.create(code="to-khai-thu", name="Tờ khai thử")
    Procedure.objects.filter(code=CODE).update(eform=form)
    version = EFormVersion.objects.create(form=form, number=1, definition={"format": 1})
    assert not standing_of(draft()).is_done

    ProcedureTrial.objects.update(form_digest=digest(version.definition))

    assert standing_of(draft()).is_done


def test_publishing_waits_for_a_trial_where_the_rule_says_so(admin: Client, world: World) -> None:
    assertContains(admin.get(address("trial", CODE)), "chưa thử vẫn công bố được")
    admin.post(address("trial-rule", CODE), {"is_required": "1"})
    stored = draft()
    editor = DraftEditor.from_document(stored.content, "Lập quy trình riêng")
    assert editor.is_valid()
    typed = {
        f"{form.prefix}-{name}": "" if value is None else value
        for form in editor.all_forms()
        for name, value in (form.data or {}).items()
        for name, value in [(name.removeprefix(f"{form.prefix}-"), value)]
        if value is not False
    }
    typed |= {"do": "publish", "has_process": "1", "valid_from": "01/12/2026"}

    refused = admin.post(address("draft", CODE), {**typed, "seen": stored.edited_at.isoformat()})
    require_refused(refused, "chưa được thử đến cuối")
    taken_in(admin, world)
    walked(admin, "done", "done", "done")
    again = admin.post(address("draft", CODE), {**typed, "seen": draft().edited_at.isoformat()})

    assertRedirects(again, address("procedure", CODE))
    assert not Message.objects.filter(body__contains="Trần Văn Thử").exists()


def test_only_administrators_try(world: World) -> None:
    auditor = browser_of(world.here.officers[Role.AUDITOR])

    assert auditor.get(address("trial", CODE)).status_code == HTTPStatus.FORBIDDEN
    assertNotContains(
        auditor.get(address("procedure", CODE)), address("trial", CODE), status_code=200
    )


def test_saving_what_nobody_changed_is_no_other_text() -> None:
    contents = [dict(record.content) for record in islice(shipped_records(), 0, 160, 20)]
    changed = []
    for content in contents:
        editor = DraftEditor.from_document(content, "Không đổi gì")
        assert editor.is_valid(), editor.errors
        if content_digest(editor.document(content)) != content_digest(content):
            changed.append(content["name"])

    assert (len(contents) > 5, changed) == (True, [])
