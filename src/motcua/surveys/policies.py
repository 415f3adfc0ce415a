"""Who reads what people answered, and who asks them."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_public_dossier
from motcua.dossiers.workload import LEADING
from motcua.kernel.codes import normalize_tracking_code
from motcua.surveys.models import Remark, Response, SampleMember, SurveyRound

TRIAGING: Final = (Role.AUDITOR, Role.PETITION_OFFICER)
"""Who reads words first and hides what names people: nobody whom the words may be about."""
RUNNING: Final = (Role.AUDITOR,)
"""Who runs a survey, in an agency that is not the one asked about."""
LISTENING: Final = (*LEADING, *TRIAGING)


def access_rated(key: str) -> Dossier:
    """Return the dossier whose paper carries tracking code ``key``; its own code will not do.

    The code of a dossier can be guessed from another's. Raises Http404.
    """
    dossier = access_public_dossier(key)
    if normalize_tracking_code(key) != dossier.tracking_code:
        raise Http404
    return dossier


def answers_heard_by(actor: Actor) -> QuerySet[Response]:
    """Return the answers about dossiers of the agencies that ``actor`` leads."""
    return Response.objects.filter(agency_id__in=actor.agencies_with(*LEADING), slip__isnull=False)


def access_answer(actor: Actor, response_id: int) -> Response:
    """Return one answer about an agency that ``actor`` leads. Raises Http404."""
    found = answers_heard_by(actor).select_related("slip__procedure", "agency", "remark")
    return get_object_or_404(found, pk=response_id)


def remarks_before(actor: Actor) -> QuerySet[Remark]:
    """Return the words about agencies for which ``actor`` hides what names people."""
    return Remark.objects.filter(response__agency_id__in=actor.agencies_with(*TRIAGING))


def access_remark(actor: Actor, remark_id: int) -> Remark:
    """Return words that ``actor`` may look over. Raises Http404."""
    found = remarks_before(actor).select_related("response__slip__dossier", "response__agency")
    return get_object_or_404(found, pk=remark_id)


def rounds_of(actor: Actor) -> QuerySet[SurveyRound]:
    """Return the surveys that the agencies of ``actor`` run."""
    return SurveyRound.objects.filter(run_by_id__in=actor.agencies_with(*RUNNING))


def access_round(actor: Actor, ref: object) -> SurveyRound:
    """Return a survey that ``actor`` may run. Raises Http404."""
    found = rounds_of(actor).select_related("agency", "run_by", "version__questionnaire")
    return get_object_or_404(found, ref=ref)


def access_member(actor: Actor, ref: object, place: int) -> SampleMember:
    """Return somebody in the sample of a survey that ``actor`` may run. Raises Http404."""
    survey = access_round(actor, ref)
    require_apart(actor, survey)
    found = survey.members.select_related("dossier__procedure", "dossier__desk__agency")
    member: SampleMember = get_object_or_404(found, place=place)
    member.survey = survey
    return member


def require_apart(actor: Actor, survey: SurveyRound) -> None:
    """Raise PermissionDenied where ``actor`` has any work in the agency that is asked about."""
    if actor is not SYSTEM and survey.agency_id in actor.agencies_with():
        raise PermissionDenied
