"""What people answered in the small province: a bad slip, words to mask, a survey, a tablet."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.reference.questionnaires import load_questionnaires
from motcua.surveys.models import (
    OfficeNetwork,
    Questionnaire,
    Remark,
    SampleMember,
    SurveyRound,
    Tablet,
)
from motcua.surveys.services.answering import Sender, rate
from motcua.surveys.services.questionnaires import open_draft, put_in_force
from motcua.surveys.services.tablets import register_tablet

if TYPE_CHECKING:
    from tests.world import World

FRIDAY_NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=VIETNAM)
WORDS: Final = "Chờ từ sáng đến chiều. Gọi tôi số 0900000022."


def play_surveys(world: "World", at: datetime) -> None:
    """Leave a bad answer with words, drafts, a survey of the other commune, and a tablet."""
    load_questionnaires(at=FRIDAY_NOON)
    administrator = world.here.actor(Role.ADMINISTRATOR)
    sipas = Questionnaire.objects.get(slug="sipas")
    put_in_force(sipas.versions.get(), valid_from=date(2026, 1, 1), at=FRIDAY_NOON)
    open_draft(Questionnaire.objects.get(slug="phieu-danh-gia"), actor=administrator, at=at)
    refused = world.dossiers["refused"]
    refused.refresh_from_db()
    rate(
        refused,
        {"chung": "dislike", "gop-y": WORDS},
        sender=Sender("may-cua-nguoi-dan", "203.0.113.7"),
        at=at + timedelta(minutes=5),
    )
    register_tablet(world.here.desk, "Quầy 1", actor=administrator, at=at)
    OfficeNetwork.objects.create(
        agency=world.here.agency, network="203.0.113.64/28", note="Wifi quầy", added_at=at
    )
    _ask_about_the_other_commune(world, at)


def _ask_about_the_other_commune(world: "World", at: datetime) -> None:
    """Let a survey be under way; the other commune has handed nothing back to draw from."""
    survey = SurveyRound.objects.create(
        agency=world.elsewhere.agency,
        run_by=world.here.agency,
        version=Questionnaire.objects.get(slug="sipas").versions.get(),
        first_on=date(2026, 11, 1),
        last_on=date(2026, 11, 20),
        margin_percent=5,
        population=1,
        size=1,
        seed="747",
        recorded_before=at,
        created_at=at,
    )
    SampleMember.objects.create(survey=survey, place=1, dossier=world.dossiers["returned"])


def the_survey() -> SurveyRound:
    """Return the survey that is under way."""
    return SurveyRound.objects.get()


def the_remark() -> Remark:
    """Return the words that wait to be masked."""
    return Remark.objects.get()


def the_tablet() -> Tablet:
    """Return the tablet that waits to be paired."""
    return Tablet.objects.get()
