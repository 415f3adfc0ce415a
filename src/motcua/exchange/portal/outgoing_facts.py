"""Gathering what a message to the portal says, in the transaction of the act: ten queries."""

from collections.abc import Iterable
from datetime import datetime

from motcua.documents.models import ScanState, StoredFile
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import (
    Charge,
    Dossier,
    DossierEvent,
    DossierPaper,
    DueDate,
    Pause,
    Result,
    Step,
    SupplementAnswer,
)
from motcua.exchange.portal.messages import (
    Facts,
    Fee,
    Owner,
    Paper,
    Progress,
    ResultPaper,
    Supplement,
)
from motcua.people.models import Identity

_HAS_RESULT = frozenset({State.FINISHED, State.RETURNED})


def code_of(dossier: Dossier) -> str:
    """Return what the portal knows the dossier by: its code, or what a refused one has."""
    return dossier.code or dossier.tracking_code


def facts_of(dossier_id: int) -> Facts:
    """Return what there is to say of a dossier as it stands."""
    found = Dossier.objects.select_related(
        "procedure", "agency", "receiving_agency", "principal", "personal_data", "portal_lodging"
    ).get(pk=dossier_id)
    lodged_there = getattr(found, "portal_lodging", None)
    pauses = list(found.pauses.select_related("started_by", "ended_by"))
    return Facts(
        code=code_of(found),
        procedure_code=found.procedure.code,
        procedure_name=found.procedure.name,
        field_code=found.procedure.field_slug,
        field_name=found.procedure.field,
        channel=found.channel,
        owner=_owner(found),
        state=found.state,
        result_mode=found.result_mode,
        submitted_at=found.submitted_at,
        accepted_at=found.accepted_at,
        due_at=found.due_at,
        finished_at=found.finished_at,
        returned_at=found.returned_at,
        ended_at=found.ended_at,
        agency=found.agency.name,
        receiving_agency=found.receiving_agency.name,
        portal_code=lodged_there.portal_code if lodged_there is not None else "",
        is_identified=Identity.objects.filter(person_id=found.applicant_id).exists(),
        papers=_papers(found.papers.select_related("file", "held_paper__kind")),
        fees=_fees(found.charges.select_related("payment__order"), found),
        supplements=_supplements(found, pauses),
        results=_results(found) if State(found.state) in _HAS_RESULT else (),
        progress=_progress(found),
    )


def _owner(dossier: Dossier) -> Owner:
    """Return the principal as was said at the lodging; the row of today where nothing was."""
    principal = dossier.principal
    personal = getattr(dossier, "personal_data", None)
    values = personal.values if personal is not None else {}
    said = values.get("principal") or values.get("applicant") or {}
    return Owner(
        ref=str(principal.ref),
        name=said.get("full_name") or principal.full_name,
        kind=said.get("kind") or principal.kind,
        identity_kind=said.get("identity_kind") or principal.identity_kind,
        identity_number=said.get("identity_number") or principal.identity_number or "",
        email=said.get("email", ""),
        phone=said.get("phone", ""),
    )


def _shown(file: StoredFile | None) -> StoredFile | None:
    """Return a file that may leave the house."""
    if file is None or file.erased_at is not None or file.scan_state == ScanState.INFECTED:
        return None
    return file


def _papers(rows: Iterable[DossierPaper]) -> tuple[Paper, ...]:
    found = []
    for row in rows:
        file, held = _shown(row.file), row.held_paper
        is_national = bool(held and held.is_from_national_store)
        found.append(
            Paper(
                paper_id=row.paper_id,
                name=row.name,
                file_name=file.name if file else "",
                sha256=file.sha256 if file else "",
                is_reused=row.is_reused,
                is_from_national_store=is_national,
                replaced_result=held.replacing_result_code if held else "",
                database=held.kind.database if held and is_national else "",
            )
        )
    return tuple(found)


def _fees(rows: Iterable[Charge], dossier: Dossier) -> tuple[Fee, ...]:
    is_exempt = dossier.money_state == MoneyState.EXEMPT
    return tuple(
        Fee(
            name=row.name,
            amount_dong=row.amount_dong,
            method=row.payment.method if row.payment else "",
            is_exempt=is_exempt or bool(row.exemption),
            is_online=row.payment is not None and hasattr(row.payment, "order"),
        )
        for row in rows
    )


def _supplements(dossier: Dossier, pauses: list[Pause]) -> tuple[Supplement, ...]:
    if not pauses:
        return ()
    answers: dict[int, list[SupplementAnswer]] = {}
    merged = SupplementAnswer.objects.filter(dossier=dossier, merged_at__isnull=False)
    for answer in merged.select_related("file"):
        answers.setdefault(answer.pause_id, []).append(answer)
    dates = list(dossier.due_dates.exclude(kind=DueDate.Kind.STATUTORY).order_by("id"))
    return tuple(
        Supplement(
            asked_by=pause.started_by.full_name if pause.started_by else "",
            words=pause.reason,
            asked_at=pause.started_at,
            answered_by=pause.ended_by.full_name if pause.ended_by else "",
            answer=pause.end_note,
            answered_at=pause.ended_at,
            due_before=_date_before(dates, pause.started_at),
            due_after=_date_after(dates, pause.ended_at),
            amount_dong=pause.amount_dong,
            papers=tuple(
                Paper(f"{answer.point}", answer.text or file.name, file.name, file.sha256)
                for answer in answers.get(pause.pk, [])
                if (file := _shown(answer.file)) is not None
            ),
        )
        for pause in pauses
    )


def _date_before(dates: list[DueDate], instant: datetime) -> datetime | None:
    """Return the due date that was in force at ``instant``."""
    issued = [row.due_at for row in dates if row.issued_at < instant and row.due_at]
    return issued[-1] if issued else None


def _date_after(dates: list[DueDate], instant: datetime | None) -> datetime | None:
    """Return the first due date that was issued when the waiting ended."""
    if instant is None:
        return None
    return next((row.due_at for row in dates if row.issued_at >= instant and row.due_at), None)


def _results(dossier: Dossier) -> tuple[ResultPaper, ...]:
    rows = dossier.results.filter(voided_at__isnull=True, approved_at__isnull=False)
    found = []
    for row in rows.select_related("file", "signed_file"):
        file = _shown(row.issued_file)
        found.append(
            ResultPaper(
                name=row.title,
                number=row.document_number,
                file_name=file.name if file else "",
                sha256=file.sha256 if file else "",
                is_refusal=row.outcome == Result.Outcome.REFUSED,
            )
        )
    return tuple(found)


def _progress(dossier: Dossier) -> tuple[Progress, ...]:
    closed = {step.closed_at: step for step in Step.objects.filter(dossier=dossier)}
    events = DossierEvent.objects.filter(dossier=dossier).order_by("sequence")
    found = []
    for event in events.select_related("actor__agency"):
        officer, step = event.actor, closed.get(event.happened_at)
        found.append(
            Progress(
                officer=officer.full_name if officer else "",
                position=officer.position if officer else "",
                agency=officer.agency.name if officer else "",
                at=event.happened_at,
                action=event.action,
                state=event.to_state,
                began_at=step.opened_at if step else None,
                due_at=step.due_at if step else None,
            )
        )
    return tuple(found)
