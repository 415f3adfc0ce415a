"""On the way to feedback: an address that was tried out, and what is written."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.documents.models import StoredFile
from motcua.people.models import Person


class Verification(models.Model):
    """A code sent to a telephone or a mail address, to be typed back.

    Neither code nor address is kept, only keyed hashes of them: the address to count how often
    it was written to, the code to be compared.
    """

    address_key = models.CharField(_("dấu của địa chỉ"), max_length=64)
    code_key = models.CharField(_("dấu của mã"), max_length=64)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    sent_at = models.DateTimeField(_("gửi lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã xác nhận đã gửi")
        verbose_name_plural = _("mã xác nhận đã gửi")
        indexes = [models.Index(name="verification_address", fields=["address_key", "-sent_at"])]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FeedbackDraft(models.Model):
    """Feedback that is being written by somebody signed in, or whose contact was tried out.

    Its number is known to that browser alone. What nobody sends within two days is deleted.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person,
        verbose_name=_("người viết"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    verification = models.ForeignKey(
        Verification,
        verbose_name=_("mã đã gửi"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    is_verified = models.BooleanField(_("đã xác nhận"), default=False)
    values = models.JSONField(_("đã ghi"), default=dict, blank=True)
    files: Any = models.ManyToManyField(StoredFile, verbose_name=_("ảnh"), related_name="+")
    begun_at = models.DateTimeField(_("bắt đầu lúc"))
    sent_as = models.CharField(_("đã gửi thành"), max_length=14, blank=True)

    class Meta:
        verbose_name = _("phản ánh đang viết")
        verbose_name_plural = _("phản ánh đang viết")
        indexes = [models.Index(name="feedbackdraft_begun", fields=["begun_at"])]

    def __str__(self) -> str:
        return str(self.ref)
