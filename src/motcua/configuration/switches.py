"""What is switched off now, kept in memory under the configuration stamp."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from motcua.agencies.selectors import configuration_stamp
from motcua.configuration.features import ABOUT, Feature
from motcua.configuration.models import FeatureSwitch
from motcua.kernel.errors import DomainError


class SwitchedOffError(DomainError):
    """The feature is switched off; the sentence says what people do meanwhile."""

    code: ClassVar[str] = "switched-off"


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """What is off everywhere, and what is off in one agency, each with its sentence."""

    everywhere: Mapping[Feature, str]
    in_agency: Mapping[tuple[Feature, int], str]

    def sentence(self, feature: Feature, agency_id: int | None = None) -> str:
        """Return what to tell people, or "" where the feature is on."""
        found = self.everywhere.get(feature, "")
        if not found and agency_id is not None:
            found = self.in_agency.get((feature, agency_id), "")
        return found


@lru_cache(maxsize=4)
def switched_off(stamp: int) -> SwitchedOff:
    """Return what is off, kept as long as ``stamp`` stands. One query."""
    del stamp  # part of the cache's key only
    everywhere: dict[Feature, str] = {}
    in_agency: dict[tuple[Feature, int], str] = {}
    for row in FeatureSwitch.objects.filter(is_on=False):
        feature = Feature(row.feature)
        sentence = row.sentence or ABOUT[feature].sentence
        if row.agency_id is None:
            everywhere[feature] = sentence
        else:
            in_agency[feature, row.agency_id] = sentence
    return SwitchedOff(everywhere, in_agency)


def require_on(feature: Feature, agency_id: int | None = None, stamp: int | None = None) -> None:
    """Raise SwitchedOffError where ``feature`` is off. One query where no stamp is at hand."""
    known = configuration_stamp() if stamp is None else stamp
    sentence = switched_off(known).sentence(feature, agency_id)
    if sentence:
        raise SwitchedOffError(sentence)
