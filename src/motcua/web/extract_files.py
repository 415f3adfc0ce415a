"""The extract of a dossier as a file, for officers and for whoever follows it."""

import json

from django.http import HttpResponse

from motcua.dossiers.extracts import extract_of
from motcua.dossiers.models import Dossier


def extract_response(dossier: Dossier) -> HttpResponse:
    """Return the extract of ``dossier`` as a file to keep."""
    text = json.dumps(extract_of(dossier), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    name = f"trich-so-{dossier.code or dossier.tracking_code}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
