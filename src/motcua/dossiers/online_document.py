"""The filled form as a PDF: what was answered, frozen, in the layout in force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.agencies.selectors import DeskContext
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import render_pdf
from motcua.dossiers import forms
from motcua.dossiers.models import OnlineDraft, Standing
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.eforms.showing import Answer, AnsweredPage, answered
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput

DECLARATION = "declaration"


def drawn(
    draft: OnlineDraft,
    definition: Definition,
    cleaned: Mapping[str, Any],
    *,
    files: Mapping[str, str],
    applicant: PersonInput,
    context: DeskContext,
    at: datetime,
) -> bytes:
    """Return the PDF of what was answered; ``files`` are the names of files by ref."""
    template = FormTemplate.objects.get(
        pk=forms.template_id(DECLARATION, clock.day_of(at), context.stamp)
    )
    pages = answered(definition, cleaned)
    sections = [_section(page, files) for page in pages]
    payload = {
        "head": forms.head(context.desk),
        "place": context.agency.place,
        "issued_at": forms.instant(at),
        "document_title": definition.title(),
        "source": str((definition.document.get("source") or {}).get("name", "")),
        "applicant": forms.party(applicant),
        "procedure": {"name": draft.procedure.name, "code": draft.procedure.code},
        "principal": _principal(draft),
        "standing": None if draft.standing == Standing.SELF else draft.get_standing_display(),
        "sections": [part for part in sections if part["lines"] or part["groups"]],
        "statements": [
            answer.question for page in pages for answer in page.answers if answer.is_declaration
        ],
    }
    return render_pdf(template.layout, template.texts, payload)


def _principal(draft: OnlineDraft) -> dict[str, Any] | None:
    if draft.standing == Standing.SELF:
        return None
    return forms.party(principal_input(draft))


def principal_input(draft: OnlineDraft) -> PersonInput:
    """Return for whom ``draft`` lodges, as typed when it was begun."""
    known = draft.principal
    number = known.get("number", "")
    born = known.get("birth_on", "")
    return PersonInput(
        full_name=known.get("full_name", ""),
        identity_kind=IdentityKind.PERSONAL_ID if number else IdentityKind.NONE,
        identity_number=number,
        birth_on=datetime.fromisoformat(born).date() if born else None,
        email=known.get("email", ""),
    )


def _section(page: AnsweredPage, files: Mapping[str, str]) -> dict[str, Any]:
    plain = [one for one in page.answers if not one.rows and not one.is_declaration]
    return {
        "title": page.title,
        "lines": [_line(answer, files) for answer in plain],
        "groups": [
            {
                "title": answer.question,
                "rows": [[_line(one, files) for one in row] for row in answer.rows],
            }
            for answer in page.answers
            if answer.rows
        ],
    }


def _line(answer: Answer, files: Mapping[str, str]) -> dict[str, str]:
    names = "; ".join(files.get(ref, "") for ref in answer.files)
    return {"label": answer.question, "value": names or answer.text}
