"""Reports that are templates: what one cannot write, and that the engine counts as one by hand."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from motcua.indicators.columns import COLUMNS
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.reports import Question, by_field, total
from motcua.indicators.statutory.conditions import causes, conditions
from motcua.indicators.statutory.counting import Counted, counted
from motcua.indicators.statutory.printed import Sheet, headings, share_words
from motcua.indicators.statutory.shipped import InForce, shipped_versions
from motcua.indicators.statutory.templates import Template, TemplateError
from tests.indicators.cases import instant
from tests.indicators.stock import Stock, question
from tests.indicators.test_counting_properties import by_hand, facts

SHIPPED = {one.key: one for one in shipped_versions()}
MANY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
OF_06A = {
    "c3": "all",
    "c4": "online",
    "c5": "offline",
    "c6": "carried_over",
    "c7": "settled",
    "c8": "settled_early",
    "c9": "settled_on_time",
    "c10": "settled_late",
    "c11": "open",
    "c12": "open_in_time",
    "c13": "open_late",
}


def document(**changes: Any) -> dict[str, Any]:
    """Return a small template with ``changes``."""
    return {
        "title": "Biểu thử",
        "form_code": "Biểu số 1",
        "legal_basis": "Thông tư thử",
        "rows": "field",
        "columns": [
            {"number": 3, "heading": "Tổng", "groups": ["Nhận", "Cả"], "sum": [4, 5]},
            {"number": 4, "heading": "Cũ", "groups": ["Nhận", "Cả"], "count": "carried_over"},
            {"number": 5, "heading": "Mới", "groups": ["Nhận"], "count": "accepted"},
            {"number": 6, "heading": "Tỷ lệ", "groups": [], "share": [5, 3]},
        ],
        "checks": ["3 = 4 + 5", "4 <= 3"],
        **changes,
    }


def column(**changes: Any) -> dict[str, Any]:
    return {"number": 7, "heading": "Cột", "groups": [], **changes}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"title": " "}, "đủ tên biểu", id="no title"),
        pytest.param({"columns": []}, "từ 1 đến", id="no column"),
        pytest.param({"rows": "ward"}, "không đọc được", id="rows"),
        pytest.param({"checks": ["3 = mười"]}, "Không đọc được phép kiểm", id="check"),
        pytest.param({"checks": ["3 = 9"]}, "cột 9 không có số", id="check of nothing"),
        pytest.param({"checks": ["3 = 6"]}, "cột 6 không có số", id="check of a share"),
        pytest.param({"columns": [column(count="waits")]}, "không có điều kiện", id="condition"),
        pytest.param({"columns": [column()]}, "chọn đúng một cách", id="nothing said"),
        pytest.param({"columns": [column(count="all", sum=[7])]}, "chọn đúng một", id="two ways"),
        pytest.param({"columns": [column(sum=[8])]}, "cột 8 không có", id="sum of nothing"),
        pytest.param({"columns": [column(sum=[7])]}, "tính vòng", id="sum of itself"),
        pytest.param(
            {"columns": [column(count="all"), column(count="open")]}, "không trùng", id="twice"
        ),
        pytest.param({"columns": [column(heading="", count="all")]}, "chưa có tên", id="heading"),
        pytest.param(
            {"columns": [column(count="all", groups=["a", "b", "c"])]}, "tầng tên", id="groups"
        ),
        pytest.param(
            {"columns": [column(count="digitised")]}, "chỉ có theo cơ quan", id="index by field"
        ),
    ],
)
def test_a_template_that_cannot_be_says_where(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        Template.from_document({**document(checks=[]), **changes})


def test_a_template_is_read_as_it_was_written() -> None:
    template = Template.from_document(document())

    assert Template.from_document(template.to_document()) == template
    assert template.values({"carried_over": 2, "accepted": 5}) == {3: 7, 4: 2, 5: 5, 6: None}
    assert [check.words for check in template.checks] == ["3 = 4 + 5", "4 ≤ 3"]
    assert template.columns[3].formula == "(6)=(5):(3)"


def test_headings_cover_every_column_once() -> None:
    for held in SHIPPED.values():
        template = held.template
        covered = Counter(
            (line + down, one.column + right)
            for line, row in enumerate(headings(template))
            for one in row
            for down in range(one.height)
            for right in range(one.width)
        )

        assert set(covered.values()) == {1}
        assert len(covered) == template.depth * (len(template.columns) + 2)


def test_a_share_of_few_is_none() -> None:
    assert [share_words(*one, 10) for one in ((1, 0), (1, 2), (7, 8), (7, 10))] == [
        "–",
        "ít hồ sơ",
        "ít hồ sơ",
        "70,0 %",
    ]


def held(template: Template) -> InForce:
    return InForce("thu", SHIPPED["07a"].valid_from, template)


def of_06a() -> InForce:
    columns = [
        {"number": int(name[1:]), "heading": name, "groups": [], "count": count}
        for name, count in OF_06A.items()
    ]
    return held(Template.from_document(document(columns=columns, checks=["3 = 7 + 11"])))


def in_07a(fact: Fact, asked: Question, channel: str) -> Counter[int]:
    """Say in which columns of 07a a dossier stands that has no row of its own beside its fact."""
    before = by_hand(fact, asked, channel)
    if not before:
        return Counter()
    found = [3]
    found.append(4 if "c6" in before else {"online": 6, "post": 7, "direct": 8}[channel])
    apologized = fact.apologized_at
    is_said = apologized is not None and apologized.date() <= asked.as_of_on
    if "c11" in before:
        found += [17, 19 if "c13" in before else 18]
    elif fact.outcome in {Outcome.WITHDRAWN, Outcome.STOPPED}:
        found.append(20 if fact.outcome is Outcome.WITHDRAWN else 21)
    else:
        first = next(number for name, number in EARLY.items() if name in before)
        found += [10, first if is_said else first + 1]
    return Counter(found)


EARLY = {"c8": 11, "c9": 13, "c10": 15}


@pytest.mark.django_db
@given(
    some=st.lists(st.tuples(facts(), st.sampled_from(["online", "direct", "post"])), max_size=8),
    waiting_counts=st.booleans(),
)
@MANY
def test_the_engine_counts_as_one_by_hand(
    *, some: list[tuple[Fact, str]], waiting_counts: bool
) -> None:
    stock = Stock()
    with stock.emptied():
        for fact, channel in some:
            stock.put(fact, channel=channel)
        asked = question(agency_id=stock.agency.pk, waiting_counts_as_settled=waiting_counts)

        report = counted(SHIPPED["07a"], asked, "Nơi")
        as_06a = counted(of_06a(), asked, "Nơi")
        old = total(by_field(asked))

    naive = sum((in_07a(fact, asked, channel) for fact, channel in some), Counter())
    figures = report.total.values
    assert {number: count for number, count in figures.items() if count} == dict(naive)
    assert report.broken == as_06a.broken == ()
    assert [as_06a.total.values[one.number] for one in COLUMNS] == list(old.values)
    assert figures[10] == old.c7 - (figures[20] or 0) - (figures[21] or 0)


@pytest.mark.django_db
def test_rows_are_fields_agencies_procedures_or_one() -> None:
    stock = Stock()
    other = Stock()
    for number, (rows, names) in enumerate(
        {
            "field": {stock.procedure.field},
            "agency": {stock.agency.name, other.agency.name},
            "procedure": {stock.procedure.name, other.procedure.name},
            "none": {"Nơi"},
        }.items()
    ):
        with stock.emptied():
            fact = _late()
            stock.put(fact)
            other._number = 20_000_000 + number  # noqa: SLF001 - numbers of their own
            other.put(fact)
            report = counted(held(Template.from_document(document(rows=rows))), question(), "Nơi")

        assert {row.name for row in report.rows} == names
        assert report.total.values == {3: 2, 4: 0, 5: 2, 6: None}
        assert len(list(Sheet(report).lines)) > len(report.rows)


def _late() -> Fact:
    due = instant("2026-11-05T17:00")
    return Fact(accepted_at=instant("2026-11-02T08:00"), due=Dates(due, due, due))


@pytest.mark.django_db
def test_what_does_not_add_up_is_told_by_row() -> None:
    stock = Stock()
    with stock.emptied():
        stock.put(_late())
        found: Counted = counted(
            held(Template.from_document(document(checks=["4 = 5"]))), question(), "Nơi"
        )

    assert [(check.words, where) for check, where in found.broken] == [
        ("4 = 5", stock.procedure.field),
        ("4 = 5", "Tổng cộng"),
    ]
    assert "Không khớp 4 = 5: Tổng cộng." in Sheet(found).foot


def test_every_cause_has_its_column_in_06d() -> None:
    counted_by = {one.count for one in SHIPPED["06d"].template.columns}

    assert counted_by == {name for name in conditions() if name.startswith("late")}
    assert len(causes()) + 2 == len(counted_by)
