"""Requests about personal data: the list with its dates, taking one, answering it, a copy."""

import hashlib
import io
import json
import zipfile
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier, SubjectRequest
from motcua.dossiers.own_data import own_data
from motcua.dossiers.services.subject_requests import (
    ANSWERING,
    FOLLOWING,
    answer_request,
    identify,
    receive_request,
    record_hand_over,
    requests_seen_by,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import mask_name
from motcua.people.models import Person
from motcua.web.access import StaffRequest, requires
from motcua.web.context import stamp_of
from motcua.web.languages.reader import in_vietnamese
from motcua.web.reading import reader_of

PAGE: Final = 30
_GONE: Final = "Đã xóa"
_UNSEEN: Final = gettext_lazy("(nội dung ẩn)")


class WhoForm(forms.Form):
    """Whose data, seen from a card at the desk."""

    number = forms.CharField(
        label=gettext_lazy("Số định danh, CMND, mã số thuế"),
        max_length=40,
        help_text=gettext_lazy("Không có số thì ghi mã tra cứu trên giấy tiếp nhận."),
        error_messages={"required": gettext_lazy("Xin ghi số trên thẻ căn cước.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Họ và tên"),
        max_length=255,
        error_messages={"required": gettext_lazy("Xin ghi họ và tên như trên thẻ.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Người dân yêu cầu gì, để làm gì"),
        max_length=2_000,
        widget=forms.Textarea(),
        error_messages={"required": gettext_lazy("Xin ghi nội dung yêu cầu.")},
    )
    checked = forms.BooleanField(
        label=gettext_lazy("Tôi đã xem thẻ căn cước và đúng là người này."),
        error_messages={"required": gettext_lazy("Xin xem thẻ căn cước trước khi đánh dấu.")},
    )


class RequestForm(WhoForm):
    """A request that is answered later."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Yêu cầu"),
        choices=SubjectRequest.Kind.choices,
        error_messages={"required": gettext_lazy("Xin chọn loại yêu cầu.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Về hồ sơ nào"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Mã hồ sơ; để trống nếu về mọi hồ sơ."),
    )


class AnswerForm(forms.Form):
    """The answer."""

    granted = forms.ChoiceField(
        label=gettext_lazy("Kết quả"),
        choices=[("yes", gettext_lazy("Đáp ứng")), ("no", gettext_lazy("Không đáp ứng"))],
        error_messages={"required": gettext_lazy("Xin chọn kết quả.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Trả lời người dân"),
        max_length=4_000,
        widget=forms.Textarea(),
        help_text=gettext_lazy("Đã làm gì; nếu không làm được thì vì sao, theo điều nào."),
        error_messages={"required": gettext_lazy("Xin ghi câu trả lời cho người dân.")},
    )


@requires(*FOLLOWING)
@require_safe
@never_cache
def listed(request: StaffRequest) -> HttpResponse:
    """List what waits, the most urgent first, then what was answered. Two queries."""
    seen = requests_seen_by(request.actor).select_related("agency", "answered_by")
    at = clock.now()
    open_ones = seen.filter(state=SubjectRequest.State.OPEN).order_by("due_at", "pk")
    done = seen.exclude(state=SubjectRequest.State.OPEN).order_by("-answered_at", "-pk")
    context = {
        "open": [_line(one, at) for one in open_ones[:PAGE]],
        "done": [_line(one, at) for one in done[:PAGE]],
        "may_answer": request.actor.has(*ANSWERING),
        "today": clock.day_of(at),
    }
    return render(request, "office/requests.html", context)


@requires(*ANSWERING)
@require_http_methods(["GET", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """Take a request of somebody who stands at the desk."""
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = _received(request, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:request", asked.ref)
    context = {"form": form}
    return render(request, "office/request_new.html", context, status=422 if form.errors else 200)


def _received(request: StaffRequest, form: RequestForm) -> SubjectRequest:
    typed = form.cleaned_data
    at = clock.now()
    agency = _own_agency(request)
    people = identify(typed["number"], typed["name"], reader_of(request, at), agency=agency)
    dossier = None
    if code := typed["code"].strip().upper():
        dossier = Dossier.objects.filter(code=code).first()
        if dossier is None:
            raise _no_dossier()
    return receive_request(
        typed["kind"],
        people,
        agency=agency,
        words=typed["words"],
        actor=request.actor,
        at=at,
        stamp=stamp_of(request),
        dossier=dossier,
    )


def _no_dossier() -> DomainError:
    return DomainError(_("Không có hồ sơ nào mang mã này. Xin xem lại mã hồ sơ."))


@requires(*FOLLOWING)
@require_http_methods(["GET", "POST"])
@never_cache
def one(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show one request; answer it by POST. What it says only whoever answers may read."""
    seen = requests_seen_by(request.actor).select_related(
        "agency", "dossier", "received_by", "answered_by"
    )
    asked = get_object_or_404(seen, ref=ref)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(
                asked,
                granted=form.cleaned_data["granted"] == "yes",
                answer=form.cleaned_data["answer"],
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:request", ref)
    may_answer = request.actor.has(*ANSWERING, agency_id=asked.agency_id)
    context = {
        "asked": asked,
        "line": _line(asked, clock.now()),
        "name": asked.person_name if may_answer else _masked(asked.person_name),
        "words": asked.words if may_answer else _UNSEEN,
        "answer": asked.answer if may_answer else _UNSEEN,
        "form": form,
        "may_answer": may_answer and asked.state == SubjectRequest.State.OPEN,
    }
    return render(request, "office/request.html", context, status=422 if form.errors else 200)


@requires(*ANSWERING)
@require_http_methods(["GET", "POST"])
@never_cache
def hand_over(request: StaffRequest) -> HttpResponse:
    """Hand somebody everything that is held about them: one file, JSON and a page to read."""
    form = WhoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        typed = form.cleaned_data
        agency = _own_agency(request)
        reader = reader_of(request, at)
        try:
            people = identify(typed["number"], typed["name"], reader, agency=agency)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            content, count = _packed(people, agency, at)
            record_hand_over(
                people,
                agency=agency,
                words=typed["words"],
                sha256=hashlib.sha256(content).hexdigest(),
                dossiers_count=count,
                reader=reader,
            )
            return _download(content, at)
    return render(
        request, "office/own_data_ask.html", {"form": form}, status=422 if form.errors else 200
    )


def _packed(people: list[Person], agency: Agency, at: datetime) -> tuple[bytes, int]:
    """Return the archive and how many dossiers it tells of; the same data make the same bytes."""
    held = {"agency": agency.name, **own_data(people, at=at)}
    text = json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True)
    with in_vietnamese():  # a document, whoever hands it out
        page = render_to_string("office/own_data.html", {"held": held, "agency": agency, "at": at})
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in (("du-lieu-ca-nhan.json", text), ("doc-duoc.html", page)):
            entry = zipfile.ZipInfo(name, clock.local(at).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, words)
    return archive.getvalue(), len(held["dossiers"])


def _download(content: bytes, at: datetime) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    name = f"du-lieu-ca-nhan-{clock.local(at):%Y%m%d-%H%M}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _own_agency(request: StaffRequest) -> Agency:
    """Return the agency in which the officer takes requests: one's own before others."""
    held = request.actor.agencies_with(*ANSWERING)
    officer = getattr(request.user, "officer", None)
    if officer is not None and officer.agency_id in held:
        own: Agency = officer.agency
        return own
    return Agency.objects.get(pk=min(held))


def _line(asked: SubjectRequest, at: datetime) -> dict[str, Any]:
    is_open = asked.state == SubjectRequest.State.OPEN
    return {
        "asked": asked,
        "url": reverse("office:request", args=[asked.ref]),
        "name": _masked(asked.person_name),
        "is_late": asked.due_at < (at if is_open else asked.answered_at or at),
    }


def _masked(name: str) -> str:
    return name if name == _GONE else mask_name(name)
