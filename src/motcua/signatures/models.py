"""Who signs with which key, what was signed with what evidence, and what waits for a signer."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer, ValidInTime
from motcua.documents.models import StoredFile
from motcua.people.models import Person


class ProviderKind(models.TextChoices):
    """What holds the key."""

    FILE = "file", _("Tệp khóa mã hóa trên máy chủ")
    TOKEN = "pkcs11", _("Thiết bị ký hoặc HSM (PKCS#11)")
    REMOTE = "remote", _("Ký số từ xa, người ký xác nhận trên điện thoại")


class SigningIdentity(ValidInTime):
    """Whose signature it is, which certificate says so, and what holds the key.

    It belongs to an officer, an agency (its seal) or a person. The key itself, and the word
    that opens it, are never here: ``key_label`` names it to whatever holds it.
    """

    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="signing_identities",
        null=True,
        blank=True,
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="signing_identities",
        null=True,
        blank=True,
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người dân"),
        on_delete=models.CASCADE,
        related_name="signing_identities",
        null=True,
        blank=True,
    )
    provider = models.CharField(_("khóa ở"), max_length=16, choices=ProviderKind)
    key_label = models.CharField(_("tên khóa"), max_length=120)
    certificate = models.TextField(_("chứng thư và chuỗi chứng thực"))
    image = models.ForeignKey(
        StoredFile,
        verbose_name=_("ảnh chữ ký hoặc dấu"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("danh tính ký số")
        verbose_name_plural = _("danh tính ký số")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="signingidentity_one_owner",
                condition=(
                    Q(officer__isnull=False, agency__isnull=True, person__isnull=True)
                    | Q(officer__isnull=True, agency__isnull=False, person__isnull=True)
                    | Q(officer__isnull=True, agency__isnull=True, person__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="signingidentity_days_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.key_label


class Purpose(models.TextChoices):
    """Why something is signed."""

    RESULT = "result", _("Ký duyệt kết quả")
    SEAL = "seal", _("Ký số của cơ quan")
    FORM = "form", _("Cơ quan ký giấy đã lập")
    LODGING = "lodging", _("Người nộp ký tờ khai")


class Signature(models.Model):
    """One signature on one file, with everything that shows that it was good when it was made.

    Of an erased file only that it was signed remains.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    before = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp trước khi ký"),
        on_delete=models.PROTECT,
        related_name="signatures_on",
        null=True,
        blank=True,
    )
    after = models.OneToOneField(
        StoredFile,
        verbose_name=_("tệp đã ký"),
        on_delete=models.PROTECT,
        related_name="signature",
    )
    identity = models.ForeignKey(
        SigningIdentity,
        verbose_name=_("danh tính"),
        on_delete=models.SET_NULL,
        related_name="signatures",
        null=True,
        blank=True,
    )
    purpose = models.CharField(_("mục đích"), max_length=16, choices=Purpose)
    profile = models.CharField(_("mức"), max_length=8)
    field = models.CharField(_("ô chữ ký"), max_length=64)
    certificate = models.TextField(_("chứng thư"), blank=True)
    evidence = models.JSONField(
        _("chuỗi, trả lời thu hồi, dấu thời gian"),
        default=dict,
        help_text=_("Mã hóa base64: chain, ocsp, crl, stamp."),
    )
    signed_at = models.DateTimeField(_("ký lúc"))

    class Meta:
        verbose_name = _("chữ ký số")
        verbose_name_plural = _("chữ ký số")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.signed_at:%d/%m/%Y}"


class SigningRequest(models.Model):
    """A file that waits for its signer to confirm elsewhere; closed once, whatever comes back.

    ``added`` is what preparing put behind the file: the rest is the file itself.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Chờ người ký xác nhận")
        SIGNED = "signed", _("Đã ký")
        FAILED = "failed", _("Không ký được")

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("tệp"),
        on_delete=models.PROTECT,
        related_name="signing_requests",
    )
    identity = models.ForeignKey(
        SigningIdentity,
        verbose_name=_("danh tính"),
        on_delete=models.CASCADE,
        related_name="requests",
    )
    purpose = models.CharField(_("mục đích"), max_length=16, choices=Purpose)
    state = models.CharField(_("tình trạng"), max_length=16, choices=State, default=State.WAITING)
    transaction = models.CharField(_("số giao dịch ký"), max_length=120)
    added = models.BinaryField(_("phần chuẩn bị"))
    digest = models.CharField(_("dấu vết được ký"), max_length=64)
    region_start = models.PositiveBigIntegerField(_("chỗ chữ ký, từ"))
    region_end = models.PositiveBigIntegerField(_("chỗ chữ ký, đến"))
    field = models.CharField(_("ô chữ ký"), max_length=64)
    failure = models.CharField(_("vì sao không ký được"), max_length=255, blank=True)
    signature = models.OneToOneField(
        Signature,
        verbose_name=_("chữ ký"),
        on_delete=models.PROTECT,
        related_name="request",
        null=True,
        blank=True,
    )
    asked_at = models.DateTimeField(_("gửi lúc"))
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("yêu cầu ký")
        verbose_name_plural = _("yêu cầu ký")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="signingrequest_one_waiting",
                fields=["file", "identity"],
                condition=Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return self.transaction
