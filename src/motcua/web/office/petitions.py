"""Feedback at work: the list, taking it in, the page of one, and everything done to it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.documents.selectors import is_openable, picture_response
from motcua.dossiers.policies import dossiers_visible_to
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_name
from motcua.petitions import policies
from motcua.petitions.lifecycle import FEEDBACK, OPEN, FeedbackAction, FeedbackState
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import Feedback
from motcua.petitions.selectors import (
    Tally,
    agencies_to_choose,
    alike,
    late_at,
    promises_of,
    tally,
    why,
)
from motcua.petitions.services import handling, turning_over
from motcua.petitions.services.lodging import NewFeedback, take_in
from motcua.petitions.services.publishing import keep_private, withdraw_publication
from motcua.web.access import StaffRequest, requires
from motcua.web.languages.sentences import sentence
from motcua.web.languages.told import joined
from motcua.web.manage.paging import Chip, page_of
from motcua.web.office.petition_forms import ActForm, IntakeForm

LISTENING: Final = requires(*policies.READING)
_A: Final = FeedbackAction
_S: Final = FeedbackState
OPEN_ONES, TO_APPROVE, LATE, TO_PUBLISH, ALL = "viec", "duyet", "tre", "cong-khai", "tat-ca"
_BY_BUTTON: Final = (
    _A.ACCEPT,
    _A.PROPOSE,
    _A.APPROVE,
    _A.SEND_BACK,
    _A.ASK,
    _A.FORWARD,
    _A.REFUSE,
    _A.TURN_OVER,
    _A.KEEP_PRIVATE,
    _A.WITHDRAW_PUBLICATION,
    _A.REOPEN,
)


@LISTENING
@require_safe
@never_cache
def listed(request: StaffRequest) -> HttpResponse:
    """List feedback by where it stands, what is due first on top."""
    at = clock.now()
    mine = policies.feedback_visible_to(request.actor)
    counts = tally(mine, at)
    chosen, chips = _chips(request, counts)
    rows = _narrowed(mine, chosen, at).select_related("agency", "petitioner")
    page = page_of(rows, request)
    context = {
        "page": page,
        "chips": chips,
        "counts": counts,
        "rows": [_line(request.actor, one, at) for one in page.rows],
        "today": clock.day_of(at),
        "may_take_in": request.actor.has(*policies.TAKING_IN),
    }
    return render(request, "office/petitions.html", context)


def _narrowed(mine: QuerySet[Feedback], chosen: str, at: datetime) -> QuerySet[Feedback]:
    by_due = ("due_at", "pk")
    match chosen:
        case "duyet":
            return mine.filter(state=_S.AWAITING_APPROVAL).order_by(*by_due)
        case "tre":
            return mine.filter(late_at(at)).order_by(*by_due)
        case "cong-khai":
            return mine.filter(state=_S.ANSWERED).order_by(*by_due)
        case "tat-ca":
            return mine.order_by("-lodged_at", "-pk")
        case _:
            return mine.filter(state__in=sorted(OPEN)).order_by(*by_due)


def _chips(request: StaffRequest, counts: Tally) -> tuple[str, list[Chip]]:
    is_leader = request.actor.has(Role.APPROVER) and not request.actor.has(Role.PETITION_OFFICER)
    labels: dict[str, tuple[str, int | None]] = {
        OPEN_ONES: (_("Đang xử lý"), counts.open),
        TO_APPROVE: (_("Chờ duyệt"), counts.approving),
        LATE: (_("Quá hạn"), counts.late),
        TO_PUBLISH: (_("Chờ công khai"), counts.answered),
        ALL: (_("Tất cả"), None),
    }
    first = TO_APPROVE if is_leader and counts.approving else OPEN_ONES
    asked = request.GET.get("loc", "")
    chosen = asked if asked in labels else first
    return chosen, [
        Chip(label, f"?loc={value}", is_current=value == chosen, count=count)
        for value, (label, count) in labels.items()
    ]


def _line(actor: Actor, one: Feedback, at: datetime) -> dict[str, Any]:
    is_late = one.due_at is not None and one.due_at < at
    name = one.petitioner.full_name
    return {
        "one": one,
        "state": FeedbackState(one.state),
        "is_late": is_late,
        "name": name if policies.sees_people(actor, one) else mask_name(name),
    }


@requires(*policies.TAKING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """Write down what came by telephone, by letter or to the desk."""
    mine = request.actor.agencies_with(*policies.TAKING_IN)
    agencies = list(Agency.objects.filter(pk__in=mine).order_by("name"))
    form = IntakeForm(agencies, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        agency: Agency = typed.pop("agency")
        try:
            one = take_in(
                NewFeedback(agency_id=agency.pk, **typed), actor=request.actor, at=clock.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "office/petition_taken.html", {"one": one})
    status = 422 if form.errors else 200
    return render(request, "office/petition_new.html", {"form": form}, status=status)


@LISTENING
@require_safe
@never_cache
def one(request: StaffRequest, code: str) -> HttpResponse:
    """Show one piece of feedback with what may be done to it."""
    found = policies.access_feedback(request.actor, code)
    return show(request, found, None, "")


@LISTENING
@require_POST
@never_cache
def act(request: StaffRequest, code: str, action: str) -> HttpResponse:
    """Do one act; what is refused comes back with everything that was typed."""
    found = policies.access_feedback(request.actor, code)
    doing = _ACTS.get(action)
    if doing is None:
        raise Http404
    form = ActForm(_others(found), request.POST)
    if form.is_valid():
        try:
            said = doing(found, form.cleaned_data, request.actor, clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect("office:petition", found.code)
    return show(request, found, form, action)


def show(request: StaffRequest, found: Feedback, form: ActForm | None, tried: str) -> HttpResponse:
    """Answer with the page of one piece of feedback; ``tried`` is the act that was refused."""
    at = clock.now()
    found.refresh_from_db()
    context = {
        **_context(request.actor, found, at),
        "form": form or ActForm(_others(found)),
        "tried": tried,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "office/petition.html", context, status=status)


def _context(actor: Actor, found: Feedback, at: datetime) -> dict[str, Any]:
    state = FeedbackState(found.state)
    promises = promises_of(found)
    due = next((row for row in promises.values() if row.due_at == found.due_at), None)
    who = found.petitioner
    sees = policies.sees_people(actor, found)
    near = alike(f"{who.title} {who.text}", found.agency_id, at=at, without=found.pk)
    dossier = found.dossier
    visible = dossier is not None and dossiers_visible_to(actor).filter(pk=dossier.pk).exists()
    answers = list(found.answers.select_related("written_by", "decided_by").order_by("-pk"))
    return {
        "one": found,
        "state": state,
        "sees": sees,
        "name": who.full_name if sees else mask_name(who.full_name),
        "is_late": found.due_at is not None and found.due_at < at,
        "due": due,
        "due_words": LimitKind(due.kind).label if due is not None else "",
        "days": why(due) if due is not None else [],
        "promises": [promises[kind] for kind in LimitKind if kind in promises],
        "answers": answers,
        "photos": found.photos.select_related("file") if sees else [],
        "alike": near,
        "dossier_url_key": str(dossier) if visible and dossier is not None else "",
        "acts": [
            action
            for action in _BY_BUTTON
            if state in FEEDBACK[action].sources and policies.may(actor, action, found)
        ],
        "may_publish": state in FEEDBACK[_A.PUBLISH].sources
        and policies.may(actor, _A.PUBLISH, found),
        "publication": getattr(found, "publication", None),
        "events": _events(found),
        "today": clock.day_of(at),
    }


def _events(found: Feedback) -> list[dict[str, Any]]:
    """Return what was done, the latest first. One query."""
    told = []
    for event in found.events.select_related("agency", "officer").order_by("-pk"):
        who = event.officer.full_name if event.officer is not None else ""
        late = _("quá hạn") if event.in_time is False else ""
        text = joined(", ", (who, event.agency.name, late))
        told.append({"at": event.happened_at, "strong": event.get_action_display(), "text": text})
    return told


@LISTENING
@require_safe
@never_cache
def photo(request: StaffRequest, code: str, photo_ref: UUID) -> HttpResponseBase:
    """Show a picture to whoever handles the feedback."""
    found = policies.access_feedback(request.actor, code)
    if not policies.sees_people(request.actor, found):
        raise Http404
    file = get_object_or_404(found.photos.select_related("file"), ref=photo_ref).file
    shown = picture_response(file) if is_openable(file, at=clock.now()) else None
    if shown is None:
        return sentence(
            _("Ảnh chưa mở được: đang kiểm tra an toàn, hoặc không an toàn."), status=403
        )
    return shown


def _others(found: Feedback) -> list[Agency]:
    return [a for a in agencies_to_choose(clock.today()) if a.pk != found.agency_id]


Doing = Callable[[Feedback, Mapping[str, Any], Actor, datetime], str]


def _accept(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    subject = typed["subject"] or one.subject
    handling.accept(one.pk, subject=subject, actor=actor, at=at)
    return _("Đã tiếp nhận để xử lý.")


def _refuse(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    handling.refuse(one.pk, reason=typed["words"], actor=actor, at=at)
    return _("Đã ghi không tiếp nhận và báo lý do cho người gửi.")


def _forward(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    to = typed["agency"]
    to_id = to.pk if to is not None else one.agency_id
    handling.forward(one.pk, to_agency_id=to_id, reason=typed["words"], actor=actor, at=at)
    return _("Đã chuyển. Cơ quan đó thấy phản ánh ngay bây giờ.")


def _ask(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    handling.ask(one.pk, question=typed["words"], actor=actor, at=at)
    return _("Đã hỏi người gửi. Thời hạn tạm dừng tới khi có câu trả lời.")


def _propose(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    handling.propose(one.pk, text=typed["words"], actor=actor, at=at)
    return _("Đã trình lãnh đạo duyệt.")


def _send_back(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    answer = typed["answer"] or 0
    handling.send_back(one.pk, answer_id=answer, remark=typed["words"], actor=actor, at=at)
    return _("Đã trả lại để sửa.")


def _approve(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    handling.approve(one.pk, answer_id=typed["answer"] or 0, actor=actor, at=at)
    return _("Đã duyệt, câu trả lời đã gửi.")


def _reopen(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    handling.reopen(one.pk, reason=typed["words"], actor=actor, at=at)
    return _("Đã mở lại, có hạn trả lời mới.")


def _turn_over(one: Feedback, typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    turning_over.turn_over(one.pk, to=typed["to"], about=typed["words"], actor=actor, at=at)
    return _("Đã chuyển cho cán bộ tiếp công dân. Nội dung ở đây đã xóa.")


def _keep_private(one: Feedback, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    keep_private(one.pk, actor=actor, at=at)
    return _("Đã ghi không công khai.")


def _take_back(one: Feedback, _typed: Mapping[str, Any], actor: Actor, at: datetime) -> str:
    withdraw_publication(one.pk, actor=actor, at=at)
    return _("Đã gỡ khỏi trang công khai.")


_ACTS: Final[Mapping[str, Doing]] = {
    _A.ACCEPT: _accept,
    _A.REFUSE: _refuse,
    _A.FORWARD: _forward,
    _A.ASK: _ask,
    _A.PROPOSE: _propose,
    _A.SEND_BACK: _send_back,
    _A.APPROVE: _approve,
    _A.REOPEN: _reopen,
    _A.TURN_OVER: _turn_over,
    _A.KEEP_PRIVATE: _keep_private,
    _A.WITHDRAW_PUBLICATION: _take_back,
}
urlpatterns: Final[list[URLPattern]] = [
    path("phan-anh/", listed, name="petitions"),
    path("phan-anh/moi/", new, name="petition-new"),
    path("phan-anh/<str:code>/", one, name="petition"),
    path("phan-anh/<str:code>/viec/<slug:action>/", act, name="petition-act"),
    path("phan-anh/<str:code>/anh/<uuid:photo_ref>/", photo, name="petition-photo"),
]
