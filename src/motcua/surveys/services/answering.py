"""Writing down what people answer: one answer for a dossier, by whoever had it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.keyed import address_key, device_key
from motcua.surveys.models import (
    Entry,
    QuestionnaireVersion,
    Remark,
    Response,
    Slip,
    Tablet,
)
from motcua.surveys.questions import Flag, Given, Use
from motcua.surveys.selectors import is_office_address, version_on

RATED_STATES: Final = (State.RETURNED, State.NOT_ACCEPTED)
MOST_FROM_DEVICE: Final = 3
"""Within a day; a family may share a telephone."""
_A_DAY: Final = timedelta(days=1)


class RatingError(DomainError):
    """The dossier cannot be rated now."""

    code: ClassVar[str] = "rating"


class RatedAlreadyError(RatingError):
    """There is an answer already."""

    code: ClassVar[str] = "rated-already"


@dataclass(frozen=True, slots=True)
class Sender:
    """From where an answer came: a secret of the browser, an address, a tablet of a desk."""

    device: str
    address: str
    is_office_device: bool = False
    tablet: Tablet | None = None


def slip_to_rate(dossier: Dossier) -> Slip:
    """Return the slip that may be answered now. Raises RatingError, RatedAlreadyError."""
    if dossier.state not in RATED_STATES:
        raise RatingError(
            _("Hồ sơ chưa trả kết quả nên chưa đánh giá được. Nhận kết quả rồi, xin mở lại trang.")
        )
    slip = Slip.objects.filter(dossier=dossier).select_related("agency").first()
    if slip is None:
        raise RatingError(_("Hồ sơ này kết thúc trước khi có phiếu đánh giá."))
    if Response.objects.filter(slip=slip).exists():
        raise _rated()
    return slip


def has_open_slip(dossier: Dossier) -> bool:
    """Say whether there is a slip that nobody has answered. No query before the dossier ends."""
    if dossier.state not in RATED_STATES:
        return False
    return Slip.objects.filter(dossier_id=dossier.pk, response__isnull=True).exists()


def version_in_force(at: datetime, use: Use = Use.SLIP) -> QuestionnaireVersion:
    """Return what is asked at ``at``. Raises RatingError where nothing is published."""
    version = version_on(use, clock.day_of(at))
    if version is None:
        raise RatingError(_("Chưa có phiếu hỏi nào được công bố."))
    return version


def rate(dossier: Dossier, typed: Mapping[str, str], *, sender: Sender, at: datetime) -> Response:
    """Write the answer to the slip of ``dossier``. Raises RatingError and AnswersError."""
    slip = slip_to_rate(dossier)
    version = version_in_force(at)
    given = version.paper.read(typed)
    flags = flags_of(sender, slip.agency_id, at)
    response = answer_of(version, given, slip.agency, at)
    response.slip = slip
    _mark(response, sender, flags)
    return write(response, given)


def rate_visit(
    tablet: Tablet, typed: Mapping[str, str], *, sender: Sender, at: datetime
) -> Response:
    """Write what a visitor without a dossier says at a desk; it is counted apart."""
    version = version_in_force(at)
    given = version.paper.read(typed)
    response = answer_of(version, given, tablet.desk.agency, at)
    _mark(response, sender, frozenset())
    return write(response, given)


def answer_of(
    version: QuestionnaireVersion, given: Given, agency: Agency, at: datetime
) -> Response:
    """Return an answer about ``agency``, unsaved."""
    return Response(
        version=version,
        agency=agency,
        answers=dict(given.values),
        is_satisfied=version.paper.is_satisfied(given.values),
        happened_at=at,
        day=clock.day_of(at),
        # The database says when; a value has to be given all the same.
        recorded_at=at,
    )


def write(response: Response, given: Given) -> Response:
    """Save an answer and its words. Raises RatedAlreadyError, also where two come at once."""
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError as error:
        if not _is_second(response):
            raise
        raise _rated() from error
    if given.words:
        Remark.objects.create(response=response, raw="\n".join(given.words.values()))
    return response


def flags_of(sender: Sender, agency_id: int, at: datetime) -> frozenset[Flag]:
    """Return what is doubtful about an answer from ``sender``; of a desk's tablet nothing is."""
    if sender.tablet is not None:
        return frozenset()
    found = set()
    if is_office_address(agency_id, sender.address, at):
        found.add(Flag.OFFICE_ADDRESS)
    if sender.is_office_device:
        found.add(Flag.OFFICE_DEVICE)
    key = device_key(sender.device)
    lately = Response.objects.filter(device_key=key, happened_at__gt=at - _A_DAY)
    if lately.count() >= MOST_FROM_DEVICE:
        found.add(Flag.MANY_FROM_DEVICE)
    return frozenset(found)


def _mark(response: Response, sender: Sender, flags: frozenset[Flag]) -> None:
    response.entry = Entry.TABLET if sender.tablet is not None else Entry.LINK
    response.tablet = sender.tablet
    response.office_address = Flag.OFFICE_ADDRESS in flags
    response.office_device = Flag.OFFICE_DEVICE in flags
    response.many_from_device = Flag.MANY_FROM_DEVICE in flags
    response.is_counted = response.version.paper.is_counted(flags)
    if sender.tablet is None:
        response.device_key = device_key(sender.device)
        response.address_key = address_key(sender.address)


def _is_second(response: Response) -> bool:
    same = Response.objects.none()
    if response.slip_id is not None:
        same = Response.objects.filter(slip_id=response.slip_id)
    elif response.member_id is not None:
        same = Response.objects.filter(member_id=response.member_id)
    return same.exists()


def _rated() -> RatedAlreadyError:
    return RatedAlreadyError(_("Hồ sơ này đã có một đánh giá. Mỗi hồ sơ được đánh giá một lần."))
