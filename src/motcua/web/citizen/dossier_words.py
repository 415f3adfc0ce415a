"""What a citizen reads of their own dossier: whose turn, what happened, who looked, in words."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.agencies.models import RoleAssignment
from motcua.agencies.roles import LABELS, Role
from motcua.delivery.lifecycle import EventKind
from motcua.delivery.models import Parcel
from motcua.documents.barcode import qr_path
from motcua.dossiers import forms
from motcua.dossiers.lifecycle import Action, DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier, DossierEvent, DossierRead, Step
from motcua.dossiers.reckoning import Explained
from motcua.exchange.selectors import readers_of
from motcua.procedures.process import Process
from motcua.web import formats
from motcua.web.languages.told import joined
from motcua.web.public import tracking_words

MINE, OFFICE, OTHER, NOBODY = "mine", "office", "other", "nobody"
MOST_READERS: Final = 30


def turn(dossier: Dossier, steps: Sequence[Step], now: datetime) -> dict[str, str]:
    """Return whose turn it is (``who``), and what they have to do, in words."""
    del now
    state = State(dossier.state)
    desk = dossier.desk.name
    if state is State.SUBMITTED:
        return _turn(OFFICE, _("%(desk)s đang kiểm tra hồ sơ.") % {"desk": desk})
    if state is State.AWAITING_SUPPLEMENT:
        return _turn(MINE, _("Đến lượt ông/bà: bổ sung giấy tờ."))
    if state is State.AWAITING_PAYMENT:
        return _turn(MINE, _("Đến lượt ông/bà: nộp tiền theo thông báo."))
    if state is State.FINISHED:
        return _with_result(dossier)
    if state in {State.ACCEPTED, State.IN_PROGRESS}:
        return _in_hand(dossier, steps)
    return _turn(NOBODY, _("Hồ sơ đã kết thúc, không ai phải làm gì nữa."))


def _turn(who: str, text: str) -> dict[str, str]:
    return {"who": who, "text": text}


def _with_result(dossier: Dossier) -> dict[str, str]:
    if dossier.delivery_state == DeliveryState.ON_THE_WAY:
        return _turn(OTHER, _("Bưu chính đang chuyển kết quả về nhà ông/bà."))
    if dossier.result_mode == ResultMode.ELECTRONIC:
        return _turn(MINE, _("Đến lượt ông/bà: nhận kết quả bản điện tử."))
    if dossier.result_mode == ResultMode.BY_POST:
        return _turn(OFFICE, _("%(desk)s đang gửi kết quả.") % {"desk": dossier.desk.name})
    where = {"desk": dossier.desk.name}
    return _turn(MINE, _("Đến lượt ông/bà: nhận kết quả tại %(desk)s.") % where)


def _in_hand(dossier: Dossier, steps: Sequence[Step]) -> dict[str, str]:
    if dossier.clock_from is None:
        where = {"agency": dossier.agency.name}
        return _turn(OTHER, _("Hồ sơ đang chuyển tới %(agency)s để giải quyết.") % where)
    asked = dossier.consultations.filter(answered_at__isnull=True, closed_at__isnull=True)
    other = asked.values_list("agency__name", flat=True).first()
    if other is not None:
        return _turn(OTHER, _("Đang chờ %(agency)s trả lời ý kiến.") % {"agency": other})
    current = next((step for step in steps if step.closed_at is None), None)
    if current is None:
        return _turn(OFFICE, _("%(agency)s đang giải quyết.") % {"agency": dossier.agency.name})
    text = _("%(agency)s đang làm: %(step)s.") % {
        "agency": current.agency.name,
        "step": current.name[:1].lower() + current.name[1:],
    }
    is_ours = current.agency_id in {dossier.agency_id, dossier.receiving_agency_id}
    return _turn(OFFICE if is_ours else OTHER, text)


_TOLD: Final[Mapping[str, str]] = {
    Action.LODGE: _("Hồ sơ đã nộp"),
    Action.ACCEPT: _("Hồ sơ được tiếp nhận"),
    Action.REFUSE: _("Hồ sơ chưa được tiếp nhận"),
    Action.RECEIVE: _("Cơ quan giải quyết đã nhận hồ sơ"),
    Action.COMPLETE_STEP: _("Xong bước"),
    Action.RETURN_STEP: _("Trả lại bước trước để làm kỹ hơn"),
    Action.CONSULT: _("Hỏi ý kiến cơ quan khác"),
    Action.ANSWER_CONSULTATION: _("Cơ quan được hỏi đã trả lời"),
    Action.CORRECT_RECEIPT: _("Giấy tiếp nhận được sửa"),
    Action.ASK_SUPPLEMENT: _("Đề nghị ông/bà bổ sung giấy tờ, thời hạn tạm dừng"),
    Action.RESUME: _("Đã nhận đủ, thời hạn tính tiếp"),
    Action.RESUBMIT: _("Đã nhận giấy tờ bổ sung"),
    Action.ASK_PAYMENT: _("Đề nghị ông/bà nộp tiền, thời hạn tạm dừng"),
    Action.SETTLE: _("Đã nộp tiền, chờ trả kết quả"),
    Action.COLLECT_FEE: _("Đã thu phí, lệ phí"),
    Action.REFUND_FEE: _("Đã hoàn phí, lệ phí"),
    Action.RECKON_FEE: _("Lệ phí được tính lại"),
    Action.APOLOGIZE: _("Xin lỗi ông/bà và hẹn lại"),
    Action.APPROVE_RESULT: _("Lãnh đạo đã duyệt kết quả"),
    Action.WITHDRAW: _("Hồ sơ đã rút theo yêu cầu"),
    Action.STOP: _("Hồ sơ dừng giải quyết"),
    Action.FINISH: _("Đã có kết quả"),
    Action.HAND_TO_POST: _("Kết quả đã giao bưu chính"),
    Action.COME_BACK: _("Bưu chính trả kết quả về nơi đã nộp"),
    Action.RETURN_RESULT: _("Đã trả kết quả"),
    Action.REOPEN: _("Hồ sơ được mở lại để giải quyết tiếp"),
    Action.UNDO: _("Sửa một thao tác nhầm"),
}
"""What concerns the citizen; how the office divides its work does not."""
_BY: Final[Mapping[str, str]] = {
    "applicant": _("người nộp, qua mạng"),
    "proxy": _("người được ủy quyền, qua mạng"),
    "principal": _("chủ hồ sơ, qua mạng"),
}


def events(dossier: Dossier, process: Process, parcels: Sequence[Parcel]) -> list[dict[str, Any]]:
    """Return what happened, the latest first. One query; parcels come with their events."""
    names = {step.key: step.name for step in process.steps}
    lines = [
        _line(event, names)
        for event in dossier.events.select_related("actor__agency")
        if event.action in _TOLD
    ]
    lines += [
        {
            "at": told.happened_at,
            "strong": joined("", (EventKind(told.kind).label, ".")),
            "text": joined(", ", (told.place, told.note)),
        }
        for parcel in parcels
        for told in parcel.events.all()
    ]
    return sorted(lines, key=lambda line: line["at"], reverse=True)


def _line(event: DossierEvent, names: Mapping[str, str]) -> dict[str, Any]:
    strong = _TOLD[event.action]
    if event.action == Action.COMPLETE_STEP and event.payload.get("step") in names:
        strong = joined(": ", (strong, names[event.payload["step"]]))
    who = _BY.get(str(event.payload.get("by")), "")
    if not who and event.actor is not None:
        who = event.actor.agency.name
    return {"at": event.happened_at, "strong": joined("", (strong, ".")), "text": who}


def readers(dossier: Dossier) -> list[dict[str, Any]]:
    """Return who of which agency opened the dossier, when and why; no officer is named.

    The law lets the citizen know who looked; the house names unit and role, and the agency
    answers for the person. Three queries.
    """
    reads = list(
        dossier.reads.filter(count__gt=0)
        .annotate(agency=F("officer__agency__name"))
        .order_by("-last_at")[:MOST_READERS]
    )
    roles = _roles_of({read.officer_id for read in reads}) if reads else {}
    listed = [
        {
            "agency": read.agency,
            "role": roles.get(read.officer_id, _("Cán bộ")),
            "at": read.last_at,
            "times": read.count,
            "reason": _reason(read),
        }
        for read in reads
    ]
    return [*listed, *_systems(dossier)]


def _systems(dossier: Dossier) -> list[dict[str, Any]]:
    """Return which other systems were shown personal data. One query."""
    return [
        {
            "agency": read["agency"],
            "role": _("Hệ thống kết nối"),
            "at": read["last_at"],
            "times": read["times"],
            "reason": "",
        }
        for read in readers_of(dossier)
    ]


def _roles_of(officers: set[int]) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    rows = RoleAssignment.objects.filter(officer_id__in=officers).order_by("role")
    for officer_id, role in rows.values_list("officer_id", "role").distinct():
        held.setdefault(officer_id, []).append(LABELS[Role(role)])
    return {officer_id: joined(", ", labels) for officer_id, labels in held.items()}


def _reason(read: DossierRead) -> str:
    if read.reason:
        return str(read.get_reason_display())
    return _("Giải quyết hồ sơ") if read.is_own_work else _("Không thuộc việc được giao")


def kept_on_device(dossier: Dossier, told: Explained | None, now: datetime) -> str:
    """Return, as JSON, what a device may keep of the dossier where its owner wants that.

    Nothing personal: code, procedure, state, date, and the code of the receipt as a picture.
    """
    facts = tracking_words.facts(dossier, now)
    due = tracking_words.due(dossier, told, now)
    size, path = qr_path(forms.tracking_url(dossier.tracking_code))
    return json.dumps(
        {
            "key": dossier.tracking_code,
            "code": facts["code"],
            "procedure": dossier.procedure.name,
            "status": facts["status_text"],
            "due": due["strong"],
            "seen": formats.moment_year(now),
            "qr": {"size": size, "path": path},
        },
        ensure_ascii=False,
    )
