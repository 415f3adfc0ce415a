"""Form 01: issuing it, and correcting it by a new version that voids the old one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext, calendar_version
from motcua.dossiers import forms, kept, ledger, news
from motcua.dossiers.erased import erased_words
from motcua.dossiers.forms import ReceiptFacts
from motcua.dossiers.lifecycle import Action, ResultMode, State, next_state
from motcua.dossiers.locking import lock_dossier
from motcua.dossiers.models import Dossier, DossierPersonalData, DueDate, IssuedForm
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.promises import Promise, limit_from_row, promise
from motcua.dossiers.reckoning import counted
from motcua.dossiers.search import search_text_of
from motcua.dossiers.services.calling import keep_to_call, told_by_message
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, due
from motcua.kernel.wording import named_day
from motcua.notifications.channels.carrying import open_channels
from motcua.notifications.choosing import ranked
from motcua.notifications.models import Message
from motcua.notifications.services import NewMessage, new_messages, queue_messages
from motcua.people.models import IdentityKind, Person, PersonKind
from motcua.people.services import PersonInput, remember_people
from motcua.procedures.selectors import content_of

__all__ = [
    "ReceiptFacts",
    "announce",
    "announcement",
    "correct_receipt",
    "issue_receipt",
    "limit_of_row",
    "new_receipt",
    "replace_receipt",
]
RECEIPT = "receipt"


class CorrectionError(DomainError):
    """The correction asked for cannot be made."""

    code: ClassVar[str] = "receipt-correction"


def issue_receipt(
    dossier: Dossier, facts: ReceiptFacts, *, context: DeskContext, at: datetime
) -> IssuedForm:
    """Freeze and store the receipt of ``dossier``; call it inside the act's transaction."""
    issued = new_receipt(dossier, facts, context=context, at=at)
    issued.save(force_insert=True)
    return issued


def new_receipt(
    dossier: Dossier, facts: ReceiptFacts, *, context: DeskContext, at: datetime
) -> IssuedForm:
    """Return the receipt of ``dossier`` with its frozen facts, unsaved."""
    return IssuedForm(
        dossier_id=dossier.pk,
        kind=RECEIPT,
        version=facts.version["number"],
        template_id=forms.template_id(RECEIPT, clock.day_of(at), context.stamp),
        payload=forms.receipt(dossier, facts, desk=context.desk, at=at),
        issued_at=at,
        issued_by_id=facts.officer_id,
    )


def announce(
    dossier: Dossier,
    topic: str,
    email: str,
    *,
    context: DeskContext,
    at: datetime,
    suffix: str = "",
) -> None:
    """Write the message of an act to the applicant, if there is an address to write to."""
    queue_messages(announcement(dossier, topic, email, context=context, at=at, suffix=suffix))


def announcement(
    dossier: Dossier,
    topic: str,
    email: str,
    *,
    context: DeskContext,
    at: datetime,
    reason: str = "",
    detail: str = "",
    suffix: str = "",
) -> list[Message]:
    """Return the message of an act to the applicant, unsaved; empty without an address.

    ``reason`` and ``detail`` fill the places of those names. ``suffix`` tells apart messages
    between which nothing was done to the dossier.
    """
    ways = ways_to_reach(dossier, email)
    if not ways:
        keep_to_call(dossier, topic, at=at)
        return []
    told_by_message(dossier)
    when = dossier.due_at
    (channel, recipient), *others = ways
    message = NewMessage(
        key=f"{dossier.tracking_code}:{topic}:{suffix or dossier.events_count}",
        topic=topic,
        about=dossier.code or dossier.tracking_code,
        recipient=recipient,
        channel=channel,
        others=tuple(others),
        values={
            "code": dossier.code or dossier.tracking_code,
            "due": f"{clock.local(when):%H:%M}, {named_day(clock.day_of(when), year=True)}"
            if when
            else _undated(dossier),
            "url": forms.tracking_url(dossier.tracking_code),
            "rating": forms.rating_url(dossier.tracking_code),
            "desk": context.desk.name,
            "phone": context.desk.phone or context.agency.phone,
            "result": ResultMode(dossier.result_mode).label.lower(),
            "reason": reason,
            "detail": detail,
        },
    )
    return new_messages([message], at=at, stamp=context.stamp)


def ways_to_reach(dossier: Dossier, email: str) -> list[tuple[str, str]]:
    """Return how the applicant is told, the first way first: channel and address.

    One query where somebody carries more than mail, none otherwise.
    """
    carried = open_channels()
    chosen = phone = ""
    if carried:
        person = Person.objects.filter(pk=dossier.applicant_id)
        known = person.values_list("phone", "channel_choice__channel").first()
        phone, chosen = (known[0], known[1] or "") if known else ("", "")
    return ranked(
        chosen=chosen,
        email=email,
        phone=phone,
        carried=carried,
        sms_by_default=settings.SMS_BY_DEFAULT,
    )


def _undated(dossier: Dossier) -> str:
    if dossier.clock_from is None:
        return _("sẽ báo khi cơ quan giải quyết nhận hồ sơ")
    return _("sẽ báo khi hồ sơ được xử lý tiếp")


def correct_receipt(
    dossier_id: int,
    *,
    changes: Mapping[str, str],
    reason: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Issue the next version of the receipt, with the applicant's facts as corrected.

    ``changes`` holds fields of the applicant (full_name, identity_kind, identity_number,
    address, phone, email), "result_mode" and "note". The due date is not changed: a
    promise is frozen. The old version is void with the ``reason`` and says so when it is
    scanned. Raises CorrectionError, IllegalTransitionError, PermissionDenied.
    """
    if not reason.strip():
        raise CorrectionError(_("Xin ghi lý do sửa giấy tiếp nhận."))
    with transaction.atomic():
        dossier, recorded_at = lock_dossier(dossier_id)
        require_at_desk(actor, dossier.receiving_agency_id)
        next_state(State(dossier.state), Action.CORRECT_RECEIPT)
        personal = DossierPersonalData.objects.select_for_update().get(dossier=dossier)
        before = kept.row_of(dossier)
        changed = _apply(dossier, personal, changes, at)
        if not changed:
            raise CorrectionError(_("Chưa có gì thay đổi so với giấy đã in."))
        issued = replace_receipt(
            dossier, personal, reason=reason, context=context, actor=actor, at=at
        )
        act = ledger.Act(
            action=Action.CORRECT_RECEIPT,
            from_state=State(dossier.state),
            to_state=State(dossier.state),
            happened_at=at,
            on_behalf_of=actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
            payload={
                "version": issued.version,
                "changed": sorted(changed),
                "people": ledger.commitment(personal.salt, personal.values),
                "kept": kept.kept(before, dossier, forms=[issued], salt=personal.salt),
            },
        )
        events = ledger.chain(dossier, [act], actor=actor, recorded_at=recorded_at)
        dossier.save()
        ledger.append(events)
        news.tell(dossier, [Action.CORRECT_RECEIPT], actor, at)
    return issued


def replace_receipt(
    dossier: Dossier,
    personal: DossierPersonalData,
    *,
    reason: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Void the receipt in force with ``reason`` and issue the next version of it."""
    before = (
        IssuedForm.objects.select_for_update()
        .filter(dossier=dossier, kind=RECEIPT, voided_at__isnull=True)
        .first()
    )
    if before is not None:
        before.voided_at = at
        before.void_reason = reason
        before.save(update_fields=["voided_at", "void_reason"])
    # What was moved in has a receipt of the old system only; the first of ours is number 1.
    version = _version(before, reason) if before is not None else {"number": 1}
    facts = stored_facts(dossier, personal, actor=actor, context=context, version=version)
    return issue_receipt(dossier, facts, context=context, at=at)


def stored_people(personal: DossierPersonalData) -> dict[str, PersonInput]:
    """Return the people a dossier was lodged with, as frozen; of erased ones, only that."""
    if personal.erased_at is not None:
        return {"applicant": PersonInput(full_name=erased_words(personal.erased_at))}
    return {role: person_from(values) for role, values in personal.values.items()}


def person_from(values: Mapping[str, str]) -> PersonInput:
    """Return the person that ``PersonInput.to_dict`` wrote."""
    born = values.get("birth_on", "")
    return PersonInput(
        full_name=values["full_name"],
        kind=PersonKind(values["kind"]),
        identity_kind=IdentityKind(values["identity_kind"]),
        identity_number=values["identity_number"],
        birth_on=date.fromisoformat(born) if born else None,
        address=values["address"],
        phone=values["phone"],
        email=values["email"],
    )


def stored_facts(
    dossier: Dossier,
    personal: DossierPersonalData,
    *,
    actor: Actor,
    context: DeskContext,
    version: dict[str, Any],
) -> ReceiptFacts:
    """Return the facts of a receipt of a dossier already in the database."""
    content = content_of(dossier.procedure_version_id, context.stamp)
    return ReceiptFacts(
        procedure=forms.procedure_line(content, dossier.procedure.code),
        people=stored_people(personal),
        papers=list(dossier.papers.all()),
        charges=list(dossier.charges.select_related("payment")),
        promised=stored_promise(dossier),
        officer_id=actor.officer_id,
        officer_name=actor.name,
        version=version,
    )


def stored_promise(dossier: Dossier) -> Promise:
    """Return the promise of ``dossier``, counted again under the calendar it was made with."""
    rows = {row.kind: row for row in dossier.due_dates.order_by("-id")}
    if (kept := rows.get(DueDate.Kind.IMPORTED)) is not None:
        return _promise_kept(kept, rows.get(DueDate.Kind.STATUTORY, kept))
    first = rows.get(DueDate.Kind.PROMISE) or rows[DueDate.Kind.EXPECTED]
    by_law = rows.get(DueDate.Kind.STATUTORY, first)
    leg = rows.get(DueDate.Kind.FIRST_LEG)
    return promise(
        clock.local(first.counted_from),
        limit_of_row(first),
        limit_of_row(by_law),
        calendar_version(first.calendar_version_id),
        limit_of_row(leg) if leg is not None else None,
    )


def _promise_kept(kept: DueDate, by_law: DueDate) -> Promise:
    """Return what the old system promised, and what the law sets."""
    law = limit_of_row(by_law)
    calendar = calendar_version(by_law.calendar_version_id)
    return Promise(
        counted_from=clock.local(by_law.counted_from),
        limit=limit_of_row(kept),
        due=counted(kept, ()),
        statutory_limit=law,
        statutory_due=due(clock.local(by_law.counted_from), law, calendar),
    )


def limit_of_row(row: DueDate) -> Limit:
    """Return the limit that ``row`` was counted with."""
    return limit_from_row(row.limit_value, row.limit_unit, row.policy)


def _version(before: IssuedForm, reason: str) -> dict[str, Any]:
    return {
        "number": before.version + 1,
        "replaces_number": before.version,
        "replaces_issued_at": forms.instant(before.issued_at),
        "reason": reason,
    }


def _apply(
    dossier: Dossier, personal: DossierPersonalData, changes: Mapping[str, str], at: datetime
) -> set[str]:
    """Put ``changes`` on the dossier and its frozen personal data; return what changed."""
    changed = set()
    applicant = dict(personal.values["applicant"])
    for name, value in changes.items():
        if name in applicant and applicant[name] != value:
            applicant[name] = value
            changed.add(name)
        elif name in {"result_mode", "note"} and getattr(dossier, name) != value:
            setattr(dossier, name, value)
            changed.add(name)
    if changed & set(applicant):
        _replace_applicant(dossier, personal, applicant, at)
    return changed


def _replace_applicant(
    dossier: Dossier, personal: DossierPersonalData, values: dict[str, str], at: datetime
) -> None:
    (person,) = remember_people([person_from(values)], at=at)
    before = personal.values["applicant"]
    was_principal = dossier.principal_id == dossier.applicant_id
    dossier.applicant = person
    if was_principal:
        dossier.principal = person
        dossier.principal_name = person.full_name
    dossier.search_text = search_text_of(dossier)
    personal.values = {**personal.values, "applicant": values}
    if personal.values.get("proxy") == before:
        # Who came as a proxy is both, and must not be named in two ways on one paper.
        dossier.proxy = person
        personal.values["proxy"] = values
    personal.save(update_fields=["values"])
