"""The command ``motcua analytics``: facts as Parquet files, and figures counted over them."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
import orjson

from motcua.cli.parquet import parquet_needed
from motcua.conf import analytics as conf, env
from motcua.kernel import clock
from motcua.kernel.errors import DomainError

if TYPE_CHECKING:
    from motcua.analytics.figures import Asked, Line
    from motcua.analytics.manifest import Manifest

DAY: Final = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
_SAY_FROM: Final = 500_000
_WIDTH: Final = 28


@click.group()
def analytics() -> None:
    """Phân tích trên tệp số liệu Parquet, bằng DuckDB trên máy này hoặc cụm Spark.

    Figures over Parquet files of facts, by DuckDB here or by a Spark cluster.
    """


_folder = click.option(
    "--facts",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục tệp số liệu; mặc định trong MOTCUA_DATA. / Folder of the files.",
)


@analytics.command()
@_folder
def build(*, folder: Path | None) -> None:
    """Ghi số liệu của mọi hồ sơ ra tệp Parquet, không có thông tin cá nhân.

    Write the facts of all dossiers as Parquet files. They are brought up to date first.
    """
    from motcua.cli.ready import with_tables  # noqa: PLC0415 - query works without a database

    place = folder or conf.facts_folder()
    with with_tables(), parquet_needed():
        from motcua.analytics.exporting import build as export  # noqa: PLC0415, needs Django
        from motcua.indicators import keeping  # noqa: PLC0415, so does this

        keeping.catch_up(at=clock.now(), report=_progress)
        manifest = export(place, report=_progress)
    click.echo(f"Đã ghi {manifest.rows} hồ sơ vào {place}.")


@analytics.command()
@click.argument("name")
@click.option("--from", "first", type=DAY, required=True, help="Ngày đầu. / First day.")
@click.option("--to", "last", type=DAY, required=True, help="Ngày cuối. / Last day.")
@click.option(
    "--by",
    "groups",
    multiple=True,
    help="Nhóm theo agency, month, field; ghi nhiều lần được. / Group by; may be repeated.",
)
@click.option(
    "--engine",
    type=click.Choice(conf.ENGINES),
    help="Thay cho MOTCUA_ANALYTICS_ENGINE. / Instead of the setting.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Dạng in ra. / Format.",
)
@_folder
def query(
    *,
    name: str,
    first: datetime,
    last: datetime,
    groups: tuple[str, ...],
    engine: str | None,
    form: str,
    folder: Path | None,
) -> None:
    """In một con số: on_time, early, late, online, 06a; không cần cơ sở dữ liệu.

    Print a figure, counted over the files alone.
    """
    try:
        settings = conf.analytics_settings()
        chosen = engine or settings.engine
        _print_figure(
            _Question(name, first.date(), last.date(), groups),
            folder or conf.facts_folder(),
            (chosen, settings.master),
            form,
        )
    except (DomainError, env.SettingError) as error:
        raise click.ClickException(str(error)) from error


class _Question:
    """What was typed."""

    def __init__(self, name: str, first: date, last: date, groups: tuple[str, ...]) -> None:
        self.name, self.first, self.last, self.groups = name, first, last, groups

    def asked(self, manifest: "Manifest") -> "Asked":
        """Return it as a question to files of that manifest."""
        from motcua.analytics.figures import Asked, figure_called  # noqa: PLC0415
        from motcua.indicators.periods import Period  # noqa: PLC0415

        known = clock.day_of(datetime.fromisoformat(manifest.cut_off))
        return Asked(
            figure_called(self.name),
            Period(self.first, self.last),
            as_of_on=min(self.last, known),
            by=self.groups,
            waiting_is_settled=manifest.waiting_is_settled,
        )


def _print_figure(question: _Question, folder: Path, engine: tuple[str, str], form: str) -> None:
    from motcua.analytics.engines import Name, answer, opened  # noqa: PLC0415
    from motcua.analytics.manifest import manifest_of  # noqa: PLC0415

    name, master = engine
    manifest = manifest_of(folder)
    asked = question.asked(manifest)
    with opened(Name(name), folder, master=master) as counting:
        found = answer(counting, asked)
    if form == "json":
        click.echo(orjson.dumps(_document(asked, found, manifest, name)).decode())
        return
    _print(asked, found, manifest)


def _document(
    asked: "Asked", found: "list[Line]", manifest: "Manifest", engine: str
) -> dict[str, Any]:
    from motcua.analytics.figures import FORMULA  # noqa: PLC0415

    return {
        "figure": asked.figure.key,
        "definition": asked.figure.definition,
        "from": asked.period.first.isoformat(),
        "to": asked.period.last.isoformat(),
        "cut_off": manifest.cut_off,
        "formula": f"{manifest.formula}/{FORMULA}",
        "engine": engine,
        "by": list(asked.by),
        "rows": [
            dict(zip([*asked.by, *asked.figure.names], [*line.of, *line.sums], strict=True))
            for line in found
        ],
    }


def _print(asked: "Asked", found: "list[Line]", manifest: "Manifest") -> None:
    figure = asked.figure
    at = clock.local(datetime.fromisoformat(manifest.cut_off))
    click.echo(f"{figure.title}, {asked.period.words}. {figure.definition}")
    click.echo(f"Số liệu đến {at:%H:%M ngày %d/%m/%Y}, {manifest.rows} hồ sơ.")
    names = ["đạt", "trên", "tỷ lệ"] if figure.is_rate else figure.names
    click.echo(
        "".join(f"{one:<{_WIDTH}}" for one in asked.by) + "".join(f"{n:>10}" for n in names)
    )
    for line in found:
        figures = [str(one) for one in line.sums]
        if figure.is_rate:
            figures.append(_share(*line.sums))
        click.echo(
            "".join(f"{one[: _WIDTH - 1]:<{_WIDTH}}" for one in line.of)
            + "".join(f"{one:>10}" for one in figures)
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole * 100:.2f} %".replace(".", ",") if whole else "–"


def _progress(done: int) -> None:
    if done % _SAY_FROM == 0:
        click.echo(f"  {done} hồ sơ …", err=True)
