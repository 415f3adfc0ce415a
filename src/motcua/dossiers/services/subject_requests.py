"""What people ask about their own data: received with a date, answered, handed over."""

from datetime import datetime
from typing import ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.models import AccessRecord, Dossier, SubjectRequest
from motcua.dossiers.own_data import people_known_as
from motcua.dossiers.privacy_rules import privacy_rule
from motcua.dossiers.services.reading import Reader, record_access, remember_handing_over
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit, due
from motcua.people.models import Person

ANSWERING: Final = (Role.HEAD_OF_DESK,)
"""Who takes such requests and hands data over, after seeing whose they are."""
FOLLOWING: Final = (*ANSWERING, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who sees that there are requests and whether they are answered in time, not what they say."""


class SubjectRequestError(DomainError):
    """The request cannot be taken or answered that way."""

    code: ClassVar[str] = "subject-request"


class UnknownPersonError(DomainError):
    """Nobody is known by this number and name."""

    code: ClassVar[str] = "unknown-person"


def requests_seen_by(actor: Actor) -> QuerySet[SubjectRequest]:
    """Return the requests received by the agencies that ``actor`` answers for or follows."""
    agencies = actor.agencies_with(*FOLLOWING)
    return SubjectRequest.objects.filter(agency_id__in=agencies)


def identify(number: str, name: str, reader: Reader, *, agency: Agency) -> list[Person]:
    """Return the rows of the person with this number and this name.

    The look-up stands in the log, found or not. Raises PermissionDenied, and
    UnknownPersonError with the same sentence whether number or name was wrong.
    """
    _require(reader.actor, agency)
    packed = "".join(number.split()).replace(".", "")
    found = people_known_as(packed, name)
    record_access(
        AccessRecord.Kind.NUMBER_SEARCH,
        reader,
        rows=len(found),
        subject=_("Yêu cầu về dữ liệu cá nhân"),
        number=packed,
        agency_id=agency.pk,
    )
    if not found:
        raise UnknownPersonError(
            _(
                "Không có ai mang số này với họ tên này. Xin xem lại thẻ căn cước; người không có "
                "số thì ghi mã tra cứu trên giấy tiếp nhận."
            )
        )
    return found


@transaction.atomic
def receive_request(
    kind: str,
    people: list[Person],
    *,
    agency: Agency,
    words: str,
    actor: Actor,
    at: datetime,
    stamp: int,
    dossier: Dossier | None = None,
) -> SubjectRequest:
    """Take a request and set by when it is to be answered.

    Raises PermissionDenied, and SubjectRequestError for a dossier that is not the person's.
    """
    _require(actor, agency)
    keys = {person.pk for person in people}
    if dossier is not None and keys.isdisjoint(_named_in(dossier)):
        raise SubjectRequestError(_("Hồ sơ này không có tên người yêu cầu. Xin xem lại mã hồ sơ."))
    days = privacy_rule(agency.pk, stamp).answer_days
    until = due(at, Limit(days, LimitUnit.WORKING_DAY), calendar_of(agency)).due
    assert until is not None  # noqa: S101 - nothing pauses it
    return SubjectRequest.objects.create(
        kind=kind,
        agency=agency,
        person=people[0],
        person_name=people[0].full_name,
        dossier=dossier,
        words=words,
        received_at=at,
        received_by_id=actor.officer_id or 0,
        due_at=until,
    )


def answer_request(
    asked: SubjectRequest, *, granted: bool, answer: str, actor: Actor, at: datetime
) -> SubjectRequest:
    """Answer a request. Raises PermissionDenied and SubjectRequestError."""
    _require(actor, asked.agency)
    if not answer.strip():
        raise SubjectRequestError(_("Xin ghi câu trả lời cho người dân."))
    with transaction.atomic():
        locked = SubjectRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if locked.state != SubjectRequest.State.OPEN:
            raise SubjectRequestError(_("Yêu cầu này đã có người trả lời. Xin tải lại trang."))
        states = SubjectRequest.State
        locked.state = states.GRANTED if granted else states.REFUSED
        locked.answer = answer.strip()
        locked.answered_at = at
        locked.answered_by_id = actor.officer_id
        locked.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    return locked


@transaction.atomic
def record_hand_over(
    people: list[Person],
    *,
    agency: Agency,
    words: str,
    sha256: str,
    dossiers_count: int,
    reader: Reader,
) -> SubjectRequest:
    """Keep that a person's own data were handed to them: by whom, when, which bytes.

    Every dossier they tell of, of whatever agency, counts as read.
    """
    _require(reader.actor, agency)
    remember_handing_over(people, reader)
    record_access(
        AccessRecord.Kind.OWN_DATA,
        reader,
        rows=dossiers_count,
        subject=sha256[:16],
        agency_id=agency.pk,
    )
    return SubjectRequest.objects.create(
        kind=SubjectRequest.Kind.SEE,
        state=SubjectRequest.State.GRANTED,
        agency=agency,
        person=people[0],
        person_name=people[0].full_name,
        words=words,
        received_at=reader.at,
        received_by_id=reader.actor.officer_id or 0,
        due_at=reader.at,
        answered_at=reader.at,
        answered_by_id=reader.actor.officer_id,
        answer=_("Đã trao tệp dữ liệu tại quầy."),
        file_sha256=sha256,
        dossiers_count=dossiers_count,
    )


def _require(actor: Actor, agency: Agency) -> None:
    if not actor.has(*ANSWERING, agency_id=agency.pk):
        raise PermissionDenied


def _named_in(dossier: Dossier) -> set[int | None]:
    return {
        dossier.applicant_id,
        dossier.principal_id,
        dossier.proxy_id,
        dossier.collector_id,
    }
