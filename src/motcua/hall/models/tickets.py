"""Numbers of a day, and the record of what became of each. No personal data anywhere here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models import Visit
from motcua.hall.lifecycle import AT_COUNTER, Priority, TicketAct, TicketState
from motcua.hall.models.appointments import Appointment
from motcua.hall.models.places import Counter, Hall, ServiceGroup


class HallDay(models.Model):
    """A hall on one day. Whoever calls holds its row, so calls are made one after another."""

    hall = models.ForeignKey(
        Hall, verbose_name=_("sảnh"), on_delete=models.PROTECT, related_name="days"
    )
    day = models.DateField(_("ngày"))
    last_call = models.PositiveIntegerField(_("lần gọi cuối"), default=0)

    class Meta:
        verbose_name = _("ngày của sảnh")
        verbose_name_plural = _("ngày của sảnh")
        constraints = [models.UniqueConstraint(fields=["hall", "day"], name="hallday_once")]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.day}"


class TicketNumber(models.Model):
    """The last number given in a group on one day; its row is held until that ticket is kept."""

    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="numbers"
    )
    day = models.DateField(_("ngày"))
    last_number = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("số thứ tự trong ngày")
        verbose_name_plural = _("số thứ tự trong ngày")
        constraints = [
            models.UniqueConstraint(fields=["group", "day"], name="ticketnumber_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.day} {self.last_number}"


class Ticket(models.Model):
    """One number of one day: somebody who waits for a counter.

    ``call_order`` is the place of its first call among the day's calls, ``announced`` that of its
    latest. ``went_first`` says by which row it was called.
    """

    token = models.CharField(_("mã trang điện thoại"), max_length=32, unique=True)
    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="tickets"
    )
    day = models.DateField(_("ngày"))
    number = models.PositiveIntegerField(_("số"))
    code = models.CharField(_("số gọi"), max_length=8)
    priority = models.CharField(_("ưu tiên"), max_length=16, choices=Priority, blank=True)
    appointment = models.OneToOneField(
        Appointment,
        verbose_name=_("lịch hẹn"),
        on_delete=models.PROTECT,
        related_name="ticket",
        null=True,
        blank=True,
    )
    appointed_at = models.DateTimeField(_("giờ hẹn"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=TicketState, default=TicketState.WAITING
    )
    taken_at = models.DateTimeField(_("lấy số lúc"))
    waits_from = models.DateTimeField(
        _("tính chờ từ"), help_text=_("Giờ lấy số, nhưng không trước giờ mở cửa hay giờ hẹn.")
    )
    call_order = models.PositiveIntegerField(_("thứ tự gọi"), null=True, blank=True)
    announced = models.PositiveIntegerField(_("lần gọi gần nhất"), null=True, blank=True)
    went_first = models.BooleanField(_("được gọi trước"), default=False)
    called_at = models.DateTimeField(_("gọi lần đầu lúc"), null=True, blank=True)
    counter = models.ForeignKey(
        Counter,
        verbose_name=_("quầy"),
        on_delete=models.PROTECT,
        related_name="tickets",
        null=True,
        blank=True,
    )
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="hall_tickets",
        null=True,
        blank=True,
    )
    visit = models.ForeignKey(
        Visit,
        verbose_name=_("lượt tiếp nhận"),
        on_delete=models.SET_NULL,
        related_name="tickets",
        null=True,
        blank=True,
    )
    ended_at = models.DateTimeField(_("xong lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("số chờ")
        verbose_name_plural = _("số chờ")
        ordering = ["day", "taken_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "day", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["counter"],
                name="ticket_one_at_a_counter",
                condition=Q(state__in=sorted(AT_COUNTER)),
            ),
            models.CheckConstraint(
                name="ticket_state_is_known", condition=Q(state__in=TicketState.values)
            ),
            models.CheckConstraint(
                name="ticket_called_iff_in_order",
                condition=Q(call_order__isnull=True, called_at__isnull=True, counter__isnull=True)
                | Q(call_order__isnull=False, called_at__isnull=False, counter__isnull=False),
            ),
            models.CheckConstraint(
                name="ticket_waits_uncalled",
                condition=~Q(state=TicketState.WAITING) | Q(call_order__isnull=True),
            ),
        ]
        indexes = [
            # Serves calling, the board and the phone page.
            models.Index(name="ticket_of_day", fields=["group", "day", "state"]),
        ]

    def __str__(self) -> str:
        return self.code


class TicketEvent(models.Model):
    """One thing that happened to a ticket. Written once: waiting is counted from here."""

    ticket = models.ForeignKey(
        Ticket, verbose_name=_("số chờ"), on_delete=models.PROTECT, related_name="events"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    group = models.ForeignKey(
        ServiceGroup, verbose_name=_("nhóm"), on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("ngày"))
    act = models.CharField(_("việc"), max_length=16, choices=TicketAct)
    at = models.DateTimeField(_("lúc"))
    waits_from = models.DateTimeField(_("tính chờ từ"))
    counter_name = models.CharField(_("quầy"), max_length=40, blank=True)
    officer = models.ForeignKey(
        Officer,
        verbose_name=_("cán bộ"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("ghi nhận lúc"), editable=False)

    class Meta:
        verbose_name = _("diễn biến của số chờ")
        verbose_name_plural = _("diễn biến của số chờ")
        ordering = ["pk"]
        indexes = [
            # Serves the figures of waiting.
            models.Index(name="ticketevent_of_day", fields=["day", "act"]),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.act}"
