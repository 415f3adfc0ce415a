"""The life of a ticket and of an appointment: states, and the only ways from one to the next.

Pure. A ticket that was called and did not come may be called once more when its holder turns up
after all; nothing leads back to waiting, so nobody is ever waiting twice.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_lazy as _

from motcua.kernel.errors import DomainError


class Priority(TextChoices):
    """Why somebody goes first: Nghị định 63/2010/NĐ-CP, Điều 18 khoản 8."""

    NONE = "", _("Không")
    ELDERLY = "elderly", _("Người cao tuổi")
    DISABLED = "disabled", _("Người khuyết tật")
    PREGNANT = "pregnant", _("Phụ nữ mang thai")


class TicketState(TextChoices):
    """Where the holder of a ticket stands. Values are stored: add, never rename."""

    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đã gọi")
    SERVING = "serving", _("Đang làm việc")
    SERVED = "served", _("Đã xong")
    NO_SHOW = "no_show", _("Gọi không đến")
    LEFT = "left", _("Đã bỏ số")


class TicketAct(TextChoices):
    """What happens to a ticket; the first of them makes it."""

    TAKE = "take", _("Lấy số")
    CALL = "call", _("Gọi")
    RECALL = "recall", _("Gọi lại")
    SERVE = "serve", _("Bắt đầu làm việc")
    FINISH = "finish", _("Xong")
    NO_SHOW = "no_show", _("Không đến")
    LEAVE = "leave", _("Bỏ số")


AT_COUNTER: Final = frozenset({TicketState.CALLED, TicketState.SERVING})
"""A counter has one ticket in one of these states at a time."""
_ARROWS: Final[Mapping[TicketAct, tuple[frozenset[TicketState], TicketState]]] = {
    TicketAct.CALL: (frozenset({TicketState.WAITING}), TicketState.CALLED),
    TicketAct.RECALL: (frozenset({TicketState.CALLED, TicketState.NO_SHOW}), TicketState.CALLED),
    TicketAct.SERVE: (frozenset({TicketState.CALLED}), TicketState.SERVING),
    TicketAct.FINISH: (AT_COUNTER, TicketState.SERVED),
    TicketAct.NO_SHOW: (frozenset({TicketState.CALLED}), TicketState.NO_SHOW),
    TicketAct.LEAVE: (frozenset({TicketState.WAITING}), TicketState.LEFT),
}


class AppointmentState(TextChoices):
    """Where an appointment stands. Values are stored: add, never rename."""

    BOOKED = "booked", _("Đã hẹn")
    ARRIVED = "arrived", _("Đã đến")
    CANCELLED = "cancelled", _("Đã hủy")
    NO_SHOW = "no_show", _("Không đến")


class AppointmentAct(TextChoices):
    """What happens to an appointment; the first of them makes it."""

    BOOK = "book", _("Đặt hẹn")
    MOVE = "move", _("Đổi giờ")
    ARRIVE = "arrive", _("Đến")
    CANCEL = "cancel", _("Hủy")
    CALL_OFF = "call_off", _("Cơ quan hủy")
    NO_SHOW = "no_show", _("Không đến")


HOLDING: Final = frozenset({AppointmentState.BOOKED, AppointmentState.ARRIVED})
"""States in which an appointment takes up a place of its slot."""


class TicketStateError(DomainError):
    """The ticket is not in a state in which this can be done with it."""

    code: ClassVar[str] = "ticket-state"


def after(state: TicketState, act: TicketAct) -> TicketState:
    """Return the state that ``act`` leads to from ``state``. Raises TicketStateError."""
    sources, target = _ARROWS[act]
    if state not in sources:
        raise TicketStateError(
            gettext("Số này đang ở trạng thái “%(state)s” nên không thể “%(act)s”.")
            % {"state": str(state.label).lower(), "act": str(act.label).lower()}
        )
    return target
