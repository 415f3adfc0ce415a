"""One page of the form at a time: shown, saved as typed, resumed on another device."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.documents.selectors import file_response, is_openable
from motcua.documents.services import FileRefusedError, owner_of
from motcua.dossiers.models import OnlineDraft, Standing
from motcua.dossiers.services.online_drafts import (
    DraftChangedError,
    DraftLodgedError,
    access_online_draft,
    attach_stored,
    definition_for,
    detach,
    file_fields,
    judged,
    kept_until,
    save_answers,
)
from motcua.dossiers.services.online_papers import offers_in, use_held
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Definition, Field, FieldType, Page
from motcua.kernel.eforms.judging import Judged
from motcua.kernel.eforms.posted import typed_on
from motcua.kernel.eforms.sentences import SENTENCES
from motcua.kernel.eforms.showing import shown
from motcua.web.access import CitizenRequest, citizen
from motcua.web.citizen.questions import Seen, questions_of
from motcua.web.context import stamp_of
from motcua.web.formats import hour
from motcua.web.languages.sentences import sentence
from motcua.web.uploads import files_from

CHECKING: Final = "kiem-tra"
PARKED: Final = "parked_answers"
_MOST_PARKED: Final = 200_000


def park(request: HttpRequest, ref: UUID, page_id: str) -> None:
    """Keep what somebody whose session has ended had typed, until they have signed in again."""
    posted = {name: request.POST.getlist(name) for name in request.POST}
    posted.pop("csrfmiddlewaretoken", None)
    kept = {"ref": str(ref), "page": page_id, "posted": posted}
    if len(json.dumps(kept)) <= _MOST_PARKED:
        request.session[PARKED] = kept


def parks(view: Any) -> Any:
    """Let ``view`` lose nothing when a session has ended: see ``access`` of the middleware."""
    view.on_signed_out = park
    return view


@parks
@citizen
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: CitizenRequest, ref: UUID, page_id: str) -> HttpResponse:
    """Show one page of the form, or take what was typed on it."""
    draft = access_online_draft(request.citizen, ref)
    if draft.dossier is not None:
        return redirect("citizen:lodged", draft.dossier.tracking_code)
    definition = definition_for(draft)
    found = definition.page(page_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _Posting(request, draft, definition, found).answer()
    typed = _parked(request, draft, found)
    notice = ""
    if typed:
        notice = _(
            "Phiên đăng nhập đã hết trước khi lưu. Đây là điều ông/bà đã gõ; "
            "bấm “Tiếp tục” để lưu."
        )
    looked = judged(draft, clock.today(), {**draft.values, **typed})
    errors = looked.errors if CHECKING in request.GET.get("ve", "") else {}
    return _show(request, draft, found, looked, typed=typed, errors=errors, notice=notice)


def _parked(request: CitizenRequest, draft: OnlineDraft, found: Page) -> dict[str, Any]:
    kept = request.session.get(PARKED) or {}
    if kept.get("ref") != str(draft.ref) or kept.get("page") != found.id:
        return {}
    return typed_on(found, kept["posted"])


class _Posting:
    """One posted page, on its way into the draft."""

    def __init__(
        self, request: CitizenRequest, draft: OnlineDraft, definition: Definition, found: Page
    ) -> None:
        self.request, self.draft, self.definition, self.page = request, draft, definition, found
        self.at = clock.now()
        posted = {name: request.POST.getlist(name) for name in request.POST}
        self.typed = typed_on(found, posted)
        self.do, _colon, self.what = request.POST.get("do", "next").partition(":")
        version = request.POST.get("version", "")
        self.version = int(version) if version.isascii() and version.isdigit() else 0

    def answer(self) -> HttpResponse:
        before = judged(self.draft, clock.today())
        try:
            self._save()
        except DraftChangedError as error:
            return self._conflict(error)
        except DraftLodgedError as error:
            return redirect("citizen:lodged", error.tracking_code)
        if PARKED in self.request.session:
            del self.request.session[PARKED]
        refused = self._files()
        if self.do == "autosave":
            said = _("Đã lưu lúc %(hour)s") % {"hour": hour(self.draft.saved_at)}
            headers = {"X-Version": str(self.draft.version)}
            return sentence(said, headers=headers)
        after = judged(self.draft, clock.today())
        if refused:
            return _show(self.request, self.draft, self.page, after, errors=refused, status=422)
        return self._onward(before, after)

    def _save(self) -> None:
        if self.do in {"row", "drop"}:
            self._change_rows()
        language = self.what if self.do == "language" and self.what in {"vi", "en"} else None
        self.draft = save_answers(
            self.draft, self.typed, version=self.version, at=self.at, language=language
        )

    def _change_rows(self) -> None:
        group, _dot, number = self.what.partition(".")
        rows = self.typed.get(group)
        if not isinstance(rows, list):
            return
        if self.do == "row":
            rows.extend({} for _n in range(2 if not rows else 1))
        elif number.isascii() and number.isdigit():
            del rows[int(number) : int(number) + 1]

    def _files(self) -> dict[str, str]:
        """Take the files that came along; return the sentences of those that were refused."""
        refused: dict[str, str] = {}
        owner = owner_of(self.request.citizen.actor)
        for field in file_fields(self.definition):
            files, problems = files_from(self.request, field.id, owner=owner, at=self.at)
            for file in files:
                try:
                    attach_stored(self.draft, field, file, at=self.at)
                except FileRefusedError as error:
                    problems.append(str(error))
            if problems:
                refused[field.id] = " ".join(dict.fromkeys(problems))
        if self.do == "held":
            self._use_held(refused)
        if self.do == "detach":
            detach(self.draft, self.what, at=self.at)
        self.draft = access_online_draft(self.request.citizen, self.draft.ref)
        return refused

    def _use_held(self, refused: dict[str, str]) -> None:
        name, _dot, ref = self.what.partition(".")
        field = next((one for one in self.page.fields if one.id == name), None)
        if field is None or field.type is not FieldType.FILE:
            raise Http404
        try:
            use_held(self.draft, field, ref, at=self.at)
        except FileRefusedError as error:
            refused[field.id] = str(error)

    def _onward(self, before: Judged, after: Judged) -> HttpResponse:
        here = reverse("citizen:lodge-page", args=[self.draft.ref, self.page.id])
        is_checking = self.request.GET.get("ve") == CHECKING
        query = f"?{urlencode({'ve': CHECKING})}" if is_checking else ""
        if self.do == "later":
            messages.success(self.request, _("Đã lưu. Ông/bà làm tiếp lúc nào cũng được."))
            return redirect("citizen:drafts")
        if self.do in {"row", "drop", "detach", "upload", "held", "save", "language"}:
            is_at_field = self.do in {"row", "drop", "upload", "held"}
            anchor = self.what.partition(".")[0] if is_at_field else ""
            return redirect(f"{here}{query}{'#' + anchor if anchor else ''}")
        pages = after.pages
        place = pages.index(self.page.id) if self.page.id in pages else len(pages)
        if self.do == "back":
            return self._to(pages[place - 1] if place else "")
        return self._next(before, after, f"{here}{query}", pages[place + 1 :])

    def _next(
        self, before: Judged, after: Judged, here: str, following: Sequence[str]
    ) -> HttpResponse:
        errors = {path: said for path, said in after.errors.items() if self._is_mine(path)}
        if errors:
            return _show(self.request, self.draft, self.page, after, errors=errors, status=422)
        if self._has_more(before, after):
            messages.info(
                self.request, _("Theo điều ông/bà vừa trả lời, trang này có thêm câu hỏi.")
            )
            return redirect(here)
        if self.request.GET.get("ve") == CHECKING or not following:
            return redirect("citizen:lodge-check", self.draft.ref)
        return self._to(following[0])

    def _to(self, page_id: str) -> HttpResponse:
        if not page_id:
            return redirect("citizen:drafts")
        return redirect("citizen:lodge-page", self.draft.ref, page_id)

    def _is_mine(self, path: str) -> bool:
        return any(field.id == path.partition(".")[0] for field in self.page.fields)

    def _has_more(self, before: Judged, after: Judged) -> bool:
        """Say whether a question appeared here that nobody has seen: without a script it waits."""
        new = {path for path in after.shown - before.shown if "." not in path}
        seen = set(self.request.POST.get("seen", "").split())
        return any(self._is_mine(path) and path not in seen for path in new)

    def _conflict(self, error: DraftChangedError) -> HttpResponse:
        if self.do == "autosave":
            return sentence(str(error), status=409)
        return _show_conflict(self, error.draft)


def _show_conflict(posting: _Posting, stored: OnlineDraft) -> HttpResponse:
    """Show both versions of the page, and ask which to keep."""
    theirs = {field.id: stored.values.get(field.id) for field in posting.page.fields}
    sides = []
    for values in (posting.typed, theirs):
        looked = judged(stored, clock.today(), {**stored.values, **values})
        sides.append(_said(posting.page, {**stored.values, **values}, looked))
    rows = [
        {
            "label": field.words(),
            "mine": sides[0].get(field.id, ""),
            "theirs": sides[1].get(field.id, ""),
        }
        for field in posting.page.fields
        if sides[0].get(field.id, "") != sides[1].get(field.id, "")
    ]
    request = posting.request
    posted = [
        (name, value)
        for name in request.POST
        if name not in {"csrfmiddlewaretoken", "version", "do"}
        for value in request.POST.getlist(name)
    ]
    context = {
        "draft": stored,
        "page": posting.page,
        "rows": rows,
        "posted": posted,
        "saved_at": stored.saved_at,
        "today": clock.today(),
    }
    return render(request, "citizen/lodge_conflict.html", context, status=409)


def _said(found: Page, values: Mapping[str, Any], looked: Judged) -> dict[str, str]:
    """Return the answers of a page as text, those that cannot stand as they were typed."""
    said = {}
    for field in found.fields:
        cleaned = looked.cleaned.get(field.id)
        if isinstance(cleaned, list):
            said[field.id] = _listed(field, cleaned)
        elif cleaned is not None:
            said[field.id] = shown(field, cleaned)
        elif isinstance(values.get(field.id), str):
            said[field.id] = values[field.id]
        elif isinstance(values.get(field.id), dict):
            said[field.id] = " ".join(str(one) for one in values[field.id].values() if one)
    return said


def _listed(field: Field, cleaned: list[Any]) -> str:
    if not field.fields:
        return str(shown(field, cleaned))
    rows = [
        ", ".join(shown(one, row[one.id]) for one in field.fields if row.get(one.id) is not None)
        for row in cleaned
    ]
    return "; ".join(rows)


def _show(
    request: CitizenRequest,
    draft: OnlineDraft,
    found: Page,
    looked: Judged,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    definition = definition_for(draft)
    values = {**draft.values, **(typed or {})}
    seen = Seen(
        values=values,
        judged=looked,
        files={str(file.ref): file for file in draft.files.all()},
        origins=draft.origins,
        language=draft.language,
        on=clock.today(),
        stamp=stamp_of(request),
        errors=errors or {},
        offers=offers_in(draft, found.fields, at=clock.now()),
    )
    questions = questions_of(found, seen)
    pages = looked.pages if found.id in looked.pages else [*looked.pages, found.id]
    wrong = [(path, said) for path, said in (errors or {}).items() if _on_page(found, path)]
    context = {
        "draft": draft,
        "page": found,
        "title": found.title(draft.language),
        "form_title": definition.title(draft.language),
        "questions": questions,
        "number": pages.index(found.id) + 1,
        "count": len(pages),
        "wrong": [(path.replace(".", "-"), said) for path, said in wrong],
        "notice": notice,
        "is_for_another": draft.standing != Standing.SELF,
        "kept_until": kept_until(draft),
        "today": clock.today(),
        "seen": " ".join(sorted(path for path in looked.shown if "." not in path)),
        "script": scripted(definition, values),
    }
    return render(request, "citizen/lodge_page.html", context, status=status)


def scripted(definition: Definition, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what eform.js is given: the form, the sentences, and what other pages hold."""
    return {
        "definition": json.dumps(dict(definition.document), ensure_ascii=False),
        "sentences": json.dumps(dict(SENTENCES), ensure_ascii=False),
        "typed": json.dumps(dict(values), ensure_ascii=False),
    }


def _on_page(found: Page, path: str) -> bool:
    return any(field.id == path.partition(".")[0] for field in found.fields)


@citizen
@require_safe
@never_cache
def file(request: CitizenRequest, ref: UUID, file_ref: UUID) -> HttpResponseBase:
    """Open a file that the citizen has sent with a draft of theirs, or the form that was made."""
    draft = access_online_draft(request.citizen, ref)
    found = draft.files.filter(ref=file_ref).first()
    if found is None and draft.document is not None and draft.document.ref == file_ref:
        found = draft.document
    if found is None or not is_openable(found, at=clock.now()):
        raise Http404
    try:
        return file_response(found)
    except FileNotFoundError as error:
        raise Http404 from error
