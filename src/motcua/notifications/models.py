"""The outbox. A row is written with its frozen words in the transaction of the act."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import ValidInTime


class MessageTemplate(ValidInTime):
    """The words of one kind of message, with named places like {code}."""

    topic = models.SlugField(_("việc"), max_length=40)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    body = models.TextField(_("nội dung"))

    class Meta:
        verbose_name = _("mẫu thông báo")
        verbose_name_plural = _("mẫu thông báo")
        ordering = ["topic", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "valid_from"], name="messagetemplate_once"),
        ]

    def __str__(self) -> str:
        return self.topic


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Message(models.Model):
    """One message to one person. Sent by the worker, in the order of ``id`` for each subject."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(
        _("khóa chống gửi trùng"), max_length=120, unique=True, help_text=_("Một việc, một thư.")
    )
    topic = models.SlugField(_("việc"), max_length=40)
    channel = models.CharField(_("kênh"), max_length=16, default="email")
    about = models.CharField(_("về hồ sơ"), max_length=60, blank=True)
    recipient = models.CharField(_("người nhận"), max_length=255)
    subject = models.CharField(_("tiêu đề"), max_length=255)
    body = models.TextField(_("nội dung"))
    state = models.CharField(
        _("tình trạng"), max_length=16, choices=MessageState, default=MessageState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    next_attempt_at = models.DateTimeField(_("gửi lúc"))
    sent_at = models.DateTimeField(_("đã gửi lúc"), null=True, blank=True)
    last_error = models.CharField(_("lỗi gần nhất"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        indexes = [
            # The worker's queue.
            models.Index(
                name="message_waiting",
                fields=["next_attempt_at", "id"],
                condition=Q(state="waiting"),
            ),
            # Messages on a dossier's page.
            models.Index(name="message_about", fields=["about"]),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.about}"
