"""What the national portal is told: one row for each time a dossier changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import Dossier


class PortalMessage(models.Model):
    """The whole dossier as an act left it, written in the transaction of the act.

    ``sequence`` is its place among those of the dossier. ``number`` is what the portal knows it
    by: given when it is sent, one more than the last that the portal has, so that asking twice
    is harmless. The words (``payload``) go once the portal has them: they are personal, and a
    later message says everything anew. Its hash stays, to be compared.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Đang chờ gửi")
        SENT = "sent", _("Đã gửi")
        REFUSED = "refused", _("Bị từ chối")
        REPLACED = "replaced", _("Đã có bản mới hơn")

    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="portal_messages"
    )
    code = models.CharField(_("mã hồ sơ ở Cổng"), max_length=60)
    sequence = models.PositiveIntegerField(_("thứ tự"))
    number = models.PositiveIntegerField(_("số thứ tự ở Cổng"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.WAITING)
    status = models.PositiveSmallIntegerField(_("trạng thái hồ sơ"))
    events = models.PositiveIntegerField(_("số việc đã ghi khi lập"))
    payload = models.TextField(_("nội dung chờ gửi"), blank=True)
    sha256 = models.CharField(_("dấu vết nội dung"), max_length=64)
    files = models.JSONField(_("tệp kèm"), default=list, blank=True)
    queued_at = models.DateTimeField(_("lập lúc"))
    next_attempt_at = models.DateTimeField(_("gửi lúc"))
    attempts = models.PositiveIntegerField(_("số lần thử"), default=0)
    sent_at = models.DateTimeField(_("Cổng nhận lúc"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)
    last_error = models.CharField(_("lý do gần nhất"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần đồng bộ")
        verbose_name_plural = _("lần đồng bộ")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "sequence"], name="portalmessage_sequence_once"
            ),
            # The portal has one message under one number.
            models.UniqueConstraint(
                fields=["dossier", "number"],
                condition=Q(state="sent"),
                name="portalmessage_number_once",
            ),
            models.CheckConstraint(
                name="portalmessage_sent_with_number",
                condition=~Q(state="sent") | Q(number__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="portalmessage_words_while_waiting",
                condition=(Q(state="waiting") & ~Q(payload=""))
                | (~Q(state="waiting") & Q(payload="")),
            ),
        ]
        indexes = [
            # The worker's queue.
            models.Index(
                name="portalmessage_due",
                fields=["next_attempt_at", "id"],
                condition=Q(state="waiting"),
            ),
            # What of a dossier waits before another.
            models.Index(
                name="portalmessage_in_turn",
                fields=["dossier", "id"],
                condition=Q(state="waiting"),
            ),
            # For how long the oldest has waited.
            models.Index(
                name="portalmessage_oldest",
                fields=["queued_at"],
                condition=Q(state="waiting"),
            ),
            models.Index(
                name="portalmessage_refused", fields=["id"], condition=Q(state="refused")
            ),
            # How many the portal took on a day, and when last.
            models.Index(
                name="portalmessage_sent",
                fields=["sent_at"],
                condition=Q(sent_at__isnull=False),
            ),
            models.Index(name="portalmessage_code", fields=["code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.sequence}"


class PortalFile(models.Model):
    """A content that the portal has, known there by its hash."""

    sha256 = models.CharField(_("dấu vết nội dung"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("Cổng nhận lúc"))

    class Meta:
        verbose_name = _("tệp Cổng đã nhận")
        verbose_name_plural = _("tệp Cổng đã nhận")

    def __str__(self) -> str:
        return self.sha256


class PortalOutage(models.Model):
    """A time in which the portal could not be reached; while it lasts, ``ended_at`` is empty."""

    began_at = models.DateTimeField(_("bắt đầu lúc"))
    ended_at = models.DateTimeField(_("hết lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)

    class Meta:
        verbose_name = _("lần Cổng không trả lời")
        verbose_name_plural = _("lần Cổng không trả lời")
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="portaloutage_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at}"
