"""Sending feedback: who writes, the code that came, the words and pictures, a last look."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.models import Agency
from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.documents.file_kinds import kind_of_type
from motcua.documents.models import StoredFile
from motcua.documents.selectors import is_openable, picture_response
from motcua.documents.services import Owner
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.people.citizens import Citizen
from motcua.people.models import Person
from motcua.petitions.masking import Own, proposed
from motcua.petitions.models import FeedbackDraft, Subject
from motcua.petitions.policies import access_draft
from motcua.petitions.selectors import agencies_to_choose, alike, text_on
from motcua.petitions.services import lodging
from motcua.petitions.services.lodging import MOST_PHOTOS, NewFeedback
from motcua.petitions.services.verifying import can_reach_phones, check_code, send_code
from motcua.petitions.texts import TextKind
from motcua.web import errors
from motcua.web.access import public
from motcua.web.context import stamp_of
from motcua.web.languages.sentences import sentence
from motcua.web.public.petition_forms import CodeForm, ContactForm, FeedbackForm
from motcua.web.switching import stops_when_off
from motcua.web.throttle import Throttle, client_address
from motcua.web.uploads import files_from

SENDINGS_A_MINUTE: Final = 20
throttle = Throttle()
"""Of what is sent, not only looked at: codes, words, pictures."""


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@stops_when_off(Feature.PETITIONS)
def begin(request: HttpRequest) -> HttpResponse:
    """Say what kinds of petition there are; begin feedback, or send a code to an address."""
    citizen = citizen_of(request)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_send(request):
            return errors.too_many(request)
        draft = _begun(citizen, form, clock.now())
        if draft is not None:
            name = "public:feedback-write" if draft.is_verified else "public:feedback-code"
            return redirect(name, draft.ref)
    context = {
        "form": form,
        "has_phones": can_reach_phones(),
        "law": text_on(TextKind.FEEDBACK, clock.today()),
    }
    return render(request, "public/feedback_begin.html", context, status=_status(form))


def _begun(citizen: Citizen | None, form: ContactForm, at: datetime) -> FeedbackDraft | None:
    if citizen is not None:
        return lodging.start_draft(person_id=citizen.person_id, at=at)
    if not form.is_valid():
        return None
    phone = "" if form.cleaned_data["email"] else form.cleaned_data["phone"]
    email = form.cleaned_data["email"]
    try:
        row = send_code(phone=phone, email=email, at=at)
    except DomainError as error:
        form.add_error("email", str(error))
        return None
    draft = lodging.start_draft(person_id=None, phone=phone, email=email, at=at)
    draft.verification = row
    draft.save(update_fields=["verification"])
    return draft


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def code(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take the code that was sent, or send another."""
    draft = access_draft(ref, citizen_of(request))
    if draft.is_verified:
        return redirect("public:feedback-write", ref)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_send(request):
            return errors.too_many(request)
        at = clock.now()
        try:
            if request.POST.get("do") == "again":
                draft.verification = send_code(phone=draft.phone, email=draft.email, at=at)
                draft.save(update_fields=["verification"])
                messages.success(request, _("Đã gửi mã khác."))
                return redirect("public:feedback-code", ref)
            if form.is_valid():
                if draft.verification_id is None:
                    raise Http404
                check_code(draft.verification_id, form.cleaned_data["code"], at=at)
                draft.is_verified = True
                draft.save(update_fields=["is_verified"])
                return redirect("public:feedback-write", ref)
        except DomainError as error:
            form.errors.clear()
            form.cleaned_data = getattr(form, "cleaned_data", {})
            form.add_error("code", str(error))
    context = {"form": form, "draft": draft}
    return render(request, "public/feedback_code.html", context, status=_status(form))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def write(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write feedback and add pictures; everything typed is kept at once."""
    citizen = citizen_of(request)
    draft = _writable(ref, citizen)
    if isinstance(draft, HttpResponse):
        return draft
    agencies = agencies_to_choose(clock.today())
    problems: list[str] = []
    if request.method == "POST":
        if not may_send(request):
            return errors.too_many(request)
        form = FeedbackForm(agencies, _typed(request, draft))
        problems = _keep(request, draft, citizen)
        if not problems and request.POST.get("do") == "look" and form.is_valid():
            return redirect("public:feedback-check", ref)
        if request.POST.get("do") != "look" and not problems:
            return redirect("public:feedback-write", ref)
    else:
        form = FeedbackForm(agencies, initial=_initial(draft, agencies))
    for problem in problems:
        form.add_error(None, problem)
    context = {
        "form": form,
        "draft": draft,
        "photos": list(draft.files.order_by("pk")),
        "most": MOST_PHOTOS,
        "is_own": citizen is not None,
    }
    return render(request, "public/feedback_write.html", context, status=_status(form))


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what was written, what of it would be public, and what is alike; then send."""
    citizen = citizen_of(request)
    draft = _writable(ref, citizen)
    if isinstance(draft, HttpResponse):
        return draft
    agencies = agencies_to_choose(clock.today())
    form = FeedbackForm(agencies, draft.values)
    if not form.is_valid():
        return redirect("public:feedback-write", ref)
    new = _new(form, draft)
    problem = ""
    if request.method == "POST":
        if not may_send(request):
            return errors.too_many(request)
        try:
            require_on(Feature.PETITIONS, stamp=stamp_of(request))
            sent = lodging.lodge_draft(
                draft.ref, person_id=draft.person_id, new=new, at=clock.now()
            )
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(request, _("Đã gửi phản ánh. Xin giữ mã theo dõi bên dưới."))
            return redirect("public:feedback-follow", sent.code)
    own = Own(new.full_name, new.address, new.phone, new.email, _number_of(draft))
    context = {
        "draft": draft,
        "new": new,
        "agency": form.cleaned_data["agency"],
        "subject": Subject(new.subject).label,
        "public_title": proposed(new.title, own),
        "public_text": proposed(new.text, own),
        "photos": list(draft.files.order_by("pk")),
        "alike": alike(
            f"{new.title} {new.text}",
            new.agency_id,
            at=clock.now(),
            person_id=draft.person_id,
        ),
        "problem": problem,
    }
    return render(request, "public/feedback_check.html", context, status=422 if problem else 200)


@public
@require_safe
@never_cache
def photo(request: HttpRequest, ref: UUID, file_ref: UUID) -> HttpResponseBase:
    """Show a picture of what one is writing, without where and by what it was taken."""
    draft = access_draft(ref, citizen_of(request))
    file = get_object_or_404(draft.files, ref=file_ref)
    shown = picture_response(file) if is_openable(file, at=clock.now()) else None
    if shown is None:
        return sentence(_("Ảnh đang được kiểm tra an toàn, xin mở lại sau."), status=403)
    return shown


def citizen_of(request: HttpRequest) -> Citizen | None:
    """Return whoever is signed in as themselves."""
    found: Citizen | None = getattr(request, "citizen", None)
    return found


def may_send(request: HttpRequest) -> bool:
    """Say whether this address may send something more this minute."""
    return throttle.admits(client_address(request), clock.now(), SENDINGS_A_MINUTE)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _writable(ref: UUID, citizen: Citizen | None) -> FeedbackDraft | HttpResponse:
    """Return the draft, or the way to where it belongs now."""
    draft = access_draft(ref, citizen)
    if draft.sent_as:
        return redirect("public:feedback-follow", draft.sent_as)
    if not draft.is_verified:
        return redirect("public:feedback-code", ref)
    return draft


def _typed(request: HttpRequest, draft: FeedbackDraft) -> dict[str, str]:
    """Return what was typed; the address that was tried out cannot be changed any more."""
    names = ("agency", "subject", "title", "text", "place", "dossier_code", "full_name")
    values = {
        name: request.POST.get(name, "").replace("\x00", "")
        for name in (*names, "address", "phone", "email")
    }
    values |= {"phone": draft.phone} if draft.phone else {}
    values |= {"email": draft.email} if draft.email else {}
    return values


def _keep(request: HttpRequest, draft: FeedbackDraft, citizen: Citizen | None) -> list[str]:
    """Keep words and pictures as they are; return what is wrong with the pictures."""
    draft.values = _typed(request, draft)
    draft.save(update_fields=["values"])
    asked = request.POST.get("do", "")
    if asked.startswith("drop:"):
        draft.files.remove(*draft.files.filter(ref__in=_refs(asked.removeprefix("drop:"))))
    owner = Owner(person_id=citizen.person_id if citizen is not None else None)
    files, problems = files_from(request, "photos", owner=owner, at=clock.now())
    pictures = [file for file in files if _is_picture(file)]
    if len(pictures) < len(files):
        problems.append(_("Chỉ gửi ảnh (JPEG, PNG, WebP, HEIC)."))
    room = MOST_PHOTOS - draft.files.count()
    if len(pictures) > room:
        problems.append(_("Xin gửi nhiều nhất %(most)d ảnh.") % {"most": MOST_PHOTOS})
    draft.files.add(*pictures[: max(room, 0)])
    return problems


def _refs(typed: str) -> list[UUID]:
    try:
        return [UUID(typed)]
    except ValueError:
        return []


def _is_picture(file: StoredFile) -> bool:
    kind = kind_of_type(file.content_type)
    return kind is not None and kind.is_picture


def _initial(draft: FeedbackDraft, agencies: list[Agency]) -> dict[str, str]:
    if draft.values:
        return {**draft.values}
    known: dict[str, str] = {"phone": draft.phone, "email": draft.email}
    person = draft.person
    if person is not None:
        known = {
            name: getattr(person, name) for name in ("full_name", "address", "phone", "email")
        }
    if len(agencies) == 1:
        known["agency"] = agencies[0].code
    return known


def _new(form: FeedbackForm, draft: FeedbackDraft) -> NewFeedback:
    typed = dict(form.cleaned_data)
    agency: Agency = typed.pop("agency")
    typed |= {"phone": draft.phone} if draft.phone else {}
    typed |= {"email": draft.email} if draft.email else {}
    return NewFeedback(agency_id=agency.pk, **typed)


def _number_of(draft: FeedbackDraft) -> str:
    person: Person | None = draft.person
    return (person.identity_number or "") if person is not None else ""
