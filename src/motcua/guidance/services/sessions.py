"""Writing down who was guided, and taking back what was written by mistake."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.models import Desk
from motcua.guidance.helping import HelperAtWork
from motcua.guidance.models import GuidanceSession, SessionRemark, SessionVoid
from motcua.guidance.programmes import Skill
from motcua.guidance.rostering import NOON
from motcua.guidance.selectors import current_shift, programme_for
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.keyed import number_key

MINUTES: Final = (5, 10, 20, 30)
"""What is tapped; nobody looks at a watch for this."""


class SessionError(DomainError):
    """A session cannot be written or taken back like that."""

    code: ClassVar[str] = "guidance-session"


@dataclass(frozen=True, slots=True)
class Told:
    """What a helper taps: ids of topics and outcomes, minutes; a number only if it was given."""

    ref: uuid.UUID
    topics: Collection[str]
    outcomes: Collection[str]
    minutes: int
    number: str = ""
    hard: Collection[str] = ()
    remark: str = ""


@transaction.atomic
def record_session(told: Told, *, helper: HelperAtWork, at: datetime) -> GuidanceSession:
    """Write one session; the same ``ref`` again is the session that is there.

    The number is hashed here and kept nowhere.
    """
    version = programme_for(helper.agency_id, clock.day_of(at))
    if version is None:
        raise SessionError(_("Đơn vị chưa có chương trình hướng dẫn."))
    topics = [one for one in version.topic_items if one.id in told.topics]
    outcomes = [one.id for one in version.outcome_items if one.id in told.outcomes]
    if not topics:
        raise SessionError(_("Xin bấm ít nhất một việc đã hướng dẫn."))
    held = current_shift(helper.helper_id, at)
    row = GuidanceSession(
        ref=told.ref,
        agency_id=helper.agency_id,
        desk_id=held.shift.desk_id if held else _desk_of(helper.agency_id, at),
        helper_id=helper.helper_id,
        force_id=helper.force_id,
        shift=held.shift if held else None,
        programme=version,
        on=clock.day_of(at),
        at=at,
        is_morning=clock.local(at).time() < NOON,
        person_key=number_key(told.number) if told.number else "",
        topics=[one.id for one in topics],
        outcomes=outcomes,
        hard=[one.id for one in version.topic_items if one.id in told.hard],
        is_install=any(one.skill is Skill.SIGN for one in topics),
        minutes=told.minutes,
        recorded_at=at,
    )
    # One statement, so that the same session sent twice at once is one row and no error.
    GuidanceSession.objects.bulk_create([row], ignore_conflicts=True)
    kept = GuidanceSession.objects.get(ref=told.ref)
    if kept.helper_id != helper.helper_id:
        raise SessionError(_("Lượt này đã được người khác ghi. Xin tải lại trang rồi ghi lại."))
    if told.remark:
        SessionRemark.objects.get_or_create(session=kept, defaults={"text": told.remark})
    return kept


@transaction.atomic
def void_session(ref: uuid.UUID, *, helper: HelperAtWork, reason: str, at: datetime) -> None:
    """Take back one's own session of the same day. Raises SessionError for any other."""
    row = GuidanceSession.objects.filter(
        ref=ref, helper=helper.helper_id, on=clock.day_of(at)
    ).first()
    if row is None:
        raise SessionError(_("Chỉ bỏ được lượt do mình ghi trong ngày."))
    SessionVoid.objects.bulk_create(
        [SessionVoid(session=row, reason=reason, recorded_at=at)], ignore_conflicts=True
    )


def _desk_of(agency_id: int, at: datetime) -> int:
    desk = Desk.objects.valid_on(clock.day_of(at)).filter(agency=agency_id).order_by("pk").first()
    if desk is None:
        raise SessionError(_("Đơn vị chưa có bộ phận một cửa."))
    found: int = desk.pk
    return found
