"""Tables of the work calendar: nation, then province, then agency."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models.units import Agency, Unit, ValidInTime


class AfterHours(models.TextChoices):
    """What the start day is when a dossier is accepted after closing."""

    SAME_DATE = "same_date", _("Ngày nhận vẫn là ngày bắt đầu")
    NEXT_SESSION = "next_session", _("Tính như nhận vào buổi làm việc kế tiếp")


class CalendarLayer(models.Model):
    """What one level says of working time; a nearer level overrides a farther one.

    The nation's layer has neither province nor agency.
    """

    province = models.OneToOneField(
        Unit,
        verbose_name=_("tỉnh, thành phố"),
        on_delete=models.PROTECT,
        related_name="calendar_layer",
        null=True,
        blank=True,
    )
    agency = models.OneToOneField(
        Agency,
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="calendar_layer",
        null=True,
        blank=True,
    )
    name = models.CharField(_("tên"), max_length=200)
    after_hours = models.CharField(
        _("nhận sau giờ làm việc"), max_length=16, choices=AfterHours, blank=True
    )
    after_hours_basis = models.CharField(
        _("căn cứ của quy tắc sau giờ"), max_length=255, blank=True
    )
    standard_day_minutes = models.PositiveIntegerField(
        _("ngày chuẩn (phút)"), null=True, blank=True
    )
    published_years = models.JSONField(_("các năm đã công bố"), default=list, blank=True)

    class Meta:
        verbose_name = _("lịch làm việc")
        verbose_name_plural = _("lịch làm việc")
        constraints = [
            models.CheckConstraint(
                name="calendarlayer_one_level",
                condition=Q(province__isnull=True) | Q(agency__isnull=True),
            ),
            models.UniqueConstraint(
                models.Value(1),
                name="calendarlayer_one_nation",
                condition=Q(province__isnull=True, agency__isnull=True),
            ),
            models.CheckConstraint(
                name="calendarlayer_next_session_has_basis",
                condition=~Q(after_hours="next_session") | ~Q(after_hours_basis=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarHours(ValidInTime):
    """Sessions of an ordinary week. ``weekdays`` is {"0": [["07:30","11:30"], …], …}, Monday 0."""

    layer = models.ForeignKey(
        CalendarLayer, verbose_name=_("lịch"), on_delete=models.CASCADE, related_name="hours"
    )
    weekdays = models.JSONField(_("buổi làm việc trong tuần"))
    reception_only = models.JSONField(_("buổi chỉ tiếp nhận"), default=dict, blank=True)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "valid_from"], name="calendarhours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.valid_from:%d/%m/%Y}"


class DayKind(models.TextChoices):
    """How a day differs from its week; the values of ``kernel.workdays``."""

    HOLIDAY = "HOLIDAY", _("Nghỉ")
    MAKEUP = "MAKEUP", _("Làm bù")
    RECEPTION_ONLY = "RECEPTION_ONLY", _("Chỉ tiếp nhận")


class CalendarDay(models.Model):
    """One date that is not like its week, with the decision that says so."""

    class Status(models.TextChoices):
        """Whether the decision is taken or only proposed."""

        CONFIRMED = "confirmed", _("Đã có quyết định")
        PROPOSED = "proposed", _("Mới là đề xuất")

    layer = models.ForeignKey(
        CalendarLayer, verbose_name=_("lịch"), on_delete=models.CASCADE, related_name="days"
    )
    date = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=16, choices=DayKind)
    title = models.CharField(_("tên gọi"), max_length=160)
    legal_basis = models.CharField(_("căn cứ"), max_length=255, blank=True)
    status = models.CharField(
        _("tình trạng"), max_length=16, choices=Status, default=Status.CONFIRMED
    )
    sessions = models.JSONField(
        _("buổi làm việc"),
        null=True,
        blank=True,
        help_text=_("Để trống: như ngày được làm bù, hoặc cả ngày."),
    )
    replaces = models.DateField(_("làm bù cho ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("ngày đặc biệt")
        verbose_name_plural = _("ngày đặc biệt")
        ordering = ["date", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["layer", "date", "kind"], name="calendarday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.title}"


class ConfigurationStamp(models.Model):
    """One number that changes whenever configuration does.

    Triggers of the database move it, so a process may keep what it has read
    for as long as the number stands.
    """

    value = models.BigIntegerField(_("số"))

    class Meta:
        verbose_name = _("dấu cấu hình")
        verbose_name_plural = _("dấu cấu hình")

    def __str__(self) -> str:
        return str(self.value)
