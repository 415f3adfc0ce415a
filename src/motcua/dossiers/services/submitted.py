"""Accepting what was lodged by post or online and has waited at the desk."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import codes, kept, ledger, news
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import Dossier, DossierNote, DossierPersonalData, DueDate
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.promises import Promise
from motcua.dossiers.search import search_text_of
from motcua.dossiers.services.acceptance import (
    due_date_rows,
    first_step,
    promise_facts,
    take_in,
)
from motcua.dossiers.services.lodging import LodgingError
from motcua.dossiers.services.receipts import announce, issue_receipt, stored_facts, stored_people
from motcua.dossiers.services.reuse import hold_verified
from motcua.kernel import clock
from motcua.kernel.limits import Limit, limit_text
from motcua.procedures.selectors import Terms, terms_to_lodge


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """What an agency promises of itself where no limit is published, and why so long."""

    limit: Limit
    reason: str


def terms_of(dossier: Dossier, *, on: date, stamp: int) -> Terms:
    """Return under what ``dossier``, not accepted yet, would be accepted; raises as lodging."""
    return terms_to_lodge(
        dossier.procedure.code,
        dossier.agency_id,
        dossier.agency.province_id,
        dossier.channel,
        on,
        stamp,
    )


@transaction.atomic
def accept_submitted(
    dossier_id: int,
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
    stated: StatedLimit | None = None,
) -> Dossier:
    """Accept a dossier in state "submitted"; return it with its code.

    It is accepted under the text in force on the day of acceptance, like any other.
    ``context`` is the desk that received it. ``stated`` is what the agency promises where no
    limit is published. Raises PermissionDenied, IllegalTransitionError when somebody was
    quicker, and the errors of ``terms_for`` when the procedure was withdrawn meanwhile.
    """
    dossier, recorded_at = lock_dossier(dossier_id)
    require_at_desk(actor, dossier.receiving_agency_id)
    before = kept.row_of(dossier)
    terms = terms_of(dossier, on=clock.day_of(at), stamp=context.stamp)
    if not terms.has_limit and stated is not None:
        terms = replace(terms, committed=stated.limit)
        _note_stated(dossier, stated, actor=actor, at=at)
    promised = take_in(dossier, terms, stamp=context.stamp, at=at)
    dossier.procedure_version_id = terms.version_id
    dates = DueDate.objects.bulk_create(due_date_rows(dossier, promised, at=at))
    first_step(dossier, terms, stamp=context.stamp, at=at).save(force_insert=True)
    agency = context.agency
    dossier.code, dossier.book_number = codes.allocate_code(
        agency_id=agency.pk, agency_code=agency.code, at=at, stamp=context.stamp
    )
    dossier.search_text = search_text_of(dossier)
    personal = DossierPersonalData.objects.get(dossier=dossier)
    facts = stored_facts(dossier, personal, actor=actor, context=context, version={"number": 1})
    receipt = issue_receipt(dossier, facts, context=context, at=at)
    left = kept.kept(before, dossier, dates, [receipt], personal.salt)
    act = _act(dossier, promised, left, actor, at)
    events = ledger.chain(dossier, [act], actor=actor, recorded_at=recorded_at)
    dossier.save()
    ledger.append(events)
    email = stored_people(personal)["applicant"].email
    announce(dossier, "accepted", email, context=context, at=at)
    hold_verified(dossier, stamp=context.stamp, actor=actor, at=at)
    news.tell(dossier, [act.action], actor, at)
    return dossier


def _note_stated(dossier: Dossier, stated: StatedLimit, *, actor: Actor, at: datetime) -> None:
    """Keep why so long was promised, beside the dossier: a reason may name people."""
    if not stated.reason.strip():
        raise LodgingError(_("Xin ghi lý do hẹn thời hạn này."), field_name="reason")
    if actor.officer_id is not None:
        words = {"limit": limit_text(stated.limit), "reason": stated.reason.strip()}
        text = _("Chưa công bố thời hạn, cơ quan hẹn %(limit)s: %(reason)s") % words
        DossierNote.objects.create(
            dossier=dossier, officer_id=actor.officer_id, text=text, written_at=at
        )


def _act(
    dossier: Dossier, promised: Promise, left: dict[str, Any], actor: Actor, at: datetime
) -> ledger.Act:
    charges = dossier.charges.filter(exemption="").values_list("amount_dong", flat=True)
    return ledger.Act(
        action=Action.ACCEPT,
        from_state=State.SUBMITTED,
        to_state=State(dossier.state),
        happened_at=at,
        on_behalf_of=actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
        payload={
            "code": dossier.code,
            **promise_facts(dossier, promised),
            "money": str(dossier.money_state),
            "amount_dong": sum(charges),
            "kept": left,
        },
    )
