"""How the fees of 2024 were paid: dealt out over the whole province at once.

Of the dossiers with a fee, 72.83 % were paid online: the share that the newspaper reports of
209,390 dossiers. Only what was lodged online is paid online.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from motcua.agencies.models import Agency
from motcua.agencies.selectors import configuration_stamp
from motcua.demo.enacting import SHARE_EXEMPT, SHARE_UNPAID, Paying, Planned
from motcua.demo.province import ON_DAY, SHARE_DIGITS
from motcua.payments.gateway import VNPAY
from motcua.payments.lifecycle import OrderAct
from motcua.payments.models import Incoming, OrderEvent
from motcua.payments.services.incoming import BANK
from motcua.procedures.models import Channel
from motcua.procedures.selectors import terms_for

SHARE_PAID_ONLINE: Final = 0.7283
Dealt = dict[str, list[int]]
"""For each way of paying, which plans of a place pay so: their numbers in its order."""


class Prices:
    """Whether something is to be paid for what is planned, as the province says it in 2024."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._stamp = configuration_stamp()
        self._known: dict[tuple[str, Channel], bool] = {}

    def has_fee(self, planned: Planned) -> bool:
        """Say whether ``planned`` has a fee; asks once for a procedure and channel."""
        key = (planned.procedure_code, planned.channel)
        if key not in self._known:
            agency = self._agency
            terms = terms_for(
                key[0], agency.pk, agency.province_id, str(key[1]), ON_DAY, self._stamp
            )
            self._known[key] = bool(terms.fee_dong)
        return self._known[key]


def deal(
    plans: Mapping[str, Sequence[Planned]], has_fee: Callable[[Planned], bool], *, seed: int
) -> dict[str, Dealt]:
    """Say for every plan with a fee how it is paid; ``plans`` are those of each place."""
    chance = random.Random(f"{seed}:fees")  # noqa: S311 - a play, no secret
    charged = [
        (key, number, planned.channel)
        for key, some in plans.items()
        for number, planned in enumerate(some)
        if has_fee(planned)
    ]
    chance.shuffle(charged)
    owing = fitting_number(round(len(charged) * (1 - SHARE_EXEMPT)))
    exempt, rest = charged[owing:], charged[:owing]
    from_home = [one for one in rest if one[2] is Channel.ONLINE]
    others = [one for one in rest if one[2] is not Channel.ONLINE]
    online = from_home[: round(owing * SHARE_PAID_ONLINE)]
    others += from_home[len(online) :]
    owed = chance.sample(others, min(len(others), round(owing * SHARE_UNPAID)))
    at_desk = sorted(set(others) - set(owed))
    ways = {
        Paying.ONLINE: online,
        Paying.EXEMPT: exempt,
        Paying.OWED: owed,
        Paying.AT_DESK: at_desk,
    }
    dealt: dict[str, Dealt] = {key: {} for key in plans}
    for way, chosen in ways.items():
        for key, number, _channel in chosen:
            dealt[key].setdefault(way.value, []).append(number)
    return dealt


def fitting_number(at_most: int) -> int:
    """Return the largest number of which whole dossiers make the share reported."""
    number = at_most
    while number and round(round(number * SHARE_PAID_ONLINE) / number, SHARE_DIGITS) != (
        SHARE_PAID_ONLINE
    ):
        number -= 1
    return number


def paying(plans: Iterable[Planned], dealt: Mapping[str, Sequence[int]]) -> list[Planned]:
    """Return ``plans`` with the way in which each is paid."""
    ways = {number: Paying(way) for way, numbers in dealt.items() for number in numbers}
    return [replace(planned, paying=ways.get(number)) for number, planned in enumerate(plans)]


def note_money(plans: Iterable[Planned]) -> None:
    """Let what ``plans`` paid online stand among the money that came in. Two statements."""
    told = [planned.transaction for planned in plans if planned.paying is Paying.ONLINE]
    settled = OrderEvent.objects.filter(
        act=OrderAct.SETTLE, provider__in=[BANK, VNPAY], provider_txn__in=told
    ).select_related("order")
    Incoming.objects.bulk_create(
        Incoming(
            provider=event.provider,
            provider_txn=event.provider_txn,
            source=Incoming.Source.GATEWAY
            if event.provider == VNPAY
            else Incoming.Source.STATEMENT,
            agency_id=event.order.agency_id,
            amount_dong=event.order.amount_dong,
            content=event.order.number,
            received_at=event.at,
            noted_at=event.at,
            in_statement_at=None if event.provider == VNPAY else event.at,
            state=Incoming.State.SETTLED,
            order=event.order,
        )
        for event in settled.order_by("pk")
    )
