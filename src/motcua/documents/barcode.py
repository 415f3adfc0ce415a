"""Drawings of codes that a machine reads: Code 128 bars and QR, as SVG.

Code 128 follows ISO/IEC 15417: code set B for text, code set C for runs of
digits, which it packs two to a symbol so that a dossier code stays short enough
for the narrow side of an A5 page.
"""

import re
from collections.abc import Iterable
from typing import Final

import segno

_WIDTH_TABLE: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 "
    "112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 "
    "311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 "
    "112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 "
    "122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
)
_WIDTHS: Final = tuple(_WIDTH_TABLE.split())
"""Widths of bar, space, bar, … of each symbol, in modules."""

_CODE_C, _CODE_B = 99, 100
_START_B, _START_C, _STOP = 104, 105, 106
_CHECK_MODULUS = 103
_FIRST_PRINTABLE, _LAST_PRINTABLE = 0x20, 0x7E
_SHORTEST_RUN = 4  # digits; a shorter run costs more in switching than it saves


def fits_code128(text: str) -> bool:
    """Say whether ``text`` can be drawn as bars: printable ASCII, not empty."""
    return bool(text) and all(_FIRST_PRINTABLE <= ord(c) <= _LAST_PRINTABLE for c in text)


def code128_modules(text: str) -> str:
    """Return the bars of ``text`` as a string of ``1`` (black) and ``0`` (white) modules.

    Raises ValueError when ``text`` is empty or has a letter outside ASCII.
    """
    if not fits_code128(text):
        raise ValueError("a bar code holds printable ASCII and is not empty")
    symbols = _symbols(text)
    weighted = sum(position * symbol for position, symbol in enumerate(symbols[1:], start=1))
    symbols += [(symbols[0] + weighted) % _CHECK_MODULUS, _STOP]
    widths = "".join(_WIDTHS[symbol] for symbol in symbols)
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(widths))


def code128_svg(text: str) -> str:
    """Return the bars of ``text`` as an SVG image, one unit to a module.

    The quiet zone is the layout's: ten modules of white on both sides.
    """
    modules = code128_modules(text)
    return _svg(len(modules), 1, _runs([modules]))


def qr_svg(text: str) -> str:
    """Return the QR code of ``text`` as an SVG image, one unit to a module.

    Error level M: 15 % may be soiled. The quiet zone is the layout's: four
    modules of white on each side.
    """
    size, path = qr_path(text)
    return _svg(size, size, path)


def qr_path(text: str) -> tuple[int, str]:
    """Return the QR code of ``text`` as its size in modules and the path of an SVG."""
    rows = ["".join(str(bit) for bit in row) for row in segno.make_qr(text, error="m").matrix]
    return len(rows), _runs(rows)


def _symbols(text: str) -> list[int]:
    """Return the start symbol and the symbols of ``text``, without check and stop."""
    symbols: list[int] = []
    in_digits = False
    for run in re.findall(rf"(?:\d\d){{{_SHORTEST_RUN // 2},}}|.", text):
        is_pairs = len(run) > 1
        if not symbols:
            symbols.append(_START_C if is_pairs else _START_B)
        elif is_pairs != in_digits:
            symbols.append(_CODE_C if is_pairs else _CODE_B)
        in_digits = is_pairs
        if is_pairs:
            symbols += [int(run[place : place + 2]) for place in range(0, len(run), 2)]
        else:
            symbols.append(ord(run) - _FIRST_PRINTABLE)
    return symbols


def _runs(rows: Iterable[str]) -> str:
    """Return the path of all runs of ``1`` in ``rows``; one path, so no seams show."""
    return "".join(
        f"M{run.start()} {line}h{len(run.group())}v1h-{len(run.group())}z"
        for line, row in enumerate(rows)
        for run in re.finditer("1+", row)
    )


def _svg(width: int, height: int, path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" preserveAspectRatio="none">'
        f'<path d="{path}"/></svg>'
    )
