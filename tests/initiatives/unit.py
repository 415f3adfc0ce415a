"""A province that reforms: two communes, a department that runs the council, its members."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, AgencyKind, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.initiatives.content import Aim, Author, Kind, Measure, Reach, Stage
from motcua.initiatives.lifecycle import Action
from motcua.initiatives.models import Council, Evaluation, Initiative, Seat
from motcua.initiatives.policies import access_seat
from motcua.initiatives.services import councils, registry
from motcua.initiatives.services.registry import Description
from motcua.kernel.clock import VIETNAM
from tests import factories

MONDAY: Final = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
SAID: Final = Description(
    title="“2 đạt”: sớm hẹn cao, hài lòng cao",
    summary="Hẹn ngắn hơn luật, xong là báo ngay.",
    problem="Nhiều hồ sơ một ngày là xong mà người dân vẫn phải chờ đủ ba ngày mới được nhận.",
    description="Rà từng thủ tục, cam kết ngày ngắn hơn, nhắn tin ngay khi có kết quả.",
    audience="Người dân nộp hồ sơ hộ tịch, chứng thực",
    contact="Bộ phận một cửa xã, 0254 000 0001",
    authors=(Author("Trần Văn Khởi", 60), Author("Lê Thị Xướng", 40)),
    reach=Reach.COMMUNE,
    novelty="Chưa xã nào trong tỉnh cam kết ngày trả ngắn hơn luật.",
    steps=(Stage("Chọn thủ tục", "Một tuần"), Stage("Công bố ngày cam kết")),
    started_on=date(2026, 3, 2),
    cost_dong=0,
    aims=(Aim(Measure.IN_TIME, None, Decimal("99.5")),),
)


@dataclass
class Province:
    """What a test points at."""

    here: Agency
    elsewhere: Agency
    department: Agency
    here_officer: Actor
    elsewhere_officer: Actor
    secretary: Actor
    council: Council
    members: list[Officer]

    def draft(self, said: Description = SAID, **changes: Any) -> Initiative:
        """Return a draft of the commune here."""
        return registry.begin_draft(
            self.here,
            Kind.MODEL,
            3,
            replace(said, **changes) if changes else said,
            actor=self.here_officer,
            at=MONDAY,
        )

    def registered(self, **changes: Any) -> Initiative:
        """Return what the commune here has registered."""
        return registry.register(self.draft(**changes), actor=self.here_officer, at=MONDAY)

    def eligible(self, **changes: Any) -> Initiative:
        """Return what waits for the council."""
        found = self.registered(**changes)
        for action in (Action.TAKE_UP, Action.FIND_ELIGIBLE):
            found = registry.advance(found, action, actor=self.secretary, at=MONDAY)
        return found

    def opened(self, **changes: Any) -> Evaluation:
        """Return a round that is open."""
        return councils.open_scoring(self.eligible(**changes), actor=self.secretary, at=MONDAY)

    def score(
        self, initiative: Initiative, officer: Officer, points: tuple[int, int, int]
    ) -> None:
        """Let a member lock a sheet."""
        actor = acting(officer)
        councils.lock_sheet(
            self.seat(initiative, officer),
            dict(zip(("tinh-moi", "hieu-qua", "nhan-rong"), points, strict=True)),
            remark="",
            actor=actor,
            at=MONDAY,
        )

    def seat(self, initiative: Initiative, officer: Officer) -> Seat:
        """Return a member's seat in the open round."""
        return access_seat(acting(officer), initiative.ref)

    def recommended(self, **changes: Any) -> Initiative:
        """Return what the council recommends."""
        initiative = self.opened(**changes).initiative
        for officer in self.members[1:]:
            self.score(initiative, officer, (20, 35, 25))
        councils.close_scoring(initiative, minutes="Nhất trí.", actor=self.secretary, at=MONDAY)
        initiative.refresh_from_db()
        return initiative

    def published(self, **changes: Any) -> Initiative:
        """Return a model of the library."""
        recognised = registry.recognise(
            self.recommended(**changes),
            number="12/QĐ-UBND",
            on=MONDAY.date(),
            reach=Reach.PROVINCE,
            actor=self.secretary,
            at=MONDAY,
        )
        return registry.publish(recognised, actor=self.secretary, at=MONDAY)


def acting(officer: Officer) -> Actor:
    """Return an officer at work."""
    assert officer.account is not None
    return actor_of(officer.account, MONDAY.date())


def open_province() -> Province:
    """Return the province; the first of four members works in the commune here."""
    here = factories.AgencyFactory.create(name="UBND xã An Ngãi")
    same = {"province": here.province, "unit": here.province}
    elsewhere = factories.AgencyFactory.create(name="UBND xã Phước Tỉnh", **same)
    department = factories.AgencyFactory.create(
        name="Sở Nội vụ", kind=AgencyKind.DEPARTMENT, **same
    )
    secretary = factories.actor_with(Role.REFORM_OFFICER, agency=department)
    council = councils.found_council(
        department, "Hội đồng sáng kiến tỉnh", actor=secretary, at=MONDAY
    )
    places = (here, elsewhere, department, department)
    members = [
        factories.OfficerFactory.create(agency=place, full_name=name)
        for place, name in zip(places, ("Lý Mốt", "Mai Hai", "Ngô Ba", "Tạ Tư"), strict=True)
    ]
    for officer in members:
        councils.seat_member(council, officer, actor=secretary, on=date(2026, 1, 5))
    return Province(
        here,
        elsewhere,
        department,
        factories.actor_with(Role.REFORM_OFFICER, agency=here),
        factories.actor_with(Role.REFORM_OFFICER, agency=elsewhere),
        secretary,
        council,
        members,
    )
