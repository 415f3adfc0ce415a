"""Commands that write Parquet files, for which an optional extra is needed."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def parquet_needed() -> Iterator[None]:
    """Say in one sentence that the extra is missing, where it is."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise click.ClickException(
            "Máy này chưa cài pyarrow (gói “analytics”), nên không ghi được tệp Parquet."
        ) from error
