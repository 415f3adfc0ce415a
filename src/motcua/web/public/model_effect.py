"""What adopting a model has changed, as its page tells it: read of what was measured by night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.effects.picture import Picture, picture_of
from motcua.effects.stored import from_document
from motcua.effects.wording import MISSING_LIBRARY, NOT_YET, Verdict, verdict
from motcua.indicators.effect_keeping import last_effects, library_version
from motcua.indicators.models import MeasuredEffect
from motcua.indicators.reform_effect import AIM_OF, Aim
from motcua.initiatives.content import Measure
from motcua.initiatives.models import Initiative


@dataclass(frozen=True, slots=True)
class Told:
    """One figure: what may be said, the difference month by month, and as of when."""

    label: str
    verdict: Verdict
    picture: Picture | None = None
    measured_at: datetime | None = None
    last: date | None = None
    formula: int = 0


def told_effects(one: Initiative, measures: Iterable[Measure], *, is_begun: bool) -> list[Told]:
    """Return what is known of each figure that the model wants to move. One query.

    Nothing where nobody has begun with it.
    """
    aims = [(measure, AIM_OF[measure]) for measure in measures if measure in AIM_OF]
    if not aims or not is_begun:
        return []
    kept = last_effects(one)
    return [_told(measure, aim, kept.get(aim)) for measure, aim in aims]


def _told(measure: Measure, aim: Aim, row: MeasuredEffect | None) -> Told:
    if row is None:
        words = NOT_YET if library_version() else MISSING_LIBRARY
        return Told(measure.label, Verdict(words, (), ()))
    effect = from_document(row.document)
    return Told(
        measure.label,
        verdict(effect, about=aim.label, noun=aim.noun),
        picture_of(effect.path),
        row.measured_at,
        row.last,
        row.formula,
    )
