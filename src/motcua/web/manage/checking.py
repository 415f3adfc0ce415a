"""Is everything wired: what the command ``motcua check`` says, as a page."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.conf.version import version
from motcua.kernel import clock
from motcua.reference.everything import look_at_everything
from motcua.reference.findings import Grade
from motcua.web.access import StaffRequest
from motcua.web.manage.access import reads

_GRADES: Final = (Grade.BAD, Grade.WARNING, Grade.GOOD)


@reads
@require_safe
def everything(request: StaffRequest) -> HttpResponse:
    """Look at everything now and show it, the worst first. Writes nothing."""
    at = clock.now()
    found = look_at_everything(at=at)
    headings = {
        Grade.BAD: _("Phải sửa"),
        Grade.WARNING: _("Nên xem"),
        Grade.GOOD: _("Tốt"),
    }
    groups = [
        (grade.value, headings[grade], [one for one in found if one.grade is grade])
        for grade in _GRADES
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "at": at,
        "version": version(),
        "counts": {grade.value: sum(one.grade is grade for one in found) for grade in Grade},
    }
    return render(request, "manage/checking.html", context)
