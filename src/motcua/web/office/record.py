"""Everything kept of a dossier beside its time line, read once for its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Sum, prefetch_related_objects
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers.attribution import TimeSpent
from motcua.dossiers.courses import time_spent_of
from motcua.dossiers.models import (
    Apology,
    Consultation,
    Dossier,
    DossierMessage,
    DossierNote,
    DossierRead,
    Pause,
    Result,
    Step,
    SupplementAnswer,
)
from motcua.dossiers.rights import LEADERS
from motcua.kernel.errors import DomainError
from motcua.web import formats
from motcua.web.languages.told import joined

_MOST_READERS = 40


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of a dossier that its page lays out."""

    steps: list[Step]
    pauses: list[Pause]
    apologies: list[Apology]
    consultations: list[Consultation]
    results: list[Result]
    notes: list[DossierNote]
    conversation: list[DossierMessage]
    answers: list[SupplementAnswer]

    @property
    def current(self) -> Step | None:
        """Return the open step."""
        return next((step for step in self.steps if step.closed_at is None), None)

    @property
    def result(self) -> Result | None:
        """Return the result in force."""
        return next((one for one in self.results if one.voided_at is None), None)

    @property
    def open_pause(self) -> Pause | None:
        """Return the pause in which the applicant has the move."""
        return next((pause for pause in self.pauses if pause.ended_at is None), None)


def record_of(dossier: Dossier) -> Record:
    """Return everything kept of ``dossier``; its dates and pauses stay with it. Nine queries."""
    people = ("started_by", "ended_by", "overridden_by", "form")
    prefetch_related_objects(
        [dossier],
        "due_dates",
        Prefetch("pauses", Pause.objects.select_related(*people)),
    )
    steps = dossier.steps.select_related("closed_by", "received_by", "assignee", "agency")
    return Record(
        steps=list(steps),
        pauses=list(dossier.pauses.all()),
        apologies=list(dossier.apologies.select_related("signed_by", "drafted_by", "form")),
        consultations=list(
            dossier.consultations.select_related("agency", "asked_by", "answered_by", "file")
        ),
        results=list(
            dossier.results.select_related("file", "made_by", "approved_by", "numbered_by")
        ),
        notes=list(dossier.notes.select_related("officer")),
        conversation=list(dossier.conversation.select_related("officer")),
        answers=list(
            dossier.answers.filter(merged_at__isnull=False).select_related("file", "pause__form")
        ),
    )


def beside(dossier: Dossier, record: Record, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what stands beside the time line, and what has to be known now. Two queries."""
    return {
        "record": record,
        "conversation": record.conversation,
        "answered": _answered(record),
        "news": _news(record, at),
        "spent": _spent(dossier, record, at),
        **_readers(dossier, actor),
    }


def _answered(record: Record) -> list[dict[str, Any]]:
    """Return what the applicant answered online to form 02, the latest request first."""
    found = []
    for answer in record.answers:
        lines = answer.pause.form.payload.get("items", []) if answer.pause.form else []
        asked = lines[answer.point - 1] if answer.point <= len(lines) else {}
        found.append(
            {
                "point": answer.point,
                "name": asked.get("name", ""),
                "change": asked.get("change", ""),
                "text": answer.text,
                "file": answer.file,
                "at": answer.merged_at,
            }
        )
    return sorted(found, key=lambda one: (-one["at"].timestamp(), one["point"]))


def _news(record: Record, at: datetime) -> list[dict[str, Any]]:
    """Return what whoever opens the page should know before doing anything."""
    news = []
    note = _note_of_last(record.steps)
    if record.current is not None and note is not None:
        news.append({"kind": "plain", "text": note})
    news += [
        {"kind": "soon", "text": _("Người nộp hỏi: %(text)s") % {"text": one.text}}
        for one in record.conversation
        if one.officer_id is None and one.answered_at is None
    ]
    pause = record.open_pause
    if pause is not None:
        words = _("%(kind)s từ %(since)s: %(reason)s") % {
            "kind": pause.get_kind_display(),
            "since": formats.moment(pause.started_at),
            "reason": pause.reason.rstrip(". "),
        }
        if pause.reply_by is not None:
            words += _(", đề nghị trước %(day)s") % {"day": formats.day(pause.reply_by)}
        news.append({"kind": "info", "text": words + "."})
    news += [
        {
            "kind": "soon" if asked.due_at < at else "info",
            "text": _("%(agency)s chưa trả lời ý kiến, đề nghị trước %(due)s.")
            % {"agency": asked.agency.name, "due": formats.moment(asked.due_at)},
        }
        for asked in record.consultations
        if asked.answered_at is None and asked.closed_at is None
    ]
    news += [
        {
            "kind": "soon",
            "text": _("Thư xin lỗi và hẹn lại %(due)s đã soạn, chờ lãnh đạo ký.")
            % {"due": formats.moment(apology.new_due_at)},
        }
        for apology in record.apologies
        if apology.signed_at is None and apology.dropped_at is None
    ]
    return news


def _note_of_last(steps: Sequence[Step]) -> str | None:
    """Return what whoever had the dossier before wrote for the open step."""
    closed = [step for step in steps if step.closed_at is not None]
    if not closed or not closed[-1].note:
        return None
    last = closed[-1]
    who = last.closed_by.full_name if last.closed_by is not None else last.name
    word = _("trả lại vì") if last.outcome == Step.SENT_BACK else _("dặn")
    return joined("", (who, " ", word, ": ", last.note))


def _spent(dossier: Dossier, record: Record, at: datetime) -> TimeSpent | None:
    try:
        return time_spent_of(dossier, at, steps=record.steps, answers=record.consultations)
    except DomainError:
        return None


def _readers(dossier: Dossier, actor: Actor) -> dict[str, Any]:
    """Return who read the dossier, for those who answer for it; how often, for everybody."""
    reads = DossierRead.objects.filter(dossier=dossier)
    places = (dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id)
    may_know = any(actor.has(*LEADERS, Role.AUDITOR, agency_id=agency) for agency in places)
    if not may_know:
        return {"reads": [], "read_times": reads.aggregate(times=Sum("count"))["times"] or 0}
    listed = list(reads.select_related("officer")[:_MOST_READERS])
    return {"reads": listed, "read_times": sum(read.count for read in listed)}
