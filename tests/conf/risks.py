"""What in a migration locks or rewrites a table that is used, or breaks the version that runs.

A province brings its tables up to date while the version before still serves: what a migration
does to a table that was there before has to be quick, and the old program has to get on with it.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import models
from django.db.migrations import Migration, operations as ops
from django.db.models import NOT_PROVIDED

HARMLESS: Final = (
    ops.CreateModel,
    ops.AlterModelOptions,
    ops.AlterModelManagers,
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
BREAKING: Final[dict[type[Any], str]] = {
    ops.RemoveField: "the old program still asks for the column",
    ops.DeleteModel: "the old program still asks for the table",
    ops.RenameField: "the old program asks for the old name",
    ops.RenameModel: "the old program asks for the old name",
    ops.AlterModelTable: "the old program asks for the old name",
    ops.AddIndex: "nobody writes to the table while the index is built",
    ops.AddConstraint: "the whole table is read under a lock, and old rows or writes may break it",
    ops.AlterUniqueTogether: "the whole table is read under a lock",
    ops.AlterField: "the column may be rewritten, and the old program may write what it forbids",
    ops.RunSQL: "nobody has read what it does",
    ops.RunPython: "nobody has read what it does",
}


def risks_of(migration: Migration) -> Iterator[str]:
    """Yield what is risky in ``migration``: operation, table and why."""
    # A table that this migration makes is empty, and no old program knows it.
    new = {one.name.lower() for one in migration.operations if isinstance(one, ops.CreateModel)}
    for one in migration.operations:
        yield from _risks(one, new)


def _risks(operation: Any, new: set[str]) -> Iterator[str]:
    if isinstance(operation, ops.SeparateDatabaseAndState):
        for below in operation.database_operations:
            yield from _risks(below, new)
        return
    table = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
    if table in new or isinstance(operation, HARMLESS):
        return
    what = f"{type(operation).__name__} {table}"
    if isinstance(operation, ops.AddField):
        if not _is_optional(operation.field):
            yield f"{what}.{operation.name}: the old program writes no value for it"
        return
    if isinstance(operation, ops.RemoveIndex | ops.RemoveConstraint):
        return
    yield f"{what}: {BREAKING.get(type(operation), 'nobody has thought about it')}"


def _is_optional(field: "models.Field[Any, Any]") -> bool:
    """Say whether rows may be written that know nothing of the column."""
    if isinstance(field, models.ManyToManyField):
        return True
    return bool(field.null) or field.db_default is not NOT_PROVIDED
