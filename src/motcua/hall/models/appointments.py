"""Appointments: what may be booked, the slots, who comes, and the record of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, ValidInTime
from motcua.hall.lifecycle import AppointmentAct, AppointmentState
from motcua.hall.models.places import ServiceGroup
from motcua.people.models import Person
from motcua.procedures.models import Procedure


class AppointmentRule(ValidInTime):
    """How a group may be booked from a day on, within the sessions in which the desk receives."""

    class Part(models.TextChoices):
        """Which sessions of a day may be booked."""

        ALL = "all", _("Cả ngày")
        MORNING = "morning", _("Buổi sáng")
        AFTERNOON = "afternoon", _("Buổi chiều")

    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="rules"
    )
    part = models.CharField(_("buổi"), max_length=16, choices=Part, default=Part.ALL)
    slot_minutes = models.PositiveSmallIntegerField(_("mỗi khung (phút)"), default=30)
    capacity = models.PositiveSmallIntegerField(_("số chỗ mỗi khung"), default=2)
    days_ahead = models.PositiveSmallIntegerField(_("đặt trước nhiều nhất (ngày)"), default=14)
    release_minutes = models.PositiveSmallIntegerField(
        _("giữ chỗ khi đến muộn (phút)"), default=15
    )

    class Meta:
        verbose_name = _("quy tắc đặt hẹn")
        verbose_name_plural = _("quy tắc đặt hẹn")
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["group", "valid_from"], name="appointmentrule_once"),
            models.CheckConstraint(
                name="appointmentrule_has_slots",
                condition=Q(slot_minutes__gte=5, capacity__gte=1, days_ahead__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.valid_from:%d/%m/%Y}"


class Slot(models.Model):
    """A stretch of a session in a group. Whoever books holds its row while places are counted."""

    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="slots"
    )
    starts_at = models.DateTimeField(_("từ"))
    ends_at = models.DateTimeField(_("đến"))

    class Meta:
        verbose_name = _("khung giờ hẹn")
        verbose_name_plural = _("khung giờ hẹn")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["group", "starts_at"], name="slot_once"),
            models.CheckConstraint(name="slot_in_order", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts_at:%d/%m/%Y %H:%M}"


class Appointment(models.Model):
    """Somebody comes at an hour. Name and telephone go 30 days after the day, whatever came of it.

    ``release_minutes`` is the promise under which it was booked.
    """

    token = models.CharField(_("mã trang lịch hẹn"), max_length=32, unique=True)
    code = models.CharField(_("mã hẹn"), max_length=16, unique=True)
    slot = models.ForeignKey(
        Slot, verbose_name=_("khung giờ"), on_delete=models.PROTECT, related_name="appointments"
    )
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=AppointmentState, default=AppointmentState.BOOKED
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("người đã đăng nhập"),
        on_delete=models.SET_NULL,
        related_name="appointments",
        null=True,
        blank=True,
    )
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    procedure = models.ForeignKey(
        Procedure,
        verbose_name=_("thủ tục"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    release_minutes = models.PositiveSmallIntegerField(_("giữ chỗ khi đến muộn (phút)"))
    booked_at = models.DateTimeField(_("đặt lúc"))
    ended_at = models.DateTimeField(_("đến, hủy hoặc nhả lúc"), null=True, blank=True)
    blanked_at = models.DateTimeField(_("xóa tên lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("lịch hẹn")
        verbose_name_plural = _("lịch hẹn")
        ordering = ["slot__starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_state_is_known",
                condition=Q(state__in=AppointmentState.values),
            ),
            models.CheckConstraint(
                name="appointment_blanked_is_empty",
                condition=Q(blanked_at__isnull=True)
                | Q(person__isnull=True, name="", phone="", email=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AppointmentEvent(models.Model):
    """One thing that happened to an appointment. Written once; ``day`` is that of its slot."""

    appointment = models.ForeignKey(
        Appointment, verbose_name=_("lịch hẹn"), on_delete=models.PROTECT, related_name="events"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("ngày"))
    act = models.CharField(_("việc"), max_length=16, choices=AppointmentAct)
    at = models.DateTimeField(_("lúc"))
    recorded_at = models.DateTimeField(_("ghi nhận lúc"), editable=False)

    class Meta:
        verbose_name = _("diễn biến của lịch hẹn")
        verbose_name_plural = _("diễn biến của lịch hẹn")
        ordering = ["pk"]
        indexes = [
            # Serves the share of appointments that nobody came to.
            models.Index(name="appointmentevent_of_day", fields=["day", "act"]),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.act}"
