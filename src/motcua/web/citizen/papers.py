"""A citizen's own store of papers: what is there, from where, where it was used."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.documents.held_papers import held_by, is_valid_on
from motcua.documents.holding import (
    LONGEST_OBJECTION,
    HoldingError,
    object_to_paper,
    withdraw_objection,
)
from motcua.documents.models import HeldPaper
from motcua.documents.selectors import closed_words, file_response, is_openable
from motcua.dossiers.models import DossierPaper
from motcua.kernel import clock
from motcua.web.access import CitizenRequest, citizen
from motcua.web.languages.sentences import sentence


class ObjectionForm(forms.Form):
    """Why a paper is not to be used."""

    words = forms.CharField(
        label=gettext_lazy("Sai hoặc không nên dùng ở chỗ nào"),
        max_length=LONGEST_OBJECTION,
        widget=forms.Textarea(),
        error_messages={"required": gettext_lazy("Xin ghi sai hoặc không nên dùng ở chỗ nào.")},
    )


@citizen
@require_safe
@never_cache
def papers(request: CitizenRequest) -> HttpResponse:
    """List the papers in the store; two queries."""
    at = clock.now()
    held = held_by(request.citizen.person_id)
    uses = _uses(held)
    context = {
        "rows": [
            {
                "paper": one,
                "state": _state(one, is_valid=is_valid_on(one, clock.day_of(at))),
                "opens": is_openable(one.file, at=at),
                "uses": uses.get(one.pk, ()),
            }
            for one in held
        ]
    }
    return render(request, "citizen/papers.html", context)


def _uses(held: Sequence[HeldPaper]) -> Mapping[int, list[DossierPaper]]:
    """Return, by paper, the dossiers in which each was used instead of being handed in."""
    uses: dict[int, list[DossierPaper]] = {}
    used = DossierPaper.objects.filter(held_paper__in=held, is_reused=True)
    for paper in used.select_related("dossier__procedure").order_by("-pk"):
        if paper.held_paper_id is not None:
            uses.setdefault(paper.held_paper_id, []).append(paper)
    return uses


def _state(held: HeldPaper, *, is_valid: bool) -> dict[str, Any]:
    if held.withdrawn_at is not None:
        return {"kind": "ended", "words": _("Đã có bản khác thay")}
    if held.objected_at is not None:
        return {"kind": "late", "words": _("Ông/bà đã phản đối, không ai dùng")}
    if held.kind.valid_months is not None and held.valid_to is None:
        return {"kind": "soon", "words": _("Chưa ghi ngày cấp, chưa dùng lại được")}
    if not is_valid:
        return {"kind": "late", "words": _("Hết giá trị")}
    return {"kind": "done", "words": _("Dùng lại được")}


@citizen
@require_safe
@never_cache
def paper_file(request: CitizenRequest, ref: UUID) -> HttpResponseBase:
    """Hand over the very file that is in the store."""
    held = _own(request, ref)
    if not is_openable(held.file, at=clock.now()):
        return sentence(closed_words(held.file), status=403)
    try:
        return file_response(held.file, is_original=True)
    except FileNotFoundError as error:
        raise Http404 from error


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def paper_object(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Object to a paper: nobody is offered it from then on."""
    held = _own(request, ref)
    form = ObjectionForm(request.POST if request.method == "POST" else None, auto_id="o-%s")
    if request.method == "POST" and form.is_valid():
        try:
            object_to_paper(held, form.cleaned_data["words"], at=clock.now())
        except HoldingError as error:
            form.add_error("words", str(error))
        else:
            messages.success(
                request, _("Đã ghi phản đối. Từ nay giấy này không được dùng thay giấy phải nộp.")
            )
            return redirect("citizen:papers")
    status = 422 if form.errors else 200
    context = {"held": held, "form": form}
    return render(request, "citizen/paper_object.html", context, status=status)


@citizen
@require_POST
def paper_accept(request: CitizenRequest, ref: UUID) -> HttpResponse:
    """Take an objection back."""
    withdraw_objection(_own(request, ref))
    messages.success(request, _("Đã bỏ phản đối. Giấy này lại được dùng khi còn giá trị."))
    return redirect("citizen:papers")


def _own(request: CitizenRequest, ref: UUID) -> HeldPaper:
    mine = HeldPaper.objects.filter(person_id=request.citizen.person_id)
    return get_object_or_404(mine.select_related("file", "kind"), ref=ref)
