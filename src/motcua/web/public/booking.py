"""Booking an appointment: where, what for, which day and hour, who; seeing and changing it."""

from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any, Final

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from markupsafe import Markup

from motcua.configuration.features import Feature
from motcua.hall import selectors
from motcua.hall.lifecycle import AppointmentState
from motcua.hall.models import Appointment, Hall, ServiceGroup
from motcua.hall.policies import access_appointment, access_hall
from motcua.hall.services.booking import Guest, book, cancel, move, release_at
from motcua.hall.services.messages import appointment_url
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.citizens import Citizen
from motcua.people.models import Person
from motcua.procedures.models import Procedure
from motcua.web import errors
from motcua.web.access import public
from motcua.web.desk.typed import NameField, PhoneField
from motcua.web.formats import weekday_day
from motcua.web.switching import closed_page, sentence_of, stops_when_off
from motcua.web.throttle import Throttle, client_address

BOOKINGS_A_MINUTE: Final = 10
_HOUR: Final = "%Y-%m-%dT%H:%M"
throttle = Throttle()


class BookingForm(forms.Form):
    """The hour, and who comes."""

    hour = forms.ChoiceField(
        label=gettext_lazy("Giờ đến"),
        error_messages={
            "required": gettext_lazy("Xin chọn giờ đến."),
            "invalid_choice": gettext_lazy("Giờ này vừa có người đặt. Xin chọn giờ khác."),
        },
    )
    name = NameField(
        label=gettext_lazy("Họ và tên"),
        max_length=120,
        error_messages={"required": gettext_lazy("Xin ghi họ và tên người đến.")},
    )
    phone = PhoneField(
        label=gettext_lazy("Điện thoại"),
        max_length=32,
        error_messages={"required": gettext_lazy("Xin ghi số điện thoại để chúng tôi báo tin.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        help_text=gettext_lazy("Để nhận mã hẹn và lời nhắc chiều hôm trước."),
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )


class MoveForm(forms.Form):
    """Another hour."""

    hour = forms.ChoiceField(
        label=gettext_lazy("Giờ mới"),
        error_messages={
            "required": gettext_lazy("Xin chọn giờ mới."),
            "invalid_choice": gettext_lazy("Giờ này vừa có người đặt. Xin chọn giờ khác."),
        },
    )


@public
@require_safe
@stops_when_off(Feature.APPOINTMENTS)
def desks(request: HttpRequest) -> HttpResponse:
    """Offer the desks at which one may book."""
    today = clock.today()
    procedure = _procedure(request)
    context = {
        "halls": selectors.bookable_halls(today),
        "procedure": procedure,
        "query": {"thu-tuc": procedure.code} if procedure else {},
    }
    return render(request, "public/booking.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def desk(request: HttpRequest, desk_code: str) -> HttpResponse:
    """Offer what for, which day and which hour; book when all is chosen."""
    at = clock.now()
    hall = access_hall(desk_code, clock.day_of(at))
    if sentence := sentence_of(request, Feature.APPOINTMENTS, hall.desk.agency_id):
        return closed_page(request, Feature.APPOINTMENTS, sentence)
    procedure = _procedure(request)
    groups = [g for g in selectors.active_groups(hall) if selectors.free_days(g, at)]
    group = _group(request, groups, procedure)
    days = selectors.free_days(group, at) if group else []
    day = _day(request.GET.get("ngay", ""), days)
    form = _form(request, group, day, at)
    if group is not None and form is not None and form.is_bound and form.is_valid():
        if not throttle.admits(client_address(request), at, BOOKINGS_A_MINUTE):
            return errors.too_many(request)
        guest = _guest(request, form.cleaned_data)
        starts_at = _instant(form.cleaned_data["hour"])
        try:
            made = book(group, starts_at, guest, at=at, procedure=procedure)
        except DomainError as error:
            form.add_error("hour", str(error))
        else:
            return redirect("public:appointment", made.token)
    context = {
        "hall": hall,
        "procedure": procedure,
        "groups": [_chip(hall, one, group, procedure) for one in groups],
        "group": group,
        "days": _day_chips(hall, group, days, day, procedure) if group else [],
        "day": day,
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "public/booking_desk.html", context, status=status)


@public
@require_safe
@never_cache
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    """Show an appointment to whoever has its address."""
    at = clock.now()
    found = access_appointment(token)
    address = appointment_url(found.token)
    picture = segno.make_qr(address, error="m").svg_inline(scale=5)
    context = {
        "appointment": found,
        "state": AppointmentState(found.state),
        "hall": found.slot.group.hall,
        "may_change": found.state == AppointmentState.BOOKED and found.slot.ends_at > at,
        "kept_until": release_at(found),
        "picture": Markup(picture),  # noqa: S704, made here of nothing but squares
        "ticket": getattr(found, "ticket", None),
    }
    return render(request, "public/appointment.html", context)


@public
@require_POST
def cancel_one(request: HttpRequest, token: str) -> HttpResponse:
    """Give the place back."""
    found = access_appointment(token)
    try:
        cancel(found, at=clock.now())
    except DomainError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Đã hủy lịch hẹn. Cảm ơn ông/bà đã nhường chỗ."))
    return redirect("public:appointment", token)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def move_one(request: HttpRequest, token: str) -> HttpResponse:
    """Offer other days and hours of the same group; take the one chosen."""
    at = clock.now()
    found = access_appointment(token)
    group = found.slot.group
    if sentence := sentence_of(request, Feature.APPOINTMENTS, group.hall.desk.agency_id):
        messages.info(request, sentence)
        return redirect("public:appointment", token)
    if found.state != AppointmentState.BOOKED or found.slot.ends_at <= at:
        messages.info(request, _("Lịch hẹn này không đổi được nữa."))
        return redirect("public:appointment", token)
    days = selectors.free_days(group, at)
    day = _day(request.GET.get("ngay", ""), days)
    form = None
    if day is not None:
        form = MoveForm(request.POST if request.method == "POST" else None)
        _offer(form, group, day, at)
        if form.is_bound and form.is_valid():
            try:
                move(found, _instant(form.cleaned_data["hour"]), at=at)
            except DomainError as error:
                form.add_error("hour", str(error))
            else:
                messages.success(request, _("Đã đổi giờ hẹn."))
                return redirect("public:appointment", token)
    address = reverse("public:appointment-move", args=[token])
    context = {
        "appointment": found,
        "days": [
            _day_chip(f"{address}?ngay={one:%Y-%m-%d}", one, left, day) for one, left in days
        ],
        "day": day,
        "form": form,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "public/appointment_move.html", context, status=status)


@public
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """Hand the appointment out as a file that calendars take in."""
    del request
    found = access_appointment(token)
    response = HttpResponse(_icalendar(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lich-hen-{found.code}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _icalendar(found: Appointment) -> str:
    """Return RFC 5545 text; instants in UTC, so that no time zone need be told."""
    place = found.slot.group.hall.desk
    starts_at = found.slot.starts_at
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mot Cua//Lich hen//VI",
        "BEGIN:VEVENT",
        f"UID:{found.code}@mot-cua",
        f"DTSTAMP:{_utc(found.booked_at)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(found.slot.ends_at)}",
        f"SUMMARY:{_escaped(_('Hẹn tại %(desk)s') % {'desk': place.name})}",
        f"LOCATION:{_escaped(place.address or place.name)}",
        f"DESCRIPTION:{_escaped(_('Mã hẹn %(code)s') % {'code': found.code})}",
        f"URL:{appointment_url(found.token)}",
        "STATUS:" + ("CANCELLED" if found.state == AppointmentState.CANCELLED else "CONFIRMED"),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def _procedure(request: HttpRequest) -> Procedure | None:
    code = request.GET.get("thu-tuc", "").replace("\x00", "")[:40]
    return Procedure.objects.filter(code=code, is_active=True).first() if code else None


def _group(
    request: HttpRequest, groups: list[ServiceGroup], procedure: Procedure | None
) -> ServiceGroup | None:
    """Return the group that the address names, else the procedure's, else the only one."""
    wanted = request.GET.get("nhom", "")
    named = next((one for one in groups if one.letter == wanted), None)
    if named is not None:
        return named
    if procedure is not None:
        return selectors.group_for(groups, procedure)
    return groups[0] if len(groups) == 1 else None


def _day(typed: str, days: list[tuple[date, int]]) -> date | None:
    return next((day for day, _left in days if f"{day:%Y-%m-%d}" == typed), None)


def _form(
    request: HttpRequest, group: ServiceGroup | None, day: date | None, at: datetime
) -> BookingForm | None:
    if group is None or day is None:
        return None
    form = BookingForm(request.POST if request.method == "POST" else None, initial=_known(request))
    _offer(form, group, day, at)
    return form


def _offer(form: forms.Form, group: ServiceGroup, day: date, at: datetime) -> None:
    """Let ``form`` have the hours of ``day`` that are free now."""
    field = form.fields["hour"]
    if not isinstance(field, forms.ChoiceField):
        raise ValidationError("no field of hours")
    field.choices = [
        (
            f"{one.span.starts_at:{_HOUR}}",
            _("%(from)s đến %(to)s, còn %(left)d chỗ")
            % {
                "from": f"{one.span.starts_at:%H:%M}",
                "to": f"{one.span.ends_at:%H:%M}",
                "left": one.left,
            }
            + (_(" (đang diễn ra)") if one.is_running else ""),
        )
        for one in selectors.free_slots(group, day, at)
    ]


def _known(request: HttpRequest) -> dict[str, str]:
    citizen: Citizen | None = getattr(request, "citizen", None)
    if citizen is None:
        return {}
    person = Person.objects.get(pk=citizen.person_id)
    return {"name": person.full_name, "phone": person.phone, "email": person.email}


def _guest(request: HttpRequest, typed: dict[str, Any]) -> Guest:
    citizen: Citizen | None = getattr(request, "citizen", None)
    return Guest(
        name=typed["name"],
        phone=typed["phone"],
        email=typed["email"],
        person_id=citizen.person_id if citizen else None,
    )


def _instant(typed: str) -> datetime:
    return datetime.strptime(typed, _HOUR).replace(tzinfo=clock.VIETNAM)


def _address(hall: Hall, procedure: Procedure | None, **query: str) -> str:
    named = {"thu-tuc": procedure.code} if procedure else {}
    return reverse("public:booking-desk", args=[hall.desk.code], query={**query, **named} or None)


def _chip(
    hall: Hall, one: ServiceGroup, chosen: ServiceGroup | None, procedure: Procedure | None
) -> dict[str, Any]:
    return {
        "label": one.name,
        "url": _address(hall, procedure, nhom=one.letter),
        "is_current": chosen is not None and one.pk == chosen.pk,
        "count": None,
        "icon": "",
    }


def _day_chips(
    hall: Hall,
    group: ServiceGroup,
    days: list[tuple[date, int]],
    chosen: date | None,
    procedure: Procedure | None,
) -> list[dict[str, Any]]:
    return [
        _day_chip(
            _address(hall, procedure, nhom=group.letter, ngay=f"{day:%Y-%m-%d}"), day, left, chosen
        )
        for day, left in days
    ]


def _day_chip(address: str, day: date, left: int, chosen: date | None) -> dict[str, Any]:
    return {
        "label": weekday_day(day),
        "url": address,
        "is_current": day == chosen,
        "count": left,
        "icon": "",
    }
