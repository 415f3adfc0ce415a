"""The jobs of the day: over holidays, run twice, killed in the middle, after a standstill."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Desk, Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily import apologies as apologies_module
from motcua.dossiers.daily.apologies import draft_apologies
from motcua.dossiers.daily.digest import send_digests, send_warnings
from motcua.dossiers.daily.jobs import Job, Report, run, run_due
from motcua.dossiers.daily.outbox import tell_of_stuck_mail
from motcua.dossiers.daily.sweeps import mend_what_is_safe
from motcua.dossiers.days import end_of_next_working_day, working_days_before
from motcua.dossiers.models import Apology, Consultation, Dossier, JobRun, Step
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import draft_apology, drop_apology
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.steps import assign_step, take_step
from motcua.dossiers.stuck import Stuck, stuck, stuck_counts
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import national_calendar
from motcua.notifications.models import Message, MessageState
from tests import factories
from tests.dossiers.events import facts_of
from tests.factories import AccountFactory, DeskFactory, OfficerFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


def at(month: int, day: int, hour: int = 7, minute: int = 15) -> datetime:
    """Return an instant of 2024: 30/4 (Tuesday) and 1/5 are days off, 29/4 is exchanged."""
    return datetime(2024, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def everybody(desk: Desk) -> Actor:
    """Return one person who holds every role and has no address."""
    roles = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
    return factories.actor_with(*roles, agency=desk.agency)


def officer_of(desk: Desk, email: str, *roles: Role) -> Officer:
    officer: Officer = OfficerFactory.create(
        agency=desk.agency, roles=list(roles), account=AccountFactory.create(email=email)
    )
    return officer


def accept(desk: Desk, actor: Actor, when: datetime, number: int = 1) -> Dossier:
    """Accept a dossier due in three working days."""
    person = factories.applicant(f"077196{number:06}", full_name=f"Đinh Văn Bí Mật {number}")
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency, applicant=person),
        context=factories.context_of(desk),
        actor=actor,
        at=when,
    )


def letters(topic: str) -> list[Message]:
    return list(Message.objects.filter(topic=topic).order_by("pk"))


def work(job: Any, when: datetime) -> Report:
    report = Report()
    job(at=when, report=report)
    return report


# The days


def test_the_next_working_day_lies_behind_the_holiday() -> None:
    end = end_of_next_working_day(national_calendar(), date(2024, 4, 26))

    assert end == datetime(2024, 5, 2, 17, tzinfo=VIETNAM)


def test_working_days_are_counted_back_over_the_weekend() -> None:
    assert working_days_before(national_calendar(), date(2024, 9, 16), 2) == at(9, 12, 0, 0)


# Apologies


def test_an_apology_is_drafted_one_working_day_before_even_across_a_holiday(
    desk: Desk, everybody: Actor
) -> None:
    # Three working days from Wednesday 24/4: 25, 26 and, past the holidays, Thursday 2/5.
    dossier = accept(desk, everybody, at(4, 24, 9))
    assert dossier.due_at is not None
    assert dossier.due_at.astimezone(VIETNAM).date() == date(2024, 5, 2)

    drafted: dict[str, int] = {}
    for month, day in [(4, 25), (4, 26), (4, 27), (4, 28), (4, 30), (5, 1), (5, 2)]:
        work(draft_apologies, at(month, day, 6, 30))
        drafted[f"{day}/{month}"] = Apology.objects.count()

    # Friday 26/4 is the last working day before 2/5.
    assert drafted == {"25/4": 0, "26/4": 1, "27/4": 1, "28/4": 1, "30/4": 1, "1/5": 1, "2/5": 1}
    apology = Apology.objects.get()
    assert (apology.dossier, apology.drafted_by) == (dossier, None)


def test_a_day_off_drafts_nothing_and_the_day_after_makes_up_for_it(
    desk: Desk, everybody: Actor
) -> None:
    accept(desk, everybody, at(4, 24, 9))

    assert work(draft_apologies, at(5, 1, 6, 30)).done == 0
    assert work(draft_apologies, at(5, 3, 6, 30)).done == 1


def test_no_second_draft_after_a_head_dropped_the_first(desk: Desk, everybody: Actor) -> None:
    dossier = accept(desk, everybody, at(9, 9, 9))
    work(draft_apologies, at(9, 11, 6, 30))
    drop_apology(dossier.pk, actor=everybody, at=at(9, 11, 8))

    assert work(draft_apologies, at(9, 12, 6, 30)).done == 0


def test_a_finished_dossier_needs_no_apology(desk: Desk, everybody: Actor) -> None:
    dossier = accept(desk, everybody, at(9, 9, 9))
    for _step in range(3):
        complete_step(
            dossier.pk,
            outcome="done",
            context=factories.context_of(desk),
            actor=everybody,
            at=at(9, 10),
        )

    assert work(draft_apologies, at(9, 11, 6, 30)).done == 0


def test_one_dossier_that_fails_does_not_stop_the_others(
    desk: Desk, everybody: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = accept(desk, everybody, at(9, 9, 9), 1)
    accept(desk, everybody, at(9, 9, 10), 2)

    def draft(dossier_id: int, *, actor: Actor, at: datetime) -> object:
        if dossier_id == broken.pk:
            raise RuntimeError("the disk is full")
        return draft_apology(dossier_id, actor=actor, at=at)

    monkeypatch.setattr(apologies_module, "draft_apology", draft)
    report = work(draft_apologies, at(9, 11, 6, 30))

    assert report.done == 1
    assert report.problems == [(str(broken.code), "RuntimeError")]


# The morning's letter


def test_the_digest_tells_what_is_late_today_and_soon_without_names_of_applicants(
    desk: Desk, everybody: Actor
) -> None:
    officer_of(desk, "chuyen-vien@motcua.example", Role.HANDLING_OFFICER)
    late = accept(desk, everybody, at(9, 4, 9), 1)
    today = accept(desk, everybody, at(9, 9, 9), 2)
    calm = accept(desk, everybody, at(9, 11, 16), 3)

    work(send_digests, at(9, 12))

    letter = letters("digest")[0]
    assert letter.subject == "Việc sáng 12/09: 1 quá hạn, 1 đến hạn hôm nay"
    assert letter.body.index(str(late.code)) < letter.body.index(str(today.code))
    assert str(calm.code) not in letter.body
    assert "Bí Mật" not in letter.body + letter.subject


@pytest.mark.parametrize("day", [date(2024, 4, 27), date(2024, 4, 30), date(2024, 5, 1)])
def test_no_digest_on_a_day_off(desk: Desk, everybody: Actor, day: date) -> None:
    officer_of(desk, "chuyen-vien@motcua.example", Role.HANDLING_OFFICER)
    accept(desk, everybody, at(4, 12, 9))

    work(send_digests, datetime.combine(day, time(7, 15), tzinfo=VIETNAM))

    assert letters("digest") == []


def test_the_digest_comes_once_a_working_day_however_often_the_job_runs(
    desk: Desk, everybody: Actor
) -> None:
    officer_of(desk, "chuyen-vien@motcua.example", Role.HANDLING_OFFICER)
    accept(desk, everybody, at(9, 4, 9))

    for day in (12, 12, 13, 13, 14, 16):  # the 14th is a Saturday
        work(send_digests, at(9, day))

    assert [message.subject[:15] for message in letters("digest")] == [
        "Việc sáng 12/09",
        "Việc sáng 13/09",
        "Việc sáng 16/09",
    ]


def test_who_has_nothing_urgent_or_no_address_gets_no_letter(desk: Desk, everybody: Actor) -> None:
    officer_of(desk, "", Role.HANDLING_OFFICER)
    officer_of(desk, "van-thu@motcua.example", Role.CLERK)
    accept(desk, everybody, at(9, 4, 9))

    assert work(send_digests, at(9, 12)).done == 0


def test_what_is_given_to_a_colleague_is_in_no_other_letter(desk: Desk, everybody: Actor) -> None:
    mine = officer_of(desk, "toi@motcua.example", Role.HANDLING_OFFICER)
    officer_of(desk, "dong-nghiep@motcua.example", Role.HANDLING_OFFICER)
    dossier = accept(desk, everybody, at(9, 4, 9))
    assign_step(dossier.pk, order=1, officer_id=mine.pk, actor=SYSTEM, at=at(9, 4, 10))

    work(send_digests, at(9, 12))

    assert [message.recipient for message in letters("digest")] == ["toi@motcua.example"]


def test_a_head_reads_of_the_whole_agency_who_holds_what_and_what_to_sign(
    desk: Desk, everybody: Actor
) -> None:
    officer_of(desk, "lanh-dao@motcua.example", Role.APPROVER)
    dossier = accept(desk, everybody, at(9, 4, 9))
    take_step(dossier.pk, order=1, actor=everybody, at=at(9, 4, 10))
    draft_apology(dossier.pk, actor=SYSTEM, at=at(9, 12, 6, 30))

    work(send_digests, at(9, 12))

    body = letters("digest")[0].body
    assert "Cả đơn vị: 1 quá hạn." in body
    assert f"{dossier.code} · " in body
    assert body.count(", Lê Thị Thu Hà") == 1
    assert "- 1 văn bản xin lỗi chờ ký" in body


def test_a_digest_killed_in_the_middle_is_finished_by_the_next_run(
    desk: Desk, everybody: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mot", "hai", "ba"):
        officer_of(desk, f"{name}@motcua.example", Role.HANDLING_OFFICER)
    accept(desk, everybody, at(9, 4, 9))
    written: list[str] = []
    whole = Report.attempt

    def until_killed(self: Report, subject: str, act: Any) -> bool:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(subject)
        return whole(self, subject, act)

    monkeypatch.setattr(Report, "attempt", until_killed)
    with pytest.raises(KeyboardInterrupt):
        work(send_digests, at(9, 12))
    monkeypatch.undo()
    assert len(letters("digest")) == 2
    again = work(send_digests, at(9, 12, 7, 50))

    assert again.done == 1
    assert {message.recipient for message in letters("digest")} == {
        "mot@motcua.example",
        "hai@motcua.example",
        "ba@motcua.example",
    }


# The warning about one step


def test_a_warning_goes_once_to_whom_the_step_is_given(desk: Desk, everybody: Actor) -> None:
    officer = officer_of(desk, "toi@motcua.example", Role.HANDLING_OFFICER)
    officer_of(desk, "khac@motcua.example", Role.HANDLING_OFFICER)
    dossier = accept(desk, everybody, at(9, 9, 9))
    step = assign_step(dossier.pk, order=1, officer_id=officer.pk, actor=SYSTEM, at=at(9, 9, 10))
    assert step.warn_at is not None

    assert work(send_warnings, step.warn_at - timedelta(minutes=1)).done == 0
    assert work(send_warnings, step.warn_at + timedelta(minutes=1)).done == 1
    assert work(send_warnings, step.warn_at + timedelta(hours=1)).done == 0
    warning = letters("early-warning")[0]
    assert warning.recipient == "toi@motcua.example"
    assert str(dossier.code) in warning.subject


def test_a_step_given_to_nobody_warns_nobody_at_once(desk: Desk, everybody: Actor) -> None:
    officer_of(desk, "toi@motcua.example", Role.HANDLING_OFFICER)
    accept(desk, everybody, at(9, 9, 9))

    assert work(send_warnings, at(9, 12, 8)).done == 0


# Sweeps


def test_a_step_of_somebody_who_left_goes_back_to_the_role(desk: Desk, everybody: Actor) -> None:
    left = officer_of(desk, "", Role.HANDLING_OFFICER)
    dossier = accept(desk, everybody, at(9, 9, 9))
    assign_step(dossier.pk, order=1, officer_id=left.pk, actor=SYSTEM, at=at(9, 9, 10))
    Officer.objects.filter(pk=left.pk).update(is_active=False)
    assert stuck(Stuck.NOBODY, {desk.agency_id}, at=at(9, 10)).get() == dossier

    assert work(mend_what_is_safe, at(9, 10, 6, 0)).done == 1
    assert work(mend_what_is_safe, at(9, 10, 6, 5)).done == 0

    assert dossier.steps.get().assignee is None
    event = dossier.events.get(action="assign", actor=None, payload__officer=None)
    assert facts_of(event) == {"step": "appraise", "order": 1, "officer": None}
    assert not stuck(Stuck.NOBODY, {desk.agency_id}, at=at(9, 10)).exists()


def test_a_step_without_its_date_gets_it_back(desk: Desk, everybody: Actor) -> None:
    dossier = accept(desk, everybody, at(9, 9, 9))
    before = dossier.steps.get()
    Step.objects.update(due_at=None, warn_at=None)

    work(mend_what_is_safe, at(9, 10, 6, 0))

    mended = dossier.steps.get()
    assert (mended.due_at, mended.warn_at) == (before.due_at, before.warn_at)


def test_what_is_stuck_is_counted_by_kind(desk: Desk, everybody: Actor) -> None:
    accept(desk, everybody, at(9, 9, 9), 1)
    nobody = accept(desk, everybody, at(9, 13, 9), 2)
    no_step = accept(desk, everybody, at(9, 13, 9), 3)
    Step.objects.filter(dossier=nobody).update(role=Role.CASHIER)
    Step.objects.filter(dossier=no_step).update(closed_at=at(9, 13, 10))
    Consultation.objects.create(
        dossier=nobody,
        agency=desk.agency,
        question="Đất có tranh chấp không?",
        due_at=at(9, 13, 17),
        asked_at=at(9, 13, 9),
    )

    found = stuck_counts({desk.agency_id}, at=at(9, 16))

    assert {one.kind: one.count for one in found} == {
        Stuck.NO_STEP: 1,
        Stuck.NOBODY: 1,
        Stuck.UNTOUCHED: 1,
        Stuck.CONSULTATION: 1,
    }
    assert stuck_counts(None, at=at(9, 16)) == found
    assert stuck_counts({desk.agency_id + 1}, at=at(9, 16)) == []


# The outbox


def test_administrators_hear_of_stuck_mail_once_a_day(desk: Desk) -> None:
    officer_of(desk, "quan-tri@motcua.example", Role.ADMINISTRATOR)
    Message.objects.create(
        key="x",
        topic="ready",
        recipient="a@b.vn",
        subject="Xong",
        body="Xong",
        state=MessageState.FAILED,
        next_attempt_at=at(9, 11),
        created_at=at(9, 11),
    )

    for _time in range(2):
        work(tell_of_stuck_mail, at(9, 12, 7, 10))

    letter = letters("outbox-stuck")
    assert [message.recipient for message in letter] == ["quan-tri@motcua.example"]
    assert "1 thư không gửi được" in letter[0].body


# When jobs run


class Diary:
    """A job that writes down when it ran, and breaks off on the days it is told to."""

    def __init__(self, *broken: int) -> None:
        self.ran: list[str] = []
        self.broken = set(broken)

    def __call__(self, *, at: datetime, report: Report) -> None:
        self.ran.append(f"{at.astimezone(VIETNAM):%d/%m %H:%M}")
        report.done += 1
        if at.day in self.broken:
            self.broken.clear()
            raise RuntimeError("broken off")


def test_a_job_runs_once_a_day_from_its_hour_on() -> None:
    diary = Diary()
    job = Job("diary", "Nhật ký", diary, time(7, 15))

    for day in (12, 13):
        for hour, minute in [(7, 0), (7, 15), (7, 20), (12, 0), (23, 55)]:
            with time_machine.travel(at(9, day, hour, minute), tick=False):
                run_due([job], at=at(9, day, hour, minute))

    assert diary.ran == ["12/09 07:15", "13/09 07:15"]


def test_a_job_whose_hour_was_missed_runs_when_the_worker_is_back() -> None:
    diary = Diary()
    job = Job("diary", "Nhật ký", diary, time(7, 15), ends=time(17, 0))

    for when in [at(9, 12, 7, 15), at(9, 16, 11, 40), at(9, 16, 11, 45), at(9, 17, 18, 0)]:
        with time_machine.travel(when, tick=False):
            run_due([job], at=when)

    # Down from the 12th to the 16th; on the 17th it came back too late for the morning's letter.
    assert diary.ran == ["12/09 07:15", "16/09 11:40"]


def test_a_broken_job_is_begun_again_later_and_stops_no_other() -> None:
    broken, other = Diary(12), Diary()
    jobs = [Job("broken", "Hỏng", broken, time(7)), Job("other", "Khác", other, time(7))]

    for minute in (15, 20, 45, 50):
        with time_machine.travel(at(9, 12, 7, minute), tick=False):
            run_due(jobs, at=at(9, 12, 7, minute))

    assert broken.ran == ["12/09 07:15", "12/09 07:45"]
    assert other.ran == ["12/09 07:15"]
    assert JobRun.objects.get(name="broken").finished_at == at(9, 12, 7, 45)


def test_a_run_that_breaks_off_keeps_why() -> None:
    job = Job("diary", "Nhật ký", Diary(12), time(7))

    with pytest.raises(RuntimeError):
        run(job, at=at(9, 12))

    kept = JobRun.objects.get()
    assert (kept.done, kept.finished_at) == (1, None)
    assert kept.problems == [["Nhật ký", "RuntimeError"]]


def test_a_monthly_job_runs_once_a_month_whatever_the_day() -> None:
    diary = Diary()
    job = Job("diary", "Nhật ký", diary, time(7), monthly=True)

    for month, day in [(9, 3), (9, 4), (9, 30), (10, 1), (10, 2)]:
        with time_machine.travel(at(month, day), tick=False):
            run_due([job], at=at(month, day))

    assert diary.ran == ["03/09 07:15", "01/10 07:15"]


def test_an_hourly_job_runs_again_after_an_hour() -> None:
    diary = Diary()
    job = Job("diary", "Nhật ký", diary, time(7, 30), time(17), every=timedelta(hours=1))

    for hour, minute in [(7, 25), (7, 30), (8, 0), (8, 30), (16, 59), (17, 5)]:
        with time_machine.travel(at(9, 12, hour, minute), tick=False):
            run_due([job], at=at(9, 12, hour, minute))

    assert diary.ran == ["12/09 07:30", "12/09 08:30", "12/09 16:59"]


def test_roles_end_the_letters(desk: Desk, everybody: Actor) -> None:
    officer = officer_of(desk, "toi@motcua.example", Role.HANDLING_OFFICER)
    RoleAssignment.objects.filter(officer=officer).update(valid_to=date(2024, 9, 11))
    accept(desk, everybody, at(9, 4, 9))

    assert work(send_digests, at(9, 12)).done == 0
