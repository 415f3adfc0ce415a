"""Reform in the small province: a council, a published model, one being scored, one adopted."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.initiatives.content import Aim, Author, Kind, Measure, Reach, Stage
from motcua.initiatives.lifecycle import Action
from motcua.initiatives.models import Adoption, Commitment, Delegation, Initiative
from motcua.initiatives.services import adoptions, councils, delegations, registry
from motcua.initiatives.services.registry import Description

if TYPE_CHECKING:
    from tests.world import World

LIKE: Final = Description(
    title="“2 đạt”: sớm hẹn cao, hài lòng cao",
    summary="Hẹn ngắn hơn luật, xong là báo ngay.",
    problem="Nhiều hồ sơ một ngày là xong mà người dân vẫn phải chờ đủ ba ngày mới được nhận.",
    description="Rà từng thủ tục, cam kết ngày ngắn hơn, nhắn tin ngay khi có kết quả.",
    audience="Người dân nộp hồ sơ hộ tịch, chứng thực",
    contact="Bộ phận một cửa xã, 0254 000 0001",
    authors=(Author("Nguyễn Thị Khởi", 100),),
    reach=Reach.COMMUNE,
    novelty="Chưa xã nào trong tỉnh cam kết ngày trả ngắn hơn luật.",
    steps=(Stage("Chọn thủ tục", "Một tuần"), Stage("Công bố ngày cam kết")),
    started_on=date(2026, 11, 2),
    cost_dong=0,
    materials="Mẫu quyết định cam kết",
    aims=(Aim(Measure.IN_TIME, None, Decimal("99.5")),),
)
OTHER: Final = Description(
    title="Tổ lưu động đến nhà người già yếu",
    summary="Mỗi tháng một ngày, cán bộ mang máy đến tận nhà.",
    problem="Người già yếu, khuyết tật không đi lại được.",
    description="Lập danh sách, hẹn ngày, hai cán bộ mang máy tính và máy in.",
    audience="Người già yếu, khuyết tật",
    contact="Bộ phận một cửa xã",
    authors=(Author("Trần Văn Đi", 100),),
)
MEMBERS: Final = (Role.REFORM_OFFICER, Role.APPROVER, Role.HEAD_OF_DESK)


def play_initiatives(world: "World", at: datetime) -> None:
    """Found the council here, and let the commune elsewhere have a model worth copying."""
    council = councils.found_council(world.here.agency, "Hội đồng sáng kiến", actor=SYSTEM, at=at)
    sitting = [world.here.officers[role] for role in MEMBERS]
    for officer in (*sitting, world.elsewhere.officers[Role.APPROVER]):
        councils.seat_member(council, officer, actor=SYSTEM, on=date(2026, 1, 5))
    model = _scoring(world, LIKE, at)
    points = {"tinh-moi": 25, "hieu-qua": 35, "nhan-rong": 25}
    for role in MEMBERS:
        actor = world.here.actor(role)
        seat = model.evaluations.get().seats.get(officer=world.here.officers[role])
        councils.lock_sheet(seat, points, remark="Nên nhân rộng", actor=actor, at=at)
    secretary = world.here.actor(Role.REFORM_OFFICER)
    councils.close_scoring(model, minutes="Nhất trí.", actor=secretary, at=at)
    said: dict[str, Any] = {"actor": secretary, "at": at}
    registry.recognise(model, number="12/QĐ-UBND", on=at.date(), reach=Reach.PROVINCE, **said)
    registry.publish(Initiative.objects.get(pk=model.pk), **said)
    _scoring(world, OTHER, at)
    _at_home(world, Initiative.objects.get(pk=model.pk), at)


def _scoring(world: "World", said: Description, at: datetime) -> Initiative:
    """Return what the commune elsewhere registered and the council scores."""
    writer = world.elsewhere.actor(Role.REFORM_OFFICER)
    secretary = world.here.actor(Role.REFORM_OFFICER)
    found = registry.begin_draft(world.elsewhere.agency, Kind.MODEL, 3, said, actor=writer, at=at)
    registry.register(found, actor=writer, at=at)
    for action in (Action.TAKE_UP, Action.FIND_ELIGIBLE):
        registry.advance(found, action, actor=secretary, at=at)
    councils.open_scoring(found, actor=secretary, at=at)
    return found


def _at_home(world: "World", model: Initiative, at: datetime) -> None:
    """Let the commune here write something, copy the model, and have been on a journey."""
    said: dict[str, Any] = {"actor": world.here.actor(Role.REFORM_OFFICER), "at": at}
    registry.begin_draft(world.here.agency, Kind.MODEL, 3, LIKE, **said)
    wish = adoptions.Wish(
        starts_on=date(2026, 11, 9),
        steps=(("Chọn thủ tục", date(2026, 11, 16)), ("Công bố", None)),
    )
    adopted = adoptions.adopt(model, world.here.agency, wish, **said)
    adoptions.begin(adopted, on=date(2026, 11, 9), **said)
    registry.set_target(world.here.agency, at.year, 2, **said)
    journey = delegations.save_delegation(
        Delegation(agency=world.here.agency),
        {
            "title": "Học trung tâm hành chính công",
            "host": "Tỉnh Quảng Ninh",
            "rank_par": 1,
            "rank_year": 2025,
            "topics": "Trung tâm phục vụ hành chính công",
            "begins_on": date(2026, 11, 2),
            "ends_on": date(2026, 11, 4),
        },
        [("Nguyễn Văn Đi", "Phó Chủ tịch")],
        **said,
    )
    delegations.commit_to(
        journey,
        text="Lập bàn tiếp nhận chung",
        responsible="Văn phòng",
        due_on=date(2026, 11, 20),
        actor=said["actor"],
    )


def the_model() -> Initiative:
    """Return the model of the library."""
    found: Initiative = Initiative.objects.get(published_at__isnull=False)
    return found


def being_scored() -> Initiative:
    """Return what the council scores."""
    found: Initiative = Initiative.objects.get(state="evaluating")
    return found


def the_draft() -> Initiative:
    """Return what the commune here is writing."""
    found: Initiative = Initiative.objects.get(state="draft")
    return found


def the_adoption() -> Adoption:
    """Return the adoption by the commune here."""
    found: Adoption = Adoption.objects.get()
    return found


def the_promise() -> Commitment:
    """Return what the commune here promised."""
    found: Commitment = Commitment.objects.get()
    return found
