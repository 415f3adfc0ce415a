"""Feedback through its services: who may, what is due, what is told, what becomes public."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.kernel.limits import Limit, LimitUnit
from motcua.notifications.models import Message
from motcua.people.services import remember_people
from motcua.petitions import policies
from motcua.petitions.lifecycle import FeedbackAction, FeedbackState, IllegalTransitionError
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import FeedbackEvent, FeedbackWay, Publication
from motcua.petitions.selectors import alike, own_feedback, promises_of, published, told
from motcua.petitions.services import handling, hearing, publishing
from motcua.petitions.services.handling import HandlingError
from motcua.petitions.services.hearing import HearingError
from motcua.petitions.services.lodging import LodgingError, take_in
from motcua.petitions.services.publishing import PublicText, PublishingError
from motcua.petitions.services.rules import set_limit
from tests import factories
from tests.factories import THURSDAY_MORNING
from tests.petitions.conftest import House

BY_CODE = Actor(officer_id=None, account_id=None, name="")
STATES = FeedbackState


def day(number: int, hour: int = 9) -> datetime:
    return datetime(2024, 9, number, hour, tzinfo=VIETNAM)


def test_what_is_lodged_is_due_by_the_index_and_the_decree(house: House) -> None:
    one = house.feedback()

    due = {kind: row.due_at for kind, row in promises_of(one).items()}

    # Thursday 12 September; the weekend does not count.
    assert due[LimitKind.FIRST] == day(16, 17)
    assert due[LimitKind.FORWARD] == due[LimitKind.ASK] == day(19, 17)
    assert due[LimitKind.PROCESS] == datetime(2024, 10, 3, 17, tzinfo=VIETNAM)
    assert one.due_at == due[LimitKind.FIRST]
    row = promises_of(one)[LimitKind.PROCESS]
    assert told(row).due == row.due_at
    assert "766" in row.legal_basis
    [mail] = Message.objects.filter(topic="petition_received")
    assert (mail.recipient, mail.about) == ("hoa@example.vn", one.code)
    assert "ba lần" not in mail.subject + mail.body


def test_an_administrator_sets_another_limit_from_a_day_on(house: House) -> None:
    administrator = factories.actor_with(Role.ADMINISTRATOR, agency=house.ward)
    three = Limit(3, LimitUnit.WORKING_DAY)
    set_limit(LimitKind.FIRST, three, "QĐ 1", valid_from=day(13).date(), actor=administrator)

    before = house.feedback()
    after = take_in(house.new(), actor=house.desk, at=day(13))

    assert promises_of(before)[LimitKind.FIRST].due_at == day(16, 17)
    assert promises_of(after)[LimitKind.FIRST].due_at == day(18, 17)
    with pytest.raises(PermissionDenied):
        set_limit(LimitKind.FIRST, three, "QĐ 1", valid_from=day(20).date(), actor=house.officer)


def test_a_caller_is_asked_for_what_is_missing_and_a_letter_is_refused_with_the_reason(
    house: House,
) -> None:
    with pytest.raises(LodgingError, match="địa chỉ"):
        house.feedback(address="")

    letter = house.feedback(address="", way=FeedbackWay.LETTER)

    assert letter.state == STATES.NOT_ACCEPTED
    assert "địa chỉ" in letter.petitioner.note
    assert [event.action for event in letter.events.all()] == ["lodge", "refuse"]


def test_only_who_listens_in_the_agency_takes_in_and_handles(house: House) -> None:
    with pytest.raises(PermissionDenied):
        take_in(house.new(), actor=house.elsewhere, at=THURSDAY_MORNING)
    one = house.feedback()

    for actor in (house.leader, house.desk, house.elsewhere, house.receiver):
        with pytest.raises(PermissionDenied):
            handling.accept(one.pk, subject="delay", actor=actor, at=THURSDAY_MORNING)
    with pytest.raises(Http404):
        policies.access_feedback(house.elsewhere, one.code)
    with pytest.raises(Http404):
        policies.access_feedback(house.receiver, one.code)
    assert policies.access_feedback(house.leader, one.code) == one


def test_a_leader_approves_and_nobody_approves_for_them(house: House) -> None:
    one = house.feedback(STATES.AWAITING_APPROVAL)
    [answer] = one.answers.all()

    with pytest.raises(PermissionDenied):
        handling.approve(one.pk, answer_id=answer.pk, actor=house.officer, at=day(13))
    handling.approve(one.pk, answer_id=answer.pk, actor=house.leader, at=day(13))

    one.refresh_from_db()
    assert one.state == STATES.ANSWERED
    assert one.due_at == day(17, 17)
    last = one.events.last()
    assert last is not None
    assert (last.action, last.in_time) == ("approve", True)
    assert Message.objects.filter(topic="petition_answered").count() == 1


def test_an_answer_sent_back_is_written_anew_and_the_old_one_is_not_approved(
    house: House,
) -> None:
    one = house.feedback(STATES.AWAITING_APPROVAL)
    [first] = one.answers.all()
    handling.send_back(
        one.pk, answer_id=first.pk, remark="Nói rõ ngày trả.", actor=house.leader, at=day(13)
    )
    handling.propose(one.pk, text="Trả ngày 16/9.", actor=house.officer, at=day(13))

    with pytest.raises(HandlingError, match="vừa được thay"):
        handling.approve(one.pk, answer_id=first.pk, actor=house.leader, at=day(13))


def test_what_is_forwarded_late_is_shown_late_and_seen_by_the_other_agency(house: House) -> None:
    one = house.feedback()
    handling.forward(
        one.pk,
        to_agency_id=house.department.pk,
        reason="Thuộc thẩm quyền của Sở.",
        actor=house.officer,
        at=day(17),
    )

    one.refresh_from_db()
    event = one.events.get(action="forward")
    assert (event.in_time, event.due_at, event.agency) == (False, day(16, 17), house.ward)
    assert (one.agency, one.turn, one.state) == (house.department, 2, STATES.RECEIVED)
    assert one.due_at == day(19, 17)
    assert policies.access_feedback(house.elsewhere, one.code) == one
    assert policies.access_feedback(house.officer, one.code) == one
    with pytest.raises(PermissionDenied):
        handling.accept(one.pk, subject="delay", actor=house.officer, at=day(17))
    with pytest.raises(HandlingError):
        handling.forward(
            one.pk,
            to_agency_id=house.department.pk,
            reason="x",
            actor=house.elsewhere,
            at=day(17),
        )


def test_while_the_petitioner_is_asked_the_time_stands_still(house: House) -> None:
    one = house.feedback(STATES.AWAITING_PETITIONER)
    assert one.due_at is None

    handling.supply(one.pk, text="Hẹn ngày 2/9.", actor=BY_CODE, at=day(17))

    one.refresh_from_db()
    row = promises_of(one)[LimitKind.PROCESS]
    # Asked on Thursday, answered on Tuesday: three working days fall out of fifteen.
    assert one.due_at == row.due_at == datetime(2024, 10, 8, 17, tzinfo=VIETNAM)
    assert told(row).due == row.due_at
    assert one.promises.filter(kind=LimitKind.PROCESS).count() == 2
    with pytest.raises(IllegalTransitionError):
        handling.supply(one.pk, text="Nữa.", actor=BY_CODE, at=day(17))


def test_a_question_after_the_due_date_stops_nothing(house: House) -> None:
    one = house.feedback(STATES.PROCESSING)
    late = datetime(2024, 10, 7, 9, tzinfo=VIETNAM)

    handling.ask(one.pk, question="Gì?", actor=house.officer, at=late)

    one.refresh_from_db()
    assert one.due_at == datetime(2024, 10, 3, 17, tzinfo=VIETNAM)


def test_a_question_answered_within_the_minute_counts_nothing_twice(house: House) -> None:
    one = house.feedback(STATES.AWAITING_PETITIONER)

    handling.supply(one.pk, text="Hẹn ngày 2/9.", actor=BY_CODE, at=THURSDAY_MORNING)

    assert promises_of(one)[LimitKind.PROCESS].due_at == datetime(2024, 10, 3, 17, tzinfo=VIETNAM)


WRITTEN = (
    "Tôi, nguyen thi hoa (0900000012, hoa@example.vn), nhà 12 Lê Lợi, bị cán bộ Lê Văn Nghe hẹn "
    "ba lần chưa trả bản sao khai sinh."
)


def test_nothing_is_public_until_somebody_has_confirmed_it_without_personal_data(
    house: House,
) -> None:
    one = house.feedback(STATES.ANSWERED, text=WRITTEN, title="Hẹn ba lần")
    offered = publishing.proposal(one)
    assert not published().exists()

    with pytest.raises(PublishingError, match="tên") as refused:
        publishing.publish(
            one.pk, publishing.original(one), photos=(), actor=house.officer, at=day(13)
        )
    assert "text" in refused.value.fields
    made = publishing.publish(one.pk, offered, photos=(), actor=house.officer, at=day(13))

    everything = f"{made.title} {made.text} {made.answer} {made.search_text}"
    for told_of in ("Hoà", "hoa@", "0900", "Lê Lợi", "nguyen thi", "Nghe"):
        assert told_of not in everything
    assert list(published("BAN SAO khai si")) == [made]
    assert not published("nguyen").exists()
    last = one.events.last()
    assert last is not None
    assert last.payload["sha256"] == made.sha256 == offered.digest


def test_a_name_put_back_by_hand_without_marks_is_refused(house: House) -> None:
    one = house.feedback(STATES.ANSWERED)

    for slipped in ("NGUYEN THI HOA", "0900-000-012", "ở số 12 le loi", "HOA@example.vn"):
        with pytest.raises(PublishingError):
            publishing.publish(
                one.pk,
                PublicText("Hẹn ba lần", f"Đã trả cho {slipped}.", "Đã trả."),
                photos=(),
                actor=house.officer,
                at=day(13),
            )
    assert not Publication.objects.exists()


def test_what_was_published_is_taken_back_at_once_and_the_event_remembers(house: House) -> None:
    one = house.feedback(STATES.ANSWERED)
    made = publishing.publish(
        one.pk, publishing.proposal(one), photos=(), actor=house.officer, at=day(13)
    )

    publishing.withdraw_publication(one.pk, actor=house.leader, at=day(16))

    one.refresh_from_db()
    assert not published().exists()
    assert one.state == STATES.ANSWERED
    last = one.events.last()
    assert last is not None
    assert last.payload == {"sha256": made.sha256}


def test_the_petitioner_is_asked_after_four_weeks_and_answers_once(house: House) -> None:
    one = house.feedback(STATES.ANSWERED)
    with pytest.raises(HearingError):
        hearing.say_settled(one.pk, is_settled=True, actor=BY_CODE, at=day(13))
    with pytest.raises(HearingError):
        hearing.ask_again(one.pk, at=THURSDAY_MORNING + timedelta(days=27))
    later = THURSDAY_MORNING + timedelta(days=28)

    hearing.ask_again(one.pk, at=later)
    hearing.say_settled(one.pk, is_settled=False, actor=BY_CODE, at=later)

    assert Message.objects.filter(topic="petition_settled").count() == 1
    with pytest.raises(HearingError):
        hearing.ask_again(one.pk, at=later)
    with pytest.raises(HearingError):
        hearing.say_settled(one.pk, is_settled=True, actor=BY_CODE, at=later)


def test_each_piece_of_feedback_is_rated_once(house: House) -> None:
    one = house.feedback(STATES.ANSWERED)
    hearing.rate(one.pk, value=3, words="Nhanh", actor=BY_CODE, at=day(13))

    with pytest.raises(HearingError, match="một lần"):
        hearing.rate(one.pk, value=1, words="", actor=BY_CODE, at=day(13))

    handling.reopen(one.pk, reason="Chưa ổn.", actor=house.officer, at=day(16))
    one.refresh_from_db()
    assert (one.state, one.turn, one.answered_at, one.rating) == (STATES.PROCESSING, 2, None, 3)
    assert one.due_at == datetime(2024, 10, 7, 17, tzinfo=VIETNAM)


def test_events_and_promises_are_never_changed(house: House) -> None:
    one = house.feedback()

    for rows in (one.events, one.promises):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(turn=9)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()


def test_events_tell_of_nobody(house: House) -> None:
    one = house.feedback(STATES.ANSWERED)
    handling.reopen(one.pk, reason="Bà Hoà gọi lại.", actor=house.officer, at=day(16))

    kept = [str(row) for row in FeedbackEvent.objects.values_list()]

    assert not any("Hoà" in row or "0900" in row for row in kept)


def test_a_dossier_is_linked_in_silence(house: House) -> None:
    one = house.feedback(dossier_code="H06.25.01-240912-0001")

    assert one.dossier is None
    assert one.petitioner.dossier_code == "H06.25.01-240912-0001"


def test_the_like_is_found_in_the_same_agency_only(house: House) -> None:
    one = house.feedback()
    typed = "Hẹn ba lần mà bản sao giấy khai sinh vẫn chưa trả kết quả"

    [found] = alike(typed, house.ward.pk, at=day(13))

    assert (found.feedback, found.is_own) == (one, False)
    assert alike(typed, house.department.pk, at=day(13)) == []
    assert alike("Máy lấy số bị hỏng", house.ward.pk, at=day(13)) == []


def test_own_data_are_found_by_number(house: House) -> None:
    one = house.feedback(number="077 190 000 012")
    house.feedback(number="077190000099")
    [person] = remember_people([factories.applicant()], at=THURSDAY_MORNING)

    [copy] = own_feedback([person])

    assert copy["code"] == one.code
    assert copy["text"] == one.petitioner.text


def test_every_act_has_its_right_or_is_the_petitioners_own() -> None:
    own = {"lodge", "supply", "rate", "say_settled", "ask_settled"}

    assert {action.value for action in FeedbackAction} == own | {
        action.value for action in policies.RIGHTS
    }
