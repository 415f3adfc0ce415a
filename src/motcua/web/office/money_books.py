"""The books of money: receipts, differences found at night, and each cashier's day."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.payments.models import CashDay, Difference, PaymentMethod, PaymentReceipt
from motcua.payments.services.cashbook import (
    close_day,
    last_counted,
    see_day,
    takings,
)
from motcua.payments.services.receipts import replace_receipt, void_receipt
from motcua.payments.services.reconciling import resolve
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.typed import LineField
from motcua.web.manage.paging import page_of
from motcua.web.office.money_tabs import HEADS, KEEPING, money_tabs
from motcua.web.paying import receipt_response

_MOST_DONG: Final = 10_000_000_000


class ReceiptForm(forms.Form):
    """Why a receipt is void, and what the one that replaces it says."""

    reason = LineField(
        label=gettext_lazy("Lý do hủy"),
        max_length=255,
        error_messages={"required": gettext_lazy("Xin ghi lý do hủy biên lai.")},
    )
    purpose = LineField(
        label=gettext_lazy("Tên khoản trên biên lai thay thế"), max_length=160, required=False
    )


class CashForm(forms.Form):
    """What was there in the morning and what is there now."""

    opening = forms.IntegerField(
        label=gettext_lazy("Tồn đầu ngày (đồng)"), min_value=0, max_value=_MOST_DONG
    )
    counted = forms.IntegerField(
        label=gettext_lazy("Tiền mặt đếm được (đồng)"), min_value=0, max_value=_MOST_DONG
    )
    reason = LineField(label=gettext_lazy("Lý do chênh lệch"), max_length=255, required=False)

    def __init__(self, data: Any, *, opening: int) -> None:
        super().__init__(data, auto_id="o-%s", initial={"opening": opening})
        sentence = gettext_lazy("Xin ghi số đồng, chỉ gồm chữ số, không âm.")
        for name in ("opening", "counted"):
            codes = ("required", "invalid", "min_value", "max_value")
            self.fields[name].error_messages |= dict.fromkeys(codes, sentence)


@requires(*KEEPING)
@require_safe
@never_cache
def receipts(request: StaffRequest) -> HttpResponse:
    """List the receipts of one's agencies, the latest first; found by number or dossier."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    rows = _receipts(request.actor).order_by("-issued_at", "-pk")
    if words.isascii() and words.isdecimal() and len(words) < 9:  # noqa: PLR2004 - eight digits
        rows = rows.filter(number=int(words))
    elif words:
        rows = rows.filter(payload__subject__iexact=words)
    context = {
        "page": page_of(rows, request),
        "tabs": money_tabs(request.actor, "office:pay-receipts"),
        "words": words,
        "today": clock.today(),
    }
    return render(request, "office/pay_receipts.html", context)


@requires(*KEEPING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def receipt(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show a receipt; void it, or replace it by another for the same money."""
    found = get_object_or_404(_receipts(request.actor), ref=ref)
    form = ReceiptForm(
        request.POST if request.method == "POST" else None,
        auto_id="o-%s",
        initial={"purpose": found.payload["purpose"]},
    )
    if request.method == "POST" and form.is_valid():
        words = {"reason": form.cleaned_data["reason"], "actor": request.actor, "at": clock.now()}
        try:
            if request.POST.get("do") == "replace":
                issued = replace_receipt(found, purpose=form.cleaned_data["purpose"], **words)
                messages.success(request, _("Đã lập biên lai thay thế."))
                return redirect("office:pay-receipt", issued.ref)
            void_receipt(found, **words)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã hủy biên lai; số này không dùng lại."))
            return redirect("office:pay-receipt", ref)
    context = {
        "receipt": found,
        "form": form,
        "may_void": found.voided_at is None and found.kind == PaymentReceipt.Kind.FEE,
        "replaced_by": PaymentReceipt.objects.filter(replaces=found).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "office/pay_receipt.html", context, status=status)


@requires(*KEEPING)
@require_safe
def receipt_pdf(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Answer with a receipt as a PDF."""
    return receipt_response(get_object_or_404(_receipts(request.actor), ref=ref))


def _receipts(actor: Actor) -> QuerySet[PaymentReceipt]:
    return PaymentReceipt.objects.filter(
        agency_id__in=actor.agencies_with(*KEEPING)
    ).select_related("payment", "file", "issued_by", "voided_by", "replaces", "refund")


@requires(*KEEPING)
@require_safe
@never_cache
def differences(request: StaffRequest) -> HttpResponse:
    """List what the books of gateway and bank say otherwise, the open ones first."""
    rows = _differences(request.actor).order_by("-resolved_at", "found_at", "pk")
    context = {
        "page": page_of(rows, request),
        "tabs": money_tabs(request.actor, "office:differences"),
        "may_resolve": request.actor.has(Role.CASHIER),
        "today": clock.today(),
    }
    return render(request, "office/differences.html", context)


@requires(Role.CASHIER)
@require_POST
def difference_resolve(request: StaffRequest, number: int) -> HttpResponse:
    """Note what was done about a difference."""
    row = get_object_or_404(_differences(request.actor), pk=number)
    try:
        resolve(row, note=request.POST.get("note", ""), actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã ghi xử lý chênh lệch."))
    return redirect("office:differences")


def _differences(actor: Actor) -> QuerySet[Difference]:
    mine = Q(agency_id__in=actor.agencies_with(*KEEPING)) | Q(agency__isnull=True)
    return Difference.objects.filter(mine).select_related("order", "incoming", "resolved_by")


@requires(Role.CASHIER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cash_day(request: StaffRequest) -> HttpResponse:
    """Show today's takings of the cashier; count the cash and close the day."""
    actor, today = request.actor, clock.today()
    agency_id = min(actor.agencies_with(Role.CASHIER))
    assert actor.officer_id is not None  # noqa: S101 - whoever has a role is an officer
    opening = last_counted(actor.officer_id, agency_id, today)
    form = CashForm(request.POST if request.method == "POST" else None, opening=opening)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            close_day(
                agency_id=agency_id,
                opening_dong=typed["opening"],
                counted_dong=typed["counted"],
                reason=typed["reason"],
                actor=actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error("reason", str(error))
        else:
            messages.success(request, _("Đã khóa sổ quỹ hôm nay; lãnh đạo sẽ xem."))
            return redirect("office:cash-days")
    found = takings(actor.officer_id, agency_id, today)
    closed = CashDay.objects.filter(officer_id=actor.officer_id, agency_id=agency_id, day=today)
    context = {
        "rows": _lines(found.as_totals()),
        "cash_dong": found.cash_dong,
        "opening": opening,
        "closed": closed.first(),
        "form": form,
        "today": today,
        "tabs": money_tabs(actor, "office:cash-day"),
    }
    return render(request, "office/cash_day.html", context, status=422 if form.errors else 200)


@requires(*KEEPING)
@require_safe
@never_cache
def cash_days(request: StaffRequest) -> HttpResponse:
    """List closed days of cash: one's own, or those of one's agency for its heads."""
    rows = _days(request.actor).order_by("-day", "pk")
    page = page_of(rows, request)
    context = {
        "page": page,
        "rows": [(row, _lines(row.totals)) for row in page.rows],
        "tabs": money_tabs(request.actor, "office:cash-days"),
        "officer_id": request.actor.officer_id,
        "is_head": request.actor.has(*HEADS),
    }
    return render(request, "office/cash_days.html", context)


@requires(*HEADS)
@require_POST
def cash_day_seen(request: StaffRequest, number: int) -> HttpResponse:
    """Note that a head has seen a closed day."""
    row = get_object_or_404(_days(request.actor), pk=number)
    try:
        see_day(row, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã xác nhận xem sổ quỹ."))
    return redirect("office:cash-days")


def _days(actor: Actor) -> QuerySet[CashDay]:
    mine = Q(officer_id=actor.officer_id) | Q(agency_id__in=actor.agencies_with(*HEADS))
    return CashDay.objects.filter(mine).select_related("officer", "seen_by")


def _lines(totals: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one line for each method: how many and how much came and went."""
    nothing = [0, 0]
    methods = dict.fromkeys([*totals["taken"], *totals["given"]])
    return [
        {
            "label": PaymentMethod(method).label,
            "taken": totals["taken"].get(method, nothing),
            "given": totals["given"].get(method, nothing),
        }
        for method in methods
    ]


urlpatterns: Final[list[URLPattern]] = [
    path("thu-phi/bien-lai/", receipts, name="pay-receipts"),
    path("thu-phi/bien-lai/<uuid:ref>/", receipt, name="pay-receipt"),
    path("thu-phi/bien-lai/<uuid:ref>.pdf", receipt_pdf, name="pay-receipt-pdf"),
    path("thu-phi/doi-soat/", differences, name="differences"),
    path("thu-phi/doi-soat/<int:number>/xong/", difference_resolve, name="difference-resolve"),
    path("thu-phi/so-quy/", cash_day, name="cash-day"),
    path("thu-phi/so-quy/cac-ngay/", cash_days, name="cash-days"),
    path("thu-phi/so-quy/cac-ngay/<int:number>/da-xem/", cash_day_seen, name="cash-day-seen"),
]
