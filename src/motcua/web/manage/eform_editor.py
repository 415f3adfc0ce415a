"""Editing the draft of an electronic form: pages, fields, preview, publishing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.agencies.places import StoredUnits
from motcua.kernel import clock
from motcua.kernel.eforms import editing
from motcua.kernel.eforms.checking import check
from motcua.kernel.eforms.definitions import Definition, FieldType
from motcua.kernel.eforms.differences import differences
from motcua.kernel.eforms.judging import judge
from motcua.kernel.eforms.posted import typed_on
from motcua.procedures.eform_services import (
    FormRefusedError,
    discard_form_draft,
    open_form_draft,
    publish_form,
    save_form_draft,
)
from motcua.procedures.models import EForm, EFormVersion
from motcua.web.access import StaffRequest
from motcua.web.citizen.lodge_page import scripted
from motcua.web.citizen.questions import Seen, questions_of
from motcua.web.context import stamp_of
from motcua.web.manage.access import changes, reads
from motcua.web.manage.drafts import PublishForm
from motcua.web.manage.eform_fields import (
    FieldForm,
    HeadForm,
    NewFieldForm,
    NewPageForm,
    PageForm,
    condition_initial,
    field_initial,
)
from motcua.web.manage.eforms import draft_of


@changes
@require_POST
def draft_open(request: StaffRequest, code: str) -> HttpResponse:
    """Begin a draft from the newest version, or go on with the one there is."""
    found = get_object_or_404(EForm, code=code, is_plain=False)
    open_form_draft(found, actor=request.actor)
    return redirect("manage:eform-draft", code)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """Show the pages and fields of the draft with what can be done to each."""
    stored = draft_of(code)
    if request.method != "POST":
        return _outline(request, stored)
    do, _colon, what = request.POST.get("do", "").partition(":")
    act = {"head": _head, "page": _new_page, "publish": _publish, "discard": _discard}.get(do)
    if act is not None:
        return act(request, stored)
    kind, _dot, name = what.partition(".")
    if do in {"up", "down"}:
        document = editing.move(stored.definition, kind, name, -1 if do == "up" else 1)
    elif do == "remove":
        document = editing.remove(stored.definition, kind, name)
    else:
        return redirect("manage:eform-draft", code)
    save_form_draft(stored, document, actor=request.actor)
    return redirect("manage:eform-draft", code)


def _outline(
    request: StaffRequest, stored: EFormVersion, status: int = 200, **forms_: forms.Form
) -> HttpResponse:
    definition = Definition.from_document(stored.definition)
    before = stored.form.versions.filter(status="published").order_by("-number").first()
    source = stored.definition.get("source") or {}
    head = {
        "title_vi": definition.title(),
        "title_en": (stored.definition.get("title") or {}).get("en", ""),
        "source": source.get("name", ""),
        "change_note": stored.change_note,
    }
    context = {
        "eform": stored.form,
        "draft": stored,
        "pages": [
            {
                "page": page,
                "condition": editing.in_words(page.document.get("show_if"), definition),
                "fields": [
                    {
                        "field": field,
                        "condition": editing.in_words(field.get("show_if"), definition),
                    }
                    for field in definition.fields()
                    if field.page == page.id
                ],
            }
            for page in definition.pages
        ],
        "problems": check(stored.definition),
        "changes": differences(before.definition, stored.definition) if before else [],
        "head": HeadForm(initial=head),
        "new_page": NewPageForm(),
        "publishing": PublishForm(),
        **forms_,
    }
    return render(request, "manage/eform_draft.html", context, status=status)


def _head(request: StaffRequest, stored: EFormVersion) -> HttpResponse:
    form = HeadForm(request.POST)
    if not form.is_valid():
        return _outline(request, stored, 422, head=form)
    data = form.cleaned_data
    source = {**(stored.definition.get("source") or {}), "name": data["source"]}
    title = {"vi": data["title_vi"], "en": data["title_en"]}
    document = {**stored.definition, "title": title, "source": source}
    save_form_draft(stored, document, actor=request.actor, change_note=data["change_note"])
    messages.success(request, _("Đã lưu bản thảo."))
    return redirect("manage:eform-draft", stored.form.code)


def _new_page(request: StaffRequest, stored: EFormVersion) -> HttpResponse:
    form = NewPageForm(request.POST)
    definition = Definition.from_document(stored.definition)
    if form.is_valid() and definition.page(form.cleaned_data["id"]):
        form.add_error("id", _("Đã có trang mang mã này."))
    if not form.is_valid():
        return _outline(request, stored, 422, new_page=form)
    data = form.cleaned_data
    title = {"vi": data["title_vi"], "en": data["title_en"]}
    made = editing.add_page(stored.definition, {"id": data["id"], "title": title, "fields": []})
    save_form_draft(stored, made, actor=request.actor)
    return redirect("manage:eform-draft", stored.form.code)


def _publish(request: StaffRequest, stored: EFormVersion) -> HttpResponse:
    form = PublishForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["valid_from"]
        try:
            publish_form(stored, valid_from=day, actor=request.actor, at=clock.now())
        except FormRefusedError as error:
            for problem in error.problems:
                form.add_error("valid_from", problem)
        else:
            messages.success(
                request, _("Đã công bố. Bản nháp và hồ sơ đã có giữ tờ khai của chúng.")
            )
            return redirect("manage:eform", stored.form.code)
    return _outline(request, stored, 422, publishing=form)


def _discard(request: StaffRequest, stored: EFormVersion) -> HttpResponse:
    code = stored.form.code
    discard_form_draft(stored, actor=request.actor)
    messages.success(request, _("Đã bỏ bản thảo."))
    is_left = EForm.objects.filter(code=code).exists()
    return redirect("manage:eform", code) if is_left else redirect("manage:eforms")


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: StaffRequest, code: str, page_id: str) -> HttpResponse:
    """Edit a page's names and condition, and add a field to it or to a group on it."""
    stored = draft_of(code)
    definition = Definition.from_document(stored.definition)
    found = definition.page(page_id)
    if found is None:
        raise Http404
    condition = found.document.get("show_if")
    title = found.document.get("title") or {}
    initial = {
        "title_vi": title.get("vi", ""),
        "title_en": title.get("en", ""),
        **condition_initial(condition),
    }
    is_new = request.POST.get("do") == "field"
    form = PageForm(request.POST if request.POST and not is_new else None, initial=initial)
    form.set_up(definition, condition)
    adding = NewFieldForm(request.POST if is_new else None)
    group = request.GET.get("nhom", "")
    if request.method == "POST" and not is_new and form.is_valid():
        changed = editing.change_page(stored.definition, page_id, form.changes())
        save_form_draft(stored, changed, actor=request.actor)
        return redirect("manage:eform-draft", code)
    if is_new and adding.is_valid():
        field_id = adding.cleaned_data["id"]
        if field_id in definition.by_id:
            adding.add_error("id", _("Đã có ô mang mã này."))
        else:
            made = {"id": field_id, "type": adding.cleaned_data["type"], "label": {}}
            document = editing.add_field(stored.definition, page_id, made, group=group)
            save_form_draft(stored, document, actor=request.actor)
            return redirect("manage:eform-field", code, field_id)
    context = {
        "eform": stored.form,
        "page": found,
        "form": form,
        "adding": adding,
        "group": definition.by_id.get(group),
        "kept": editing.in_words(form.kept_condition, definition),
    }
    status = 422 if form.errors or adding.errors else 200
    return render(request, "manage/eform_page.html", context, status=status)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: StaffRequest, code: str, field_id: str) -> HttpResponse:
    """Edit one field."""
    stored = draft_of(code)
    definition = Definition.from_document(stored.definition)
    found = definition.by_id.get(field_id)
    if found is None:
        raise Http404
    initial = field_initial(found)
    form = FieldForm(request.POST or None, kind=found.type, initial=initial)
    form.set_up(definition, found.get("show_if"))
    _keep_condition_of_required(form, initial)
    if request.method == "POST" and form.is_valid():
        changed = editing.change_field(stored.definition, field_id, form.changes())
        save_form_draft(stored, changed, actor=request.actor)
        messages.success(request, _("Đã lưu ô vào bản thảo."))
        return redirect("manage:eform-draft", code)
    context = {
        "eform": stored.form,
        "field": found,
        "form": form,
        "is_group": found.type is FieldType.GROUP,
        "kept": editing.in_words(form.kept_condition, definition),
    }
    status = 422 if form.errors else 200
    return render(request, "manage/eform_field.html", context, status=status)


def _keep_condition_of_required(form: FieldForm, initial: Mapping[str, Any]) -> None:
    """Offer to keep a field's being required by a condition, which only a file can change."""
    chooser = form.fields["required"]
    assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared with the form
    if initial["required"] == "kept":
        chooser.choices = [
            ("kept", _("Theo điều kiện đang có")),
            ("yes", _("Có")),
            ("no", _("Không")),
        ]


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: StaffRequest, code: str, number: int, page_id: str) -> HttpResponse:
    """Show a page as citizens will see it, and judge what is tried; nothing is kept."""
    version = get_object_or_404(
        EFormVersion.objects.select_related("form"), form__code=code, number=number
    )
    definition = Definition.from_document(version.definition)
    found = definition.page(page_id)
    if found is None:
        raise Http404
    posted = {name: request.POST.getlist(name) for name in request.POST}
    typed = typed_on(found, posted) if posted else {}
    stamp, today = stamp_of(request), clock.today()
    judged = judge(definition, typed, on=today, units=StoredUnits(stamp))
    ids = {one.id for one in found.fields}
    wrong = {path: said for path, said in judged.errors.items() if path.partition(".")[0] in ids}
    seen = Seen(typed, judged, {}, {}, "vi", today, stamp, wrong if posted else {})
    context = {
        "eform": version.form,
        "version": version,
        "page": found,
        "pages": definition.pages,
        "questions": questions_of(found, seen),
        "today": today,
        "is_tried": bool(posted),
        "is_good": not wrong,
        "script": scripted(definition, typed),
    }
    status = 422 if posted and wrong else 200
    return render(request, "manage/eform_preview.html", context, status=status)
