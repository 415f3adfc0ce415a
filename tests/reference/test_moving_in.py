"""Moving in: the table of an old system's open dossiers, from the file to the hand-over."""

import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers import book
from motcua.dossiers.auditing import audit
from motcua.dossiers.control_slip import control_slip
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Charge, Dossier, DossierEvent, DueDate, IssuedForm
from motcua.dossiers.reckoning import current_due, explained
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.receipts import correct_receipt
from motcua.dossiers.services.returning import return_result
from motcua.kernel.clock import VIETNAM
from motcua.people.models import IdentityKind, PersonKind
from motcua.procedures.models import Procedure
from motcua.procedures.selectors import content_of
from motcua.reference.moving.columns import COLUMNS, ERRORS_TITLE
from motcua.reference.moving.plan import plan_of
from motcua.reference.moving.sheets import (
    Cell,
    read_table,
    write_template,
    write_with_errors,
)
from motcua.reference.tables import FileError
from motcua.web.office.history import history_of
from tests import factories
from tests.dossiers.whole_records import assert_chained
from tests.factories import actor_with, context_of
from tests.reference.moving import (
    MONDAY,
    csv_file,
    desk,
    given,
    moved,
    planned,
    procedure,
    xlsx_file,
)

pytestmark = pytest.mark.django_db
__all__ = ["desk", "given", "procedure"]


def test_code_dates_and_people_are_kept(tmp_path: Path, given: dict[str, Cell]) -> None:
    (dossier,) = moved(planned(tmp_path, given))

    assert dossier.code == "CU-2026-0001"
    assert dossier.accepted_at == datetime(2026, 10, 28, 8, 15, tzinfo=VIETNAM)
    assert dossier.submitted_at == dossier.accepted_at
    assert dossier.due_at == dossier.original_due_at == datetime(2026, 11, 5, 17, tzinfo=VIETNAM)
    assert (dossier.state, dossier.origin, dossier.book_number) == ("accepted", "imported", 1)
    assert dossier.applicant.identity_number == "077190000012"
    assert dossier.applicant.phone == "0912345678"
    assert {row.kind for row in dossier.due_dates.all()} == {"imported", "statutory"}
    events = list(dossier.events.all())
    assert [(event.action, event.origin) for event in events] == [
        ("lodge", "imported"),
        ("accept", "imported"),
    ]
    assert events[1].happened_at == dossier.accepted_at
    assert events[1].payload["due_at"] == "2026-11-05T17:00+07:00"
    assert events[1].payload["moved_in_at"] == "2026-11-02T09:00+07:00"
    assert "Bưởi" not in str(events[0].payload) + str(events[1].payload)
    assert_chained(dossier)


def test_the_promise_of_the_old_system_is_told_as_such(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    saturday = {**given, "due": "07/11/2026 10:00"}
    (dossier,) = moved(planned(tmp_path, saturday))

    told = explained(dossier, MONDAY)

    assert told is not None
    assert told.is_imported
    assert told.at == datetime(2026, 11, 7, 10, tzinfo=VIETNAM)
    lines = history_of(dossier, content_of(dossier.procedure_version_id, 0).process, [])["events"]
    assert lines[0]["text"].startswith("ở hệ thống cũ, hẹn trả")
    assert "chuyển vào đây lúc" in lines[0]["text"]
    assert [day.text for day in told.days] == ["Chuyển từ hệ thống cũ", "Hạn do hệ thống cũ hẹn"]
    assert current_due(dossier).due == dossier.due_at  # type: ignore[union-attr]


def test_importing_twice_changes_nothing(tmp_path: Path, given: dict[str, Cell]) -> None:
    (dossier,) = moved(planned(tmp_path, given))
    before = DossierEvent.objects.count()

    again = planned(tmp_path, given)

    assert (again.arrivals, again.unchanged, again.flaws) == ([], 1, [])
    assert moved(again) == [dossier]
    assert DossierEvent.objects.count() == before


def test_a_code_that_is_here_with_other_dates_is_refused(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    moved(planned(tmp_path, given))

    plan = planned(tmp_path, {**given, "due": "06/11/2026"})

    assert [str(flaw) for flaw in plan.flaws] == [
        "Dòng 2, cột Mã hồ sơ: Mã này đã có ở đây, với thủ tục, cơ quan hoặc ngày khác."
    ]


def test_one_mistake_and_nothing_is_imported_and_all_mistakes_are_told(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    wrong = {
        "code": "CU-2",
        "procedure": "9.999999",
        "agency": given["agency"],
        "accepted": "31/02/2026",
        "due": "1/11/2026",
        "phone": "không có",
        "email": "buoi",
        "money": "để sau",
        "identity": "77190000012",
    }
    plan = planned(tmp_path, given, wrong, {**given, "applicant": "Người khác"})

    assert len(plan.arrivals) == 1
    assert {(flaw.line, flaw.column) for flaw in plan.flaws} == {
        (3, "Mã thủ tục"),
        (3, "Ngày tiếp nhận"),
        (3, "Người nộp"),
        (3, "Lệ phí"),
        (4, "Mã hồ sơ"),
    }
    assert "Trùng với dòng 2." in str(plan.flaws[-1])


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("identity", "77190000012", "Excel đã bỏ số 0 ở đầu (077190000012?)"),
        ("identity", 77190000012, "Excel đã bỏ số 0 ở đầu"),
        ("identity", "12345", "không phải số giấy tờ nào"),
        ("identity", "079x", "không phải số giấy tờ nào"),
        ("phone", "12", "không phải số điện thoại"),
        ("email", "buoi@", "không phải địa chỉ thư điện tử"),
        ("accepted", "28.13.2026", "không phải ngày có thật"),
        ("accepted", "03/11/2026", "còn chưa đến"),
        ("accepted", "28/10/1926", "quá xa"),
        ("due", "27/10/2026", "không sau ngày tiếp nhận"),
        ("submitted", "29/10/2026", "sau ngày tiếp nhận"),
        ("channel", "bồ câu", "Xin ghi Trực tiếp"),
        ("money", "sau", "Xin ghi Đã thu"),
        ("amount", "nhiều", "Xin ghi số đồng"),
        ("amount", "25000", "cột Lệ phí không thu"),
        ("desk", "khong-co", "không có bộ phận"),
        ("agency", "Xã Không Có", "Không có cơ quan nào"),
        ("step", "Bay lên", "Quy trình không có bước này. Có:"),
        ("role", "Thầy bói", "Không có vai trò"),
        ("officer", "khong.ai", "Không có cán bộ nào"),
        ("applicant", "x" * 300, "Dài quá 255 ký tự"),
        ("code", "x" * 61, "Dài quá 60 ký tự"),
        ("code", "15/2026-TNHS", "15-2026-TNHS"),
        ("code", "+1+1", "Mã chỉ gồm"),
        ("code", "HĐ-15", "không có Đ"),
        ("code", "ſ-15", "Mã chỉ gồm"),
        ("code", "-15", "bắt đầu bằng chữ hoặc số"),
        ("code", "k7mt.4xq9.ac3d", "CU-K7MT.4XQ9.AC3D"),
        ("amount", "9" * 20, "quá 1.000 tỷ đồng"),
        ("amount", "9" * 5_000, "quá 1.000 tỷ đồng"),
        ("email", f"{'a' * 250}@b.vn", "Dài quá 254 ký tự"),
        ("principal_identity", "0100109106", "thiếu tên"),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(
    tmp_path: Path, given: dict[str, Cell], key: str, value: Cell, words: str
) -> None:
    plan = plan_of(xlsx_file(tmp_path / "cu.xlsx", {**given, key: value}), actor=SYSTEM, at=MONDAY)

    assert any(words in flaw.sentence for flaw in plan.flaws), plan.flaws
    assert {flaw.line for flaw in plan.flaws} == {2}
    assert plan.arrivals == []


@pytest.mark.parametrize(
    "accepted",
    [
        "28/10/2026 08:15",
        "28-10-2026 8:15",
        "2026-10-28T08:15",
        "2026-10-28 08:15:59",
        datetime(2026, 10, 28, 8, 15),  # noqa: DTZ001, as a spreadsheet has it
    ],
)
def test_a_date_is_understood_as_offices_write_it(
    tmp_path: Path, given: dict[str, Cell], accepted: Cell
) -> None:
    row = {**given, "accepted": accepted, "due": date(2026, 11, 5)}

    (dossier,) = moved(plan_of(xlsx_file(tmp_path / "cu.xlsx", row), actor=SYSTEM, at=MONDAY))

    assert dossier.accepted_at == datetime(2026, 10, 28, 8, 15, tzinfo=VIETNAM)
    assert dossier.due_at == datetime(2026, 11, 5, 17, tzinfo=VIETNAM)


def test_a_day_without_an_hour_begins_and_ends_with_the_office(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    today = {**given, "accepted": "02/11/2026", "submitted": "02/11/2026"}

    (dossier,) = moved(planned(tmp_path, today))

    assert dossier.accepted_at == datetime(2026, 11, 2, 7, 30, tzinfo=VIETNAM)


def test_what_excel_does_to_numbers_is_mended_or_told(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    row = {**given, "phone": 912345678, "identity": "0100109106", "amount": 25000.0}
    row["money"] = "Chưa thu"

    (dossier,) = moved(plan_of(xlsx_file(tmp_path / "cu.xlsx", row), actor=SYSTEM, at=MONDAY))

    assert dossier.applicant.phone == "0912345678"
    assert dossier.applicant.identity_kind == IdentityKind.TAX_CODE
    assert dossier.applicant.kind == PersonKind.ORGANISATION
    assert dossier.money_state == MoneyState.DUE
    assert Charge.objects.get(dossier=dossier).amount_dong == 25_000


def test_a_fee_that_the_old_system_took_is_in_no_cash_book_here(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    (dossier,) = moved(planned(tmp_path, {**given, "money": "đã thu", "amount": "15.000"}))

    assert dossier.money_state == MoneyState.PAID
    assert not Charge.objects.exists()


def test_semicolons_and_a_mark_at_the_beginning_are_read(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    path = csv_file(tmp_path / "cu.csv", given, separator=";")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert len(plan_of(path, actor=SYSTEM, at=MONDAY).arrivals) == 1


def test_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "cu.csv"
    path.write_bytes("Mã hồ sơ,Ngày".encode("cp1258", errors="replace") + b"\xd0\xf4")

    with pytest.raises(FileError, match="không phải là chữ UTF-8"):
        plan_of(path, actor=SYSTEM, at=MONDAY)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 khong phai zip", b"<html></html>"])
def test_what_is_no_spreadsheet_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cu.xlsx"
    path.write_bytes(content)

    with pytest.raises(FileError, match="Không đọc được"):
        read_table(path)


def test_a_spreadsheet_that_unpacks_without_end_is_not_opened(
    tmp_path: Path, given: dict[str, Cell], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx_file(tmp_path / "cu.xlsx", given)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/bom.xml", b"0" * 3_000_000)
    monkeypatch.setattr("motcua.reference.moving.sheets.MOST_UNPACKED_BYTES", 2_000_000)

    with pytest.raises(FileError, match="giải nén ra quá lớn"):
        read_table(path)


def test_too_many_rows_are_refused_before_they_are_kept(
    tmp_path: Path, given: dict[str, Cell]
) -> None:
    path = csv_file(tmp_path / "cu.csv", *[{**given, "code": f"C{n}"} for n in range(4)])

    with pytest.raises(FileError, match="hơn 3 dòng"):
        read_table(path, most_rows=3)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cu.csv"
    path.write_text("Mã hồ sơ,Mã thủ tục\nA,B\n", encoding="utf-8")

    with pytest.raises(FileError, match="Tệp thiếu cột: Mã cơ quan, Ngày tiếp nhận"):
        plan_of(path, actor=SYSTEM, at=MONDAY)


@pytest.mark.parametrize("name", ["mau.xlsx", "mau.csv"])
def test_the_template_reads_back_and_its_examples_are_passed_by(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)

    table = read_table(tmp_path / name)

    assert [title.rstrip(" *") for title in table.titles] == [c.title for c in COLUMNS]
    with pytest.raises(FileError, match="chỉ có tên cột và ví dụ"):
        plan_of(tmp_path / name, actor=SYSTEM, at=MONDAY)


@pytest.mark.parametrize("name", ["cu.xlsx", "cu.csv"])
def test_a_copy_with_errors_can_be_mended_and_read_again(
    tmp_path: Path, given: dict[str, Cell], name: str
) -> None:
    make = xlsx_file if name.endswith("xlsx") else csv_file
    wrong = {**given, "due": "32/11/2026", "note": "=1+1"}
    plan = plan_of(make(tmp_path / name, wrong), actor=SYSTEM, at=MONDAY)

    write_with_errors(tmp_path / f"loi-{name}", plan.table, plan.flaws_by_line)

    copy = read_table(tmp_path / f"loi-{name}")
    assert copy.titles[-1] == ERRORS_TITLE
    assert "Ngày hẹn trả: “32/11/2026” không phải ngày có thật" in str(copy.rows[0][1][-1])
    again = plan_of(tmp_path / f"loi-{name}", actor=SYSTEM, at=MONDAY)
    assert [flaw.column for flaw in again.flaws] == ["Ngày hẹn trả"]


def test_codes_go_on_after_those_of_the_old_system(
    tmp_path: Path, desk: Desk, procedure: Procedure, given: dict[str, Cell]
) -> None:
    code = f"{desk.agency.code}-261102-0007"
    moved(planned(tmp_path, {**given, "code": code, "accepted": "02/11/2026 08:00"}))
    actor = actor_with(Role.DESK_OFFICER, agency=desk.agency)

    accepted = accept_at_desk(
        factories.lodging(procedure, desk.agency, knows_of_duplicate=True),
        context=context_of(desk),
        actor=actor,
        at=MONDAY,
    )

    assert accepted.code == f"{desk.agency.code}-261102-0008"
    assert accepted.book_number == 2


def test_a_dossier_moved_in_is_worked_to_its_end(
    tmp_path: Path, desk: Desk, given: dict[str, Cell], client: Any
) -> None:
    approving = {**given, "step": "Phê duyệt kết quả", "role": "lãnh đạo cơ quan"}
    (dossier,) = moved(planned(tmp_path, approving))
    assert dossier.state == State.IN_PROGRESS
    context = context_of(desk)

    for role in (Role.APPROVER, Role.CLERK):
        actor = actor_with(role, agency=desk.agency)
        complete_step(dossier.pk, outcome="done", context=context, actor=actor, at=_later(1))
    _hand_over(dossier, desk)

    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert_chained(dossier)
    slip = control_slip(dossier, context=context, at=_later(3))
    assert [row["unit"].split(" (")[0] for row in slip["steps"]][:2] == [
        "Phê duyệt kết quả",
        "Vào sổ, đóng dấu",
    ]
    assert slip["steps"][0]["handed_by"] == "Hệ thống cũ"
    period = book.Period(date(2026, 10, 1), date(2026, 12, 31))
    payload = book.book_payload(
        desk.agency, period, desk=desk, keeper="Lê Thị Thu Hà", at=_later(3)
    )
    assert payload["rows"][0]["code"] == "CU-2026-0001"
    page = client.get(reverse("public:track", args=[dossier.code])).content.decode()
    assert "Đã trả kết quả" in page


def test_what_was_moved_in_compares_with_the_ledger(
    tmp_path: Path, desk: Desk, given: dict[str, Cell]
) -> None:
    begun = {**given, "code": "CU-2026-0002", "role": "lãnh đạo cơ quan"}
    (waiting, approving) = moved(planned(tmp_path, given, begun))
    before = audit(at=MONDAY)

    correct_receipt(
        waiting.pk,
        changes={"phone": "0987654321"},
        reason="Đổi số điện thoại",
        context=context_of(desk),
        actor=actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=_later(1),
    )
    after = audit(at=_later(1))

    assert approving.state == State.IN_PROGRESS
    assert before.differences == after.differences == []
    assert (before.tally.dossiers, before.tally.older) == (2, 0)


def _later(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def _hand_over(dossier: Dossier, desk: Desk) -> None:
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=_later(2),
    )


def test_the_tracking_page_says_whose_promise_it_is(
    tmp_path: Path, given: dict[str, Cell], client: Any
) -> None:
    (dossier,) = moved(planned(tmp_path, given))

    page = client.get(reverse("public:track", args=[dossier.code])).content.decode()

    assert "Ngày hẹn do hệ thống cũ cấp, giữ nguyên khi chuyển vào đây" in page
    assert "Bưởi" not in page


def test_correcting_gives_the_first_receipt_of_ours(
    tmp_path: Path, desk: Desk, given: dict[str, Cell]
) -> None:
    (dossier,) = moved(planned(tmp_path, given))

    issued = correct_receipt(
        dossier.pk,
        changes={"phone": "0987654321"},
        reason="Đổi số điện thoại",
        context=context_of(desk),
        actor=actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=MONDAY,
    )

    assert issued.version == 1
    assert issued.payload["due_at"] == "2026-11-05T17:00+07:00"
    assert "hệ thống cũ" in str(issued.payload)
    assert IssuedForm.objects.count() == 1
    assert DueDate.objects.filter(dossier=dossier).count() == 2
