"""What somebody who follows a dossier reads: the date, what is missing, how far it is.

Whoever has the tracking code of the paper also reads what was asked for and why; whoever has
only the dossier's code, which can be guessed, reads its progress and nothing more.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.selectors import agency_under, calendar_of
from motcua.dossiers.lifecycle import ENDED_STATES, DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier, Pause, Step
from motcua.dossiers.reckoning import Explained
from motcua.kernel.limits import describe_remaining, limit_text
from motcua.procedures.process import END, Process
from motcua.web import formats
from motcua.web.formats import day_month, hour, moment, weekday_day, weekday_day_year
from motcua.web.languages.told import joined

NOT_GONE_THROUGH: Final = (Step.UNDONE, Step.SENT_BACK, Step.BROKEN_OFF)
"""Steps that were opened again; the way shows them once."""
_WAITING: Final = frozenset({State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT})


def facts(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Return code, field and state."""
    state = State(dossier.state)
    is_owed = state not in ENDED_STATES and dossier.finished_at is None
    is_late = is_owed and dossier.due_at is not None and dossier.due_at < now
    return {
        "code": str(dossier),
        "field_name": dossier.procedure.field.lower(),
        "kind": "late" if is_late else state.badge,
        "status_text": _("Quá hạn") if is_late else state.label,
        "is_over": not is_owed,
    }


def due(dossier: Dossier, told: Explained | None, now: datetime) -> dict[str, Any]:
    """Return the date and what is said beside it."""
    state = State(dossier.state)
    if dossier.finished_at is not None:
        return _finished(dossier, dossier.finished_at)
    if state in ENDED_STATES:
        return _dateless(state.label, "")
    if dossier.due_at is not None:
        return _running(dossier, dossier.due_at, told, now)
    if told is None or told.at is None:
        return _undated(state)
    if told.is_expected:
        return {
            "at": told.at,
            "foot": _("dự kiến"),
            "kind": "",
            "strong": _("Dự kiến trả kết quả %(day)s") % {"day": weekday_day(told.at)},
            "soft": _("Ngày hẹn chính thức tính từ khi %(agency)s nhận hồ sơ.")
            % {"agency": dossier.agency.name},
        }
    return {
        "at": told.at,
        "foot": _("tạm tính"),
        "kind": "",
        "strong": _("Thời hạn đang tạm dừng"),
        "soft": _(
            "Nếu ông/bà làm xong hôm nay thì hẹn trả %(day)s. Làm xong ngày nào, ngày hẹn tính "
            "theo ngày đó."
        )
        % {"day": weekday_day(told.at)},
    }


def _finished(dossier: Dossier, finished_at: datetime) -> dict[str, Any]:
    soft = _("Đã có kết quả lúc %(moment)s.") % {"moment": moment(finished_at)}
    # What was promised stays in sight: it was kept, or it was not.
    return {"at": dossier.due_at, "foot": "", "kind": "", "strong": _("Đã xong"), "soft": soft}


def _dateless(strong: str, soft: str) -> dict[str, Any]:
    return {"at": None, "foot": "", "kind": "", "strong": strong, "soft": soft}


def _undated(state: State) -> dict[str, Any]:
    if state is State.SUBMITTED:
        soft = _("Hồ sơ đang được kiểm tra. Khi được tiếp nhận sẽ có ngày hẹn.")
    elif state in _WAITING:
        soft = _("Ông/bà bổ sung xong, hồ sơ được kiểm tra lại rồi mới có ngày hẹn.")
    else:
        soft = ""
    return _dateless(_("Chưa có ngày hẹn"), soft)


def _running(
    dossier: Dossier, due_at: datetime, told: Explained | None, now: datetime
) -> dict[str, Any]:
    is_late = due_at < now
    remaining = describe_remaining(calendar_of(dossier.agency), now, due_at)
    if is_late:
        strong = _("Đã quá ngày hẹn %(day)s")
        soft = _("Chúng tôi xin lỗi vì chậm trễ: %(remaining)s.") % {"remaining": remaining}
    else:
        strong = _("Hẹn trả kết quả %(day)s")
        if told is not None and told.is_extension:
            strong = _("Hẹn lại: trả kết quả %(day)s")
        soft = remaining[:1].upper() + remaining[1:] + "."
    return {
        "at": due_at,
        "foot": "",
        "kind": "late" if is_late else "",
        "strong": strong % {"day": weekday_day(due_at)},
        "soft": soft,
    }


def moved(dossier: Dossier, told: Explained | None, *, knows_paper: bool) -> dict[str, Any] | None:
    """Return what is said of a date that was moved by us: an apology, or a reopening."""
    if told is None or not (told.is_extension or told.is_reopened):
        return None
    if dossier.finished_at is not None or State(dossier.state) in ENDED_STATES:
        return None
    before = told.moved_from[-1] if told.moved_from else None
    words = {"day": weekday_day_year(before) if before else ""}
    if told.is_reopened:
        return {
            "title": _("Hồ sơ được mở lại để giải quyết tiếp"),
            "text": _("Lần trước hẹn %(day)s.") % words if before else "",
            "reason": "",
        }
    return {
        "title": _("Chúng tôi xin lỗi ông/bà vì trả chậm"),
        "text": _("Trước đây hẹn %(day)s. Luật chỉ cho hẹn lại một lần.") % words
        if before
        else "",
        "reason": _reason_of_apology(dossier) if knows_paper else "",
    }


def _reason_of_apology(dossier: Dossier) -> str:
    signed = dossier.apologies.filter(signed_at__isnull=False).order_by("-signed_at").first()
    return signed.reason if signed is not None else ""


def legs(dossier: Dossier, told: Explained | None, stamp: int) -> list[str]:
    """Return both dates of a linked procedure, in the order in which they come."""
    if told is None or told.first_leg_at is None or told.at is None:
        return []
    if dossier.linked_agency_id is None or dossier.finished_at is not None:
        return []
    other = agency_under(dossier.linked_agency_id, stamp)
    return [
        _("Việc của %(agency)s: xong trước %(moment)s.")
        % {"agency": dossier.agency.name, "moment": moment(told.first_leg_at)},
        _("Sau đó %(agency)s giải quyết; tổng cộng trả kết quả trước %(moment)s.")
        % {"agency": other.name, "moment": moment(told.at)},
    ]


def why(dossier: Dossier, told: Explained | None) -> dict[str, Any] | None:
    """Return how the date came about; None where there is none."""
    if told is None or told.at is None or State(dossier.state) in _OVER_WITHOUT_RESULT:
        return None
    question = _("Vì sao là ngày %(day)s?")
    if told.is_provisional:
        question = _("Vì sao tạm tính ngày %(day)s?")
    return {
        "question": question % {"day": day_month(told.at)},
        "lead": _lead(told),
        "pauses": told.pauses_told,
        "days": told.days,
        "warnings": told.warnings,
    }


_OVER_WITHOUT_RESULT: Final = frozenset({State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED})


def _lead(told: Explained) -> str:
    begins = _("Thời hạn: %(limit)s, tính từ %(hour)s %(day)s.")
    if told.is_extension:
        begins = _("Hẹn lại sau %(limit)s, tính từ khi xin lỗi lúc %(hour)s %(day)s.")
    if told.is_reopened:
        begins = _("Thời hạn: %(limit)s, tính từ khi mở lại lúc %(hour)s %(day)s.")
    if told.is_imported:
        begins = _("Ngày hẹn do hệ thống cũ cấp, giữ nguyên khi chuyển vào đây %(day)s.")
    return begins % {
        "limit": limit_text(told.limit),
        "hour": hour(told.basis.counted_from),
        "day": weekday_day(told.basis.counted_from),
    }


def waiting(dossier: Dossier, pause: Pause | None, *, knows_paper: bool) -> dict[str, Any] | None:
    """Return what the applicant has to do before the dossier goes on."""
    if pause is None or State(dossier.state) not in _WAITING:
        return None
    desk = dossier.desk
    is_money = pause.kind == Pause.Kind.FINANCIAL
    title = (
        _("Ông/bà cần nộp tiền, hồ sơ mới đi tiếp")
        if is_money
        else _("Ông/bà cần bổ sung giấy tờ, hồ sơ mới đi tiếp")
    )
    found: dict[str, Any] = {
        "title": title,
        "items": [],
        "reason": "",
        "until": "",
        "money": "",
        "where": _("Nộp tại %(desk)s.") % {"desk": _place(desk.name, desk.address)},
        "hint": "",
    }
    if is_money:
        found["where"] = _("Nộp xong, mang chứng từ đến %(desk)s.") % {
            "desk": _place(desk.name, desk.address)
        }
    if not knows_paper:
        found["hint"] = _(
            "Muốn xem cần những gì, xin nhập mã tra cứu in dưới cùng giấy tiếp nhận (hay trong "
            "thư báo) thay cho mã hồ sơ."
        )
        return found
    found["reason"] = pause.reason
    if is_money:
        found["money"] = pause.document
        if pause.amount_dong is not None:
            found["money"] += ": " + formats.number(pause.amount_dong) + " đồng"
    elif pause.form is not None:
        found["items"] = pause.form.payload["items"]
    if pause.reply_by is not None:
        found["until"] = weekday_day_year(pause.reply_by)
    return found


def _place(name: str, address: str) -> str:
    return f"{name}, {address}" if address else name


def path(dossier: Dossier, steps: Sequence[Step], process: Process) -> list[dict[str, str]]:
    """Return the way of the dossier: what is done, what is on, what is still to come."""
    state = State(dossier.state)
    accepted = dossier.accepted_at
    first = {
        "title": _("Đã tiếp nhận") if accepted else _("Kiểm tra, tiếp nhận"),
        "note": moment(accepted) if accepted else "",
        "state": "done" if accepted else "now",
    }
    ways = [first]
    if state in _OVER_WITHOUT_RESULT:
        return [*ways, {"title": state.label, "note": _ended(dossier), "state": "done"}]
    gone = [step for step in steps if step.outcome not in NOT_GONE_THROUGH]
    ways += [
        {
            "title": step.name,
            "note": moment(step.closed_at) if step.closed_at else _since(dossier, step),
            "state": "done" if step.closed_at else "now",
        }
        for step in gone
    ]
    ways += [{"title": name, "note": "", "state": "todo"} for name in _to_come(gone, process)]
    returned = dossier.returned_at
    last = "now" if dossier.finished_at is not None else "todo"
    ways.append(
        {
            "title": _("Trả kết quả"),
            "note": moment(returned) if returned else ResultMode(dossier.result_mode).label,
            "state": "done" if returned else last,
        }
    )
    return ways


def _ended(dossier: Dossier) -> str:
    return moment(dossier.ended_at) if dossier.ended_at else ""


def _since(dossier: Dossier, step: Step) -> str:
    if State(dossier.state) in _WAITING:
        return _("Tạm dừng, chờ ông/bà")
    return _("Từ %(moment)s") % {"moment": moment(step.opened_at)}


def _to_come(steps: Sequence[Step], process: Process) -> list[str]:
    """Name the steps that usually follow the last one, along each step's first outcome."""
    if steps:
        last = process.step(steps[-1].key)
        key = last.outcomes[0].next if last else END
    else:
        key = process.steps[0].key
    names: list[str] = []
    while key != END and len(names) < len(process.steps):
        step = process.step(key)
        if step is None:
            break
        names.append(step.name)
        key = step.outcomes[0].next
    return names


def _with_result(dossier: Dossier) -> tuple[str, str]:
    """Return how the result comes to its owner, in a title and a sentence."""
    if dossier.delivery_state == DeliveryState.ON_THE_WAY:
        return _("Kết quả đang trên đường"), _("Bưu chính đang chuyển kết quả về nhà ông/bà.")
    if dossier.result_mode == ResultMode.BY_POST:
        return _("Đã có kết quả"), _("Kết quả sẽ được gửi về nhà ông/bà qua bưu chính.")
    how, bring = _receiving(dossier)
    return _("Mời ông/bà nhận kết quả"), joined(" ", (how, bring))


def what_next(dossier: Dossier, *, is_refused: bool) -> dict[str, str]:
    """Return what there is to do now, if anything."""
    state = State(dossier.state)
    desk = dossier.desk.name
    at_desk = _("Thông báo dừng giải quyết (mẫu 05) nhận tại %(desk)s.") % {"desk": desk}
    texts = {
        State.SUBMITTED: (_("Không phải làm gì thêm"), _("Chúng tôi đang kiểm tra giấy tờ.")),
        State.NOT_ACCEPTED: (
            _("Hồ sơ chưa được nhận"),
            _("Lý do ghi trong phiếu từ chối. Ông/bà có thể nộp lại khi đủ điều kiện."),
        ),
        State.AWAITING_SUPPLEMENT: (
            _("Xin nộp đủ một lượt"),
            _("Nộp đủ những giấy đã nêu, chúng tôi tính lại ngày hẹn và báo ngay."),
        ),
        State.AWAITING_PAYMENT: (
            _("Chờ ông/bà nộp tiền"),
            _("Nộp xong và báo cho chúng tôi, hồ sơ đi tiếp ngay."),
        ),
        State.FINISHED: _with_result(dossier),
        State.RETURNED: (_("Đã trả kết quả"), _("Không còn việc gì phải làm.")),
        State.WITHDRAWN: (
            _("Hồ sơ đã rút theo yêu cầu"),
            at_desk + " " + _("Ông/bà có thể nộp lại bất cứ lúc nào."),
        ),
        State.STOPPED: (
            _("Hồ sơ đã dừng giải quyết"),
            at_desk + " " + _("Lý do ghi trong thông báo; chưa rõ xin hỏi nơi đã nộp."),
        ),
    }
    title, text = texts.get(state, (_("Không phải làm gì thêm"), _receiving(dossier)[1]))
    if is_refused and state in {State.FINISHED, State.RETURNED}:
        title = _("Hồ sơ không đủ điều kiện giải quyết")
        said = _("Lý do và việc ông/bà làm tiếp được ghi trong văn bản trả lời (mẫu 03).")
        text = joined(" ", (said, text)) if state is State.FINISHED else said
    return {"title": title, "text": text}


def _receiving(dossier: Dossier) -> tuple[str, str]:
    """Say where the result is received, and what to bring."""
    if dossier.result_mode == ResultMode.ELECTRONIC:
        said = _("Kết quả là bản điện tử: nhận và tải về trong “Cửa của tôi”, không phải đến.")
        return "", said
    if dossier.result_mode == ResultMode.BY_POST:
        return "", _("Bưu tá mang kết quả đến địa chỉ ông/bà đã ghi. Khi nhận, có thẻ căn cước.")
    bring = _("Khi nhận, mang giấy tiếp nhận và thẻ căn cước. Người nhận thay cần giấy ủy quyền.")
    return _("Nhận tại %(desk)s.") % {"desk": dossier.desk.name}, bring
