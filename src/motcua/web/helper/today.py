"""A helper's shift of today: saying that one came, and writing sessions with a few taps."""

import uuid
from collections import Counter
from datetime import datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.guidance.models import Assignment, GuidanceSession, ProgrammeVersion
from motcua.guidance.selectors import current_shift, programme_for, sessions_of_day
from motcua.guidance.services.rosters import attend as note_attendance
from motcua.guidance.services.sessions import Told, record_session, void_session
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web import errors
from motcua.web.access import HelperRequest, helper
from motcua.web.helper.forms import CodeForm, SessionForm
from motcua.web.languages.told import joined
from motcua.web.throttle import Throttle, client_address

throttle = Throttle()
MANY: Final = 5
"""So many sessions are listed; the others are counted."""


@helper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HelperRequest) -> HttpResponse:
    """Show the shift and the form; write a session."""
    at = clock.now()
    version = programme_for(request.helper.agency_id, clock.day_of(at))
    if version is None:
        return _page(request, None, CodeForm(), at=at)
    written = sessions_of_day(request.helper.helper_id, clock.day_of(at))
    if request.method != "POST":
        form = SessionForm(None, version=version, on=clock.day_of(at), initial=_as_before(written))
        return _page(request, form, CodeForm(), at=at, written=written)
    form = SessionForm(request.POST, version=version, on=clock.day_of(at))
    if form.is_valid():
        try:
            record_session(Told(**form.cleaned_data), helper=request.helper, at=at)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã ghi. Cảm ơn ông/bà."))
            return redirect("helper:home")
    return _page(request, form, CodeForm(), at=at, written=written)


@helper
@require_POST
def attend(request: HelperRequest) -> HttpResponse:
    """Say that one came, with the code that stands on the desk's screen."""
    at = clock.now()
    # One of some thousand codes: nobody may try them all within a shift.
    if not throttle.admits(client_address(request), at, settings.SIGN_INS_PER_MINUTE):
        return errors.too_many(request)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            row = note_attendance(request.helper.helper_id, form.cleaned_data["code"], at=at)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            messages.success(
                request,
                _("Đã ghi có mặt, %(words)s.") % {"words": punctual_words(row.minutes_late)},
            )
            return redirect("helper:home")
    return _page(request, _empty_form(request, at), form, at=at)


@helper
@require_POST
def void(request: HelperRequest, ref: uuid.UUID) -> HttpResponse:
    """Take back what one wrote by mistake today."""
    try:
        void_session(ref, helper=request.helper, reason=_("Ghi nhầm"), at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã bỏ lượt đó."))
    return redirect("helper:home")


def punctual_words(minutes_late: int) -> str:
    """Return how late or early somebody came."""
    if minutes_late > 0:
        return _("trễ %(n)d phút") % {"n": minutes_late}
    if minutes_late < 0:
        return _("sớm %(n)d phút") % {"n": -minutes_late}
    return _("đúng giờ")


def _empty_form(request: HelperRequest, at: datetime) -> SessionForm | None:
    on = clock.day_of(at)
    version = programme_for(request.helper.agency_id, on)
    if version is None:
        return None
    written = sessions_of_day(request.helper.helper_id, on)
    return SessionForm(None, version=version, on=on, initial=_as_before(written))


def _as_before(written: list[GuidanceSession]) -> dict[str, Any]:
    """Return what is ticked already: whoever teaches one thing teaches it again."""
    chosen: dict[str, Any] = {"ref": uuid.uuid4(), "minutes": "10"}
    if written:
        chosen |= {
            "topics": written[0].topics,
            "outcomes": written[0].outcomes,
            "minutes": str(written[0].minutes),
        }
    return chosen


def _page(
    request: HelperRequest,
    form: SessionForm | None,
    code_form: CodeForm,
    *,
    at: datetime,
    written: list[GuidanceSession] | None = None,
) -> HttpResponse:
    helper_id, on = request.helper.helper_id, clock.day_of(at)
    held = current_shift(helper_id, at)
    rows = written if written is not None else sessions_of_day(helper_id, on)
    refused: list[forms.Form] = [one for one in (form, code_form) if one and one.errors]
    version = programme_for(request.helper.agency_id, on)
    context: dict[str, Any] = {
        "log": form,
        "code_form": code_form,
        "form": refused[0] if refused else None,
        "today": on,
        "held": held,
        "has_come": held is not None and hasattr(held, "attendance"),
        "beside": _beside(held),
        "written": [_line(one, version) for one in rows[:MANY]],
        "count": len(rows),
        "more": max(0, len(rows) - MANY),
    }
    return render(request, "helper/today.html", context, status=422 if refused else 200)


def _beside(held: Assignment | None) -> list[str]:
    """Return who stands in the same shift, each with their force."""
    if held is None:
        return []
    others = held.shift.assignments.exclude(pk=held.pk).select_related("helper__force")
    return [f"{one.helper.full_name} ({one.helper.force.name})" for one in others]


def _line(session: GuidanceSession, version: ProgrammeVersion | None) -> dict[str, Any]:
    labels = {one.id: one.label for one in version.topic_items} if version else {}
    counted = Counter(labels.get(topic, topic) for topic in session.topics)
    return {"session": session, "words": joined(", ", counted)}
