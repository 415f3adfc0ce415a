"""One act for many dossiers: what goes goes, and what does not is named with its sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.bulk import BulkError, do_many
from motcua.dossiers.services.handling import complete_step
from motcua.procedures.models import Procedure
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
FRIDAY = THURSDAY_MORNING + timedelta(days=1)


@pytest.fixture(autouse=True)
def _templates() -> None:
    factories.form_templates()
    factories.message_templates()


@pytest.fixture
def procedure() -> Procedure:
    procedure: Procedure = ProcedureFactory.create()
    return procedure


@pytest.fixture
def desk() -> Desk:
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def officer(desk: Desk) -> Actor:
    return factories.actor_with(Role.DESK_OFFICER, Role.HANDLING_OFFICER, agency=desk.agency)


@pytest.fixture
def at_desk(desk: Desk, procedure: Procedure, officer: Actor) -> DeskContext:
    del procedure, officer
    return factories.context_of(desk)


@pytest.fixture
def dossiers(at_desk: DeskContext, procedure: Procedure, officer: Actor) -> list[Dossier]:
    return [
        accept_at_desk(
            factories.lodging(
                procedure,
                at_desk.agency,
                applicant=factories.applicant(f"077190{number:06}"),
            ),
            context=at_desk,
            actor=officer,
            at=THURSDAY_MORNING,
        )
        for number in range(3)
    ]


def named(dossiers: list[Dossier]) -> list[tuple[int, str]]:
    return [(dossier.pk, str(dossier.code)) for dossier in dossiers]


def test_what_is_refused_is_named_and_the_rest_is_done(
    dossiers: list[Dossier], at_desk: DeskContext, officer: Actor
) -> None:
    def hand_over(dossier_id: int) -> object:
        return complete_step(
            dossier_id, outcome="done", order=1, context=at_desk, actor=officer, at=FRIDAY
        )

    hand_over(dossiers[1].pk)
    codes = [str(dossier.code) for dossier in dossiers]

    report = do_many([*named(dossiers), (999_999, "H06-0")], hand_over)

    assert report.done == [codes[0], codes[2]]
    assert report.refused == [
        (
            codes[1],
            "Bước này vừa được Lê Thị Thu Hà làm xong lúc 9:00. Xin tải lại trang.",
        ),
        ("H06-0", "Không còn hồ sơ này."),
    ]
    assert [dossier.steps.count() for dossier in dossiers] == [2, 2, 2]


def test_a_dossier_named_twice_is_done_once(
    dossiers: list[Dossier], at_desk: DeskContext, officer: Actor
) -> None:
    report = do_many(
        named(dossiers[:1]) * 2,
        lambda row: complete_step(row, outcome="done", context=at_desk, actor=officer, at=FRIDAY),
    )

    assert len(report.done) == 1
    assert dossiers[0].steps.count() == 2


def test_five_hundred_are_taken_and_one_more_is_not() -> None:
    some = [(number, f"H-{number}") for number in range(501)]
    done: list[int] = []

    assert len(do_many(some[:500], done.append).done) == 500
    with pytest.raises(BulkError, match="nhiều nhất 500 hồ sơ; ông/bà đã chọn 501"):
        do_many(some, done.append)
    assert len(done) == 500


def test_an_act_that_breaks_leaves_its_own_dossier_as_it_was_and_hides_no_other(
    dossiers: list[Dossier],
    at_desk: DeskContext,
    officer: Actor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def break_in_the_middle(row: int) -> None:
        complete_step(row, outcome="done", context=at_desk, actor=officer, at=FRIDAY)
        if row == dossiers[0].pk:
            raise ZeroDivisionError
        if row == dossiers[1].pk:
            raise PermissionDenied

    report = do_many(named(dossiers), break_in_the_middle)

    assert [why.split(",")[0].split(".")[0] for _code, why in report.refused] == [
        "Hệ thống gặp lỗi",
        "Ông/bà không có quyền làm việc này với hồ sơ",
    ]
    assert [dossier.steps.count() for dossier in dossiers] == [1, 1, 2]
    assert str(dossiers[0].code) in caplog.text
