"""Citizens and organisations as they were last known."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
