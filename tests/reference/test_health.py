"""What the check says of an installation, and what it advises."""

import shutil
import socket
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from motcua.agencies.models import Agency, AgencyKind, CalendarDay, Unit, UnitLevel
from motcua.documents.models import FormTemplate
from motcua.dossiers.closing import database_now
from motcua.kernel.clock import VIETNAM
from motcua.reference import health, links, machines
from motcua.reference.calendar import freeze_all, load_calendar
from motcua.reference.findings import Finding, Grade
from motcua.reference.forms import load_forms
from tests.dossiers.counter import Counter, after_midnight

pytestmark = pytest.mark.django_db

TWO_TIERS = date(2025, 7, 1)
SPRING_2025 = date(2025, 8, 1)
AUTUMN_2026 = date(2026, 11, 23)


@pytest.fixture
def ward() -> Agency:
    unit = Unit.objects.create(
        level=UnitLevel.PROVINCE, code="79", name="A", full_name="Tỉnh A", valid_from=TWO_TIERS
    )
    return Agency.objects.create(
        code="H29",
        name="UBND tỉnh A",
        kind=AgencyKind.PROVINCE_COMMITTEE,
        unit=unit,
        province=unit,
        valid_from=TWO_TIERS,
    )


def grades(findings: list[Finding]) -> list[tuple[str, Grade]]:
    return [(finding.subject, finding.grade) for finding in findings]


def test_new_database_lacks_everything_and_each_line_says_what_to_do() -> None:
    for finding in (
        health.look_at_people(AUTUMN_2026),
        health.look_at_agencies(AUTUMN_2026),
        *health.look_at_calendars(AUTUMN_2026),
        health.look_at_catalogue(),
        health.look_at_forms(AUTUMN_2026),
    ):
        assert finding.grade is Grade.BAD
        assert finding.advice


def test_agency_without_calendar_is_found(ward: Agency) -> None:
    before = health.look_at_agencies(AUTUMN_2026)
    load_calendar()
    after = health.look_at_agencies(AUTUMN_2026)

    assert (before.grade, after.grade) == (Grade.BAD, Grade.GOOD)
    ward.refresh_from_db()
    assert ward.calendar_version is not None


@pytest.mark.usefixtures("ward")
def test_calendar_published_for_fourteen_months_is_good() -> None:
    load_calendar()

    found = health.look_at_calendars(SPRING_2025)

    assert grades(found) == [("Lịch 14 tháng tới", Grade.GOOD)]


@pytest.mark.usefixtures("ward")
def test_year_whose_days_off_are_not_published_must_be_mended() -> None:
    load_calendar()

    found = health.look_at_calendars(AUTUMN_2026)

    assert grades(found) == [
        ("Lịch 14 tháng tới", Grade.BAD),
        ("Ngày nghỉ đề xuất", Grade.WARNING),
    ]
    assert "2027" in found[0].sentence
    assert "Tết Nguyên đán" in found[1].sentence


@pytest.mark.usefixtures("ward")
def test_day_off_that_is_only_proposed_is_a_warning() -> None:
    load_calendar()
    CalendarDay.objects.filter(date=date(2025, 9, 1)).update(status=CalendarDay.Status.PROPOSED)
    freeze_all()

    found = health.look_at_calendars(SPRING_2025)

    assert grades(found) == [("Ngày nghỉ đề xuất", Grade.WARNING)]
    assert "01/09/2025" in found[0].sentence


def test_form_that_is_not_in_force_is_named() -> None:
    load_forms()
    assert health.look_at_forms(AUTUMN_2026).grade is Grade.GOOD

    FormTemplate.objects.filter(kind="receipt").update(valid_to=date(2025, 12, 31))

    found = health.look_at_forms(AUTUMN_2026)
    assert found.grade is Grade.BAD
    assert "receipt" in found.sentence


@pytest.mark.parametrize(
    ("seconds", "grade"), [pytest.param(5, Grade.GOOD), pytest.param(90, Grade.BAD)]
)
def test_clock_is_compared_with_the_database_s(seconds: int, grade: Grade) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    assert isinstance(theirs, datetime)

    found = machines.look_at_clock(theirs.astimezone(VIETNAM) - timedelta(seconds=seconds))

    assert found.grade is grade


def test_mail_without_a_server_is_a_warning(settings: Settings) -> None:
    settings.MAIL_IS_CONFIGURED = False

    assert links.look_at_mail().grade is Grade.WARNING


def test_mail_server_that_does_not_answer_must_be_mended(
    settings: Settings,
) -> None:
    settings.MAIL_IS_CONFIGURED = True
    settings.EMAIL_HOST = "127.0.0.1"
    # Bound and not listening: nobody answers there, and nobody else can take it.
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]

        found = links.look_at_mail()

    assert found.grade is Grade.BAD
    assert "127.0.0.1" in found.sentence


def test_full_disk_must_be_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert machines.look_at_disk(tmp_path).sentence.startswith("Còn trống")
    monkeypatch.setattr(machines, "SMALLEST_FREE_BYTES", shutil.disk_usage(tmp_path).total)

    found = machines.look_at_disk(tmp_path)

    assert found.grade is Grade.BAD
    assert "Chỉ còn trống" in found.sentence


def test_a_ledger_whose_guard_is_off_is_told_before_anything_else_of_it() -> None:
    sound = health.look_at_ledger(database_now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE dossiers_dossierevent DISABLE TRIGGER refuse_change")
    broken = health.look_at_ledger(database_now())

    assert sound.grade is Grade.GOOD
    assert (broken.grade, "refuse_change" in broken.sentence) == (Grade.BAD, True)


def test_days_left_open_are_told() -> None:
    dossier = Counter().accept()

    day_after = health.look_at_ledger(after_midnight())
    week_after = health.look_at_ledger(after_midnight(7))

    assert dossier.events_count == 2
    assert (day_after.grade, week_after.grade) == (Grade.GOOD, Grade.WARNING)
    assert "Còn 7 ngày chưa khóa sổ" in week_after.sentence
