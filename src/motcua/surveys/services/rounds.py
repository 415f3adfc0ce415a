"""Surveys of a sample: drawing it, and writing down how asking went."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.dossiers.closing import database_now
from motcua.kernel.errors import DomainError
from motcua.kernel.intervals import sample_size
from motcua.surveys.models import (
    Entry,
    QuestionnaireVersion,
    Response,
    SampleMember,
    SurveyRound,
)
from motcua.surveys.policies import RUNNING, require_apart
from motcua.surveys.questions import Use
from motcua.surveys.selectors import drawn, register_of
from motcua.surveys.services.answering import answer_of, write

MARGINS: Final = range(1, 21)
"""In hundredths: how far the answer of a sample may be from that of everybody."""


class RoundError(DomainError):
    """The survey cannot be made or gone on with so."""

    code: ClassVar[str] = "survey-round"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who asks about whom, with what, of which days, how closely."""

    agency: Agency
    run_by: Agency
    version: QuestionnaireVersion
    first_on: date
    last_on: date
    margin_percent: int


@transaction.atomic
def open_round(plan: Plan, *, actor: Actor, at: datetime, seed: str = "") -> SurveyRound:
    """Draw a sample of those whose result the agency returned in the days of ``plan``.

    Raises RoundError, and PermissionDenied for whoever does not audit where it is run or works
    in the agency that is asked about.
    """
    if not actor.has(*RUNNING, agency_id=plan.run_by.pk):
        raise PermissionDenied
    _check(plan)
    recorded_before = database_now()
    register = register_of(plan.agency.pk, plan.first_on, plan.last_on, recorded_before)
    population = register.count()
    if not population:
        raise RoundError(_("Trong thời gian này cơ quan chưa trả kết quả nào."))
    survey = SurveyRound(
        agency=plan.agency,
        run_by=plan.run_by,
        version=plan.version,
        first_on=plan.first_on,
        last_on=plan.last_on,
        margin_percent=plan.margin_percent,
        population=population,
        size=sample_size(population, plan.margin_percent / 100),
        seed=seed or secrets.token_hex(8),
        recorded_before=recorded_before,
        created_at=at,
        created_by_id=actor.officer_id,
    )
    require_apart(actor, survey)
    survey.save(force_insert=True)
    chosen = drawn(register, survey.seed, survey.size)
    SampleMember.objects.bulk_create(
        SampleMember(survey=survey, place=place, dossier_id=dossier_id)
        for place, dossier_id in enumerate(chosen, start=1)
    )
    return survey


def _check(plan: Plan) -> None:
    if plan.agency.pk == plan.run_by.pk:
        raise RoundError(_("Cơ quan không tự điều tra về mình. Xin chọn cơ quan khác."))
    if plan.last_on < plan.first_on:
        raise RoundError(_("Ngày cuối đứng trước ngày đầu. Xin xem lại."))
    if plan.margin_percent not in MARGINS:
        raise RoundError(_("Sai số từ 1 đến 20 %."))
    if plan.version.published_at is None or plan.version.questionnaire.kind != Use.SIPAS:
        raise RoundError(_("Xin chọn một bản phiếu điều tra đã công bố."))


@transaction.atomic
def record_answer(
    member: SampleMember, typed: Mapping[str, str], *, actor: Actor, at: datetime
) -> Response:
    """Write down what somebody in the sample answered. Raises RoundError and AnswersError."""
    held = _held(member, actor)
    survey = held.survey
    given = survey.version.paper.read(typed)
    if not given.values:
        raise RoundError(_("Phiếu chưa có câu trả lời nào."))
    response = answer_of(survey.version, given, survey.agency, at)
    response.member = held
    response.entry = Entry.INTERVIEW
    response.entered_by_id = actor.officer_id
    _told(held, SampleMember.State.ANSWERED, actor, at)
    return write(response, given)


@transaction.atomic
def record_no_answer(
    member: SampleMember, state: SampleMember.State, *, actor: Actor, at: datetime
) -> None:
    """Write down that somebody was not reached, or does not want to answer."""
    if state not in {SampleMember.State.NOT_REACHED, SampleMember.State.REFUSED}:
        raise RoundError(_("Xin chọn chưa gặp được hoặc không muốn trả lời."))
    _told(_held(member, actor), state, actor, at)


def _held(member: SampleMember, actor: Actor) -> SampleMember:
    held = (
        SampleMember.objects.select_for_update(of=("self",))
        .select_related("survey__agency", "survey__version__questionnaire")
        .get(pk=member.pk)
    )
    if not actor.has(*RUNNING, agency_id=held.survey.run_by_id):
        raise PermissionDenied
    require_apart(actor, held.survey)
    if held.state in {SampleMember.State.ANSWERED, SampleMember.State.REFUSED}:
        raise RoundError(_("Người này đã được hỏi xong."))
    return held


def _told(held: SampleMember, state: SampleMember.State, actor: Actor, at: datetime) -> None:
    held.state, held.told_at, held.interviewer_id = state, at, actor.officer_id
    held.save(update_fields=["state", "told_at", "interviewer"])
