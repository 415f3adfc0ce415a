"""A hall with its groups of procedures and its counters, as the administrator sets them up."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Desk, Officer


class Hall(models.Model):
    """The hall of a desk that gives out numbers; a desk without one is walked up to."""

    desk = models.OneToOneField(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="hall"
    )
    gives_tickets = models.BooleanField(_("đang phát số"), default=True)
    opens_before_minutes = models.PositiveSmallIntegerField(
        _("phát số trước giờ mở cửa (phút)"), default=30
    )
    priority_in_a_row = models.PositiveSmallIntegerField(
        _("số lượt ưu tiên liên tiếp nhiều nhất"),
        default=2,
        help_text=_("Sau chừng này người ưu tiên thì gọi một người thường đang chờ."),
    )

    class Meta:
        verbose_name = _("sảnh chờ")
        verbose_name_plural = _("sảnh chờ")
        constraints = [
            models.CheckConstraint(
                name="hall_priority_at_least_one", condition=Q(priority_in_a_row__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ServiceGroup(models.Model):
    """A group of procedures with a letter and numbers of its own.

    ``fields`` are names of fields of the catalogue; none means whatever no other group names.
    """

    hall = models.ForeignKey(
        Hall, verbose_name=_("sảnh"), on_delete=models.PROTECT, related_name="groups"
    )
    letter = models.CharField(_("chữ cái"), max_length=1)
    name = models.CharField(_("tên nhóm"), max_length=80)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    fields = models.JSONField(_("lĩnh vực"), default=list, blank=True)
    is_guidance = models.BooleanField(
        _("là nhóm hướng dẫn"),
        default=False,
        help_text=_("Chỉ đặt hẹn được vào lúc có người hướng dẫn trực."),
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("nhóm thủ tục")
        verbose_name_plural = _("nhóm thủ tục")
        ordering = ["order", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "letter"], name="servicegroup_letter_once"),
            models.CheckConstraint(
                name="servicegroup_letter_is_one", condition=Q(letter__regex=r"^[A-Z]$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class Counter(models.Model):
    """A counter of a hall, the groups it serves, and who sits there now."""

    ref = models.UUIDField(_("số hiệu"), default=uuid.uuid4, unique=True, editable=False)
    hall = models.ForeignKey(
        Hall, verbose_name=_("sảnh"), on_delete=models.PROTECT, related_name="counters"
    )
    name = models.CharField(_("tên quầy"), max_length=40)
    groups = models.ManyToManyField(
        ServiceGroup, verbose_name=_("nhóm phục vụ"), related_name="counters"
    )
    officer = models.OneToOneField(
        Officer,
        verbose_name=_("cán bộ đang ngồi"),
        on_delete=models.PROTECT,
        related_name="hall_counter",
        null=True,
        blank=True,
    )
    seated_at = models.DateTimeField(_("ngồi từ"), null=True, blank=True)
    paused_at = models.DateTimeField(_("tạm ngừng từ"), null=True, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("quầy")
        verbose_name_plural = _("quầy")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["hall", "name"], name="counter_name_once"),
            models.CheckConstraint(
                name="counter_seated_iff_somebody",
                condition=Q(officer__isnull=True, seated_at__isnull=True)
                | Q(officer__isnull=False, seated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Say whether somebody sits there and calls."""
        return self.is_active and self.officer_id is not None and self.paused_at is None
