"""The cashier's list, taking a fee, giving one back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.dossiers import rights
from motcua.dossiers.cash_desk import (
    GIVING_BACK,
    TAKING,
    access_refund,
    account_of,
    dossier_of,
    owes,
    to_give_back,
    to_take,
)
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.selectors import PAGE, Place, named, rows_after
from motcua.dossiers.services.money import (
    approve_refund,
    ask_refund,
    charge_to_take,
    collect_charge,
    may_approve,
    pay_refund,
    require_payable,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong
from motcua.payments import gateway
from motcua.payments.models import PaymentMethod, Refund
from motcua.payments.services import vnpay
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.handing import next_address, place_from
from motcua.web.formats import dong
from motcua.web.office.ending_forms import CollectForm, RefundAskForm, RefundForm
from motcua.web.office.money_tabs import money_tabs
from motcua.web.reading import opened

TAKE, GIVE_BACK = "", "hoan"
MOST_COUNTED: Final = 1_000


@requires(*TAKING, Role.APPROVER)
@require_GET
@never_cache
def charges(request: StaffRequest) -> HttpResponse:
    """List what is to be taken, or given back; a scanned code leads straight to its dossier."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    owing, refunds = to_take(request.actor), to_give_back(request.actor)
    chosen = GIVE_BACK if request.GET.get("loc") == GIVE_BACK else TAKE
    chips = _chips(request, chosen, _few(owing), _few(refunds))
    place = place_from(request.GET)
    found: Sequence[Any]
    if chosen == GIVE_BACK:
        found = list(_refunds_after(_refunds_named(request.actor, refunds, words), place))
        rows, field = [_refund_row(refund) for refund in found[:PAGE]], "decided_at"
    else:
        listed = named(request.actor, owing, words) if words else owing
        exact = [d for d in listed[:2] if words and words.upper() in {d.code, d.tracking_code}]
        if exact:
            return redirect("office:collect", exact[0].code or exact[0].tracking_code)
        found = rows_after(listed, "accepted_at", place)
        rows, field = [_charge_row(dossier) for dossier in found[:PAGE]], "accepted_at"
    context = {
        "rows": rows,
        "chips": chips,
        "tabs": money_tabs(request.actor, "office:charges"),
        "gives_back": chosen == GIVE_BACK,
        "takes_post_cash": request.actor.has(Role.CASHIER),
        "chosen": chosen,
        "words": words,
        "next_url": next_address(request, found, field),
        "first_url": _address(chosen, words) if place else "",
        "today": clock.today(),
    }
    return render(request, "office/charges.html", context)


def _refunds_named(actor: Actor, refunds: QuerySet[Refund], words: str) -> QuerySet[Refund]:
    if not words:
        return refunds
    dossiers = named(actor, Dossier.objects.all(), words)
    return refunds.filter(payment__charges__dossier__in=dossiers.values("pk")).distinct()


def _refunds_after(refunds: QuerySet[Refund], place: Place | None) -> QuerySet[Refund]:
    if place is not None:
        later = Q(decided_at__gt=place.at) | Q(decided_at=place.at, pk__gt=place.row)
        refunds = refunds.filter(later)
    return refunds[: PAGE + 1]


def _chips(
    request: StaffRequest, chosen: str, owing: int | None, refunds: int | None
) -> list[dict[str, Any]]:
    listed = [(TAKE, _("Cần thu"), owing, "money")]
    if request.actor.has(*GIVING_BACK):
        listed.append((GIVE_BACK, _("Cần hoàn"), refunds, "back"))
    return [
        {
            "label": label,
            "url": _address(name, ""),
            "is_current": name == chosen,
            "count": count,
            "icon": icon,
        }
        for name, label, count, icon in listed
    ]


def _few(rows: QuerySet[Any]) -> int | None:
    """Return how many there are; None when counting them all would take long."""
    count = rows[: MOST_COUNTED + 1].count()
    return count if count <= MOST_COUNTED else None


def _address(chosen: str, words: str) -> str:
    query = {name: value for name, value in (("loc", chosen), ("q", words)) if value}
    return reverse("office:charges", query=query or None)


def _charge_row(dossier: Dossier) -> dict[str, Any]:
    unpaid = list(dossier.charges.all())
    key = dossier.code or dossier.tracking_code
    return {
        "dossier": dossier,
        "key": key,
        "url": reverse("office:collect", args=[key]),
        "at": dossier.accepted_at,
        "what": ", ".join(charge.name for charge in unpaid) or _("Lệ phí"),
        "amount": sum(charge.amount_dong for charge in unpaid) or None,
    }


def _refund_row(refund: Refund) -> dict[str, Any]:
    charges_paid = list(refund.payment.charges.all())
    dossier = charges_paid[0].dossier
    return {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "url": reverse("office:refund", args=[refund.ref]),
        "at": refund.decided_at,
        "what": refund.reason,
        "amount": refund.amount_dong,
    }


@requires(*TAKING)
@require_http_methods(["GET", "POST"])
@never_cache
def collect(request: StaffRequest, key: str) -> HttpResponse:
    """Take the money for one charge; a second click is told who took it."""
    dossier = access_dossier(request.actor, key)
    rights.require(request.actor, Action.COLLECT_FEE, dossier, None)
    account = account_of(dossier)
    posted = request.POST if request.method == "POST" else None
    form = CollectForm(posted, unpaid=account.unpaid)
    problem = ""
    if posted is not None:
        # Taken meanwhile, the charge is no choice of the form any more: the service says by whom.
        problem = _already(dossier, posted.get("charge", ""), clock.now())
        if not problem and form.is_valid():
            try:
                payment = collect_charge(
                    dossier.pk, **form.payment(), actor=request.actor, at=clock.now()
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                amount = dong(Dong(payment.amount_dong))
                messages.success(
                    request,
                    _("Đã thu %(amount)s cho hồ sơ %(code)s.") % {"amount": amount, "code": key},
                )
                return _after_taking(request, dossier, key)
    context = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "form": form,
        "account": account,
        "problem": problem,
        "is_owing": owes(dossier),
        "state": State(dossier.state),
        "is_cashier": request.actor.has(Role.CASHIER),
    }
    status = 422 if problem or form.errors else 200
    return opened(request, dossier, clock.now()) or render(
        request, "office/collect.html", context, status=status
    )


def _already(dossier: Dossier, charge: str, at: datetime) -> str:
    """Say who took the money of ``charge`` if somebody did; "" when nobody has."""
    if not charge and account_of(dossier).unpaid:
        return ""  # nothing was chosen, which the form says
    try:
        charge_to_take(dossier, int(charge[:18]) if charge.isdecimal() else None, at)
    except DomainError as error:
        return str(error)
    return ""


def _after_taking(request: StaffRequest, dossier: Dossier, key: str) -> HttpResponse:
    if account_of(dossier).unpaid:
        return redirect("office:collect", key)
    if request.actor.has(Role.CASHIER):
        return redirect("office:charges")
    return redirect("office:dossier", key)


@requires(*GIVING_BACK)
@require_http_methods(["GET", "POST"])
@never_cache
def refund(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show a refund; whoever may pay gives it back, once another officer has approved it."""
    owed = access_refund(request.actor, ref)
    dossier = dossier_of(owed)
    may_pay = rights.may(request.actor, Action.REFUND_FEE, dossier, None)
    if request.method == "POST" and not may_pay:
        raise PermissionDenied
    at_gateway = owed.payment.method == PaymentMethod.GATEWAY and gateway.merchant() is not None
    form = RefundForm(request.POST if request.method == "POST" else None, at_gateway=at_gateway)
    if request.method == "POST" and form.is_valid():
        try:
            paid = _paid_out(request, owed, dossier, form.cleaned_data["method"])
        except DomainError as error:
            form.add_error(None, str(error))
            owed.refresh_from_db()
        else:
            messages.success(
                request,
                _("Đã hoàn %(amount)s cho %(who)s.")
                % {
                    "amount": dong(Dong(paid.amount_dong)),
                    "who": dossier.principal_name,
                },
            )
            return redirect(_address(GIVE_BACK, ""))
    context = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "form": form,
        "refund": owed,
        "state": State(dossier.state),
        "may_pay": may_pay,
        "may_approve": may_approve(request.actor, dossier)
        and owed.decided_by_id != request.actor.officer_id,
    }
    status = 422 if form.errors else 200
    return opened(request, dossier, clock.now()) or render(
        request, "office/refund.html", context, status=status
    )


def _paid_out(request: StaffRequest, owed: Refund, dossier: Dossier, method: str) -> Refund:
    """Pay a refund; through the gateway before anything is written, and safe to repeat."""
    at = clock.now()
    us = gateway.merchant()
    if method == PaymentMethod.GATEWAY and us is not None:
        fresh = require_payable(owed, dossier, actor=request.actor, at=at)
        vnpay.refund_at_gateway(us, fresh, who=f"cb{request.actor.officer_id}", at=at)
    return pay_refund(owed, method=method, actor=request.actor, at=at)


@requires(Role.HEAD_OF_DESK, Role.APPROVER)
@require_POST
def refund_approve(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Approve a refund that another officer asked for."""
    owed = access_refund(request.actor, ref)
    try:
        approve_refund(owed, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã duyệt hoàn; thủ quỹ chi tiền."))
    return redirect("office:refund", ref)


@requires(Role.CASHIER)
@require_http_methods(["GET", "POST"])
@never_cache
def refund_ask(request: StaffRequest, key: str) -> HttpResponse:
    """Ask for money taken by mistake to be given back, in part or whole; a leader approves."""
    dossier = access_dossier(request.actor, key)
    rights.require(request.actor, Action.REFUND_FEE, dossier, None)
    paid = [one for one in account_of(dossier).payments if getattr(one, "refund", None) is None]
    form = RefundAskForm(request.POST if request.method == "POST" else None, payments=paid)
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_refund(dossier.pk, **form.asked(), actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã đề nghị hoàn; chờ lãnh đạo duyệt."))
            return redirect("office:refund", asked.ref)
    context = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "form": form,
        "payments": paid,
    }
    status = 422 if form.errors else 200
    return opened(request, dossier, clock.now()) or render(
        request, "office/refund_ask.html", context, status=status
    )


urlpatterns: Final[list[URLPattern]] = [
    path("thu-phi/", charges, name="charges"),
    path("ho-so/<str:key>/thu-phi/", collect, name="collect"),
    path("hoan-phi/<uuid:ref>/", refund, name="refund"),
    path("hoan-phi/<uuid:ref>/duyet/", refund_approve, name="refund-approve"),
    path("ho-so/<str:key>/de-nghi-hoan/", refund_ask, name="refund-ask"),
]
