"""The rest of the province: its shares as planned, and one commune as played."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Max
from hypothesis import given, strategies as st

from motcua.agencies.models import Desk
from motcua.demo import an_ngai, province
from motcua.demo.loading import AGENCY, load_next
from motcua.demo.models import DemoPart, Stage
from motcua.demo.offices import office_at
from motcua.dossiers.models import Dossier
from motcua.kernel.punctuality import Punctuality, by_day, by_instant
from motcua.notifications.models import Message, MessageState


def shares() -> list[province.Share]:
    parts = DemoPart.objects.filter(key__startswith=f"{AGENCY}:")
    return [province.Share.from_facts(part.facts) for part in parts.order_by("order")]


@pytest.mark.usefixtures("demo")
def test_the_province_has_82_communes_and_21_agencies() -> None:
    kinds = Counter(agency.kind for agency in province.agencies_of_2024())

    assert kinds == {"commune_committee": 82, "department": 21}


@pytest.mark.usefixtures("demo")
def test_every_commune_has_dossiers() -> None:
    communes = {share.agency.unit.code for share in shares() if share.mix.received}

    planned = communes | {an_ngai.UNIT_CODE}

    assert len([a for a in province.agencies_of_2024() if a.unit.code in planned]) >= 82
    assert province.THANG_NHI in communes


@pytest.mark.usefixtures("demo")
def test_the_province_is_on_time_and_on_line_as_the_newspaper_says() -> None:
    mixes = [share.mix for share in shares()]
    received = an_ngai.RECEIVED + sum(mix.received for mix in mixes)
    late = an_ngai.LATE + sum(mix.late for mix in mixes)
    online = an_ngai.ONLINE + sum(mix.online for mix in mixes)

    assert round((received - late) / received * 100, 1) == 99.3
    assert round(online / received * 100, 2) == 94.51


@pytest.mark.usefixtures("demo")
def test_one_place_alone_lets_what_comes_on_line_wait() -> None:
    three_days = timedelta(days=3)
    found = {share.order: share for share in shares()}
    unhurried = found.pop(province.UNHURRIED)
    waiting = []
    for share in (unhurried, next(iter(found.values()))):
        calendar = office_at(Desk.objects.get(agency=share.agency)).calendar
        plans = province.plan(share, calendar, seed=2024)
        kept = [one for one in plans if one.accepted_at - one.submitted_at >= three_days]
        waiting.append(len(kept))

    online = unhurried.mix.online
    assert online >= 30
    assert 0.4 * online < waiting[0] < 0.8 * online
    assert waiting[1] == 0


@pytest.mark.usefixtures("demo")
def test_a_commune_is_played_as_it_was_planned() -> None:
    DemoPart.objects.filter(stage=Stage.REST).update(order=1)
    chosen = next(share for share in shares() if share.mix.late)
    DemoPart.objects.filter(key=chosen.key).update(order=0)

    load_next(Stage.REST)

    dossiers = Dossier.objects.filter(agency=chosen.agency)
    pairs = [(d.finished_at, d.due_at) for d in dossiers if d.finished_at and d.due_at]
    for judge in (by_day, by_instant):
        counts = Counter(judge(finished, due) for finished, due in pairs)
        assert counts[Punctuality.LATE] == chosen.mix.late
        assert counts.total() == chosen.mix.received
    assert dossiers.filter(channel="online").count() == chosen.mix.online
    last = dossiers.aggregate(last=Max("returned_at"))["last"]
    assert last is not None
    assert last.date() <= province.LAST_DAY


@pytest.mark.usefixtures("demo")
def test_mail_to_the_made_up_people_is_not_left_waiting_for_the_sender() -> None:
    assert Message.objects.exists()
    assert not Message.objects.filter(state=MessageState.WAITING).exists()


@given(st.integers(min_value=1_000, max_value=20_000))
def test_a_total_is_found_of_which_the_share_can_be_made(at_least: int) -> None:
    total = province.fitting_total(at_least)

    online = round(total * province.SHARE_ONLINE)

    assert total >= at_least
    assert round(online / total * 100, 2) == 94.51
    assert total - at_least < 300


@given(st.integers(min_value=0, max_value=500))
def test_what_is_dealt_out_is_all_there(count: int) -> None:
    chance = random.Random(count)  # noqa: S311 - a play

    dealt = province.dealt(chance, [30, 50, 40], count)

    assert sum(dealt) == count
