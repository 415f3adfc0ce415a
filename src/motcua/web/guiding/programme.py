"""The programme of a unit: topics and outcomes, as rows; saving makes the next version."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.guidance.programmes import LABELS, Item, ProgrammeError, Skill, checked_items
from motcua.guidance.selectors import programme_for
from motcua.guidance.services.people import publish_programme
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.guiding.room import desk_asked, organises, tabs

EMPTY_ROWS: Final = 2
_LISTS: Final = {"topics": _("nội dung hướng dẫn"), "outcomes": _("việc tự làm được")}
SKILLS: Final = [(skill.value, LABELS[skill]) for skill in Skill]


@organises
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: StaffRequest) -> HttpResponse:
    """Show the programme in force; write the next version, from today on."""
    desk, desks = desk_asked(request)
    today = clock.today()
    found = programme_for(desk.agency_id, today)
    form = forms.Form(request.POST or None)
    rows = {
        "topics": _stored(found.topic_items if found else []),
        "outcomes": _stored(found.outcome_items if found else []),
    }
    if request.method == "POST":
        rows = {name: _posted(request.POST, name) for name in _LISTS}
        items: dict[str, list[Item]] = {}
        for name, what in _LISTS.items():
            try:
                items[name] = checked_items(rows[name], str(what))
            except ProgrammeError as error:
                form.add_error(None, str(error))
        if form.is_valid():
            publish_programme(
                desk.agency,
                topics=items["topics"],
                outcomes=items["outcomes"],
                valid_from=today,
                actor=request.actor,
                at=clock.now(),
            )
            messages.success(request, _("Đã có bản mới, dùng từ hôm nay. Lượt cũ giữ bản cũ."))
            return redirect("guiding:programme")
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "desk": desk,
        "desks": desks,
        "found": found,
        "is_own": found is not None and found.programme.agency_id == desk.agency_id,
        "lists": [
            (name, what, rows[name] + [("", "", Skill.OTHER.value)] * EMPTY_ROWS)
            for name, what in _LISTS.items()
        ],
        "skills": SKILLS,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "guiding/programme.html", context, status=status)


def _stored(items: list[Item]) -> list[tuple[str, str, str]]:
    return [(one.id, one.label, one.skill.value) for one in items]


def _posted(data: QueryDict, name: str) -> list[tuple[str, str, str]]:
    """Return the rows that say something; a kind that nobody knows is another kind."""
    columns = (data.getlist(f"{name}_{part}") for part in ("id", "label", "skill"))
    known = {skill.value for skill in Skill}
    return [
        (key[:40], label, skill if skill in known else Skill.OTHER.value)
        for key, label, skill in zip(*columns, strict=False)
        if label.strip()
    ]
