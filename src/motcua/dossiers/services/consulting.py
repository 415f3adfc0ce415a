"""Asking another agency for its opinion, with a day; answering. The clock goes on meanwhile.

Legal source: Nghị định 61/2018/NĐ-CP, Điều 19 khoản 5: the request names its content and a
time; whoever is asked answers within it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.documents.models import StoredFile
from motcua.dossiers import forms, rights
from motcua.dossiers.acts import doing
from motcua.dossiers.lifecycle import Action, next_state
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.policies import ANSWERING_ROLES, dossiers_visible_to
from motcua.dossiers.services.handling import step_in_hand
from motcua.dossiers.services.meanwhile import when
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.wording import named_day

_WAITING: Final = """
    SELECT value, (
        SELECT count(*) FROM dossiers_consultation
        WHERE agency_id = ANY(%s) AND answered_at IS NULL AND closed_at IS NULL
    )
    FROM agencies_configurationstamp
"""
LONGEST_WAIT_DAYS: Final = 366


class ConsultationError(DomainError):
    """The question cannot be put, or the answer not be taken; ``field_name`` says where."""

    code: ClassVar[str] = "consultation"

    def __init__(self, sentence: str, *, field_name: str = "") -> None:
        super().__init__(sentence)
        self.field_name = field_name


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: a word, and the badge of the visual language for it."""

    word: str
    badge: str


def ask_agency(
    dossier_id: int,
    *,
    agency_id: int,
    question: str,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Ask an agency, which should answer by the close of ``due_on``. No pause.

    Raises PermissionDenied unless the open step may be done, ConsultationError,
    IllegalTransitionError.
    """
    question = question.strip()
    with doing(dossier_id, actor=actor, at=at) as work:
        step = step_in_hand(work, None)
        next_state(work.state, Action.CONSULT)
        agency = Agency.objects.filter(pk=agency_id).first()
        if agency is None or not agency.is_valid_on(clock.day_of(at)):
            raise ConsultationError(_("Xin chọn cơ quan cần hỏi."), field_name="agency")
        if agency.pk == step.agency_id:
            raise ConsultationError(
                _("%(agency)s đang giữ hồ sơ nên không hỏi chính mình.") % {"agency": agency.name},
                field_name="agency",
            )
        if not question:
            raise ConsultationError(
                _("Xin ghi cần hỏi điều gì, để cơ quan kia trả lời đúng chỗ."),
                field_name="question",
            )
        asked = Consultation(
            dossier_id=dossier_id,
            agency=agency,
            question=question,
            due_at=answer_due(agency, due_on, at),
            asked_at=at,
            asked_by_id=actor.officer_id,
        )
        _refuse_same_again(asked)
        asked.save(force_insert=True)
        behalf = rights.behalf(actor, Action.CONSULT, work.dossier, step)
        facts = {
            "agency": agency.code,
            "due_at": forms.instant(asked.due_at),
            "step": step.key,
            "consultation": asked.pk,
        }
        work.record(Action.CONSULT, facts, behalf=behalf)
    return asked


def answer_due(agency: Agency, due_on: date, at: datetime) -> datetime:
    """Return the close of ``due_on`` by the asked agency's calendar. Raises ConsultationError."""
    today = clock.day_of(at)
    if due_on > today + timedelta(days=LONGEST_WAIT_DAYS):
        raise ConsultationError(
            _("Ngày đề nghị trả lời quá xa. Xin xem lại năm."), field_name="due_on"
        )
    sessions = calendar_of(agency).sessions_on(due_on) if due_on >= today else ()
    if due_on >= today and not sessions:
        raise ConsultationError(
            _("%(day)s %(agency)s không làm việc. Xin chọn ngày khác.")
            % {"day": named_day(due_on, year=True), "agency": agency.name},
            field_name="due_on",
        )
    midnight = datetime(due_on.year, due_on.month, due_on.day, tzinfo=clock.VIETNAM)
    due_at = midnight + timedelta(minutes=sessions[-1].end) if sessions else midnight
    if due_at <= at:
        raise ConsultationError(_("Ngày đề nghị trả lời phải sau lúc này."), field_name="due_on")
    return due_at


def answer(
    consultation: Consultation,
    *,
    answer: str,
    file: StoredFile | None,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Put the answer of the asked agency into the dossier; one answer only.

    Raises PermissionDenied unless one answers for that agency, ConsultationError when it was
    answered meanwhile or is needed no more, IllegalTransitionError.
    """
    answer = answer.strip()
    require_may_answer(actor, consultation)
    with doing(consultation.dossier_id, actor=actor, at=at) as work:
        # Read again under the lock: somebody may have been quicker.
        asked = Consultation.objects.select_related("agency", "answered_by").get(
            pk=consultation.pk
        )
        _refuse_closed(asked, at)
        if not answer and file is None:
            raise ConsultationError(
                _("Xin ghi ý kiến, hoặc kèm văn bản trả lời."), field_name="answer"
            )
        asked.answer = answer
        asked.file = file
        asked.answered_at = at
        asked.answered_by_id = actor.officer_id
        asked.save(update_fields=["answer", "file", "answered_at", "answered_by"])
        facts = {
            "agency": asked.agency.code,
            "is_late": asked.due_at < at,
            "consultation": asked.pk,
        }
        behalf = actor.acting_for(ANSWERING_ROLES, asked.agency_id)
        work.record(Action.ANSWER_CONSULTATION, facts, behalf=behalf)
    return asked


def may_answer(actor: Actor, consultation: Consultation) -> bool:
    """Say whether ``actor`` answers for the agency that was asked."""
    return actor.has(*ANSWERING_ROLES, agency_id=consultation.agency_id)


def require_may_answer(actor: Actor, consultation: Consultation) -> None:
    """Raise PermissionDenied unless ``actor`` answers for the agency that was asked."""
    if not may_answer(actor, consultation):
        raise PermissionDenied


def access_consultation(actor: Actor, ref: object) -> Consultation:
    """Return a question to one's own agency, or about a dossier one sees. Raises Http404."""
    asked = Q(agency_id__in=actor.agencies_with(*ANSWERING_ROLES))
    seen = Q(dossier__in=dossiers_visible_to(actor))
    return get_object_or_404(
        Consultation.objects.filter(asked | seen).select_related(
            "agency",
            "file",
            "asked_by__agency",
            "answered_by",
            "dossier__procedure",
            "dossier__agency",
        ),
        ref=ref,
    )


def questions_to(actor: Actor) -> QuerySet[Consultation]:
    """Return what the actor's agencies were asked; one predicate."""
    return Consultation.objects.filter(agency_id__in=actor.agencies_with(*ANSWERING_ROLES))


def stamp_and_waiting(agencies: Collection[int]) -> tuple[int, int]:
    """Return the stamp of configuration, and how many questions wait for ``agencies``.

    One statement, since every page of staff asks both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [list(agencies)])
        stamp, waiting = cursor.fetchone()
    return int(stamp), int(waiting)


def open_questions(actor: Actor) -> QuerySet[Consultation]:
    """Return the questions that wait for the actor's agencies, what is due first first."""
    return (
        questions_to(actor)
        .filter(answered_at__isnull=True, closed_at__isnull=True)
        .select_related("dossier__procedure", "dossier__agency", "agency")
        .order_by("due_at", "pk")
    )


def settled_questions(actor: Actor) -> QuerySet[Consultation]:
    """Return what was answered or is needed no more, the latest first."""
    return (
        questions_to(actor)
        .exclude(answered_at__isnull=True, closed_at__isnull=True)
        .select_related("dossier__procedure", "dossier__agency", "agency", "answered_by")
        .order_by(F("answered_at").desc(nulls_last=True), "-pk")
    )


def standing_of(consultation: Consultation, at: datetime) -> Standing:
    """Return how a question stands at ``at``."""
    if consultation.answered_at is not None:
        if consultation.answered_at > consultation.due_at:
            return Standing(_("Trả lời trễ hẹn"), "late")
        return Standing(_("Đã trả lời"), "done")
    if consultation.closed_at is not None:
        return Standing(_("Không cần trả lời nữa"), "ended")
    if at > consultation.due_at:
        return Standing(_("Quá hẹn trả lời"), "late")
    return Standing(_("Chờ trả lời"), "waiting")


def consultations_of(dossier: Dossier, at: datetime) -> list[dict[str, Any]]:
    """Return the questions about ``dossier`` for its page: the row, and how it stands."""
    rows = dossier.consultations.select_related("agency", "asked_by", "answered_by", "file")
    return [{"asked": row, "standing": standing_of(row, at)} for row in rows]


def _refuse_same_again(asked: Consultation) -> None:
    open_one = Consultation.objects.filter(
        dossier_id=asked.dossier_id,
        agency_id=asked.agency_id,
        question=asked.question,
        answered_at__isnull=True,
        closed_at__isnull=True,
    ).first()
    if open_one is not None:
        raise ConsultationError(
            _("Câu này đã hỏi %(agency)s lúc %(when)s và đang chờ trả lời.")
            % {"agency": asked.agency.name, "when": when(open_one.asked_at, asked.asked_at)},
            field_name="question",
        )


def _refuse_closed(asked: Consultation, at: datetime) -> None:
    if asked.answered_at is not None:
        who = asked.answered_by.full_name if asked.answered_by is not None else _("hệ thống")
        raise ConsultationError(
            _("%(who)s đã trả lời lúc %(when)s nên không ghi thêm được.")
            % {"who": who, "when": when(asked.answered_at, at)}
        )
    if asked.closed_at is not None:
        raise ConsultationError(
            _("Hồ sơ đã kết thúc lúc %(when)s nên không cần trả lời nữa.")
            % {"when": when(asked.closed_at, at)}
        )
