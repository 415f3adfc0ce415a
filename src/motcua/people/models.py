"""Citizens and organisations as they were last known."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Account


class PersonKind(models.TextChoices):
    """A human being or an organisation."""

    CITIZEN = "citizen", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức, doanh nghiệp")


class IdentityKind(models.TextChoices):
    """What the number is."""

    PERSONAL_ID = "personal_id", _("Số định danh cá nhân")
    OLD_ID = "old_id", _("Chứng minh nhân dân 9 số")
    TAX_CODE = "tax_code", _("Mã số thuế")
    PASSPORT = "passport", _("Hộ chiếu")
    NONE = "none", _("Không có số")


class Person(models.Model):
    """A citizen or an organisation. What a dossier was lodged with is frozen there, not here."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(
        _("loại"), max_length=16, choices=PersonKind, default=PersonKind.CITIZEN
    )
    identity_kind = models.CharField(
        _("loại số"), max_length=16, choices=IdentityKind, default=IdentityKind.NONE
    )
    identity_number = models.CharField(_("số"), max_length=32, null=True, blank=True)  # noqa: DJ001, unique where known
    full_name = models.CharField(_("họ và tên"), max_length=255)
    sort_key = models.CharField(_("khóa xếp tên"), max_length=1000, db_collation="C", blank=True)
    birth_on = models.DateField(_("ngày sinh"), null=True, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    updated_at = models.DateTimeField(_("cập nhật lúc"))

    class Meta:
        verbose_name = _("người dân, tổ chức")
        verbose_name_plural = _("người dân, tổ chức")
        constraints = [
            models.UniqueConstraint(
                fields=["identity_kind", "identity_number"], name="person_number_once"
            ),
            models.CheckConstraint(
                name="person_number_iff_kind",
                condition=(Q(identity_kind="none") & Q(identity_number__isnull=True))
                | (~Q(identity_kind="none") & Q(identity_number__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Identity(models.Model):
    """What a provider of electronic identity says of somebody, and the account that it opens.

    Found by issuer and subject, never by a name or an address of mail.
    """

    account = models.OneToOneField(
        Account, verbose_name=_("tài khoản"), on_delete=models.CASCADE, related_name="identity"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("là ai"), on_delete=models.PROTECT, related_name="identities"
    )
    issuer = models.CharField(_("nơi cấp"), max_length=255)
    subject = models.CharField(_("mã của nơi cấp"), max_length=255)
    level = models.PositiveSmallIntegerField(
        _("mức định danh"),
        validators=[MinValueValidator(1), MaxValueValidator(3)],
        help_text=_("Của lần đăng nhập gần nhất."),
    )
    first_at = models.DateTimeField(_("đăng nhập lần đầu"))
    last_at = models.DateTimeField(_("đăng nhập gần nhất"))

    class Meta:
        verbose_name = _("định danh điện tử")
        verbose_name_plural = _("định danh điện tử")
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_subject_once"),
            models.CheckConstraint(
                name="identity_level_is_known", condition=Q(level__gte=1, level__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
