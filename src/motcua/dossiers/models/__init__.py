"""Dossiers (hồ sơ), their promises, papers, forms, and the record of everything done."""

from motcua.dossiers.models.desk import CodeCounter, CodePattern, Draft, Visit
from motcua.dossiers.models.dossier import (
    Charge,
    Dossier,
    DossierPaper,
    DossierPersonalData,
    Origin,
    PaperForm,
)
from motcua.dossiers.models.handling import CallLog, DueDate, IssuedForm, Step
from motcua.dossiers.models.ledger import DossierEvent

__all__ = [
    "CallLog",
    "Charge",
    "CodeCounter",
    "CodePattern",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "DossierPersonalData",
    "Draft",
    "DueDate",
    "IssuedForm",
    "Origin",
    "PaperForm",
    "Step",
    "Visit",
]
