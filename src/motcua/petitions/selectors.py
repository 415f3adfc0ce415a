"""Questions about petitions: rules in force, lists, what is alike, how a date came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Count, Q, QuerySet

from motcua.agencies.models import Agency, Officer
from motcua.agencies.selectors import calendar_version
from motcua.kernel import clock
from motcua.kernel.explanations import ExplainedDay
from motcua.kernel.limits import Due, Limit, LimitUnit, Pause, due
from motcua.kernel.text import fold
from motcua.people.keyed import number_key
from motcua.people.models import Person
from motcua.petitions.lifecycle import OPEN, REPLIED, FeedbackState
from motcua.petitions.likeness import ALIKE, likeness, words_of
from motcua.petitions.limits import ASK_AGAIN_AFTER_DAYS, SHIPPED, LimitKind, TimeLimit
from motcua.petitions.masking import Own
from motcua.petitions.models import (
    Feedback,
    FeedbackPromise,
    Petitioner,
    PetitionLimit,
    PetitionText,
    Publication,
)
from motcua.petitions.texts import SHIPPED as SHIPPED_TEXTS, TextKind

MOST_ALIKE: Final = 5
_ACCEPTED, _RECEIVED = "Tiếp nhận hồ sơ", "Bắt đầu tính"
_RETURN, _LIMIT = "Hẹn trả kết quả, chậm nhất", "Hạn chót"
_LOOKED_AT: Final = 300
_LOOKED_BACK: Final = timedelta(days=180)


def limits_on(day: date) -> dict[LimitKind, TimeLimit]:
    """Return every limit in force on ``day``. One query."""
    set_here = {
        LimitKind(row.kind): TimeLimit(Limit(row.value, LimitUnit(row.unit)), row.legal_basis)
        for row in PetitionLimit.objects.valid_on(day).order_by("valid_from")
    }
    return {**SHIPPED, **set_here}


def text_on(kind: TextKind, day: date) -> str:
    """Return what is said of a law on ``day``. One query."""
    found = PetitionText.objects.valid_on(day).filter(kind=kind).order_by("-valid_from").first()
    return found.text if found is not None else SHIPPED_TEXTS[kind]


def told(promise: FeedbackPromise) -> Due:
    """Count a promise again from what is stored, with its reasons."""
    limit = Limit(promise.limit_value, LimitUnit(promise.limit_unit))
    pauses = [
        Pause(datetime.fromisoformat(start), datetime.fromisoformat(end))
        for start, end in promise.pauses
    ]
    calendar = calendar_version(promise.calendar_version_id)
    return due(clock.local(promise.counted_from), limit, calendar, pauses)


def why(promise: FeedbackPromise) -> list[ExplainedDay]:
    """Return the reasons for a date, one line a day, in words that fit feedback."""
    return [
        replace(day, text=day.text.replace(_ACCEPTED, _RECEIVED).replace(_RETURN, _LIMIT))
        for day in told(promise).explanation.days
    ]


def promises_of(feedback: Feedback) -> dict[LimitKind, FeedbackPromise]:
    """Return what is promised in the turn that runs, the last of each kind. One query."""
    rows = feedback.promises.filter(turn=feedback.turn).order_by("pk")
    return {LimitKind(row.kind): row for row in rows}


def own_of(petitioner: Petitioner) -> Own:
    """Return what must not be told of whoever sent it."""
    number = petitioner.person.identity_number if petitioner.person is not None else ""
    return Own(
        full_name=petitioner.full_name,
        address=petitioner.address,
        phone=petitioner.phone,
        email=petitioner.email,
        number=number or "",
    )


def officer_names(agency_ids: Iterable[int]) -> list[str]:
    """Return the names of who works in these agencies. One query."""
    officers = Officer.objects.filter(agency_id__in=set(agency_ids), is_active=True)
    return list(officers.values_list("full_name", flat=True))


def published(words: str = "", subject: str = "", agency_id: int | None = None) -> QuerySet[Any]:
    """Return what is public, the latest first; every word of ``words`` stands in it."""
    found = Publication.objects.filter(feedback__state=FeedbackState.PUBLISHED)
    found = found.select_related("feedback__agency")
    if subject:
        found = found.filter(feedback__subject=subject)
    if agency_id is not None:
        found = found.filter(feedback__agency_id=agency_id)
    terms = ["".join(sign for sign in word if sign.isalnum()) for word in fold(words).split()]
    terms = [term for term in terms if term]
    if terms:
        asked = " & ".join([*terms[:-1], f"{terms[-1]}:*"])
        query = SearchQuery(asked, config="simple", search_type="raw")
        found = found.filter(
            SearchVectorExact(SearchVector("search_text", config="simple"), query)
        )
    return found.order_by("-published_at", "-pk")


@dataclass(frozen=True, slots=True)
class Alike:
    """Feedback that is perhaps the same. Of others' only the public part is shown."""

    feedback: Feedback
    share: float
    is_own: bool


def alike(
    text: str,
    agency_id: int,
    *,
    at: datetime,
    person_id: int | None = None,
    without: int | None = None,
) -> list[Alike]:
    """Return the feedback of half a year that reads most like ``text``. One query."""
    wanted = words_of(text)
    mine = Q(petitioner__person_id=person_id) if person_id is not None else Q(pk__in=[])
    recent = (
        Feedback.objects.filter(Q(agency_id=agency_id) | mine)
        .filter(state__in=[*OPEN, *REPLIED], lodged_at__gte=at - _LOOKED_BACK)
        .exclude(pk=without or 0)
        .select_related("petitioner", "publication")
        .order_by("-lodged_at")[:_LOOKED_AT]
    )
    found = [
        Alike(
            one,
            likeness(wanted, words_of(f"{one.petitioner.title} {one.petitioner.text}")),
            person_id is not None and one.petitioner.person_id == person_id,
        )
        for one in recent
    ]
    close = [one for one in found if one.share >= ALIKE]
    return sorted(close, key=lambda one: -one.share)[:MOST_ALIKE]


@dataclass(frozen=True, slots=True)
class Tally:
    """How much feedback stands where, for the chips of a list."""

    received: int
    processing: int
    waiting: int
    approving: int
    answered: int
    late: int

    @property
    def open(self) -> int:
        """Return how many still owe an answer."""
        return self.received + self.processing + self.waiting + self.approving


def tally(feedback: QuerySet[Feedback], at: datetime) -> Tally:
    """Count ``feedback`` by where it stands. One query."""
    states = FeedbackState
    counts = feedback.order_by().aggregate(
        received=Count("pk", filter=Q(state=states.RECEIVED)),
        processing=Count("pk", filter=Q(state=states.PROCESSING)),
        waiting=Count("pk", filter=Q(state=states.AWAITING_PETITIONER)),
        approving=Count("pk", filter=Q(state=states.AWAITING_APPROVAL)),
        answered=Count("pk", filter=Q(state=states.ANSWERED)),
        late=Count("pk", filter=late_at(at)),
    )
    return Tally(**counts)


def late_at(at: datetime) -> Q:
    """Return the condition that what is due next is late at ``at``."""
    return Q(due_at__lt=at, state__in=[*OPEN, FeedbackState.ANSWERED])


def to_ask_again(at: datetime) -> QuerySet[Feedback]:
    """Return the answered feedback whose petitioner is to be asked whether it was settled."""
    before = at - timedelta(days=ASK_AGAIN_AFTER_DAYS)
    return Feedback.objects.filter(
        state__in=sorted(REPLIED), answered_at__lte=before, asked_settled_at__isnull=True
    )


def agencies_to_choose(day: date) -> list[Agency]:
    """Return the agencies to which feedback can be sent on ``day``. One query."""
    found = Agency.objects.valid_on(day).filter(calendar_version__isnull=False)
    return list(found.order_by("kind", "name"))


def own_feedback(people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return what is kept of feedback that one person sent, for that person. A fixed number.

    Complaints and denunciations are not told here: this copy is handed over by officers who
    may not know that there are any.
    """
    keys = [number_key(one.identity_number) for one in people if one.identity_number]
    mine = Q(petitioner__person__in=people) | Q(petitioner__number_key__in=keys)
    found = (
        Feedback.objects.filter(mine)
        .select_related("agency", "petitioner")
        .prefetch_related("answers", "events", "photos__file")
        .order_by("lodged_at", "pk")
    )
    return [_told_of(one) for one in found]


def _told_of(feedback: Feedback) -> dict[str, Any]:
    who = feedback.petitioner
    said = ("full_name", "address", "phone", "email", "title", "text", "place", "dossier_code")
    return {
        "code": feedback.code,
        "agency": feedback.agency.name,
        "subject": str(feedback.get_subject_display()),
        "way": str(feedback.get_way_display()),
        "state": FeedbackState(feedback.state).label,
        "lodged_at": clock.local(feedback.lodged_at).isoformat(timespec="seconds"),
        **{name: getattr(who, name) for name in said},
        "asked": who.question,
        "supplied": who.supplied,
        "answers": [one.text for one in feedback.answers.all() if one.is_approved],
        "rating": feedback.rating,
        "rating_words": who.words,
        "settled": feedback.settled,
        "photos": [
            {"name": one.file.name, "size": one.file.size} for one in feedback.photos.all()
        ],
        "events": [
            {
                "at": clock.local(event.happened_at).isoformat(timespec="seconds"),
                "what": str(event.get_action_display()),
            }
            for event in feedback.events.all()
        ],
    }
