"""A citizen's own dossier: where it is, whose turn, when due and why, what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.delivery.models import Parcel
from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.lifecycle import Action, State, actions_from
from motcua.dossiers.models import Dossier, Pause
from motcua.dossiers.policies import access_own_dossier
from motcua.dossiers.reckoning import explained
from motcua.dossiers.services.answering import asked_pause, missing, points_of
from motcua.dossiers.services.conversing import LONGEST, ConversationError, write
from motcua.dossiers.services.own_acts import electronic_result, is_to_take
from motcua.kernel import clock
from motcua.payments.selectors import receipts_for
from motcua.procedures.selectors import content_of
from motcua.surveys.services.answering import has_open_slip
from motcua.web.access import CitizenRequest, citizen
from motcua.web.citizen import dossier_words
from motcua.web.office.story import FORM_NAMES
from motcua.web.public import tracking_words as words


@dataclass(frozen=True, slots=True)
class Link:
    """Something to do: ``is_act`` is done by a button, the rest on a page of its own."""

    label: str
    url: str
    icon: str
    is_act: bool = False
    is_urgent: bool = True


@citizen
@require_safe
@never_cache
def page(request: CitizenRequest, key: str) -> HttpResponse:
    """Show one's own dossier. Reading one's own is no officer's read, so it is not logged."""
    dossier = access_own_dossier(request.citizen, key)
    return _show(request, dossier)


@citizen
@require_POST
def write_message(request: CitizenRequest, key: str) -> HttpResponse:
    """Send a few words to the office; what was typed stays when it cannot be sent."""
    dossier = access_own_dossier(request.citizen, key)
    text = request.POST.get("text", "").replace("\x00", "")
    try:
        write(dossier, text, actor=request.citizen.actor, at=clock.now())
    except ConversationError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, dossier, typed=text, problem=str(error), status=status)
    messages.success(request, _("Đã gửi. Cán bộ trả lời, chúng tôi sẽ báo cho ông/bà."))
    return redirect(f"{reverse('citizen:dossier', args=[dossier.tracking_code])}#trao-doi")


def _show(
    request: CitizenRequest,
    dossier: Dossier,
    *,
    typed: str = "",
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now = clock.now()
    request.configuration_stamp = dossier.stamp  # type: ignore[attr-defined]
    prefetch_related_objects(
        [dossier], "due_dates", Prefetch("pauses", Pause.objects.select_related("form"))
    )
    pause = next((one for one in dossier.pauses.all() if one.ended_at is None), None)
    told = explained(dossier, now)
    steps = list(dossier.steps.select_related("agency"))
    process = content_of(dossier.procedure_version_id, dossier.stamp).process  # type: ignore[attr-defined]
    path = words.path(dossier, steps, process)
    parcels = list(
        Parcel.objects.filter(reference=dossier.tracking_code).prefetch_related("events")
    )
    context = {
        "dossier": words.facts(dossier, now),
        "key": dossier.tracking_code,
        "procedure": dossier.procedure.name,
        "for_whom": dossier.principal_name,
        "turn": dossier_words.turn(dossier, steps, now),
        "waiting": words.waiting(dossier, pause, knows_paper=True),
        "due": words.due(dossier, told, now),
        "moved": words.moved(dossier, told, knows_paper=True),
        "legs": words.legs(dossier, told, dossier.stamp),  # type: ignore[attr-defined]
        "why": words.why(dossier, told),
        "steps": path,
        "steps_text": _("Đã xong %(done)s trên %(all)s bước")
        % {"done": sum(step["state"] == "done" for step in path), "all": len(path)},
        "what_next": words.what_next(dossier, is_refused=False),
        "events": dossier_words.events(dossier, process, parcels),
        "parcel": parcels[0] if parcels else None,
        **_offered(dossier),
        **_papers(dossier),
        "conversation": list(dossier.conversation.select_related("officer__agency")),
        "typed": typed,
        "problem": problem,
        "longest": LONGEST,
        "readers": dossier_words.readers(dossier),
        "today": clock.day_of(now),
        "as_of": now,
        "kept": dossier_words.kept_on_device(dossier, told, now),
    }
    return render(request, "citizen/dossier.html", context, status=status)


def _papers(dossier: Dossier) -> dict[str, Any]:
    account = account_of(dossier)
    return {
        "forms": [
            {"form": form, "name": FORM_NAMES.get(form.kind, form.kind)}
            for form in dossier.forms.all()
        ],
        "papers": list(dossier.papers.select_related("file")),
        "charges": account.charges,
        "receipts": receipts_for(dossier.tracking_code),
        "refunds": [*account.promised_back, *account.given_back],
    }


def _offered(dossier: Dossier) -> dict[str, Any]:
    """Return what the citizen can do now: the most urgent by itself, then the rest."""
    links = [link for action in _ACTIONS if (link := action(dossier)) is not None]
    first = links[0] if links and links[0].is_urgent else None
    return {"first": first, "others": [link for link in links if link is not first]}


def _answer(dossier: Dossier) -> Link | None:
    pause = asked_pause(dossier)
    if pause is None:
        return None
    points = points_of(pause)
    left = len(missing(points))
    label = _("Trả lời yêu cầu bổ sung")
    if points and left < len(points):
        label = _("Trả lời tiếp yêu cầu bổ sung, còn %(n)d điểm") % {"n": left}
    return Link(label, reverse("citizen:supplement", args=[dossier.tracking_code]), "pen")


def _pay(dossier: Dossier) -> Link | None:
    if not account_of(dossier).unpaid:
        return None
    return _if_there(dossier, "nop-tien/", _("Nộp phí, lệ phí"), "money")


def _sign(dossier: Dossier) -> Link | None:
    return _if_there(dossier, "ky/", _("Ký số giấy tờ"), "stamp")


def _take_result(dossier: Dossier) -> Link | None:
    if electronic_result(dossier) is None:
        return None
    address = reverse("citizen:result", args=[dossier.tracking_code])
    if is_to_take(dossier):
        return Link(_("Nhận kết quả bản điện tử"), address, "download", is_act=True)
    return Link(_("Tải kết quả"), address, "download")


def _rate(dossier: Dossier) -> Link | None:
    if not has_open_slip(dossier):
        return None
    address = reverse("public:rate", args=[dossier.tracking_code])
    return Link(_("Đánh giá việc phục vụ"), address, "heart")


def _withdraw(dossier: Dossier) -> Link | None:
    if Action.WITHDRAW not in actions_from(State(dossier.state)):
        return None
    if dossier.results.filter(voided_at__isnull=True, approved_at__isnull=False).exists():
        return None
    address = reverse("citizen:withdraw", args=[dossier.tracking_code])
    return Link(_("Rút hồ sơ"), address, "stop", is_urgent=False)


_ACTIONS: Final[tuple[Callable[[Dossier], Link | None], ...]] = (
    _answer,
    _pay,
    _sign,
    _take_result,
    _rate,
    _withdraw,
)
"""In the order in which they are offered; a part that adds one adds a function."""


def _if_there(dossier: Dossier, page_name: str, label: str, icon: str) -> Link | None:
    """Return a link to a page of another part, where that part is there."""
    address = reverse("citizen:dossier", args=[dossier.tracking_code]) + page_name
    try:
        resolve(address)
    except Resolver404:
        return None
    return Link(label, address, icon)
