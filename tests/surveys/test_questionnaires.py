"""Versions of questionnaires: drafts change, what is published stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.kernel import clock
from motcua.reference.questionnaires import load_questionnaires
from motcua.surveys.models import Questionnaire, QuestionnaireVersion
from motcua.surveys.questions import QuestionnaireError, Use
from motcua.surveys.selectors import version_on
from motcua.surveys.services.questionnaires import (
    PublishingError,
    discard_draft,
    open_draft,
    publish,
    save_draft,
)
from tests import factories
from tests.surveys.counter import RETURNED_AT

pytestmark = pytest.mark.django_db
TODAY = clock.day_of(RETURNED_AT)


@pytest.fixture
def slip() -> Questionnaire:
    load_questionnaires(at=RETURNED_AT)
    return Questionnaire.objects.get(slug="phieu-danh-gia")


def with_title(draft: QuestionnaireVersion, title: str) -> dict[str, Any]:
    return {**draft.content, "title": title}


def test_loading_again_changes_nothing(slip: Questionnaire) -> None:
    del slip

    assert load_questionnaires(at=RETURNED_AT).created == 0

    assert QuestionnaireVersion.objects.count() == 2
    assert version_on(Use.SIPAS, TODAY) is None


def test_a_new_version_is_asked_from_its_day_on(slip: Questionnaire) -> None:
    draft = open_draft(slip, actor=SYSTEM, at=RETURNED_AT)
    save_draft(draft, with_title(draft, "Phiếu mới"), actor=SYSTEM, at=RETURNED_AT)

    publish(draft, valid_from=TODAY + timedelta(days=1), actor=SYSTEM, at=RETURNED_AT)

    before, after = version_on(Use.SLIP, TODAY), version_on(Use.SLIP, TODAY + timedelta(days=1))
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (1, 2)
    assert after.paper.title == "Phiếu mới"


def test_there_is_one_draft_at_a_time(slip: Questionnaire) -> None:
    first = open_draft(slip, actor=SYSTEM, at=RETURNED_AT)

    assert open_draft(slip, actor=SYSTEM, at=RETURNED_AT) == first


def test_what_is_published_is_not_saved_over(slip: Questionnaire) -> None:
    published = slip.versions.get()

    with pytest.raises(PublishingError, match="đã công bố"):
        save_draft(published, {}, actor=SYSTEM, at=RETURNED_AT)
    with pytest.raises(PublishingError, match="đã công bố"):
        publish(published, valid_from=TODAY, actor=SYSTEM, at=RETURNED_AT)
    discard_draft(published, actor=SYSTEM)

    assert slip.versions.count() == 1


@pytest.mark.parametrize("change", [{"content": {}}, {"valid_from": date(2030, 1, 1)}])
def test_the_database_keeps_what_is_published(slip: Questionnaire, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        slip.versions.update(**change)
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        slip.versions.all().delete()


def test_nonsense_is_kept_as_a_draft_and_not_published(slip: Questionnaire) -> None:
    draft = open_draft(slip, actor=SYSTEM, at=RETURNED_AT)
    save_draft(draft, {"title": "Dở dang"}, actor=SYSTEM, at=RETURNED_AT)

    with pytest.raises(QuestionnaireError, match="chưa có câu hỏi"):
        publish(draft, valid_from=TODAY, actor=SYSTEM, at=RETURNED_AT)

    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_draft_is_not_published_into_the_past(slip: Questionnaire) -> None:
    draft = open_draft(slip, actor=SYSTEM, at=RETURNED_AT)

    with pytest.raises(PublishingError, match="từ hôm nay"):
        publish(draft, valid_from=TODAY - timedelta(days=1), actor=SYSTEM, at=RETURNED_AT)


def test_a_draft_is_thrown_away(slip: Questionnaire) -> None:
    discard_draft(open_draft(slip, actor=SYSTEM, at=RETURNED_AT), actor=SYSTEM)

    assert slip.versions.count() == 1


def test_only_an_administrator_writes_questionnaires(slip: Questionnaire) -> None:
    head = factories.actor_with(Role.APPROVER, agency=factories.AgencyFactory.create())

    with pytest.raises(PermissionDenied):
        open_draft(slip, actor=head, at=RETURNED_AT)
