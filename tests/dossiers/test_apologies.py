"""Apologizing: drafted, signed by a head, once; the new date is a promise of its own."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.extensions import apologies_to_sign, is_in_time, last_day_to_sign
from motcua.dossiers.lifecycle import IllegalTransitionError, State
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.reckoning import current_due, explained
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.apologies import (
    ApologyError,
    draft_apology,
    drop_apology,
    sign_apology,
)
from motcua.kernel.workdays import national_calendar
from motcua.notifications.models import Message, MessageTemplate
from tests import factories
from tests.dossiers.events import facts_of
from tests.dossiers.test_pausing import (
    EVERYTHING,
    accepted,
    ask,
    day,
    finished,
    go_on,
    procedure_of,
    rows_of,
)
from tests.factories import THURSDAY_MORNING, AgencyFactory, DeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def head(desk: Desk) -> Actor:
    return factories.actor_with(
        Role.APPROVER, agency=desk.agency, full_name="Phạm Quốc Hưng", position="Chủ tịch"
    )


@pytest.fixture
def officer(desk: Desk) -> Actor:
    return factories.actor_with(Role.HANDLING_OFFICER, agency=desk.agency)


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    """Return a dossier accepted on Thursday 12/9, due on Thursday 19/9."""
    return accepted(desk, factories.actor_with(*EVERYTHING, agency=desk.agency))


def sign(dossier: Dossier, desk: Desk, actor: Actor, at: datetime, **changes: Any) -> Apology:
    words: dict[str, Any] = {
        "reason": "Chưa có trả lời xác minh",
        "new_due_on": date(2024, 9, 24),
        **changes,
    }
    return sign_apology(
        dossier.pk, **words, context=factories.context_of(desk), actor=actor, at=at
    )


def test_a_signed_apology_sets_a_new_date_and_keeps_the_old_ones(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    apology = sign(dossier, desk, head, day(18))

    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.original_due_at) == (day(24, 17), day(19, 17))
    assert dossier.state == State.ACCEPTED
    assert rows_of(dossier) == [
        ("promise", day(19, 17)),
        ("statutory", day(19, 17)),
        ("extension", day(24, 17)),
    ]
    # From Wednesday 18/9: the 19th, 20th, 23rd and 24th.
    assert apology.working_days == 4
    assert dossier.steps.get().due_at == day(24, 17)
    assert facts_of(dossier.events.latest("sequence")) == {
        "old_due_at": "2024-09-19T17:00+07:00",
        "due_at": "2024-09-24T17:00+07:00",
        "working_days": 4,
        "is_in_time": True,
        "is_second": False,
    }


def test_form_04_names_both_dates_the_reason_and_who_signs(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    apology = sign(dossier, desk, head, day(18))

    assert apology.form is not None
    payload = apology.form.payload
    assert payload["due_at"] == "2024-09-19T17:00+07:00"
    assert payload["new_due_at"] == "2024-09-24T17:00+07:00"
    assert payload["reason"] == "Chưa có trả lời xác minh"
    assert (payload["signer_title"], payload["signer"]) == ("Chủ tịch", "Phạm Quốc Hưng")


def test_a_signer_without_a_position_signs_by_role(dossier: Dossier, desk: Desk) -> None:
    head = factories.actor_with(Role.HEAD_OF_DESK, agency=desk.agency)

    apology = sign(dossier, desk, head, day(18))

    assert apology.form is not None
    assert apology.form.payload["signer_title"] == "Trưởng bộ phận một cửa"


def test_the_applicant_reads_the_reason_and_the_new_date(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    MessageTemplate.objects.filter(topic="apology").update(body="{reason}|{due}")

    sign(dossier, desk, head, day(18))

    body = Message.objects.get(topic="apology").body
    assert body == "Chưa có trả lời xác minh|17:00, thứ Ba 24/9/2024"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "lý do chậm"),
        ({"new_due_on": date(2024, 9, 19)}, "sau ngày hẹn cũ 19/09/2024"),
        ({"new_due_on": date(2024, 9, 22)}, "không phải ngày làm việc"),
        ({"new_due_on": date(2027, 9, 22)}, "trong khoảng 1 đến 250"),
    ],
)
def test_an_apology_without_reason_or_with_no_day_to_promise_is_refused_whole(
    dossier: Dossier, desk: Desk, head: Actor, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ApologyError, match=sentence):
        sign(dossier, desk, head, day(18), **changes)

    dossier.refresh_from_db()
    assert dossier.due_at == day(19, 17)
    assert not dossier.apologies.exists()
    assert not dossier.forms.filter(kind="apology").exists()


def test_a_late_dossier_is_promised_a_day_after_today(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    with pytest.raises(ApologyError, match="sau hôm nay"):
        sign(dossier, desk, head, day(24), new_due_on=date(2024, 9, 24))

    apology = sign(dossier, desk, head, day(24), new_due_on=date(2024, 9, 25))

    assert apology.new_due_at == day(25, 17)
    assert dossier.events.latest("sequence").payload["is_in_time"] is False


def test_the_law_allows_one_apology_and_a_second_rests_on_a_written_reason(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    sign(dossier, desk, head, day(18))

    with pytest.raises(ApologyError, match="Phạm Quốc Hưng ký lúc 9:00 ngày 18/09/2024"):
        sign(dossier, desk, head, day(23), new_due_on=date(2024, 9, 27))
    again = sign(
        dossier,
        desk,
        head,
        day(23),
        new_due_on=date(2024, 9, 27),
        override_reason="Lũ lụt",
    )

    dossier.refresh_from_db()
    assert (again.override_reason, dossier.due_at) == ("Lũ lụt", day(27, 17))
    assert [form.version for form in dossier.forms.filter(kind="apology")] == [1, 2]


def test_only_heads_of_the_deciding_agency_sign(
    dossier: Dossier, desk: Desk, officer: Actor
) -> None:
    stranger = factories.actor_with(Role.APPROVER, agency=AgencyFactory.create())
    for actor in (officer, stranger):
        with pytest.raises(PermissionDenied):
            sign(dossier, desk, actor, day(18))


def test_nothing_is_promised_anew_while_the_applicant_has_the_move_or_when_all_is_done(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    everybody = factories.actor_with(*EVERYTHING, agency=desk.agency)
    ask(dossier, desk, everybody, day(13))
    with pytest.raises(ApologyError, match="thời hạn tạm dừng"):
        sign(dossier, desk, head, day(18))
    with pytest.raises(ApologyError, match="thời hạn tạm dừng"):
        draft_apology(dossier.pk, actor=SYSTEM, at=day(18))
    go_on(dossier, desk, everybody, day(18))
    done = finished(dossier, desk, everybody, day(19))

    with pytest.raises(IllegalTransitionError):
        sign(done, desk, head, day(19), new_due_on=date(2024, 10, 4))


def test_a_dossier_not_yet_received_has_no_date_to_move(desk: Desk) -> None:
    competent = AgencyFactory.create(province=desk.agency.province)
    lodged = accept_at_desk(
        factories.lodging(procedure_of(), competent),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY_MORNING,
    )

    with pytest.raises(ApologyError, match="chưa nhận hồ sơ"):
        sign(lodged, desk, factories.actor_with(Role.APPROVER, agency=competent), day(18))


def test_the_system_drafts_and_the_head_signs_that_draft(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    drafted = draft_apology(dossier.pk, actor=SYSTEM, at=day(18, 6))
    assert (drafted.working_days, drafted.new_due_at) == (3, day(24, 17))
    assert (drafted.reason, drafted.drafted_by, drafted.signed_at) == ("", None, None)
    events = dossier.events.count()

    signed = sign(dossier, desk, head, day(18))

    assert signed.pk == drafted.pk
    assert dossier.events.count() == events + 1
    assert not apologies_to_sign(head).exists()


def test_an_officers_draft_is_not_written_over_by_the_system(
    dossier: Dossier, officer: Actor
) -> None:
    draft_apology(dossier.pk, reason="Chờ xác minh", working_days=5, actor=officer, at=day(16))

    again = draft_apology(dossier.pk, actor=SYSTEM, at=day(18))

    assert (again.reason, again.working_days, again.new_due_at) == (
        "Chờ xác minh",
        5,
        day(26, 17),
    )
    assert dossier.apologies.count() == 1


def test_an_officer_can_change_a_draft_and_put_it_away(
    dossier: Dossier, officer: Actor, head: Actor
) -> None:
    draft_apology(dossier.pk, actor=SYSTEM, at=day(16))
    changed = draft_apology(dossier.pk, reason="Chờ xác minh", actor=officer, at=day(17))
    assert list(apologies_to_sign(head)) == [changed]

    drop_apology(dossier.pk, actor=officer, at=day(17, 10))

    assert not apologies_to_sign(head).exists()
    with pytest.raises(ApologyError, match="không có bản xin lỗi nào"):
        drop_apology(dossier.pk, actor=officer, at=day(17, 11))


@pytest.mark.parametrize("days", [0, 251])
def test_a_draft_of_no_days_or_of_years_is_refused(
    dossier: Dossier, officer: Actor, days: int
) -> None:
    with pytest.raises(ApologyError, match="1 đến 250"):
        draft_apology(dossier.pk, working_days=days, actor=officer, at=day(17))


def test_who_has_nothing_to_do_with_the_dossier_drafts_nothing(
    dossier: Dossier, desk: Desk
) -> None:
    clerk = factories.actor_with(Role.CLERK, agency=desk.agency)

    with pytest.raises(PermissionDenied):
        draft_apology(dossier.pk, actor=clerk, at=day(17))
    with pytest.raises(PermissionDenied):
        drop_apology(dossier.pk, actor=clerk, at=day(17))


def test_the_system_drafts_no_second_apology_over_a_signed_one(
    dossier: Dossier, desk: Desk, head: Actor, officer: Actor
) -> None:
    sign(dossier, desk, head, day(18))

    with pytest.raises(ApologyError, match="luật chỉ cho một lần"):
        draft_apology(dossier.pk, actor=officer, at=day(23))


def test_drafts_that_no_longer_matter_are_not_offered_for_signing(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    draft_apology(dossier.pk, actor=SYSTEM, at=day(18))
    stranger = factories.actor_with(Role.APPROVER, agency=AgencyFactory.create())
    assert not apologies_to_sign(stranger).exists()
    everybody = factories.actor_with(*EVERYTHING, agency=desk.agency)

    ask(dossier, desk, everybody, day(18))

    assert not apologies_to_sign(head).exists()


def test_in_time_is_until_the_working_day_before_the_date() -> None:
    calendar = national_calendar()

    # Monday 23/9: the working day before is Friday 20/9.
    assert last_day_to_sign(day(23, 17), calendar) == date(2024, 9, 20)
    assert is_in_time(day(23, 17), day(20, 23), calendar)
    assert not is_in_time(day(23, 17), day(21), calendar)


def test_waiting_after_an_apology_moves_the_new_date(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    everybody = factories.actor_with(*EVERYTHING, agency=desk.agency)
    sign(dossier, desk, head, day(18))

    ask(dossier, desk, everybody, day(19))
    went_on = go_on(dossier, desk, everybody, day(23))

    # The 20th and 23rd fall out of the four days: 19, 24, 25, 26.
    assert went_on.due_at == day(26, 17)
    assert rows_of(dossier)[-1] == ("recomputed", day(26, 17))
    assert went_on.original_due_at == day(19, 17)


def test_what_starts_anew_after_an_apology_is_the_time_of_the_new_date(
    desk: Desk, head: Actor
) -> None:
    everybody = factories.actor_with(*EVERYTHING, agency=desk.agency)
    dossier = accepted(desk, everybody, procedure_of(supplement="restart"))
    sign(dossier, desk, head, day(18))

    ask(dossier, desk, everybody, day(19))

    # Four working days from Monday the 23rd.
    assert go_on(dossier, desk, everybody, day(23)).due_at == day(27, 17)


def test_an_apology_after_waiting_counts_from_itself(
    dossier: Dossier, desk: Desk, head: Actor
) -> None:
    everybody = factories.actor_with(*EVERYTHING, agency=desk.agency)
    ask(dossier, desk, everybody, day(18))
    go_on(dossier, desk, everybody, day(24))

    sign(dossier, desk, head, day(24, 10), new_due_on=date(2024, 9, 30))

    dossier.refresh_from_db()
    counted = current_due(dossier)
    assert counted is not None
    assert (counted.due, dossier.due_at) == (day(30, 17), day(30, 17))
    told = explained(dossier, day(24, 11))
    assert told is not None
    assert told.days[0].text.startswith("Xin lỗi và hẹn lại lúc 10:00")
    assert (told.is_extension, told.pauses_told) == (True, [])
    assert told.moved_from == [day(19, 17), day(25, 17)]
