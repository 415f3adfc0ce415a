"""A province that ranks its communes: who runs it, who leads an area, three units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.roles import Role
from motcua.kernel.clock import VIETNAM
from motcua.rankings.lifecycle import Level
from motcua.rankings.models import IndexLead, RankingIndex, Sheet
from motcua.rankings.scoring import Reached
from motcua.rankings.services import appraising, drafting, publishing, scoring
from motcua.rankings.services.appraising import Judged
from motcua.rankings.services.drafting import Deadlines
from motcua.rankings.services.scoring import Said
from motcua.rankings.structure import (
    Area,
    Criterion,
    Part,
    Rule,
    RuleKind,
    Source,
    Structure,
)
from tests import factories

MONDAY: Final = datetime(2026, 11, 23, 14, 5, tzinfo=VIETNAM)
LATE: Final = datetime(2027, 3, 1, 9, 0, tzinfo=VIETNAM)
DEADLINES: Final = Deadlines(
    date(2026, 12, 20), date(2027, 1, 15), date(2027, 1, 25), date(2027, 2, 5)
)


def part(part_id: str, most: str, rule: Rule, **more: Any) -> Part:
    """Return a sub-criterion."""
    return Part(part_id, part_id.replace("-", " "), Decimal(most), rule, **more)


YES = Rule(RuleKind.YES_NO)
RATIO = Rule(RuleKind.RATIO, full=Decimal(80))
STEPS = Rule(RuleKind.STEPS, steps=((Decimal(80), Decimal(2)), (Decimal(95), Decimal(4))))
COUNT = Rule(
    RuleKind.STEPS, steps=((Decimal(1), Decimal(1)), (Decimal(2), Decimal(3))), is_count=True
)
MANUAL = Rule(RuleKind.MANUAL)
SMALL: Final = Structure(
    areas=(
        Area(
            1,
            "Chỉ đạo",
            (
                Criterion(
                    "Kế hoạch",
                    (
                        part("ke-hoach", "2", YES, needs_evidence=True),
                        part(
                            "sang-kien", "3", COUNT, source=Source.COMPUTED, measure="initiatives"
                        ),
                    ),
                ),
            ),
        ),
        Area(
            3,
            "Thủ tục",
            (
                Criterion("Hồ sơ", (part("dung-han", "5", RATIO),)),
                Criterion("Công khai", (part("cong-khai", "4", STEPS), part("khac", "6", MANUAL))),
            ),
        ),
    ),
    total=Decimal(20),
)
GOOD: Final[Mapping[str, Reached]] = {
    "ke-hoach": Reached(is_yes=True),
    "dung-han": Reached(part=Decimal(40), whole=Decimal(100)),
    "cong-khai": Reached(part=Decimal(96), whole=Decimal(100)),
    "khac": Reached(points=Decimal("5.5")),
}
"""2 + 2,5 + 4 + 5,5 of 17; nobody has an initiative, so 0 of 3."""


@dataclass
class Province:
    """What a test points at."""

    runs: Agency
    leads: Agency
    communes: list[Agency]
    officer: Actor
    leader: Actor
    lead_officer: Actor
    index: RankingIndex
    heads: dict[int, Actor] = field(default_factory=dict)

    def sheet(self, number: int) -> Sheet:
        """Return the sheet of a commune as it is now."""
        found: Sheet = self.index.sheets.select_related("index__issue", "agency").get(
            agency=self.communes[number]
        )
        return found

    def head(self, number: int) -> Actor:
        """Return the head of a commune."""
        return self.heads[self.communes[number].pk]

    def issue(self) -> RankingIndex:
        """Issue the draft."""
        self.index = drafting.issue(self.index, actor=self.officer, at=MONDAY)
        return self.index

    def submit(self, number: int, reached: Mapping[str, Reached] = GOOD) -> Sheet:
        """Let a commune score everything and hand in."""
        head = self.head(number)
        said = [Said(key, value, note="kèm kế hoạch") for key, value in reached.items()]
        scoring.save(self.sheet(number), said, actor=head, at=MONDAY)
        return scoring.submit(self.sheet(number), actor=head, at=MONDAY)

    def leave_out(self, *numbers: int) -> None:
        """Leave communes out of the ranking."""
        for number in numbers:
            appraising.exclude(
                self.sheet(number), reason="Đã sáp nhập", actor=self.officer, at=MONDAY
            )

    def close(self) -> RankingIndex:
        """Close self-scoring."""
        self.index = publishing.close_scoring(self.index, actor=self.officer, at=MONDAY)
        return self.index

    def appraise(self, number: int, **changes: str) -> Sheet:
        """Appraise a sheet as it was scored but for ``changes``, and send it to the unit."""
        points = {"ke_hoach": "2", "dung_han": "2.5", "cong_khai": "4", "khac": "5.5"} | changes
        judged = [
            Judged(key.replace("_", "-"), Decimal(value), note="đã xem" if key in changes else "")
            for key, value in points.items()
        ]
        appraising.appraise(self.sheet(number), judged, actor=self.officer, at=MONDAY)
        return appraising.finish(self.sheet(number), actor=self.officer, at=MONDAY)

    def conclude(self, *numbers: int) -> None:
        """Bring sheets to their end, as the units agree."""
        for number in numbers:
            self.submit(number)
        self.leave_out(*({0, 1, 2} - set(numbers)))
        self.close()
        for number in numbers:
            self.appraise(number)
            scoring.agree(self.sheet(number), actor=self.head(number), at=MONDAY)

    def publish(self) -> RankingIndex:
        """Propose, approve, publish."""
        publishing.propose(self.index, actor=self.officer, at=MONDAY)
        publishing.approve(
            self.index, number="12/QĐ-UBND", on=MONDAY.date(), actor=self.leader, at=MONDAY
        )
        self.index = publishing.publish(self.index, actor=self.officer, at=MONDAY)
        return self.index


def open_province() -> Province:
    """Return the province with a draft for its communes; it leads area 3 elsewhere."""
    first = factories.AgencyFactory.create(name="UBND xã Một")
    same: dict[str, Any] = {"province": first.province, "unit": first.province}
    communes = [
        first,
        *(factories.AgencyFactory.create(name=f"UBND xã {one}", **same) for one in ("Hai", "Ba")),
    ]
    runs = factories.AgencyFactory.create(name="Sở Nội vụ", kind=AgencyKind.DEPARTMENT, **same)
    leads = factories.AgencyFactory.create(name="Văn phòng", kind=AgencyKind.DEPARTMENT, **same)
    officer = factories.actor_with(Role.REFORM_OFFICER, agency=runs)
    index = drafting.begin_draft(
        runs, year=2026, level=Level.COMMUNE, deadlines=DEADLINES, actor=officer, at=MONDAY
    )
    drafting.rewrite(index, SMALL, actor=officer)
    IndexLead.objects.create(index=index, area=3, agency=leads)
    index.refresh_from_db()
    return Province(
        runs,
        leads,
        communes,
        officer,
        factories.actor_with(Role.APPROVER, agency=runs),
        factories.actor_with(Role.REFORM_OFFICER, agency=leads),
        index,
        {one.pk: factories.actor_with(Role.APPROVER, agency=one) for one in communes},
    )
