"""Rows as plain values and back: keys for numbers, days as 2026-11-29."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from motcua.configuration.carrying.kinds import KEYS, Kind

_DEEPEST: Final = 40
_NEVER_EMPTY: Final = {"code", "name", "full_name", "kind", "role", "feature", "site_name"}


class Names:
    """What rows are known by, and their numbers; read once a table."""

    def __init__(self) -> None:
        self._keys: dict[type[Model], dict[int, Any]] = {}
        self._numbers: dict[type[Model], dict[Any, int]] = {}

    def key_of(self, model: type[Model], number: int) -> Any:
        """Return the key of row ``number``, as it stands in files."""
        self._load(model)
        return self._keys[model][number]

    def number_of(self, model: type[Model], key: Any) -> int | None:
        """Return the number of the row that is known by ``key``."""
        self._load(model)
        return self._numbers[model].get(frozen(key))

    def add(self, row: Model) -> None:
        """Let a row just made be named."""
        model = type(row)
        self._load(model)
        values = [getattr(row, _field(model, name).attname) for name in KEYS[model]]
        self._put(model, row.pk, values)

    def _load(self, model: type[Model]) -> None:
        if model in self._keys:
            return
        self._keys[model], self._numbers[model] = {}, {}
        columns = [_field(model, name).attname for name in KEYS[model]]
        for number, *values in model._default_manager.values_list("pk", *columns):  # noqa: SLF001
            self._put(model, number, values)

    def _put(self, model: type[Model], number: int, values: list[Any]) -> None:
        parts = [
            plain(_field(model, name), value, self)
            for name, value in zip(KEYS[model], values, strict=True)
        ]
        # What is known by nothing (the programme of the whole province) is [null]: null is no row.
        key = parts[0] if len(parts) == 1 and parts[0] is not None else parts
        self._keys[model][number] = key
        self._numbers[model][frozen(key)] = number


def frozen(value: Any) -> Any:
    """Return a plain value so that it can be looked up."""
    if isinstance(value, list):
        return tuple(frozen(one) for one in value)
    if isinstance(value, dict):
        return tuple(sorted((key, frozen(one)) for key, one in value.items()))
    return value


@lru_cache(maxsize=2048)
def _field(model: type[Model], name: str) -> Any:
    return model._meta.get_field(name)  # noqa: SLF001, Django documents it as its API


@lru_cache(maxsize=128)
def fields_of(kind: Kind) -> tuple[Any, ...]:
    """Return the columns that are carried."""
    left_out = {"id", *kind.left_out, *kind.filled}
    return tuple(
        field
        for field in kind.model._meta.concrete_fields  # noqa: SLF001
        if field.name not in left_out
    )


def plain(field: Any, value: Any, names: Names) -> Any:
    """Return one value as it stands in files."""
    if value is None:
        return None
    if field.related_model is not None:
        return names.key_of(field.related_model, value)
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def rows(kind: Kind, names: Names) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield every row with its number. One query and one for each relation to many."""
    fields = fields_of(kind)
    manager = kind.model._default_manager  # noqa: SLF001
    many = {name: _related(kind, name, names) for name in kind.many}
    columns = [field.attname for field in fields]
    for number, *values in manager.order_by("pk").values_list("pk", *columns):
        told = {
            field.name: plain(field, value, names)
            for field, value in zip(fields, values, strict=True)
        }
        for name, found in many.items():
            told[name] = sorted(found.get(number, []), key=str)
        yield number, told


def _related(kind: Kind, name: str, names: Names) -> dict[int, list[Any]]:
    field = _field(kind.model, name)
    through = field.remote_field.through
    pairs = through._default_manager.values_list(  # noqa: SLF001
        field.m2m_column_name(), field.m2m_reverse_name()
    )
    found: dict[int, list[Any]] = {}
    for number, other in pairs:
        found.setdefault(number, []).append(names.key_of(field.related_model, other))
    return found


def key_in(kind: Kind, row: Mapping[str, Any]) -> Any:
    """Return the key of a row of a file; () of what there is once."""
    return tuple(frozen(row[name]) for name in kind.key)


def read_value(field: Any, value: Any, names: Names) -> Any:
    """Return a value of a file as the database keeps it. Raises ValidationError."""
    if value is None:
        if not field.null:
            raise ValidationError(_("không được để trống"))
        return None
    if field.related_model is not None:
        number = names.number_of(field.related_model, _checked_key(value))
        if number is None:
            raise UnknownRowError(
                _("không có %(what)s nào mang mã %(key)s")
                % {"what": field.related_model._meta.verbose_name, "key": shown(value)}  # noqa: SLF001
            )
        return number
    kind = field.get_internal_type()
    if kind == "JSONField":
        return _checked(value)
    _require_type(kind, value)
    if value == "" and field.name not in _NEVER_EMPTY:
        return ""  # what is shipped leaves some of it open, whatever forms ask for
    return field.clean(_checked(value), None)


class UnknownRowError(ValidationError):
    """A row is named that is not there, or not yet."""


def _require_type(kind: str, value: Any) -> None:
    """Raise ValidationError unless JSON wrote the kind of value that a column holds."""
    if kind == "BooleanField":
        is_right = isinstance(value, bool)
    elif kind.endswith("IntegerField"):
        is_right = isinstance(value, int) and not isinstance(value, bool)
    else:
        is_right = isinstance(value, str)
    if not is_right:
        raise ValidationError(_("sai kiểu giá trị: %(value)s") % {"value": shown(value)})


def _checked(value: Any, depth: int = 0) -> Any:
    """Return ``value`` with its letters composed. Raises ValidationError for what nobody keeps."""
    if depth > _DEEPEST:
        raise ValidationError(_("lồng quá sâu"))
    if isinstance(value, str):
        if "\x00" in value:
            raise ValidationError(_("có ký tự không lưu được"))
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValidationError(_("có ký tự không lưu được")) from error
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_checked(key): _checked(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_checked(one, depth + 1) for one in value]
    return value


def _checked_key(value: Any) -> Any:
    if isinstance(value, dict):
        raise ValidationError(_("sai kiểu giá trị: %(value)s") % {"value": shown(value)})
    return _checked(value)


def shown(value: Any) -> str:
    """Return a plain value as people read it, short."""
    if isinstance(value, list | tuple):
        return "/".join(shown(one) for one in value)
    text = _("(trống)") if value in (None, "") else str(value)
    return text if len(text) <= 160 else f"{text[:160]}…"  # noqa: PLR2004, a line


def label(field: Any) -> str:
    """Return the name of a column as people read it."""
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]
