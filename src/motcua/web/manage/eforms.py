"""Electronic forms: the list, one form with its versions, and who asks with it."""

from itertools import pairwise

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.eforms.differences import differences
from motcua.procedures.eform_services import (
    FormRefusedError,
    ask_with,
    create_form,
    definition_in,
    form_file,
    open_form_draft,
    save_form_draft,
)
from motcua.procedures.models import EForm, EFormVersion
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class NewForm(forms.Form):
    """The name of a new form."""

    name = fields.text(gettext_lazy("Tên tờ khai"), gettext_lazy("Xin ghi tên tờ khai."))


class ProceduresForm(forms.Form):
    """Which procedures ask with the form, one code a line."""

    codes = fields.long_text(
        gettext_lazy("Mã các thủ tục dùng tờ khai này"), hint=gettext_lazy("Mỗi dòng một mã.")
    )


@reads
@require_safe
def eforms(request: StaffRequest) -> HttpResponse:
    """List the forms; plain ones are made by the product and only counted. Two queries."""
    rows = EForm.objects.filter(is_plain=False).annotate(
        asked=Count("procedures", distinct=True),
        drafts=Count("versions", filter=Q(versions__status="draft"), distinct=True),
        published=Count("versions", filter=Q(versions__status="published"), distinct=True),
    )
    context = {
        "rows": rows.order_by("name"),
        "plain": EForm.objects.filter(is_plain=True).count(),
        "form": NewForm(),
    }
    return render(request, "manage/eforms.html", context)


@changes
@require_POST
def eform_new(request: StaffRequest) -> HttpResponse:
    """Begin a form."""
    form = NewForm(request.POST)
    if form.is_valid():
        try:
            made = create_form(form.cleaned_data["name"], actor=request.actor)
        except FormRefusedError as error:
            form.add_error("name", str(error))
        else:
            return redirect("manage:eform-draft", made.code)
    rows = EForm.objects.filter(is_plain=False).annotate(
        asked=Count("procedures"), drafts=Count("pk"), published=Count("pk")
    )
    context = {"rows": rows.none(), "plain": 0, "form": form}
    return render(request, "manage/eforms.html", context, status=422)


@reads
@require_safe
def eform(request: StaffRequest, code: str) -> HttpResponse:
    """Show one form: versions with what each changed, and the procedures that ask with it."""
    return _show(request, get_object_or_404(EForm, code=code))


def _show(
    request: StaffRequest, found: EForm, form: ProceduresForm | None = None, status: int = 200
) -> HttpResponse:
    versions = list(found.versions.select_related("published_by").order_by("-number"))
    before = dict(pairwise(versions))
    codes = list(found.procedures.values_list("code", flat=True))
    context = {
        "eform": found,
        "versions": [
            {
                "version": version,
                "changes": differences(before[version].definition, version.definition)
                if version in before
                else [],
            }
            for version in versions
        ],
        "draft": next((one for one in versions if one.status == "draft"), None),
        "procedures": found.procedures.order_by("code"),
        "form": form or ProceduresForm(initial={"codes": "\n".join(codes)}),
        "today": clock.today(),
    }
    return render(request, "manage/eform.html", context, status=status)


@changes
@require_POST
def eform_procedures(request: StaffRequest, code: str) -> HttpResponse:
    """Set which procedures ask with the form."""
    found = get_object_or_404(EForm, code=code, is_plain=False)
    form = ProceduresForm(request.POST)
    form.fields["codes"].required = False
    if form.is_valid():
        try:
            ask_with(found, form.cleaned_data["codes"].splitlines(), actor=request.actor)
        except FormRefusedError as error:
            form.add_error("codes", str(error))
        else:
            messages.success(request, _("Đã lưu. Bản nháp đã mở giữ tờ khai cũ."))
            return redirect("manage:eform", code)
    return _show(request, found, form, status=422)


@reads
@require_safe
def eform_file(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Download a version as a file."""
    del request
    version = get_object_or_404(
        EFormVersion.objects.select_related("form"), form__code=code, number=number
    )
    return HttpResponse(
        form_file(version.form, version.definition),
        content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="to-khai-{code}-{number}.json"',
        },
    )


@changes
@require_http_methods(["POST"])
def eform_import(request: StaffRequest, code: str) -> HttpResponse:
    """Let the draft be what a file says."""
    found = get_object_or_404(EForm, code=code, is_plain=False)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Xin chọn tệp tờ khai."))
        return redirect("manage:eform", code)
    try:
        document = definition_in(upload.read())
        draft = open_form_draft(found, actor=request.actor)
        save_form_draft(draft, document, actor=request.actor)
    except FormRefusedError as error:
        for problem in error.problems[:10]:
            messages.error(request, problem)
        return redirect("manage:eform", code)
    messages.success(request, _("Đã nhập vào bản thảo. Xin xem lại rồi công bố."))
    return redirect("manage:eform-draft", code)


def draft_of(code: str) -> EFormVersion:
    """Return the draft of a form. Raises Http404."""
    draft = (
        EFormVersion.objects.select_related("form")
        .filter(form__code=code, form__is_plain=False, status=EFormVersion.Status.DRAFT)
        .first()
    )
    if draft is None:
        raise Http404
    return draft
