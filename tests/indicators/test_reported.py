"""Published reports: each shipped row with what does not agree, and reports that do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import given, settings, strategies as st

from motcua.agencies.roles import Role
from motcua.indicators.models import ReportedReport
from motcua.indicators.reported import entering, listing
from motcua.indicators.reported.checking import Kind, check, in_words, smaller_than
from motcua.indicators.reported.entering import Entry, ReportError, stated_in, stated_of
from motcua.indicators.reported.figures import COUNTS, Denominator, Stated
from motcua.kernel.clock import VIETNAM
from motcua.reference.shipped import shipped_rows
from tests.factories import AgencyFactory, actor_with

AT = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
ROWS = {row["id"]: row for row in shipped_rows("reported/dossier_reports.csv")}
_SETTLED = "báo cáo ghi đã giải quyết"
_HUNDRED = "các phần phải cộng lại thành 100 %."
FOUND: Mapping[str, list[str]] = {
    "ld-2020q1-all": [
        f"Trước và đúng hạn + Quá hạn: 635.593 + 7.677 = 643.270, {_SETTLED} 643.272, lệch 2.",
        "Tiếp nhận trong kỳ 659.245 − đã giải quyết 643.272 = 15.973, "  # noqa: ISC004
        "báo cáo ghi đang giải quyết 7.172, lệch 8.801.",
    ],
    "bt-2020-10": [
        f"Trước và đúng hạn + Quá hạn: 8.960 + 17 = 8.977, {_SETTLED} 8.980, lệch 3; "  # noqa: ISC004
        "có số đã làm tròn, nên có thể chỉ vì vậy.",
    ],
    "hue-muc12": [
        "Trước hạn + Đúng hạn + Quá hạn: 124.907 + 102.770 + 19.852 = 247.529, "  # noqa: ISC004
        f"{_SETTLED} 257.141, lệch 9.612.",
        f"48,6 + 40 + 7,7 = 96,3 %, {_HUNDRED}",
    ],
    "hue-muc4": [
        f"Trước hạn + Đúng hạn + Quá hạn: 952 + 388 + 268 = 1.608, {_SETTLED} 1.611, lệch 3.",
        f"59,1 + 24,1 + 16,6 = 99,8 %, {_HUNDRED}",
    ],
}
"""What is found in the shipped rows; in the others nothing. That the row of Bình Thuận for two
months forgets two late ones is seen only beside the report of February."""
UNCHECKED = {
    "brvt-2024-9m": ("Tỷ lệ trước và đúng hạn 99,3 %",),
    "dn-2025-07_11": ("Tỷ lệ trước và đúng hạn 99 %",),
}
FITS = {
    "an-ngai-2024": {"reported_ontime_pct": "received"},
    "vp-2021-q3": {"reported_ontime_pct": "due", "reported_late_pct": "due"},
    "vp-2021-08-hx": {"reported_ontime_pct": "due", "reported_late_pct": "due"},
    "ld-2020q1-xa": {"reported_ontime_pct": "resolved"},
    "bt-2020-10": {"reported_ontime_pct": "resolved", "reported_late_pct": "resolved"},
}


@pytest.mark.parametrize("key", sorted(ROWS))
def test_each_shipped_report_has_the_faults_we_know(key: str) -> None:
    found = check(stated_in(ROWS[key]))

    assert in_words(found.findings) == FOUND.get(key, [])
    assert found.unchecked == UNCHECKED.get(key, ())
    assert all(one.of is not None and one.is_stated for one in found.recomputed)
    if key in FITS:
        assert {one.key: str(one.of) for one in found.recomputed} == FITS[key]


def test_every_trap_of_the_file_is_looked_for() -> None:
    traps = {key for key, row in ROWS.items() if "BẪY" in row["note"]}

    assert traps - set(FOUND) == {"bth-2025-01_02"}


Case = tuple[dict[str, int], dict[str, str], str | None, list[Kind]]
OF_100 = {"early_on_time": 99, "resolved": 100}
CASES: Sequence[Case] = (
    ({"early_on_time": 9, "resolved": 8}, {}, None, [Kind.PART]),
    ({"online": 11, "received": 10}, {}, None, [Kind.PART]),
    ({"digitized_in": 5, "digitized_in_total": 4}, {}, None, [Kind.PART]),
    ({"received": 10, "carried_over": 2, "workload": 13}, {}, None, [Kind.SUM]),
    (
        {"received": 10, "carried_over": 2, "resolved": 9, "in_progress": 4},
        {},
        None,
        [Kind.LEFT_OVER],
    ),
    (
        {"workload": 12, "resolved": 8, "in_progress": 3, "returned_withdrawn": 1},
        {},
        None,
        [],
    ),
    ({"received": 10, "resolved": 9, "in_progress": 4}, {}, None, []),
    ({}, {"reported_ontime_pct": "101"}, None, [Kind.RANGE]),
    ({"late": -1}, {}, None, [Kind.RANGE]),
    (OF_100, {"reported_ontime_pct": "98"}, "resolved", [Kind.PERCENT]),
    (OF_100, {"reported_ontime_pct": "98"}, None, []),
    (OF_100, {"reported_ontime_pct": "98"}, "due", []),
    (
        {**OF_100, "due": 100, "received": 100},
        {"reported_ontime_pct": "98"},
        None,
        [Kind.PERCENT],
    ),
    (OF_100, {"reported_ontime_pct": "99"}, None, []),
    (
        {**OF_100, "received": 110},
        {"reported_ontime_pct": "90"},
        "resolved",
        [Kind.DENOMINATOR],
    ),
    ({"late": 31_906, "resolved": 100_000}, {"reported_late_pct": "31.90"}, "resolved", []),
    ({"late": 31_906, "resolved": 100_000}, {"reported_late_pct": "31.91"}, "resolved", []),
    (
        {"late": 31_894, "resolved": 100_000},
        {"reported_late_pct": "31.9"},
        "resolved",
        [],
    ),
    (
        {"late": 31_849, "resolved": 100_000},
        {"reported_late_pct": "31.86"},
        "resolved",
        [Kind.PERCENT],
    ),
)


@pytest.mark.parametrize(("counts", "percents", "of", "kinds"), CASES)
def test_what_does_not_agree_is_named(
    counts: dict[str, int], percents: dict[str, str], of: str | None, kinds: list[Kind]
) -> None:
    printed = {name: Decimal(percent) for name, percent in percents.items()}

    found = check(Stated(counts, printed, Denominator(of) if of else None))

    assert [one.kind for one in found.findings] == kinds


def printed(part: int, whole: int, places: int) -> Decimal:
    exact = Fraction(part * 100, whole)
    step = Decimal(1).scaleb(-places)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(step, rounding=ROUND_HALF_UP)


@st.composite
def consistent(draw: st.DrawFn) -> Stated:
    """Return a report that adds up, every count of it in some sum."""
    number = st.integers(1, 400_000)
    early, on_time, late = draw(number), draw(number), draw(number)
    not_due, overdue = draw(number), draw(number)
    resolved, in_progress = early + on_time + late, not_due + overdue
    workload = resolved + in_progress
    carried_over = draw(st.integers(0, workload - 2))
    received = workload - carried_over
    online = draw(st.integers(1, received - 1))
    places = draw(st.integers(0, 3))
    counts = {
        "received": received,
        "carried_over": carried_over,
        "workload": workload,
        "online": online,
        "direct": received - online,
        "resolved": resolved,
        "early_on_time": early + on_time,
        "early": early,
        "on_time": on_time,
        "late": late,
        "in_progress": in_progress,
        "in_progress_not_due": not_due,
        "in_progress_overdue": overdue,
    }
    percents = {
        "reported_ontime_pct": printed(early + on_time, resolved, places),
        "reported_late_pct": printed(late, resolved, places),
    }
    return Stated(counts, percents, draw(st.sampled_from([None, Denominator.RESOLVED])))


@given(consistent(), st.sets(st.sampled_from(sorted(COUNTS))))
def test_a_report_that_adds_up_has_no_findings(stated: Stated, left_out: set[str]) -> None:
    kept = {name: count for name, count in stated.counts.items() if name not in left_out}

    assert check(replace(stated, counts=kept, denominator=None)).findings == ()
    assert check(stated).findings == ()


@settings(max_examples=150)
@given(consistent(), st.data())
def test_a_number_that_was_changed_is_found(stated: Stated, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(stated.counts)))
    by = data.draw(st.integers(-5_000, 5_000).filter(bool))

    changed = check(replace(stated, counts={**stated.counts, name: stated.counts[name] + by}))

    assert changed.findings


@given(consistent(), st.sampled_from(["reported_ontime_pct", "reported_late_pct"]))
def test_a_percentage_that_was_changed_is_found(stated: Stated, name: str) -> None:
    off = stated.percents[name] + (3 if stated.percents[name] < 90 else -3)
    changed = {**stated.percents, name: off}

    assert check(replace(stated, percents=changed, denominator=Denominator.RESOLVED)).findings


def test_a_longer_period_has_at_least_what_a_shorter_one_has() -> None:
    last = date(2025, 2, 28)
    february = Stated({"late": 2, "resolved": 900}, first=date(2025, 2, 1), last=last)
    both = Stated({"late": 0, "resolved": 10_635}, first=date(2025, 1, 1), last=last)

    assert in_words(smaller_than(both, february, "tháng 2")) == [
        "Quá hạn: cả kỳ ghi 0, ít hơn 2 của tháng 2 nằm trong kỳ ấy."
    ]
    assert smaller_than(february, both, "cả kỳ") == []


def entry(**counts: int) -> Entry:
    stated = Stated(
        counts or {"received": 747, "early_on_time": 744},
        first=date(2024, 3, 1),
        last=date(2024, 9, 15),
    )
    return Entry("Bà Rịa - Vũng Tàu", "UBND xã An Ngãi", stated, "Báo tỉnh")


@pytest.mark.django_db
def test_shipped_reports_are_loaded_once_as_they_stand() -> None:
    rows = list(ROWS.values())

    assert entering.load_shipped(rows, at=AT) == (16, 0)
    assert entering.load_shipped(rows, at=AT) == (0, 16)
    for stored in ReportedReport.objects.all():
        assert stated_of(stored) == stated_in(ROWS[stored.code])
    assert [row.body for row in listing.listed(listing.Wanted(words="An Ngãi"))] == [
        "UBND xã An Ngãi"
    ]


@pytest.mark.django_db
def test_a_correction_is_a_new_version_and_the_first_one_stays() -> None:
    actor = actor_with(Role.REFORM_OFFICER, agency=AgencyFactory.create())
    first = entering.enter(entry(), actor=actor, at=AT)
    second = entering.correct(first, entry(received=748), "Gõ nhầm", actor=actor, at=AT)

    assert [one.version for one in listing.versions(first.group)] == [2, 1]
    assert [one.pk for one in listing.listed(listing.Wanted())] == [second.pk]
    with pytest.raises(ReportError, match="vừa có người sửa trước"):
        entering.correct(first, entry(), "Sửa nữa", actor=actor, at=AT)
    with pytest.raises(ReportError, match="vì sao"):
        entering.correct(second, entry(), " ", actor=actor, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportedReport.objects.filter(pk=first.pk).update(received=1)


@pytest.mark.django_db
def test_who_enters_and_what_is_too_little() -> None:
    agency = AgencyFactory.create()
    with pytest.raises(PermissionDenied):
        entering.enter(entry(), actor=actor_with(Role.APPROVER, agency=agency), at=AT)
    inspector = actor_with(Role.AUDITOR, agency=agency)
    with pytest.raises(ReportError, match="lấy từ đâu"):
        entering.enter(replace(entry(), source=" "), actor=inspector, at=AT)
    with pytest.raises(ReportError, match="chưa có con số"):
        entering.enter(replace(entry(), stated=Stated()), actor=inspector, at=AT)
