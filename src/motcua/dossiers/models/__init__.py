"""Dossiers (hồ sơ), their promises, papers, forms, and the record of everything done."""

from motcua.dossiers.models.daily import JobRun
from motcua.dossiers.models.days import ClosedDay, DayBlock
from motcua.dossiers.models.desk import CodeCounter, CodePattern, Draft, RunningNumber, Visit
from motcua.dossiers.models.dossier import (
    Charge,
    Dossier,
    DossierPaper,
    DossierPersonalData,
    Origin,
    PaperForm,
)
from motcua.dossiers.models.fees import ReliefClaim
from motcua.dossiers.models.following import DossierMessage, SupplementAnswer
from motcua.dossiers.models.handling import CallLog, DueDate, IssuedForm, Step
from motcua.dossiers.models.impersonation import (
    ImpersonatedLook,
    Impersonation,
    ImpersonationEnd,
)
from motcua.dossiers.models.ledger import DossierEvent
from motcua.dossiers.models.online import LodgedForm, OnlineDraft, Standing
from motcua.dossiers.models.pauses import Apology, Consultation, Pause
from motcua.dossiers.models.privacy import Erasure, PrivacyRule, SubjectRequest
from motcua.dossiers.models.reading import AccessRecord, DossierRead
from motcua.dossiers.models.remarks import DossierNote, SavedView
from motcua.dossiers.models.results import Result
from motcua.dossiers.models.reuse import AskedAgain
from motcua.dossiers.models.standing_in import Entitlement

__all__ = [
    "AccessRecord",
    "Apology",
    "AskedAgain",
    "CallLog",
    "Charge",
    "ClosedDay",
    "CodeCounter",
    "CodePattern",
    "Consultation",
    "DayBlock",
    "Dossier",
    "DossierEvent",
    "DossierMessage",
    "DossierNote",
    "DossierPaper",
    "DossierPersonalData",
    "DossierRead",
    "Draft",
    "DueDate",
    "Entitlement",
    "Erasure",
    "ImpersonatedLook",
    "Impersonation",
    "ImpersonationEnd",
    "IssuedForm",
    "JobRun",
    "LodgedForm",
    "OnlineDraft",
    "Origin",
    "PaperForm",
    "Pause",
    "PrivacyRule",
    "ReliefClaim",
    "Result",
    "RunningNumber",
    "SavedView",
    "Standing",
    "Step",
    "SubjectRequest",
    "SupplementAnswer",
    "Visit",
]
