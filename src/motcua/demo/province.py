"""The rest of the province of 2024: the other 80 communes, phường Thắng Nhì and 21 agencies.

Sizes are made up; the shares are those of the newspaper: 99.3 % settled on time, 94.51 % of
the dossiers received on line, xã An Ngãi counted in.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from motcua.agencies.models import Agency, AgencyKind
from motcua.demo import an_ngai
from motcua.demo.enacting import Planned
from motcua.demo.moments import OfficeTime, midnight
from motcua.demo.planning import Mix, Place, spread
from motcua.kernel.limits import LimitUnit
from motcua.kernel.workdays import Calendar
from motcua.procedures.content import Content
from motcua.procedures.models import Channel
from motcua.procedures.selectors import procedures_handled_by

PROVINCE_CODE: Final = "77"
ON_DAY: Final = date(2024, 6, 1)
FIRST_DAY: Final = date(2024, 1, 2)
LAST_ACCEPTANCE: Final = date(2024, 9, 6)
LAST_DAY: Final = date(2024, 9, 30)
"""The cut-off of the nine months that the newspaper reports."""
THANG_NHI: Final = "26521"
THANG_NHI_RECEIVED: Final = 120
SIZES: Final = range(30, 61)
SHARE_LATE: Final = 0.007
SHARE_ONLINE: Final = 0.9451
SHARE_DIGITS: Final = 4
SHARE_BY_POST: Final = 0.015
PROCEDURES_OF_A_DEPARTMENT: Final = 8
LONGEST_LIMIT_DAYS: Final = 10
UNHURRIED: Final = 40
"""The place, in the order of agencies, of one that lets what comes on line wait."""
SHARE_KEPT: Final = 0.6
DAYS_KEPT: Final = (3 * 24 * 60, 5 * 24 * 60)
"""How long it waits there, in minutes."""
FIRST_SERIAL: Final = 10_000
SERIALS_APART: Final = 200


@dataclass(frozen=True, slots=True)
class Share:
    """What one agency has of the province's dossiers."""

    agency: Agency
    order: int
    mix: Mix
    weights: dict[str, int]
    dealt: dict[str, list[int]] = field(default_factory=dict)
    """Which of its plans pay how; see ``fees``."""

    @property
    def key(self) -> str:
        """Return the name under which the part is remembered."""
        return f"agency:{self.agency.code}"

    def to_facts(self) -> dict[str, Any]:
        """Return what is stored of it beside the part."""
        return {
            "agency": self.agency.code,
            "order": self.order,
            "mix": asdict(self.mix),
            "weights": self.weights,
            "dealt": self.dealt,
        }

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> "Share":
        """Read what ``to_facts`` wrote."""
        agency = Agency.objects.select_related("unit").get(code=facts["agency"])
        return cls(
            agency,
            facts["order"],
            Mix(**facts["mix"]),
            facts["weights"],
            facts.get("dealt", {}),
        )


def agencies_of_2024() -> list[Agency]:
    """Return the 82 communes and 21 agencies of the province, in the order of their codes."""
    kinds = [AgencyKind.COMMUNE_COMMITTEE, AgencyKind.DEPARTMENT]
    return list(
        Agency.objects.valid_on(ON_DAY)
        .filter(province__code=PROVINCE_CODE, kind__in=kinds)
        .select_related("unit")
        .order_by("code")
    )


def shares(
    agencies: Sequence[Agency], commune_weights: Mapping[str, int], *, seed: int
) -> list[Share]:
    """Share the province's dossiers out, all but those of xã An Ngãi.

    ``commune_weights`` names what communes can accept. A department for which the
    catalogue holds nothing gets nothing.
    """
    weights = {agency.pk: _weights(agency, commune_weights) for agency in agencies}
    others = [a for a in agencies if a.unit.code != an_ngai.UNIT_CODE and weights[a.pk]]
    chance = random.Random(f"{seed}:province")  # noqa: S311 - a play, no secret
    sizes = [
        THANG_NHI_RECEIVED if agency.unit.code == THANG_NHI else chance.choice(SIZES)
        for agency in others
    ]
    total = fitting_total(an_ngai.RECEIVED + sum(sizes))
    largest = sizes.index(max(sizes))
    sizes[largest] += total - an_ngai.RECEIVED - sum(sizes)
    late = dealt(chance, sizes, round(total * SHARE_LATE) - an_ngai.LATE)
    elsewhere = total - round(total * SHARE_ONLINE) - (an_ngai.RECEIVED - an_ngai.ONLINE)
    not_online = dealt(chance, sizes, elsewhere)
    return [
        Share(
            agency=agency,
            order=order,
            mix=Mix(
                received=size,
                late=late[order],
                online=size - not_online[order],
                by_post=min(not_online[order], round(size * SHARE_BY_POST)),
            ),
            weights=weights[agency.pk],
        )
        for order, (agency, size) in enumerate(zip(others, sizes, strict=True))
    ]


def fitting_total(at_least: int) -> int:
    """Return the smallest total of which whole dossiers make the share reported on line.

    Of 4,963, say, 4,690 are 94.50 % and 4,691 are 94.52 %; none is 94.51 %.
    """
    total = at_least
    while round(round(total * SHARE_ONLINE) / total, SHARE_DIGITS) != SHARE_ONLINE:
        total += 1
    return total


def _weights(agency: Agency, commune_weights: Mapping[str, int]) -> dict[str, int]:
    if agency.kind == AgencyKind.DEPARTMENT:
        return dict.fromkeys(procedures_of(agency), 1)
    return dict(commune_weights)


def dealt(chance: random.Random, sizes: Sequence[int], count: int) -> list[int]:
    """Deal ``count`` cards to places, each as likely as it is large."""
    hands = [0] * len(sizes)
    for place in chance.choices(range(len(sizes)), sizes, k=count):
        hands[place] += 1
    return hands


def plan(share: Share, calendar: Calendar, *, seed: int) -> list[Planned]:
    """Return the dossiers of one agency in the order of acceptance."""
    time = OfficeTime.between(calendar, FIRST_DAY, LAST_DAY)
    first_serial = FIRST_SERIAL + share.order * SERIALS_APART
    plans = spread(
        random.Random(f"{seed}:{share.key}"),  # noqa: S311 - a play, no secret
        time,
        share.mix,
        share.weights,
        days=time.working_days(FIRST_DAY, LAST_ACCEPTANCE),
        place=Place(share.key, share.agency.unit.full_name, first_serial),
    )
    return kept_waiting(plans, seed=seed) if share.order == UNHURRIED else plans


def kept_waiting(plans: Sequence[Planned], *, seed: int) -> list[Planned]:
    """Let most of what came on line have been lodged some days before it was accepted.

    A made-up sign for the pages of signs; no figure of the newspaper counts from lodging.
    """
    chance = random.Random(f"{seed}:kept-waiting")  # noqa: S311 - a play, no secret
    opens = midnight(FIRST_DAY) + timedelta(hours=7)
    return [
        replace(
            planned,
            submitted_at=max(
                opens, planned.accepted_at - timedelta(minutes=chance.randint(*DAYS_KEPT))
            ),
        )
        if planned.channel is Channel.ONLINE and chance.random() < SHARE_KEPT
        else planned
        for planned in plans
    ]


def procedures_of(agency: Agency) -> list[str]:
    """Return some procedures that a department handles within ten working days."""
    found = []
    candidates = procedures_handled_by(agency).select_related("current_version")
    for procedure in candidates.order_by("-popularity", "code").iterator(chunk_size=50):
        version = procedure.current_version
        if version is not None and _is_short(Content.from_document(version.content)):
            found.append(procedure.code)
        if len(found) == PROCEDURES_OF_A_DEPARTMENT:
            break
    return found


def _is_short(content: Content) -> bool:
    terms = content.by_channel("direct")
    limit = terms.limit if terms else None
    if limit is None:
        return False
    longest = {
        LimitUnit.WORKING_DAY: LONGEST_LIMIT_DAYS,
        LimitUnit.CALENDAR_DAY: LONGEST_LIMIT_DAYS,
        LimitUnit.SAME_DAY: 1,
    }
    return limit.value <= longest.get(limit.unit, 0)
