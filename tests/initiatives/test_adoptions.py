"""A second unit does what the first one does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from motcua.agencies.roles import Role
from motcua.initiatives import policies, selectors
from motcua.initiatives.lifecycle import AdoptionAction, IllegalTransitionError, State
from motcua.initiatives.models import Adoption
from motcua.initiatives.models.adoptions import Way
from motcua.initiatives.services import adoptions
from motcua.initiatives.services.adoptions import AdoptionError, Wish
from tests import factories
from tests.initiatives.unit import MONDAY, Province, open_province

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
WISH = Wish(
    starts_on=date(2026, 12, 1),
    steps=(("Chọn thủ tục", date(2026, 12, 7)), ("Công bố", None)),
)


@pytest.fixture
def province() -> Province:
    """Return the province."""
    return open_province()


def adopted(province: Province, wish: Wish = WISH) -> Adoption:
    """Return the adoption by the other commune."""
    return adoptions.adopt(
        province.published(), province.elsewhere, wish, actor=province.elsewhere_officer, at=MONDAY
    )


def test_a_unit_adopts_with_steps_begins_and_keeps_it(province: Province) -> None:
    adoption = adopted(province)
    said = {"actor": province.elsewhere_officer, "at": MONDAY}
    adoptions.begin(adoption, on=TODAY, **said)  # type: ignore[arg-type]
    adoptions.finish_step(adoption, 1, on=TODAY, **said)  # type: ignore[arg-type]
    adoptions.conclude(adoption, AdoptionAction.KEEP, result="Từ 91 lên 98 %.", **said)  # type: ignore[arg-type]

    adoption.refresh_from_db()
    assert (adoption.state, adoption.started_on, adoption.result) == (
        "kept",
        TODAY,
        "Từ 91 lên 98 %.",
    )
    assert [one.done_on for one in adoption.steps.all()] == [TODAY, None]
    assert [one.action for one in adoption.events.all()] == ["plan", "begin", "step", "keep"]
    initiative = adoption.initiative
    initiative.refresh_from_db()
    assert initiative.state == State.REPLICATED
    assert initiative.events.get(action="copied").note == "UBND xã Phước Tỉnh"


def test_what_cannot_be_adopted(province: Province) -> None:
    model = province.published()
    said = {"actor": province.elsewhere_officer, "at": MONDAY}
    hidden = province.registered(title="Khác hẳn")
    with pytest.raises(AdoptionError, match="chưa ở trong thư viện"):
        adoptions.adopt(hidden, province.elsewhere, WISH, **said)  # type: ignore[arg-type]
    with pytest.raises(AdoptionError, match="của chính đơn vị"):
        adoptions.adopt(model, province.here, WISH, actor=province.here_officer, at=MONDAY)
    with pytest.raises(AdoptionError, match="điều chỉnh những gì"):
        adoptions.adopt(
            model,
            province.elsewhere,
            Wish(starts_on=TODAY, way=Way.ADAPTED),
            **said,  # type: ignore[arg-type]
        )
    with pytest.raises(PermissionDenied):
        adoptions.adopt(model, province.here, WISH, **said)  # type: ignore[arg-type]
    adoptions.adopt(model, province.elsewhere, WISH, **said)  # type: ignore[arg-type]
    with pytest.raises(AdoptionError, match="đã đăng ký áp dụng"):
        adoptions.adopt(model, province.elsewhere, WISH, **said)  # type: ignore[arg-type]


def test_whoever_gave_it_up_may_try_again(province: Province) -> None:
    adoption = adopted(province)
    said = {"actor": province.elsewhere_officer, "at": MONDAY}
    with pytest.raises(AdoptionError, match="kết quả"):
        adoptions.conclude(adoption, AdoptionAction.CANCEL, result="", **said)  # type: ignore[arg-type]
    adoptions.conclude(adoption, AdoptionAction.CANCEL, result="Chưa đủ người", **said)  # type: ignore[arg-type]
    with pytest.raises(IllegalTransitionError):
        adoptions.begin(adoption, on=TODAY, **said)  # type: ignore[arg-type]

    again = adoptions.adopt(adoption.initiative, province.elsewhere, WISH, **said)  # type: ignore[arg-type]

    assert again.pk != adoption.pk


def test_a_beginning_is_not_in_the_future_and_a_step_is_done_once(province: Province) -> None:
    adoption = adopted(province)
    said = {"actor": province.elsewhere_officer, "at": MONDAY}
    with pytest.raises(AdoptionError, match="tương lai"):
        adoptions.begin(adoption, on=TODAY + timedelta(days=1), **said)  # type: ignore[arg-type]
    adoptions.finish_step(adoption, 2, on=TODAY, **said)  # type: ignore[arg-type]

    for number, sentence in ((2, "đã ghi xong"), (9, "Không có bước")):
        with pytest.raises(AdoptionError, match=sentence):
            adoptions.finish_step(adoption, number, on=TODAY, **said)  # type: ignore[arg-type]


def test_a_third_unit_learns_from_the_second(province: Province) -> None:
    second = adopted(province)
    third = factories.AgencyFactory.create(
        name="UBND xã Tam Phước", province=province.here.province, unit=province.here.province
    )
    actor = factories.actor_with(Role.REFORM_OFFICER, agency=third)
    adoptions.begin(second, on=TODAY, actor=province.elsewhere_officer, at=MONDAY)

    wish = Wish(starts_on=TODAY, way=Way.ADAPTED, changes="Chỉ hộ tịch", source=second)
    adoptions.adopt(second.initiative, third, wish, actor=actor, at=MONDAY)

    family = selectors.family_of(second.initiative)
    assert [(one.adoption.agency.name, one.depth) for one in family] == [
        ("UBND xã Phước Tỉnh", 1),
        ("UBND xã Tam Phước", 2),
    ]
    assert list(selectors.adopters_of(second.initiative)) == [second]
    with pytest.raises(Http404):
        policies.access_adoption(actor, second.ref)
