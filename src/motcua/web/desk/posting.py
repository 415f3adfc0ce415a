"""Sending results home by post: the list for the postman, what is out, and what came back."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.delivery.lifecycle import AT_THE_POST, ParcelState
from motcua.delivery.models import HandOver, Parcel
from motcua.delivery.services import SILENT
from motcua.dossiers.lifecycle import DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier, DossierPersonalData
from motcua.dossiers.policies import DESK_ROLES, access_dossier
from motcua.dossiers.selectors import at_desks_of
from motcua.dossiers.services.posting import (
    MOST_AT_ONCE,
    Outgoing,
    hand_to_post,
    take_back,
)
from motcua.dossiers.services.receipts import stored_people
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_name
from motcua.people.services import PersonInput
from motcua.web.access import StaffRequest, requires
from motcua.web.manage.paging import chips, page_of
from motcua.web.reading import opened_at_desk

DESK: Final = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
CHOSEN: Final = "ma"


def to_send(actor: Actor) -> QuerySet[Dossier]:
    """Return results that wait here and are to go by post, the longest waiting first."""
    return (
        at_desks_of(actor)
        .filter(
            state=State.FINISHED,
            result_mode=ResultMode.BY_POST,
            delivery_state=DeliveryState.READY,
        )
        .select_related("procedure", "desk")
        .order_by("finished_at", "pk")
    )


@requires(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def send(request: StaffRequest) -> HttpResponse:
    """List what is to go by post; hand the chosen ones to the postman by POST."""
    rows = _rows(list(to_send(request.actor)[:MOST_AT_ONCE]), request.POST)
    problem = ""
    if request.method == "POST":
        try:
            record = _handed(request, rows)
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(
                request, _("Đã giao bưu chính. Xin in biên bản và cùng nhân viên bưu chính ký.")
            )
            return redirect("desk:post-record", record.ref)
    opened_at_desk(request, [row["dossier"] for row in rows], clock.now())
    context = {
        "rows": rows,
        "problem": problem,
        "postman": request.POST.get("postman", ""),
        "today": clock.today(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "desk/post_send.html", context, status=status)


def _rows(dossiers: Sequence[Dossier], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the lines of the list: what was typed, else what is known of who receives."""
    said = {
        row.dossier_id: stored_people(row)
        for row in DossierPersonalData.objects.filter(dossier__in=dossiers)
    }
    backs = _back_before(dossiers)
    chosen = set(typed.getlist(CHOSEN)) if hasattr(typed, "getlist") else set()
    rows = []
    for dossier in dossiers:
        key = dossier.code or dossier.tracking_code
        person = said.get(dossier.pk, {}).get("applicant", PersonInput(full_name=""))
        rows.append(
            {
                "dossier": dossier,
                "key": key,
                "is_chosen": key in chosen,
                "name": person.full_name,
                "phone": person.phone,
                "address": typed.get(f"dia-chi-{dossier.pk}", person.address),
                "number": typed.get(f"so-hieu-{dossier.pk}", ""),
                "was_back": dossier.tracking_code in backs,
            }
        )
    return rows


def _back_before(dossiers: Sequence[Dossier]) -> set[str]:
    keys = [dossier.tracking_code for dossier in dossiers]
    back = Parcel.objects.filter(reference__in=keys, state=ParcelState.BACK)
    return set(back.values_list("reference", flat=True))


def _handed(request: StaffRequest, rows: Sequence[dict[str, Any]]) -> HandOver:
    chosen = [row for row in rows if row["is_chosen"]]
    desk = desk_context(chosen[0]["dossier"].desk_id) if chosen else desk_of(request)
    return hand_to_post(
        [
            Outgoing(
                dossier_id=row["dossier"].pk,
                recipient=row["name"],
                phone=row["phone"],
                address=row["address"].replace("\x00", ""),
                tracking_number=row["number"].replace("\x00", ""),
            )
            for row in chosen
        ],
        postman=request.POST.get("postman", "").replace("\x00", ""),
        context=desk,
        actor=request.actor,
        at=clock.now(),
    )


def desk_of(request: StaffRequest) -> DeskContext:
    """Return the desk at which the officer works. Raises Http404 when there is none."""
    agencies = request.actor.agencies_with(*DESK_ROLES)
    officer = getattr(request.user, "officer", None)
    usual = officer.desk_id if officer is not None else None
    desk = (
        Desk.objects.filter(agency_id__in=agencies).order_by("code")
        if usual is None
        else Desk.objects.filter(pk=usual, agency_id__in=agencies)
    ).first()
    if desk is None:
        raise Http404
    return desk_context(desk.pk)


@requires(*DESK)
@require_safe
@never_cache
def out(request: StaffRequest) -> HttpResponse:
    """List what is at the post, or was; a scanned number leads to its parcel."""
    labels = {
        "dang-gui": _("Đang ở bưu chính"),
        "xem-lai": _("Cần xem lại"),
        "tra-ve": _("Đã trả về"),
        "da-phat": _("Đã phát"),
    }
    chosen, made = chips(request, labels)
    words = request.GET.get("q", "").replace("\x00", "").strip().upper()[:40]
    found = Parcel.objects.filter(agency_id__in=request.actor.agencies_with(*DESK_ROLES))
    if words:
        found = found.filter(Q(tracking_number=words) | Q(reference=words))
    else:
        found = found.filter(_of(chosen))
    listed = page_of(found.select_related("hand_over").order_by("-handed_at", "-pk"), request)
    dossiers = {
        dossier.tracking_code: dossier
        for dossier in Dossier.objects.filter(
            tracking_code__in=[parcel.reference for parcel in listed.rows]
        ).select_related("procedure")
    }
    context = {
        "rows": [_parcel_row(parcel, dossiers.get(parcel.reference)) for parcel in listed.rows],
        "chips": made,
        "words": words,
        "next_url": listed.next_url,
        "first_url": listed.first_url,
        "today": clock.today(),
    }
    return render(request, "desk/post_out.html", context)


def _of(chosen: str) -> Q:
    now = clock.now()
    return {
        "dang-gui": Q(state__in=sorted(AT_THE_POST)),
        "xem-lai": ~Q(problem="")
        | Q(settled_at__isnull=True, heard_at__lt=now - SILENT)
        | Q(settled_at__isnull=True) & ~Q(last_error=""),
        "tra-ve": Q(state=ParcelState.BACK),
        "da-phat": Q(state=ParcelState.DELIVERED),
    }[chosen]


def _parcel_row(parcel: Parcel, dossier: Dossier | None) -> dict[str, Any]:
    state = ParcelState(parcel.state)
    is_out = parcel.settled_at is None
    problem = parcel.problem
    if not problem and is_out and parcel.last_error:
        problem = _("Chưa báo được bưu chính; hệ thống tự thử lại.")
    if not problem and is_out and parcel.heard_at < clock.now() - SILENT:
        problem = _("Đã %(n)d ngày không có tin. Xin hỏi bưu cục.") % {"n": SILENT.days}
    return {
        "parcel": parcel,
        "state": state,
        "dossier": dossier,
        "key": (dossier.code or dossier.tracking_code) if dossier else "",
        "name": mask_name(parcel.recipient),
        "problem": problem,
        "is_out": is_out and state in AT_THE_POST,
    }


@requires(*DESK)
@require_POST
def back(request: StaffRequest, key: str) -> HttpResponse:
    """Record that the postman brought a result back to the desk."""
    dossier = access_dossier(request.actor, key)
    try:
        take_back(dossier.pk, actor=request.actor, at=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Đã ghi nhận kết quả %(code)s về lại quầy.") % {"code": dossier.code}
        )
    return redirect("desk:post-out")


@requires(*DESK)
@require_safe
@never_cache
def record(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show a hand-over record, to be printed and signed by both."""
    agencies = request.actor.agencies_with(*DESK_ROLES)
    found = get_object_or_404(
        HandOver.objects.select_related("agency", "officer"), ref=ref, agency_id__in=agencies
    )
    parcels = list(found.parcels.order_by("pk"))
    dossiers = Dossier.objects.filter(
        tracking_code__in=[parcel.reference for parcel in parcels]
    ).order_by()
    codes = {one.tracking_code: one.code for one in dossiers}
    opened_at_desk(request, dossiers, clock.now())
    context = {
        "record": found,
        "parcels": [(parcel, codes.get(parcel.reference, parcel.reference)) for parcel in parcels],
        "incoming": list(found.incoming.all()),
        "cash_dong": sum(parcel.cash_dong for parcel in parcels),
    }
    return render(request, "desk/post_record.html", context)
