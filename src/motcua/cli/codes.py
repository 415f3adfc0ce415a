"""The command ``motcua codes``: check a code that somebody typed."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

import click

from motcua.kernel import clock
from motcua.kernel.codes import (
    CodeCheck,
    check_dossier_code,
    check_old_id,
    check_personal_id,
    check_tax_code,
)

KINDS: Final = ("personal-id", "old-id", "tax-code", "dossier-code")
_DAY: Final = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def codes() -> None:
    """Kiểm tra số định danh cá nhân, mã số thuế, mã hồ sơ.

    Check personal numbers, tax codes and dossier codes.
    """


@codes.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("value")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. / Print JSON.")
@click.option("--on", type=_DAY, help="Xét vào ngày nào; mặc định hôm nay. / As of which day.")
@click.option("--birth-on", type=_DAY, help="Ngày sinh để đối chiếu. / Date of birth.")
@click.option("--sex", type=click.Choice(["nam", "nữ"]), help="Giới tính. / Sex.")
def check(
    *,
    kind: str,
    value: str,
    as_json: bool,
    on: datetime | None,
    birth_on: datetime | None,
    sex: str | None,
) -> None:
    """Kiểm tra một mã, chặt chẽ từng ký tự. Mã sai: thoát với mã 1 (trừ khi có --json).

    Check one code, strictly. Exit code 1 when it is not valid (0 with --json).
    """
    day = on.date() if on else clock.today()
    checks: dict[str, Callable[[], CodeCheck]] = {
        "personal-id": lambda: check_personal_id(
            value, on=day, birth_on=birth_on.date() if birth_on else None, sex=sex
        ),
        "old-id": lambda: check_old_id(value),
        "tax-code": lambda: check_tax_code(value, on=day),
        "dossier-code": lambda: check_dossier_code(value),
    }
    found = checks[kind]()
    if as_json:
        answer = {
            "valid": found.valid,
            "warnings": list(found.warnings),
            "normalized": found.normalized,
            "reason": found.reason,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo("Hợp lệ." if found.valid else found.reason)
    for warning in found.warnings:
        click.echo(f"Lưu ý: {warning}")
    if not found.valid:
        click.get_current_context().exit(1)
