"""Planting a person in every column that people write in, and looking for traces of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from motcua.dossiers.models import (
    AccessRecord,
    AskedAgain,
    Charge,
    Consultation,
    Dossier,
    DossierEvent,
    DossierPaper,
    DossierPersonalData,
    DossierRead,
    DueDate,
    Erasure,
    IssuedForm,
    OnlineDraft,
    Pause,
    ReliefClaim,
    Result,
    Step,
    SubjectRequest,
)

NAME: Final = "Tạ Quỳnh Hoa"
NUMBER: Final = "077199712345"
PHONE: Final = "0912987654"
MAIL: Final = "quynhhoa.ta@example.vn"
TRACES: Final = (NAME, NUMBER, PHONE, MAIL, "ta quynh hoa", "quynh")
PLANTED: Final = f"{NAME} {NUMBER}"
IMPERSONAL: Final[dict[type[models.Model], set[str]]] = {
    # Kinds, keys and words of the house: no officer writes about people there.
    Dossier: {"code", "tracking_code", "call_topic", "last_hash", "principal_name", "search_text"},
    DossierPersonalData: {"salt"},
    DossierPaper: {"paper_id"},
    Charge: {"name", "legal_basis", "exemption"},
    DueDate: {"limit_unit", "policy"},
    Step: {"key", "name", "outcome"},
    IssuedForm: {"kind"},
    OnlineDraft: {"language", "document_digest"},
    Pause: {"legal_basis"},
    ReliefClaim: {"code", "name", "legal_basis", "evidence"},
    Consultation: set(),
    Result: {"approved_sha256", "document_number", "signer_title"},
    SubjectRequest: {"file_sha256"},
    AskedAgain: {"paper_id", "database"},
    Erasure: {"hold"},
    # Written by the product alone, and refused to be changed; see the tests of the ledger.
    DossierEvent: {"action", "from_state", "to_state", "previous_hash", "hash"},
    AccessRecord: {"subject", "number_hash"},
    # Its words are planted by the service, since the database lets nobody change them.
    DossierRead: {"reason_text"},
}


def of_dossiers() -> Iterator[type[models.Model]]:
    """Yield every table that has a row about a dossier, and dossiers themselves."""
    yield Dossier
    for model in apps.get_app_config("dossiers").get_models():
        fields = model._meta.get_fields()  # noqa: SLF001, Django documents it as its API
        if any(field.name == "dossier" and field.concrete for field in fields):
            yield model


def written_in(model: type[models.Model]) -> Iterator[str]:
    """Yield the columns of free text of ``model``."""
    for field in model._meta.concrete_fields:  # noqa: SLF001, Django documents it as its API
        is_text = isinstance(field, models.CharField | models.TextField)
        if is_text and not field.choices and field.name not in IMPERSONAL.get(model, set()):
            yield field.name


def plant(dossier: Dossier) -> list[str]:
    """Write the person's name into every such column of the dossier's rows; name the columns."""
    planted = []
    for model in of_dossiers():
        rows: Any = model._default_manager  # noqa: SLF001, Django documents it as its API
        mine = rows.filter(pk=dossier.pk) if model is Dossier else rows.filter(dossier=dossier)
        for name in written_in(model):
            if name == "name" and model is DossierPaper:
                mine.update(paper_id="")
            if mine.update(**{name: PLANTED}):
                planted.append(f"{model.__name__}.{name}")
    return planted


def traces() -> list[str]:
    """Return where in the database and among the stored files somebody is still named."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = current_schema()
                AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY'))
            """
        )
        columns = cursor.fetchall()
        found = []
        for table, column in columns:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE ANY(%s)',  # noqa: S608
                [[f"%{trace}%" for trace in TRACES]],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found + [str(path) for path in _files() if _names_anybody(path)]


def _files() -> Iterator[Path]:
    folder = Path(settings.FILES_FOLDER)
    return (path for path in folder.rglob("*") if path.is_file())


def _names_anybody(path: Path) -> bool:
    content = path.read_bytes()
    return any(trace.encode() in content for trace in TRACES)
