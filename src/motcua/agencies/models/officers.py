"""Officers, the roles they hold, and who covers for whom."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies import roles
from motcua.agencies.models.units import Agency, Desk, ValidInTime


class Officer(models.Model):
    """Somebody who works in an agency, with or without an account to sign in."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        on_delete=models.PROTECT,
        related_name="officer",
        null=True,
        blank=True,
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="officers"
    )
    desk = models.ForeignKey(
        Desk,
        verbose_name=_("làm tại bộ phận"),
        on_delete=models.PROTECT,
        related_name="officers",
        null=True,
        blank=True,
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = models.CharField(_("khóa xếp tên"), max_length=500, db_collation="C", blank=True)
    position = models.CharField(_("chức danh"), max_length=120, blank=True)
    counter = models.CharField(_("quầy"), max_length=40, blank=True)
    is_active = models.BooleanField(_("đang làm việc"), default=True)

    class Meta:
        verbose_name = _("cán bộ")
        verbose_name_plural = _("cán bộ")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name


class RoleAssignment(ValidInTime):
    """An officer holds a role in an agency for a time."""

    officer = models.ForeignKey(
        Officer, verbose_name=_("cán bộ"), on_delete=models.PROTECT, related_name="assignments"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="assignments"
    )
    role = models.CharField(_("vai trò"), max_length=24, choices=roles.CHOICES)

    class Meta:
        verbose_name = _("phân vai")
        verbose_name_plural = _("phân vai")
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "agency", "role", "valid_from"], name="roleassignment_once"
            ),
            models.CheckConstraint(
                name="roleassignment_role_is_known",
                condition=Q(role__in=[role.value for role in roles.Role]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.role}"


class AbsenceCover(models.Model):
    """While ``absent`` is away, ``covering`` sees and may do what ``absent`` could."""

    absent = models.ForeignKey(
        Officer, verbose_name=_("người vắng"), on_delete=models.PROTECT, related_name="absences"
    )
    covering = models.ForeignKey(
        Officer, verbose_name=_("người làm thay"), on_delete=models.PROTECT, related_name="covers"
    )
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=255, blank=True)
    created_by = models.ForeignKey(
        Officer,
        verbose_name=_("người phân công"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("làm thay khi vắng")
        verbose_name_plural = _("làm thay khi vắng")
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absencecover_days_in_order", condition=Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="absencecover_by_another", condition=~Q(absent=F("covering"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covering} thay {self.absent}"


class FactorDemand(models.Model):
    """Whether holders of a role must have a second factor; no row leaves it to settings."""

    role = models.CharField(_("vai trò"), max_length=24, choices=roles.CHOICES, unique=True)
    is_required = models.BooleanField(_("bắt buộc"))

    class Meta:
        verbose_name = _("vai trò cần bước thứ hai")
        verbose_name_plural = _("vai trò cần bước thứ hai")

    def __str__(self) -> str:
        return self.role
