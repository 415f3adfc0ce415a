"""Everything the product holds about one person, for that person; everybody else is masked.

Officers are named by agency and role only: whoever wants a name asks the agency.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Prefetch, Q

from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import LABELS, Role
from motcua.delivery.models import Parcel
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import (
    Charge,
    Dossier,
    DossierPersonalData,
    LodgedForm,
    OnlineDraft,
    SubjectRequest,
)
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.kernel.hiding import Hiding
from motcua.kernel.text import fold, mask_name, mask_number, mask_phone
from motcua.notifications.models import Message
from motcua.people.models import Person

_ROLES: Final = ("applicant", "principal", "proxy", "collector")
_HIDDEN: Final = "(của người khác)"
Section = Callable[[Sequence[Person]], list[dict[str, Any]]]
"""Tells what an upper floor holds about rows that are one person."""
_SECTIONS: Final[dict[str, Section]] = {}


def also_tell(name: str, section: Section) -> None:
    """Add what an upper floor holds to the copy; called in ``AppConfig.ready``.

    ``section`` tells of the person alone, in a fixed number of queries.
    """
    _SECTIONS[name] = section


def people_known_as(number: str, name: str) -> list[Person]:
    """Return the rows of whoever has this number, or handed in under this tracking code.

    The name must be the one that is known, whatever its marks and case: who holds a card is
    told apart from who has heard a number. Two queries at most.
    """
    found = list(Person.objects.filter(identity_number=number)) if number else []
    tracking = normalize_tracking_code(number)
    if not found and tracking:
        roles = Dossier.objects.filter(tracking_code=tracking, erased_at__isnull=True)
        named = roles.values_list("applicant_id", "principal_id", "proxy_id")
        keys = {key for row in named for key in row}
        found = list(Person.objects.filter(pk__in=keys))
    return [person for person in found if fold(person.full_name) == fold(name)]


def own_data(people: Sequence[Person], *, at: datetime) -> dict[str, Any]:
    """Return what is held about ``people``, which are one person. A fixed number of queries."""
    keys = [person.pk for person in people]
    dossiers = _dossiers(keys)
    messages = _messages(dossiers)
    parcels = _parcels(dossiers)
    readers = _roles_of({read.officer_id for one in dossiers for read in one.reads.all()})
    return {
        "made_at": _instant(at),
        "person": [_person(person) for person in people],
        "dossiers": [
            {
                **_dossier(one, keys, messages, readers),
                "parcels": parcels.get(one.tracking_code, []),
            }
            for one in dossiers
        ],
        "drafts": [
            _draft(one)
            for one in OnlineDraft.objects.filter(person__in=keys, dossier=None).select_related(
                "procedure"
            )
        ],
        "requests": [_request(one) for one in SubjectRequest.objects.filter(person__in=keys)],
        **{name: section(people) for name, section in _SECTIONS.items()},
    }


def _dossiers(keys: Sequence[int]) -> list[Dossier]:
    mine = Q()
    for role in _ROLES:
        mine |= Q(**{f"{role}_id__in": keys})
    return list(
        Dossier.objects.filter(mine)
        .select_related("procedure", "agency", "receiving_agency", *_ROLES)
        .prefetch_related(
            Prefetch("personal_data", DossierPersonalData.objects.all()),
            Prefetch("lodged_form", LodgedForm.objects.all()),
            "papers__file",
            "forms",
            "results__file",
            "results__signed_file",
            Prefetch("charges", Charge.objects.select_related("payment__refund")),
            "pauses",
            "apologies",
            "consultations__agency",
            "entitlements",
            "steps__agency",
            "notes",
            "calls",
            "conversation",
            "answers__file",
            "events",
            "reads__officer__agency",
        )
        .order_by("submitted_at", "pk")
    )


def _messages(dossiers: Sequence[Dossier]) -> dict[str, list[Message]]:
    about = [key for one in dossiers for key in (one.code, one.tracking_code) if key]
    found: dict[str, list[Message]] = {}
    for message in Message.objects.filter(about__in=about).order_by("created_at"):
        found.setdefault(message.about, []).append(message)
    return found


def _parcels(dossiers: Sequence[Dossier]) -> dict[str, list[dict[str, Any]]]:
    """Return what went by post, by tracking code. The recipient of a parcel is the applicant."""
    references = [one.tracking_code for one in dossiers]
    found: dict[str, list[dict[str, Any]]] = {}
    sent = Parcel.objects.filter(reference__in=references).order_by("handed_at")
    for parcel in sent:
        found.setdefault(parcel.reference, []).append(
            {
                "number": parcel.tracking_number or "",
                "address": parcel.address,
                "state": str(parcel.get_state_display()),
                "handed_at": _instant(parcel.handed_at),
                "settled_at": _instant(parcel.settled_at),
            }
        )
    return found


def _roles_of(officers: set[int]) -> dict[int, str]:
    held: dict[int, list[str]] = {}
    rows = RoleAssignment.objects.filter(officer_id__in=officers).order_by("role")
    for officer_id, role in rows.values_list("officer_id", "role").distinct():
        held.setdefault(officer_id, []).append(LABELS[Role(role)])
    return {officer_id: ", ".join(labels) for officer_id, labels in held.items()}


def _dossier(
    dossier: Dossier,
    keys: Sequence[int],
    messages: Mapping[str, list[Message]],
    readers: Mapping[int, str],
) -> dict[str, Any]:
    said = dossier.personal_data.values if hasattr(dossier, "personal_data") else {}
    roles = [role for role in _ROLES if getattr(dossier, f"{role}_id") in keys]
    about = [key for key in (dossier.code, dossier.tracking_code) if key]
    told = {
        "code": dossier.code or "",
        "tracking_code": dossier.tracking_code,
        "procedure": {"code": dossier.procedure.code, "name": dossier.procedure.name},
        "agency": dossier.agency.name,
        "received_by": dossier.receiving_agency.name,
        "roles": roles,
        "channel": str(dossier.get_channel_display()),
        "state": State(dossier.state).label,
        "result_mode": str(dossier.get_result_mode_display()),
        "collector_proof": dossier.collector_proof,
        "note": dossier.note,
        **{name: _instant(getattr(dossier, name)) for name in _INSTANTS},
        "people_as_said": {
            role: _said(role, values, roles, said) for role, values in said.items()
        },
        "answers": _answers_of(dossier, keys),
        **_papers_of(dossier),
        **_course_of(dossier),
        **_words_between(dossier),
        "messages": [_message(one) for key in about for one in messages.get(key, [])],
        "reads": [_read(read.officer, readers, read) for read in dossier.reads.all()],
    }
    masked: dict[str, Any] = _without(told, _others(dossier, keys, roles, said))
    return masked


_INSTANTS: Final = (
    "submitted_at",
    "accepted_at",
    "due_at",
    "finished_at",
    "returned_at",
    "ended_at",
)


def _draft(draft: OnlineDraft) -> dict[str, Any]:
    return {
        "procedure": draft.procedure.code,
        "saved_at": _instant(draft.saved_at),
        "principal": draft.principal,
        "answers": draft.values,
    }


def _answers_of(dossier: Dossier, keys: Sequence[int]) -> dict[str, Any]:
    """Return what was answered online, for whoever answered it."""
    lodged = getattr(dossier, "lodged_form", None)
    return lodged.values if lodged is not None and dossier.applicant_id in keys else {}


def _papers_of(dossier: Dossier) -> dict[str, Any]:
    return {
        "papers": [
            {
                "name": paper.name,
                "form": str(paper.get_form_display()),
                "count": paper.count,
                "scan": _file(paper.file),
            }
            for paper in dossier.papers.all()
        ],
        "forms": [
            {
                "kind": form.kind,
                "version": form.version,
                "issued_at": _instant(form.issued_at),
                "voided_at": _instant(form.voided_at),
                "void_reason": form.void_reason,
            }
            for form in dossier.forms.all()
        ],
        "results": [
            {
                "title": result.title,
                "outcome": str(result.get_outcome_display()),
                "reasons": result.reasons,
                "document_number": result.document_number,
                "dated": result.dated.isoformat() if result.dated else "",
                "scan": _file(result.issued_file),
            }
            for result in dossier.results.all()
        ],
        "payments": [_charge(charge) for charge in dossier.charges.all()],
    }


def _course_of(dossier: Dossier) -> dict[str, Any]:
    return {
        "lodged_for_another": [
            {
                "ground": str(one.get_ground_display()),
                "document": one.document,
                "told_at": _instant(one.told_at),
            }
            for one in dossier.entitlements.all()
        ],
        "steps": [
            {
                "name": step.name,
                "agency": step.agency.name,
                "opened_at": _instant(step.opened_at),
                "closed_at": _instant(step.closed_at),
                "note": step.note,
            }
            for step in dossier.steps.all()
        ],
        "pauses": [
            {
                "kind": str(pause.get_kind_display()),
                "reason": pause.reason,
                "document": pause.document,
                "started_at": _instant(pause.started_at),
                "ended_at": _instant(pause.ended_at),
            }
            for pause in dossier.pauses.all()
        ],
        "apologies": [
            {"reason": one.reason, "new_due_at": _instant(one.new_due_at)}
            for one in dossier.apologies.all()
            if one.signed_at is not None
        ],
        "consultations": [
            {"agency": one.agency.name, "question": one.question, "answer": one.answer}
            for one in dossier.consultations.all()
        ],
        "events": [
            {"at": _instant(event.happened_at), "what": Action(event.action).label}
            for event in dossier.events.all()
        ],
    }


def _words_between(dossier: Dossier) -> dict[str, Any]:
    """Return notes, calls, and what citizen and office wrote to each other."""
    return {
        "notes": [
            {"at": _instant(note.written_at), "text": note.text} for note in dossier.notes.all()
        ],
        "calls": [
            {
                "at": _instant(call.called_at),
                "outcome": str(call.get_outcome_display()),
                "note": call.note,
            }
            for call in dossier.calls.all()
        ],
        "conversation": [
            {
                "at": _instant(one.written_at),
                "by": "office" if one.officer_id else "citizen",
                "text": one.text,
            }
            for one in dossier.conversation.all()
        ],
        "answers": [
            {"point": one.point, "text": one.text, "scan": _file(one.file)}
            for one in dossier.answers.all()
        ],
    }


def _said(
    role: str, values: Mapping[str, str], roles: Sequence[str], said: Mapping[str, Any]
) -> Mapping[str, str]:
    """Return what was said of a person in full where it is this one, else the masked name."""
    if role in roles or any(values == said.get(mine) for mine in roles):
        return values
    return {"full_name": mask_name(values.get("full_name", "")), "others": _HIDDEN}


def _others(
    dossier: Dossier, keys: Sequence[int], roles: Sequence[str], said: Mapping[str, Any]
) -> Hiding:
    """Return what must not be told of others, and what stands in its place."""
    mine = {value for role in roles for value in said.get(role, {}).values()}
    theirs: dict[str, str] = {}
    for role in _ROLES:
        person: Person | None = getattr(dossier, role)
        if person is not None and person.pk in keys:
            mine |= {person.full_name, person.identity_number or "", person.phone, person.email}
    for role in _ROLES:
        person = getattr(dossier, role)
        if person is not None and person.pk not in keys:
            theirs |= _masks(
                {
                    "full_name": person.full_name,
                    "identity_number": person.identity_number or "",
                    "phone": person.phone,
                    "email": person.email,
                    "address": person.address,
                }
            )
        if role in said and role not in roles:
            theirs |= _masks(said[role])
    return Hiding(theirs, mine)


def _masks(values: Mapping[str, str]) -> dict[str, str]:
    name, number, phone = (
        values.get(key, "") for key in ("full_name", "identity_number", "phone")
    )
    masks = {name: mask_name(name)} if name else {}
    masks |= {number: mask_number(number)} if number else {}
    masks |= {phone: mask_phone(phone)} if phone else {}
    return masks | {values[key]: _HIDDEN for key in ("email", "address") if values.get(key)}


def _without(value: Any, others: Hiding) -> Any:
    """Return ``value`` with everything of others masked, in whatever text it stands."""
    if isinstance(value, dict):
        return {key: _without(inner, others) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, others) for inner in value]
    return others(value) if isinstance(value, str) else value


def _person(person: Person) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "kind": str(person.get_kind_display()),
        "identity_kind": str(person.get_identity_kind_display()),
        "identity_number": person.identity_number or "",
        "birth_on": person.birth_on.isoformat() if person.birth_on else "",
        "address": person.address,
        "phone": person.phone,
        "email": person.email,
        "updated_at": _instant(person.updated_at),
    }


def _charge(charge: Charge) -> dict[str, Any]:
    payment = charge.payment
    refund = getattr(payment, "refund", None) if payment else None
    return {
        "name": charge.name,
        "amount_dong": charge.amount_dong,
        "exemption": charge.exemption,
        "reckoning": [line.text for line in charge.fee.lines()] if charge.fee else [],
        "paid_at": _instant(payment.received_at) if payment else "",
        "method": str(payment.get_method_display()) if payment else "",
        "refund": (
            {
                "amount_dong": refund.amount_dong,
                "reason": refund.reason,
                "paid_at": _instant(refund.paid_at),
            }
            if refund
            else None
        ),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "to": message.recipient,
        "subject": message.subject,
        "body": message.body,
        "state": str(message.get_state_display()),
        "sent_at": _instant(message.sent_at),
    }


def _read(officer: Officer, readers: Mapping[int, str], read: Any) -> dict[str, Any]:
    return {
        "agency": officer.agency.name,
        "role": readers.get(officer.pk, ""),
        "day": read.day.isoformat(),
        "times": read.count,
        "documents": read.documents_count,
        "reason": str(read.get_reason_display()) if read.reason else "",
    }


def _request(asked: SubjectRequest) -> dict[str, Any]:
    return {
        "kind": str(asked.get_kind_display()),
        "state": str(asked.get_state_display()),
        "words": asked.words,
        "received_at": _instant(asked.received_at),
        "due_at": _instant(asked.due_at),
        "answered_at": _instant(asked.answered_at),
        "answer": asked.answer,
    }


def _file(file: StoredFile | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {"name": file.name, "type": file.content_type, "size": file.size}


def _instant(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return clock.local(moment).isoformat(timespec="seconds")
    return moment.isoformat()
