"""How dossier codes are written, with an example before anything is kept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies.models import Agency
from motcua.dossiers.codes import DEFAULT_PATTERN
from motcua.dossiers.models import CodePattern
from motcua.dossiers.services.numbering import (
    PatternError,
    end_pattern,
    example_code,
    set_pattern,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.people_forms import agency_by_code

_EXAMPLE_AGENCY = "H06.25.03"


class PatternForm(fields.LastDayMixin):
    """A pattern, where and when."""

    pattern = fields.text(
        gettext_lazy("Mẫu mã"),
        gettext_lazy("Xin ghi mẫu mã."),
        most=80,
        hint=gettext_lazy(
            "Phải có {agency}, {yy} hoặc {yyyy}, {mm}, {dd} và {number} hoặc {number:04}."
        ),
    )
    agency = fields.text(
        gettext_lazy("Mã cơ quan"), most=35, hint=gettext_lazy("Để trống: mọi cơ quan.")
    )
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định cách đánh mã.")
    )
    valid_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày."))
    valid_to = fields.day(
        gettext_lazy("Đến hết ngày"), hint=gettext_lazy("Để trống: đến khi có thay đổi.")
    )

    def clean_agency(self) -> Agency | None:
        """Return the agency, or None for everywhere."""
        code = self.cleaned_data["agency"].strip()
        return agency_by_code(code) if code else None


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def patterns(request: StaffRequest) -> HttpResponse:
    """Show the patterns with an example of each; try a new one, then keep it."""
    today = clock.today()
    form = PatternForm(
        request.POST or None, initial={"pattern": DEFAULT_PATTERN, "valid_from": today}
    )
    example = ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        code = typed["agency"].code if typed["agency"] else _EXAMPLE_AGENCY
        try:
            example = example_code(typed["pattern"], code, typed["valid_from"])
            if request.POST.get("do") == "save":
                set_pattern(actor=request.actor, **typed)
                messages.success(request, _("Đã lưu. Mã đã cấp không đổi."))
                return redirect("manage:patterns")
        except PatternError as error:
            form.add_error("pattern", str(error))
        except DomainError as error:
            form.add_error("valid_from", str(error))
    rows = CodePattern.objects.select_related("agency").order_by("agency__code", "-valid_from")
    context = {
        "rows": [(row, _example_of(row)) for row in rows],
        "default": example_code(DEFAULT_PATTERN, _EXAMPLE_AGENCY, today),
        "form": form,
        "example": example,
        "today": today,
    }
    return render(request, "manage/patterns.html", context, status=422 if form.errors else 200)


def _example_of(row: CodePattern) -> str:
    code = row.agency.code if row.agency else _EXAMPLE_AGENCY
    try:
        return example_code(row.pattern, code, row.valid_from)
    except PatternError as error:
        return str(error)


@changes
@require_POST
def pattern_end(request: StaffRequest, pattern_id: int) -> HttpResponse:
    """End a pattern on the day given."""
    row = get_object_or_404(CodePattern, pk=pattern_id)
    try:
        last_day = fields.day_typed(request.POST.get("last_day", ""))
        end_pattern(row, last_day, actor=request.actor)
    except ValidationError:
        messages.error(request, _("Ngày kết thúc không có thật. Xin ghi lại."))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã kết thúc mẫu mã."))
    return redirect("manage:patterns")
