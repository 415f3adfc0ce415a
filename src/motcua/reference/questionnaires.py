"""The questionnaires we ship, copied to where an administrator writes new versions of them."""

from datetime import date, datetime

from django.db import transaction

from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_json
from motcua.surveys.models import Questionnaire, QuestionnaireVersion
from motcua.surveys.services.questionnaires import put_in_force


@transaction.atomic
def load_questionnaires(*, at: datetime) -> Outcome:
    """Store each shipped questionnaire that is not there yet.

    The slip is in force at once; the form of SIPAS is a draft, to be compared with the one
    that the ministry has issued before it is published.
    """
    index = shipped_json("questionnaires/index.json")
    stored = set(Questionnaire.objects.values_list("slug", flat=True))
    new = [entry for entry in index if entry["slug"] not in stored]
    for entry in new:
        questionnaire = Questionnaire.objects.create(
            slug=entry["slug"], name=entry["name"], kind=entry["kind"]
        )
        version = QuestionnaireVersion.objects.create(
            questionnaire=questionnaire,
            number=1,
            content=shipped_json(f"questionnaires/{entry['file']}"),
            saved_at=at,
        )
        if entry["is_published"]:
            put_in_force(version, valid_from=date.fromisoformat(entry["valid_from"]), at=at)
    return Outcome("Phiếu hỏi", len(new), len(index) - len(new))
