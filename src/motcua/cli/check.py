"""The command ``motcua check``: what an installation stands on, line by line."""

import click

from motcua.cli.database import with_django
from motcua.cli.ready import missing_migrations
from motcua.kernel import clock

EXIT_PROBLEMS = 1


@click.command()
@click.option(
    "--strict", is_flag=True, help="Điểm lưu ý cũng tính là lỗi. / Warnings count as problems."
)
@click.pass_context
def check(context: click.Context, *, strict: bool) -> None:
    """Kiểm tra cơ sở dữ liệu, lịch 14 tháng tới, mẫu biểu, thư điện tử, đĩa, đồng hồ, sổ.

    Mỗi dòng là một việc, kèm cách sửa. Thoát với mã 1 khi có việc phải sửa.

    Check database, calendar of the next 14 months, forms, mail, disk, clock and ledger. Each line
    says what to do; the exit code is 1 when something has to be mended.
    """
    with with_django():
        missing = missing_migrations()
        if missing:
            click.echo(f"✗ Cấu trúc dữ liệu: còn thiếu {len(missing)} bước cập nhật.")
            click.echo("  Chạy “motcua serve” một lần, hoặc “motcua init” nếu là nơi mới.")
            context.exit(EXIT_PROBLEMS)
        from motcua.reference.health import Grade, look_at_everything  # noqa: PLC0415, needs Django

        findings = look_at_everything(at=clock.now())
    marks = {Grade.GOOD: "✓", Grade.WARNING: "!", Grade.BAD: "✗"}
    words = {Grade.GOOD: "Tốt", Grade.WARNING: "Lưu ý", Grade.BAD: "Phải sửa"}
    for finding in findings:
        mark = f"{marks[finding.grade]} {words[finding.grade]}"
        click.echo(f"{mark:<11}{finding.subject}: {finding.sentence}")
        if finding.advice:
            click.echo(f"{'':<11}{finding.advice}")
    to_mend = {Grade.BAD, Grade.WARNING} if strict else {Grade.BAD}
    if any(finding.grade in to_mend for finding in findings):
        context.exit(EXIT_PROBLEMS)
