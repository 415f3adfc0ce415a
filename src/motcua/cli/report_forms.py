"""``motcua report <form>``: the reports that are templates, and what stands beside them."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.indicators.periods import Period
    from motcua.indicators.reports import Question

DAY: Final = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
SHIPPED: Final = ("07a", "06d", "so-hoa")
"""Named in the help; those an administrator added are found when they are asked for."""
_FORMATS: Final = ("json", "csv", "xlsx", "pdf")
_NAME_WIDTH: Final = 40
_CUTS: Final = {"lich": 1, "15": 15}


class ReportGroup(click.Group):
    """A group in which every template is a command of its own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands, the shipped reports among them."""
        return sorted({*super().list_commands(ctx), *SHIPPED})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; a name that is none of ours is taken for the key of a report."""
        return super().get_command(ctx, cmd_name) or _of_template(cmd_name)


def _options(formats: tuple[str, ...]) -> list[Any]:
    return [
        click.Option(
            ["--agency", "place"],
            help="Mã hoặc tên cơ quan; không ghi: cả tỉnh. / Agency; all of them without it.",
        ),
        click.Option(["--from", "first"], type=DAY, help="Ngày đầu kỳ. / First day."),
        click.Option(["--to", "last"], type=DAY, help="Ngày cuối kỳ. / Last day."),
        click.Option(
            ["--period", "named"], help="Kỳ: 2026-q3, 2026-t11, 2026-6t, 2026-9t, 2026. / Period."
        ),
        click.Option(
            ["--cut", "way"],
            type=click.Choice(tuple(_CUTS)),
            help="Kỳ theo lịch, hay từ ngày 15 (Nghị định 09/2019). / How periods are cut.",
        ),
        click.Option(["--format", "form"], type=click.Choice(formats), help="Dạng tệp. / Format."),
        click.Option(
            ["--output"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="Ghi vào tệp. / Write to a file.",
        ),
    ]


def _of_template(key: str) -> click.Command:
    return click.Command(
        key,
        callback=partial(_report, key),
        params=_options(_FORMATS),
        help=f"Biểu {key}: theo biểu đang áp dụng ở ngày cuối kỳ. / Report {key}.",
    )


def _report(
    key: str,
    *,
    place: str | None,
    first: datetime | None,
    last: datetime | None,
    named: str | None,
    way: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Print the report, or write it to a file."""
    with with_tables():
        from motcua.cli.report import written, written_to  # noqa: PLC0415
        from motcua.indicators.files import csv_lines  # noqa: PLC0415
        from motcua.indicators.statutory import files  # noqa: PLC0415, all of it needs Django
        from motcua.indicators.statutory.counting import counted  # noqa: PLC0415
        from motcua.indicators.statutory.printed import Sheet  # noqa: PLC0415
        from motcua.indicators.statutory.versions import in_force_on  # noqa: PLC0415

        period, begins_on = period_asked(first, last, named, way)
        held = in_force_on(period.last)
        if key not in held:
            raise click.UsageError(f"Không có biểu “{key}”. Các biểu: {', '.join(held)}, 06a.")
        question, name = asked_of(place, period, begins_on)
        sheet = Sheet(counted(held[key], question, name))
        match form:
            case None:
                _print(sheet)
            case "json":
                written([files.json_bytes(sheet, is_of_agency=place is not None)], output)
            case "csv":
                written(csv_lines(sheet.lines), output)
            case "pdf":
                path = output or Path(_file_name(key, period, "pdf"))
                with written_to(path):
                    path.write_bytes(files.pdf(sheet, at=clock.now()))
            case _:
                path = output or Path(_file_name(key, period, "xlsx"))
                with written_to(path):
                    files.workbook(sheet, path)


def period_asked(
    first: datetime | None, last: datetime | None, named: str | None, way: str | None
) -> "tuple[Period, int | None]":
    """Return the period by its two days or by its name, and the day on which periods begin."""
    from motcua.indicators.periods import NamedPeriod, Period  # noqa: PLC0415, needs Django
    from motcua.indicators.rules import rule_on  # noqa: PLC0415

    if named is not None:
        found = NamedPeriod.parse(named)
        begins_on = _CUTS[way] if way else rule_on(found.last_month).period_begins_on
        return found.days(begins_on), begins_on
    if first is None or last is None:
        raise click.UsageError("Xin ghi --period, hoặc cả --from và --to.")
    return Period(first.date(), last.date()), None


def asked_of(place: str | None, period: "Period", begins_on: int | None) -> "tuple[Question, str]":
    """Bring the facts up to date; return what is asked and the name of the place."""
    from dataclasses import replace  # noqa: PLC0415

    from motcua.cli.report import asked  # noqa: PLC0415

    question, name = asked(place, period.first, period.last)
    if begins_on is not None:
        rule = replace(question.rule, period_begins_on=begins_on)
        question = replace(question, rule=rule)
    return question, name


def _print(sheet: Any) -> None:
    for line in sheet.head:
        click.echo(line)
    click.echo()
    columns = sheet.template.columns
    click.echo(" " * _NAME_WIDTH + "".join(f"{f'({one.number})':>8}" for one in columns))
    for row in (*sheet.counted.rows, sheet.counted.total):
        name = row.name if len(row.name) <= _NAME_WIDTH else f"{row.name[: _NAME_WIDTH - 1]}…"
        cells = "".join(f"{sheet.cell(row, one)!s:>8}" for one in columns)
        click.echo(f"{name:<{_NAME_WIDTH}}{cells}")
    click.echo()
    for check, where in sheet.counted.broken:
        click.echo(f"Không khớp {check.words}: {where}.")
    click.echo(sheet.version)


def _file_name(key: str, period: "Period", form: str) -> str:
    return f"bieu-{key}-{period.first:%Y%m%d}-{period.last:%Y%m%d}.{form}"


def _late(
    *,
    place: str | None,
    first: datetime | None,
    last: datetime | None,
    named: str | None,
    way: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Print how many late dossiers have which cause, or write them all with it."""
    with with_tables():
        from motcua.cli.report import written  # noqa: PLC0415
        from motcua.indicators.files import csv_lines  # noqa: PLC0415
        from motcua.indicators.statutory.causes import by_cause, sheet  # noqa: PLC0415

        period, begins_on = period_asked(first, last, named, way)
        question, name = asked_of(place, period, begins_on)
        if form == "csv":
            written(csv_lines(sheet(question, name)), output)
            return
        click.echo(f"{name}, {period.words}: hồ sơ quá hạn theo nguyên nhân")
        for one in by_cause(question):
            click.echo(f"{one.count:>8}  {one.cause.label}")


def _digest(
    *, place: str, day: datetime, is_month: bool, form: str | None, output: Path | None
) -> None:
    """Print the digest of a unit of the week or month that ``day`` lies in."""
    with with_tables():
        from motcua.cli.report import asked, written_to  # noqa: PLC0415
        from motcua.indicators.digest import Rhythm, digest_of  # noqa: PLC0415
        from motcua.indicators.digest_mail import letter_of, pdf_of  # noqa: PLC0415

        rhythm = Rhythm.MONTH if is_month else Rhythm.WEEK
        period = rhythm.holding(day.date())
        question, _name = asked(place, period.first, period.last)
        at = clock.now()
        found = digest_of(_agency(question.agency_id), rhythm, question, at=at)
        if form == "pdf":
            path = output or Path(f"ban-tin-{period.first:%Y%m%d}.pdf")
            with written_to(path):
                path.write_bytes(pdf_of(found, at=at))
            return
        click.echo(letter_of(found).body)


def _nine(
    *,
    place: str | None,
    first: datetime | None,
    last: datetime | None,
    named: str | None,
    way: str | None,
) -> None:
    """Print the nine indices of an agency, where they are switched on."""
    with with_tables():
        from motcua.indicators.nine.scoring import class_of  # noqa: PLC0415
        from motcua.indicators.nine_counting import agency_nine  # noqa: PLC0415
        from motcua.indicators.nine_versions import nine_on  # noqa: PLC0415

        period, begins_on = period_asked(first, last, named, way)
        held = nine_on(period.last)
        if not held.is_on:
            raise click.ClickException("Chín chỉ số đang tắt. Quản trị bật ở mục Chín chỉ số.")
        if place is None:
            raise click.UsageError("Xin ghi --agency.")
        question, name = asked_of(place, period, begins_on)
        found = agency_nine(_agency(question.agency_id), question, held.scheme)
        click.echo(f"{name}, {period.words}")
        for one in found.scores:
            said = (one.unknown or "chưa đủ dữ liệu") if one.value is None else str(one.value)
            click.echo(f"{one.number:>4}  {said}")
        scaled = found.scaled
        named_class = (
            class_of(scaled, held.scheme)
            if scaled is not None and found.is_enough
            else "không xếp loại"
        )
        click.echo(f"{found.total} trên {found.possible}; trên 18: {scaled} ({named_class})")


def _agency(agency_id: int | None) -> Any:
    from motcua.agencies.models import Agency  # noqa: PLC0415, needs Django

    return Agency.objects.get(pk=agency_id or 0)


late = click.Command(
    "qua-han",
    callback=_late,
    params=_options(("csv",)),
    help="Hồ sơ quá hạn theo nguyên nhân. / Late dossiers by cause.",
)
digest = click.Command(
    "ban-tin",
    callback=_digest,
    params=[
        click.Option(["--agency", "place"], required=True, help="Cơ quan. / Agency."),
        click.Option(
            ["--day"],
            type=DAY,
            required=True,
            help="Một ngày trong tuần, tháng ấy. / A day of it.",
        ),
        click.Option(["--month", "is_month"], is_flag=True, help="Cả tháng. / The month."),
        click.Option(["--format", "form"], type=click.Choice(("pdf",)), help="Dạng. / Format."),
        click.Option(
            ["--output"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="Ghi vào tệp. / Write to a file.",
        ),
    ],
    help="Bản tin tuần, tháng của đơn vị. / Digest of a unit.",
)
nine = click.Command(
    "chin-chi-so",
    callback=_nine,
    params=[one for one in _options(("",)) if one.name not in {"form", "output"}],
    help="Chín chỉ số của Thông tư 01/2018, nếu đang dùng. / The nine indices, if on.",
)
