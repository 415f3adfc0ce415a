"""Surveys of a sample: drawn by chance that anybody can draw again, asked by others."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, RoleAssignment
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.indicators.satisfaction import outcome_of
from motcua.kernel.intervals import sample_size
from motcua.surveys.models import QuestionnaireVersion, Response, SampleMember, SurveyRound
from motcua.surveys.policies import access_member
from motcua.surveys.selectors import is_drawn_again
from motcua.surveys.services.questionnaires import open_draft, put_in_force, save_draft
from motcua.surveys.services.rounds import (
    Plan,
    RoundError,
    open_round,
    record_answer,
    record_no_answer,
)
from tests import factories
from tests.dossiers.lives import Office
from tests.surveys.counter import LATER, rated_office, returned, sipas

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return rated_office()


@pytest.fixture
def inspectors(office: Office) -> Agency:
    agency: Agency = factories.AgencyFactory.create(
        name="Sở Nội vụ", province=office.desk.agency.province
    )
    return agency


@pytest.fixture
def auditor(inspectors: Agency) -> Actor:
    return factories.actor_with(Role.AUDITOR, agency=inspectors)


@pytest.fixture
def version(office: Office) -> QuestionnaireVersion:
    del office
    return sipas()


def draw(
    office: Office,
    inspectors: Agency,
    auditor: Actor,
    version: QuestionnaireVersion,
    **changes: Any,
) -> SurveyRound:
    values: dict[str, Any] = {
        "agency": office.desk.agency,
        "run_by": inspectors,
        "version": version,
        "first_on": date(2026, 11, 1),
        "last_on": date(2026, 11, 30),
        "margin_percent": 20,
    }
    return open_round(Plan(**{**values, **changes}), actor=auditor, at=LATER, seed="747")


@pytest.fixture
def survey(
    office: Office, inspectors: Agency, auditor: Actor, version: QuestionnaireVersion
) -> SurveyRound:
    for number in range(1, 13):
        returned(office, number)
    return draw(office, inspectors, auditor, version)


def answers(version: QuestionnaireVersion, value: str) -> dict[str, str]:
    return {one.id: value for one in version.paper.questions if not one.is_text}


def test_the_sample_is_as_large_as_the_formula_wants(survey: SurveyRound) -> None:
    assert (survey.population, survey.size) == (12, sample_size(12, 0.2))
    assert survey.members.count() == survey.size == 9


def test_the_same_seed_draws_the_same_and_another_does_not(survey: SurveyRound) -> None:
    assert is_drawn_again(survey)

    survey.seed = "748"

    assert not is_drawn_again(survey)


def test_a_sample_that_was_meddled_with_is_found(survey: SurveyRound, office: Office) -> None:
    other = returned(office, 20)
    survey.members.filter(place=1).update(dossier=other)

    assert not is_drawn_again(survey)


def test_an_agency_does_not_ask_about_itself(
    office: Office, auditor: Actor, version: QuestionnaireVersion
) -> None:
    own = office.people[Role.AUDITOR]

    with pytest.raises(RoundError, match="không tự điều tra"):
        draw(office, office.desk.agency, own, version)
    with pytest.raises(PermissionDenied):
        draw(office, office.desk.agency, auditor, version)


def test_nobody_asks_about_where_they_work_themselves(
    survey: SurveyRound, inspectors: Agency, office: Office
) -> None:

    both = factories.OfficerFactory.create(agency=office.desk.agency, roles=[Role.DESK_OFFICER])
    RoleAssignment.objects.create(
        officer=both, agency=inspectors, role=Role.AUDITOR, valid_from=factories.LONG_AGO
    )
    assert both.account is not None
    actor = actor_of(both.account, LATER.date())

    with pytest.raises(PermissionDenied):
        access_member(actor, survey.ref, 1)
    with pytest.raises(PermissionDenied):
        record_no_answer(
            survey.members.get(place=1), SampleMember.State.REFUSED, actor=actor, at=LATER
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_on": date(2026, 10, 1)}, "đứng trước"),
        ({"margin_percent": 0}, "từ 1 đến 20"),
        ({"first_on": date(2025, 1, 1), "last_on": date(2025, 2, 1)}, "chưa trả kết quả nào"),
    ],
)
def test_a_survey_that_makes_no_sense_is_refused(
    survey: SurveyRound, office: Office, auditor: Actor, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(RoundError, match=words):
        draw(office, survey.run_by, auditor, survey.version, **changes)


def test_an_answer_is_written_once_and_in_no_slip(survey: SurveyRound, auditor: Actor) -> None:
    member = survey.members.get(place=1)

    response = record_answer(member, answers(survey.version, "5"), actor=auditor, at=LATER)

    assert (response.entry, response.slip_id) == ("interview", None)
    assert response.agency_id == survey.agency_id
    with pytest.raises(RoundError, match="đã được hỏi xong"):
        record_answer(member, answers(survey.version, "1"), actor=auditor, at=LATER)
    assert Response.objects.count() == 1


def test_who_was_not_reached_is_asked_again_and_who_refused_is_not(
    survey: SurveyRound, auditor: Actor
) -> None:
    first, second = survey.members.all()[:2]
    record_no_answer(first, SampleMember.State.NOT_REACHED, actor=auditor, at=LATER)
    record_answer(first, answers(survey.version, "4"), actor=auditor, at=LATER)
    record_no_answer(second, SampleMember.State.REFUSED, actor=auditor, at=LATER)

    with pytest.raises(RoundError, match="hỏi xong"):
        record_no_answer(second, SampleMember.State.NOT_REACHED, actor=auditor, at=LATER)
    with pytest.raises(RoundError, match="Xin chọn"):
        record_no_answer(first, SampleMember.State.ANSWERED, actor=auditor, at=LATER)
    with pytest.raises(RoundError, match="chưa có câu trả lời"):
        record_answer(survey.members.get(place=3), {}, actor=auditor, at=LATER)


def test_the_indices_are_shares_of_four_and_five_and_their_means(
    survey: SurveyRound, auditor: Actor
) -> None:
    first, second, third = survey.members.all()[:3]
    record_answer(first, answers(survey.version, "5"), actor=auditor, at=LATER)
    record_answer(second, {**answers(survey.version, "4"), "muc-01": "3"}, actor=auditor, at=LATER)
    record_no_answer(third, SampleMember.State.REFUSED, actor=auditor, at=LATER)

    found = outcome_of(survey)

    assert (found.response.part, found.response.whole, found.refused) == (2, 9, 1)
    assert found.items[0].rate is not None
    assert (found.items[0].rate.part, found.items[0].rate.whole) == (1, 2)
    assert (found.items[0].share, found.whole.share) == (None, None)


def test_enough_answers_have_indices(survey: SurveyRound, auditor: Actor) -> None:

    draft = open_draft(survey.version.questionnaire, actor=SYSTEM, at=LATER)
    save_draft(draft, {**draft.content, "minimum": 2}, actor=SYSTEM, at=LATER)
    low = put_in_force(draft, valid_from=date(2026, 11, 1), at=LATER)
    plan = Plan(survey.agency, survey.run_by, low, survey.first_on, survey.last_on, 20)
    again = open_round(plan, actor=auditor, at=LATER)
    first, second = again.members.all()[:2]
    record_answer(first, answers(low, "5"), actor=auditor, at=LATER)
    record_answer(second, {**answers(low, "4"), "muc-01": "3"}, actor=auditor, at=LATER)

    found = outcome_of(again)

    assert found.items[0].share == 0.5
    assert found.factors[0].share == 0.75
    assert found.whole.share == pytest.approx((0.5 + 38) / 39)
