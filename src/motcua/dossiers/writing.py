"""Writing new rows of several tables in one statement.

An acceptance writes to nine tables. Asked one by one, most of its time goes into asking;
and while the code's counter is locked, every other desk of the agency waits.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection, models


def insert_together(*groups: Sequence[models.Model]) -> None:
    """Insert all rows, those of one model in each group; empty groups are left out.

    One statement. Rows may point to one another, since foreign keys are checked at commit.
    Keys that the database gives are not fetched: give ``pk`` to what is needed afterwards.
    """
    filled = [group for group in groups if group]
    if not filled:
        return
    shape = tuple((type(group[0]), group[0].pk is not None, len(group)) for group in filled)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for group, (model, has_key, _count) in zip(filled, shape, strict=True)
        for row in group
        for field in _fields(model, has_key=has_key)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(shape), values)
    for group in filled:
        for row in group:
            row._state.adding = False  # noqa: SLF001, as Django's own bulk_create leaves a row
            row._state.db = connection.alias  # noqa: SLF001


@lru_cache(maxsize=64)
def _fields(model: type[models.Model], *, has_key: bool) -> list["models.Field[object, object]"]:
    fields = model._meta.local_concrete_fields  # noqa: SLF001, Django documents it as its API
    return [field for field in fields if has_key or not field.primary_key]


@lru_cache(maxsize=256)
def _statement(shape: tuple[tuple[type[models.Model], bool, int], ...]) -> str:
    inserts = [
        _insert(model, _fields(model, has_key=has_key), count) for model, has_key, count in shape
    ]
    *others, last = inserts
    if not others:
        return last
    named = ", ".join(f"part{number} AS ({insert})" for number, insert in enumerate(others))
    return f"WITH {named} {last}"


def _insert(
    model: type[models.Model], fields: Sequence["models.Field[object, object]"], count: int
) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = "(" + ", ".join(["%s"] * len(fields)) + ")"
    rows = ", ".join([row] * count)
    # Names of our own tables and columns, none from outside.
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {rows}"  # noqa: S608, SLF001
