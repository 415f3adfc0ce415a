"""Which models would help which units: what the facts say of both, and the rule of suggesting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Max

from motcua.agencies.models import Agency
from motcua.indicators.models import DossierFact
from motcua.indicators.rates import Rate
from motcua.indicators.reform import LEAST, measured
from motcua.initiatives.content import Measure
from motcua.initiatives.lifecycle import UNDER_WAY, AdoptionState
from motcua.initiatives.models import Adoption, Initiative, InitiativeVersion
from motcua.initiatives.suggesting import Candidate, Suggestion, suggested

YEAR: Final = timedelta(days=365)
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Hint:
    """A model that a unit should try, and why."""

    initiative: Initiative
    agency: Agency
    measure: Measure
    here: Rate
    there: Rate
    suggestion: Suggestion


def who_should_try(initiative: Initiative, *, on: date, at: datetime) -> list[Hint]:
    """Return the units that should try a model, by the figures that it wants to move."""
    return _hints([initiative], None, on=on, at=at)


def hints_for(agencies: Sequence[Agency], *, on: date, at: datetime) -> list[Hint]:
    """Return the models of the library that units should try, the greatest gain first."""
    ids = {one.pk for one in agencies}
    provinces = {one.province_id for one in agencies}
    models = Initiative.objects.filter(
        published_at__isnull=False, agency__province_id__in=provinces
    ).select_related("agency")
    found = _hints(list(models), ids, on=on, at=at) if ids else []
    return sorted(found, key=lambda hint: -hint.suggestion.gain)[:MOST]


def _hints(
    models: Sequence[Initiative], only: set[int] | None, *, on: date, at: datetime
) -> list[Hint]:
    aims = _aims_of(models)
    provinces = {one.agency.province_id for one in models if aims[one.pk]}
    last = _last_days(provinces, on)
    agencies = {one.pk: one for one in Agency.objects.filter(province_id__in=provinces)}
    rates: dict[tuple[Measure, date], dict[int, Rate]] = {}
    taken = _takers_of(models)
    found = []
    for model in models:
        until = last.get(model.agency.province_id)
        if until is None:
            continue
        asked = {
            pk: one
            for pk, one in agencies.items()
            if one.is_valid_on(until) and (only is None or pk in only)
        }
        for measure in aims[model.pk]:
            key = measure, until
            if key not in rates:
                rates[key] = measured(measure, until - YEAR, until, at=at)
            found += _of_model(model, measure, rates[key], asked, taken[model.pk])
    return found


def _of_model(
    model: Initiative,
    measure: Measure,
    rates: dict[int, Rate],
    agencies: dict[int, Agency],
    taken: Collection[int],
) -> list[Hint]:
    there = rates.get(model.agency_id)
    if there is None:
        return []
    candidates = [
        Candidate(pk, agencies[pk].kind, rate.part, rate.whole)
        for pk, rate in rates.items()
        if pk in agencies
    ]
    origin = Candidate(model.agency_id, model.agency.kind, there.part, there.whole)
    return [
        Hint(model, agencies[one.key], measure, rates[one.key], there, one)
        for one in suggested(origin, candidates, taken=taken, least=LEAST)
    ]


def _takers_of(models: Sequence[Initiative]) -> dict[int, set[int]]:
    """Return the agencies that do each model already, or have tried it and gave up. One query."""
    found: dict[int, set[int]] = {one.pk: set() for one in models}
    tried = sorted({*UNDER_WAY, AdoptionState.FAILED})
    rows = Adoption.objects.filter(initiative__in=models, state__in=tried)
    for initiative_id, agency_id in rows.values_list("initiative_id", "agency_id"):
        found[initiative_id].add(agency_id)
    return found


def _aims_of(models: Sequence[Initiative]) -> dict[int, list[Measure]]:
    found: dict[int, list[Measure]] = {one.pk: [] for one in models}
    newest = {one.pk: one.versions_count for one in models}
    for version in InitiativeVersion.objects.filter(initiative__in=models).exclude(aims=[]):
        if version.number == newest[version.initiative_id]:
            found[version.initiative_id] = [aim.measure for aim in version.aimed]
    return found


def _last_days(province_ids: set[int], on: date) -> dict[int, date]:
    """Return the last day of which there are facts in each province, ``on`` at the latest."""
    rows = (
        DossierFact.objects.filter(agency__province_id__in=province_ids, ended_on__lte=on)
        .values_list("agency__province_id")
        .annotate(last=Max("ended_on"))
    )
    return {province_id: last for province_id, last in rows if last is not None}
