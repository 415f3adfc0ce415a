"""The catalogue as its administrator sees it: list, faults, one procedure, its files."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures import services
from motcua.procedures.files import from_file, to_file
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.selectors import search_procedures
from motcua.procedures.terms import set_active, set_synonyms
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.paging import chips, page_of

_FILTERS: Final = {
    "tat-ca": gettext_lazy("Tất cả"),
    "ban-thao": gettext_lazy("Có bản thảo"),
    "nghi-ngo": gettext_lazy("Có điểm nghi ngờ"),
    "quy-trinh": gettext_lazy("Có quy trình riêng"),
    "ngung": gettext_lazy("Ngừng áp dụng"),
}


class SynonymsForm(forms.Form):
    """Ways people call a procedure, one a line."""

    synonyms = fields.long_text(
        gettext_lazy("Cách gọi khác"),
        hint=gettext_lazy(
            "Mỗi dòng một cách người dân hay gọi, như “giấy độc thân”. Người dân gõ có dấu hay "
            "không dấu đều tìm thấy."
        ),
    )


class ImportForm(forms.Form):
    """A file of one version."""

    file = forms.FileField(
        label=gettext_lazy("Tệp thủ tục (.json)"),
        error_messages={
            "required": gettext_lazy("Xin chọn tệp."),
            "empty": gettext_lazy("Tệp này trống. Xin chọn tệp khác."),
        },
    )


@reads
@require_safe
def procedures(request: StaffRequest) -> HttpResponse:
    """Search and filter the catalogue. One statement for the list."""
    chosen, filters = chips(request, {key: str(text) for key, text in _FILTERS.items()})
    words = request.GET.get("q", "").strip()[:200]
    among = _filtered(chosen)
    found = search_procedures(words, among).select_related("current_version")
    context = {"page": page_of(found, request), "filters": filters, "words": words}
    return render(request, "manage/procedures.html", context | {"chosen": chosen})


def _filtered(chosen: str) -> QuerySet[Procedure]:
    drafts = ProcedureVersion.objects.filter(
        procedure=OuterRef("pk"), status=ProcedureVersion.Status.DRAFT
    )
    among = Procedure.objects.annotate(has_draft=Exists(drafts))
    if chosen == "ngung":
        return among.filter(is_active=False)
    if chosen == "ban-thao":  # new ones are not in use before they are published
        return among.filter(has_draft=True)
    among = among.filter(is_active=True)
    if chosen == "nghi-ngo":
        return among.filter(_has_warnings())
    if chosen == "quy-trinh":
        return among.filter(current_version__content__process__isnull=False).exclude(
            current_version__content__process=None
        )
    return among


def _has_warnings() -> Q:
    return Q(current_version__isnull=False) & ~Q(current_version__warnings=[])


@reads
@require_safe
def faults(request: StaffRequest) -> HttpResponse:
    """List procedures with what is doubtful in the published data, the best known first."""
    words = request.GET.get("q", "").strip()[:200]
    among = Procedure.objects.filter(_has_warnings(), is_active=True)
    found = search_procedures(words, among).select_related("current_version")
    context = {"page": page_of(found, request), "words": words}
    return render(request, "manage/faults.html", context)


@reads
@require_safe
def procedure(request: StaffRequest, code: str) -> HttpResponse:
    """Show one procedure: versions, doubts, terms, ways to change it."""
    return _procedure_page(request, code)


def _procedure_page(
    request: StaffRequest,
    code: str,
    *,
    synonyms_form: forms.Form | None = None,
    import_form: forms.Form | None = None,
) -> HttpResponse:
    found = get_object_or_404(Procedure, code=code)
    versions = list(found.versions.select_related("published_by").order_by("-number"))
    draft = next((v for v in versions if v.status == ProcedureVersion.Status.DRAFT), None)
    current = next((v for v in versions if v.pk == found.current_version_id), None)
    shown = current or draft
    refused = next((form for form in (synonyms_form, import_form) if form and form.errors), None)
    context: dict[str, Any] = {
        "procedure": found,
        "versions": versions,
        "draft": draft,
        "current": current,
        "content": shown.content if shown else None,
        "warnings": (draft or current or ProcedureVersion()).warnings,
        "committed": _standing(found.committed.select_related("agency").order_by("agency")),
        "fees": _standing(found.fees.select_related("province").order_by("province", "channel")),
        "synonyms_form": synonyms_form or SynonymsForm(initial={"synonyms": found.synonyms}),
        "import_form": import_form or ImportForm(),
        "form": refused,
    }
    status = 422 if refused else 200
    return render(request, "manage/procedure.html", context, status=status)


def _standing(terms: QuerySet[Any]) -> QuerySet[Any]:
    """Keep what holds today or will; the pages of terms show the past too."""
    return terms.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today()))


@changes
@require_POST
def synonyms(request: StaffRequest, code: str) -> HttpResponse:
    """Keep the ways people call a procedure."""
    found = get_object_or_404(Procedure, code=code)
    form = SynonymsForm(request.POST)
    if not form.is_valid():
        return _procedure_page(request, code, synonyms_form=form)
    set_synonyms(found, form.cleaned_data["synonyms"], actor=request.actor)
    messages.success(request, _("Đã lưu các cách gọi khác. Người dân tìm được ngay."))
    return redirect("manage:procedure", code)


@changes
@require_POST
def procedure_active(request: StaffRequest, code: str) -> HttpResponse:
    """Stop a procedure, or begin it again; open dossiers go on either way."""
    found = get_object_or_404(Procedure, code=code)
    is_active = request.POST.get("is_active") == "1"
    set_active(found, is_active=is_active, actor=request.actor)
    messages.success(
        request,
        _("Thủ tục được tiếp nhận trở lại.")
        if is_active
        else _("Đã ngừng tiếp nhận thủ tục này. Hồ sơ đang giải quyết không đổi."),
    )
    return redirect("manage:procedure", code)


@reads
@require_safe
def version(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Show one version as it was published, beside the one before it."""
    found = get_object_or_404(
        ProcedureVersion.objects.select_related("procedure", "published_by"),
        procedure__code=code,
        number=number,
    )
    before = found.procedure.versions.filter(number__lt=number).order_by("-number").first()
    return render(
        request, "manage/version.html", {"version": found, "before": before, **_shown(found)}
    )


def _shown(found: ProcedureVersion) -> dict[str, Any]:
    return {"procedure": found.procedure, "content": found.content}


@reads
@require_safe
def version_file(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Hand a version out as a file."""
    del request
    found = get_object_or_404(ProcedureVersion, procedure__code=code, number=number)
    return HttpResponse(
        to_file(code, found.content),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}-ban-{number}.json"'},
    )


@changes
@require_http_methods(["POST"])
def version_import(request: StaffRequest, code: str) -> HttpResponse:
    """Take a file into the draft; a wrong one is refused with its reasons."""
    found = get_object_or_404(Procedure, code=code)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = from_file(form.cleaned_data["file"].read(), code=code)
            draft = services.open_draft(found, actor=request.actor)
            services.save_draft(
                draft,
                content=content,
                change_note=_("Nhập từ tệp %(name)s") % {"name": form.cleaned_data["file"].name},
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Đã nhập tệp vào bản thảo. Xin xem lại rồi công bố."))
            return redirect("manage:draft", code)
    return _procedure_page(request, code, import_form=form)
