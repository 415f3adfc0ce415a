"""What a hook can be told. Pure. Values are promised to clients: add, never rename."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from motcua.dossiers.lifecycle import Action

PING: Final = "webhook.ping"
"""Sent when somebody tries the hook out; about no dossier."""


class Kind(StrEnum):
    """One kind of news about a dossier."""

    LODGED = "dossier.lodged"
    ACCEPTED = "dossier.accepted"
    REFUSED = "dossier.refused"
    SUPPLEMENT_ASKED = "dossier.supplement_asked"
    RESUMED = "dossier.resumed"
    PAYMENT_ASKED = "dossier.payment_asked"
    PAID = "dossier.paid"
    REFUNDED = "dossier.refunded"
    RESCHEDULED = "dossier.rescheduled"
    RESULT_READY = "dossier.result_ready"
    RETURNED = "dossier.returned"
    WITHDRAWN = "dossier.withdrawn"
    STOPPED = "dossier.stopped"
    REOPENED = "dossier.reopened"
    UNDONE = "dossier.undone"

    @property
    def label(self) -> str:
        """Return what happened, as people read it."""
        return {
            Kind.LODGED: _("Đã nộp"),
            Kind.ACCEPTED: _("Được tiếp nhận, có ngày hẹn"),
            Kind.REFUSED: _("Không được tiếp nhận"),
            Kind.SUPPLEMENT_ASKED: _("Cần bổ sung giấy tờ"),
            Kind.RESUMED: _("Đã bổ sung hoặc nộp tiền, xử lý tiếp"),
            Kind.PAYMENT_ASKED: _("Cần thực hiện nghĩa vụ tài chính"),
            Kind.PAID: _("Đã thu phí, lệ phí"),
            Kind.REFUNDED: _("Đã hoàn phí, lệ phí"),
            Kind.RESCHEDULED: _("Xin lỗi và hẹn lại"),
            Kind.RESULT_READY: _("Có kết quả"),
            Kind.RETURNED: _("Đã trả kết quả"),
            Kind.WITHDRAWN: _("Đã rút"),
            Kind.STOPPED: _("Dừng xử lý"),
            Kind.REOPENED: _("Mở lại"),
            Kind.UNDONE: _("Hoàn tác một việc ghi nhầm"),
        }[self]


OF_ACTION: Final[Mapping[Action, Kind]] = {
    Action.LODGE: Kind.LODGED,
    Action.ACCEPT: Kind.ACCEPTED,
    Action.REFUSE: Kind.REFUSED,
    Action.ASK_SUPPLEMENT: Kind.SUPPLEMENT_ASKED,
    Action.RESUME: Kind.RESUMED,
    Action.RESUBMIT: Kind.RESUMED,
    Action.ASK_PAYMENT: Kind.PAYMENT_ASKED,
    Action.COLLECT_FEE: Kind.PAID,
    Action.REFUND_FEE: Kind.REFUNDED,
    Action.APOLOGIZE: Kind.RESCHEDULED,
    Action.FINISH: Kind.RESULT_READY,
    Action.SETTLE: Kind.RESULT_READY,
    Action.RETURN_RESULT: Kind.RETURNED,
    Action.WITHDRAW: Kind.WITHDRAWN,
    Action.STOP: Kind.STOPPED,
    Action.REOPEN: Kind.REOPENED,
    Action.UNDO: Kind.UNDONE,
}
"""Steps, assignments, opinions and drafts of results are no news to others."""


def label_of(name: str) -> str:
    """Return the words for a kind, or for a try; what is none stays as it is."""
    if name == PING:
        return _("Tin thử")
    return Kind(name).label if name in set(Kind) else name


def known_kinds(names: object) -> list[str]:
    """Return those of ``names`` that are kinds, once each and in their order."""
    listed = set(names) if isinstance(names, list | tuple | set | frozenset) else set()
    return [str(kind) for kind in Kind if kind in listed]
