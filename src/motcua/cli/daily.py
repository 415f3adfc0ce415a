"""The command ``motcua daily``: a job of the day, run by hand."""

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

EXIT_PROBLEMS = 1


@click.command()
@click.option("--job", "name", help="Chỉ chạy một việc. / Run one job only.")
@click.option("--list", "is_listing", is_flag=True, help="Liệt kê các việc. / List the jobs.")
@click.pass_context
def daily(context: click.Context, *, name: str | None, is_listing: bool) -> None:
    """Chạy ngay các việc hằng ngày: nhắc việc, soạn xin lỗi, thư sáng, soát lịch.

    Chạy lại không gửi thư hai lần. Việc nào còn chỗ chưa làm được thì in ra, mã thoát là 1.

    Run the daily jobs now. Running them again sends no letter twice. What could not be done
    is printed, and the exit code is 1.
    """
    with with_tables():
        from motcua.conf.jobs import JOBS, scheduled  # noqa: PLC0415, needs Django
        from motcua.dossiers.daily.jobs import run  # noqa: PLC0415, needs Django

        if is_listing:
            for job in JOBS:
                click.echo(f"{job.name:<10} {job.begins:%H:%M}  {job.label}")
            return
        chosen = [job for job in JOBS if name == job.name] if name else scheduled()
        if not chosen:
            known = ", ".join(job.name for job in JOBS)
            raise click.UsageError(f"Không có việc “{name}”. Các việc: {known}.")
        problems = 0
        for job in chosen:
            report = run(job, at=clock.now())
            click.echo(f"{job.label}: {report.done} việc.")
            for note in report.notes:
                click.echo(f"  · {note}")
            for subject, sentence in report.problems:
                click.echo(f"  ✗ {subject}: {sentence}")
            problems += len(report.problems)
    if problems:
        context.exit(EXIT_PROBLEMS)
