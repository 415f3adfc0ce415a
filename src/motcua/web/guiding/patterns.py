"""The shifts of an ordinary week: hours, weekdays, how many people, of which forces."""

from datetime import time
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.guidance.models import Force, ShiftPattern
from motcua.guidance.policies import organised_by
from motcua.guidance.services import rosters
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.formats import WEEKDAYS
from motcua.web.guiding.room import desk_asked, organises, tabs
from motcua.web.languages.told import joined
from motcua.web.manage import fields

MOST_PEOPLE: Final = 20
_TIMES: Final = ("%H:%M", "%Hh%M", "%Hh")


def _time(label: fields.Words) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=list(_TIMES),
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Xin ghi giờ, như 07:30."),
            "invalid": gettext_lazy("Xin ghi giờ như 07:30."),
        },
    )


class PatternForm(forms.Form):
    """One shift of the week."""

    name = fields.text(
        gettext_lazy("Tên ca"), gettext_lazy("Xin ghi tên ca, như Ca sáng."), most=40
    )
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("Các thứ trong tuần"),
        choices=[(str(number), str(WEEKDAYS[number])) for number in range(7)],
        error_messages={
            "required": gettext_lazy("Xin chọn ít nhất một thứ."),
            "invalid_choice": gettext_lazy("Xin chọn lại các thứ."),
        },
    )
    begins = _time(gettext_lazy("Từ"))
    ends = _time(gettext_lazy("Đến"))
    least = fields.whole_number(
        gettext_lazy("Ít nhất mấy người"),
        gettext_lazy("Xin ghi số người."),
        least=1,
        most=MOST_PEOPLE,
    )

    def __init__(self, data: Any = None, *, forces: list[Force], row: ShiftPattern | None) -> None:
        initial: dict[str, Any] = {
            "weekdays": [str(number) for number in range(5)],
            "begins": time(7, 30),
            "ends": time(11, 30),
            "least": 1,
        }
        if row is not None:
            names = ("name", "begins", "ends", "least")
            initial = {name: getattr(row, name) for name in names}
            initial["weekdays"] = [str(number) for number in row.weekdays]
            initial |= {f"force_{key}": least for key, least in row.least_of.items()}
        super().__init__(data, initial=initial, auto_id="o-%s")
        self.forces = forces
        for force in forces:
            self.fields[f"force_{force.pk}"] = fields.whole_number(force.name, most=MOST_PEOPLE)

    @property
    def force_fields(self) -> list[forms.BoundField]:
        """Return one field for each force."""
        return [self[f"force_{force.pk}"] for force in self.forces]

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be written."""
        typed = self.cleaned_data
        least_of = {str(one.pk): typed[f"force_{one.pk}"] for one in self.forces}
        return {
            "name": typed["name"],
            "weekdays": sorted(int(number) for number in typed["weekdays"]),
            "begins": typed["begins"],
            "ends": typed["ends"],
            "least": typed["least"],
            "least_of": {key: least for key, least in least_of.items() if least},
        }


@organises
@require_safe
def patterns(request: StaffRequest) -> HttpResponse:
    """List the shifts of the week."""
    desk, desks = desk_asked(request)
    forces = dict(Force.objects.filter(agency=desk.agency).values_list("pk", "name"))
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "desk": desk,
        "desks": desks,
        "rows": [
            {
                "row": row,
                "days": joined(", ", (WEEKDAYS[number] for number in row.weekdays)),
                "of": [
                    f"{forces[int(key)]} {least}"
                    for key, least in row.least_of.items()
                    if int(key) in forces
                ],
            }
            for row in desk.shift_patterns.all()
        ],
    }
    return render(request, "guiding/patterns.html", context)


@organises
@require_http_methods(["GET", "HEAD", "POST"])
def pattern(request: StaffRequest, pattern_id: int | None = None) -> HttpResponse:
    """Add a shift of the week, or change one."""
    if pattern_id is None:
        desk, _desks = desk_asked(request)
        row = None
    else:
        row = _pattern(request, pattern_id)
        desk = row.desk
    forces = list(Force.objects.filter(agency=desk.agency_id, is_active=True))
    form = PatternForm(request.POST if request.method == "POST" else None, forces=forces, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            rosters.save_pattern(row or ShiftPattern(desk=desk), form.values, actor=request.actor)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã lưu. Các tuần đã lập không đổi."))
            return redirect("guiding:patterns")
    context = {"form": form, "row": row, "desk": desk, "tabs": tabs(request)}
    return render(request, "guiding/pattern.html", context, status=422 if form.errors else 200)


@organises
@require_POST
def remove(request: StaffRequest, pattern_id: int) -> HttpResponse:
    """Have a shift no more in weeks to come."""
    rosters.remove_pattern(_pattern(request, pattern_id), actor=request.actor)
    messages.success(request, _("Đã bỏ ca này khỏi các tuần tới."))
    return redirect("guiding:patterns")


def _pattern(request: StaffRequest, pattern_id: int) -> ShiftPattern:
    row = ShiftPattern.objects.select_related("desk__agency").filter(
        pk=pattern_id, desk__agency__in=organised_by(request.actor)
    )
    found = row.first()
    if found is None:
        raise Http404
    return found
