"""The figures that the public page begins with, as great numbers, as JSON and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.indicators import headlines, reform
from motcua.indicators.headlines import Headline, Tally
from motcua.indicators.keeping import Mark
from motcua.indicators.reports import Question
from motcua.kernel import clock
from motcua.web import figures, formats
from motcua.web.figures import Figure

ALL: Final[tuple[Headline, ...]] = (*headlines.DEFINITIONS, reform.HEADLINE)
"""In the order of the page; a subject that has a figure to tell adds its own here."""
HEADINGS: Final = (
    "Mã",
    "Con số",
    "Tử số",
    "Mẫu số",
    "Tỷ lệ",
    "n",
    "Bản công thức",
    "Chốt lúc",
    "Từ ngày",
    "Đến ngày",
    "Nơi",
    "Cách tính",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A headline with what it came to in a period."""

    headline: Headline
    tally: Tally
    question: Question
    mark: Mark

    @property
    def version(self) -> str:
        """Return by which formula and until when it was counted."""
        at = clock.local(self.mark.counted_at)
        return _("n = %(n)s. Bản công thức %(formula)d. Chốt lúc %(at)s.") % {
            "n": formats.number(self.tally.whole),
            "formula": self.headline.formula,
            "at": f"{at:%H:%M, %d/%m/%Y}",
        }

    @property
    def great(self) -> Figure:
        """Return it as a great number."""
        one, tally = self.headline, self.tally
        if not one.is_rate:
            of = _("của %(whole)s %(noun)s") % {
                "whole": formats.number(tally.whole),
                "noun": _(one.noun),
            }
            value = formats.number(tally.part)
            return Figure(_(one.label), value, "", of, _(one.meaning), self.version)
        return figures.share(
            _(one.label),
            tally.part,
            tally.whole,
            of="%(part)s trên %(whole)s " + _(one.noun),
            definition=_(one.meaning),
            rule=self.question.rule,
            places=one.places,
            version=self.version,
        )

    @property
    def as_json(self) -> dict[str, Any]:
        """Return it as machines read it; ``n`` is what the share is of."""
        return {
            "key": self.headline.key,
            "numerator": self.tally.part,
            "denominator": self.tally.whole,
            "n": self.tally.whole,
            "formula_version": self.headline.formula,
            "cut_off": clock.local(self.mark.counted_at).isoformat(timespec="seconds"),
        }


def counted(question: Question, mark: Mark) -> list[Counted]:
    """Return every headline of a period."""
    return [Counted(one, one.count(question, mark), question, mark) for one in ALL]


def as_document(found: Sequence[Counted], place: str) -> dict[str, Any]:
    """Return the headlines of a place as one document."""
    question = found[0].question
    return {
        "place": place,
        "period": {
            "first": question.period.first.isoformat(),
            "last": question.period.last.isoformat(),
        },
        "counting_rule_from": question.rule.valid_from.isoformat(),
        "minimum_sample": question.rule.minimum_sample,
        "figures": [one.as_json for one in found],
    }


def as_lines(found: Sequence[Counted], place: str) -> Iterator[Sequence[Any]]:
    """Yield the headlines of a place as rows of a table."""
    yield HEADINGS
    for one in found:
        period, tally = one.question.period, one.tally
        is_said = one.headline.is_rate and tally.whole >= one.question.rule.minimum_sample
        share = formats.percent(tally.part, tally.whole, 2) if is_said else ""
        yield (
            *(one.headline.key, _(one.headline.label), tally.part, tally.whole, share),
            *(tally.whole, one.headline.formula, one.as_json["cut_off"]),
            *(period.first, period.last, place, _(one.headline.meaning)),
        )
