"""Questions about initiatives: the library, lists of a period, what is alike, who copied whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Count, Q, QuerySet

from motcua.agencies.models import Agency, AgencyKind
from motcua.initiatives.family import Branch, flat, tree_of
from motcua.initiatives.lifecycle import UNDER_WAY, AdoptionState, State
from motcua.initiatives.likeness import Keys, keys_of, most_alike
from motcua.initiatives.models import (
    Adoption,
    Evaluation,
    Initiative,
    InitiativeVersion,
    Seat,
    YearPlan,
)
from motcua.kernel.text import fold

COUNTED_KINDS: Final = (
    AgencyKind.COMMUNE_COMMITTEE,
    AgencyKind.DEPARTMENT,
)


def library(words: str = "", *, kind: str = "", area: int | None = None) -> QuerySet[Initiative]:
    """Return what is published, the latest first; every word of ``words`` stands in it."""
    found = Initiative.objects.filter(published_at__isnull=False).select_related("agency")
    if kind:
        found = found.filter(kind=kind)
    if area is not None:
        found = found.filter(area=area)
    terms = ["".join(sign for sign in word if sign.isalnum()) for word in fold(words).split()]
    terms = [term for term in terms if term]
    if terms:
        asked = " & ".join([*terms[:-1], f"{terms[-1]}:*"])
        query = SearchQuery(asked, config="simple", search_type="raw")
        found = found.filter(
            SearchVectorExact(SearchVector("search_text", config="simple"), query)
        )
    under_way = Q(adoptions__state__in=sorted(UNDER_WAY))
    return found.annotate(adopters=Count("adoptions", filter=under_way)).order_by(
        "-published_at", "-pk"
    )


def newest_version(initiative: Initiative) -> InitiativeVersion:
    """Return what an initiative says of itself now."""
    found: InitiativeVersion = initiative.versions.get(number=initiative.versions_count)
    return found


def summaries_of(initiatives: Sequence[Initiative]) -> dict[int, str]:
    """Return the one sentence of each. One query."""
    rows = InitiativeVersion.objects.filter(initiative__in=initiatives, number__gte=1).values_list(
        "initiative_id", "number", "summary"
    )
    newest = {one.pk: one.versions_count for one in initiatives}
    return {pk: summary for pk, number, summary in rows if newest[pk] == number}


@dataclass(frozen=True, slots=True)
class Similar:
    """An initiative that reads much like another, and how much, out of a hundred."""

    initiative: Initiative
    score: int


def similar_to(initiative: Initiative) -> list[Similar]:
    """Return what was registered already and reads like ``initiative``. Two queries."""
    return _similar(initiative.keys, initiative.agency.province_id, initiative.pk)


def similar_to_words(title: str, texts: Iterable[str], province_id: int) -> list[Similar]:
    """Return what was registered in a province and reads like these words. Two queries."""
    return _similar(keys_of(title, *texts), province_id, None)


def _similar(wanted: Keys, province_id: int, own: int | None) -> list[Similar]:
    rows = (
        Initiative.objects.exclude(code="")
        .exclude(pk=own or 0)
        .filter(agency__province_id=province_id)
        .values_list("pk", "title_key", "text_key")
    )
    near = most_alike(wanted, {pk: Keys(title, text) for pk, title, text in rows.iterator()})
    found = Initiative.objects.select_related("agency").in_bulk([one.key for one in near])
    return [Similar(found[one.key], one.score) for one in near]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What one unit has of a period, and of its year's target (None: it set none)."""

    agency: Agency
    registered: int
    recognised: int
    published: int
    target: int | None
    in_year: int

    @property
    def is_reached(self) -> bool:
        """Say whether the year's target is reached."""
        return self.target is not None and self.in_year >= self.target


def units_of_province(province_id: int, on: date) -> list[Agency]:
    """Return the communes and provincial agencies that plan and register. One query."""
    return list(
        Agency.objects.valid_on(on)
        .filter(province_id=province_id, kind__in=COUNTED_KINDS)
        .order_by("kind", "name")
    )


def registered_between(province_id: int, first: date, last: date) -> QuerySet[Initiative]:
    """Return what the units of a province registered in a period, in order of their days."""
    return (
        Initiative.objects.filter(
            agency__province_id=province_id, registered_on__range=(first, last)
        )
        .select_related("agency")
        .order_by("registered_on", "code")
    )


def unit_lines(province_id: int, first: date, last: date) -> list[UnitLine]:
    """Return a line for each unit, those without any too. Four queries."""
    year = last.year
    counts = _tallied(registered_between(province_id, first, last))
    in_year = _tallied(
        registered_between(province_id, date(year, 1, 1), min(last, date(year, 12, 31)))
    )
    targets = dict(
        YearPlan.objects.filter(year=year, agency__province_id=province_id).values_list(
            "agency_id", "target"
        )
    )
    units = units_of_province(province_id, last)
    known = {one.pk for one in units}
    missing = [pk for pk in counts if pk not in known]
    if missing:
        units += list(Agency.objects.filter(pk__in=missing).order_by("name"))
    none: Mapping[str, int] = {"registered": 0, "recognised": 0, "published": 0}
    return [
        UnitLine(
            agency=one,
            target=targets.get(one.pk),
            in_year=in_year.get(one.pk, none)["registered"],
            **counts.get(one.pk, none),
        )
        for one in units
    ]


def _tallied(found: QuerySet[Initiative]) -> dict[int, Mapping[str, int]]:
    rows: Any = (
        found.order_by()
        .values("agency_id")
        .annotate(
            registered=Count("pk"),
            recognised=Count("pk", filter=Q(decision_on__isnull=False)),
            published=Count("pk", filter=Q(published_at__isnull=False)),
        )
    )
    names = ("registered", "recognised", "published")
    return {row["agency_id"]: {name: row[name] for name in names} for row in rows}


@dataclass(frozen=True, slots=True)
class Relative:
    """One unit in the family of a model: how deep, and how it took the model over."""

    adoption: Adoption
    depth: int
    state: AdoptionState


def family_of(initiative: Initiative) -> list[Relative]:
    """Return every adoption, each before those that were taken from it. One query."""
    rows = {one.pk: one for one in initiative.adoptions.select_related("agency")}
    branches: list[Branch] = flat(tree_of({pk: one.source_id for pk, one in rows.items()}))
    return [
        Relative(rows[one.key], one.depth, AdoptionState(rows[one.key].state)) for one in branches
    ]


def adopters_of(initiative: Initiative) -> QuerySet[Adoption]:
    """Return the units that do it, from which others can learn it."""
    return initiative.adoptions.filter(
        state__in=[AdoptionState.RUNNING, AdoptionState.KEPT]
    ).select_related("agency")


def open_seats(officer_id: int) -> QuerySet[Seat]:
    """Return the rounds in which an officer has a seat and which are open."""
    return (
        Seat.objects.filter(officer_id=officer_id, evaluation__closed_at__isnull=True)
        .select_related("evaluation__initiative__agency", "sheet")
        .order_by("evaluation__opened_at", "pk")
    )


def rounds_of(initiative: Initiative) -> QuerySet[Evaluation]:
    """Return the rounds of scoring, the latest first, with seats and sheets. Three queries."""
    return (
        initiative.evaluations.select_related("scheme", "closed_by")
        .prefetch_related("seats__officer__agency", "seats__sheet")
        .order_by("-number")
    )


def tally_of_states(found: QuerySet[Initiative]) -> dict[State, int]:
    """Return how many stand where. One query."""
    rows: Any = found.order_by().values_list("state").annotate(count=Count("pk"))
    return {State(state): count for state, count in rows}
