"""Hooks: where a client wants news of dossiers, what was sent there, and how each try ended."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import Dossier
from motcua.exchange.models.clients import ApiClient


class HookState(models.TextChoices):
    """Whether a hook is told anything."""

    ON = "on", _("Đang báo")
    OFF = "off", _("Đã tắt")
    STOPPED = "stopped", _("Tự tắt vì không nhận được")


class Webhook(models.Model):
    """An address of a client that is told what becomes of dossiers it may follow.

    ``STOPPED`` is what the product did itself: what happens meanwhile waits for its being
    switched on again. The secrets are sealed under a key that stands outside the database.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.PROTECT, related_name="hooks"
    )
    address = models.CharField(_("địa chỉ nhận"), max_length=500)
    kinds = models.JSONField(_("báo những việc nào"), default=list)
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=HookState, default=HookState.ON
    )
    stopped_why = models.CharField(_("tự tắt vì sao"), max_length=255, blank=True)
    sealed_secret = models.BinaryField(_("khóa ký, đã niêm"))
    sealed_before = models.BinaryField(_("khóa ký trước, đã niêm"), null=True)
    before_until = models.DateTimeField(_("ký cả bằng khóa trước đến"), null=True, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    secret_at = models.DateTimeField(_("cấp khóa lúc"))
    failing_since = models.DateTimeField(_("không nhận được từ"), null=True, blank=True)
    unanswered = models.PositiveIntegerField(_("số lần liền không trả lời"), default=0)
    rests_until = models.DateTimeField(_("nghỉ đến"), null=True, blank=True)
    told_at = models.DateTimeField(_("nhận được gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("địa chỉ báo tin")
        verbose_name_plural = _("địa chỉ báo tin")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def host(self) -> str:
        """Return the address without its path and what may be secret in it."""
        return "/".join(str(self.address).split("?", 1)[0].split("/")[:3])


class DeliveryState(models.TextChoices):
    """Where one piece of news stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã nhận")
    FAILED = "failed", _("Không gửi được")
    DROPPED = "dropped", _("Bỏ, không còn quyền")


class WebhookDelivery(models.Model):
    """One piece of news for one hook, its words frozen in the transaction of the act.

    Those of one dossier leave in the order of their keys. Kept for a week.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    hook = models.ForeignKey(
        Webhook, verbose_name=_("báo đến"), on_delete=models.CASCADE, related_name="deliveries"
    )
    dossier = models.ForeignKey(
        Dossier,
        verbose_name=_("hồ sơ"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    sequence = models.PositiveIntegerField(_("sau việc thứ mấy"), default=0)
    kind = models.CharField(_("việc"), max_length=40)
    payload = models.TextField(_("nội dung"))
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts_made = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    next_attempt_at = models.DateTimeField(_("gửi lúc"))
    created_at = models.DateTimeField(_("lập lúc"))
    sent_at = models.DateTimeField(_("nhận lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("tin báo kết nối")
        verbose_name_plural = _("tin báo kết nối")
        ordering = ["-pk"]
        constraints = [
            # However often an act is told of.
            models.UniqueConstraint(
                fields=["hook", "dossier", "sequence", "kind"], name="webhookdelivery_once"
            ),
        ]
        indexes = [
            # The worker's queue, and who stands before whom in it.
            models.Index(
                name="webhookdelivery_due",
                fields=["hook", "next_attempt_at", "id"],
                condition=Q(state="waiting"),
            ),
            models.Index(
                name="webhookdelivery_turn",
                fields=["hook", "dossier", "id"],
                condition=Q(state="waiting"),
            ),
            models.Index(name="webhookdelivery_of_hook", fields=["hook", "-id"]),
            models.Index(name="webhookdelivery_age", fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """Return the id that the receiver sees; the same however often it is sent."""
        return f"msg_{self.ref.hex}"

    @property
    def last_attempt(self) -> "WebhookAttempt | None":
        """Return the latest of the tries, which whoever lists deliveries has fetched."""
        tries = list(self.attempts.all())
        return max(tries, key=lambda one: one.pk) if tries else None


class WebhookAttempt(models.Model):
    """One try to hand a piece of news over: when, how long it took, what was answered."""

    delivery = models.ForeignKey(
        WebhookDelivery, verbose_name=_("tin"), on_delete=models.CASCADE, related_name="attempts"
    )
    at = models.DateTimeField(_("lúc"))
    milliseconds = models.PositiveIntegerField(_("mất bao lâu (ms)"))
    status = models.PositiveSmallIntegerField(_("mã trả lời"), null=True, blank=True)
    answer = models.CharField(_("trả lời"), max_length=300, blank=True)
    problem = models.CharField(_("lỗi"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("lần gửi tin báo")
        verbose_name_plural = _("lần gửi tin báo")
        ordering = ["-pk"]
        indexes = [
            models.Index(name="webhookattempt_of", fields=["delivery", "-id"]),
            models.Index(name="webhookattempt_at", fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
