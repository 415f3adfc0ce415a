"""The command ``motcua check``: what an installation stands on, line by line."""

import json
from typing import TYPE_CHECKING

import click

from motcua.cli.database import with_django
from motcua.conf.version import version
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.reference.findings import Finding

EXIT_PROBLEMS = 1


@click.command()
@click.option(
    "--strict", is_flag=True, help="Điểm lưu ý cũng tính là lỗi. / Warnings count as problems."
)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON. / Print JSON.")
@click.option(
    "--only", "names", multiple=True, help="Chỉ xem mục này, như worker. / Look at this only."
)
@click.pass_context
def check(context: click.Context, *, strict: bool, as_json: bool, names: tuple[str, ...]) -> None:
    """Kiểm tra mọi thứ mà hệ thống dựa vào, từ cơ sở dữ liệu tới bản sao lưu.

    Gồm tiến trình nền, hộp thư đi, thư, bộ quét, chữ ký số, đồng hồ, lịch 14 tháng tới, đĩa,
    việc hằng ngày, khóa, thiết lập chạy thật, sổ. Mỗi dòng là một việc, kèm cách sửa. Không đổi
    gì, không gửi thư. Thoát với mã 1 khi có việc phải sửa.

    Look at everything an installation stands on. Each line says what to do; nothing is changed
    and no mail is sent. The exit code is 1 when something has to be mended.
    """
    with with_django():
        from motcua.reference.everything import (  # noqa: PLC0415, needs Django
            LOOKS,
            look_at_everything,
        )

        if unknown := sorted(set(names) - set(LOOKS)):
            raise click.UsageError(f"Không có mục “{unknown[0]}”. Các mục: {', '.join(LOOKS)}.")
        at = clock.now()
        findings = look_at_everything(at=at, names=names)
    to_mend = {"bad", "warning"} if strict else {"bad"}
    is_well = not any(finding.grade.value in to_mend for finding in findings)
    if as_json:
        said = {"at": at.isoformat(), "version": version(), "is_well": is_well}
        rows = [_row(finding) for finding in findings]
        click.echo(json.dumps({**said, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        _tell(findings)
    if not is_well:
        context.exit(EXIT_PROBLEMS)


def _row(finding: "Finding") -> dict[str, str]:
    return {
        "name": finding.name,
        "subject": finding.subject,
        "grade": finding.grade.value,
        "sentence": finding.sentence,
        "advice": finding.advice,
    }


def _tell(findings: list["Finding"]) -> None:
    marks = {"good": "✓ Tốt", "warning": "! Lưu ý", "bad": "✗ Phải sửa"}
    for finding in findings:
        mark = marks[finding.grade.value]
        click.echo(f"{mark:<11}{finding.subject}: {finding.sentence}")
        if finding.advice:
            click.echo(f"{'':<11}{finding.advice}")
