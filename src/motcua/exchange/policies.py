"""Which dossiers and feedback a client sees. What it may not see does not exist (Http404)."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_public_dossier
from motcua.exchange.callers import Caller
from motcua.exchange.models import ApiLodging, ApiPetition
from motcua.exchange.scopes import Scope
from motcua.kernel.codes import normalize_tracking_code
from motcua.petitions.models import Feedback


def dossiers_for(caller: Caller) -> QuerySet[Dossier]:
    """Return the dossiers that ``caller`` may follow: its own, those of its agencies by scope."""
    lodged = ApiLodging.objects.filter(client=caller.client, dossier=OuterRef("pk"))
    seen = Q(Exists(lodged))
    if Scope.AGENCY in caller.scopes:
        if caller.agencies is None:
            return Dossier.objects.filter(erased_at__isnull=True)
        seen |= Q(agency_id__in=caller.agencies) | Q(receiving_agency_id__in=caller.agencies)
    return Dossier.objects.filter(seen, erased_at__isnull=True)


def access_followed(caller: Caller, key: str) -> Dossier:
    """Return the dossier called ``key``, to be followed. Two queries. Raises Http404."""
    dossier = access_public_dossier(key)
    if dossier.erased_at is not None:
        raise Http404
    agencies = (dossier.agency_id, dossier.receiving_agency_id)
    if Scope.AGENCY in caller.scopes and caller.may_act_for(*agencies):
        return dossier
    return _lodged_by(caller, dossier)


def access_lodged(caller: Caller, key: str) -> Dossier:
    """Return a dossier that ``caller`` itself lodged. Two queries. Raises Http404."""
    dossier = access_public_dossier(key)
    if dossier.erased_at is not None:
        raise Http404
    return _lodged_by(caller, dossier)


def _lodged_by(caller: Caller, dossier: Dossier) -> Dossier:
    if not ApiLodging.objects.filter(client=caller.client, dossier=dossier).exists():
        raise Http404
    return dossier


def access_petition(caller: Caller, code: str) -> Feedback:
    """Return feedback that ``caller`` itself sent. Raises Http404."""
    mine = ApiPetition.objects.filter(client=caller.client).values("feedback_id")
    found: Feedback = get_object_or_404(
        Feedback.objects.select_related("agency"), code=normalize_tracking_code(code), pk__in=mine
    )
    return found
