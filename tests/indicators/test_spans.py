"""What days come to is what the facts come to, whatever happened to them in which order."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest
from django.db import transaction
from django.db.models import F

from motcua.indicators import columns, keeping, published, reports
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import About, Mark
from motcua.indicators.models import DossierFact, SpanCount
from motcua.indicators.periods import Period
from motcua.indicators.reports import Question, total
from motcua.indicators.spans import adding, checking, reading, statements
from motcua.indicators.spans.parts import BEGINNING, Part, parts_of
from motcua.indicators.trend import monthly
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import Incoming
from motcua.payments.services.incoming import BANK, Money, receive
from motcua.procedures.models import Procedure
from tests.dossiers.lives import TUESDAY, open_office
from tests.factories import AgencyFactory, ProcedureFactory
from tests.indicators.stock import Stock, question
from tests.payments.online import collecting_office, order_for, owing

pytestmark = pytest.mark.django_db
FIRST = date(2026, 10, 20)
LAST_PLACE = 60
"""Days after ``FIRST`` on which something may happen."""
ROUNDS = 30
NUMBER = 20_000_000
EVER = datetime(2027, 1, 5, tzinfo=VIETNAM)
_MOVES = count()


class Scene:
    """Facts of eight dossiers of two agencies and three procedures, written over and over."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up facts
        self.written = 0

    def lay(self) -> None:
        """Add the agencies and the procedures."""
        self.agencies = [AgencyFactory.create(), AgencyFactory.create()]
        self.procedures: list[Procedure] = [
            ProcedureFactory.create(field=field, field_slug=slug)
            for field, slug in (("Hộ tịch", "ho-tich"), ("Đất đai", "dat-dai"), ("Thuế", "thue"))
        ]

    def day(self, *, after: date = FIRST) -> datetime:
        """Return an instant of a day from ``after`` on; the ends of months come often."""
        end = FIRST + timedelta(days=LAST_PLACE)
        days = [after + timedelta(days=number) for number in range((end - after).days + 1)]
        edges = [day for day in days if day in {date(2026, 10, 31), date(2026, 11, 30)}]
        some = edges if edges and self.chance.random() < 0.3 else days
        hour = self.chance.choice([time(0), time(8), time(17), time(23, 59)])
        return datetime.combine(self.chance.choice(some), hour, tzinfo=VIETNAM)

    def fact(self) -> Fact:
        """Return any fact there can be, now and then of a clock that was put back."""
        chance = self.chance
        accepted = self.day()
        dates = Dates(*(chance.choice([None, self.day(), self.day()]) for _date in range(3)))
        outcome = chance.choice(list(Outcome))
        later = self.day(after=accepted.date() if chance.random() < 0.9 else FIRST)
        waits = outcome is Outcome.OPEN and chance.random() < 0.5
        return Fact(
            accepted_at=accepted,
            due=dates,
            outcome=outcome,
            ended_at=None if outcome is Outcome.OPEN else later,
            waiting_at=later if waits else None,
            apologized_at=self.day() if chance.random() < 0.4 else None,
        )

    def act(self) -> None:
        """Do one of the things that move what is added up."""
        match self.chance.choice(["write", "write", "write", "pay", "move", "fill"]):
            case "write":
                numbers = self.chance.sample(range(8), self.chance.randint(1, 4))
                self.write(numbers)
            case "pay":
                self.pay(NUMBER + self.chance.randrange(8))
            case "move":
                moved = self.chance.choice(self.procedures)
                field = self.chance.choice(["Hộ tịch", "Nhà ở"])
                Procedure.objects.filter(pk=moved.pk).update(field=field)
                adding.follow_fields()
            case _:
                adding.fill()

    def write(self, numbers: list[int]) -> None:
        """Write facts of these dossiers, whose agency, procedure and channel never change."""
        self.written += 1
        rows = [
            keeping.row_of(
                About(
                    dossier_id=NUMBER + number,
                    # Now and then what a slower process has in hand: it is left out.
                    events_count=self.written + self.chance.choice([0, 0, 0, -2]) + 2,
                    agency_id=self.agencies[number % 2].pk,
                    receiving_agency_id=self.agencies[0].pk,
                    procedure_id=self.procedures[number % 3].pk,
                    channel="online" if number % 4 else "direct",
                    origin="live",
                ),
                self.fact(),
            )
            for number in numbers
        ]
        keeping.write(rows)

    def pay(self, dossier: int) -> None:
        """Have a fact say what was paid, as ``note_payments`` does."""
        with adding.writing_facts(), adding.following([dossier], []):
            online = self.chance.choice([None, False, True])
            DossierFact.objects.filter(pk=dossier).update(paid_online=online)

    def questions(self) -> Iterator[Question]:
        """Yield questions about any period, over or not, by both rules, of all and of one."""
        for agency in (None, self.agencies[1].pk):
            for waiting in (True, False):
                ends = sorted(self.day().date() for _end in range(2))
                cut_off = self.chance.choice([self.day(), EVER])
                yield question(
                    Period(*ends),
                    cut_off=cut_off,
                    agency_id=agency,
                    waiting_counts_as_settled=waiting,
                )


@pytest.fixture
def _unpaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave what was paid as it stands: these dossiers are not there, nor are their orders."""
    monkeypatch.setattr(adding, "note_payments", lambda _dossiers=None: None)
    monkeypatch.setattr(checking, "_of_payments", list)


@pytest.mark.usefixtures("_unpaid")
def test_days_added_up_are_the_facts_counted_whatever_happened() -> None:
    stock, scene = Stock(), Scene(766)
    scene.lay()
    read = 0
    for _round in range(ROUNDS):
        with transaction.atomic(), stock.emptied():
            adding.fill()
            for _act in range(scene.chance.randint(1, 12)):
                scene.act()

            assert [str(one) for one in checking.check_spans().differences] == []
            read += sum(is_same(asked) for asked in scene.questions())
    # Of a period that goes on, what happened after its cut-off is counted instead.
    assert read > ROUNDS * 3


def is_same(asked: Question) -> bool:
    """Hold what is read to what is counted; say whether it could be read."""
    found = reading.by_field(asked), reading.by_agency(asked)
    if found != (None, None):
        assert found == (reports.by_field(asked), reports.by_agency(asked))
    else:
        assert asked.as_of_on < asked.period.last
    owing = DossierFact.objects.filter(
        accepted_on__range=(asked.period.first, asked.period.last), paid_online__isnull=False
    )
    if asked.agency_id is not None:
        owing = owing.filter(agency_id=asked.agency_id)
    assert reading.paid_online(asked) == (owing.filter(paid_online=True).count(), owing.count())
    periods = [Period(asked.period.first, asked.period.first), asked.period]
    moved_at = EVER + timedelta(seconds=next(_MOVES))  # what is kept is of another moment
    as_read = Mark(asked.cut_off, moved_at, has_spans=True)
    assert monthly(asked, periods, as_read) == monthly(
        asked, periods, replace(as_read, has_spans=False)
    )
    return found != (None, None)


def test_every_date_that_a_condition_looks_at_is_asked_about() -> None:
    told = " ".join([columns.LATE, *(column.condition for column in columns.COLUMNS)])
    text = columns.scope(waiting_is_settled=True) + columns.filled(told, waiting_is_settled=True)

    assert set(re.findall(r"fact\.(\w+_on)\b", text)) == set(statements._DATES)  # noqa: SLF001


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [
        ("2026-11-03", "2026-11-03", ["day 2026-11-03 2026-11-03"]),
        ("2026-11-01", "2026-11-30", ["month 2026-11-01 2026-11-01"]),
        ("2025-01-01", "2026-12-31", ["year 2025-01-01 2026-01-01"]),
        ("2026-11-02", "2026-11-01", []),
        (
            "2023-11-15",
            "2026-02-03",
            [
                "day 2023-11-15 2023-11-30",
                "month 2023-12-01 2023-12-01",
                "year 2024-01-01 2025-01-01",
                "month 2026-01-01 2026-01-01",
                "day 2026-02-01 2026-02-03",
            ],
        ),
    ],
)
def test_a_stretch_is_few_spans(first: str, last: str, parts: list[str]) -> None:
    found = parts_of(date.fromisoformat(first), date.fromisoformat(last))

    assert [f"{one.span} {one.first} {one.last}" for one in found] == parts


def test_spans_make_up_every_day_of_a_stretch_once() -> None:
    chance = random.Random(11)  # noqa: S311
    for _stretch in range(200):
        first = date(2023, 11, 1) + timedelta(days=chance.randrange(500))
        last = first + timedelta(days=chance.randrange(900))

        days = [day for part in parts_of(first, last) for day in days_of(part)]

        assert days == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert next(parts_of(BEGINNING, date(2026, 1, 31))).first == BEGINNING


def days_of(part: Part) -> Iterator[date]:
    """Yield the days of all spans of a part."""
    day = part.first
    while _head(day, part.span) <= part.last:
        yield day
        day += timedelta(days=1)


def _head(day: date, span: str) -> date:
    return {"day": day, "month": day.replace(day=1), "year": date(day.year, 1, 1)}[span]


def test_a_payment_that_comes_late_moves_the_count() -> None:
    office = collecting_office()
    order = order_for(owing(office))
    owing(office, 2)
    keeping.catch_up(at=TUESDAY)
    month = question(agency_id=office.desk.agency_id)
    before = reading.paid_online(month)

    receive(Money(BANK, "FT1", Incoming.Source.NOTICE, 8_000, order.number, TUESDAY), at=TUESDAY)
    keeping.catch_up(at=TUESDAY)

    assert (before, reading.paid_online(month)) == ((0, 2), (1, 2))
    assert checking.check_spans().differences == []


def test_what_was_changed_by_hand_is_found_and_named() -> None:
    office = open_office()
    office.accepted()
    keeping.catch_up(at=TUESDAY)
    agency, of_day = office.desk.agency, SpanCount.objects.filter(span="day", day="2026-11-02")

    of_day.filter(agency=agency, field__isnull=False).update(c5=F("c5") + 4)
    (found,) = checking.check_spans().differences
    of_day.filter(agency=agency, field__isnull=False).update(c5=F("c5") - 4)
    DossierFact.objects.update(paid_online=True)
    *_of_days, paid = checking.check_spans().differences

    assert str(found) == (
        f"Số cộng sẵn ngày 02/11/2026, {agency.name}, {office.procedure.field}: "
        "cột 5 đang giữ là 5, cộng lại từ hồ sơ là 1"
    )
    assert str(paid).endswith("nộp tiền trực tuyến: số liệu ghi có, là không")


def test_until_days_are_added_up_pages_count_the_facts() -> None:
    open_office().accepted()
    keeping.catch_up(at=TUESDAY)
    adding.throw_away()
    counted = keeping.mark()
    assert counted is not None
    assert not counted.has_spans
    assert not checking.check_spans().is_kept

    assert total(published.by_field(question(), counted)).c5 == 1
    assert keeping.catch_up(at=TUESDAY) == 0

    again = keeping.mark()
    assert again is not None
    assert again.has_spans
    assert again.changed_at != counted.changed_at
