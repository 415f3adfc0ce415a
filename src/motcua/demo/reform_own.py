"""A commune that judges itself in the demonstration: its council, and what it has recognised."""

import random
from datetime import date, datetime, time, timedelta
from typing import Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.initiatives.content import Author, Kind, Reach, Stage
from motcua.initiatives.lifecycle import Action
from motcua.initiatives.models import CouncilMember, ScoreSheet
from motcua.initiatives.models.councils import CouncilSeatTitle
from motcua.initiatives.services import councils, registry
from motcua.initiatives.services.registry import Description
from motcua.kernel.clock import VIETNAM

NAME: Final = "Hội đồng sáng kiến của xã"
ON: Final = date(2025, 3, 3)
MEMBERS: Final = 4
OWN: Final = Description(
    title="Thẻ “đọc giúp tôi” ở bàn viết",
    summary="Ai không đọc được chữ nhỏ giơ thẻ, cán bộ ra tận bàn đọc và ghi giúp.",
    problem="Nhiều người lớn tuổi ngại hỏi, ghi sai rồi phải viết lại tờ khai hai, ba lần.",
    description="Để thẻ ở bàn viết; một người trong ca trực ra giúp, đọc lại trước khi ký.",
    audience="Người cao tuổi, người không đọc được chữ nhỏ",
    contact="Bộ phận một cửa của xã",
    authors=(Author("Phan Thị Sen", 100),),
    reach=Reach.COMMUNE,
    steps=(Stage("In thẻ"), Stage("Phân người trong ca trực")),
    started_on=date(2025, 3, 10),
    cost_dong=300_000,
)


def judge_itself(commune: Agency, *, seed: int) -> None:
    """Found the commune's council and let it recognise one model, at the level of communes.

    Where hardly anybody works there is none.
    """
    people = list(Officer.objects.filter(agency=commune, is_active=True).order_by("pk")[:MEMBERS])
    if len(people) < councils.FEWEST:
        return
    at = datetime.combine(ON, time(9), tzinfo=VIETNAM)
    level = councils.level_of(commune)
    council = councils.found_council(commune, NAME, actor=SYSTEM, at=at, level=level)
    CouncilMember.objects.bulk_create(
        CouncilMember(
            council=council,
            officer=officer,
            title=CouncilSeatTitle.MEMBER if number else CouncilSeatTitle.CHAIR,
            valid_from=ON,
        )
        for number, officer in enumerate(people)
    )
    found = registry.begin_draft(commune, Kind.MODEL, 8, OWN, actor=SYSTEM, at=at)
    found = registry.register(found, actor=SYSTEM, at=at)
    for days, action in enumerate((Action.TAKE_UP, Action.FIND_ELIGIBLE), start=1):
        registry.advance(found, action, actor=SYSTEM, at=at + timedelta(days=days))
    opened = councils.open_scoring(found, actor=SYSTEM, at=at + timedelta(days=3))
    chance = random.Random(f"{seed}:own")  # noqa: S311 - a play, no secret
    for seat in opened.seats.filter(conflict=""):
        points = {
            one.id: round(one.most * chance.uniform(0.75, 0.95))
            for one in opened.scheme.scheme.criteria
        }
        ScoreSheet.objects.create(
            seat=seat,
            points=points,
            total=sum(points.values()),
            locked_at=at + timedelta(days=4),
            recorded_at=at,
        )
    closed = at + timedelta(days=7)
    councils.close_scoring(found, minutes="Thống nhất công nhận.", actor=SYSTEM, at=closed)
    found.refresh_from_db()
    registry.recognise(
        found, number="31/QĐ-UBND", on=closed.date(), reach=Reach.COMMUNE, actor=SYSTEM, at=closed
    )
    registry.publish(found, actor=SYSTEM, at=closed)
