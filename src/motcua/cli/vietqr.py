"""The command ``motcua vietqr``: make or read the string of a bank's QR code."""

import json
from dataclasses import asdict

import click

from motcua.payments.vietqr import TO_ACCOUNT, TO_CARD, QRError, decode, encode


@click.group()
def vietqr() -> None:
    """Lập và đọc chuỗi VietQR (EMVCo, NAPAS 247).

    Make and read VietQR strings.
    """


@vietqr.command()
@click.option("--bank", "bank_bin", required=True, help="BIN ngân hàng, 6 chữ số. / Bank BIN.")
@click.option("--account", required=True, help="Số tài khoản hay số thẻ. / Account or card.")
@click.option("--amount", type=int, help="Số đồng; bỏ trống: người nộp tự gõ. / Đồng.")
@click.option("--message", default="", help="Nội dung, không dấu. / Message, ASCII.")
@click.option("--bill", "bill_number", default="", help="Số hóa đơn. / Bill number.")
@click.option(
    "--service",
    type=click.Choice([TO_ACCOUNT, TO_CARD]),
    default=TO_ACCOUNT,
    help="QRIBFTTA: tài khoản; QRIBFTTC: thẻ. / To an account or a card.",
)
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def make(
    *,
    bank_bin: str,
    account: str,
    amount: int | None,
    message: str,
    bill_number: str,
    service: str,
    as_json: bool,
) -> None:
    """In chuỗi VietQR. Với --json: khóa payload (chuỗi) và crc (mã kiểm tra).

    Print a VietQR string. With --json: the keys payload (the string) and crc.
    """
    try:
        made = encode(
            bank_bin=bank_bin,
            account=account,
            amount_dong=amount,
            message=message,
            bill_number=bill_number,
            service=service,
        )
    except QRError as error:
        raise click.UsageError(str(error)) from None
    click.echo(json.dumps({"payload": made, "crc": made[-4:]}) if as_json else made)


@vietqr.command("decode")
@click.argument("payload")
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def decode_(*, payload: str, as_json: bool) -> None:
    """Đọc một chuỗi VietQR; chuỗi hỏng: thoát với mã 1 (trừ khi có --json).

    Khóa JSON: valid (đúng hay sai), reason (vì sao sai), initiation (static, dynamic),
    currency, amount, country, guid, bank_bin, account, service, bill_number, purpose,
    merchant_name, merchant_city; chữ rỗng là mã QR không ghi.

    Read a VietQR string. Exit code 1 when it is broken (0 with --json). JSON keys: as above.
    """
    try:
        read = decode(payload)
    except QRError as error:
        if as_json:
            click.echo(json.dumps({"valid": False, "reason": str(error)}, ensure_ascii=False))
            return
        click.echo(str(error))
        click.get_current_context().exit(1)
    facts = asdict(read)
    if as_json:
        click.echo(json.dumps({"valid": True, "reason": "", **facts}, ensure_ascii=False))
        return
    for name, value in facts.items():
        if value:
            click.echo(f"{name}: {value}")
