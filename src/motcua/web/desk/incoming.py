"""What the post brings in: the hand-over record, and a draft for each dossier of it.

Legal source: Quyết định 45/2016/QĐ-TTg (lodging by post happens when the record is signed).
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies.roles import Role
from motcua.delivery.models import HandOver, IncomingParcel
from motcua.delivery.services import Brought, DeliveryError, take_in
from motcua.dossiers import codes
from motcua.dossiers.models import Draft
from motcua.dossiers.policies import DESK_ROLES
from motcua.dossiers.services.drafts import open_draft
from motcua.dossiers.services.posting import INCOMING
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Channel
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.posting import desk_of

DESK: Final = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
LINES: Final = 6
"""Empty lines of the page; a longer list is two records."""
MOST_LINES: Final = 40
_EMPTY: Final = {"number": "", "sender": "", "content": "", "whole": True}
_MOMENT: Final = "%Y-%m-%dT%H:%M"


@requires(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: StaffRequest) -> HttpResponse:
    """Enter the record of what the postman brought; it is signed at the instant given."""
    desk = desk_of(request)
    now = clock.now()
    typed = _typed(request)
    problem = ""
    if request.method == "POST":
        try:
            signed_at = _signed_at(request.POST.get("signed_at", ""), now)
            record = _taken(request, desk.agency, typed, signed_at)
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(
                request, _("Đã lập biên bản. Mở từng bưu gửi bên dưới để nhập hồ sơ.")
            )
            return redirect("desk:post-record", record.ref)
    agencies = request.actor.agencies_with(*DESK_ROLES)
    latest = HandOver.objects.filter(agency_id__in=agencies, is_incoming=True)
    context = {
        "lines": typed or [dict(_EMPTY) for _line in range(LINES)],
        "postman": request.POST.get("postman", ""),
        "signed_at": request.POST.get("signed_at") or f"{clock.local(now):{_MOMENT}}",
        "problem": problem,
        "latest": list(latest.prefetch_related("incoming")[:10]),
        "today": clock.today(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "desk/post_in.html", context, status=status)


def _typed(request: StaffRequest) -> list[dict[str, Any]]:
    """Return the lines as typed, the empty ones too, so that the page stays as it was."""
    post = request.POST
    count = min(len(post.getlist("number")), MOST_LINES)
    whole = set(post.getlist("whole"))
    columns = {name: post.getlist(name) for name in ("number", "sender", "content")}
    return [
        {
            **{name: _cell(values, place) for name, values in columns.items()},
            "whole": str(place) in whole,
        }
        for place in range(count)
    ]


def _cell(values: list[str], place: int) -> str:
    return values[place].replace("\x00", "") if place < len(values) else ""


def _signed_at(text: str, now: datetime) -> datetime:
    try:
        signed_at = datetime.strptime(text, _MOMENT).replace(tzinfo=clock.VIETNAM)
    except ValueError:
        raise DeliveryError(_("Xin ghi lúc ký biên bản, như 23/11/2026 14:05.")) from None
    if signed_at > now:
        raise DeliveryError(_("Lúc ký biên bản đang ở sau bây giờ. Xin xem lại."))
    return signed_at


@transaction.atomic
def _taken(
    request: StaffRequest, agency: Any, typed: list[dict[str, Any]], signed_at: datetime
) -> HandOver:
    filled = [line for line in typed if line["number"].strip() or line["sender"].strip()]
    return take_in(
        [
            Brought(line["number"], line["sender"], line["content"], is_whole=line["whole"])
            for line in filled
        ],
        agency=agency,
        number=codes.next_number(agency.pk, INCOMING, signed_at),
        postman=request.POST.get("postman", "").replace("\x00", ""),
        signed_at=signed_at,
        actor=request.actor,
    )


@requires(*DESK)
@require_POST
def open_one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Open a brought parcel as a draft: channel and instant of lodging are filled in."""
    agencies = request.actor.agencies_with(*DESK_ROLES)
    with transaction.atomic():
        parcel = get_object_or_404(
            IncomingParcel.objects.select_for_update(of=("self",)).select_related("hand_over"),
            ref=ref,
            hand_over__agency_id__in=agencies,
        )
        if parcel.draft_ref is not None:
            if Draft.objects.filter(ref=parcel.draft_ref).exists():
                return redirect("desk:draft", parcel.draft_ref)
            messages.info(request, _("Bưu gửi này đã nhập rồi; bản nháp đã xong hoặc đã bỏ."))
            return redirect("desk:post-record", parcel.hand_over.ref)
        signed_at = clock.local(parcel.hand_over.signed_at)
        note = _("Nộp qua bưu chính, bưu gửi %(n)s.") % {"n": parcel.tracking_number}
        draft = open_draft(
            desk_of(request).desk,
            actor=request.actor,
            at=clock.now(),
            values={
                "channel": str(Channel.POST),
                "submitted_at": f"{signed_at:{_MOMENT}}",
                "applicant_name": parcel.sender,
                "note": note,
            },
        )
        parcel.draft_ref = draft.ref
        parcel.save(update_fields=["draft_ref"])
    return redirect("desk:draft", draft.ref)
