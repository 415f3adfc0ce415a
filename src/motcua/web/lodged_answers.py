"""What was answered at home, for officers who open the dossier: with the form that asked it."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, LodgedForm
from motcua.exchange.portal.receiving_answers import KEPT
from motcua.kernel.eforms.showing import answered
from motcua.procedures.eforms import definition_of
from motcua.procedures.models import Channel


def lodged_answers(dossier: Dossier, *, is_masked: bool = False) -> dict[str, Any]:
    """Return the answers page by page and the files among them; nothing where none were given.

    ``answer_others`` are answers at the national portal that our form has no place for, and
    ``portal`` is the lodging there. Whoever sees names masked sees none of it: answers are full
    of them. Two queries at most, none for what did not come online.
    """
    nothing: dict[str, Any] = {
        "answer_pages": [],
        "answer_files": {},
        "asked_with": "",
        "answer_others": [],
        "answer_notes": [],
        "portal": None,
    }
    if dossier.channel != Channel.ONLINE or is_masked:
        return nothing
    lodged = (
        LodgedForm.objects.select_related("form_version__form", "dossier__portal_lodging")
        .filter(dossier=dossier)
        .first()
    )
    if lodged is None:
        return nothing
    nothing["portal"] = getattr(lodged.dossier, "portal_lodging", None)
    if not lodged.values:
        return nothing
    definition = definition_of(lodged.form_version_id)
    files = StoredFile.objects.filter(papers__dossier=dossier, erased_at__isnull=True)
    beside = lodged.values.get(KEPT) or {}
    return {
        "portal": nothing["portal"],
        "answer_others": [
            (name, _words(value)) for name, value in beside.get("answers", {}).items()
        ],
        "answer_notes": beside.get("notes", []),
        "answer_pages": answered(definition, lodged.values),
        "answer_files": {str(file.ref): file for file in files},
        "asked_with": f"{definition.title()}, bản {lodged.form_version.number}",
    }


def _words(value: Any) -> str:
    """Return an answer of another form as it is read, whatever it is."""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, list):
        return "; ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one)}" for name, one in value.items())
    return "" if value is None else str(value)
