"""Handing results over at the desk: one, with what else the same person has, or several chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, DossierPersonalData, Result
from motcua.dossiers.selectors import at_desks_of, ready_to_return
from motcua.dossiers.services.receipts import stored_people
from motcua.dossiers.services.returning import MOST_AT_ONCE, return_results
from motcua.hall.services.serving import finish_where_served
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.after import at_own_desk
from motcua.web.desk.correction import OTHER, SELF, ReturnForm
from motcua.web.reading import opened, opened_at_desk

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
CHOSEN = "ma"
"""The field that names each dossier chosen."""


@dataclass(frozen=True, slots=True)
class ToHand:
    """A dossier on the page: its result in force, and whether it is chosen."""

    dossier: Dossier
    result: Result | None
    is_chosen: bool = True

    @property
    def key(self) -> str:
        """Return the dossier's key in addresses."""
        return self.dossier.code or self.dossier.tracking_code

    @property
    def is_ready(self) -> bool:
        """Say whether there is something to hand over."""
        return State(self.dossier.state) is State.FINISHED

    @property
    def state(self) -> State:
        """Return the state of the dossier."""
        return State(self.dossier.state)

    @property
    def is_unpaid(self) -> bool:
        """Say whether something is owed still."""
        return self.dossier.money_state == MoneyState.DUE


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def hand_back(request: StaffRequest, key: str) -> HttpResponse:
    """Hand a result over, together with others of the same applicant where they are chosen."""
    dossier, _desk = at_own_desk(request, key)
    form = _form(request)
    codes = request.POST.getlist(CHOSEN) if form.is_bound else []
    chosen = {code for code in codes if code != dossier.code}
    if form.is_bound and form.is_valid() and _returned_with(request, form, dossier, chosen):
        return redirect("desk:ready")
    dossier.refresh_from_db(fields=["state", "money_state"])
    ready = ready_to_return(request.actor).filter(_of_same_person(dossier)).exclude(pk=dossier.pk)
    others = list(ready[: MOST_AT_ONCE - 1])
    # What was ticked and is ready no more stays, so that the officer sees it and unticks it.
    others += [also for also in _named(request, dossier, chosen) if also not in others]
    rows = _rows([dossier, *others], chosen={dossier.code, *chosen})
    if asked := opened(request, dossier, clock.now()):
        return asked
    personal = DossierPersonalData.objects.get(dossier=dossier)
    context = {
        "row": rows[0],
        "others": rows[1:],
        "dossier": dossier,
        "applicant": stored_people(personal)["applicant"],
        "form": form,
    }
    return render(request, "desk/return.html", context, status=_status(form))


@requires(*DESK)
@require_http_methods(["GET", "POST"])
@never_cache
def several(request: StaffRequest) -> HttpResponse:
    """Hand the chosen results over to one person: all of them, or none."""
    asked = request.POST if request.method == "POST" else request.GET
    keys = list(dict.fromkeys(asked.getlist(CHOSEN)))
    if not keys:
        messages.info(
            request, _("Xin đánh dấu các hồ sơ cần trả, rồi bấm “Trả các hồ sơ đã chọn”.")
        )
        return redirect("desk:ready")
    if len(keys) == 1:
        return redirect("desk:return", keys[0])
    if len(keys) > MOST_AT_ONCE:
        raise Http404
    dossiers = [at_own_desk(request, key)[0] for key in keys]
    is_one_applicant = len({dossier.applicant_id for dossier in dossiers}) == 1
    form = _form(request, who=SELF if is_one_applicant else OTHER)
    if form.is_bound and form.is_valid() and _returned(request, form, dossiers):
        return redirect("desk:ready")
    if form.is_bound:
        dossiers = [at_own_desk(request, key)[0] for key in keys]
    opened_at_desk(request, dossiers, clock.now())
    context = {
        "rows": _rows(dossiers, chosen=set(keys)),
        "is_one_applicant": is_one_applicant,
        "form": form,
    }
    return render(request, "desk/return_several.html", context, status=_status(form))


def _returned_with(
    request: StaffRequest, form: ReturnForm, dossier: Dossier, chosen: set[str]
) -> bool:
    """Hand the dossier over with those of ``chosen``; say on the form why not."""
    also = _named(request, dossier, chosen)
    unknown = sorted(chosen.difference(str(other.code) for other in also))
    if unknown:
        form.add_error(
            None,
            _(
                "Tại quầy này người nộp không có hồ sơ %(codes)s nên chưa trả hồ sơ nào. "
                "Xin xem lại các hồ sơ đã đánh dấu rồi trả lại."
            )
            % {"codes": ", ".join(unknown)},
        )
        return False
    return _returned(request, form, [dossier, *also])


def _named(request: StaffRequest, dossier: Dossier, codes: set[str]) -> list[Dossier]:
    """Return what ``codes`` name of the same person's at the same desk, in whatever state."""
    # The database takes no text with a zero byte, and no code has one.
    storable = [code for code in codes if "\x00" not in code]
    found = at_desks_of(request.actor).filter(_of_same_person(dossier), code__in=storable)
    return list(found.select_related("procedure", "applicant").order_by("finished_at", "pk"))


def _of_same_person(dossier: Dossier) -> Q:
    return Q(applicant_id=dossier.applicant_id, receiving_agency_id=dossier.receiving_agency_id)


def _form(request: StaffRequest, *, who: str = SELF) -> ReturnForm:
    typed = request.POST if request.method == "POST" else None
    return ReturnForm(typed, on=clock.today(), who=who)


def _status(form: ReturnForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _returned(request: StaffRequest, form: ReturnForm, dossiers: Sequence[Dossier]) -> bool:
    """Hand all of them over; say on the form why not. Who was called for that has been served."""
    at = clock.now()
    try:
        return_results(
            [dossier.pk for dossier in dossiers], **form.handing(), actor=request.actor, at=at
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    finish_where_served(actor=request.actor, at=at)
    messages.success(
        request,
        ngettext(
            "Đã trả kết quả hồ sơ %(codes)s.", "Đã trả kết quả các hồ sơ %(codes)s.", len(dossiers)
        )
        % {"codes": ", ".join(str(dossier.code) for dossier in dossiers)},
    )
    return True


def _rows(dossiers: Sequence[Dossier], *, chosen: set[str | None]) -> list[ToHand]:
    found = Result.objects.filter(dossier__in=dossiers, voided_at__isnull=True)
    results = {result.dossier_id: result for result in found}
    return [
        ToHand(dossier, results.get(dossier.pk), is_chosen=dossier.code in chosen)
        for dossier in dossiers
    ]
