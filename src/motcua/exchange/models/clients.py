"""Other systems: clients, their tokens, what they did once and for all, and how often."""

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Account
from motcua.agencies.models import Agency, Officer
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier
from motcua.exchange.scopes import Scope, known
from motcua.petitions.models import Feedback


class ApiClient(models.Model):
    """Another system that calls the API; a profile of the account by which it signs in."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(
        Account, verbose_name=_("tài khoản"), on_delete=models.PROTECT, related_name="api_client"
    )
    name = models.CharField(_("tên hệ thống"), max_length=120)
    organisation = models.CharField(_("đơn vị chịu trách nhiệm"), max_length=200)
    contact_email = models.EmailField(_("thư của người phụ trách kỹ thuật"))
    secret_digest = models.CharField(_("dấu vết của khóa"), max_length=64)
    scopes = models.JSONField(_("được làm gì"), default=list)
    is_for_all_agencies = models.BooleanField(_("với mọi cơ quan"), default=False)
    agencies = models.ManyToManyField(
        Agency, verbose_name=_("với cơ quan nào"), blank=True, related_name="+"
    )
    calls_per_minute = models.PositiveIntegerField(_("số lần gọi mỗi phút"), default=300)
    expires_on = models.DateField(_("hết hạn sau ngày"))
    created_at = models.DateTimeField(_("lập lúc"))
    secret_at = models.DateTimeField(_("cấp khóa lúc"))
    used_at = models.DateTimeField(_("gọi gần nhất"), null=True, blank=True)

    class Meta:
        verbose_name = _("hệ thống kết nối")
        verbose_name_plural = _("hệ thống kết nối")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="apiclient_calls_at_least_one", condition=Q(calls_per_minute__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def client_id(self) -> str:
        """Return the name by which the client signs in."""
        return str(self.account.username)

    @property
    def allowed(self) -> frozenset[Scope]:
        """Return what the client may do."""
        return known(self.scopes)

    def may_call(self, on: date) -> bool:
        """Say whether the client is switched on and not past its day."""
        account = self.account
        if settings.PRODUCTION and account.is_demo:
            return False  # one of the demonstration
        return bool(account.is_active) and self.expires_on >= on


class ApiClientEvent(models.Model):
    """One thing that was done to a client; written once."""

    class Act(models.TextChoices):
        """What was done."""

        CREATED = "created", _("Lập kết nối")
        CHANGED = "changed", _("Sửa quyền, cơ quan, hạn")
        ROTATED = "rotated", _("Đổi khóa")
        SWITCHED_OFF = "switched_off", _("Tắt")
        SWITCHED_ON = "switched_on", _("Bật lại")
        HOOK_MADE = "hook_made", _("Lập địa chỉ báo tin")
        HOOK_CHANGED = "hook_changed", _("Sửa địa chỉ báo tin")
        HOOK_ROTATED = "hook_rotated", _("Đổi khóa ký báo tin")
        HOOK_OFF = "hook_off", _("Tắt báo tin")
        HOOK_ON = "hook_on", _("Bật lại báo tin")
        HOOK_STOPPED = "hook_stopped", _("Báo tin tự tắt")

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.PROTECT, related_name="events"
    )
    act = models.CharField(_("việc"), max_length=16, choices=Act)
    payload = models.JSONField(_("chi tiết"), default=dict)
    officer = models.ForeignKey(
        Officer, verbose_name=_("ai làm"), on_delete=models.PROTECT, related_name="+", null=True
    )
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), editable=False)

    class Meta:
        verbose_name = _("việc với kết nối")
        verbose_name_plural = _("việc với kết nối")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.client_id} {self.act}"


class ApiToken(models.Model):
    """A bearer token for a short time; only its hash is kept."""

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.CASCADE, related_name="tokens"
    )
    digest = models.CharField(_("dấu vết"), max_length=64, unique=True)
    scopes = models.JSONField(_("được làm gì"))
    issued_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã truy cập")
        verbose_name_plural = _("mã truy cập")
        ordering = ["-pk"]
        indexes = [models.Index(name="apitoken_expiry", fields=["expires_at"])]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def holds(self, at: datetime) -> bool:
        """Say whether the token still opens anything."""
        return self.revoked_at is None and self.expires_at > at


class IdempotencyKey(models.Model):
    """A write of a client with the answer that it got; asked again, it gets the same.

    It holds codes and no personal data, and goes after ``KEPT_DAYS``.
    """

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(_("khóa"), max_length=255)
    operation = models.CharField(_("việc"), max_length=60)
    fingerprint = models.CharField(_("dấu vết lời gọi"), max_length=64)
    status = models.PositiveSmallIntegerField(_("mã trả lời"))
    answer = models.TextField(_("trả lời"))
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lời gọi đã trả lời")
        verbose_name_plural = _("lời gọi đã trả lời")
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="idempotencykey_once"),
        ]
        indexes = [models.Index(name="idempotencykey_at", fields=["at"])]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ApiFile(models.Model):
    """A file that a client sent ahead; another client's does not exist."""

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.CASCADE, related_name="files"
    )
    file = models.OneToOneField(
        StoredFile, verbose_name=_("tệp"), on_delete=models.CASCADE, related_name="api_file"
    )
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("tệp bên kết nối gửi")
        verbose_name_plural = _("tệp bên kết nối gửi")
        indexes = [models.Index(name="apifile_at", fields=["at"])]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ApiLodging(models.Model):
    """Which client lodged a dossier, and how it said that it knows the person; written once."""

    class How(models.TextChoices):
        """By what the client identified whoever lodges."""

        VNEID = "vneid", _("Đăng nhập VNeID")
        CHIP_CARD = "chip_card", _("Đọc chip thẻ căn cước")
        IN_PERSON = "in_person", _("Gặp trực tiếp, xem giấy tờ")
        SIGNATURE = "signature", _("Chữ ký số")

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.PROTECT, related_name="lodgings"
    )
    dossier = models.OneToOneField(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="api_lodging"
    )
    level = models.PositiveSmallIntegerField(_("mức định danh bên kết nối khai"))
    how = models.CharField(_("xác định bằng cách nào"), max_length=16, choices=How)
    standing = models.CharField(_("nộp cho ai"), max_length=16)
    reference = models.CharField(_("mã bên kết nối đặt"), max_length=64, blank=True)
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), editable=False)

    class Meta:
        verbose_name = _("lần nộp qua kết nối")
        verbose_name_plural = _("lần nộp qua kết nối")
        constraints = [
            models.CheckConstraint(
                name="apilodging_level_is_known", condition=Q(level__gte=1, level__lte=3)
            ),
        ]
        indexes = [models.Index(name="apilodging_of_client", fields=["client", "-dossier"])]

    def __str__(self) -> str:
        return f"#{self.dossier_id}"


class ApiPetition(models.Model):
    """Which client sent feedback for somebody; written once."""

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.PROTECT, related_name="petitions"
    )
    feedback = models.OneToOneField(
        Feedback, verbose_name=_("phản ánh"), on_delete=models.PROTECT, related_name="api_petition"
    )
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), editable=False)

    class Meta:
        verbose_name = _("phản ánh qua kết nối")
        verbose_name_plural = _("phản ánh qua kết nối")

    def __str__(self) -> str:
        return f"#{self.feedback_id}"


class ApiRead(models.Model):
    """A client saw personal data of a dossier; written once."""

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.PROTECT, related_name="reads"
    )
    dossier = models.ForeignKey(
        Dossier, verbose_name=_("hồ sơ"), on_delete=models.PROTECT, related_name="api_reads"
    )
    operation = models.CharField(_("xem gì"), max_length=60)
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi lúc"), editable=False)

    class Meta:
        verbose_name = _("lượt xem qua kết nối")
        verbose_name_plural = _("lượt xem qua kết nối")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.dossier_id}"


class ApiMinute(models.Model):
    """How often a client called in the present minute, counted by all processes together.

    The table is not logged: after a crash of the database a minute begins anew.
    """

    client = models.OneToOneField(
        ApiClient,
        verbose_name=_("kết nối"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    minute = models.BigIntegerField(_("phút"))
    calls = models.PositiveIntegerField(_("số lần"))

    class Meta:
        verbose_name = _("số lần gọi trong phút")
        verbose_name_plural = _("số lần gọi trong phút")

    def __str__(self) -> str:
        return f"#{self.client_id}"


class ApiUsage(models.Model):
    """How often a client called an operation on a day, and with what end; counts up."""

    client = models.ForeignKey(
        ApiClient, verbose_name=_("kết nối"), on_delete=models.CASCADE, related_name="usage"
    )
    on = models.DateField(_("ngày"))
    operation = models.CharField(_("việc"), max_length=60)
    refusal = models.CharField(_("mã từ chối"), max_length=60, blank=True)
    calls = models.PositiveIntegerField(_("số lần"), default=0)
    last_at = models.DateTimeField(_("lần cuối"))

    class Meta:
        verbose_name = _("số lần gọi trong ngày")
        verbose_name_plural = _("số lần gọi trong ngày")
        ordering = ["-on", "operation", "refusal"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "on", "operation", "refusal"], name="apiusage_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.on} {self.operation}"
