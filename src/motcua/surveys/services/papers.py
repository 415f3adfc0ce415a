"""Slips of paper that an officer enters: as paper, with their number and day, never as a link."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import require_at_desk
from motcua.kernel import clock
from motcua.kernel.text import clean
from motcua.surveys.models import Entry, Response
from motcua.surveys.questions import Use
from motcua.surveys.selectors import version_on
from motcua.surveys.services.answering import RatingError, answer_of, slip_to_rate, write

LONGEST_NUMBER = 40


def enter_paper(
    dossier: Dossier,
    typed: Mapping[str, str],
    *,
    number: str,
    dated: date,
    actor: Actor,
    at: datetime,
) -> Response:
    """Enter what a slip of paper says about ``dossier``.

    The number is that on the paper, once in an agency; the paper is kept in the office for
    whoever compares. Raises RatingError, AnswersError and PermissionDenied.
    """
    require_at_desk(actor, dossier.receiving_agency_id)
    slip = slip_to_rate(dossier)
    number = clean(number)
    if not number or len(number) > LONGEST_NUMBER:
        raise RatingError(_("Xin ghi số của phiếu giấy, nhiều nhất 40 chữ."))
    if dated > clock.day_of(at):
        raise RatingError(_("Ngày trên phiếu giấy chưa tới. Xin xem lại."))
    if dated < slip.day:
        raise RatingError(
            _("Phiếu giấy ghi trước ngày trả kết quả %(day)s. Xin xem lại ngày trên phiếu.")
            % {"day": f"{slip.day:%d/%m/%Y}"}
        )
    version = version_on(Use.SLIP, dated) or version_on(Use.SLIP, clock.day_of(at))
    if version is None:
        raise RatingError(_("Chưa có phiếu hỏi nào được công bố."))
    given = version.paper.read(typed)
    noon = datetime.combine(dated, time(12), tzinfo=clock.VIETNAM)
    response = answer_of(version, given, slip.agency, noon)
    response.slip = slip
    response.entry = Entry.PAPER
    response.paper_number = number
    response.entered_by_id = actor.officer_id
    try:
        with transaction.atomic():
            return write(response, given)
    except IntegrityError as error:
        raise RatingError(
            _("Phiếu giấy số %(number)s đã được nhập cho hồ sơ khác.") % {"number": number}
        ) from error
