"""Feedback that was answered, for everybody; and following a petition by its code."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.actors import Actor
from motcua.documents.selectors import is_openable, picture_response
from motcua.indicators import hearing as figures
from motcua.kernel import clock
from motcua.kernel.codes import normalize_tracking_code
from motcua.kernel.errors import DomainError
from motcua.petitions.lifecycle import OPEN, CaseState, FeedbackState
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import Complaint, Denunciation, Feedback, Subject
from motcua.petitions.policies import (
    access_followed,
    access_followed_case,
    access_public,
    is_replied,
)
from motcua.petitions.selectors import limits_on, promises_of, published, why
from motcua.petitions.services import handling, hearing
from motcua.petitions.services.publishing import approved_answer
from motcua.web import errors
from motcua.web.access import public
from motcua.web.manage.paging import Chip, page_of
from motcua.web.public import limits
from motcua.web.public.petition_forms import RatingForm, SupplyForm
from motcua.web.throttle import client_address

LONGEST_WORDS: Final = 200
YEAR: Final = timedelta(days=365)
_BY_CODE: Final = Actor(officer_id=None, account_id=None, name="")


@public
@require_safe
@limits.limited
def answered(request: HttpRequest) -> HttpResponse:
    """List what was answered and is public, with a search and how it is heard in figures."""
    words = request.GET.get("q", "")[:LONGEST_WORDS].replace("\x00", "").strip()
    asked = request.GET.get("viec", "")
    subject = asked if asked in Subject.values else ""
    today = clock.today()
    rates = figures.rates(first=today - YEAR, last=today, at=clock.now())
    page = page_of(published(words, subject), request)
    context = {
        "words": words,
        "subject": subject,
        "subjects": _subject_chips(request, subject),
        "rows": page.rows,
        "next_url": page.next_url,
        "first_url": page.first_url,
        "figures": [
            {"one": one, "rate": rates[one.key], "noun": _NOUNS[one.key]}
            for one in figures.DEFINITIONS
        ],
    }
    return render(request, "public/feedback.html", context)


_NOUNS: Final = {
    figures.IN_TIME: gettext_lazy("phản ánh"),
    figures.CONTENT: gettext_lazy("đánh giá"),
    figures.SETTLED: gettext_lazy("câu trả lời"),
}


@public
@require_safe
@limits.limited
def answered_one(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one piece of public feedback with its answer."""
    one = access_public(ref)
    photos = one.photos.filter(is_public=True)
    return render(request, "public/feedback_one.html", {"one": one, "photos": photos})


@public
@require_safe
@limits.limited
def answered_photo(request: HttpRequest, ref: UUID, photo_ref: UUID) -> HttpResponseBase:
    """Show a picture that an officer made public, without where and by what it was taken."""
    del request
    photo = get_object_or_404(
        access_public(ref).photos.select_related("file"), ref=photo_ref, is_public=True
    )
    if not is_openable(photo.file, at=clock.now()):
        raise Http404
    response = picture_response(photo.file)
    if response is None:
        raise Http404
    return response


@public
@require_safe
@never_cache
def follow_form(request: HttpRequest) -> HttpResponse:
    """Ask for a code, or go to the petition that has it."""
    typed = request.GET.get("ma", "").strip()[:60]
    if not typed:
        return render(request, "public/feedback_follow_form.html", {"code": "", "code_error": ""})
    if not _may_ask(request):
        return errors.too_many(request)
    try:
        found = _followed(typed)
    except Http404:
        return _unknown(request, typed)
    return redirect("public:feedback-follow", found.code)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def follow(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far a petition is to whoever has its code, and take what they say of it."""
    if not _may_ask(request):
        return errors.too_many(request)
    try:
        found = _followed(key)
    except Http404:
        return _unknown(request, key[:60])
    if not isinstance(found, Feedback):
        return render(request, "public/case_follow.html", _case_context(found))
    supply, rating = SupplyForm(auto_id="s-%s"), RatingForm(auto_id="r-%s")
    if request.method == "POST":
        act = request.POST.get("do", "")
        if act == "supply":
            supply = SupplyForm(request.POST, auto_id="s-%s")
        if act == "rate":
            rating = RatingForm(request.POST, auto_id="r-%s")
        problem = _said(request, found, act, supply, rating)
        if problem is None:
            return redirect("public:feedback-follow", found.code)
        if problem:
            messages.error(request, problem)
    context = {
        **feedback_context(found, clock.now()),
        "supply": supply,
        "rating": rating,
    }
    status = 422 if supply.errors or rating.errors else 200
    return render(request, "public/feedback_follow.html", context, status=status)


def feedback_context(one: Feedback, at: datetime) -> dict[str, Any]:
    """Return what whoever sent feedback sees of it: no name, telephone or address."""
    promises = promises_of(one)
    due = next((row for row in promises.values() if row.due_at == one.due_at), None)
    answer = approved_answer(one) if is_replied(one) else None
    is_late = one.due_at is not None and one.due_at < at
    events = one.events.select_related("agency").order_by("-pk")
    return {
        "one": one,
        "state": FeedbackState(one.state),
        "is_open": one.state in OPEN,
        "is_late": is_late,
        "due": due,
        "due_words": LimitKind(due.kind).label if due is not None else "",
        "days": why(due) if due is not None else [],
        "promises": [promises[kind] for kind in LimitKind if kind in promises],
        "answer": answer,
        "asks": one.state == FeedbackState.AWAITING_PETITIONER,
        "asks_settled": one.asked_settled_at is not None and one.settled is None,
        "may_rate": is_replied(one) and one.rating is None,
        "events": [
            {"at": event.happened_at, "strong": event.get_action_display(), "text": event.agency}
            for event in events
        ],
        "today": clock.day_of(at),
        "as_of": at,
    }


def _said(
    request: HttpRequest, one: Feedback, act: str, supply: SupplyForm, rating: RatingForm
) -> str | None:
    """Do what was asked; None when it is done, else what is wrong, "" where a form says it."""
    at = clock.now()
    try:
        if act == "supply":
            if not supply.is_valid():
                return ""
            text = supply.cleaned_data["text"].replace("\x00", "")
            handling.supply(one.pk, text=text, actor=_BY_CODE, at=at)
            messages.success(request, _("Đã gửi. Cơ quan xử lý tiếp từ bây giờ."))
        elif act == "rate":
            if not rating.is_valid():
                return ""
            words = rating.cleaned_data["words"].replace("\x00", "")
            value = rating.cleaned_data["value"]
            hearing.rate(one.pk, value=value, words=words, actor=_BY_CODE, at=at)
            messages.success(request, _("Đã ghi đánh giá. Cảm ơn ông/bà."))
        elif act in {"settled", "not-settled"}:
            is_settled = act == "settled"
            hearing.say_settled(one.pk, is_settled=is_settled, actor=_BY_CODE, at=at)
            messages.success(request, _("Đã ghi câu trả lời. Cảm ơn ông/bà."))
        else:
            return _("Xin bấm một trong các nút trên trang.")
    except DomainError as error:
        return str(error)
    return None


def _followed(key: str) -> Feedback | Complaint | Denunciation:
    if not normalize_tracking_code(key):
        raise Http404
    try:
        return access_followed(key)
    except Http404:
        return access_followed_case(key)


def _case_context(case: Complaint | Denunciation) -> dict[str, Any]:
    """Return what the code of a complaint or denunciation tells: where it is, by which law."""
    limits_now = limits_on(clock.day_of(case.lodged_at))
    is_complaint = isinstance(case, Complaint)
    prefix = "complaint" if is_complaint else "denunciation"
    events = case.events.select_related("agency").order_by("-pk")
    return {
        "case": case,
        "kind": _("Khiếu nại") if is_complaint else _("Tố cáo"),
        "state": CaseState(case.state),
        "events": events,
        "limits": [
            (kind.label, limit.limit, limit.legal_basis)
            for kind, limit in limits_now.items()
            if kind.value.startswith(prefix)
        ],
        "is_anonymous": getattr(case, "is_anonymous", False),
        "today": clock.today(),
    }


def _subject_chips(request: HttpRequest, chosen: str) -> list[Chip]:
    kept = request.GET.copy()
    kept.pop("trang", None)
    made = []
    for value, label in (("", _("Tất cả")), *Subject.choices):
        kept["viec"] = value
        made.append(Chip(str(label), f"?{kept.urlencode()}", is_current=value == chosen))
    return made


def _may_ask(request: HttpRequest) -> bool:
    most = settings.LOOKUPS_PER_MINUTE
    return limits.throttle.admits(client_address(request), clock.now(), most)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    sentence = _("Không có phản ánh hay đơn nào mang mã này. Xin xem lại từng chữ trong tin.")
    context = {"code": typed, "code_error": sentence}
    return render(request, "public/feedback_follow_form.html", context, status=404)
