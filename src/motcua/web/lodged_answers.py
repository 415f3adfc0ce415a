"""What was answered at home, for officers who open the dossier: with the form that asked it."""

from typing import Any

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, LodgedForm
from motcua.kernel.eforms.showing import answered
from motcua.procedures.eforms import definition_of
from motcua.procedures.models import Channel


def lodged_answers(dossier: Dossier, *, is_masked: bool = False) -> dict[str, Any]:
    """Return the answers page by page and the files among them; nothing where none were given.

    Whoever sees names masked sees no answers: they are full of them. Two queries at most, none
    for what did not come online.
    """
    nothing: dict[str, Any] = {"answer_pages": [], "answer_files": {}, "asked_with": ""}
    if dossier.channel != Channel.ONLINE or is_masked:
        return nothing
    lodged = (
        LodgedForm.objects.select_related("form_version__form").filter(dossier=dossier).first()
    )
    if lodged is None or not lodged.values:
        return nothing
    definition = definition_of(lodged.form_version_id)
    files = StoredFile.objects.filter(papers__dossier=dossier, erased_at__isnull=True)
    return {
        "answer_pages": answered(definition, lodged.values),
        "answer_files": {str(file.ref): file for file in files},
        "asked_with": f"{definition.title()}, bản {lodged.form_version.number}",
    }
