"""The result: its versions, whose approval of which bytes, its number; nothing by halves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.selectors import is_intact, path_of
from motcua.documents.services import FileRefusedError, store_content, store_file
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.refusing import RefusalError
from motcua.dossiers.services.results import (
    ResultError,
    approve_result,
    attach_result,
    make_result,
    number_result,
    proposed_symbol,
    result_of,
)
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.procedures.models import Procedure
from motcua.procedures.process import default_process
from tests import factories
from tests.dossiers.whole_records import assert_chained
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory
from tests.papers import a_picture

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY_MORNING + timedelta(days=1)
DOER, LEADER, CLERK = Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK
NEEDS_RESULT = {**default_process().to_document(), "needs_result": True}
BODY = "Xác nhận bà Nguyễn Thị Hoà chưa đăng ký kết hôn với ai.\nGiấy có giá trị 6 tháng."


@pytest.fixture(autouse=True)
def _house(settings: Any, tmp_path: Any) -> None:
    settings.FILES_FOLDER = tmp_path
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def people(desk: Desk) -> dict[Role, Actor]:
    """Return one officer for each role of the default process."""
    return {
        role: factories.actor_with(role, agency=desk.agency, full_name=name, position=title)
        for role, name, title in (
            (Role.DESK_OFFICER, "Lê Thị Thu Hà", ""),
            (DOER, "Phạm Văn Khải", "Công chức Tư pháp"),
            (LEADER, "Võ Minh Tâm", "Phó Chủ tịch"),
            (CLERK, "Đặng Thị Lan", "Văn thư"),
        )
    }


@pytest.fixture
def procedure() -> Procedure:
    """Return a procedure whose process wants a result."""
    procedure: Procedure = ProcedureFactory.create(content={"process": NEEDS_RESULT})
    return procedure


@pytest.fixture
def dossier(desk: Desk, people: dict[Role, Actor], procedure: Procedure) -> Dossier:
    """Return a dossier accepted on Thursday morning, with the handling officer."""
    return accept_at_desk(
        factories.lodging(procedure, desk.agency),
        context=factories.context_of(desk),
        actor=people[Role.DESK_OFFICER],
        at=THURSDAY_MORNING,
    )


def pdf(words: str = "Giấy xác nhận", actor: Actor = SYSTEM) -> StoredFile:
    content = b"%PDF-1.7\n/Type /Page\n" + words.encode()
    return store_content(content, name="ket-qua.pdf", actor=actor, at=THURSDAY_MORNING)


def attach(dossier: Dossier, actor: Actor, **changes: Any) -> Result:
    words = {"outcome": "granted", "title": "Giấy xác nhận", "at": FRIDAY, **changes}
    words.setdefault("file", pdf(actor=actor))
    return attach_result(dossier.pk, actor=actor, **words)


def make(dossier: Dossier, desk: Desk, actor: Actor, **changes: Any) -> Result:
    words = {
        "outcome": "granted",
        "title": "Giấy xác nhận tình trạng hôn nhân",
        "body": BODY,
        "at": FRIDAY,
        **changes,
    }
    return make_result(dossier.pk, context=factories.context_of(desk), actor=actor, **words)


def approve(dossier: Dossier, actor: Actor, at: datetime = FRIDAY) -> Result:
    shown = result_of(dossier)
    assert shown is not None
    return approve_result(
        dossier.pk, version=shown.version, sha256=shown.file.sha256, actor=actor, at=at
    )


def step_on(dossier: Dossier, desk: Desk, actor: Actor, outcome: str = "done") -> Dossier:
    return complete_step(
        dossier.pk, outcome=outcome, context=factories.context_of(desk), actor=actor, at=FRIDAY
    )


def words_of(result: Result) -> str:
    content = path_of(result.file.sha256).read_bytes()
    pages = PdfReader(BytesIO(content)).pages
    text = " ".join(page.extract_text() for page in pages)
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_result_goes_from_officer_to_leader_to_clerk_and_is_announced(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    made = make(dossier, desk, people[DOER])
    step_on(dossier, desk, people[DOER])
    approved = approve(dossier, people[LEADER])
    step_on(dossier, desk, people[LEADER])
    numbered = number_result(
        dossier.pk, symbol="GXN-UBND", dated=FRIDAY.date(), actor=people[CLERK], at=FRIDAY
    )
    finished = step_on(dossier, desk, people[CLERK])

    assert (made.version, made.outcome) == (1, "granted")
    assert approved.approved_sha256 == made.file.sha256
    assert (approved.approved_by_id, approved.signer_title) == (
        people[LEADER].officer_id,
        "Phó Chủ tịch",
    )
    assert numbered.document_number == "01/GXN-UBND"
    assert finished.state == State.FINISHED
    assert Message.objects.filter(topic="ready").count() == 1
    finish = finished.events.get(action="finish")
    assert finish.payload["result"] == "granted"
    assert finish.payload["sha256"] == made.file.sha256
    assert_chained(finished)


def test_a_made_result_says_who_decides_and_leaves_number_and_day_open(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    words = words_of(make(dossier, desk, people[DOER], legal_basis="Luật Hộ tịch"))

    for said in (
        "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Căn cứ Luật Hộ tịch;",
        "Nguyễn Thị Hoà chưa đăng ký kết hôn với ai.",
        f"mã {dossier.code}",
        "Số: ………/………",
        "ngày …… tháng …… năm 2024",
        desk.agency.name.upper(),
    ):
        assert said in words
    assert "Bộ phận Tiếp nhận" not in words


def test_a_refusal_after_appraisal_is_form_03_and_the_dossier_finishes_with_it(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    made = make(
        dossier,
        desk,
        people[DOER],
        outcome="refused",
        title="Từ chối giải quyết hồ sơ",
        body="nộp lại khi có bản án ly hôn",
        reasons=["Chưa ly hôn với người vợ trước."],
        legal_basis="Điều 8 Luật Hôn nhân và gia đình",
    )
    step_on(dossier, desk, people[DOER])
    approve(dossier, people[LEADER])
    step_on(dossier, desk, people[LEADER])
    finished = step_on(dossier, desk, people[CLERK])

    words = words_of(made)
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in words
    assert "Qua thẩm định, hồ sơ không đủ điều kiện" in words
    assert "Chưa ly hôn với người vợ trước." in words
    assert "nộp lại khi có bản án ly hôn" in words
    assert "NGƯỜI TIẾP NHẬN HỒ SƠ" not in words
    assert finished.state == State.FINISHED
    assert finished.events.get(action="finish").payload["result"] == "refused"
    assert Message.objects.filter(topic="refused_result").count() == 1
    assert not Message.objects.filter(topic="ready").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": " "}, "nội dung"),
        ({"title": " "}, "trích yếu"),
        ({"outcome": "maybe"}, "kết luận"),
        ({"outcome": "refused"}, "lý do"),
        ({"outcome": "refused", "reasons": ["Thiếu"]}, "căn cứ"),
    ],
)
def test_a_result_that_lacks_something_is_refused_whole(
    dossier: Dossier,
    desk: Desk,
    people: dict[Role, Actor],
    changes: dict[str, Any],
    sentence: str,
) -> None:
    with pytest.raises((ResultError, RefusalError), match=sentence):
        make(dossier, desk, people[DOER], **changes)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.results.count()) == (State.ACCEPTED, 0)


def test_only_a_pdf_without_anything_bad_is_a_result(
    dossier: Dossier, people: dict[Role, Actor]
) -> None:
    picture = store_file(SimpleUploadedFile("anh.jpg", a_picture()), actor=SYSTEM, at=FRIDAY)
    bad = pdf("xấu")
    bad.scan_state = ScanState.INFECTED

    with pytest.raises(ResultError, match="phải là tệp PDF"):
        attach(dossier, people[DOER], file=picture)
    with pytest.raises(ResultError, match="không an toàn"):
        attach(dossier, people[DOER], file=bad)
    with pytest.raises(FileRefusedError, match="không đọc được"):
        store_content(b"<html>", name="a.pdf", actor=SYSTEM, at=FRIDAY)


def test_only_whoever_may_do_the_open_step_attaches(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    for role in (Role.DESK_OFFICER, LEADER, CLERK):
        with pytest.raises(PermissionDenied):
            attach(dossier, people[role])
    step_on(dossier, desk, people[DOER])
    with pytest.raises(PermissionDenied):
        attach(dossier, people[DOER])


def test_a_new_version_voids_the_one_before(dossier: Dossier, people: dict[Role, Actor]) -> None:
    first = attach(dossier, people[DOER])
    second = attach(dossier, people[DOER], file=pdf("bản khác"))

    first.refresh_from_db()
    assert (first.voided_at, first.void_reason) == (FRIDAY, "Đã có bản mới.")
    assert (second.version, second.voided_at) == (2, None)
    assert [e.payload["version"] for e in dossier.events.filter(action="attach_result")] == [1, 2]


def test_an_approved_version_is_replaced_only_with_a_reason_and_loses_its_approval(
    dossier: Dossier, people: dict[Role, Actor]
) -> None:
    attach(dossier, people[DOER])
    approve(dossier, people[LEADER])

    with pytest.raises(ResultError, match="Võ Minh Tâm duyệt"):
        attach(dossier, people[DOER], file=pdf("sửa"))
    replaced = attach(dossier, people[DOER], file=pdf("sửa"), replaces="Sai năm sinh")

    first, second = dossier.results.all()
    assert (first.void_reason, first.approved_at) == ("Sai năm sinh", FRIDAY)
    assert second == replaced
    assert second.approved_at is None
    assert dossier.events.latest("sequence").payload["approval_lost"] is True


def test_a_version_attached_by_a_colleague_meanwhile_is_not_replaced_unseen(
    dossier: Dossier, people: dict[Role, Actor]
) -> None:
    attach(dossier, people[DOER])

    with pytest.raises(ResultError, match="Phạm Văn Khải vừa kèm bản số 1"):
        attach(dossier, people[DOER], file=pdf("khác"), seen=0)


def test_what_was_replaced_since_it_was_shown_is_not_approved(
    dossier: Dossier, people: dict[Role, Actor]
) -> None:
    shown = attach(dossier, people[DOER])
    attach(dossier, people[DOER], file=pdf("khác"))

    for version in (shown.version, 2):
        with pytest.raises(ResultError, match="đã được Phạm Văn Khải thay bằng bản số 2 lúc"):
            approve_result(
                dossier.pk,
                version=version,
                sha256=shown.file.sha256,
                actor=people[LEADER],
                at=FRIDAY,
            )

    assert not dossier.events.filter(action="approve_result").exists()


def test_a_version_is_approved_once(dossier: Dossier, people: dict[Role, Actor]) -> None:
    with pytest.raises(ResultError, match="chưa có văn bản kết quả"):
        approve_result(dossier.pk, version=1, sha256="", actor=people[LEADER], at=FRIDAY)
    attach(dossier, people[DOER])
    approve(dossier, people[LEADER])

    with pytest.raises(ResultError, match="đã được Võ Minh Tâm duyệt lúc 09:00, 13/09/2024"):
        approve(dossier, people[LEADER])
    with pytest.raises(PermissionDenied):
        approve(dossier, people[CLERK])


def test_whoever_covers_the_leader_approves_under_the_own_title(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    covering = factories.OfficerFactory.create(
        agency=desk.agency, roles=[CLERK], position="Chánh Văn phòng"
    )
    leader = people[LEADER].officer_id
    assert leader is not None
    covering.covers.create(absent_id=leader, from_on=FRIDAY.date(), to_on=FRIDAY.date())
    attach(dossier, people[DOER])
    assert covering.account is not None

    approved = approve(dossier, actor_of(covering.account, FRIDAY.date()))

    assert (approved.approved_by_id, approved.signer_title) == (covering.pk, "Chánh Văn phòng")
    assert dossier.events.latest("sequence").on_behalf_of_id == leader


def test_nothing_is_finished_with_a_result_that_nobody_approved(
    dossier: Dossier, desk: Desk, people: dict[Role, Actor]
) -> None:
    attach(dossier, people[DOER])
    step_on(dossier, desk, people[DOER])
    step_on(dossier, desk, people[LEADER])

    with pytest.raises(StepError, match="được lãnh đạo duyệt"):
        step_on(dossier, desk, people[CLERK])


def test_where_no_result_is_asked_for_what_is_attached_must_still_be_approved(
    desk: Desk, people: dict[Role, Actor]
) -> None:
    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=people[Role.DESK_OFFICER],
        at=THURSDAY_MORNING,
    )
    attach(dossier, people[DOER])
    for role in (DOER, LEADER):
        step_on(dossier, desk, people[role])

    with pytest.raises(StepError, match="được lãnh đạo duyệt"):
        step_on(dossier, desk, people[CLERK])


def test_a_number_wants_an_approval_and_a_day_between_it_and_today(
    dossier: Dossier, people: dict[Role, Actor]
) -> None:
    def number(**changes: Any) -> Result:
        words = {"symbol": "/GXN-UBND", "dated": FRIDAY.date(), "at": FRIDAY, **changes}
        return number_result(dossier.pk, actor=people[CLERK], **words)

    attach(dossier, people[DOER])
    with pytest.raises(ResultError, match="chưa được lãnh đạo duyệt"):
        number()
    approve(dossier, people[LEADER])
    with pytest.raises(ResultError, match="trước ngày duyệt, 13/09/2024"):
        number(dated=THURSDAY_MORNING.date())
    with pytest.raises(ResultError, match="sau hôm nay"):
        number(dated=FRIDAY.date() + timedelta(days=1))
    with pytest.raises(ResultError, match="Ký hiệu"):
        number(symbol="<script>")
    with pytest.raises(PermissionDenied):
        number_result(
            dossier.pk, symbol="/A", dated=FRIDAY.date(), actor=people[LEADER], at=FRIDAY
        )
    number(symbol=" GXN - UBND ")
    with pytest.raises(ResultError, match="vào số 01/GXN-UBND"):
        number()


def test_numbers_run_through_the_year_of_the_paper_and_its_symbol_is_proposed_again(
    desk: Desk, procedure: Procedure
) -> None:
    everybody = factories.actor_with(Role.DESK_OFFICER, DOER, LEADER, CLERK, agency=desk.agency)
    december = datetime(2024, 12, 31, 9, tzinfo=VIETNAM)
    january = datetime(2025, 1, 2, 9, tzinfo=VIETNAM)

    def numbered(number: int, dated: date, at: datetime) -> str:
        taken = accept_at_desk(
            factories.lodging(
                procedure,
                desk.agency,
                applicant=factories.applicant(f"077190{number:06}"),
            ),
            context=factories.context_of(desk),
            actor=everybody,
            at=december,
        )
        attach(taken, everybody, at=december)
        approve(taken, everybody, at=december)
        symbol = proposed_symbol(taken) or "/GXN-UBND"
        return number_result(
            taken.pk, symbol=symbol, dated=dated, actor=everybody, at=at
        ).document_number

    given = [
        numbered(1, december.date(), december),
        numbered(2, january.date(), january),
        numbered(3, december.date(), january),
    ]

    assert given == ["01/GXN-UBND", "01/GXN-UBND", "02/GXN-UBND"]


@pytest.mark.parametrize(
    "act",
    [
        lambda dossier, people: attach(dossier, people[DOER]),
        lambda dossier, people: approve(dossier, people[LEADER]),
    ],
    ids=["attach", "approve"],
)
def test_a_finished_dossier_keeps_its_result(
    dossier: Dossier,
    desk: Desk,
    people: dict[Role, Actor],
    act: Callable[[Dossier, dict[Role, Actor]], object],
) -> None:
    attach(dossier, people[DOER])
    step_on(dossier, desk, people[DOER])
    approve(dossier, people[LEADER])
    step_on(dossier, desk, people[LEADER])
    step_on(dossier, desk, people[CLERK])

    with pytest.raises(IllegalTransitionError, match="đã xử lý xong"):
        act(dossier, people)
    # The clerk may still give it its number.
    number_result(dossier.pk, symbol="/QĐ", dated=FRIDAY.date(), actor=people[CLERK], at=FRIDAY)


def test_bytes_that_changed_on_the_disk_are_noticed(dossier: Dossier) -> None:
    del dossier
    file = pdf()
    assert is_intact(file)

    path_of(file.sha256).write_bytes(b"%PDF-1.7 khac")
    assert not is_intact(file)
    path_of(file.sha256).unlink()
    assert not is_intact(file)
