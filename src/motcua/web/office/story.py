"""Who holds a dossier, its promise and its facts, laid out for the page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.documents.selectors import describe
from motcua.dossiers.lifecycle import OPEN_STATES, DeliveryState, State
from motcua.dossiers.models import Dossier, DossierPersonalData, IssuedForm, Step
from motcua.dossiers.policies import may_do_step
from motcua.dossiers.reckoning import Explained, explained, limit_of
from motcua.dossiers.services.receipts import stored_people
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import limit_text, working_minutes_between
from motcua.kernel.text import mask_name, mask_number, mask_phone
from motcua.people.services import PersonInput
from motcua.procedures.process import STANDARD_DAY_MINUTES, Process
from motcua.web import formats
from motcua.web.languages.told import joined
from motcua.web.office.urgency import standing

HOUR = 60
_MOST_HOLDERS: Final = 7
FORM_NAMES: Final = {
    "receipt": _("Giấy tiếp nhận và hẹn trả kết quả (mẫu 01)"),
    "supplement": _("Phiếu yêu cầu bổ sung (mẫu 02)"),
    "refusal": _("Phiếu từ chối tiếp nhận (mẫu 03)"),
    "apology": _("Phiếu xin lỗi và hẹn lại (mẫu 04)"),
    "stop": _("Thông báo dừng giải quyết (mẫu 05)"),
}


def holders_of(
    dossier: Dossier, process: Process, steps: Sequence[Step], actor: Actor, at: datetime
) -> list[dict[str, str]]:
    """Return everybody who held, holds or will hold the dossier, the desk first and last."""
    taken = dossier.accepted_at is not None
    holders = [_holder(_("Một cửa"), dossier.desk.name, "", "done" if taken else "now")]
    current = None
    for step in steps:
        is_open = step.closed_at is None
        current = step if is_open else current
        holders.append(
            _holder(
                step.name,
                _("Ông/bà đang giữ") if is_open and may_do_step(actor, step) else _who(step),
                _time_used(dossier, step, at),
                "now" if is_open else "done",
            )
        )
    holders += _still_to_come(process, current)
    is_back = dossier.delivery_state != DeliveryState.NOT_READY
    returned = State(dossier.state) is State.RETURNED
    handing = "done" if returned else "now" if is_back else "todo"
    holders.append(_holder(_("Trả kết quả"), dossier.get_result_mode_display(), "", handing))
    return _short(holders)


def _short(holders: list[dict[str, str]]) -> list[dict[str, str]]:
    """Leave out holders far from the present one, so that the rest fit in one row."""
    if len(holders) <= _MOST_HOLDERS:
        return holders
    now = next((n for n, one in enumerate(holders) if one["state"] == "now"), len(holders) - 1)
    last = len(holders) - 1
    first_shown = max(1, min(now - 1, last - 3))
    last_shown = min(last - 1, first_shown + 3)
    before, after = first_shown - 1, last - 1 - last_shown
    shown = [holders[0]]
    if before:
        fold = _holder(_("%(n)d bước trước") % {"n": before}, _("đã xong"), "", "done")
        shown.append(holders[1] if before == 1 else fold)
    shown += holders[first_shown : last_shown + 1]
    if after:
        fold = _holder(_("%(n)d bước nữa") % {"n": after}, "", "", "todo")
        shown.append(holders[last - 1] if after == 1 else fold)
    return [*shown, holders[last]]


def _holder(name: str, who: str, note: str, state: str) -> dict[str, str]:
    return {"name": name, "who": who, "note": note, "state": state}


def _who(step: Step) -> str:
    if step.closed_by is not None:
        return step.closed_by.full_name
    if step.assignee is not None:
        return f"{step.assignee.full_name}, {step.agency.name}"
    return joined(", ", (Role(step.role).label, step.agency.name))


def _still_to_come(process: Process, current: Step | None) -> list[dict[str, str]]:
    """Return the steps usually still ahead: those after the open one in the process."""
    if current is None:
        return []
    keys = [step.key for step in process.steps]
    if current.key not in keys:
        return []
    return [
        _holder(step.name, Role(step.role).label, _budget(step.budget_minutes), "todo")
        for step in process.steps[keys.index(current.key) + 1 :]
    ]


def _budget(minutes: int) -> str:
    return _("được %(time)s") % {"time": working_time(minutes)} if minutes else ""


def _time_used(dossier: Dossier, step: Step, at: datetime) -> str:
    """Say how long the step took by its agency's calendar, without waiting for the applicant."""
    try:
        calendar = calendar_of(step.agency)
    except DomainError:
        return ""
    since, until = clock.local(step.opened_at), clock.local(step.closed_at or at)
    waited = sum(
        working_minutes_between(
            calendar,
            max(since, clock.local(pause.started_at)),
            min(until, clock.local(pause.ended_at or at)),
        )
        for pause in dossier.pauses.all()
    )
    words = working_time(working_minutes_between(calendar, since, until) - waited)
    if step.closed_at is None:
        return _("đã giữ %(time)s, từ %(since)s") % {
            "time": words,
            "since": formats.short_moment(step.opened_at, clock.day_of(at)),
        }
    return _("mất %(time)s") % {"time": words}


def working_time(minutes: int) -> str:
    """Return minutes of work in words: ``4 giờ 30 phút``."""
    if minutes >= STANDARD_DAY_MINUTES:
        return _("%(n)d ngày làm việc") % {"n": minutes // STANDARD_DAY_MINUTES}
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(n)d phút") % {"n": rest}
    if not rest:
        return _("%(n)d giờ") % {"n": hours}
    return _("%(hours)d giờ %(rest)d phút") % {"hours": hours, "rest": rest}


def promise_of(dossier: Dossier, step: Step | None, at: datetime) -> dict[str, Any]:
    """Return the due date, how it stands and how it came about. Two queries at most."""
    where = standing(dossier, at)
    told = explained(dossier, at)
    due_at = dossier.due_at or (told.at if told else None)
    soft = ""
    if told is not None and told.is_provisional and State(dossier.state) in OPEN_STATES:
        soft = _("Tạm tính, nếu người nộp trả lời đủ ngay bây giờ")
    if step is not None and step.due_at is not None and step.due_at != dossier.due_at:
        soft = _("Hạn của bước này: %(moment)s") % {"moment": formats.moment(step.due_at)}
    return {
        "due_at": due_at,
        "standing": where,
        "is_expected": dossier.accepted_at is not None and dossier.clock_from is None,
        "is_provisional": told is not None and told.is_provisional,
        "due_words": _due_words(dossier, where.words if where else ""),
        "due_soft": soft,
        "days": told.days if told else [],
        "pauses_told": told.pauses_told if told else [],
        "moved_from": told.moved_from if told else [],
        "limits": _limits(told) if told else "",
        "warnings": list(told.warnings) if told else [],
    }


def _due_words(dossier: Dossier, running: str) -> str:
    if running:
        return running[0].upper() + running[1:]
    if dossier.finished_at is not None:
        if dossier.returned_at is not None:
            return _("Đã trả %(day)s") % {"day": formats.weekday_day(dossier.returned_at)}
        return _("Xong %(moment)s") % {"moment": formats.moment(dossier.finished_at)}
    return _not_running(dossier)


def _not_running(dossier: Dossier) -> str:
    if dossier.accepted_at is None:
        return _("Chưa hẹn ngày trả")
    if dossier.clock_from is None:
        return _("Ngày dự kiến, tính khi cơ quan giải quyết nhận")
    if State(dossier.state) in OPEN_STATES:
        return _("Thời hạn đang tạm dừng")
    return _("Không còn hẹn trả")


def _limits(told: Explained) -> str:
    limit = limit_text(told.limit)
    if told.is_extension:
        return _("Hẹn lại một lần, %(limit)s kể từ văn bản xin lỗi") % {"limit": limit}
    if told.is_reopened:
        return _("%(limit)s kể từ khi mở lại hồ sơ") % {"limit": limit}
    by_law = told.statutory
    if by_law is None or limit_of(by_law) == told.limit:
        return _("Thời hạn %(limit)s theo luật định") % {"limit": limit}
    if told.pauses_told or by_law.due_at is None:
        return _("Cam kết %(limit)s; luật định %(law)s") % {
            "limit": limit,
            "law": limit_text(limit_of(by_law)),
        }
    return _("Cam kết %(limit)s; luật định %(law)s, tới %(day)s") % {
        "limit": limit,
        "law": limit_text(limit_of(by_law)),
        "day": formats.weekday_day(by_law.due_at),
    }


def facts_of(dossier: Dossier, *, is_masked: bool = False) -> dict[str, Any]:
    """Return people (numbers masked, names too where asked), papers, charges and forms."""
    personal = DossierPersonalData.objects.filter(dossier=dossier).first()
    people = stored_people(personal) if personal else {}
    is_masked = is_masked and dossier.erased_at is None
    roles = {
        "applicant": _("Người nộp"),
        "principal": _("Chủ hồ sơ"),
        "proxy": _("Người được ủy quyền"),
    }
    applicant = people.get("applicant")
    charges = list(dossier.charges.select_related("payment__refund"))
    return {
        "people": [
            {"role": label, **_person(people[role], is_masked=is_masked)}
            for role, label in roles.items()
            if role in people and not (role == "proxy" and people[role] == applicant)
        ],
        "papers": [
            {
                "name": paper.name,
                "manner": paper.get_form_display(),
                "count": paper.count,
                "file": paper.file,
                "words": _file_words(paper.file),
            }
            for paper in dossier.papers.select_related("file")
        ],
        "charges": charges,
        "refunds": [
            charge.payment.refund
            for charge in charges
            if charge.payment is not None and hasattr(charge.payment, "refund")
        ],
        "forms": [_form(issued) for issued in dossier.forms.all()],
        "state": State(dossier.state),
    }


def _form(issued: IssuedForm) -> dict[str, Any]:
    name = FORM_NAMES.get(issued.kind, issued.kind)
    return {
        "ref": issued.ref,
        "name": _("%(name)s, bản %(n)d") % {"name": name, "n": issued.version},
        "issued_at": issued.issued_at,
        "voided_at": issued.voided_at,
        "void_reason": issued.void_reason,
    }


def _file_words(file: Any) -> str:
    return joined(", ", (describe(file), formats.file_size(file.size))) if file else ""


def _person(person: PersonInput, *, is_masked: bool) -> dict[str, str]:
    return {
        "name": mask_name(person.full_name) if is_masked else person.full_name,
        "number": mask_number(person.identity_number) if person.identity_number else "",
        "phone": mask_phone(person.phone) if person.phone else "",
    }
