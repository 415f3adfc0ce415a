"""The morning's letter to each officer and head, and the warning about a single step.

How warnings reach people, decided once: whoever a step is given to gets one letter the hour
its warning begins. A step that is given to nobody is in no letter of that kind, for a letter
to everybody who might do it is read by nobody; it stands in the morning's letter of each of
them and on the page of the head, who can give it to somebody.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import STEP_ROLES
from motcua.agencies.selectors import actor_of, calendar_of
from motcua.dossiers import workload
from motcua.dossiers.daily import letters
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.dossiers.days import end_of_day
from motcua.dossiers.models import Step
from motcua.dossiers.stuck import stuck_counts
from motcua.dossiers.workload import Urgency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.notifications.models import Message

DIGEST: Final = "digest"
WARNING: Final = "early-warning"
MOST_LINES: Final = 20
OLDEST_WARNING: Final = timedelta(days=2)
"""What one should have been warned of before a longer standstill is in the morning's letter."""


def send_digests(*, at: datetime, report: Report) -> None:
    """Write to every officer with an address who has something urgent, once a working day."""
    on = clock.day_of(at)
    for batch in in_batches(_readers(on)):
        keys = {_key(officer, on): officer for officer in batch}
        written = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
        for key, officer in keys.items():
            if key not in written and _works_on(officer, on):
                _attempt(officer, key, on, at=at, report=report)


def send_warnings(*, at: datetime, report: Report) -> None:
    """Write once to whoever a step is given to when the step's warning has begun."""
    on = clock.day_of(at)
    begun = (
        Step.objects.filter(
            closed_at__isnull=True,
            assignee__account__is_active=True,
            assignee__is_active=True,
            warn_at__lte=at,
            warn_at__gt=at - OLDEST_WARNING,
            dossier__due_at__gte=at,
        )
        .exclude(assignee__account__email="")
        .select_related("dossier__procedure", "assignee__account", "assignee__agency")
    )
    for batch in in_batches(begun):
        report.done += put_in_outbox(
            [
                Post(
                    f"{WARNING}:{step.pk}",
                    WARNING,
                    step.assignee.account.email,
                    letters.warning(step, at=at),
                )
                for step in batch
                if _works_on(step.assignee, on)
            ],
            at=at,
        )


def _readers(on: date) -> QuerySet[Officer]:
    held = RoleAssignment.objects.valid_on(on).filter(role__in=[role.value for role in STEP_ROLES])
    return (
        Officer.objects.filter(
            pk__in=held.values("officer_id"), is_active=True, account__is_active=True
        )
        .exclude(account__email="")
        .select_related("account", "agency")
    )


def _key(officer: Officer, on: date) -> str:
    return f"{DIGEST}:{officer.pk}:{on.isoformat()}"


def _works_on(officer: Officer, on: date) -> bool:
    try:
        return calendar_of(officer.agency).is_working_day(on)
    except DomainError:
        return False


def _attempt(officer: Officer, key: str, on: date, *, at: datetime, report: Report) -> None:
    assert officer.account is not None  # noqa: S101 - the query asked for accounts
    recipient = officer.account.email
    found: list[letters.Letter] = []

    def write() -> None:
        letter = digest_of(officer, on, at=at)
        if letter is not None:
            put_in_outbox([Post(key, DIGEST, recipient, letter)], at=at)
            found.append(letter)

    if report.attempt(officer.full_name, write) and not found:
        report.done -= 1


def digest_of(officer: Officer, on: date, *, at: datetime) -> letters.Letter | None:
    """Return this morning's letter to ``officer``; None when there is nothing to say."""
    assert officer.account is not None  # noqa: S101 - only who can sign in has work
    actor = actor_of(officer.account, on)
    urgency = Urgency(at, end_of_day(at))
    own = urgent(workload.tasks_of(actor), urgency)
    led = workload.led_by(actor)
    office = urgent(workload.in_hand(led), urgency) if led else None
    return letters.digest(
        officer.full_name,
        on,
        own=own,
        office=office,
        tasks=_tasks_of(actor, led, at),
        at=at,
    )


def urgent(steps: QuerySet[Step], urgency: Urgency) -> letters.Urgent:
    """Return the figures and first lines of what is urgent among ``steps``. Two queries."""
    rest = urgency.soon & ~urgency.today
    counts: dict[str, int] = steps.aggregate(
        late=Count("pk", filter=urgency.late),
        today=Count("pk", filter=urgency.today),
        soon=Count("pk", filter=rest),
    )
    if not any(counts.values()):
        return letters.Urgent(0, 0, 0, ())
    pressing = steps.filter(urgency.late | urgency.today | Q(rest))
    rows = pressing.select_related("dossier__procedure", "assignee")
    return letters.Urgent(
        **counts, steps=list(rows.order_by("dossier__due_at", "pk")[:MOST_LINES])
    )


def _tasks_of(actor: Actor, led: frozenset[int], at: datetime) -> letters.Tasks:
    if not led:
        return letters.Tasks()
    tallies = workload.tallies(actor, led)
    return letters.Tasks(
        apologies=tallies["apologies"]["count"],
        results=tallies["results"],
        lodged=tallies["lodged"]["count"],
        stuck=sum(one.count for one in stuck_counts(led, at=at)),
    )
