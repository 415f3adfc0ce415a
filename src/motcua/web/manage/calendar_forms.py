"""Shapes of what an administrator types about work calendars."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import (
    AfterHours,
    CalendarDay,
    CalendarHours,
    CalendarLayer,
    DayKind,
)
from motcua.web.formats import WEEKDAYS
from motcua.web.manage import fields

Day = date  # the form below has a field of that name
LONGEST_RUN: Final = 31  # days; a longer holiday is a slip of the year


class DayForm(forms.Form):
    """One special day, or a run of them when it is new."""

    date = fields.day(gettext_lazy("Ngày"), gettext_lazy("Xin ghi ngày."))
    last_date = fields.day(gettext_lazy("Đến hết ngày, khi nghỉ nhiều ngày"))
    kind = fields.choice(gettext_lazy("Ngày này"), DayKind.choices)
    title = fields.text(
        gettext_lazy("Tên gọi"),
        gettext_lazy("Xin ghi tên gọi, như “Tết Dương lịch”: người dân sẽ đọc tên này."),
        most=160,
        hint=gettext_lazy("Người dân đọc tên này trong phần “vì sao là ngày này”."),
    )
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"),
        gettext_lazy("Xin ghi căn cứ: văn bản nào quyết định ngày này."),
        hint=gettext_lazy("Số, ngày văn bản và điều khoản."),
    )
    status = fields.choice(gettext_lazy("Tình trạng"), CalendarDay.Status.choices)
    sessions = fields.sessions(
        gettext_lazy("Buổi làm việc hoặc tiếp nhận"),
        hint=gettext_lazy(
            "Chỉ ghi cho ngày làm bù hoặc chỉ tiếp nhận, như 07:30-11:30, 13:00-17:00."
        ),
    )
    replaces = fields.day(
        gettext_lazy("Làm bù cho ngày"),
        hint=gettext_lazy("Ngày nghỉ được làm bù; giờ làm lấy theo ngày đó nếu không ghi buổi."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse what the kind of day does not allow, at the field where it is mended."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("date"), cleaned.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", _("Ngày cuối đang trước ngày đầu. Xin xem lại."))
        elif first and last and (last - first).days >= LONGEST_RUN:
            self.add_error("last_date", _("Dài hơn một tháng. Xin xem lại năm và tháng."))
        self._check_kind(cleaned)
        return cleaned

    def _check_kind(self, cleaned: dict[str, Any]) -> None:
        kind, sessions = cleaned.get("kind"), cleaned.get("sessions")
        if kind == DayKind.HOLIDAY:
            cleaned["sessions"] = cleaned["replaces"] = None
        elif kind == DayKind.RECEPTION_ONLY and not sessions and "sessions" not in self.errors:
            self.add_error("sessions", _("Xin ghi các buổi tiếp nhận của ngày này."))
        elif kind == DayKind.MAKEUP and sessions is None and not cleaned.get("replaces"):
            self.add_error("replaces", _("Xin ghi ngày được làm bù, hoặc các buổi làm việc."))

    def days(self, layer: CalendarLayer, edited: CalendarDay | None) -> list[CalendarDay]:
        """Return the rows to write: the edited one, or one for each day of the run."""
        return [
            CalendarDay(
                pk=edited.pk if edited else None,
                layer=layer,
                date=on,
                kind=self.cleaned_data["kind"],
                title=self.cleaned_data["title"],
                legal_basis=self.cleaned_data["legal_basis"],
                status=self.cleaned_data["status"],
                sessions=self.cleaned_data["sessions"],
                replaces=self.cleaned_data["replaces"],
            )
            for on in self._dates(is_one=edited is not None)
        ]

    def _dates(self, *, is_one: bool) -> Iterator[Day]:
        on: Day = self.cleaned_data["date"]
        last = on if is_one else self.cleaned_data["last_date"] or on
        while on <= last:
            yield on
            on += timedelta(days=1)


def day_initial(day: CalendarDay | None) -> dict[str, Any]:
    """Return what the form shows of a day, or of a new one: mostly a confirmed holiday."""
    if day is None:
        return {"kind": DayKind.HOLIDAY, "status": CalendarDay.Status.CONFIRMED}
    return {
        "date": day.date,
        "kind": day.kind,
        "title": day.title,
        "legal_basis": day.legal_basis,
        "status": day.status,
        "sessions": fields.sessions_text(day.sessions),
        "replaces": day.replaces,
    }


class HoursForm(fields.LastDayMixin):
    """The sessions of an ordinary week, and those only for reception."""

    valid_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày áp dụng."))
    valid_to = fields.day(gettext_lazy("Đến hết ngày"))
    legal_basis = fields.text(gettext_lazy("Căn cứ"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(WEEKDAYS):
            title = str(name)[0].upper() + str(name)[1:]
            self.fields[f"work_{number}"] = fields.sessions(title)
            self.fields[f"reception_{number}"] = fields.sessions(
                _("%(weekday)s, chỉ tiếp nhận") % {"weekday": title}
            )

    def clean(self) -> dict[str, Any]:
        """Refuse hours that say nothing."""
        cleaned = super().clean()
        if not self.errors and not (self.weekdays("work") or self.weekdays("reception")):
            raise ValidationError(_("Chưa ghi giờ của thứ nào. Xin ghi ít nhất một thứ."))
        return cleaned

    def weekdays(self, kind: str) -> dict[str, list[list[str]]]:
        """Return the sessions that were typed, by weekday; the others are the level above's."""
        typed = {str(n): self.cleaned_data.get(f"{kind}_{n}") for n in range(len(WEEKDAYS))}
        return {weekday: found for weekday, found in typed.items() if found is not None}

    def hours(self, layer: CalendarLayer, edited: CalendarHours | None) -> CalendarHours:
        """Return the row to write."""
        return CalendarHours(
            pk=edited.pk if edited else None,
            layer=layer,
            valid_from=self.cleaned_data["valid_from"],
            valid_to=self.cleaned_data["valid_to"],
            legal_basis=self.cleaned_data["legal_basis"],
            weekdays=self.weekdays("work"),
            reception_only=self.weekdays("reception"),
        )


def hours_initial(hours: CalendarHours) -> dict[str, Any]:
    """Return what the form of existing hours shows."""
    typed = {
        f"{kind}_{weekday}": fields.sessions_text(sessions)
        for kind, stored in (("work", hours.weekdays), ("reception", hours.reception_only))
        for weekday, sessions in stored.items()
    }
    return {
        "valid_from": hours.valid_from,
        "valid_to": hours.valid_to,
        "legal_basis": hours.legal_basis,
        **typed,
    }


class RulesForm(forms.Form):
    """What a layer says beside days and hours."""

    name = fields.text(gettext_lazy("Tên lịch"), gettext_lazy("Xin ghi tên lịch."), most=200)
    after_hours = fields.choice(
        gettext_lazy("Hồ sơ nhận sau giờ làm việc"),
        [("", gettext_lazy("Theo lịch cấp trên")), *AfterHours.choices],
        required=False,
    )
    after_hours_basis = fields.text(
        gettext_lazy("Căn cứ của quy tắc này"),
        hint=gettext_lazy("Bắt buộc khi tính từ buổi làm việc kế tiếp."),
    )
    standard_day_minutes = fields.whole_number(
        gettext_lazy("Ngày làm việc chuẩn (phút)"),
        least=60,
        most=1440,
        hint=gettext_lazy("Để trống: theo lịch cấp trên. Tám giờ là 480 phút."),
    )
    published_years = fields.text(
        gettext_lazy("Các năm đã công bố lịch nghỉ"),
        hint=gettext_lazy("Như 2025, 2026. Ngày hẹn rơi vào năm khác sẽ kèm lời cảnh báo."),
    )

    def clean_published_years(self) -> list[int]:
        """Return the years as numbers."""
        typed = re.split(r"[\s,;]+", self.cleaned_data["published_years"].strip())
        years = [year for year in typed if year]
        wrong = [year for year in years if not re.fullmatch(r"20\d\d", year)]
        if wrong:
            raise ValidationError(
                _("“%(year)s” không phải là năm. Xin ghi như 2025, 2026.") % {"year": wrong[0]}
            )
        return sorted({int(year) for year in years})

    def clean(self) -> dict[str, Any]:
        """Ask for the basis where the rule needs one."""
        cleaned = super().clean() or {}
        if cleaned.get("after_hours") == AfterHours.NEXT_SESSION and not cleaned.get(
            "after_hours_basis"
        ):
            self.add_error(
                "after_hours_basis", _("Xin ghi văn bản cho phép tính từ buổi làm việc kế tiếp.")
            )
        return cleaned


def rules_initial(layer: CalendarLayer) -> dict[str, Any]:
    """Return what the form of a layer's rules shows."""
    return {
        "name": layer.name,
        "after_hours": layer.after_hours,
        "after_hours_basis": layer.after_hours_basis,
        "standard_day_minutes": layer.standard_day_minutes,
        "published_years": ", ".join(str(year) for year in layer.published_years),
    }


class LayerForm(forms.Form):
    """Whose calendar is begun: a province's or an agency's, by code."""

    place = fields.text(
        gettext_lazy("Mã cơ quan hoặc mã tỉnh"),
        gettext_lazy("Xin ghi mã cơ quan, như H06.25.03, hoặc mã tỉnh, như 77."),
        most=35,
        hint=gettext_lazy("Chỉ lập khi nơi này làm việc khác lịch cấp trên."),
    )
