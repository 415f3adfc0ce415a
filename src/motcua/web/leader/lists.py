"""The lists behind a head's figures, and giving steps to others from there."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers import workload
from motcua.dossiers.days import end_of_day
from motcua.dossiers.extensions import apologies_to_sign
from motcua.dossiers.lifecycle import OPEN_STATES, State
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.selectors import rows_after
from motcua.dossiers.services.bulk import BulkReport, do_many
from motcua.dossiers.services.steps import assign_step
from motcua.dossiers.stuck import Stuck, stuck
from motcua.dossiers.workload import LEADING, PAGE, Urgency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.answer_times import answer_time, with_beginning
from motcua.web.context import stamp_of
from motcua.web.desk.handing import next_address, place_from
from motcua.web.languages.told import joined
from motcua.web.leader.filters import ALL, NOBODY, PAUSED, UNRECEIVED, Filters, within
from motcua.web.office.urgency import not_running_words, standing

APOLOGIES: Final = "xin-loi"
RESULTS: Final = "ket-qua"
LODGED: Final = "nop-den"
_ROW: Final = re.compile(r"([0-9]{1,18})\.([0-9]{1,5})\.([0-9]{1,9})", re.ASCII)
_LONGEST: Final = 9
"""Digits of an officer's number."""
_UNDATED: Final = (PAUSED, UNRECEIVED)
"""Of these most have no date; whatever has waited longest comes first."""


@requires(*LEADING)
@require_GET
@never_cache
def steps(request: StaffRequest) -> HttpResponse:
    """List open steps, and let them be given to others."""
    return _steps_page(request, Filters.from_query(request.GET))


@requires(*LEADING)
@require_POST
@never_cache
def assign(request: StaffRequest) -> HttpResponse:
    """Give the steps that were marked to one officer, or back to all who hold the role.

    One that somebody has done or given away meanwhile is left out, and the page says so.
    """
    filters = Filters.from_query(request.POST)
    chosen = [row for row in map(_chosen, request.POST.getlist("chon")) if row is not None]
    officer = request.POST.get("officer", "")
    if not chosen:
        return _refused(request, filters, _("Xin đánh dấu ít nhất một hồ sơ."))
    if not officer.isascii() or not officer.isdecimal():
        return _refused(request, filters, _("Xin chọn người nhận việc."))
    officer_id = None if officer == NOBODY else int(officer[:_LONGEST])
    try:
        report = _give(request, chosen, officer_id)
    except DomainError as error:
        return _refused(request, filters, str(error))
    told = _told(report, officer_id)
    if report.refused:
        return _refused(request, filters, told, report)
    messages.success(request, told)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else filters.address())


@dataclass(frozen=True, slots=True)
class Chosen:
    """One marked row: the dossier, and the step and holder that the page showed."""

    dossier_id: int
    order: int
    seen: int


def _chosen(text: str) -> Chosen | None:
    match = _ROW.fullmatch(text)
    return Chosen(*(int(part) for part in match.groups())) if match else None


def _give(request: StaffRequest, chosen: Sequence[Chosen], officer_id: int | None) -> BulkReport:
    at = clock.now()
    rows = {row.dossier_id: row for row in chosen}
    visible = Dossier.objects.filter(
        Exists(workload.in_hand(workload.led_by(request.actor)).filter(dossier_id=OuterRef("pk"))),
        pk__in=rows,
    )
    codes = [(dossier.pk, str(dossier)) for dossier in visible.order_by("due_at", "pk")]

    def give(dossier_id: int) -> object:
        row = rows[dossier_id]
        return assign_step(
            dossier_id,
            order=row.order,
            officer_id=officer_id,
            seen=row.seen,
            actor=request.actor,
            at=at,
        )

    report = do_many(codes, give)
    if not codes:
        report.refused.append(("", _("Các hồ sơ này không còn ở đơn vị. Xin tải lại trang.")))
    return report


def _told(report: BulkReport, officer_id: int | None) -> str:
    if not report.done:
        return _("Chưa giao được hồ sơ nào.")
    count = len(report.done)
    if officer_id is None:
        return ngettext("Đã giao chung %(num)d hồ sơ.", "Đã giao chung %(num)d hồ sơ.", count) % {
            "num": count
        }
    name = Officer.objects.values_list("full_name", flat=True).get(pk=officer_id)
    return ngettext(
        "Đã giao %(num)d hồ sơ cho %(name)s.", "Đã giao %(num)d hồ sơ cho %(name)s.", count
    ) % {"num": count, "name": name}


def _refused(
    request: StaffRequest, filters: Filters, sentence: str, report: BulkReport | None = None
) -> HttpResponse:
    context = {
        "problem": sentence,
        "refused": report.refused if report else [],
        "has_done": bool(report and report.done),
        "marked": set(request.POST.getlist("chon")),
        "chosen_officer": request.POST.get("officer", ""),
    }
    return _steps_page(request, filters, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _steps_page(
    request: StaffRequest,
    filters: Filters,
    extra: dict[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render the list: counts, a page of rows, and who they can be given to. Few queries."""
    at = clock.now()
    led = workload.led_by(request.actor)
    filters = within(led, filters)
    urgency = Urgency(at, end_of_day(at))
    held = filters.of_holder(workload.in_hand(led))
    counts = workload.counts(held, urgency)
    is_by_age = filters.urgency in _UNDATED
    page_of = workload.longest_open if is_by_age else workload.due_first
    rows = page_of(filters.of_urgency(held, urgency), place_from(request.GET))
    shown = rows[:PAGE]
    context = {
        "rows": [_step_row(step, at) for step in shown],
        "chips": filters.chips(counts),
        "filters": filters,
        "holder": _holder_words(filters),
        "everybody_url": Filters(urgency=filters.urgency).address(),
        "is_by_age": is_by_age,
        "undated": counts.all - _dated(held) if filters.urgency == ALL else 0,
        "paused_url": filters.address(loc=PAUSED),
        "groups": _who_can(shown, at),
        "next_url": _next(request, rows, is_by_age=is_by_age),
        "first_url": filters.address() if "sau" in request.GET else "",
        "today": clock.day_of(at),
        "problem": "",
        "refused": [],
        "has_done": False,
        "marked": set(),
        "chosen_officer": "",
        **(extra or {}),
    }
    return render(request, "leader/steps.html", context, status=status)


def _dated(steps: QuerySet[Step]) -> int:
    return steps.filter(dossier__due_at__isnull=False).count()


def _next(request: StaffRequest, rows: Sequence[Step], *, is_by_age: bool) -> str:
    if is_by_age or len(rows) <= PAGE:
        return next_address(request, rows, "opened_at")
    last = rows[PAGE - 1]
    assert last.dossier.due_at is not None  # noqa: S101 - ordered by it
    query = request.GET.copy()
    query["sau"] = f"{last.dossier.due_at.isoformat()},{last.pk}"
    return f"{request.path}?{query.urlencode()}"


def _step_row(step: Step, at: datetime) -> dict[str, Any]:
    dossier = step.dossier
    return {
        "step": step,
        "dossier": dossier,
        "key": str(dossier),
        "value": f"{dossier.pk}.{step.order}.{step.assignee_id or NOBODY}",
        "role": Role(step.role).label,
        "state": State(dossier.state),
        "standing": standing(dossier, at),
        "not_running": not_running_words(dossier),
        "is_warned": step.warn_at is not None and step.warn_at <= at,
        "step_words": _step_words(step, at),
    }


def _step_words(step: Step, at: datetime) -> str:
    """Say what is pressing of a step whose dossier is in time yet."""
    if step.due_at is not None and step.due_at < at:
        return _("Quá hạn bước")
    return _("Bước sắp hết hạn")


def _holder_words(filters: Filters) -> str:
    if filters.officer and filters.officer != NOBODY:
        officer = Officer.objects.filter(pk=int(filters.officer)).first()
        return officer.full_name if officer else ""
    if filters.role:
        label = Role(filters.role).label
        return _("%(role)s, chưa giao ai") % {"role": label} if filters.officer else label
    return ""


def _who_can(rows: Sequence[Step], at: datetime) -> list[tuple[str, list[Officer]]]:
    """Return who the steps shown can be given to, by role. One query."""
    wanted = {(step.agency_id, step.role): step.agency.name for step in rows}
    held = (
        RoleAssignment.objects.valid_on(clock.day_of(at))
        .filter(
            agency_id__in={agency for agency, _role in wanted},
            role__in={role for _agency, role in wanted},
            officer__is_active=True,
        )
        .select_related("officer")
        .order_by("officer__sort_key", "officer_id")
    )
    groups: dict[tuple[int, str], list[Officer]] = {}
    for assignment in held:
        if (assignment.agency_id, assignment.role) in wanted:
            groups.setdefault((assignment.agency_id, assignment.role), []).append(
                assignment.officer
            )
    is_one = len({agency for agency, _role in wanted}) == 1
    return [
        (
            Role(role).label if is_one else joined(", ", (Role(role).label, wanted[agency, role])),
            officers,
        )
        for (agency, role), officers in sorted(groups.items(), key=lambda item: item[0])
    ]


@requires(*LEADING)
@require_GET
@never_cache
def waiting(request: StaffRequest, kind: str) -> HttpResponse:
    """List the dossiers that wait for a decision or are stuck."""
    at = clock.now()
    led = workload.led_by(request.actor)
    title, advice, dossiers = _of_kind(kind, request.actor, led, at)
    # Apologies are for dates about to pass; of the rest whoever waits longest comes first.
    field = "due_at" if kind == APOLOGIES else "submitted_at"
    rows = rows_after(
        dossiers.select_related("procedure", "agency"), field, place_from(request.GET)
    )
    context = {
        "title": title,
        "advice": advice,
        "kind": kind,
        "rows": [_dossier_row(dossier, at, stamp_of(request)) for dossier in rows[:PAGE]],
        "next_url": next_address(request, rows, field),
        "first_url": request.path if "sau" in request.GET else "",
        "today": clock.day_of(at),
    }
    return render(request, "leader/waiting.html", context)


def _dossier_row(dossier: Dossier, at: datetime, stamp: int) -> dict[str, Any]:
    is_lodged = State(dossier.state) is State.SUBMITTED
    return {
        "answer": answer_time(dossier, stamp, at) if is_lodged else None,
        "dossier": dossier,
        "key": str(dossier),
        "state": State(dossier.state),
        "standing": standing(dossier, at),
        "not_running": not_running_words(dossier),
    }


def _of_kind(
    kind: str, actor: Actor, led: Collection[int], at: datetime
) -> tuple[str, str, QuerySet[Dossier]]:
    """Return title, advice and rows of a list. Raises Http404."""
    ours = Dossier.objects.filter(agency_id__in=led, state__in=sorted(OPEN_STATES))
    if kind == APOLOGIES:
        return (
            _("Văn bản xin lỗi chờ ký"),
            _("Hệ thống soạn sẵn trước ngày hẹn một ngày làm việc. Ký gửi hoặc bỏ."),
            ours.filter(pk__in=apologies_to_sign(actor).order_by().values("dossier_id")),
        )
    if kind == RESULTS:
        return (
            _("Kết quả chờ duyệt"),
            _("Mở hồ sơ, xem đúng bản sẽ trả cho dân rồi duyệt."),
            ours.filter(pk__in=workload.results_waiting(led).values("dossier_id")),
        )
    if kind == LODGED:
        return (
            _("Hồ sơ nộp đến chưa được trả lời"),
            _(
                "Bộ phận một cửa phải trả lời có tiếp nhận hay không; nộp trực tuyến thì trong 8 "
                "giờ làm việc."
            ),
            with_beginning(workload.unanswered(led)),
        )
    if kind not in set(Stuck):
        raise Http404
    found = Stuck(kind)
    return found.label, found.advice, stuck(found, led, at=at)
