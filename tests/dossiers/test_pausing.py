"""Waiting for the applicant: asking once, stopping the clock, going on with a new date."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Dossier, DueDate, Pause
from motcua.dossiers.reckoning import current_due, explained
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import StepError, complete_step
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.pausing import (
    PauseError,
    SupplementItem,
    ask_payment,
    ask_supplement,
    resume,
)
from motcua.kernel.clock import VIETNAM
from motcua.notifications.models import Message
from motcua.procedures.models import Procedure
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
PAPERS = [
    {"id": "p1", "case": "", "name": "Tờ khai", "kind": "submit", "originals": 1, "copies": 0},
    {"id": "p2", "case": "", "name": "Căn cước", "kind": "present", "originals": 1, "copies": 0},
    {"id": "n1", "case": "", "name": "Xin lưu ý", "kind": "note", "originals": 0, "copies": 0},
]
EVERYTHING = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
ITEM = SupplementItem(paper_id="p1", form="original", change="Thiếu chữ ký ở trang 2")


def day(number: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of September 2024; the 12th is the Thursday of acceptance."""
    return datetime(2024, 9, number, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*EVERYTHING, agency=desk.agency)


def procedure_of(days: int = 5, unit: str = "working_day", **content: Any) -> Procedure:
    channels = [
        {**channel, "limit": {"value": days, "unit": unit}}
        for channel in factories.CONTENT["channels"]
    ]
    found: Procedure = ProcedureFactory.create(
        content={"channels": channels, "papers": PAPERS, **content}
    )
    return found


def accepted(desk: Desk, actor: Actor, procedure: Procedure | None = None) -> Dossier:
    return accept_at_desk(
        factories.lodging(procedure or procedure_of(), desk.agency),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )


@pytest.fixture
def dossier(desk: Desk, everybody: Actor) -> Dossier:
    """Return a dossier accepted on Thursday 12/9, due on Thursday 19/9."""
    return accepted(desk, everybody)


def ask(dossier: Dossier, desk: Desk, actor: Actor, at: datetime, **changes: Any) -> Pause:
    words: dict[str, Any] = {
        "items": [ITEM],
        "reason": "Tờ khai chưa ký",
        "legal_basis": "Điều 15",
        "reply_by": None,
        **changes,
    }
    return ask_supplement(
        dossier.pk, **words, context=factories.context_of(desk), actor=actor, at=at
    )


def ask_money(dossier: Dossier, desk: Desk, actor: Actor, at: datetime, **changes: Any) -> Pause:
    words: dict[str, Any] = {
        "reason": "Thuế trước bạ",
        "legal_basis": "Luật Đất đai",
        "document": "Thông báo 12/TB-CCT",
        "amount_dong": None,
        **changes,
    }
    return ask_payment(dossier.pk, **words, context=factories.context_of(desk), actor=actor, at=at)


def go_on(dossier: Dossier, desk: Desk, actor: Actor, at: datetime, **changes: Any) -> Dossier:
    words: dict[str, Any] = {"note": "Đã nộp đủ", **changes}
    return resume(dossier.pk, **words, context=factories.context_of(desk), actor=actor, at=at)


def finished(dossier: Dossier, desk: Desk, actor: Actor, at: datetime) -> Dossier:
    for _step in range(3):
        dossier = complete_step(
            dossier.pk, outcome="done", context=factories.context_of(desk), actor=actor, at=at
        )
    return dossier


def rows_of(dossier: Dossier) -> list[tuple[str, datetime | None]]:
    return [(row.kind, row.due_at) for row in dossier.due_dates.order_by("pk")]


def test_papers_asked_for_stop_the_clock_and_are_listed_on_form_02(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    pause = ask(dossier, desk, everybody, day(18))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.AWAITING_SUPPLEMENT, None)
    assert dossier.original_due_at == day(19, 17)
    step = dossier.steps.get()
    assert (step.due_at, step.warn_at, step.closed_at) == (None, None, None)
    assert pause.form is not None
    payload = pause.form.payload
    assert payload["items"] == [
        {"name": "Tờ khai", "form": "Bản chính", "change": "Thiếu chữ ký ở trang 2"}
    ]
    assert (payload["number"], payload["officer"]) == (1, "Lê Thị Thu Hà")
    # 30 working days from Wednesday 18/9.
    assert payload["reply_by"] == "2024-10-30T17:00+07:00"
    event = dossier.events.latest("sequence")
    assert facts_of(event) == {
        "kind": "supplement",
        "restarts": False,
        "papers": 1,
        "reply_by": "2024-10-30",
        "is_second": False,
    }


def test_the_applicant_is_told_what_is_missing_as_a_numbered_list(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    from motcua.notifications.models import MessageTemplate  # noqa: PLC0415

    MessageTemplate.objects.filter(topic="supplement").update(body="{detail}|{reason}|{due}")
    items = [ITEM, SupplementItem(paper_id="p2", form="copy", change="Bản mờ")]

    ask(dossier, desk, everybody, day(18), items=items)

    body = Message.objects.get(topic="supplement").body
    listed, reason, due = body.split("|")
    assert listed.splitlines() == [
        "1. Tờ khai (bản chính): Thiếu chữ ký ở trang 2",
        "2. Căn cước (bản sao): Bản mờ",
    ]
    assert (reason, due) == ("Tờ khai chưa ký", "sẽ báo khi hồ sơ được xử lý tiếp")


@pytest.mark.parametrize(
    ("asked_at", "supplement", "restarts"),
    [
        (day(13), "by_law", True),
        (day(17, 17), "by_law", True),  # the close of the third working day
        (day(17, 17, 1), "by_law", False),
        (day(18), "by_law", False),
        (day(13), "extend", False),
        (day(18), "restart", True),
    ],
)
def test_a_request_within_three_working_days_starts_the_limit_anew_unless_the_sector_differs(
    desk: Desk,
    everybody: Actor,
    *,
    asked_at: datetime,
    supplement: str,
    restarts: bool,
) -> None:
    dossier = accepted(desk, everybody, procedure_of(supplement=supplement))

    assert ask(dossier, desk, everybody, asked_at).restarts is restarts


def test_what_is_in_late_in_the_limit_lengthens_it_by_the_days_of_waiting(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(18))

    went_on = go_on(dossier, desk, everybody, day(24))

    # Days 19, 20, 23 and 24 do not count: the fifth working day is the 25th.
    assert (went_on.state, went_on.due_at) == (State.IN_PROGRESS, day(25, 17))
    assert went_on.original_due_at == day(19, 17)
    assert rows_of(dossier) == [
        ("promise", day(19, 17)),
        ("statutory", day(19, 17)),
        ("recomputed", day(25, 17)),
    ]
    assert went_on.steps.get().due_at == day(25, 17)
    pause = dossier.pauses.get()
    assert (pause.ended_at, pause.end_note) == (day(24), "Đã nộp đủ")
    assert [m.topic for m in Message.objects.order_by("pk")] == [
        "accepted",
        "supplement",
        "resumed",
    ]


def test_a_restarted_limit_counts_whole_from_the_day_the_papers_are_in(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(13))

    assert go_on(dossier, desk, everybody, day(24)).due_at == datetime(
        2024, 10, 1, 17, tzinfo=VIETNAM
    )


def test_a_dossier_late_already_stays_late_whatever_is_asked(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(19, 17))
    dossier.refresh_from_db()
    assert dossier.due_at == day(19, 17)

    went_on = go_on(dossier, desk, everybody, day(30))

    assert went_on.due_at == day(19, 17)
    assert "recomputed" not in dict(rows_of(dossier))


def test_one_minute_before_the_date_still_stops_the_clock(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(19, 16, 59))

    assert go_on(dossier, desk, everybody, day(20)).due_at == day(23, 17)


def test_a_waiting_that_ends_in_its_own_minute_changes_no_date(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    at = day(13) + timedelta(seconds=5)
    ask(dossier, desk, everybody, at)

    went_on = go_on(dossier, desk, everybody, at + timedelta(seconds=40))

    assert went_on.due_at == day(19, 17)


def test_papers_are_asked_for_once_and_again_only_by_a_head_with_a_reason(
    dossier: Dossier, desk: Desk
) -> None:
    handling = factories.actor_with(Role.HANDLING_OFFICER, agency=desk.agency)
    head = factories.actor_with(Role.APPROVER, agency=desk.agency)
    ask(dossier, desk, handling, day(13))
    go_on(dossier, desk, handling, day(13, 15))

    with pytest.raises(PauseError, match="chỉ cho một lần"):
        ask(dossier, desk, handling, day(16), override_reason="Cần lắm")
    with pytest.raises(PauseError, match="vì sao phải yêu cầu bổ sung lần nữa"):
        ask(dossier, desk, head, day(16))
    second = ask(dossier, desk, head, day(16), override_reason="Giấy vừa nộp hết hạn")

    assert second.overridden_by_id == head.officer_id
    assert second.override_reason == "Giấy vừa nộp hết hạn"
    assert dossier.events.latest("sequence").payload["is_second"] is True
    first, again = dossier.forms.filter(kind="supplement")
    assert (first.voided_at, again.version) == (day(16), 2)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"items": []}, "ít nhất một giấy tờ"),
        ({"items": [SupplementItem("p9", "original", "Nộp thêm")]}, "thành phần hồ sơ đã công bố"),
        ({"items": [SupplementItem("n1", "original", "Nộp thêm")]}, "118/2025/NĐ-CP"),
        ({"items": [ITEM, ITEM]}, "ghi hai lần"),
        ({"items": [SupplementItem("p1", "original", " ")]}, "cần bổ sung, sửa gì"),
        ({"items": [SupplementItem("p1", "parchment", "Ký")]}, "chọn loại giấy"),
        ({"reason": " "}, "ghi lý do"),
        ({"legal_basis": ""}, "căn cứ pháp lý"),
        ({"reply_by": date(2024, 9, 13)}, "sau hôm nay"),
        ({"reply_by": date(2024, 9, 15)}, "không phải ngày làm việc"),
        ({"reply_by": date(2034, 9, 15)}, "quá xa"),
    ],
)
def test_a_request_that_lacks_what_the_law_wants_is_refused_whole(
    dossier: Dossier, desk: Desk, everybody: Actor, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(PauseError, match=sentence):
        ask(dossier, desk, everybody, day(13), **changes)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_at) == (State.ACCEPTED, day(19, 17))
    assert not dossier.pauses.exists()
    assert not dossier.forms.filter(kind="supplement").exists()


def test_not_yet_eligible_is_said_within_three_working_days_only(
    desk: Desk, everybody: Actor
) -> None:
    kind = Pause.Kind.NOT_ELIGIBLE
    early = accepted(desk, everybody, procedure_of(supplement="extend"))
    assert ask(early, desk, everybody, day(17), kind=kind).restarts is True
    late = accepted(desk, everybody)

    with pytest.raises(PauseError, match="17:00 17/09/2024"):
        ask(late, desk, everybody, day(18), kind=kind)


def test_a_stranger_to_the_step_may_not_ask(dossier: Dossier, desk: Desk) -> None:
    for role in (Role.CLERK, Role.REVIEWER, Role.CASHIER, Role.APPROVER):
        with pytest.raises(PermissionDenied):
            ask(dossier, desk, factories.actor_with(role, agency=desk.agency), day(13))
    elsewhere = factories.actor_with(*EVERYTHING, agency=AgencyFactory.create())
    with pytest.raises(PermissionDenied):
        ask(dossier, desk, elsewhere, day(13))


def test_who_asks_while_it_waits_already_is_told_who_asked_and_when(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    quicker = factories.actor_with(
        Role.HANDLING_OFFICER, agency=desk.agency, full_name="Trần Thị Nhanh"
    )
    ask(dossier, desk, quicker, day(13, 10))

    with pytest.raises(PauseError, match="Trần Thị Nhanh yêu cầu lúc 10:00"):
        ask(dossier, desk, everybody, day(13, 10, 2))
    with pytest.raises(PauseError, match="Trần Thị Nhanh yêu cầu lúc 10:00"):
        ask_money(dossier, desk, everybody, day(13, 10, 2))


def test_who_asks_about_a_step_done_meanwhile_is_told_so(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    complete_step(
        dossier.pk,
        outcome="done",
        context=factories.context_of(desk),
        actor=everybody,
        at=day(13),
    )

    with pytest.raises(StepError, match="làm xong lúc 9:00"):
        ask(dossier, desk, everybody, day(13, 9, 5), order=1)


def test_who_goes_on_with_what_goes_on_already_is_told_by_whom(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(13))
    go_on(dossier, desk, everybody, day(13, 15))

    with pytest.raises(PauseError, match="Lê Thị Thu Hà cho xử lý tiếp lúc 15:00"):
        go_on(dossier, desk, everybody, day(13, 15, 1))


def test_going_on_wants_to_know_what_came_in(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    with pytest.raises(IllegalTransitionError):
        go_on(dossier, desk, everybody, day(13))
    ask(dossier, desk, everybody, day(13))

    with pytest.raises(PauseError, match="đã nhận những gì"):
        go_on(dossier, desk, everybody, day(16), note=" ")


def test_papers_handed_in_are_added_to_the_dossier(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(13))

    go_on(
        dossier, desk, everybody, day(16), note="", papers=[PaperInput("Tờ khai", paper_id="p1")]
    )

    assert [(p.order, p.name) for p in dossier.papers.all()] == [(1, "Tờ khai"), (2, "Tờ khai")]
    assert dossier.events.latest("sequence").payload["papers"] == 1


@pytest.mark.parametrize(
    ("value", "unit", "asked_at", "resumed_at", "due"),
    [
        # Accepted at 9:00: one hour used until 10:00, three more from 14:00, four next morning.
        (8, "working_hour", day(12, 10), day(12, 14), day(13, 11, 30)),
        # Within the three working days the eight hours start anew.
        (8, "working_hour", day(12, 10), day(13, 7, 30), day(13, 17)),
        (1, "same_day", day(12, 10), day(12, 14), day(12, 17)),
        (1, "same_day", day(12, 10), day(12, 15, 1), day(13, 17)),
        (1, "same_day", day(12, 10), day(16, 8), day(16, 17)),
    ],
)
def test_limits_in_hours_and_of_one_day_wait_as_exactly(
    desk: Desk,
    everybody: Actor,
    *,
    value: int,
    unit: str,
    asked_at: datetime,
    resumed_at: datetime,
    due: datetime,
) -> None:
    starts_anew = "extend" if resumed_at == day(12, 14) else "by_law"
    procedure = procedure_of(value, unit, supplement=starts_anew)
    dossier = accepted(desk, everybody, procedure)
    ask(dossier, desk, everybody, asked_at)

    went_on = go_on(dossier, desk, everybody, resumed_at)

    assert went_on.due_at == due
    counted = current_due(went_on)
    assert counted is not None
    assert counted.due == due


def test_while_it_waits_the_date_is_told_as_if_the_answer_came_now(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(18))
    dossier.refresh_from_db()

    told = explained(dossier, day(24))

    assert told is not None
    assert (told.is_provisional, told.at) == (True, day(25, 17))
    (sentence,) = told.pauses_told
    assert sentence == (
        "Tạm dừng từ 09:00 thứ Tư 18/9 đến 09:00 thứ Ba 24/9 (tạm tính): từ thứ Năm 19/9 đến hết "
        "thứ Ba 24/9 không tính vào thời hạn."
    )


def test_after_waiting_the_reasons_name_the_pause_and_the_date_before(
    dossier: Dossier, desk: Desk, everybody: Actor
) -> None:
    ask(dossier, desk, everybody, day(18))
    went_on = go_on(dossier, desk, everybody, day(24))

    told = explained(went_on, day(24, 10))

    assert told is not None
    assert (told.is_provisional, told.at) == (False, day(25, 17))
    assert told.moved_from == [day(19, 17)]
    assert len(told.pauses_told) == 1
    assert DueDate.objects.filter(dossier=dossier).count() == 3
