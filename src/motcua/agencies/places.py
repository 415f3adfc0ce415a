"""Communes by the names people type, in the units of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Min

from motcua.agencies.models import Unit, UnitLevel
from motcua.kernel.eforms.reading import Place
from motcua.kernel.text import fold

_Named = tuple[str, str, str, str]


@lru_cache(maxsize=1)
def _first_day(stamp: int) -> date:
    """Return since when units are known; nobody has the list of an earlier day."""
    del stamp  # part of the cache's key only
    first = Unit.objects.filter(level=UnitLevel.PROVINCE).aggregate(day=Min("valid_from"))["day"]
    return first or date.min


@lru_cache(maxsize=64)
def provinces_on(on: date, stamp: int) -> tuple[tuple[str, str], ...]:
    """Return code and full name of the provinces of a day, in the order of their names.

    Of a day before the oldest list, those of that list.
    """
    found = Unit.objects.valid_on(max(on, _first_day(stamp))).filter(level=UnitLevel.PROVINCE)
    pairs = found.values_list("code", "full_name", "name")
    ordered = sorted(pairs, key=lambda pair: fold(pair[2]))
    return tuple((code, full_name) for code, full_name, _name in ordered)


@lru_cache(maxsize=256)
def communes_of(province: str, on: date, stamp: int) -> tuple[_Named, ...]:
    """Return the communes of a province: code, full name, and both names folded.

    Until 2025-06-30 districts stood between. Early days are taken as in ``provinces_on``.
    """
    communes = Unit.objects.valid_on(max(on, _first_day(stamp))).filter(level=UnitLevel.COMMUNE)
    of_province = {"level": UnitLevel.PROVINCE, "code": province}
    direct = communes.filter(**{f"parent__{key}": value for key, value in of_province.items()})
    below = communes.filter(
        **{f"parent__parent__{key}": value for key, value in of_province.items()}
    )
    rows = {*direct.values_list("code", "full_name", "name")}
    rows |= {*below.values_list("code", "full_name", "name")}
    named = [(code, full, fold(full), fold(name)) for code, full, name in rows]
    return tuple(sorted(named, key=lambda one: (one[3], one[2])))


@dataclass(frozen=True, slots=True)
class StoredUnits:
    """The units that are stored, for reading addresses; see ``kernel.eforms.reading``."""

    stamp: int

    def find(self, province: str, commune: str, on: date) -> Sequence[Place]:
        """Return the communes of ``province`` that may be meant, one when it is clear."""
        names = dict(provinces_on(on, self.stamp))
        if province not in names:
            return []
        wanted = fold(commune)
        known = communes_of(province, on, self.stamp)
        found = [one for one in known if one[2] == wanted]
        found = found or [one for one in known if one[3] == wanted]
        return [Place(province, names[province], code, full) for code, full, *_rest in found]


def address_in(text: str, on: date, stamp: int) -> dict[str, str]:
    """Return an address in one line as it is typed in a form: what is clear is taken apart."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    nothing = {"province": "", "commune": "", "detail": ", ".join(pieces)}
    if not pieces:
        return {}
    last = fold(pieces[-1])
    province = next(
        (
            code
            for code, name in provinces_on(on, stamp)
            if fold(name) == last or fold(name).endswith(last)
        ),
        "",
    )
    if not province or len(pieces) == 1:
        return nothing
    named = StoredUnits(stamp).find(province, pieces[-2], on)
    if len(named) != 1:
        return {"province": province, "commune": "", "detail": ", ".join(pieces[:-1])}
    return {
        "province": province,
        "commune": named[0].commune_name,
        "detail": ", ".join(pieces[:-2]),
    }
