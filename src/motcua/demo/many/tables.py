"""Writing many rows of one table at once: PostgreSQL's COPY, and blocks of row numbers."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Final

from django.db import connection, models

_NEXT: Final = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
_MOVE: Final = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"


class Rows:
    """Rows of one model that wait to be copied; what is not named has the field's default."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        by_name = {
            str(field.column): field
            for field in model._meta.local_concrete_fields  # noqa: SLF001, Django documents it as its API
        }
        unknown = set(columns) - set(by_name)
        if unknown:
            raise ValueError(f"{model.__name__} has no {sorted(unknown)}")
        constant = {
            name: _plain(field.get_db_prep_save(field.get_default(), connection))
            for name, field in by_name.items()
            if name not in columns and not field.primary_key
        }
        self._model = model
        self._rows: list[tuple[Any, ...]] = []
        self._constant = tuple(constant.values())
        quote = connection.ops.quote_name
        listed = ", ".join(quote(name) for name in [*columns, *constant])
        self._statement = f"COPY {self.table} ({listed}) FROM STDIN"

    @property
    def table(self) -> str:
        """The name of the table."""
        return connection.ops.quote_name(self._model._meta.db_table)  # noqa: SLF001

    def add(self, *values: Any) -> None:
        """Keep a row, its values in the order of the columns."""
        self._rows.append(values)

    def write(self) -> int:
        """Copy what waits; return how many rows that were."""
        rows, self._rows = self._rows, []
        with connection.cursor() as cursor, cursor.copy(self._statement) as copy:
            for row in rows:
                copy.write_row(row + self._constant)
        return len(rows)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def first_free_id(model: type[models.Model]) -> int:
    """Return the number from which rows of ``model`` may be numbered by hand."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [model._meta.db_table])  # noqa: SLF001
        (number,) = cursor.fetchone()
    return int(number)


def numbered_up_to(model: type[models.Model], last: int) -> None:
    """Let the database go on numbering after ``last``."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [model._meta.db_table, last])  # noqa: SLF001


def hurry(*, is_checked: bool) -> None:
    """Let this transaction not wait for the disk and, unless ``is_checked``, trust the rows.

    As ``pg_restore --disable-triggers`` does, and like that only where the role may.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (may_trust,) = cursor.fetchone()
        if may_trust and not is_checked:
            cursor.execute("SET LOCAL session_replication_role = replica")


def tidy(models_written: Sequence[type[models.Model]]) -> None:
    """Let the server count what was copied and mark what all can see. Outside a transaction."""
    with connection.cursor() as cursor:
        for model in models_written:
            table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
            cursor.execute(f"VACUUM (ANALYZE) {table}")
