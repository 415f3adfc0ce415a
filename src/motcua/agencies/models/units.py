"""Units, agencies, desks. Everything is valid in time."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ValidInTimeQuerySet(models.QuerySet[Any]):
    """Questions asked of every table that is valid in time."""

    def valid_on(self, day: date) -> Self:
        """Keep what is in force on ``day``."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class ValidInTime(models.Model):
    """In force from ``valid_from`` to ``valid_to``, both days included."""

    valid_from = models.DateField(_("có hiệu lực từ"))
    valid_to = models.DateField(
        _("đến hết ngày"), null=True, blank=True, help_text=_("Để trống: đến khi có thay đổi.")
    )

    objects = ValidInTimeQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_valid_on(self, day: date) -> bool:
        """Say whether it is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class UnitLevel(models.TextChoices):
    """The tier of an administrative unit; districts ended on 2025-06-30."""

    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


class Unit(ValidInTime):
    """An administrative unit (đơn vị hành chính) as the statistics office lists it.

    A code may live on under another unit, so code and first day together name one.
    """

    code = models.CharField(_("mã"), max_length=8)
    name = models.CharField(_("tên"), max_length=120)
    full_name = models.CharField(_("tên đầy đủ"), max_length=160)
    level = models.CharField(_("cấp"), max_length=16, choices=UnitLevel)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("thuộc"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    search_text = models.TextField(_("chữ để tìm"), blank=True)

    class Meta:
        verbose_name = _("đơn vị hành chính")
        verbose_name_plural = _("đơn vị hành chính")
        ordering = ["level", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code", "valid_from"], name="unit_code_once_at_a_time"
            ),
            models.CheckConstraint(
                name="unit_valid_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class UnitSuccession(models.Model):
    """One unit went, wholly or in part, into another."""

    class Relation(models.TextChoices):
        """How much of the old unit went there."""

        FULL = "full", _("toàn bộ")
        PARTIAL = "partial", _("một phần")

    predecessor = models.ForeignKey(
        Unit, verbose_name=_("đơn vị cũ"), on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Unit, verbose_name=_("đơn vị mới"), on_delete=models.PROTECT, related_name="origins"
    )
    relation = models.CharField(_("phần"), max_length=8, choices=Relation)
    happened_on = models.DateField(_("từ ngày"))
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("sắp xếp đơn vị")
        verbose_name_plural = _("sắp xếp đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="unitsuccession_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class CalendarVersion(models.Model):
    """The frozen calendar of a unit: what due dates are computed with and kept under.

    ``content`` is ``kernel.workdays.Calendar.to_dict()``. Written once, never changed.
    """

    digest = models.CharField(_("dấu vết nội dung"), max_length=64, unique=True)
    content = models.JSONField(_("nội dung"))
    created_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bản lịch làm việc")
        verbose_name_plural = _("bản lịch làm việc")

    def __str__(self) -> str:
        return self.digest[:12]


class AgencyKind(models.TextChoices):
    """What sort of authority it is."""

    COMMUNE_COMMITTEE = "commune_committee", _("UBND cấp xã")
    DISTRICT_COMMITTEE = "district_committee", _("UBND cấp huyện")
    PROVINCE_COMMITTEE = "province_committee", _("UBND cấp tỉnh")
    DEPARTMENT = "department", _("Cơ quan chuyên môn cấp tỉnh")


class Agency(ValidInTime):
    """A competent agency (cơ quan có thẩm quyền) of a province."""

    code = models.CharField(
        _("mã định danh"),
        max_length=35,
        unique=True,
        help_text=_("Như H06.25.03; đứng đầu mã hồ sơ do cơ quan này tiếp nhận."),
    )
    name = models.CharField(_("tên"), max_length=200)
    search_text = models.TextField(_("chữ để tìm"), blank=True)
    kind = models.CharField(_("loại"), max_length=24, choices=AgencyKind)
    unit = models.ForeignKey(
        Unit, verbose_name=_("địa bàn"), on_delete=models.PROTECT, related_name="agencies"
    )
    province = models.ForeignKey(
        Unit,
        verbose_name=_("tỉnh, thành phố"),
        on_delete=models.PROTECT,
        related_name="province_agencies",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("cấp trên"),
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("cơ quan kế tục"),
        on_delete=models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
    )
    fields_handled = models.JSONField(
        _("lĩnh vực phụ trách"),
        default=list,
        blank=True,
        help_text=_("Tên lĩnh vực; để trống: mọi lĩnh vực của cấp mình."),
    )
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    warn_percent = models.PositiveSmallIntegerField(
        _("nhắc khi đã dùng (%)"),
        default=80,
        help_text=_("Phần thời hạn đã dùng thì bắt đầu nhắc sớm, từ 1 đến 100."),
    )
    supplement_days = models.PositiveSmallIntegerField(
        _("chờ bổ sung (ngày làm việc)"),
        default=30,
        help_text=_("Hạn đề nghị người nộp bổ sung, ghi trên phiếu."),
    )
    calendar_version = models.ForeignKey(
        CalendarVersion,
        verbose_name=_("lịch đang dùng"),
        on_delete=models.PROTECT,
        related_name="agencies",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="agency_warns_within_the_limit",
                condition=Q(warn_percent__gte=1, warn_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Return the name that stands before the date of a letter; the unit must be loaded."""
        return self.unit.name


class Desk(ValidInTime):
    """A one-stop desk (bộ phận một cửa, trung tâm) where dossiers are handed in and out."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="desks"
    )
    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("bộ phận một cửa")
        verbose_name_plural = _("bộ phận một cửa")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """What the installation says of itself: its province, hotline and words on pages."""

    unit = models.OneToOneField(
        Unit, verbose_name=_("tỉnh, thành phố"), on_delete=models.PROTECT, related_name="+"
    )
    site_name = models.CharField(_("tên hiển thị"), max_length=200)
    parent_name = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    hotline = models.CharField(_("đường dây hỗ trợ"), max_length=32, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    default_desk = models.ForeignKey(
        Desk,
        verbose_name=_("bộ phận chính"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("nơi cài đặt")
        verbose_name_plural = _("nơi cài đặt")

    def __str__(self) -> str:
        return self.site_name
