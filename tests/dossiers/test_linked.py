"""Linked procedures: two agencies, two calendars, both dates on the receipt, counted once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, CalendarVersion, Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.models import Dossier, DueDate
from motcua.dossiers.policies import dossiers_visible_to
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.handling import complete_step, receive_dossier
from motcua.dossiers.services.receipts import correct_receipt
from motcua.dossiers.services.steps import take_step
from motcua.dossiers.services.submitted import accept_submitted
from motcua.kernel.clock import VIETNAM
from motcua.kernel.layers import CalendarDay, DayKind, Layer
from motcua.kernel.workdays import Calendar, national_layer
from motcua.procedures.models import Procedure
from tests import factories
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY_MORNING + timedelta(days=1)
TEN_DAYS = [
    {
        "channel": "direct",
        "limit": {"value": 10, "unit": "working_day"},
        "fee_dong": 0,
        "fee_note": "",
        "fee_by_province": False,
        "description": "",
    }
]


def step(key: str, role: Role, budget: int, then: str, agency: str = "") -> dict[str, Any]:
    return {
        "key": key,
        "name": f"Bước {key}",
        "role": role.value,
        "budget_minutes": budget,
        "outcomes": [{"key": "done", "label": "Xong", "next": then}],
        **({"agency": agency} if agency else {}),
    }


def linked_process(agency: Agency, *, first: int = 480, second: int = 480) -> dict[str, Any]:
    return {
        "steps": [
            step("xem", Role.HANDLING_OFFICER, first, "duyet"),
            step("duyet", Role.APPROVER, second, "o-so"),
            step("o-so", Role.HANDLING_OFFICER, 960, "dong-dau", agency.code),
            step("dong-dau", Role.CLERK, 0, "end"),
        ]
    }


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def department(desk: Desk) -> Agency:
    """Return a department that keeps a day off of its own, Tuesday 17 September 2024."""
    off = Layer(
        name="Sở",
        days=(CalendarDay(date(2024, 9, 17), DayKind.HOLIDAY, "Nghỉ riêng"),),
    )
    calendar = Calendar([national_layer(), off])
    version = CalendarVersion.objects.create(digest=calendar.digest(), content=calendar.to_dict())
    found: Agency = AgencyFactory.create(
        province=desk.agency.province, calendar_version=version, warn_percent=50
    )
    return found


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    return factories.actor_with(
        Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, agency=desk.agency
    )


@pytest.fixture
def there(department: Agency) -> Actor:
    return factories.actor_with(Role.HANDLING_OFFICER, agency=department)


def procedure_of(department: Agency, **budgets: int) -> Procedure:
    found: Procedure = ProcedureFactory.create(
        content={"channels": TEN_DAYS, "process": linked_process(department, **budgets)}
    )
    return found


def accepted(
    procedure: Procedure, desk: Desk, actor: Actor, agency: Agency | None = None
) -> Dossier:
    return accept_at_desk(
        factories.lodging(procedure, agency or desk.agency),
        context=factories.context_of(desk),
        actor=actor,
        at=THURSDAY_MORNING,
    )


def handed_on(dossier: Dossier, context: DeskContext, actor: Actor) -> None:
    """Do the two steps of the first leg on Friday."""
    for _step in range(2):
        complete_step(dossier.pk, outcome="done", context=context, actor=actor, at=FRIDAY)


def test_the_receipt_says_both_dates_and_the_first_is_kept_as_a_row(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    dossier = accepted(procedure_of(department), desk, everybody)

    payload = dossier.forms.get().payload
    # Two days of budget after Thursday are Monday; ten of the whole limit are Thursday week.
    assert payload["interim_due_at"] == "2024-09-16T17:00+07:00"
    assert payload["due_at"] == "2024-09-26T17:00+07:00"
    row = dossier.due_dates.get(kind=DueDate.Kind.FIRST_LEG)
    assert (row.limit_value, row.limit_unit) == (2, "working_day")
    assert dossier.linked_agency == department


def test_hours_of_budget_give_an_hour_of_the_first_date(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    dossier = accepted(procedure_of(department, first=120, second=60), desk, everybody)

    # Three working hours from nine in the morning, over the lunch break.
    assert dossier.forms.get().payload["interim_due_at"] == "2024-09-12T13:30+07:00"


def test_an_ordinary_receipt_has_one_date(desk: Desk, everybody: Actor) -> None:
    dossier = accepted(ProcedureFactory.create(), desk, everybody)

    assert dossier.forms.get().payload["interim_due_at"] is None
    assert not dossier.due_dates.filter(kind=DueDate.Kind.FIRST_LEG).exists()
    assert dossier.linked_agency is None


def test_the_first_date_is_never_after_the_whole(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    procedure = procedure_of(department, first=20 * 480)

    dossier = accepted(procedure, desk, everybody)

    payload = dossier.forms.get().payload
    assert payload["interim_due_at"] == payload["due_at"]


def test_a_corrected_receipt_repeats_both_dates(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    dossier = accepted(procedure_of(department), desk, everybody)
    before = dossier.forms.get().payload

    issued = correct_receipt(
        dossier.pk,
        changes={"full_name": "Nguyễn Thị Hòa"},
        reason="Gõ nhầm",
        context=factories.context_of(desk),
        actor=everybody,
        at=FRIDAY,
    )

    for key in ("due_at", "interim_due_at"):
        assert issued.payload[key] == before[key]


def test_what_came_by_post_is_accepted_with_both_dates(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    context = factories.context_of(desk)
    lodged = lodge_dossier(
        factories.lodging(procedure_of(department), desk.agency),
        context=factories.context_of(desk),
        actor=everybody,
        at=THURSDAY_MORNING,
    )
    context = factories.context_of(desk)

    accept_submitted(lodged.pk, context=context, actor=everybody, at=FRIDAY)

    assert lodged.forms.get().payload["interim_due_at"] == "2024-09-17T17:00+07:00"


def test_accepted_for_an_agency_elsewhere_both_dates_are_counted_when_it_receives(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    competent = AgencyFactory.create(province=desk.agency.province)
    dossier = accepted(procedure_of(department), desk, everybody, competent)
    officer = factories.actor_with(Role.HANDLING_OFFICER, agency=competent)

    receive_dossier(dossier.pk, context=factories.context_of(desk), actor=officer, at=FRIDAY)

    latest = dossier.forms.get(version=2).payload
    assert latest["interim_due_at"] == "2024-09-17T17:00+07:00"
    assert dossier.due_dates.filter(kind=DueDate.Kind.FIRST_LEG).count() == 2


def test_the_second_leg_runs_by_the_other_agency_s_calendar_and_warning(
    desk: Desk, department: Agency, everybody: Actor
) -> None:
    dossier = accepted(procedure_of(department), desk, everybody)
    context = factories.context_of(desk)
    first = dossier.steps.get()

    handed_on(dossier, context, everybody)

    second = dossier.steps.get(order=3)
    assert (second.agency, second.closed_at) == (department, None)
    # Two working days from Friday nine o'clock: Tuesday is a day off there, so Wednesday.
    assert second.due_at == datetime(2024, 9, 18, 9, tzinfo=VIETNAM)
    # Half of it is used on Monday at nine.
    assert second.warn_at == datetime(2024, 9, 16, 9, tzinfo=VIETNAM)
    assert first.due_at == datetime(2024, 9, 13, 9, tzinfo=VIETNAM)


def test_the_other_agency_sees_signs_and_hands_back_and_the_dossier_is_counted_once(
    desk: Desk, department: Agency, everybody: Actor, there: Actor
) -> None:
    dossier = accepted(procedure_of(department), desk, everybody)
    context = factories.context_of(desk)
    assert dossiers_visible_to(there).count() == 1
    handed_on(dossier, context, everybody)
    monday = FRIDAY + timedelta(days=3)

    take_step(dossier.pk, order=3, actor=there, at=FRIDAY)
    complete_step(dossier.pk, outcome="done", order=3, context=context, actor=there, at=monday)

    back = dossier.steps.get(order=4)
    assert (back.agency, back.key) == (desk.agency, "dong-dau")
    third = dossier.steps.get(order=3)
    assert (third.received_by_id, third.closed_by_id) == (there.officer_id, there.officer_id)
    both = factories.actor_with(Role.APPROVER, agency=department)
    assert dossiers_visible_to(both).count() == 1
    assert Dossier.objects.count() == 1


def test_an_agency_that_decides_for_itself_is_linked_to_nobody(
    desk: Desk, everybody: Actor
) -> None:
    dossier = accepted(procedure_of(desk.agency), desk, everybody)

    assert dossier.linked_agency is None
