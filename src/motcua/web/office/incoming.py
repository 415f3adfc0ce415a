"""Money that came in and settled nothing: assigned to an order by hand, or sent back."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments.models import Incoming
from motcua.payments.models.orders import UNDECIDED
from motcua.payments.services.bank import take_statement
from motcua.payments.services.incoming import assign, send_back
from motcua.payments.statements import read_statement
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.typed import LineField
from motcua.web.manage.paging import chips, page_of
from motcua.web.office.money_tabs import money_tabs

WAITING, ALL = "cho", "tat-ca"


class StatementForm(forms.Form):
    """The file that a bank gives."""

    file = forms.FileField(
        label=gettext_lazy("Tệp sao kê (CSV)"),
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing", "empty"), gettext_lazy("Xin chọn tệp sao kê CSV.")
        ),
    )


class DecideForm(forms.Form):
    """What becomes of one line: an order's number, or the proof that it was sent back."""

    number = LineField(label=gettext_lazy("Mã nộp tiền"), max_length=20, required=False)
    note = LineField(
        label=gettext_lazy("Ghi chú, số lệnh chuyển trả"), max_length=255, required=False
    )


@requires(Role.CASHIER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def incoming(request: StaffRequest) -> HttpResponse:
    """List what waits for a decision; take in a bank's statement."""
    is_posted = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if is_posted else StatementForm()
    if is_posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            tally = take_statement(read_statement(upload.read()), at=clock.now())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            said = _(
                "Đã đọc %(lines)s dòng tiền vào: khớp %(settled)s, biết trước %(known)s, "
                "chờ xử lý %(waiting)s."
            )
            messages.success(
                request,
                said
                % {
                    "lines": tally.lines,
                    "settled": tally.settled,
                    "known": tally.known,
                    "waiting": tally.waiting,
                },
            )
            return redirect("office:incoming")
    chosen, made = chips(request, {WAITING: _("Chờ xử lý"), ALL: _("Mọi khoản")})
    rows = _mine(request.actor)
    rows = (
        rows.filter(state__in=UNDECIDED).order_by("received_at", "pk")
        if chosen == WAITING
        else rows.order_by("-received_at", "-pk")
    )
    context = {
        "page": page_of(rows, request),
        "chips": made,
        "tabs": money_tabs(request.actor, "office:incoming"),
        "form": form,
        "today": clock.today(),
    }
    return render(request, "office/incoming.html", context, status=422 if form.errors else 200)


@requires(Role.CASHIER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def incoming_one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one line, and assign it to an order or note that it was sent back."""
    line = get_object_or_404(_mine(request.actor), ref=ref)
    form = DecideForm(request.POST if request.method == "POST" else None, auto_id="o-%s")
    if request.method == "POST" and form.is_valid():
        words: dict[str, Any] = {
            "note": form.cleaned_data["note"],
            "actor": request.actor,
            "at": clock.now(),
        }
        try:
            if request.POST.get("do") == "return":
                send_back(line, **words)
                said = _("Đã ghi chuyển trả.")
            else:
                assign(line, form.cleaned_data["number"], **words)
                said = _("Đã gán; hồ sơ đã ghi nộp tiền và có biên lai.")
        except DomainError as error:
            field = "note" if request.POST.get("do") == "return" else "number"
            form.add_error(field, str(error))
        else:
            messages.success(request, said)
            return redirect("office:incoming")
    context = {"line": line, "form": form, "is_open": line.state in UNDECIDED}
    status = 422 if form.errors else 200
    return render(request, "office/incoming_one.html", context, status=status)


def _mine(actor: Actor) -> QuerySet[Incoming]:
    agencies = actor.agencies_with(Role.CASHIER)
    rows = Incoming.objects.filter(Q(agency_id__in=agencies) | Q(agency__isnull=True))
    return rows.select_related("order", "agency", "decided_by")


urlpatterns: Final[list[URLPattern]] = [
    path("thu-phi/tien-ve/", incoming, name="incoming"),
    path("thu-phi/tien-ve/<uuid:ref>/", incoming_one, name="incoming-one"),
]
