"""The acceptance screen: one draft, typed, saved as it is typed, then accepted or lodged."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import desks_for
from motcua.dossiers.models import AccessRecord, Draft
from motcua.dossiers.policies import access_draft
from motcua.dossiers.selectors import open_drafts
from motcua.dossiers.services.drafts import (
    DraftAcceptedError,
    accept_draft,
    detach_file,
    discard_draft,
    lodge_draft,
    open_draft,
    refuse_closed,
    save_draft,
)
from motcua.dossiers.services.lodging import DuplicateDossierError, LodgingError
from motcua.guidance.selectors import shifts_at
from motcua.hall.services.serving import finish_where_served
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.desk.files import keep_uploads
from motcua.web.desk.forms import AcceptanceForm
from motcua.web.desk.page import page_of, procedures_found
from motcua.web.desk.screen import Screen, filled_in, known_person, read_screen
from motcua.web.languages.sentences import sentence
from motcua.web.reading import looked_at_many
from motcua.web.uploads import KEPT

DESK = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
GONE = 410
BUTTONS = ("act", "choose", "drop")
"""What the buttons of the form are called."""


@requires(*DESK)
@require_GET
@never_cache
def home(request: StaffRequest) -> HttpResponse:
    """Offer what was begun and a new acceptance."""
    desks = _desks(request)
    context = {
        "drafts": [_summary(draft) for draft in open_drafts(request.actor)],
        "desks": desks,
        "shifts": shifts_at([desk.pk for desk in desks], clock.now()),
        "today": clock.today(),
    }
    return render(request, "desk/home.html", context)


@requires(*DESK)
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Open a new draft at the officer's desk."""
    desks = _desks(request)
    wanted = request.POST.get("desk", "")
    desk = next((desk for desk in desks if desk.code == wanted), desks[0] if desks else None)
    if desk is None:
        # The page it leads to says whom to ask.
        return redirect("desk:home")
    draft = open_draft(desk, actor=request.actor, at=clock.now())
    return redirect("desk:draft", draft.ref)


@requires(*DESK)
@require_GET
@never_cache
def draft_page(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show the acceptance screen of a draft."""
    try:
        draft = own_draft(request, ref)
    except DomainError as error:
        return closed(request, error)
    at = clock.now()
    screen = read_screen(draft, draft.values, at)
    return _show(request, screen, screen.form(is_bound=False))


@requires(*DESK)
@require_http_methods(["GET", "POST"])
def save(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Keep what was typed. A script is answered with the words to show, a button with a page."""
    if request.method != "POST":
        # Signing in again leads back here; the page itself is next door.
        return redirect("desk:draft", ref)
    at = clock.now()
    is_script = "X-Fragment" in request.headers
    act = request.POST.get("act", "")
    try:
        draft = own_draft(request, ref)
        values = with_scans(draft, posted(request))
        if chosen := request.POST.get("choose"):
            values["procedure"] = chosen
        draft = keep_uploads(request, draft, values, at)
        if dropped := request.POST.get("drop"):
            detach_file(draft, dropped)
            values.pop(f"file-{dropped}", None)
        if act == "person":
            values = _with_known_people(request, values, at)
        save_draft(draft, values, at=at)
    except DomainError as error:
        return _not_saved(request, ref, error, is_script=is_script)
    if is_script:
        words = _("Đã lưu nháp lúc %(time)s") % {"time": f"{clock.local(at):%H:%M:%S}"}
        return sentence(words)
    return redirect(_after_saving(request, draft, act))


def _after_saving(request: HttpRequest, draft: Draft, act: str) -> str:
    address = reverse("desk:draft", args=[draft.ref])
    if act == "search":
        return reverse(
            "desk:draft", args=[draft.ref], query={"q": request.POST.get("q", ""), "doi": "1"}
        )
    if act == "refuse":
        return reverse("desk:refuse-draft", args=[draft.ref])
    return address


def _not_saved(
    request: StaffRequest, ref: UUID, error: DomainError, *, is_script: bool
) -> HttpResponse:
    if is_script:
        return sentence(str(error), status=GONE)
    if isinstance(error, DraftAcceptedError):
        return closed(request, error)
    try:
        draft = own_draft(request, ref)
    except DomainError as gone:
        return closed(request, gone)
    try:
        save_draft(draft, posted(request), at=clock.now())
    except DomainError as gone:
        return closed(request, gone)
    messages.error(request, str(error))
    return redirect("desk:draft", ref)


def _with_known_people(
    request: StaffRequest, values: dict[str, str], at: datetime
) -> dict[str, str]:
    """Fill in who is known by number; that somebody's data were opened so stands in the log."""
    on = clock.day_of(at)
    for who in ("applicant", "principal"):
        known = known_person(values, who, on)
        filled = filled_in(values, who, known)
        if filled != values:
            looked_at_many(
                request, AccessRecord.Kind.PREFILL, at, rows=1, number=known.identity.number
            )
        values = filled
    return values


@requires(*DESK)
@require_GET
@never_cache
def search(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Answer the search box with the procedures found: a piece of the acceptance screen."""
    try:
        own_draft(request, ref)
    except DomainError as error:
        return closed(request, error)
    found = procedures_found(request.GET.get("q", ""))
    return render(
        request, "desk/_procedures.html", {"found": found, "q": request.GET.get("q", "")}
    )


@requires(*DESK)
@require_http_methods(["GET", "POST"])
def accept(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Accept what was typed, or show again what is to be mended; nothing typed is lost."""
    return _decide(request, ref, is_accepted=True)


@requires(*DESK)
@require_http_methods(["GET", "POST"])
def lodge(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Take the dossier in without a decision, to be checked later."""
    return _decide(request, ref, is_accepted=False)


def _decide(request: StaffRequest, ref: UUID, *, is_accepted: bool) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:draft", ref)
    at = clock.now()
    values = posted(request)
    if request.FILES or any(name.startswith(KEPT) for name in request.POST):
        # Scans are kept whatever becomes of the rest.
        try:
            keep_uploads(request, own_draft(request, ref), values, at)
        except DomainError as error:
            return _not_saved(request, ref, error, is_script=False)
    screen: Screen | None = None
    form: AcceptanceForm | None = None
    try:
        with transaction.atomic():
            draft = own_draft(request, ref, lock=True)
            values = with_scans(draft, values)
            screen = read_screen(draft, values, at)
            form = screen.form(is_bound=True)
            if form.is_valid() and screen.agency is not None:
                lodging = form.lodging(
                    agency_id=screen.agency.pk,
                    files=screen.files_by_paper(),
                    visit_id=draft.visit_id,
                )
                take = accept_draft if is_accepted else lodge_draft
                dossier = take(draft, lodging, context=screen.context, actor=request.actor, at=at)
                finish_where_served(actor=request.actor, at=at, visit_id=draft.visit_id)
                name = "desk:accepted" if is_accepted else "desk:lodged"
                return redirect(name, dossier.code or dossier.tracking_code)
    except DomainError as error:
        if screen is None or form is None:
            return closed(request, error)
        _tell(form, error)
    try:
        save_draft(screen.draft, values, at=at)
    except DomainError as error:
        # Thrown away or accepted in another window a moment ago.
        return closed(request, error)
    return _show(request, screen, form, status=422)


def _tell(form: AcceptanceForm, error: DomainError) -> None:
    """Put the sentence at the field it speaks of, else on top."""
    fields = {"agency": "agency", "exemption": "fee"}
    name = error.field_name if isinstance(error, LodgingError) else ""
    if isinstance(error, DuplicateDossierError):
        name = "knows_of_duplicate"
    name = fields.get(name, name)
    form.add_error(name if name in form.fields else None, str(error))


@requires(*DESK)
@require_POST
def discard(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Throw the draft away."""
    try:
        discard_draft(access_draft(request.actor, ref))
    except Http404:
        messages.info(request, _("Bản nháp này đã được bỏ trước đó."))
    else:
        messages.success(request, _("Đã bỏ bản nháp."))
    return redirect("desk:home")


def closed(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Say that a draft is no longer open, and where its dossier is."""
    key = error.key if isinstance(error, DraftAcceptedError) else ""
    return render(request, "desk/closed.html", {"sentence": str(error), "key": key}, status=GONE)


def posted(request: HttpRequest) -> dict[str, str]:
    """Return the fields of the form as typed; buttons and the token are none."""
    buttons = {"csrfmiddlewaretoken", *BUTTONS, "q"}
    return {
        # No keyboard types NUL, and the database cannot even be asked for it.
        name: value.replace("\x00", "")
        for name, value in request.POST.items()
        if name not in buttons and isinstance(value, str) and not name.startswith(KEPT)
    }


def with_scans(draft: Draft, values: dict[str, str]) -> dict[str, str]:
    """Return ``values`` with what each scan was said to be.

    A scan sent ahead is known to the draft before the page that saves shows it.
    """
    said = {name: of for name, of in draft.values.items() if name.startswith("file-")}
    return {**said, **values}


def own_draft(request: StaffRequest, ref: UUID, *, lock: bool = False) -> Draft:
    """Return one's own draft if it is open; raise DraftGoneError or DraftAcceptedError."""
    try:
        draft = access_draft(request.actor, ref, lock=lock)
    except Http404:
        draft = None
    refuse_closed(draft)
    assert draft is not None  # noqa: S101 - refuse_closed raised otherwise
    return draft


def _show(
    request: StaffRequest, screen: Screen, form: AcceptanceForm, status: int = 200
) -> HttpResponse:
    context = page_of(screen, form, request.GET)
    return render(request, "desk/draft.html", context, status=status)


def _desks(request: StaffRequest) -> list[Desk]:
    """Return the desks at which the officer may accept, the usual one first."""
    officer = getattr(request.user, "officer", None)
    usual = officer.desk_id if officer else None
    found = list(desks_for(request.actor, clock.today()).order_by("code"))
    return sorted(found, key=lambda desk: desk.pk != usual)


def _summary(draft: Draft) -> dict[str, Any]:
    return {
        "ref": draft.ref,
        "name": draft.values.get("applicant_name", ""),
        "procedure": draft.values.get("procedure", ""),
        "saved_at": draft.saved_at,
        "desk": draft.desk.name,
    }
