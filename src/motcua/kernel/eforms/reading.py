"""From what was typed to a value, one field at a time. Pure.

What is typed is kept as it is in a draft: text for most types, ``{"d", "m", "y"}`` for a date,
``{"province", "commune", "detail"}`` for an address, a list for several choices, files and
rows. A value is a text, a number, an ISO day (or year, or month), True or False, a list, or an
address with the names of its units.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from motcua.kernel.eforms.definitions import LONGEST, MOST_FILES, Field, FieldType
from motcua.kernel.eforms.sentences import sentence
from motcua.kernel.text import clean

_THOUSANDS: Final = re.compile(r"(-?\d{1,3}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII)
_PLAIN: Final = re.compile(r"(-?\d{1,15})(?:[.,](\d{1,9}))?", re.ASCII)
_PHONE: Final = re.compile(r"(?:0|\+84)\d{8,10}", re.ASCII)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_PERSONAL: Final = re.compile(r"0\d{11}", re.ASCII)
EARLIEST, LATEST = 1850, 2999
_DIGITS_OF_A_YEAR: Final = 4
_LONGEST_NUMBER: Final = 10**15


class Refusal(ValueError):  # noqa: N818, it is raised and shown, not an accident
    """The answer cannot stand; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of a province, by code and full name."""

    province: str
    province_name: str
    commune: str
    commune_name: str


class Units(Protocol):
    """The administrative units of a day."""

    def find(self, province: str, commune: str, on: date) -> Sequence[Place]:
        """Return the communes of ``province`` that may be meant, one when it is clear."""


def read(field: Field, typed: Any, *, on: date, units: Units) -> Any:
    """Return the value of ``typed``, None when nothing was answered. Raises Refusal.

    ``on`` is the day whose units an address names.
    """
    if field.type is FieldType.ADDRESS:
        return _address(field, typed if isinstance(typed, Mapping) else {}, on, units)
    return _READERS[field.type](field, typed)


def is_empty(typed: Any) -> bool:
    """Say whether nothing was typed."""
    if isinstance(typed, Mapping):
        return all(is_empty(one) for one in typed.values())
    if isinstance(typed, list):
        return all(is_empty(one) for one in typed)
    return not (isinstance(typed, str) and clean(typed))


def _line(typed: Any) -> str:
    return clean(typed) if isinstance(typed, str) else ""


def _text(field: Field, typed: Any) -> str | None:
    if field.type is FieldType.LONG_TEXT and isinstance(typed, str):
        lines = [clean(line) for line in typed.replace("\r", "").split("\n")]
        found = "\n".join(lines).strip()
    else:
        found = _line(typed)
    limit = field.get("max_length", LONGEST[field.type.value])
    if len(found) > limit:
        raise Refusal(sentence("too_long", limit=limit))
    return found or None


def _number(field: Field, typed: Any) -> int | float | None:
    is_money = field.type is FieldType.MONEY
    decimals = 0 if is_money else int(field.get("decimals", 0))
    line = re.sub(r"(đồng|đ)$", "", _line(typed).lower()) if is_money else _line(typed)
    line = line.replace(" ", "")
    if not line:
        return None
    found = _THOUSANDS.fullmatch(line) or _PLAIN.fullmatch(line)
    wrong = sentence("number" if decimals else "whole")
    if found is None or (found[2] and not decimals):
        raise Refusal(wrong)
    number: float = float(f"{found[1].replace('.', '')}.{found[2] or '0'}")
    power = 10**decimals
    number = math.floor(number * power + 0.5) / power
    if abs(number) > _LONGEST_NUMBER:
        raise Refusal(wrong)
    least, most = field.get("min", 0 if is_money else None), field.get("max")
    if least is not None and number < least:
        raise Refusal(sentence("least", limit=shown_number(least)))
    if most is not None and number > most:
        raise Refusal(sentence("most", limit=shown_number(most)))
    return int(number) if number == int(number) else number


def shown_number(number: float) -> str:
    """Return a number as people read it: 1.250.000 or 85,5."""
    whole, _dot, rest = f"{number:,}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _date(field: Field, typed: Any) -> str | None:
    pieces = typed if isinstance(typed, Mapping) else {}
    day, month, year = (_line(pieces.get(name)) for name in ("d", "m", "y"))
    if not day and not month and not year:
        return None
    is_partial = bool(field.get("partial"))
    if not year or (day and not month) or (not is_partial and not (day and month)):
        raise Refusal(sentence("date_partial" if is_partial else "date_whole"))
    if not all(re.fullmatch(r"[0-9]*", piece) for piece in (day, month, year)):
        raise Refusal(sentence("date"))
    if len(year) != _DIGITS_OF_A_YEAR or not EARLIEST <= int(year) <= LATEST:
        raise Refusal(sentence("year"))
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise Refusal(sentence("date")) from error
    return found.isoformat()[: 10 if day else 7 if month else 4]


def _personal_number(_field: Field, typed: Any) -> str | None:
    line = re.sub(r"[ .-]", "", _line(typed))
    if line and not _PERSONAL.fullmatch(line):
        raise Refusal(sentence("personal_number"))
    return line or None


def _phone(_field: Field, typed: Any) -> str | None:
    line = re.sub(r"[ .()-]", "", _line(typed))
    if line and not _PHONE.fullmatch(line):
        raise Refusal(sentence("phone"))
    return re.sub(r"^\+84", "0", line) or None


def _email(_field: Field, typed: Any) -> str | None:
    line = _line(typed).lower()
    if line and (len(line) > LONGEST["text"] or not _EMAIL.fullmatch(line)):
        raise Refusal(sentence("email"))
    return line or None


def _choice(field: Field, typed: Any) -> str | None:
    line = _line(typed)
    if line and line not in {value for value, _label in field.choices()}:
        raise Refusal(sentence("choice"))
    return line or None


def _several(field: Field, typed: Any) -> list[str] | None:
    chosen = [_line(one) for one in typed] if isinstance(typed, list) else [_line(typed)]
    known = [value for value, _label in field.choices()]
    if any(one and one not in known for one in chosen):
        raise Refusal(sentence("choice"))
    return [value for value in known if value in chosen] or None


def _yes_no(_field: Field, typed: Any) -> bool | None:
    line = _line(typed)
    if line not in {"", "yes", "no"}:
        raise Refusal(sentence("choice"))
    return {"yes": True, "no": False}.get(line)


def _declaration(_field: Field, typed: Any) -> bool | None:
    return True if _line(typed) == "yes" else None


def _files(field: Field, typed: Any) -> list[str] | None:
    refs = [one for one in typed if isinstance(one, str)] if isinstance(typed, list) else []
    limit = field.get("max_files", MOST_FILES)
    if len(refs) > limit:
        raise Refusal(sentence("files_most", limit=limit, label=field.words()))
    return refs or None


def _address(
    field: Field, typed: Mapping[str, Any], on: date, units: Units
) -> dict[str, str] | None:
    province, commune, detail = (
        _line(typed.get(name)) for name in ("province", "commune", "detail")
    )
    if not province and not commune and not detail:
        return None
    if len(detail) > LONGEST["text"] or len(commune) > LONGEST["text"]:
        raise Refusal(sentence("too_long", limit=LONGEST["text"]))
    if field.get("free") and not province and not commune:
        return {"province": "", "commune": "", "detail": detail}
    if not province:
        raise Refusal(sentence("province"))
    if not commune:
        raise Refusal(sentence("commune"))
    found = units.find(province, commune, on)
    if not found:
        if field.get("units_on") and field.get("free"):
            raise Refusal(sentence("unknown_commune_then", typed=commune, day=f"{on:%d/%m/%Y}"))
        raise Refusal(sentence("unknown_commune", typed=commune))
    if len(found) > 1:
        listed = "; ".join(place.commune_name for place in found[:4])
        raise Refusal(sentence("several_communes", found=listed))
    place = found[0]
    return {
        "province": place.province,
        "province_name": place.province_name,
        "commune": place.commune,
        "commune_name": place.commune_name,
        "detail": detail,
    }


_READERS: Final[Mapping[FieldType, Callable[[Field, Any], Any]]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _number,
    FieldType.DATE: _date,
    FieldType.PERSONAL_NUMBER: _personal_number,
    FieldType.PHONE: _phone,
    FieldType.EMAIL: _email,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _several,
    FieldType.YES_NO: _yes_no,
    FieldType.DECLARATION: _declaration,
    FieldType.FILE: _files,
}
