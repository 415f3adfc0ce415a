"""The command ``motcua text``: Vietnamese text, lines in, lines out."""

import sys
from collections.abc import Callable

import click

from motcua.kernel import text as vietnamese


@click.group()
def text() -> None:
    """Xử lý chữ tiếng Việt: đọc từng dòng, in từng dòng.

    Vietnamese text, lines in, lines out.
    """


@text.command()
def fold() -> None:
    """Đưa về dạng để tìm kiếm: chữ thường, không dấu, đ thành d.

    Fold for searching: lower case, no marks, đ as d.
    """
    _each_line(vietnamese.fold)


@text.command()
def clean() -> None:
    """Đưa về dạng để lưu: Unicode dựng sẵn, bỏ ký tự ẩn và khoảng trắng thừa.

    Clean for storing: precomposed, without invisible characters and double spaces.
    """
    _each_line(vietnamese.clean)


@text.command()
@click.option(
    "--by",
    type=click.Choice(["full", "given"]),
    default="full",
    help="full: theo cả họ tên; given: theo tên rồi cả họ tên. / By full or given name.",
)
def sort(*, by: str) -> None:
    """Sắp xếp theo thứ tự tiếng Việt.

    Sort in Vietnamese order.
    """
    key = vietnamese.sort_key if by == "full" else vietnamese.given_name_sort_key
    _write(sorted(_lines(), key=key))


def _each_line(change: Callable[[str], str]) -> None:
    _write([change(line) for line in _lines()])


def _lines() -> list[str]:
    """Read standard input as UTF-8, whatever the locale says."""
    try:
        whole = sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise click.UsageError("Dữ liệu vào không phải là chữ mã hóa UTF-8.") from None
    # Not splitlines(): a form feed or U+2028 inside a line is part of the line.
    lines = whole.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _write(lines: list[str]) -> None:
    if lines:
        click.echo("\n".join(lines))
