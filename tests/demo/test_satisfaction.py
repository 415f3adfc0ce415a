"""The 93 slips of xã An Ngãi, found again with n and interval; the ward's own answers."""

from datetime import date

import pytest

from motcua.agencies.models import Agency
from motcua.demo import an_ngai
from motcua.demo.loading import DEFAULT_SEED
from motcua.demo.satisfaction import survey_an_ngai
from motcua.indicators.satisfaction import Scope, broken_down, overall
from motcua.surveys.models import Entry, Remark, Response, Slip, SurveyRound
from motcua.surveys.selectors import is_drawn_again
from tests.demo.conftest import REFERENCE_ON

pytestmark = pytest.mark.usefixtures("demo")


def commune() -> Agency:
    return Agency.objects.get(unit__code=an_ngai.UNIT_CODE, province__code="77")


def test_93_slips_beside_747_dossiers_all_of_them_content() -> None:
    scope = Scope(date(2024, 3, 1), date(2024, 9, 15), agency_ids=frozenset({commune().pk}))

    line = overall(scope)

    assert (line.satisfaction.part, line.satisfaction.whole) == (93, 93)
    assert line.satisfaction.interval == pytest.approx((0.9603, 1.0), abs=5e-5)
    assert line.response is not None
    assert (line.response.part, line.response.whole) == (93, 747)
    assert [one.key for one in broken_down(scope, "entry")] == [Entry.PAPER]


def test_each_slip_of_paper_has_its_number_and_whoever_entered_it() -> None:
    papers = Response.objects.filter(agency=commune())

    assert sorted(papers.values_list("paper_number", flat=True)) == [
        f"AN-{number:03}" for number in range(1, 94)
    ]
    assert not papers.filter(entered_by__isnull=True).exists()


def test_in_the_ward_some_answered_one_not_content_waits_and_words_are_to_be_masked() -> None:
    here = Response.objects.exclude(agency=commune())

    assert Slip.objects.filter(agency__in=here.values("agency")).count() > here.count() > 10
    assert here.filter(is_satisfied=False, follow_ups__isnull=True).exists()
    assert here.filter(follow_ups__isnull=False).exists()
    assert Remark.objects.filter(response__in=here, state=Remark.State.WAITING).exists()
    assert Remark.objects.filter(response__in=here, state=Remark.State.SHOWN).exists()


def test_a_sample_of_261_was_drawn_and_can_be_drawn_again() -> None:
    answered = survey_an_ngai(seed=DEFAULT_SEED, reference_on=REFERENCE_ON)

    survey = SurveyRound.objects.get()
    assert (survey.population, survey.size) == (747, 261)
    assert is_drawn_again(survey)
    assert survey.members.filter(state="answered").count() == answered > 180
    assert survey.members.filter(state="waiting").exists()
