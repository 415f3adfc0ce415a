"""The command ``motcua effects``: what models have changed, measured now."""

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

EXIT_PROBLEMS = 1


@click.group()
def effects() -> None:
    """Tác động của mô hình cải cách: mức thay đổi so với đơn vị chưa áp dụng.

    What reform models have changed, against units without them.
    """


@effects.command()
@click.option("--code", "codes", multiple=True, help="Chỉ mô hình có mã này. / This model only.")
@click.pass_context
def measure(context: click.Context, *, codes: tuple[str, ...]) -> None:
    """Đo ngay, như việc hằng đêm; số liệu không đổi thì giữ lần đo trước.

    Measure now, as the nightly job does. Where nothing has moved the last measurement stays.
    """
    with with_tables():
        from motcua.dossiers.daily.jobs import Report  # noqa: PLC0415, needs Django
        from motcua.effects.stored import from_document  # noqa: PLC0415
        from motcua.effects.wording import verdict  # noqa: PLC0415
        from motcua.indicators.effect_keeping import measure_models, rows_to_check  # noqa: PLC0415
        from motcua.indicators.reform_effect import Aim  # noqa: PLC0415

        report = Report()
        measure_models(at=clock.now(), report=report, codes=codes)
        for row in rows_to_check():
            if not codes or row.initiative.code in codes:
                aim = Aim(row.aim)
                said = verdict(from_document(row.document), about=aim.label, noun=aim.noun)
                click.echo(f"{row.initiative.code}, đến {row.last:%d/%m/%Y}: {said.headline}")
        for note in report.notes:
            click.echo(f"· {note}")
        for subject, sentence in report.problems:
            click.echo(f"✗ {subject}: {sentence}")
    if report.problems:
        context.exit(EXIT_PROBLEMS)
