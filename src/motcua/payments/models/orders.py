"""Orders, the record of what happened to each, and the money that came in."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.payments.lifecycle import UNSETTLED, OrderAct, OrderState
from motcua.payments.models.received import Payment

_STATES = [(state.value, state.label) for state in OrderState]
_ACTS = [(act.value, act.value) for act in OrderAct]


class Order(models.Model):
    """One sum asked of somebody for one thing; its state is the sum of its events.

    ``kind`` and ``payable`` say what for, to whoever registered that kind; payments do not
    look behind them. ``number`` is what stands in transfers and at the gateway.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("mã nộp tiền"), max_length=16, unique=True)
    kind = models.SlugField(_("loại khoản"), max_length=24)
    payable = models.CharField(_("khoản"), max_length=40)
    reference = models.CharField(_("nội dung thu"), max_length=60, db_index=True)
    subject = models.CharField(_("của hồ sơ"), max_length=60)
    purpose = models.CharField(_("tên khoản"), max_length=160)
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"))
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan thu"),
        on_delete=models.PROTECT,
        related_name="orders",
    )
    state = models.CharField(_("trạng thái"), max_length=16, choices=_STATES)
    attempts_count = models.PositiveSmallIntegerField(_("số lần sang cổng"), default=0)
    events_count = models.PositiveIntegerField(_("số việc đã ghi"), default=0)
    opened_at = models.DateTimeField(_("mở lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    payment = models.OneToOneField(
        Payment,
        verbose_name=_("khoản đã thu"),
        on_delete=models.PROTECT,
        related_name="order",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("lệnh nộp tiền")
        verbose_name_plural = _("lệnh nộp tiền")
        constraints = [
            models.CheckConstraint(name="order_is_something", condition=Q(amount_dong__gt=0)),
            models.CheckConstraint(
                name="order_paid_iff_settled",
                condition=Q(state__in=sorted(UNSETTLED), payment__isnull=True)
                | (~Q(state__in=sorted(UNSETTLED)) & Q(payment__isnull=False)),
            ),
            # One open order for one thing: whoever asks again gets the same number.
            models.UniqueConstraint(
                fields=["kind", "payable"],
                condition=Q(state__in=sorted(UNSETTLED)),
                name="order_one_open",
            ),
        ]
        indexes = [
            # What the worker asks the gateway about and lets expire.
            models.Index(
                name="order_waiting",
                fields=["expires_at", "id"],
                condition=Q(state__in=["opened", "waiting", "failed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderEvent(models.Model):
    """One thing that happened to an order. Written once, never changed."""

    order = models.ForeignKey(
        Order, verbose_name=_("lệnh"), on_delete=models.PROTECT, related_name="events"
    )
    sequence = models.PositiveIntegerField(_("thứ tự"))
    act = models.CharField(_("việc"), max_length=16, choices=_ACTS)
    from_state = models.CharField(_("từ trạng thái"), max_length=16, choices=_STATES, blank=True)
    to_state = models.CharField(_("đến trạng thái"), max_length=16, choices=_STATES)
    provider = models.SlugField(_("nơi báo"), max_length=16, blank=True)
    provider_txn = models.CharField(_("giao dịch"), max_length=80, blank=True)
    payload = models.JSONField(_("nội dung"), default=dict)
    actor = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người làm"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("diễn biến của lệnh")
        verbose_name_plural = _("diễn biến của lệnh")
        ordering = ["order", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["order", "sequence"], name="orderevent_in_order"),
            # One transaction of a provider settles one order, whoever reports it how often.
            models.UniqueConstraint(
                fields=["provider", "provider_txn"],
                condition=Q(act="settle") & ~Q(provider_txn=""),
                name="orderevent_settles_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.act}"


class Incoming(models.Model):
    """Money that came from outside: a line of a bank, a success of the gateway.

    What settles nothing waits here for the cashier, who assigns it or sends it back.
    """

    class State(models.TextChoices):
        """What it was good for."""

        SETTLED = "settled", _("Đã khớp")
        UNMATCHED = "unmatched", _("Không thấy mã nộp tiền")
        AMBIGUOUS = "ambiguous", _("Có nhiều mã nộp tiền")
        WRONG_AMOUNT = "wrong_amount", _("Sai số tiền")
        DOUBLE = "double", _("Nộp hai lần")
        NOT_DUE = "not_due", _("Không còn phải nộp")
        ASSIGNED = "assigned", _("Thủ quỹ đã gán")
        RETURNED = "returned", _("Đã chuyển trả")

    class Source(models.TextChoices):
        """How we came to know of it."""

        NOTICE = "notice", _("Ngân hàng báo")
        STATEMENT = "statement", _("Sao kê")
        GATEWAY = "gateway", _("Cổng VNPay")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    provider = models.SlugField(_("nơi báo"), max_length=16)
    provider_txn = models.CharField(_("số giao dịch"), max_length=80)
    source = models.CharField(_("biết từ"), max_length=16, choices=Source)
    agency = models.ForeignKey(
        "agencies.Agency",
        verbose_name=_("cơ quan thu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Theo tài khoản nhận hoặc mã nộp tiền; để trống: chưa biết."),
    )
    amount_dong = models.PositiveBigIntegerField(_("số tiền (đồng)"))
    content = models.CharField(_("nội dung chuyển khoản"), max_length=255, blank=True)
    received_at = models.DateTimeField(_("tiền về lúc"))
    noted_at = models.DateTimeField(_("ghi nhận lúc"))
    in_statement_at = models.DateTimeField(_("thấy trong sao kê lúc"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=16, choices=State)
    order = models.ForeignKey(
        Order,
        verbose_name=_("lệnh"),
        on_delete=models.PROTECT,
        related_name="incoming",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "agencies.Officer",
        verbose_name=_("người xử lý"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.CharField(_("ghi chú xử lý"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("khoản tiền về")
        verbose_name_plural = _("khoản tiền về")
        ordering = ["received_at", "id"]
        constraints = [
            # The same news twice is one row.
            models.UniqueConstraint(
                fields=["provider", "provider_txn"], name="incoming_transaction_once"
            ),
            models.CheckConstraint(name="incoming_is_something", condition=Q(amount_dong__gt=0)),
        ]
        indexes = [
            # What the cashier has to decide on, the oldest first.
            models.Index(
                name="incoming_to_decide",
                fields=["received_at", "id"],
                condition=Q(
                    state__in=["unmatched", "ambiguous", "wrong_amount", "double", "not_due"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_txn}"


UNDECIDED = (
    Incoming.State.UNMATCHED,
    Incoming.State.AMBIGUOUS,
    Incoming.State.WRONG_AMOUNT,
    Incoming.State.DOUBLE,
    Incoming.State.NOT_DUE,
)
"""What waits for the cashier."""
