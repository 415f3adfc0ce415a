"""Apologizing for a date that will not be kept and setting a new one (form 04).

Legal source: Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9; Nghị định 118/2025/NĐ-CP.
"""

from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import forms, rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.extensions import (
    MOST_DAYS,
    SUGGESTED_DAYS,
    ApologyError,
    NewDate,
    apologies_to_sign,
    calendar_of_dossier,
    draft_of,
    is_in_time,
    new_date,
    signed_before,
    suggested_day,
)
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import Apology, Dossier, DueDate, IssuedForm
from motcua.dossiers.policies import may_do_step
from motcua.dossiers.services.meanwhile import when
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.slips import applicant_of, issue_slip
from motcua.dossiers.services.stepping import open_step_of, redate_open_step

__all__ = [
    "ApologyError",
    "apologies_to_sign",
    "draft_apology",
    "drop_apology",
    "may_draft",
    "sign_apology",
]
APOLOGY: Final = "apology"


@transaction.atomic
def draft_apology(
    dossier_id: int,
    *,
    reason: str = "",
    working_days: int | None = None,
    actor: Actor,
    at: datetime,
) -> Apology:
    """Prepare an apology for the head to sign; one that is there already is written over.

    The system leaves an officer's draft as it is. ``working_days`` are counted from the date
    that will not be kept. Raises ApologyError, PermissionDenied, IllegalTransitionError.
    """
    dossier, _recorded_at = lock_dossier(dossier_id)
    if not may_draft(actor, dossier):
        raise PermissionDenied
    due_at = _date_to_move(dossier)
    before = signed_before(dossier)
    if before is not None and not rights.may(actor, Action.APOLOGIZE, dossier, None):
        raise ApologyError(_once(before, at))
    draft = draft_of(dossier)
    if draft is not None and actor is SYSTEM:
        return draft
    days = working_days if working_days is not None else SUGGESTED_DAYS
    if not 1 <= days <= MOST_DAYS:
        raise ApologyError(
            _("Số ngày gia hạn từ 1 đến %(most)d ngày làm việc.") % {"most": MOST_DAYS}
        )
    calendar = calendar_of_dossier(dossier)
    day = suggested_day(due_at, at, calendar, days)
    draft = draft or Apology(dossier=dossier)
    draft.reason = reason.strip()
    draft.working_days = days
    draft.new_due_at = new_date(day, old_due_at=due_at, at=at, calendar=calendar).at
    draft.drafted_at = at
    draft.drafted_by_id = actor.officer_id
    draft.save()
    return draft


def sign_apology(
    dossier_id: int,
    *,
    reason: str,
    new_due_on: date,
    override_reason: str = "",
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Apology:
    """Apologize and promise ``new_due_on``: form 04 is issued, the applicant told.

    The new date is a promise of its own, counted from this act. A second one needs
    ``override_reason``. Raises ApologyError, PermissionDenied, IllegalTransitionError.
    """
    reason = reason.strip()
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.APOLOGIZE, dossier, None)
        next_state(work.state, Action.APOLOGIZE)
        if not reason:
            raise ApologyError(_("Xin ghi lý do chậm, rõ để người dân hiểu."))
        old_due_at = _date_to_move(dossier)
        before = signed_before(dossier)
        over = override_reason.strip() if before is not None else ""
        if before is not None and not over:
            raise ApologyError(_once(before, at))
        calendar = calendar_of_dossier(dossier)
        found = new_date(new_due_on, old_due_at=old_due_at, at=at, calendar=calendar)
        apology = _signed(work, found, reason, over)
        _extend(work, found)
        apology.form = work.issued(_form_04(work, apology, old_due_at, context=context))
        apology.save()
        facts = {
            "old_due_at": forms.instant(old_due_at),
            "due_at": forms.instant(found.at),
            "working_days": found.limit.value,
            "is_in_time": is_in_time(old_due_at, at, calendar),
            "is_second": bool(over),
        }
        behalf = rights.behalf(actor, Action.APOLOGIZE, dossier, None)
        work.record(Action.APOLOGIZE, facts, behalf=behalf)
        email = applicant_of(dossier).email
        work.tell(
            lambda: announcement(dossier, APOLOGY, email, context=context, at=at, reason=reason)
        )
    return apology


@transaction.atomic
def drop_apology(dossier_id: int, *, actor: Actor, at: datetime) -> None:
    """Put the draft away: the date will be kept, or there is nothing to apologize for.

    Raises ApologyError when there is none, PermissionDenied.
    """
    dossier, _recorded_at = lock_dossier(dossier_id)
    if not may_draft(actor, dossier):
        raise PermissionDenied
    draft = draft_of(dossier)
    if draft is None:
        raise ApologyError(_("Hồ sơ không có bản xin lỗi nào đang chờ ký. Xin tải lại trang."))
    draft.dropped_at = at
    draft.save(update_fields=["dropped_at"])


def may_draft(actor: Actor, dossier: Dossier) -> bool:
    """Say whether ``actor`` may prepare an apology: who signs, or who has the dossier."""
    if rights.may(actor, Action.APOLOGIZE, dossier, None):
        return True
    step = open_step_of(dossier)
    return step is not None and may_do_step(actor, step)


def _date_to_move(dossier: Dossier) -> datetime:
    """Return the date that will not be kept. Raises ApologyError when none runs."""
    next_state(State(dossier.state), Action.APOLOGIZE)
    if dossier.clock_from is None:
        raise ApologyError(_("Cơ quan giải quyết chưa nhận hồ sơ nên chưa có ngày hẹn để đổi."))
    waits = dossier.pauses.filter(ended_at__isnull=True).exists()
    if waits or dossier.due_at is None:
        raise ApologyError(
            _(
                "Hồ sơ đang chờ người nộp, thời hạn tạm dừng. Khi hồ sơ được xử lý tiếp mới hẹn "
                "lại được."
            )
        )
    due_at: datetime = dossier.due_at
    return due_at


def _once(before: Apology, at: datetime) -> str:
    who = before.signed_by.full_name if before.signed_by else _("hệ thống")
    return str(
        _(
            "Hồ sơ này đã xin lỗi và hẹn lại một lần, do %(who)s ký lúc %(when)s; luật chỉ cho "
            "một lần (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 9). Muốn hẹn lại nữa, lãnh đạo ghi "
            "lý do."
        )
        % {"who": who, "when": when(before.signed_at, at) if before.signed_at else ""}
    )


def _signed(work: Doing, found: NewDate, reason: str, over: str) -> Apology:
    """Return the draft, or a new apology, as signed; unsaved."""
    dossier, actor = work.dossier, work.actor
    apology = draft_of(dossier) or Apology(
        dossier=dossier, drafted_at=work.at, drafted_by_id=actor.officer_id
    )
    apology.reason = reason
    apology.working_days = found.limit.value
    apology.new_due_at = found.at
    apology.signed_at = work.at
    apology.signed_by_id = actor.officer_id
    apology.override_reason = over
    return apology


def _extend(work: Doing, found: NewDate) -> None:
    dossier = work.dossier
    version_id = dossier.agency.calendar_version_id
    if version_id is None:
        raise ValueError("a date was counted without a calendar")
    dossier.due_at = found.at
    extension = DueDate.objects.create(
        dossier=dossier,
        kind=DueDate.Kind.EXTENSION,
        due_at=found.at,
        issued_at=work.at,
        counted_from=work.at,
        limit_value=found.limit.value,
        limit_unit=found.limit.unit,
        policy=found.limit.policy,
        calendar_version_id=version_id,
        warnings=list(found.due.warnings),
    )
    work.dated(extension)
    redate_open_step(dossier)


def _form_04(
    work: Doing, apology: Apology, old_due_at: datetime, *, context: DeskContext
) -> IssuedForm:
    dossier, actor = work.dossier, work.actor
    words: dict[str, Any] = {
        "accepted_at": forms.instant(dossier.accepted_at or dossier.submitted_at),
        "due_at": forms.instant(old_due_at),
        "new_due_at": forms.instant(apology.new_due_at),
        "reason": apology.reason,
        "recipients": [_("Như trên;"), f"{context.desk.name};", _("Lưu: VT.")],
        "signer_title": _title_of(actor, dossier),
        "signer": actor.name,
    }
    if dossier.agency_id != dossier.receiving_agency_id:
        # The head of the agency that decides signs, on its own paper.
        words["head"] = {"agency": dossier.agency.name}
    return issue_slip(
        dossier,
        APOLOGY,
        words,
        agency_id=dossier.agency_id,
        applicant=applicant_of(dossier),
        context=context,
        actor=actor,
        at=work.at,
    )


def _title_of(actor: Actor, dossier: Dossier) -> str:
    """Return what the signer is: the position, or the role by which they sign."""
    if actor.officer_id is not None:
        signer = Officer.objects.get(pk=actor.officer_id)
        if signer.position:
            return str(signer.position)
    signs_as = Role.APPROVER
    if not actor.has(Role.APPROVER, agency_id=dossier.agency_id):
        signs_as = Role.HEAD_OF_DESK
    return signs_as.label
