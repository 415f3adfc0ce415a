"""Build the fonts that are embedded in PDFs.

Be Vietnam Pro is published for the web in three ranges of letters (Vietnamese,
Latin, extended Latin), none of which is enough alone: a PDF needs them in one
file. It also has no tabular figures, so a second family, Mot Cua Figures, holds
its digits drawn on one width for codes and columns of numbers.

Names of the peoples of the Central Highlands need letters that the family lacks
(Y Ƀlŏ, H'Bĭt, Êban with a breve): they are put together here from its own parts.

Source: npm package ``@fontsource/be-vietnam-pro``, version 5.3.0, SIL Open Font
License 1.1. How to run::

    npm pack @fontsource/be-vietnam-pro@5.3.0 && tar xzf fontsource-*.tgz
    pip install fonttools brotli
    python scripts/build_fonts.py package/files src/motcua/data/fonts

The same input gives the same bytes.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from fontTools import merge, subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# Vietnamese first: where ranges overlap the merger keeps the first outline.
RANGES = ("vietnamese", "latin", "latin-ext")
WEIGHTS = {400: "Regular", 600: "SemiBold"}
DIGITS = "0123456789"
FIGURE_WIDTH = 648  # of 1000 units; the widest digit, "4", keeps its outline inside
ONE_SHIFT = 18  # "1" looks centered only when moved right by this much
MADE_AT = 3_840_000_000  # seconds since 1904; fixed, so that builds can be compared
# Letter, the glyph under the breve, and the pair whose difference is that breve.
WITH_BREVE = (
    ("ĕ", "e", "ă", "a"),
    ("ĭ", "ı", "ă", "a"),
    ("ŏ", "o", "ă", "a"),
    ("ŭ", "u", "ă", "a"),
    ("Ĕ", "E", "Ă", "A"),
    ("Ĭ", "I", "Ă", "A"),
    ("Ŏ", "O", "Ă", "A"),
    ("Ŭ", "U", "Ă", "A"),
)
COMBINING_BREVE = 0x0306
HALF_A_VOWEL = 300  # units; the mark is drawn back over the vowel before it
ABOVE_CIRCUMFLEX = 190  # units from a breve on "a" to one on "ê"
BAR_OVERHANG, BAR_REACH = 75, 300  # units left of the stem, and right of its left edge
BAR_THICKNESS = {400: 62, 600: 88}
BAR_HEIGHTS = {"ƀ": ("b", 0.78), "Ƀ": ("B", 0.47)}  # base, height of the bar as a share of it
NAME_FAMILY, NAME_STYLE, NAME_FULL, NAME_POSTSCRIPT = 1, 2, 4, 6
NAME_TYPOGRAPHIC_FAMILY, NAME_TYPOGRAPHIC_STYLE = 16, 17


def main(arguments: list[str]) -> int:
    """Build both families in both weights; return the exit code."""
    if len(arguments) != len(("source", "target")):
        sys.stderr.write("usage: build_fonts.py SOURCE_FOLDER TARGET_FOLDER\n")
        return 2
    source, target = map(Path, arguments)
    for weight, style in WEIGHTS.items():
        text = _merged(source, weight)
        _add_breves(text)
        _add_bars(text, weight)
        _name(text, "Be Vietnam Pro", style, weight)
        _save(text, target / f"BeVietnamPro-{style}.ttf")
        figures = _figures(_range_path(source, "latin", weight))
        _name(figures, "Mot Cua Figures", style, weight)
        _save(figures, target / f"MotCuaFigures-{style}.ttf")
    return 0


def _range_path(source: Path, letters: str, weight: int) -> Path:
    return source / f"be-vietnam-pro-{letters}-{weight}-normal.woff2"


def _merged(source: Path, weight: int) -> Any:
    """Return one font that holds the letters of all ranges."""
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for letters in RANGES:
            font = TTFont(_range_path(source, letters, weight))
            font.flavor = None
            path = Path(folder) / f"{letters}.ttf"
            font.save(path)
            plain.append(str(path))
        return merge.Merger().merge(plain)


def _contours(font: Any, glyph: str) -> list[list[Any]]:
    """Return the outline of ``glyph`` as one list of pen calls a contour."""
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    contours: list[list[Any]] = []
    for call in pen.value:
        if call[0] == "moveTo":
            contours.append([])
        contours[-1].append(call)
    return contours


def _bounds(contours: list[list[Any]]) -> tuple[float, float, float, float]:
    pen = BoundsPen(None)
    _replay(contours, pen)
    left, bottom, right, top = pen.bounds
    return left, bottom, right, top


def _replay(contours: list[list[Any]], pen: Any) -> None:
    for contour in contours:
        for name, points in contour:
            getattr(pen, name)(*points)


def _add_breves(font: Any) -> None:
    """Add vowels with a breve, and the breve alone for vowels that bear a mark already."""
    names = font.getBestCmap()
    for letter, base, marked, plain in WITH_BREVE:
        breve = _breve(font, names[ord(marked)], names[ord(plain)])
        outline = _contours(font, names[ord(base)])
        under, mark = _bounds(outline), _bounds(breve)
        shift = (under[0] + under[2] - mark[0] - mark[2]) / 2
        pen = TTGlyphPen(None)
        _replay(outline, pen)
        _replay(breve, TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        _add(font, ord(letter), pen.glyph(), font["hmtx"][names[ord(base)]][0])
    breve = _breve(font, names[ord("ă")], names[ord("a")])
    mark = _bounds(breve)
    back = -HALF_A_VOWEL - (mark[0] + mark[2]) / 2
    pen = TTGlyphPen(None)
    _replay(breve, TransformPen(pen, (1, 0, 0, 1, back, ABOVE_CIRCUMFLEX)))
    _add(font, COMBINING_BREVE, pen.glyph(), 0)


def _breve(font: Any, marked: str, plain: str) -> list[list[Any]]:
    """Return the contours of ``marked`` that lie above ``plain``."""
    top = _bounds(_contours(font, plain))[3]
    return [contour for contour in _contours(font, marked) if _bounds([contour])[1] >= top]


def _add_bars(font: Any, weight: int) -> None:
    """Add b with a stroke through its stem."""
    names = font.getBestCmap()
    for letter, (base, share) in BAR_HEIGHTS.items():
        outline = _contours(font, names[ord(base)])
        left, _, _, top = _bounds(outline)
        low = round(top * share)
        high = low + BAR_THICKNESS[weight]
        start, end = left - BAR_OVERHANG, left + BAR_REACH
        pen = TTGlyphPen(None)
        _replay(outline, pen)
        pen.moveTo((start, low))
        for point in ((start, high), (end, high), (end, low)):
            pen.lineTo(point)
        pen.closePath()
        _add(font, ord(letter), pen.glyph(), font["hmtx"][names[ord(base)]][0])


def _add(font: Any, letter: int, glyph: Any, width: int) -> None:
    name = f"uni{letter:04X}"
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[letter] = name


def _figures(path: Path) -> Any:
    """Return a font of ten digits that all have the same width."""
    font = TTFont(path)
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=DIGITS)
    subsetter.subset(font)
    glyphs, names, made = font.getGlyphSet(), font.getBestCmap(), {}
    for digit in DIGITS:
        name = names[ord(digit)]
        shift = (FIGURE_WIDTH - font["hmtx"][name][0]) / 2 + (ONE_SHIFT if digit == "1" else 0)
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
        made[name] = pen.glyph()
    for name, glyph in made.items():
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (FIGURE_WIDTH, glyph.xMin)
    font["hhea"].advanceWidthMax = FIGURE_WIDTH
    return font


def _name(font: Any, family: str, style: str, weight: int) -> None:
    """Write the names by which a renderer finds the font, and its weight class."""
    names = {
        NAME_FAMILY: family if style == "Regular" else f"{family} {style}",
        NAME_STYLE: "Regular",
        NAME_FULL: f"{family} {style}",
        NAME_POSTSCRIPT: f"{family.replace(' ', '')}-{style}",
        NAME_TYPOGRAPHIC_FAMILY: family,
        NAME_TYPOGRAPHIC_STYLE: style,
    }
    for identifier, value in names.items():
        font["name"].setName(value, identifier, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def _save(font: Any, path: Path) -> None:
    font.flavor = None
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = MADE_AT
    font.save(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
