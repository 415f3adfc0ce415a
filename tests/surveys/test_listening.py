"""Words are masked by a person before others read them; what was done is told, and to whom not."""

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.roles import Role
from motcua.dossiers import news
from motcua.dossiers.lifecycle import Action
from motcua.notifications.models import Message, MessageTemplate
from motcua.surveys.models import Remark, Response
from motcua.surveys.policies import access_answer, access_remark, answers_heard_by, remarks_before
from motcua.surveys.services.listening import (
    ListeningError,
    follow_up,
    proposed_words,
    show_words,
    withhold_words,
)
from tests import factories
from tests.dossiers.lives import Office
from tests.surveys.counter import LATER, rated, rated_office

pytestmark = pytest.mark.django_db
WORDS = "Tôi là Nguyễn Thị Hoà, cô Lê Thị Thu Hà hẹn rồi quên. Gọi 0900000012."


@pytest.fixture
def office() -> Office:
    return rated_office()


@pytest.fixture
def bad(office: Office) -> Response:
    return rated(office, 1, {"chung": "dislike", "gop-y": WORDS})


def test_the_rules_propose_and_a_person_confirms(office: Office, bad: Response) -> None:
    words = proposed_words(bad.remark)
    assert words == "Tôi là [tên người], cô [cán bộ] hẹn rồi quên. Gọi [số]."

    show_words(bad.remark, words, actor=office.people[Role.AUDITOR], at=LATER)

    remark = Remark.objects.get()
    assert (remark.raw, remark.shown, remark.state) == ("", words, "shown")
    assert remark.checked_by_id == office.people[Role.AUDITOR].officer_id


def test_words_of_no_use_are_gone_and_the_answer_counts_on(office: Office, bad: Response) -> None:
    withhold_words(bad.remark, actor=office.people[Role.AUDITOR], at=LATER)

    remark = Remark.objects.get()
    assert (remark.raw, remark.shown, remark.state) == ("", "", "withheld")
    assert bad.is_counted


@pytest.mark.parametrize("role", [Role.DESK_OFFICER, Role.APPROVER, Role.HEAD_OF_DESK])
def test_nobody_whom_the_words_are_about_reads_them_first(
    office: Office, bad: Response, role: Role
) -> None:
    actor = office.people[role]

    assert not remarks_before(actor).exists()
    with pytest.raises(PermissionDenied):
        show_words(bad.remark, "Đã che", actor=actor, at=LATER)


def test_words_are_masked_once(office: Office, bad: Response) -> None:
    auditor = office.people[Role.AUDITOR]
    assert access_remark(auditor, bad.remark.pk) == bad.remark
    with pytest.raises(ListeningError, match="để lại lời"):
        show_words(bad.remark, "  ", actor=auditor, at=LATER)
    show_words(bad.remark, "Hẹn rồi quên.", actor=auditor, at=LATER)

    with pytest.raises(ListeningError, match="vừa có người khác"):
        withhold_words(bad.remark, actor=auditor, at=LATER)


def test_the_head_records_what_was_done_and_the_citizen_is_told(
    office: Office, bad: Response
) -> None:
    head = office.people[Role.APPROVER]
    MessageTemplate.objects.filter(topic="rating_answered").update(body="{detail} {url}")
    assert access_answer(head, bad.pk) == bad

    row = follow_up(bad, "Đã nhắc quầy gọi lại đúng hẹn.", actor=head, at=LATER)

    assert row.officer_id == head.officer_id
    message = Message.objects.get(topic="rating_answered")
    assert message.recipient == "hoa@example.vn"
    assert "Đã nhắc quầy gọi lại đúng hẹn." in message.body
    assert f"/danh-gia/{bad.slip.dossier.tracking_code}/" in message.body  # type: ignore[union-attr]
    # Lists of a dossier's messages, which officers read, do not show it.
    assert message.about == ""


def test_who_has_no_mail_finds_it_on_the_page_of_the_slip_and_is_not_called(
    office: Office,
) -> None:
    bad = rated(office, 2, {"chung": "dislike"}, applicant=factories.applicant(email=""))

    follow_up(bad, "Đã xin lỗi.", actor=office.people[Role.HEAD_OF_DESK], at=LATER)

    assert not Message.objects.filter(topic="rating_answered").exists()
    assert bad.follow_ups.get().text == "Đã xin lỗi."
    bad.slip.dossier.refresh_from_db()  # type: ignore[union-attr]
    assert bad.slip.dossier.call_topic != "rating_answered"  # type: ignore[union-attr]


@pytest.mark.parametrize("words", [" ", "x" * 1001])
def test_what_was_done_is_said_in_words(office: Office, bad: Response, words: str) -> None:
    with pytest.raises(ListeningError, match="đã làm gì"):
        follow_up(bad, words, actor=office.people[Role.APPROVER], at=LATER)


def test_an_officer_who_leads_nobody_hears_nothing(office: Office, bad: Response) -> None:
    for role in (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.AUDITOR):
        assert not answers_heard_by(office.people[role]).exists()
    with pytest.raises(PermissionDenied):
        follow_up(bad, "Xong", actor=office.people[Role.DESK_OFFICER], at=LATER)
    elsewhere = factories.actor_with(Role.APPROVER, agency=factories.AgencyFactory.create())
    assert not answers_heard_by(elsewhere).exists()


def test_when_the_dossier_is_erased_the_words_go_and_the_answer_stays(
    office: Office, bad: Response
) -> None:
    follow_up(bad, "Đã gọi bà Hoà.", actor=office.people[Role.APPROVER], at=LATER)
    assert bad.slip is not None

    news.tell(bad.slip.dossier, [Action.ERASE], office.people[Role.AUDITOR], LATER)

    assert Remark.objects.get().raw == ""
    assert bad.follow_ups.get().text == ""
    assert Response.objects.get().is_satisfied is False
