"""What adopting a model has changed, as its page tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.agencies.models import Agency
from motcua.effects.estimating import LibraryMissingError
from motcua.effects.picture import Picture, picture_of
from motcua.effects.wording import MISSING_LIBRARY, Verdict, verdict
from motcua.indicators.reform_effect import Aim, effect_today
from motcua.initiatives.content import Measure
from motcua.initiatives.models import Initiative
from motcua.initiatives.selectors import Relative

AIM_OF: Final[Mapping[Measure, Aim]] = {Measure.IN_TIME: Aim.KEPT, Measure.EARLY: Aim.EARLY}
"""What can be measured against units without the model; the others stand before and after."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure: what may be said, and the difference month by month around the beginning."""

    label: str
    verdict: Verdict
    picture: Picture | None


def told_effects(
    one: Initiative,
    started_on: date | None,
    family: Iterable[Relative],
    measures: Iterable[Measure],
    *,
    on: date,
) -> list[Told]:
    """Return what can be said of each figure that the model wants to move.

    Units of the same kind in the province are compared. Measured once a day; a second or two.
    """
    adoptions = {
        relative.adoption.agency_id: relative.adoption.started_on
        for relative in family
        if relative.adoption.started_on is not None
    }
    if started_on is not None:
        adoptions[one.agency_id] = started_on
    aims = [(measure, AIM_OF[measure]) for measure in measures if measure in AIM_OF]
    if not adoptions or not aims:
        return []
    alike = Agency.objects.filter(province=one.agency.province_id, kind=one.agency.kind)
    among = frozenset(alike.values_list("pk", flat=True)) | adoptions.keys()
    return [_told(measure, aim, adoptions, among, on) for measure, aim in aims]


def _told(
    measure: Measure,
    aim: Aim,
    adoptions: Mapping[int, date],
    among: frozenset[int],
    on: date,
) -> Told:
    try:
        effect = effect_today(aim, adoptions, on=on, among=among)
    except LibraryMissingError:
        return Told(measure.label, Verdict(MISSING_LIBRARY, (), ()), None)
    return Told(measure.label, verdict(effect, about=aim.label), picture_of(effect.path))
