"""Forces, the people in them, what they learnt and when they are free."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer


class Force(models.Model):
    """An organisation whose people guide at the desks of a unit (youth union, militia, …)."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("đơn vị"), on_delete=models.PROTECT, related_name="forces"
    )
    name = models.CharField(_("tên"), max_length=80)
    is_active = models.BooleanField(_("đang tham gia"), default=True)

    class Meta:
        verbose_name = _("lực lượng hướng dẫn")
        verbose_name_plural = _("lực lượng hướng dẫn")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="force_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Helper(models.Model):
    """Somebody who guides. Their account opens the helpers' room and no dossier.

    Only who ``may_be_named`` stands on the public page, by given name. ``calendar_key`` is the
    secret in the address of their calendar; without it there is none.
    """

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        on_delete=models.PROTECT,
        related_name="helper",
        null=True,
        blank=True,
    )
    officer = models.OneToOneField(
        Officer,
        verbose_name=_("là cán bộ"),
        on_delete=models.PROTECT,
        related_name="as_helper",
        null=True,
        blank=True,
    )
    force = models.ForeignKey(
        Force, verbose_name=_("lực lượng"), on_delete=models.PROTECT, related_name="helpers"
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = models.CharField(_("khóa xếp tên"), max_length=500, db_collation="C", blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    may_be_named = models.BooleanField(_("đồng ý nêu tên"), default=False)
    consent_at = models.DateTimeField(_("đồng ý lúc"), null=True, blank=True)
    calendar_key = models.CharField(_("khóa lịch riêng"), max_length=64, blank=True)
    is_active = models.BooleanField(_("đang tham gia"), default=True)

    class Meta:
        verbose_name = _("người hướng dẫn")
        verbose_name_plural = _("người hướng dẫn")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_key"],
                condition=~Q(calendar_key=""),
                name="helper_calendar_key_once",
            ),
            models.CheckConstraint(
                name="helper_named_by_consent",
                condition=Q(may_be_named=False) | Q(consent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def given_name(self) -> str:
        """Return the name that colleagues call: the last word."""
        return self.full_name.split()[-1] if self.full_name.split() else ""


class Training(models.Model):
    """What a helper was taught, when and for how long."""

    helper = models.ForeignKey(
        Helper,
        verbose_name=_("người hướng dẫn"),
        on_delete=models.CASCADE,
        related_name="trainings",
    )
    title = models.CharField(_("lớp tập huấn"), max_length=160)
    on = models.DateField(_("ngày"))
    hours = models.PositiveSmallIntegerField(_("số giờ"))

    class Meta:
        verbose_name = _("lượt tập huấn")
        verbose_name_plural = _("lượt tập huấn")
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y} {self.title}"


class Availability(models.Model):
    """A half day of the week in which a helper can come."""

    helper = models.ForeignKey(
        Helper, verbose_name=_("người hướng dẫn"), on_delete=models.CASCADE, related_name="free"
    )
    weekday = models.PositiveSmallIntegerField(_("thứ"), help_text=_("Thứ Hai là 0."))
    is_morning = models.BooleanField(_("buổi sáng"))

    class Meta:
        verbose_name = _("buổi rảnh")
        verbose_name_plural = _("buổi rảnh")
        constraints = [
            models.UniqueConstraint(
                fields=["helper", "weekday", "is_morning"], name="availability_once"
            ),
            models.CheckConstraint(
                name="availability_weekday_is_one", condition=Q(weekday__lte=6)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} {self.weekday}"
