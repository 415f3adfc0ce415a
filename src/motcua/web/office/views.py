"""Lists that an officer comes back to: the filters of the work list, kept under a name."""

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.models import SavedView
from motcua.kernel import clock
from motcua.web.access import StaffRequest, requires
from motcua.web.office import narrowing

MOST_VIEWS: Final = 12
"""More would no longer be a short way to anything."""
_LONGEST_NAME: Final = 60


def own_views(actor: Actor) -> QuerySet[SavedView]:
    """Return the lists that an officer keeps; those of nobody else."""
    return SavedView.objects.filter(officer_id=actor.officer_id or 0)


@requires(*STEP_ROLES)
@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep the filters under a name; the same name again replaces what it stood for."""
    values = narrowing.parsed(request.POST.get("query", "")[:500])
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:_LONGEST_NAME]
    views = own_views(request.actor)
    if not name:
        messages.error(request, _("Xin đặt tên cho danh sách muốn lưu."))
    elif not values:
        messages.error(request, _("Xin chọn bộ lọc trước rồi lưu."))
    elif views.exclude(name=name).count() >= MOST_VIEWS:
        messages.error(
            request,
            _("Đã có %(most)d danh sách. Xin xóa bớt rồi lưu.") % {"most": MOST_VIEWS},
        )
    else:
        views.update_or_create(
            officer_id=request.actor.officer_id or 0,
            name=name,
            defaults={"query": urlencode(values), "saved_at": clock.now()},
        )
        messages.success(request, _("Đã lưu danh sách “%(name)s”.") % {"name": name})
    return redirect(narrowing.address(values))


@requires(*STEP_ROLES)
@require_POST
def drop(request: StaffRequest) -> HttpResponse:
    """Forget one's list of that name."""
    name = request.POST.get("name", "").replace("\x00", "")[:_LONGEST_NAME]
    gone, _by_model = own_views(request.actor).filter(name=name).delete()
    if gone:
        messages.success(request, _("Đã xóa danh sách “%(name)s”.") % {"name": name})
    return redirect(narrowing.address(narrowing.parsed(request.POST.get("query", "")[:500])))
