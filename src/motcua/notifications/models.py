"""The outbox. A row is written with its frozen words in the transaction of the act."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import ValidInTime
from motcua.people.models import Person


class Channel(models.TextChoices):
    """How a message reaches somebody."""

    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


class MessageTemplate(ValidInTime):
    """The words of one kind of message on one channel, with named places like {code}.

    Only mail has a subject. ``is_plain`` writes an SMS without marks: 160 letters, not 70.
    """

    topic = models.SlugField(_("việc"), max_length=40)
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel, default=Channel.EMAIL)
    subject = models.CharField(_("tiêu đề"), max_length=200, blank=True)
    body = models.TextField(_("nội dung"))
    is_plain = models.BooleanField(_("không dấu"), default=False)

    class Meta:
        verbose_name = _("mẫu thông báo")
        verbose_name_plural = _("mẫu thông báo")
        ordering = ["topic", "channel", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "channel", "valid_from"], name="messagetemplate_once"
            ),
        ]

    def __str__(self) -> str:
        return self.topic


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    DELIVERED = "delivered", _("Đã tới nơi")
    FAILED = "failed", _("Không gửi được")


class QuietHours(ValidInTime):
    """From when in the evening until when in the morning a channel disturbs nobody."""

    channel = models.CharField(_("kênh"), max_length=16, choices=Channel)
    begins = models.TimeField(_("từ giờ"))
    ends = models.TimeField(_("đến giờ"))

    class Meta:
        verbose_name = _("giờ yên tĩnh")
        verbose_name_plural = _("giờ yên tĩnh")
        ordering = ["channel", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "valid_from"], name="quiethours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.begins:%H:%M}-{self.ends:%H:%M}"


class ChannelChoice(models.Model):
    """How somebody wants to be told; without a row, by whatever is known of them."""

    person = models.OneToOneField(
        Person, verbose_name=_("người"), on_delete=models.CASCADE, related_name="channel_choice"
    )
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel)
    chosen_at = models.DateTimeField(_("chọn lúc"))

    class Meta:
        verbose_name = _("kênh nhận tin đã chọn")
        verbose_name_plural = _("kênh nhận tin đã chọn")

    def __str__(self) -> str:
        return self.channel


class Message(models.Model):
    """One message to one person. Sent by the worker, in the order of ``id`` for each subject.

    ``alternatives`` are the same news on other channels (channel, recipient, subject, body),
    written out when this one reaches nobody.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(
        _("khóa chống gửi trùng"), max_length=120, unique=True, help_text=_("Một việc, một thư.")
    )
    topic = models.SlugField(_("việc"), max_length=40)
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel, default=Channel.EMAIL)
    alternatives = models.JSONField(_("kênh khác"), default=list, blank=True)
    provider = models.CharField(_("nhà cung cấp"), max_length=40, blank=True)
    provider_number = models.CharField(_("số của nhà cung cấp"), max_length=80, blank=True)
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
    delivered_at = models.DateTimeField(_("tới nơi lúc"), null=True, blank=True)
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
            # How many reached nobody: asked for by pages and every few seconds by metrics.
            models.Index(
                name="message_failed", fields=["created_at"], condition=Q(state="failed")
            ),
            # How many left on a day.
            models.Index(name="message_sent", fields=["sent_at"]),
            # Messages on a dossier's page.
            models.Index(name="message_about", fields=["about"]),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.about}"
