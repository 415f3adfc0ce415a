"""Questions about the log of configuration: pages of it, and the objects it speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from motcua.configuration.models import Change
from motcua.configuration.tables import TABLES
from motcua.kernel import clock

PAGE: Final = 50
_MODELS: Final[dict[str, type[Model]]] = {}


def model_of(table: str) -> type[Model] | None:
    """Return the model of a table of configuration; None of one that is no more."""
    if not _MODELS:
        _MODELS.update(
            (model._meta.db_table, model)  # noqa: SLF001, Django documents it as its API
            for model in apps.get_models(include_auto_created=True)
        )
    return _MODELS.get(table)


def table_label(table: str) -> str:
    """Return what people call the rows of ``table``."""
    model = model_of(table)
    if model is None:
        return table
    meta = model._meta  # noqa: SLF001, Django documents it as its API
    if meta.auto_created:
        owner, other = (
            field.related_model._meta.verbose_name  # noqa: SLF001
            for field in meta.fields
            if field.related_model is not None
        )
        return f"{owner} – {other}"
    return str(meta.verbose_name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes are asked for; what is empty asks for all."""

    table: str = ""
    row_key: str = ""
    person: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""

    def rows(self) -> QuerySet[Change]:
        """Return the changes, the newest first."""
        found = Change.objects.select_related("account").order_by("-pk")
        if self.table:
            found = found.filter(table_name=self.table)
        if self.row_key:
            found = found.filter(row_key=self.row_key)
        if self.person:
            found = found.filter(
                Q(actor_name__icontains=self.person) | Q(account__username__iexact=self.person)
            )
        if self.first is not None:
            found = found.filter(recorded_at__gte=_midnight(self.first))
        if self.last is not None:
            found = found.filter(recorded_at__lt=_midnight(self.last + timedelta(days=1)))
        if self.words:
            found = found.filter(row_name__icontains=self.words)
        return found

    def page(self, before: int = 0) -> tuple[list[Change], int]:
        """Return the changes older than number ``before``, and where the next page begins.

        0 is from the newest, and no next page. One query.
        """
        rows = self.rows()
        if before:
            rows = rows.filter(pk__lt=before)
        found = list(rows[: PAGE + 1])
        more = len(found) > PAGE
        return found[:PAGE], found[PAGE - 1].pk if more else 0


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.VIETNAM)


Key = tuple[type[Model], str]
"""A row: its model and the text of its number."""


def rows_of(wanted: Iterable[Key]) -> dict[Key, Model]:
    """Return the rows that are still there. One query for each model."""
    keys: dict[type[Model], set[str]] = defaultdict(set)
    for model, key in wanted:
        if key.isdecimal():
            keys[model].add(key)
    found: dict[Key, Model] = {}
    for model, of_model in keys.items():
        rows: QuerySet[Any] = model._default_manager.all()  # noqa: SLF001
        for row in _light(rows, model).filter(pk__in=of_model):
            found[model, str(row.pk)] = row
    return found


def _light(rows: QuerySet[Any], model: type[Model]) -> QuerySet[Any]:
    """Return ``rows`` without documents, with what their names and addresses join."""
    table = model._meta.db_table  # noqa: SLF001
    audited = TABLES.get(table)
    heavy = audited.bulky.split(",") if audited and audited.bulky else []
    joined = _JOINED.get(table, ())
    return rows.defer(*heavy).select_related(*joined) if joined else rows.defer(*heavy)


_JOINED: Final[dict[str, Sequence[str]]] = {
    "agencies_unitsuccession": ("predecessor", "successor"),
    "agencies_desk": ("agency",),
    "procedures_procedureversion": ("procedure",),
    "procedures_eformversion": ("form",),
    "procedures_committedlimit": ("procedure",),
    "procedures_provincialfee": ("procedure",),
    "procedures_retentionrule": ("procedure",),
    "hall_hall": ("desk",),
    "hall_servicegroup": ("hall__desk",),
    "hall_counter": ("hall__desk",),
    "agencies_roleassignment": ("officer",),
    "agencies_absencecover": ("absent", "covering"),
    "agencies_calendarhours": ("layer",),
    "guidance_programmeversion": ("programme",),
    "initiatives_councilmember": ("officer",),
}
"""Relations that names and addresses of rows of these tables go through."""


def tables_by_label() -> list[tuple[str, str]]:
    """Return every table of the log with its label, in the order of the labels."""
    return sorted(((table, table_label(table)) for table in TABLES), key=lambda pair: pair[1])
