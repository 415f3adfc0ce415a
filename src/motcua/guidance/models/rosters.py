"""The roster: which shifts a desk has, who stands in them, who swaps, who came."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Desk
from motcua.guidance.models.forces import Helper


class ShiftPattern(models.Model):
    """A shift that a desk has on certain weekdays, wherever its calendar works then."""

    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="shift_patterns"
    )
    name = models.CharField(_("tên ca"), max_length=40)
    weekdays = models.JSONField(_("các thứ trong tuần"), help_text=_("Thứ Hai là 0."))
    begins = models.TimeField(_("từ"))
    ends = models.TimeField(_("đến"))
    least = models.PositiveSmallIntegerField(_("ít nhất mấy người"), default=1)
    least_of = models.JSONField(_("ít nhất mấy người mỗi lực lượng"), default=dict, blank=True)

    class Meta:
        verbose_name = _("khuôn ca trực")
        verbose_name_plural = _("khuôn ca trực")
        ordering = ["begins", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "name"], name="shiftpattern_once"),
            models.CheckConstraint(
                name="shiftpattern_in_order", condition=Q(ends__gt=F("begins"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """One shift on one day, as asked for when the week was laid out.

    Helpers and the public see it once it is published. ``code`` is what a helper types to say
    that they came; it stands on a screen of the desk and nowhere else.
    """

    desk = models.ForeignKey(
        Desk, verbose_name=_("bộ phận"), on_delete=models.PROTECT, related_name="shifts"
    )
    on = models.DateField(_("ngày"))
    name = models.CharField(_("tên ca"), max_length=40)
    begins = models.TimeField(_("từ"))
    ends = models.TimeField(_("đến"))
    least = models.PositiveSmallIntegerField(_("ít nhất mấy người"))
    least_of = models.JSONField(_("ít nhất mấy người mỗi lực lượng"), default=dict, blank=True)
    code = models.CharField(_("mã có mặt"), max_length=8)
    published_at = models.DateTimeField(_("công bố lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("ca trực")
        verbose_name_plural = _("ca trực")
        ordering = ["on", "begins", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["desk", "on", "begins"], name="shift_once"),
            models.CheckConstraint(name="shift_in_order", condition=Q(ends__gt=F("begins"))),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on:%d/%m/%Y}"


class Assignment(models.Model):
    """A helper stands in a shift."""

    shift = models.ForeignKey(
        Shift, verbose_name=_("ca"), on_delete=models.CASCADE, related_name="assignments"
    )
    helper = models.ForeignKey(
        Helper, verbose_name=_("người hướng dẫn"), on_delete=models.PROTECT, related_name="shifts"
    )

    class Meta:
        verbose_name = _("phân công trực")
        verbose_name_plural = _("phân công trực")
        constraints = [
            models.UniqueConstraint(fields=["shift", "helper"], name="assignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.helper_id}"


class Absence(models.Model):
    """Days on which a helper does not come."""

    helper = models.ForeignKey(
        Helper,
        verbose_name=_("người hướng dẫn"),
        on_delete=models.CASCADE,
        related_name="absences",
    )
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"))
    reason = models.CharField(_("lý do"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("báo lúc"))

    class Meta:
        verbose_name = _("lần vắng")
        verbose_name_plural = _("lần vắng")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_days_in_order", condition=Q(to_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper_id} {self.from_on:%d/%m/%Y}"


class Swap(models.Model):
    """A helper asks that somebody else take a shift; the first who may takes it."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Đang nhờ")
        TAKEN = "taken", _("Đã có người nhận")
        WITHDRAWN = "withdrawn", _("Đã thôi nhờ")

    shift = models.ForeignKey(
        Shift, verbose_name=_("ca"), on_delete=models.CASCADE, related_name="swaps"
    )
    asker = models.ForeignKey(
        Helper, verbose_name=_("người nhờ"), on_delete=models.PROTECT, related_name="swaps_asked"
    )
    taker = models.ForeignKey(
        Helper,
        verbose_name=_("người nhận"),
        on_delete=models.PROTECT,
        related_name="swaps_taken",
        null=True,
        blank=True,
    )
    state = models.CharField(_("tình trạng"), max_length=12, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("nhờ lúc"))
    settled_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lần đổi ca")
        verbose_name_plural = _("lần đổi ca")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "asker"], condition=Q(state="asked"), name="swap_one_open"
            ),
            models.CheckConstraint(
                name="swap_taken_iff_taker",
                condition=Q(state="taken", taker__isnull=False)
                | (~Q(state="taken") & Q(taker__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.state}"


class Attendance(models.Model):
    """A helper came to their shift, as the code of the desk proves."""

    assignment = models.OneToOneField(
        Assignment,
        verbose_name=_("phân công"),
        on_delete=models.CASCADE,
        related_name="attendance",
    )
    came_at = models.DateTimeField(_("đến lúc"))
    minutes_late = models.SmallIntegerField(_("trễ mấy phút"), help_text=_("Số âm: đến sớm."))

    class Meta:
        verbose_name = _("lần có mặt")
        verbose_name_plural = _("lần có mặt")

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.minutes_late}"
