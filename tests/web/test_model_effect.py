"""The page of a model says what was measured of it by night, and ``verify`` measures it again."""

import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.dossiers.daily.jobs import Report
from motcua.indicators import effect_keeping
from motcua.indicators.effect_checking import check_effects
from motcua.indicators.effect_keeping import last_effects, measure_models
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import DossierFact, MeasuredEffect
from motcua.indicators.reform_effect import Aim
from motcua.initiatives import content
from motcua.initiatives.content import Measure
from motcua.initiatives.models import Initiative
from tests import world_effects
from tests.initiatives.unit import MONDAY, Province, open_province
from tests.web.manage_pages import text_of

pytestmark = pytest.mark.django_db
AIMS = tuple(
    content.Aim(measure, None, Decimal(95)) for measure in (Measure.IN_TIME, Measure.SATISFACTION)
)


@pytest.fixture
def province() -> Iterator[Province]:
    """Return two communes and a department on a Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield open_province()


def shown(found: Initiative) -> str:
    """Return the words of its page."""
    return text_of(Client().get(reverse("public:model", args=[found.code])))


def night() -> Report:
    """Measure as the nightly job does."""
    report = Report()
    measure_models(at=MONDAY, report=report)
    return report


def test_before_the_first_night_the_page_says_so(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = province.published()

    assert "Mô hình có làm thay đổi không" in shown(found)
    assert "Chưa đo. Máy đo mỗi đêm" in shown(found)
    monkeypatch.setattr("motcua.web.public.model_effect.library_version", str)
    assert "máy chủ chưa cài phần đo" in shown(found)


def test_of_a_single_unit_nothing_is_said(
    province: Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = province.published()
    catch_up(at=MONDAY)

    report = night()

    assert (report.done, report.problems, report.notes) == (1, [], [])
    assert "Chưa đủ dữ liệu" in shown(found)
    with django_assert_num_queries(1):
        last_effects(found)


def test_one_that_fails_is_told_and_stops_no_other(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = province.published(), province.published()
    catch_up(at=MONDAY)
    asked = effect_keeping.asked_of

    def broken(one: Initiative) -> list[effect_keeping.Asked]:
        if one == bad:
            raise ZeroDivisionError
        return asked(one)

    monkeypatch.setattr(effect_keeping, "asked_of", broken)
    report = night()

    assert report.problems == [(bad.code, "ZeroDivisionError")]
    assert MeasuredEffect.objects.filter(initiative=good).exists()
    assert not MeasuredEffect.objects.filter(initiative=bad).exists()


def test_what_ten_communes_gained_is_measured_told_and_measured_again(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effect_keeping, "DRAWS", 0)
    found = province.published(aims=AIMS)
    world_effects.copied(found, world_effects.fill(province.here, MONDAY))
    world_effects.answer_everything()

    with monkeypatch.context() as without:
        without.setitem(sys.modules, "diff_diff", None)
        bare = night()
    night()
    again = night()
    page = shown(found)

    assert len(bare.notes) == 1
    assert "1 mô hình đủ dữ liệu chưa được đo" in bare.notes[0]
    assert again.problems == []
    rows = list(MeasuredEffect.objects.order_by("aim"))
    assert [row.aim for row in rows] == [Aim.KEPT, Aim.SATISFIED]
    assert all(0.2 < (row.low or 0) < (row.high or 0) < 0.28 for row in rows)
    assert "trước và đúng hạn tăng khoảng 2" in page
    assert "người dân hài lòng tăng khoảng 2" in page
    assert " phiếu, tháng " in page
    assert "Đo đêm 23/11/2026 từ số liệu đến hết ngày 31/10/2026" in page
    check = check_effects()
    assert (check.rows, check.moved, check.differences) == (2, 0, [])

    _altered(rows[0])
    assert "đo lại khác bản đã ghi" in str(check_effects().differences[0])
    DossierFact.objects.filter(by_day="late").update(by_day="on_time")
    assert check_effects().moved + len(check_effects().differences) >= 1


def _altered(row: MeasuredEffect) -> None:
    document = {**row.document, "second": {**row.document["second"], "change": 0.5}}
    rows = MeasuredEffect.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(document=document)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indicators_measuredeffect DISABLE TRIGGER refuse_change")
        rows.update(document=document)
        cursor.execute("ALTER TABLE indicators_measuredeffect ENABLE ALWAYS TRIGGER refuse_change")
