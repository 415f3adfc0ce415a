"""Following a dossier by its code. Shows state, date and progress; nothing personal."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.agencies.selectors import calendar_of
from motcua.dossiers.lifecycle import ENDED_STATES, ResultMode, State
from motcua.dossiers.models import Dossier, DueDate, IssuedForm, Step
from motcua.dossiers.policies import access_public_dossier
from motcua.dossiers.reckoning import stored_due
from motcua.kernel import clock
from motcua.kernel.limits import describe_remaining, limit_text
from motcua.procedures.process import END, Process
from motcua.procedures.selectors import content_of
from motcua.web import errors
from motcua.web.access import public
from motcua.web.context import stamp_of
from motcua.web.formats import day_month, hour, moment, weekday_day
from motcua.web.public.catalogue import CODE_EXAMPLE
from motcua.web.throttle import Throttle, client_address

LONGEST_CODE = 60
throttle = Throttle()


@public
@require_safe
def track_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code, or go to the dossier that has it."""
    typed = request.GET.get("ma", "").strip()
    if not typed:
        return _ask(request, "", "", status=200)
    if not _may_ask(request):
        return errors.too_many(request)
    if len(typed) > LONGEST_CODE:
        return _ask(request, typed[:LONGEST_CODE], _("Mã này quá dài. Xin xem lại."), status=422)
    try:
        dossier = access_public_dossier(typed)
    except Http404:
        return _not_found(request, typed)
    return redirect("public:track", key=dossier.tracking_code)


@public
@require_safe
def track(request: HttpRequest, key: str) -> HttpResponse:
    """Show state, due date, how it came about, and how far the dossier is."""
    if not _may_ask(request):
        return errors.too_many(request)
    try:
        dossier = access_public_dossier(key)
    except Http404:
        return _not_found(request, key[:LONGEST_CODE])
    # It came with the dossier: the page need not ask again.
    request.configuration_stamp = dossier.stamp  # type: ignore[attr-defined]
    now = clock.now()
    steps = list(dossier.steps.all())
    process = content_of(dossier.procedure_version_id, stamp_of(request)).process
    path = _path(dossier, steps, process)
    done = sum(step["state"] == "done" for step in path)
    row = _last_date(dossier)
    context = {
        "dossier": _facts(dossier, now),
        "due": _due(dossier, row, now),
        "why": _why(row),
        "steps": path,
        "steps_text": _("Đã xong %(done)s trên %(all)s bước") % {"done": done, "all": len(path)},
        "what_next": _what_next(dossier),
        "as_of": now,
    }
    return render(request, "public/track.html", context)


@public
@require_safe
def receipt(request: HttpRequest, tracking_code: str, version: int) -> HttpResponse:
    """Answer the QR code of a printed receipt: go to the dossier, or say that it is void."""
    if not _may_ask(request):
        return errors.too_many(request)
    form = (
        IssuedForm.objects.filter(
            dossier__tracking_code=tracking_code, kind="receipt", version=version
        )
        .select_related("dossier")
        .first()
    )
    if form is not None and form.voided_at is None:
        return redirect("public:track", key=tracking_code)
    context: dict[str, Any] = {"receipt": None, "track_url": ""}
    if form is not None:
        newest = form.dossier.forms.filter(kind="receipt", voided_at__isnull=True).first()
        context["track_url"] = reverse("public:track", args=[tracking_code])
        context["receipt"] = {
            "kind_text": _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            "code": str(form.dossier),
            "version": form.version,
            "issued_at": form.issued_at,
            "is_valid": False,
            "voided_at": form.voided_at,
            "replaced_by": newest.version if newest else None,
            "due_at": datetime.fromisoformat(form.payload["due_at"]),
        }
    return render(request, "public/receipt_check.html", context, status=200 if form else 404)


def _may_ask(request: HttpRequest) -> bool:
    return throttle.admits(client_address(request), clock.now(), settings.LOOKUPS_PER_MINUTE)


def _ask(request: HttpRequest, code: str, error: str, *, status: int) -> HttpResponse:
    context = {"code_example": CODE_EXAMPLE, "code": code, "code_error": error}
    return render(request, "public/track_form.html", context, status=status)


def _not_found(request: HttpRequest, typed: str) -> HttpResponse:
    sentence = _(
        "Không có hồ sơ nào mang mã “%(code)s”. Xin xem lại từng chữ trên giấy tiếp nhận."
    )
    return _ask(request, typed, sentence % {"code": typed}, status=404)


def _facts(dossier: Dossier, now: datetime) -> dict[str, Any]:
    state = State(dossier.state)
    is_owed = state not in ENDED_STATES and state is not State.FINISHED
    is_late = is_owed and dossier.due_at is not None and dossier.due_at < now
    return {
        "code": str(dossier),
        "field_name": dossier.procedure.field.lower(),
        "kind": "late" if is_late else state.badge,
        "status_text": _("Quá hạn") if is_late else state.label,
        "is_over": not is_owed,
    }


def _last_date(dossier: Dossier) -> DueDate | None:
    """Return the date last issued: the promise, or what is expected until the clock starts."""
    kinds = (DueDate.Kind.PROMISE, DueDate.Kind.EXPECTED)
    return dossier.due_dates.filter(kind__in=kinds).order_by("-id").first()


def _undated(dossier: Dossier, row: DueDate | None) -> dict[str, Any]:
    """Return what is said while nothing is promised yet."""
    if row is not None and row.due_at is not None:
        soft = _("Ngày hẹn chính thức tính từ khi %(agency)s nhận hồ sơ.")
        return {
            "at": row.due_at,
            "foot": _("dự kiến"),
            "kind": "",
            "strong": _("Dự kiến trả kết quả %(day)s") % {"day": weekday_day(row.due_at)},
            "soft": soft % {"agency": dossier.agency.name},
        }
    waiting = State(dossier.state) is State.SUBMITTED
    soft = _("Hồ sơ đang được kiểm tra. Khi được tiếp nhận sẽ có ngày hẹn.") if waiting else ""
    return {"at": None, "foot": "", "kind": "", "strong": _("Chưa có ngày hẹn"), "soft": soft}


def _due(dossier: Dossier, row: DueDate | None, now: datetime) -> dict[str, Any]:
    due_at = dossier.due_at
    if due_at is None:
        return _undated(dossier, row)
    shown = {"at": due_at, "foot": "", "kind": ""}
    if dossier.finished_at is not None:
        soft = _("Đã có kết quả lúc %(moment)s.") % {"moment": moment(dossier.finished_at)}
        return {**shown, "strong": _("Đã xong"), "soft": soft}
    late = due_at < now
    strong = (_("Đã quá ngày hẹn %(day)s") if late else _("Hẹn trả kết quả %(day)s")) % {
        "day": weekday_day(due_at)
    }
    remaining = describe_remaining(calendar_of(dossier.agency), now, due_at)
    soft = (
        _("Chúng tôi xin lỗi vì chậm trễ: %(remaining)s.") % {"remaining": remaining}
        if late
        else f"{remaining[:1].upper()}{remaining[1:]}."
    )
    return {**shown, "strong": strong, "soft": soft, "kind": "late" if late else ""}


def _why(row: DueDate | None) -> dict[str, Any] | None:
    if row is None or row.due_at is None:
        return None
    answer, limit = stored_due(row)
    return {
        "question": _("Vì sao là ngày %(day)s?") % {"day": day_month(row.due_at)},
        "lead": _("Thời hạn: %(limit)s, tính từ %(hour)s %(day)s.")
        % {
            "limit": limit_text(limit),
            "hour": hour(row.counted_from),
            "day": weekday_day(row.counted_from),
        },
        "days": answer.explanation.days,
        "warnings": answer.warnings,
    }


def _path(dossier: Dossier, steps: list[Step], process: Process) -> list[dict[str, str]]:
    """Return the way of the dossier: what is done, what is on, what is still to come."""
    state = State(dossier.state)
    accepted = dossier.accepted_at
    path = [
        {
            "title": _("Đã tiếp nhận") if accepted else _("Kiểm tra, tiếp nhận"),
            "note": moment(accepted) if accepted else "",
            "state": "done" if accepted else "now",
        }
    ]
    if state in {State.NOT_ACCEPTED, State.WITHDRAWN, State.STOPPED}:
        return [*path, {"title": state.label, "note": "", "state": "done"}]
    path += [
        {
            "title": step.name,
            "note": moment(step.closed_at)
            if step.closed_at
            else _("Từ %(moment)s") % {"moment": moment(step.opened_at)},
            "state": "done" if step.closed_at else "now",
        }
        for step in steps
    ]
    path += [{"title": name, "note": "", "state": "todo"} for name in _to_come(steps, process)]
    returned = dossier.returned_at
    last = "now" if state is State.FINISHED else "todo"
    path.append(
        {
            "title": _("Trả kết quả"),
            "note": moment(returned) if returned else ResultMode(dossier.result_mode).label,
            "state": "done" if returned else last,
        }
    )
    return path


def _to_come(steps: list[Step], process: Process) -> list[str]:
    """Name the steps that usually follow the last one, along each step's first outcome."""
    if steps:
        last = process.step(steps[-1].key)
        key = last.outcomes[0].next if last else END
    else:
        key = process.steps[0].key
    names: list[str] = []
    while key != END and len(names) < len(process.steps):
        step = process.step(key)
        if step is None:
            break
        names.append(step.name)
        key = step.outcomes[0].next
    return names


def _what_next(dossier: Dossier) -> dict[str, str]:
    bring = _("Khi nhận, mang giấy tiếp nhận và thẻ căn cước. Người nhận thay cần giấy ủy quyền.")
    texts = {
        State.SUBMITTED: (_("Không phải làm gì thêm"), _("Chúng tôi đang kiểm tra giấy tờ.")),
        State.NOT_ACCEPTED: (
            _("Hồ sơ chưa được nhận"),
            _("Lý do ghi trong phiếu từ chối. Ông/bà có thể nộp lại khi đủ điều kiện."),
        ),
        State.FINISHED: (
            _("Mời ông/bà nhận kết quả"),
            _("Nhận tại %(desk)s. ") % {"desk": dossier.desk.name} + bring,
        ),
        State.RETURNED: (_("Đã trả kết quả"), _("Không còn việc gì phải làm.")),
        State.WITHDRAWN: (_("Hồ sơ đã rút"), _("Ông/bà có thể nộp lại bất cứ lúc nào.")),
        State.STOPPED: (_("Hồ sơ đã dừng"), _("Cần biết lý do, xin hỏi nơi đã nộp.")),
    }
    title, text = texts.get(State(dossier.state), (_("Không phải làm gì thêm"), bring))
    return {"title": title, "text": text}
