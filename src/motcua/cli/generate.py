"""The command ``motcua generate``: so many dossiers that the product can be measured."""

import time
from pathlib import Path
from typing import Final

import click

from motcua.cli.database import with_django
from motcua.cli.parquet import parquet_needed
from motcua.kernel.errors import DomainError

OPEN_SHARE: Final = 100
"""One dossier in so many is open."""
_SAY_EVERY: Final = 50_000
_SAY_FACTS_EVERY: Final = 1_000_000


@click.group()
def generate() -> None:
    """Sinh rất nhiều hồ sơ giả, hay số liệu giả, để đo tốc độ; không dùng ở nơi tiếp dân.

    Make very many made-up dossiers, in a database of its own, or facts, in files.
    """


@generate.command()
@click.option(
    "--rows",
    type=click.IntRange(1, 5_000_000),
    required=True,
    help="Bao nhiêu hồ sơ. / How many dossiers.",
)
@click.option(
    "--open",
    "open_rows",
    type=click.IntRange(0),
    help="Bao nhiêu đang giải quyết, mặc định 1 %. / How many of them open, 1 % by default.",
)
@click.option(
    "--agencies",
    type=click.IntRange(1, 9_000),
    default=40,
    show_default=True,
    help="Ở bao nhiêu cơ quan. / At how many agencies.",
)
@click.option(
    "--seed", type=int, default=2026, show_default=True, help="Số gieo ngẫu nhiên. / Seed."
)
@click.option(
    "--events",
    is_flag=True,
    help="Ghi cả sổ sự kiện, lâu gấp nhiều lần. / With the ledger; takes several times as long.",
)
@click.option(
    "--yes-this-is-a-bench",
    "is_a_bench",
    is_flag=True,
    help="Sinh cả khi đã có hồ sơ. / Also where there are dossiers already.",
)
def dossiers(
    *, rows: int, open_rows: int | None, agencies: int, seed: int, events: bool, is_a_bench: bool
) -> None:
    """Sinh hồ sơ giả vào cơ sở dữ liệu đo tải; không dùng ở nơi tiếp dân.

    Fill a bench database by COPY with dossiers of a made-up province: most
    returned, some open with steps of every role. The same seed gives the same
    dossiers. Nothing is taken away again: drop the database afterwards.
    """
    started = time.monotonic()
    with with_django():
        from django.conf import settings  # noqa: PLC0415 - needs Django

        from motcua.demo.many import filling, tables  # noqa: PLC0415
        from motcua.dossiers.models import Dossier  # noqa: PLC0415
        from motcua.indicators import keeping  # noqa: PLC0415
        from motcua.kernel import clock  # noqa: PLC0415

        if settings.PRODUCTION:
            raise click.ClickException("Hệ thống đang tiếp dân: không sinh hồ sơ giả ở đây.")
        if not is_a_bench and Dossier.objects.exists():
            raise click.ClickException(
                "Cơ sở dữ liệu này đã có hồ sơ. Hãy dùng một cơ sở dữ liệu trống; nếu đây đúng là "
                "cơ sở dữ liệu đo tải, hãy thêm --yes-this-is-a-bench."
            )
        wish = filling.Wish(
            rows=rows,
            open_rows=rows // OPEN_SHARE if open_rows is None else min(open_rows, rows),
            agencies=agencies,
            at=clock.now(),
            seed=seed,
            with_events=events,
        )
        filling.fill(wish, _report)
        tables.tidy(filling.WRITTEN)
        keeping.catch_up(at=clock.now())
    click.echo(f"Đã sinh {rows} hồ sơ sau {time.monotonic() - started:.0f} giây.")


@generate.command()
@click.option(
    "--rows",
    type=click.IntRange(1, 200_000_000),
    required=True,
    help="Bao nhiêu hồ sơ. / How many dossiers.",
)
@click.option(
    "--seed", type=int, default=2026, show_default=True, help="Số gieo ngẫu nhiên. / Seed."
)
@click.option(
    "--agencies",
    type=click.IntRange(1, 999),
    default=103,
    show_default=True,
    help="Ở bao nhiêu cơ quan. / At how many agencies.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Thư mục để ghi. / The folder to write.",
)
def facts(*, rows: int, seed: int, agencies: int, folder: Path) -> None:
    """Sinh tệp Parquet số liệu giả để đo phân tích; không động đến cơ sở dữ liệu.

    Write Parquet files of made-up facts, three years of them, for
    "motcua analytics query --facts". The same seed gives the same facts.
    """
    with parquet_needed():
        from motcua.analytics import files, generating  # noqa: PLC0415 - pyarrow is heavy
    from motcua.indicators.facts import FORMULA  # noqa: PLC0415

    started = time.monotonic()
    wish = generating.Wish(rows=rows, seed=seed, agencies=agencies)
    try:
        files.write(
            folder,
            generating.batches(wish),
            source=f"{generating.SOURCE} {seed}",
            formula=FORMULA,
            cut_off=generating.cut_off(wish),
            report=lambda done: _report(done) if done % _SAY_FACTS_EVERY == 0 else None,
        )
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã sinh {rows} hồ sơ vào {folder} sau {time.monotonic() - started:.0f} giây.")


def _report(done: int) -> None:
    if done % _SAY_EVERY == 0:
        click.echo(f"{done} hồ sơ…", err=True)
