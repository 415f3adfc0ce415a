"""Official forms: their words, their layout, and how they look with a sample dossier."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.editions import EditionRefusedError, save_edition
from motcua.documents.form_layouts import FormKind, sample_payloads
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import LayoutError, check_layout, render_pdf
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import reads

SAMPLES: Final = {
    "ordinary": gettext_lazy("Hồ sơ thường"),
    "long": gettext_lazy("Hồ sơ dài"),
    "minimal": gettext_lazy("Hồ sơ tối thiểu"),
}
_TEXT: Final = "text_"


class LayoutForm(forms.Form):
    """Words, layout and days of a form; one field for each of its texts."""

    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi thông tư quy định mẫu này.")
    )
    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Giữ nguyên ngày: sửa câu chữ của mẫu này. Ngày mới: mẫu kế tiếp."),
    )
    layout = fields.long_text(
        gettext_lazy("Bố cục (ngôn ngữ Typst)"), gettext_lazy("Bố cục không thể để trống.")
    )

    def __init__(self, *args: Any, texts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in texts:
            # Named by the words it replaces: nobody should have to know our names for them.
            self.fields[f"{_TEXT}{name}"] = forms.CharField(
                label=texts[name] or name, required=False, max_length=2000, strip=False
            )

    def text_fields(self) -> list[forms.BoundField]:
        """Return the fields of the words."""
        return [self[name] for name in self.fields if name.startswith(_TEXT)]

    def texts(self) -> dict[str, str]:
        """Return the words as stored."""
        return {
            name.removeprefix(_TEXT): value
            for name, value in self.cleaned_data.items()
            if name.startswith(_TEXT)
        }


@reads
@require_safe
def layouts(request: StaffRequest) -> HttpResponse:
    """List the forms by kind, the editions in use first. One statement for the list."""
    rows = FormTemplate.objects.defer("layout", "texts").order_by(
        "kind", "-valid_from", "-edition"
    )
    kinds: dict[str, list[FormTemplate]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    today = clock.today()
    context = {"kinds": kinds, "today": today, "in_use": _in_use(kinds)}
    return render(request, "manage/layouts.html", context)


def _in_use(kinds: Mapping[str, list[FormTemplate]]) -> set[int]:
    """Return the editions drawn today: of each kind the newest in force."""
    today = clock.today()
    return {next((row.pk for row in rows if row.is_valid_on(today)), 0) for rows in kinds.values()}


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: StaffRequest, template_id: int) -> HttpResponse:
    """Edit a form: look at it with a sample, then keep it as the next edition."""
    before = get_object_or_404(FormTemplate, pk=template_id)
    initial = {
        "legal_basis": before.legal_basis,
        "valid_from": before.valid_from,
        "layout": before.layout,
        **{f"{_TEXT}{name}": text for name, text in before.texts.items()},
    }
    form = LayoutForm(request.POST or None, initial=initial, texts=before.texts)
    do = request.POST.get("do", "save")
    if request.method == "POST" and form.is_valid():
        try:
            if do.startswith("preview"):
                return _preview(before.kind, form, do.partition(":")[2])
            saved = save_edition(
                before,
                layout=form.cleaned_data["layout"],
                texts=form.texts(),
                legal_basis=form.cleaned_data["legal_basis"],
                valid_from=form.cleaned_data["valid_from"],
                actor=request.actor,
            )
        except EditionRefusedError as error:
            for problem in error.problems:
                form.add_error("layout", problem)
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu. Giấy đã in trước đó giữ mẫu cũ."))
            return redirect("manage:layout", saved.pk)
    context = {"form": form, "template": before, "samples": SAMPLES}
    return render(request, "manage/layout.html", context, status=422 if form.errors else 200)


def _preview(kind: str, form: LayoutForm, sample: str) -> HttpResponse:
    """Draw what was typed. Raises EditionRefusedError for a layout that cannot be drawn.

    It is tried in a process of its own first: a layout can run without end.
    """
    plain = form.cleaned_data["layout"].replace("\r\n", "\n")
    problems = check_layout(plain, form.texts(), FormKind(kind))
    if problems:
        raise EditionRefusedError(problems)
    return _pdf(kind, plain, form.texts(), sample or "ordinary")


def _pdf(kind: str, layout: str, texts: Mapping[str, str], sample: str) -> HttpResponse:
    samples = sample_payloads(FormKind(kind))
    if sample not in samples:
        raise Http404
    drawn = render_pdf(layout, texts, samples[sample])
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{kind}-{sample}.pdf"'},
    )


@reads
@require_safe
def layout_pdf(request: StaffRequest, template_id: int, sample: str) -> HttpResponse:
    """Draw a stored edition with a sample dossier."""
    found = get_object_or_404(FormTemplate, pk=template_id)
    try:
        return _pdf(found.kind, found.layout, found.texts, sample)
    except LayoutError as error:
        messages.error(request, str(error))
        return redirect("manage:layout", template_id)
