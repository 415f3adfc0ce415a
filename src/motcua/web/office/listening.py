"""Listening: answers of people who were not content, what was done, and words to be masked."""

from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.workload import LEADING
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.models import FollowUp, Remark, Response
from motcua.surveys.policies import (
    LISTENING,
    TRIAGING,
    access_answer,
    access_remark,
    answers_heard_by,
    remarks_before,
)
from motcua.surveys.questions import Question
from motcua.surveys.services.listening import (
    follow_up,
    proposed_words,
    show_words,
    withhold_words,
)
from motcua.web.access import StaffRequest, requires
from motcua.web.slip_cookies import mark_office

PAGE: Final = 30
WITHHOLD: Final = "giu-lai"


class FollowUpForm(forms.Form):
    """What was done, in words for the citizen."""

    text = forms.CharField(
        label=gettext_lazy("Đã làm gì"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Người đánh giá đọc nguyên văn. Ông/bà không biết là ai; hệ thống tự gửi."
        ),
        error_messages={
            "required": gettext_lazy("Xin ghi đã làm gì."),
            "max_length": gettext_lazy("Xin viết ngắn hơn, nhiều nhất 1000 chữ."),
        },
    )


class MaskForm(forms.Form):
    """The words as others will read them."""

    words = forms.CharField(
        label=gettext_lazy("Lời đã che"),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy(
            "Máy đã che tên, số dài, thư điện tử mà máy nhận ra. Xin đọc và che nốt."
        ),
    )


@requires(*LISTENING)
@require_safe
@never_cache
def listening(request: StaffRequest) -> HttpResponse:
    """Show bad answers of the agencies one leads, newest first, those without an answer before."""
    if not request.actor.has(*LEADING):
        return redirect("office:remarks")
    told = FollowUp.objects.filter(response=OuterRef("pk"))
    found = answers_heard_by(request.actor).filter(is_satisfied=False)
    rows = (
        found.annotate(is_answered=Exists(told))
        .select_related("slip__procedure", "agency", "remark")
        .order_by("is_answered", "-day", "-pk")
    )
    today = clock.today()
    context = {
        "rows": list(rows[:PAGE]),
        "today": today,
        "counts": {
            "waiting": found.filter(~Exists(told)).count(),
            "today": found.filter(day=today).count(),
        },
    }
    return _from_office(render(request, "office/listening.html", context))


@requires(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: StaffRequest, answer_id: int) -> HttpResponse:
    """Show one bad answer without its dossier; record what was done about it."""
    response = access_answer(request.actor, answer_id)
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            follow_up(response, form.cleaned_data["text"], actor=request.actor, at=clock.now())
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("Đã ghi. Hệ thống báo cho người đã đánh giá."))
            return redirect("office:listening")
    context = {
        "response": response,
        "said": said_in(response),
        "words": shown_words(response),
        "rows": list(response.follow_ups.select_related("officer")),
        "form": form,
    }
    return render(request, "office/answer.html", context, status=_status(form))


@requires(*TRIAGING)
@require_safe
@never_cache
def remarks(request: StaffRequest) -> HttpResponse:
    """List words that wait to be masked, the oldest first."""
    found = remarks_before(request.actor).filter(state=Remark.State.WAITING)
    rows = found.select_related("response__agency", "response__slip__procedure").order_by("pk")
    context = {"rows": list(rows[:PAGE]), "count": rows.count(), "today": clock.today()}
    return _from_office(render(request, "office/remarks.html", context))


@requires(*TRIAGING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def remark(request: StaffRequest, remark_id: int) -> HttpResponse:
    """Show the words with what the rules hide; confirm, change, or withhold them."""
    found = access_remark(request.actor, remark_id)
    is_waiting = found.state == Remark.State.WAITING
    form = MaskForm(
        request.POST or None, initial={"words": proposed_words(found) if is_waiting else ""}
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _masked(request, found, form, clock.now()):
        messages.success(request, _("Đã xong. Lời gốc không còn lưu."))
        return redirect("office:remarks")
    context = {
        "remark": found,
        "form": form,
        "is_waiting": is_waiting,
        "withhold": WITHHOLD,
    }
    return render(request, "office/remark.html", context, status=_status(form))


def _masked(request: StaffRequest, found: Remark, form: MaskForm, at: datetime) -> bool:
    """Do what was chosen; say on the form why not."""
    try:
        if request.POST.get("lam") == WITHHOLD:
            withhold_words(found, actor=request.actor, at=at)
        else:
            show_words(found, form.cleaned_data["words"], actor=request.actor, at=at)
    except DomainError as error:
        form.add_error("words", str(error))
        return False
    return True


def said_in(response: Response) -> list[dict[str, Any]]:
    """Return the questions that were answered, with the answers as they were read."""
    told = []
    for question in response.version.paper.questions:
        option = _option(question, response)
        if option:
            told.append({"question": question.text, "answer": option})
    return told


def _option(question: Question, response: Response) -> str:
    chosen = question.option(response.answers.get(question.id, ""))
    return chosen.label if chosen is not None else ""


def shown_words(response: Response) -> str:
    """Return the words that may be read; a sentence where they may not yet, "" for none."""
    found: Remark | None = getattr(response, "remark", None)
    if found is None or (found.state == Remark.State.WITHHELD):
        return ""
    if found.state == Remark.State.WAITING:
        return _("Có lời góp ý, đang chờ che thông tin cá nhân.")
    return found.shown


def _status(form: forms.Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _from_office(response: HttpResponse) -> HttpResponse:
    mark_office(response)
    return response
