"""Form 07a of a small province at work, against a count dossier by dossier in plain Python."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from motcua.dossiers.models import Charge, Dossier
from motcua.dossiers.services.online import answer_due
from motcua.indicators.full_services import FullServiceError, listed_on, set_list
from motcua.indicators.index766 import items
from motcua.indicators.indexing.counting import Asked, agencies_of, counted as index_counted
from motcua.indicators.models import DossierFact
from motcua.indicators.periods import NamedPeriod, Period
from motcua.indicators.reports import Question, by_field, total
from motcua.indicators.rules import shipped_rule
from motcua.indicators.statutory import behind, lodged
from motcua.indicators.statutory.conditions import Source
from motcua.indicators.statutory.counting import counted
from motcua.indicators.statutory.reception import late_before
from motcua.indicators.statutory.shipped import shipped_versions
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import OrderEvent
from motcua.procedures.models import Procedure
from tests.indicators.cases import instant
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
FORM = next(one for one in shipped_versions() if one.key == "07a")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
CUT_OFF = MONDAY + timedelta(hours=1)


def question(agency_id: int | None = None) -> Question:
    return Question(YEAR, shipped_rule(minimum_sample=1), CUT_OFF, agency_id)


def of_dossier(dossier: Dossier) -> list[int]:
    """Return the columns of 07a that a dossier without a fact, or what it paid, stands in."""
    if dossier.accepted_at is None:
        return _not_accepted(dossier)
    found = []
    comes = dossier.result_mode == "at_desk"
    found.append({"direct": 8, "post": 7, "online": 6 if comes else 5}[dossier.channel])
    if dossier.receiving_agency_id != dossier.agency_id:
        found.append(9)
    charges = Charge.objects.filter(dossier=dossier, amount_dong__gt=0, exemption="")
    paid = [charge.payment_id for charge in charges if charge.payment_id is not None]
    if paid:
        online = OrderEvent.objects.filter(order__payment_id__in=paid, act="settle").exclude(
            provider=""
        )
        found += [25, 26 if online.exists() else 27]
    return found


def _not_accepted(dossier: Dossier) -> list[int]:
    if dossier.ended_at is not None:
        return [24] if dossier.state == "not_accepted" else []
    pauses = list(dossier.pauses.all())
    if any(pause.ended_at is None for pause in pauses):
        return [22]
    begun = max([dossier.submitted_at, *(one.ended_at for one in pauses if one.ended_at)])
    due = answer_due(dossier.receiving_agency, begun).due
    return [23 if due is not None and due < CUT_OFF else 22]


def test_every_figure_is_what_one_counts_dossier_by_dossier(world: World) -> None:
    assert world.dossiers
    report = counted(FORM, question(), "Nơi")
    naive: Counter[int] = Counter()
    for dossier in Dossier.objects.select_related("receiving_agency"):
        naive.update(of_dossier(dossier))

    figures = report.total.values
    wanted = (5, 6, 7, 8, 9, 22, 23, 24, 25, 26, 27)
    assert {one: figures[one] for one in wanted} == {one: naive[one] for one in wanted}
    assert report.broken == ()
    assert all(figures[one] for one in (22, 23, 24, 25))
    old = total(by_field(question()))
    assert (figures[3], figures[18], figures[19]) == (old.c3, old.c12, old.c13)


def test_the_parts_of_the_province_are_the_whole(world: World) -> None:
    assert world.dossiers
    whole = counted(FORM, question(), "Nơi").total.values
    parts: Counter[int] = Counter()
    for agency in agencies_of(YEAR):
        found = counted(FORM, question(agency.pk), agency.name).total.values
        parts.update({number: value or 0 for number, value in found.items()})

    assert dict(parts) == whole


def test_as_many_dossiers_stand_behind_each_figure(world: World) -> None:
    asked = question(world.here.agency.pk)
    report = counted(FORM, asked, "Nơi")

    for column in FORM.template.columns:
        condition = behind.asked_in(FORM.template, column)
        assert condition is not None
        if condition.source is Source.LODGED:
            listed: int = len(list(lodged.every(asked, condition)))
        else:
            listed = len(list(behind.sheet(asked, column, condition, "Nơi"))) - 4
        assert listed == report.total.values[column.number], column.number


def test_paid_online_and_digitised_are_those_of_index_766(world: World) -> None:
    assert world.dossiers
    agencies = agencies_of(YEAR)
    tallies = index_counted(Asked(NamedPeriod.parse("2026"), YEAR, CUT_OFF), agencies)

    report = counted(FORM, question(), "Nơi").total.values
    form = next(one for one in shipped_versions() if one.key == "so-hoa")
    digital = counted(form, question(), "Nơi").total.values

    def sums(key: str) -> tuple[int, int]:
        found = [one[key] for one in tallies.values()]
        return sum(one.part for one in found), sum(one.whole for one in found)

    assert report[26] == sums(items.PAID_ONLINE)[0]
    assert (digital[5], digital[4]) == sums(items.DIGITISED)
    assert (digital[8], digital[7]) == sums(items.ELECTRONIC_RESULT)
    assert (digital[11], digital[10]) == sums(items.REUSED)


@pytest.mark.parametrize(
    "moment",
    ["2026-11-23T14:05", "2026-11-23T07:30", "2026-11-22T10:00", "2026-11-20T16:59"],
)
def test_what_came_before_the_instant_is_late_and_nothing_after(world: World, moment: str) -> None:
    agency, as_of = world.here.agency, instant(moment)
    found = late_before(agency, as_of)

    assert found is not None
    for seconds in (-3600, -2, 2, 3600):
        due = answer_due(agency, found + timedelta(seconds=seconds)).due
        assert due is not None
        assert (due < as_of) == (seconds < 0)


def test_a_period_before_anything_was_lodged_is_empty(world: World) -> None:
    assert world.dossiers
    period = Period(date(2019, 1, 1), date(2019, 12, 31))
    end = datetime.combine(date(2020, 1, 1), time.min, tzinfo=VIETNAM)

    report = counted(FORM, replace(question(), period=period, cut_off=end), "Nơi")

    assert report.is_empty


def test_what_is_online_in_full_is_said_by_the_list_of_the_day(world: World) -> None:
    online = Dossier.objects.filter(accepted_at__isnull=False).order_by("pk").first()
    assert online is not None
    DossierFact.objects.filter(dossier=online).update(channel="online")

    def online_ones() -> tuple[int | None, int | None]:
        figures = counted(FORM, question(), "Nơi").total.values
        return figures[5], figures[6]

    def set_from(day: date, *codes: str) -> int:
        return set_list(codes, valid_from=day, legal_basis="QĐ", on=MONDAY.date())

    by_its_way = online_ones()
    set_from(date(2026, 1, 1), online.procedure.code)
    in_full = online_ones()

    assert by_its_way == (0, 1)
    assert in_full == (1, 0)
    with pytest.raises(FullServiceError, match="sau hôm nay"):
        set_from(date(2026, 1, 1), online.procedure.code)
    with pytest.raises(FullServiceError, match="Không có thủ tục mã"):
        set_from(date(2027, 1, 1), "9.9")
    other = Procedure.objects.exclude(pk=online.procedure_id).values_list("code", flat=True)[0]
    assert set_from(date(2027, 1, 1), other) == 1
    assert [row.procedure.code for row in listed_on(MONDAY.date())] == [online.procedure.code]
    assert [row.procedure.code for row in listed_on(date(2027, 1, 1))] == [other]
    assert world.dossiers
