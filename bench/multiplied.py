"""A block of made-up dossiers copied many times within the database. Needs Django set up.

The copies have a fact each, and no steps, papers, events or words to search: what public figures
read, in minutes where ``bench.staff`` takes hours. Each copy lies so many times four weeks before
the block, some two years in all; procedure and channel are drawn anew, among as many fields as a
province has.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction
from django.db.models import DateField, Model

from bench.figures import line
from motcua.demo.many import tables
from motcua.dossiers.models import Dossier
from motcua.indicators.models import DossierFact
from motcua.procedures.models import Procedure

FIELDS: Final = 100
PROCEDURES_A_FIELD: Final = 3
FOUR_WEEKS: Final = 26
_AT_ONCE: Final = 50
"""Copies of the block in one statement."""
_NEW_KEY: Final = "one.{key} + copy.number * %(step)s::bigint"
# A number that looks drawn and is the same each time; few procedures are most of the work.
_DRAWN: Final = "((hashint8({new}) & 1048575) / 1048576.0)"
_PROCEDURE: Final = (
    "(%(procedures)s::bigint[])[1 + floor(%(many)s::integer * power({drawn}, 2))::integer]"
)
_CHANNEL: Final = "CASE WHEN hashint8(7 + {new}) & 7 < 5 THEN 'online' ELSE 'direct' END"
_EARLIER: Final = "one.{column} - (copy.number %% %(times)s::bigint)::integer * %(days)s::interval"
_COPY: Final = """
    INSERT INTO {table} ({columns}) SELECT {values}
    FROM {table} AS one, generate_series(%(first)s::bigint, %(last)s::bigint) AS copy(number)
    WHERE one.{key} BETWEEN %(low)s AND %(high)s
"""


def multiply(rows: int, block: int) -> None:
    """Copy the ``block`` dossiers that there are until they are ``rows``."""
    procedures = _lay_procedures()
    for model, key in ((Dossier, "id"), (DossierFact, "dossier_id")):
        begun = time.monotonic()
        with _without_indexes(model):
            _copy(model, key, rows, block, procedures)
        tables.tidy([model])
        name = str(model._meta.verbose_name_plural)  # noqa: SLF001
        line(f"{rows:,} {name}", f"{time.monotonic() - begun:.0f} s")
    tables.numbered_up_to(Dossier, _last_key())


def _lay_procedures() -> list[int]:
    """Add procedures of as many fields as a province has; return all."""
    pattern = Procedure.objects.order_by("pk").first()
    assert pattern is not None  # noqa: S101 - the ground has laid some
    for number in range(FIELDS * PROCEDURES_A_FIELD):
        field = number % FIELDS
        Procedure.objects.create(
            code=f"8.{number:06}",
            name=f"Thủ tục đo tải {number}",
            field=f"Lĩnh vực đo tải {field}",
            field_slug=f"linh-vuc-do-tai-{field}",
            levels=["commune"],
            current_version=pattern.current_version,
        )
    return list(Procedure.objects.order_by("-pk").values_list("pk", flat=True))


def _copy(model: type[Model], key: str, rows: int, block: int, procedures: list[int]) -> None:
    low = _first_key()
    new = _NEW_KEY.format(key=key)
    drawn = _DRAWN.format(new=new)
    changed = {
        key: new,
        "code": "one.code || '-' || copy.number",
        "tracking_code": f"'M' || {new}",
        "search_text": "''",
        "procedure_id": _PROCEDURE.format(drawn=drawn),
        "channel": _CHANNEL.format(new=new),
    }
    listed = model._meta.local_concrete_fields  # noqa: SLF001
    names = [str(field.column) for field in listed]
    changed |= {
        str(field.column): _EARLIER.format(column=field.column)
        for field in listed
        if isinstance(field, DateField)
    }
    statement = _COPY.format(
        table=model._meta.db_table,  # noqa: SLF001
        columns=", ".join(names),
        values=", ".join(changed.get(name, f"one.{name}") for name in names),
        key=key,
    )
    copies = -(-rows // block) - 1
    for first in range(1, copies + 1, _AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            tables.hurry(is_checked=False)
            cursor.execute(
                statement,
                {
                    "step": block,
                    "first": first,
                    "last": min(first + _AT_ONCE - 1, copies),
                    "low": low,
                    "high": low + block - 1,
                    "procedures": procedures,
                    "many": len(procedures),
                    "times": FOUR_WEEKS,
                    "days": "28 days",
                },
            )


def _first_key() -> int:
    found = Dossier.objects.order_by("pk").values_list("pk", flat=True)[0]
    return int(found)


def _last_key() -> int:
    found = Dossier.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return int(found)


@contextmanager
def _without_indexes(model: type[Model]) -> Iterator[None]:
    """Take away the indexes that hold no constraint, and make them again after the block."""
    table = model._meta.db_table  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = %s::regclass AND NOT indisunique",
            [table],
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _name, definition in found:
            cursor.execute(definition)
