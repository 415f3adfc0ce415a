"""The command ``motcua vnpay``: the gateway's signature, for whoever connects or checks it."""

import json
import sys

import click

from motcua.payments.vnpay_signing import sign as signature_of


@click.group()
def vnpay() -> None:
    """Chữ ký của cổng VNPay 2.1.0.

    The signature of the VNPay gateway, version 2.1.0.
    """


@vnpay.command()
@click.option("--secret", required=True, help="Chuỗi bí mật của cổng. / The gateway's secret.")
def sign(*, secret: str) -> None:
    """Đọc tham số (một đối tượng JSON) từ đầu vào, in chữ ký HMAC-SHA512 dạng hex.

    Bỏ vnp_SecureHash, vnp_SecureHashType và giá trị rỗng; xếp theo tên.

    Read parameters, one JSON object, from standard input and print their signature.
    """
    try:
        parameters = json.loads(sys.stdin.buffer.read())
    except ValueError:
        raise click.UsageError("Đầu vào phải là một đối tượng JSON mã hóa UTF-8.") from None
    if not isinstance(parameters, dict):
        raise click.UsageError("Đầu vào phải là một đối tượng JSON: tên tham số và giá trị.")
    plain = {name: _text(value) for name, value in parameters.items()}
    click.echo(signature_of(plain, secret))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int) and not isinstance(value, bool):
        return str(value)
    raise click.UsageError("Mỗi giá trị phải là chữ hoặc số nguyên.")
