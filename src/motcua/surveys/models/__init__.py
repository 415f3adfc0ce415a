"""Questionnaires, slips and answers, survey rounds."""

from motcua.surveys.models.questionnaires import Questionnaire, QuestionnaireVersion
from motcua.surveys.models.rounds import SampleMember, SurveyRound
from motcua.surveys.models.slips import (
    Entry,
    FollowUp,
    OfficeNetwork,
    Remark,
    Response,
    Slip,
    Tablet,
)

__all__ = [
    "Entry",
    "FollowUp",
    "OfficeNetwork",
    "Questionnaire",
    "QuestionnaireVersion",
    "Remark",
    "Response",
    "SampleMember",
    "Slip",
    "SurveyRound",
    "Tablet",
]
