"""Words with their English beside them, and words that are retold without any."""

import json
import pickle
from collections.abc import Iterator
from datetime import UTC, date, datetime

import orjson
import pytest
from django.utils.translation import gettext, gettext_lazy, ngettext

from motcua.kernel.canonical import digest
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong
from motcua.web import formats
from motcua.web.jinja import english_environment
from motcua.web.languages import catalogue as catalogues, retelling
from motcua.web.languages.catalogue import Catalogue
from motcua.web.languages.reader import in_english, in_vietnamese
from motcua.web.languages.retelling import retold
from motcua.web.languages.told import Told, in_english as english_of

WORDS = {
    "Đã nộp": "Lodged",
    "Người nộp": "Applicant",
    "Có": "Yes",
    "Bước %(step)s trễ %(days)s.": "Step %(step)s is %(days)s late.",
    "Không thể %(action)s lúc này.": "You cannot %(action)s now.",
    "rút hồ sơ": "withdraw",
    "Văn bản %(number)s": "Letter %(number)s",
}


@pytest.fixture(autouse=True)
def _few_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    few = Catalogue(dict(WORDS), {"%(n)s hồ sơ": "%(n)s dossiers"})
    few.one["%(n)s hồ sơ"] = "%(n)s dossier"
    for module in (catalogues, retelling):
        monkeypatch.setattr(module, "catalogue", lambda: few)
    monkeypatch.setattr("motcua.web.languages.reader.catalogue", lambda: few)
    monkeypatch.setattr("motcua.web.languages.english_pages.catalogue", lambda: few)
    forget()
    yield
    forget()


def forget() -> None:
    """Forget what was retold with another catalogue."""
    retelling.retold.cache_clear()
    retelling._known.cache_clear()  # noqa: SLF001
    retelling._patterns.cache_clear()  # noqa: SLF001


def test_words_are_vietnamese_wherever_they_are_kept() -> None:
    with in_english():
        words = gettext("Đã nộp")
        made = gettext("Không thể %(action)s lúc này.") % {"action": gettext_lazy("rút hồ sơ")}

    assert words == "Đã nộp"
    assert isinstance(words, Told)
    assert words.english == "Lodged"
    assert made == "Không thể rút hồ sơ lúc này."
    assert english_of(made) == "You cannot withdraw now."
    assert json.loads(json.dumps({"a": words})) == json.loads(orjson.dumps({"a": words}))
    assert digest({"a": words}) == digest({"a": "Đã nộp"})
    assert pickle.loads(pickle.dumps(words)).english == "Lodged"  # noqa: S301 - our own
    assert f"{words}".encode() == "Đã nộp".encode()


def test_what_is_said_of_an_error_or_joined_keeps_its_english() -> None:
    with in_english():
        error = DomainError(gettext("Đã nộp"))
        joined = "1. " + gettext("Đã nộp") + "!"

    assert english_of(str(error)) == "Lodged"
    assert english_of(joined) == "1. Lodged!"


def test_a_number_has_its_form() -> None:
    with in_english():
        one, two = (ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", n) % {"n": n} for n in (1, 2))

    assert (english_of(one), english_of(two)) == ("1 dossier", "2 dossiers")


def test_a_document_by_law_knows_nothing_of_english() -> None:
    with in_english():
        with in_vietnamese():
            words = gettext("Đã nộp")
        after = gettext("Đã nộp")

    assert type(words) is str
    assert isinstance(after, Told)
    assert type(gettext("Đã nộp")) is str


@pytest.mark.parametrize(
    ("words", "english"),
    [
        pytest.param("1.234,5", "1,234.5", id="a number"),
        ("Đã nộp", "Lodged"),
        ("đã nộp", "lodged"),
        ("Đã nộp.", "Lodged."),
        ("Bước Người nộp trễ 3 ngày.", "Step Applicant is 3 days late."),
        ("thứ Năm 26/11/2026: đã nộp.", "Thursday 26 Nov 2026: lodged."),
        ("Thứ Năm 26/11", "Thursday 26 Nov"),
        ("10:14 thứ Năm 26/11", "10:14 Thursday 26 Nov"),
        ("Văn bản đã nộp", "Văn bản đã nộp"),
        ("Văn bản 12", "Letter 12"),
        ("1.250.000 đồng", "1,250,000 ₫"),
        ("Lê Thị Hoa · Đã nộp", "Lê Thị Hoa · Lodged"),
        ("Có, tôi đồng ý", "Có, tôi đồng ý"),
        ("Ngày làm việc thứ hai", "Working day 2"),
        ("Còn 3 ngày làm việc.", "3 working days left."),
        ("Quý IV/2026", "Q4 2026"),
        ("từ 01/12/2026 đến 31/12/2026", "1 Dec 2026 to 31 Dec 2026"),
        ("Đường Đã nộp tiền", "Đường Đã nộp tiền"),
        ("5/10", "5/10"),
        ("", ""),
    ],
)
def test_words_of_ours_are_retold_and_those_of_people_are_not(words: str, english: str) -> None:
    assert retold(words) == english


def test_days_and_sums_are_told_in_english_to_whom_reads_it() -> None:
    at = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    with in_english():
        said = [
            formats.day(date(2026, 11, 29)),
            formats.moment_year(at),
            formats.number(1234),
            formats.decimal(1234.5),
            formats.percent(744, 747),
            formats.dong(Dong(1250000)),
            formats.leaf_month(at),
        ]

    assert [str.__str__(one) for one in said[:2]] == ["29/11/2026", "17:00, 26/11/2026"]
    assert [english_of(one) for one in said] == [
        "29 Nov 2026",
        "17:00, 26 Nov 2026",
        "1,234",
        "1,234.5",
        "99.6\N{NO-BREAK SPACE}%",
        "1,250,000 ₫",
        "November · 2026",
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{{ _("Đã nộp") }} {{ words }} {{ plain }}', "Lodged Lodged Yes"),
        ('<a title="{{ plain }}" href="/{{ plain }}">', '<a title="Yes" href="/Có">'),
        ('<input value="{{ words }}">{{ words }}', '<input value="Đã nộp">Lodged'),
        ("<textarea>\n{{ plain }}</textarea>{{ plain }}", "<textarea>\nCó</textarea>Yes"),
        ('{{ _("Không thể %(action)s lúc này.", action=words) }}', "You cannot Lodged now."),
        ('{{ [words, name]|join(", ") }}', "Lodged, &lt;b&gt;"),
        ("{{ words ~ name }}", "Lodged&lt;b&gt;"),
        ('{{ {"a": words, "b": plain}|tojson }}', '{"a": "Lodged", "b": "C\\u00f3"}'),
        ('{% if words == "Đã nộp" %}{{ words|upper }}{% endif %}', "LODGED"),
        ('{{ ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", 2, n=count) }}', "1,234 dossiers"),
    ],
)
def test_a_page_takes_the_english_where_people_read(source: str, shown: str) -> None:
    with in_english():
        given = {"words": gettext("Đã nộp"), "count": formats.number(1234)}
        page = english_environment().from_string(source).render(plain="Có", name="<b>", **given)

    assert page == shown
