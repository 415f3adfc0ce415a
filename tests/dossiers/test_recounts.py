"""What a change of calendar would mean is reported; nothing is changed by asking."""

from datetime import date, datetime
from typing import Any

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, CalendarDay, CalendarLayer
from motcua.agencies.roles import Role
from motcua.agencies.timetables import save_days
from motcua.dossiers.models import Dossier
from motcua.dossiers.recounts import preview_calendar_change
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import sign_apology
from motcua.dossiers.services.pausing import SupplementItem, ask_supplement, resume
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import CalendarError
from motcua.reference.calendar import load_calendar
from tests import factories
from tests.factories import DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2024, 9, 12, 9, tzinfo=VIETNAM)


@pytest.fixture
def dossier() -> Dossier:
    factories.form_templates()
    factories.message_templates()
    desk = DeskFactory.create()
    load_calendar()
    desk.agency.refresh_from_db()
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY,
    )


def day_off(on: date) -> CalendarDay:
    nation = CalendarLayer.objects.get(province=None, agency=None)
    return CalendarDay(layer=nation, date=on, kind="HOLIDAY", title="Nghỉ", legal_basis="QĐ 1")


def administrator(agency: Agency) -> Actor:
    return factories.actor_with(Role.ADMINISTRATOR, agency=agency)


def test_a_holiday_before_the_due_day_is_reported_with_both_dates(dossier: Dossier) -> None:
    actor = administrator(dossier.agency)

    effect = preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 13))], actor=actor))

    assert (effect.agencies, effect.dossiers) == (1, 1)
    (found,) = effect.examples
    assert found.code == dossier.code
    assert found.promised == dossier.due_at
    assert found.recounted == datetime(2024, 9, 18, 17, tzinfo=VIETNAM)


def test_a_holiday_after_the_due_day_changes_no_promise(dossier: Dossier) -> None:
    actor = administrator(dossier.agency)

    effect = preview_calendar_change(lambda: save_days([day_off(date(2024, 10, 1))], actor=actor))

    assert (effect.agencies, effect.dossiers, effect.examples) == (1, 0, ())


def test_a_change_that_is_refused_is_refused_in_the_preview_too(dossier: Dossier) -> None:
    actor = administrator(dossier.agency)
    national_day = day_off(date(2024, 9, 2))

    with pytest.raises(CalendarError, match="02/09/2024 đã có"):
        preview_calendar_change(lambda: save_days([national_day], actor=actor))


def test_asking_leaves_agency_and_promise_as_they_were(dossier: Dossier) -> None:
    actor = administrator(dossier.agency)
    before = Agency.objects.get(pk=dossier.agency_id).calendar_version_id

    preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 13))], actor=actor))

    assert Agency.objects.get(pk=dossier.agency_id).calendar_version_id == before
    assert Dossier.objects.get(pk=dossier.pk).due_at == dossier.due_at
    assert not CalendarDay.objects.filter(date=date(2024, 9, 13)).exists()


def asked_and_answered(dossier: Dossier, asked: int, answered: int | None) -> None:
    words: dict[str, Any] = {
        "context": factories.context_of(dossier.desk),
        "actor": factories.actor_with(Role.DESK_OFFICER, agency=dossier.agency),
    }
    ask_supplement(
        dossier.pk,
        items=[SupplementItem("p1", "original", "Ký lại")],
        reason="Chưa ký",
        legal_basis="Điều 15",
        reply_by=None,
        at=THURSDAY.replace(day=asked),
        **words,
    )
    if answered is not None:
        resume(dossier.pk, note="Đã nộp", at=THURSDAY.replace(day=answered), **words)


def test_a_date_that_a_pause_has_moved_is_counted_again_with_the_pause(dossier: Dossier) -> None:
    # Starts anew on Monday the 16th: due on Thursday the 19th.
    asked_and_answered(dossier, 13, 16)
    actor = administrator(dossier.agency)

    before = preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 13))], actor=actor))
    within = preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 18))], actor=actor))

    assert (before.dossiers, before.examples) == (0, ())
    (found,) = within.examples
    assert found.promised == datetime(2024, 9, 19, 17, tzinfo=VIETNAM)
    assert found.recounted == datetime(2024, 9, 20, 17, tzinfo=VIETNAM)


def test_a_dossier_that_waits_has_no_date_to_differ_from(dossier: Dossier) -> None:
    asked_and_answered(dossier, 13, None)
    actor = administrator(dossier.agency)

    effect = preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 16))], actor=actor))

    assert (effect.agencies, effect.dossiers) == (1, 0)


def test_a_new_date_after_an_apology_is_counted_again_from_the_apology(dossier: Dossier) -> None:
    sign_apology(
        dossier.pk,
        reason="Chờ xác minh",
        new_due_on=date(2024, 9, 20),
        context=factories.context_of(dossier.desk),
        actor=factories.actor_with(Role.APPROVER, agency=dossier.agency),
        at=THURSDAY.replace(day=16),
    )
    actor = administrator(dossier.agency)

    effect = preview_calendar_change(lambda: save_days([day_off(date(2024, 9, 19))], actor=actor))

    (found,) = effect.examples
    assert (found.promised.day, found.recounted.day) == (20, 23)
