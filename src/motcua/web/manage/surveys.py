"""Questionnaires as data, tablets at desks, networks of offices."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.agencies.models import Agency, Desk
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.surveys.models import OfficeNetwork, Questionnaire, QuestionnaireVersion, Tablet
from motcua.surveys.questions import Flag, Paper, QuestionKind, QuestionnaireError, Use
from motcua.surveys.services.questionnaires import (
    discard_draft,
    open_draft,
    publish,
    save_draft,
)
from motcua.surveys.services.tablets import (
    add_network,
    drop_network,
    end_tablet,
    register_tablet,
)
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.people_forms import agency_by_code
from motcua.web.manage.survey_rows import content_typed, rows_of

TABLET, NETWORK = "may", "mang"


class PublishForm(forms.Form):
    """From which day on."""

    valid_from = fields.day(
        gettext_lazy("Dùng từ ngày"), gettext_lazy("Xin ghi ngày bắt đầu dùng.")
    )


class TabletForm(forms.Form):
    """One more tablet."""

    desk = fields.text(
        gettext_lazy("Mã bộ phận một cửa"), gettext_lazy("Xin ghi mã bộ phận."), most=40
    )
    name = fields.text(
        gettext_lazy("Tên máy"), gettext_lazy("Xin đặt tên cho máy, ví dụ “Quầy 1”."), most=60
    )

    def clean_desk(self) -> Desk:
        """Return the desk of that code."""
        code = self.cleaned_data["desk"].strip()
        found: Desk | None = Desk.objects.select_related("agency").filter(code=code).first()
        if found is None:
            raise ValidationError(_("Không có bộ phận nào mang mã này. Xin xem lại mã."))
        return found


class NetworkForm(forms.Form):
    """One more network of an office."""

    agency = fields.text(gettext_lazy("Mã cơ quan"), gettext_lazy("Xin ghi mã cơ quan."), most=35)
    network = fields.text(
        gettext_lazy("Địa chỉ mạng"),
        gettext_lazy("Xin ghi địa chỉ mạng."),
        most=64,
        hint=gettext_lazy("Ví dụ 203.0.113.7 hoặc 203.0.113.0/28."),
    )
    note = fields.text(gettext_lazy("Ghi chú"), most=120)

    def clean_agency(self) -> Agency:
        """Return the agency of that code."""
        return agency_by_code(self.cleaned_data["agency"].strip())


@reads
@require_safe
def surveys(request: StaffRequest) -> HttpResponse:
    """List the questionnaires with what is in force, and how many tablets there are."""
    today = clock.today()
    rows = []
    for one in Questionnaire.objects.prefetch_related("versions"):
        versions = list(one.versions.all())
        published = [v for v in versions if v.published_at]
        in_force = [v for v in published if v.valid_from and v.valid_from <= today]
        rows.append(
            {
                "questionnaire": one,
                "in_force": max(in_force, key=lambda v: (v.valid_from, v.number), default=None),
                "draft": next((v for v in versions if v.published_at is None), None),
                "count": len(published),
            }
        )
    context = {"rows": rows, "tablets": Tablet.objects.filter(ended_at__isnull=True).count()}
    return render(request, "manage/surveys.html", context)


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what is asked, and the versions before; open a draft of the next."""
    found = get_object_or_404(Questionnaire, slug=slug)
    if request.method == "POST":
        open_draft(found, actor=request.actor, at=clock.now())
        return redirect("manage:survey-draft", slug)
    versions = list(found.versions.all())
    published = [version for version in versions if version.published_at is not None]
    wanted = request.GET.get("ban", "")
    shown = next((v for v in published if str(v.number) == wanted), None)
    if shown is None and published:
        shown = published[0]
    context = {
        "questionnaire": found,
        "published": published,
        "draft": next((v for v in versions if v.published_at is None), None),
        "shown": shown,
        "paper": shown.paper if shown is not None else None,
    }
    return render(request, "manage/survey.html", context)


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def survey_draft(request: StaffRequest, slug: str) -> HttpResponse:
    """Edit the draft; save, publish or throw it away."""
    drafts = QuestionnaireVersion.objects.select_related("questionnaire")
    draft = get_object_or_404(drafts, questionnaire__slug=slug, published_at__isnull=True)
    form = PublishForm(request.POST if "cong-bo" in request.POST else None)
    if request.method == "POST":
        done = _done(request, draft, form)
        if done is not None:
            return done
    context = _draft_context(draft, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "manage/survey_draft.html", context, status=status)


def _done(
    request: StaffRequest, draft: QuestionnaireVersion, form: PublishForm
) -> HttpResponse | None:
    """Do what the button says; None where the form has to be shown again."""
    slug = draft.questionnaire.slug
    if "bo" in request.POST:
        discard_draft(draft, actor=request.actor)
        messages.success(request, _("Đã bỏ bản thảo."))
        return redirect("manage:survey", slug)
    content = content_typed(request.POST, draft.content)
    save_draft(draft, content, actor=request.actor, at=clock.now())
    draft.content = content
    if "cong-bo" not in request.POST:
        messages.success(request, _("Đã lưu bản thảo."))
        return redirect("manage:survey-draft", slug)
    if not form.is_valid():
        return None
    try:
        publish(
            draft,
            valid_from=form.cleaned_data["valid_from"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Đã công bố. Bản này không sửa được nữa."))
    return redirect("manage:survey", slug)


def _draft_context(draft: QuestionnaireVersion, form: PublishForm) -> dict[str, Any]:
    problem = ""
    try:
        Paper.from_document(draft.content, Use(draft.questionnaire.kind))
    except QuestionnaireError as error:
        problem = str(error)
    return {
        "questionnaire": draft.questionnaire,
        "draft": draft,
        "content": {
            "title": draft.content.get("title", ""),
            "intro": draft.content.get("intro", ""),
            "source": draft.content.get("source", ""),
            "minimum": draft.content.get("minimum", ""),
            "counted_flags": draft.content.get("counted_flags", []),
        },
        "rows": rows_of(draft.content),
        "kinds": [(kind.value, kind.label) for kind in QuestionKind],
        "flags": [(flag.value, flag.label) for flag in Flag],
        "is_slip": draft.questionnaire.kind == Use.SLIP,
        "problem": problem,
        "form": form,
    }


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def tablets(request: StaffRequest) -> HttpResponse:
    """List tablets and networks; add one."""
    doing = request.POST.get("them", "") if request.method == "POST" else ""
    tablet = TabletForm(request.POST if doing == TABLET else None, auto_id="may_%s")
    network = NetworkForm(request.POST if doing == NETWORK else None, auto_id="mang_%s")
    if doing == TABLET and tablet.is_valid() and _added_tablet(request, tablet):
        return redirect("manage:tablets")
    if doing == NETWORK and network.is_valid() and _added_network(request, network):
        return redirect("manage:tablets")
    context = {
        "rows": Tablet.objects.filter(ended_at__isnull=True).select_related("desk__agency"),
        "networks": OfficeNetwork.objects.select_related("agency"),
        "tablet": tablet,
        "network": network,
        "form": tablet if tablet.errors else network,
    }
    # Whoever says neither has filled in no form of this page.
    wrong = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "manage/tablets.html", context, status=status)


def _added_tablet(request: StaffRequest, form: TabletForm) -> bool:
    try:
        row = register_tablet(
            form.cleaned_data["desk"],
            form.cleaned_data["name"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as error:
        form.add_error("name", str(error))
        return False
    messages.success(
        request,
        _("Đã lập máy. Mở /danh-gia/may/ trên máy đó, gõ mã %(code)s.") % {"code": row.code},
    )
    return True


def _added_network(request: StaffRequest, form: NetworkForm) -> bool:
    try:
        add_network(**form.cleaned_data, actor=request.actor, at=clock.now())
    except DomainError as error:
        form.add_error("network", str(error))
        return False
    messages.success(request, _("Đã thêm mạng. Đánh giá gửi từ đó được đánh dấu."))
    return True


@changes
@require_POST
def tablet_end(request: StaffRequest, tablet_id: int) -> HttpResponse:
    """Take a tablet out of use."""
    found = get_object_or_404(Tablet.objects.select_related("desk__agency"), pk=tablet_id)
    end_tablet(found, actor=request.actor, at=clock.now())
    messages.success(request, _("Máy này thôi dùng. Đánh giá đã gửi vẫn còn."))
    return redirect("manage:tablets")


@changes
@require_POST
def network_drop(request: StaffRequest, network_id: int) -> HttpResponse:
    """Forget a network."""
    found = get_object_or_404(OfficeNetwork.objects.select_related("agency"), pk=network_id)
    drop_network(found, actor=request.actor)
    messages.success(request, _("Đã bỏ mạng này."))
    return redirect("manage:tablets")
