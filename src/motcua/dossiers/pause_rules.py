"""What a request for papers may ask, until when, and what it does to the date. Pure but for reads.

Legal source: Nghị định 118/2025/NĐ-CP and Nghị định 61/2018/NĐ-CP, Điều 15 and Điều 19 khoản 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of, calendar_version
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, PaperForm, Pause
from motcua.dossiers.reckoning import (
    basis_of,
    counted,
    counting_pauses,
    kernel_pauses,
    to_the_minute,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit, Pause as KernelPause, due
from motcua.kernel.workdays import Calendar
from motcua.procedures.content import Content, PaperKind, SupplementEffect

NOT_ELIGIBLE_DAYS: Final = 3
"""Working days from reception within which an incomplete dossier is sent back and starts anew."""
ASKING: Final = (Pause.Kind.SUPPLEMENT, Pause.Kind.NOT_ELIGIBLE)
"""The pauses in which papers are asked for; the law allows one."""
LONGEST_REPLY_DAYS: Final = 366


class PauseError(DomainError):
    """The applicant cannot be asked, or the dossier not resumed, that way."""

    code: ClassVar[str] = "pause"


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """One paper to hand in or mend: its id in the procedure, as what, and what is wrong."""

    paper_id: str
    form: str
    change: str
    why: str = ""
    """Why it is asked for although the store or a database has it."""


def checked_items(items: Sequence[SupplementItem], content: Content) -> list[dict[str, str]]:
    """Return the lines of form 02. Raises PauseError with what is wrong with the first bad one."""
    if not items:
        raise PauseError(_("Xin chọn ít nhất một giấy tờ cần bổ sung."))
    published = {paper.id: paper for paper in content.papers if paper.kind is not PaperKind.NOTE}
    lines: dict[str, dict[str, str]] = {}
    for item in items:
        paper = published.get(item.paper_id)
        if paper is None:
            raise PauseError(
                _(
                    "Chỉ được yêu cầu giấy tờ có trong thành phần hồ sơ đã công bố của thủ tục "
                    "(Nghị định 61/2018/NĐ-CP, Điều 5; Nghị định 118/2025/NĐ-CP)."
                )
            )
        if item.paper_id in lines:
            raise PauseError(_("Giấy tờ “%(name)s” ghi hai lần.") % {"name": paper.name})
        if item.form not in PaperForm.values:
            raise PauseError(_("Xin chọn loại giấy (bản chính, bản sao…) cho từng giấy tờ."))
        if not item.change.strip():
            raise PauseError(
                _("Xin ghi rõ cần bổ sung, sửa gì ở “%(name)s”.") % {"name": paper.name}
            )
        lines[item.paper_id] = {
            "name": paper.name,  # whole: it says what to bring
            "form": str(PaperForm(item.form).label),
            "change": item.change.strip(),
        }
    return list(lines.values())


def restart_until(dossier: Dossier) -> datetime | None:
    """Return until when a request starts the limit anew; None before the clock runs."""
    basis = basis_of(list(dossier.due_dates.all()))
    if dossier.clock_from is None or basis is None:
        return None
    calendar = calendar_version(basis.calendar_version_id)
    limit = Limit(NOT_ELIGIBLE_DAYS, LimitUnit.WORKING_DAY)
    return due(clock.local(dossier.clock_from), limit, calendar).due


def starts_anew(dossier: Dossier, kind: str, content: Content, at: datetime) -> bool:
    """Say whether the limit counts from zero once the applicant has answered.

    Raises PauseError for "not yet eligible" said too late.
    """
    until = restart_until(dossier)
    in_time = until is not None and to_the_minute(at) <= until
    if kind == Pause.Kind.NOT_ELIGIBLE:
        if not in_time:
            raise PauseError(_too_late(until))
        return True
    if until is None or content.supplement is SupplementEffect.EXTEND:
        return False
    return in_time or content.supplement is SupplementEffect.RESTART


def _too_late(until: datetime | None) -> str:
    if until is None:
        return _(
            "Hồ sơ chưa tính thời hạn, nên chỉ lập phiếu yêu cầu bổ sung thường, "
            "không trả lại theo diện chưa đủ điều kiện."
        )
    return _(
        "Chỉ được trả lại hồ sơ chưa đủ điều kiện trong 3 ngày làm việc từ khi nhận, tức là đến "
        "%(until)s (Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4). Nay chỉ lập được phiếu yêu cầu "
        "bổ sung thường."
    ) % {"until": f"{until:%H:%M %d/%m/%Y}"}


def default_reply_by(agency: Agency, at: datetime) -> date:
    """Return the day until which the applicant is asked to answer, by the agency's setting."""
    days = Limit(max(1, agency.supplement_days), LimitUnit.WORKING_DAY)
    answer = due(clock.local(at), days, calendar_of(agency)).due
    return clock.day_of(answer or at)


def checked_reply_by(reply_by: date | None, agency: Agency, at: datetime) -> date:
    """Return the day to answer by. Raises PauseError for a past day or one nobody is there."""
    if reply_by is None:
        return default_reply_by(agency, at)
    today = clock.day_of(at)
    if reply_by <= today:
        raise PauseError(_("Ngày nộp bổ sung phải sau hôm nay."))
    if (reply_by - today).days > LONGEST_REPLY_DAYS:
        raise PauseError(_("Ngày nộp bổ sung quá xa, nhiều nhất một năm. Xin xem lại năm."))
    if not calendar_of(agency).is_working_day(reply_by):
        raise PauseError(
            _("%(day)s không phải ngày làm việc. Xin chọn ngày khác.")
            % {"day": f"{reply_by:%d/%m/%Y}"}
        )
    return reply_by


def closing(day: date, calendar: Calendar) -> datetime:
    """Return the end of the last session of the working day ``day``."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
    return midnight + timedelta(minutes=calendar.sessions_on(day)[-1].end)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a pause would do to the date, for the page that asks before it is saved.

    ``is_early`` says that it begins within the days in which any request restarts the limit;
    ``example_at`` is when the applicant might have answered, ``example_due`` what would then be
    promised.
    """

    is_before_acceptance: bool = False
    is_finished: bool = False
    is_late: bool = False
    restarts: bool = False
    is_early: bool = False
    restart_until: datetime | None = None
    example_at: datetime | None = None
    example_due: datetime | None = None


def effect_of(dossier: Dossier, *, restarts: bool, at: datetime) -> Effect:
    """Return what a pause that begins at ``at`` would do to the date."""
    if dossier.clock_from is None:
        return Effect(is_before_acceptance=True)
    if dossier.finished_at is not None or State(dossier.state) is State.FINISHED:
        return Effect(is_finished=True)
    until = restart_until(dossier)
    if dossier.due_at is not None and dossier.due_at <= to_the_minute(at):
        return Effect(is_late=True, restarts=restarts, restart_until=until)
    basis = basis_of(list(dossier.due_dates.all()))
    if basis is None:
        return Effect(is_before_acceptance=True)
    answered = _next_opening(calendar_version(basis.calendar_version_id), at)
    pause = KernelPause(clock.local(at), answered, restarts=restarts)
    known = kernel_pauses(counting_pauses(dossier, dossier.pauses.all()))
    return Effect(
        restarts=restarts,
        is_early=until is not None and to_the_minute(at) <= until,
        restart_until=until,
        example_at=answered,
        example_due=counted(basis, [*known, pause]).due,
    )


def _next_opening(calendar: Calendar, at: datetime) -> datetime:
    """Return when the office opens on the next working day."""
    closes = due(clock.local(at), Limit(1, LimitUnit.WORKING_DAY), calendar).due
    day = clock.day_of(closes or at)
    midnight = datetime(day.year, day.month, day.day, tzinfo=clock.VIETNAM)
    sessions = calendar.sessions_on(day)
    return midnight + timedelta(minutes=sessions[0].start if sessions else 0)
