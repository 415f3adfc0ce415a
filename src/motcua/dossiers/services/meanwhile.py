"""Saying what happened to a step while somebody looked at an old page: what, by whom, when."""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier, DossierEvent, Step
from motcua.kernel import clock
from motcua.kernel.errors import DomainError


class StepError(DomainError):
    """The step cannot be dealt with that way, or no longer."""

    code: ClassVar[str] = "step"


def when(moment: datetime, at: datetime) -> str:
    """Return ``moment`` as it is told at ``at``: the hour alone on the same day."""
    local = clock.local(moment)
    hour = f"{local.hour}:{local.minute:02}"
    if clock.day_of(moment) == clock.day_of(at):
        return hour
    return _("%(hour)s ngày %(day)s") % {"hour": hour, "day": f"{local:%d/%m/%Y}"}


def gone_since(dossier: Dossier, order: int | None, at: datetime) -> StepError:
    """Return what became of the step ``order``, which is not the open one any more."""
    seen = None
    if order is not None:
        seen = dossier.steps.filter(order=order).select_related("closed_by").first()
    if seen is None or seen.closed_at is None:
        return StepError(_("Hồ sơ không còn bước nào đang mở. Xin tải lại trang."))
    words = {
        Step.UNDONE: _("Bước này vừa được %(who)s hoàn tác lúc %(when)s. Xin tải lại trang."),
        Step.SENT_BACK: _(
            "Bước này vừa được %(who)s trả lại bước trước lúc %(when)s. Xin tải lại trang."
        ),
        Step.BROKEN_OFF: _(
            "Hồ sơ đã dừng ở bước này, do %(who)s ghi lúc %(when)s. Xin tải lại trang."
        ),
    }.get(seen.outcome, _("Bước này vừa được %(who)s làm xong lúc %(when)s. Xin tải lại trang."))
    return StepError(words % {"who": doer(seen), "when": when(seen.closed_at, at)})


def doer(step: Step) -> str:
    """Return the name of who closed ``step``."""
    return step.closed_by.full_name if step.closed_by is not None else _("hệ thống")


class ChangedMeanwhileError(DomainError):
    """Something was done to the dossier since the page was opened."""

    code: ClassVar[str] = "changed-meanwhile"


def refuse_unseen(dossier: Dossier, seen: int | None, at: datetime) -> None:
    """Raise ChangedMeanwhileError when more was done than the ``seen`` events of the page.

    None asks nothing. Whoever still wants to act does it again, having seen it.
    """
    if seen is None or seen == dossier.events_count:
        return
    last = dossier.events.select_related("actor").order_by("-sequence").first()
    words = what_was_done(last, at) if last is not None else _("hồ sơ đã đổi")
    raise ChangedMeanwhileError(
        _("Trong lúc ông/bà xem, %(what)s. Xin xem lại; nếu vẫn đúng, xin bấm lần nữa.")
        % {"what": words}
    )


def what_was_done(event: DossierEvent, at: datetime) -> str:
    """Return who did what when, as the middle of a sentence."""
    return _("%(who)s đã làm việc “%(act)s” lúc %(when)s") % {
        "who": event.actor.full_name if event.actor is not None else _("hệ thống"),
        "act": Action(event.action).label.lower(),
        "when": when(event.happened_at, at),
    }
