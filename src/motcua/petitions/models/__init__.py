"""Feedback, complaints and denunciations, and the record of everything done with them."""

from motcua.petitions.models.cases import (
    CaseRead,
    Complaint,
    ComplaintEvent,
    Denunciation,
    DenunciationEvent,
)
from motcua.petitions.models.feedback import (
    Feedback,
    FeedbackAnswer,
    FeedbackEvent,
    FeedbackPhoto,
    FeedbackPromise,
    FeedbackWay,
    Petitioner,
    Publication,
    Subject,
)
from motcua.petitions.models.lodging import FeedbackDraft, Verification
from motcua.petitions.models.rules import PetitionLimit, PetitionText

__all__ = [
    "CaseRead",
    "Complaint",
    "ComplaintEvent",
    "Denunciation",
    "DenunciationEvent",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackDraft",
    "FeedbackEvent",
    "FeedbackPhoto",
    "FeedbackPromise",
    "FeedbackWay",
    "PetitionLimit",
    "PetitionText",
    "Petitioner",
    "Publication",
    "Subject",
    "Verification",
]
