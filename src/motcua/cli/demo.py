"""The command ``motcua demo``: made-up dossiers to look around in."""

import gc
import logging
import time
from datetime import date, datetime
from typing import Final

import click

from motcua.cli.database import with_django

GARBAGE_THRESHOLD: Final = 50_000
WORTH_ASSISTANCE: Final = 4
"""With fewer parts to load, starting another process takes longer than it saves."""


@click.command()
@click.option(
    "--first",
    "parts",
    flag_value="first",
    help="Chỉ phần cần để mở trang: An Ngãi 2024 và Vũng Tàu hôm nay. / Only the first part.",
)
@click.option(
    "--rest", "parts", flag_value="rest", help="Chỉ phần còn lại của tỉnh. / Only the rest."
)
@click.option(
    "--refresh",
    "parts",
    flag_value="refresh",
    help="Đưa phường Vũng Tàu tới hôm nay. / Move the living unit to today.",
)
@click.option(
    "--status", "parts", flag_value="status", help="Đã nạp được bao nhiêu. / How much is there."
)
@click.option("--seed", type=int, default=None, help="Số gieo ngẫu nhiên. / Seed of chance.")
@click.option(
    "--on",
    "reference_on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Ngày mốc, mặc định hôm nay. / Reference day, today by default.",
)
@click.option("--assist", is_flag=True, hidden=True)
def demo(
    *, parts: str | None, seed: int | None, reference_on: datetime | None, assist: bool
) -> None:
    """Nạp dữ liệu trình diễn: tỉnh Bà Rịa - Vũng Tàu năm 2024 và một phường hôm nay.

    Load the demonstration: a province of 2024 and a ward of today. Names and
    numbers are made up. What is there already is left as it is: running it
    twice changes nothing. --refresh adds the work of today and carries older
    made-up dossiers on to their end; the record is append-only, so nothing is
    taken away.
    """
    started = time.monotonic()
    with with_django():
        from motcua.kernel import clock  # noqa: PLC0415 - needs Django

        _be_quick_and_quiet()
        day = reference_on.date() if reference_on else clock.today()
        if assist:
            parts = "assist"
        _carry_out(parts or "all", seed, day)
    if not assist:
        _say(f"Xong sau {time.monotonic() - started:.1f} giây.")


def _be_quick_and_quiet() -> None:
    # Thousands of acceptances; a line for each part is enough.
    logging.getLogger("motcua.dossiers").setLevel(logging.WARNING)
    # Everything that lives long is there by now; searching it for cycles only costs.
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD)


def _carry_out(parts: str, seed: int | None, day: date) -> None:
    from motcua.demo import loading, preparing, town  # noqa: PLC0415 - needs Django
    from motcua.demo.models import Stage  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    if day < town.EARLIEST_MORNING:
        raise click.UsageError(
            f"Phường Vũng Tàu có từ {town.SINCE:%d/%m/%Y}; "
            f"xin chọn ngày mốc từ {town.EARLIEST_MORNING:%d/%m/%Y}."
        )
    if parts == "refresh":
        if not preparing.refresh(reference_on=day):
            _say("Dữ liệu trình diễn đã ở ngày này hoặc sau đó.")
    elif parts in {"all", "first", "rest"}:
        seed = loading.DEFAULT_SEED if seed is None else seed
        preparing.prepare(seed=seed, reference_on=day, at=clock.now(), report=_say)
    if parts == "assist":
        loading.load_parts(Stage.FIRST, _say)
    if parts in {"all", "first", "refresh"}:
        _load(Stage.FIRST)
    if parts in {"all", "rest"}:
        _load(Stage.REST)
    if parts != "assist":
        _count()
        _say_progress()


def _count() -> None:
    """Let the figures be there with the dossiers, and not minutes after them."""
    from motcua.indicators import keeping  # noqa: PLC0415 - needs Django
    from motcua.indicators.gaming import keeping as traces  # noqa: PLC0415
    from motcua.kernel import clock  # noqa: PLC0415

    keeping.catch_up(at=clock.now())
    traces.catch_up(at=clock.now())


def _load(stage: str) -> None:
    from motcua.demo import loading  # noqa: PLC0415 - needs Django
    from motcua.demo.assistants import assistants  # noqa: PLC0415
    from motcua.demo.models import DemoPart, Stage  # noqa: PLC0415

    missing = DemoPart.objects.filter(stage=stage, loaded_at__isnull=True).count()
    if missing >= WORTH_ASSISTANCE and stage == Stage.FIRST:
        with assistants():
            loading.load_parts(Stage(stage), _say)
    else:
        loading.load_parts(Stage(stage), _say)


def _say_progress() -> None:
    from motcua.demo.progress import demo_progress, figures_of_2024  # noqa: PLC0415, needs Django

    progress = demo_progress()
    _say(progress.sentence if progress else "Chưa nạp dữ liệu trình diễn.")
    if progress and progress.is_complete:
        _say(figures_of_2024())


def _say(text: str) -> None:
    click.echo(text)
