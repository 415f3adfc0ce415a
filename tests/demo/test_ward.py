"""The living ward on the morning of the reference day."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.db.models import Q, QuerySet

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.models import AbsenceCover, Agency
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import actor_of
from motcua.demo.accounts import LIVING_ACCOUNTS, DemoAccount, demo_accounts
from motcua.demo.loading import load_next, load_parts
from motcua.demo.models import DemoPart, Stage
from motcua.demo.preparing import prepare, refresh
from motcua.demo.progress import demo_progress
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import CallLog, Dossier, DossierEvent, Draft, IssuedForm, Step
from motcua.dossiers.policies import dossiers_visible_to
from motcua.kernel.clock import VIETNAM
from tests.demo.conftest import LOADED_AT, REFERENCE_ON, silent

pytestmark = pytest.mark.usefixtures("demo")
MORNING = datetime(2026, 11, 23, tzinfo=VIETNAM)
STEP_ROLES_OF_THE_WARD = [role for role in STEP_ROLES if role is not Role.DESK_OFFICER]


def ward() -> Agency:
    return Agency.objects.get(unit__code="26506", province__code="79")


def dossiers() -> QuerySet[Dossier]:
    return Dossier.objects.filter(Q(agency=ward()) | Q(receiving_agency=ward()))


@pytest.mark.parametrize("role", STEP_ROLES_OF_THE_WARD)
def test_each_role_has_work_that_is_late_and_work_that_is_due_soon(role: Role) -> None:
    steps = Step.objects.filter(agency=ward(), role=role, closed_at__isnull=True)

    late = steps.filter(dossier__due_at__lt=MORNING)
    soon = steps.filter(
        dossier__due_at__gte=MORNING, dossier__due_at__lt=MORNING + timedelta(days=4)
    )

    assert late.exists()
    assert soon.exists()
    assert steps.count() >= 5


def test_the_desk_has_results_to_return_post_to_open_and_people_to_call() -> None:
    ready = dossiers().filter(state=State.FINISHED, receiving_agency=ward())

    assert ready.count() >= 10
    assert ready.filter(applicant__email="").count() >= 5
    assert CallLog.objects.filter(dossier__in=ready).exists()
    assert dossiers().filter(state=State.SUBMITTED, channel="post").count() >= 3
    assert dossiers().filter(state=State.SUBMITTED, channel="online").count() >= 3
    assert Draft.objects.filter(desk__agency=ward()).exists()


def test_neighbours_have_accepted_for_the_ward_and_wait_for_its_reception() -> None:
    waiting = Dossier.objects.filter(
        agency=ward(), clock_from__isnull=True, accepted_at__isnull=False
    )

    assert waiting.exists()
    assert all(dossier.receiving_agency_id != ward().pk for dossier in waiting)
    assert all(dossier.due_at is None for dossier in waiting)


def test_some_were_refused_some_returned_and_some_receipts_corrected() -> None:
    states = Counter(dossiers().values_list("state", flat=True))
    void = IssuedForm.objects.filter(kind="receipt", voided_at__isnull=False)

    assert states[State.NOT_ACCEPTED] >= 3
    assert states[State.RETURNED] >= 40
    assert void.filter(dossier__in=dossiers()).count() >= 3
    assert 120 <= states.total() <= 210


def test_fees_are_paid_forgiven_and_still_due() -> None:
    money = Counter(dossiers().values_list("money_state", flat=True))

    assert min(money["paid"], money["exempt"], money["due"]) >= 1


def test_nothing_happens_on_the_reference_day_or_after() -> None:
    assert not DossierEvent.objects.filter(happened_at__gte=MORNING).exists()


def test_somebody_covers_for_the_deputy_on_the_reference_day() -> None:
    cover = AbsenceCover.objects.get(from_on__lte=REFERENCE_ON, to_on__gte=REFERENCE_ON)
    assert cover.covering.account is not None

    actor = actor_of(cover.covering.account, REFERENCE_ON)

    assert actor.has(Role.APPROVER, agency_id=ward().pk)
    assert actor.acting_for([Role.APPROVER], ward().pk) == cover.absent_id


@pytest.mark.parametrize("listed", LIVING_ACCOUNTS, ids=lambda listed: listed.username)
def test_each_account_of_the_ward_holds_its_role_today(listed: DemoAccount) -> None:
    account = Account.objects.get(username=listed.username)

    actor = actor_of(account, REFERENCE_ON)

    assert account.is_demo
    assert actor.has(listed.role, agency_id=ward().pk)


def test_an_officer_of_2024_still_finds_the_dossiers_of_the_commune() -> None:
    account = Account.objects.get(username="anngai.motcua")

    visible = dossiers_visible_to(actor_of(account, REFERENCE_ON))

    assert visible.count() == 747


def test_every_listed_account_exists() -> None:
    listed = [username for username, _role, _place in demo_accounts()]

    others = Account.objects.exclude(kind__in=(AccountKind.CITIZEN, AccountKind.CLIENT))
    assert sorted(listed) == sorted(others.values_list("username", flat=True))


def test_a_second_run_changes_nothing() -> None:
    before = (Dossier.objects.count(), DossierEvent.objects.count(), Account.objects.count())

    prepare(seed=7, reference_on=date(2027, 1, 4), at=LOADED_AT, report=silent)
    loaded = load_parts(Stage.FIRST, silent)

    assert loaded == 0
    assert before == (
        Dossier.objects.count(),
        DossierEvent.objects.count(),
        Account.objects.count(),
    )


def test_progress_counts_what_is_there_of_what_is_planned() -> None:
    progress = demo_progress()

    assert progress is not None
    assert not progress.is_complete
    assert progress.loaded == Dossier.objects.count()
    assert 10 < progress.percent < 30


def test_refreshing_on_the_same_day_changes_nothing() -> None:
    assert not refresh(reference_on=REFERENCE_ON)


def test_a_refresh_moves_the_ward_a_week_on_and_takes_nothing_away() -> None:
    next_week = date(2026, 11, 30)
    before = set(Dossier.objects.values_list("code", "tracking_code"))
    events_before = DossierEvent.objects.count()

    assert refresh(reference_on=next_week)
    assert load_next(Stage.FIRST)

    after = set(Dossier.objects.values_list("code", "tracking_code"))
    kept = {tracking for _code, tracking in before} <= {tracking for _code, tracking in after}
    assert kept
    assert {code for code, _tracking in before if code} <= {code for code, _tracking in after}
    assert len(after) > len(before) + 20
    assert DossierEvent.objects.count() > events_before
    added = Dossier.objects.exclude(tracking_code__in=[tracking for _c, tracking in before])
    assert not added.filter(submitted_at__lt=MORNING).exists()
    open_steps = Step.objects.filter(agency=ward(), closed_at__isnull=True)
    assert set(open_steps.values_list("role", flat=True)) >= set(STEP_ROLES_OF_THE_WARD)
    assert not DossierEvent.objects.filter(
        happened_at__gte=datetime(2026, 11, 30, tzinfo=VIETNAM)
    ).exists()
    assert DemoPart.objects.filter(key=f"living:{next_week}", loaded_at__isnull=False).exists()
