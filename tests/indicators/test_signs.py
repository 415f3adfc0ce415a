"""Signs of gaming: what is told of a dossier, when a unit stands out, what is kept of it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import given, settings, strategies as st

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.dossiers.services.ending import withdraw_dossier
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.submitted import accept_submitted
from motcua.indicators.gaming import asking, counting, keeping, notes, rules
from motcua.indicators.gaming.counting import Asked
from motcua.indicators.gaming.signs import BY_KEY, SIGNS
from motcua.indicators.gaming.traces import Act, Ground, Trace, traces_of
from motcua.indicators.gaming.verdicts import (
    LEVEL,
    Verdict,
    at_least,
    comparisons,
    verdict,
    yardstick,
)
from motcua.indicators.models import SignNote, SignRule, SignTrace
from motcua.indicators.periods import Period
from motcua.indicators.rates import Rate
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import national_calendar
from motcua.procedures.models import Channel
from tests import factories
from tests.dossiers.lives import ACCEPTED_AT, DUE_AT, Office, closing, open_office
from tests.indicators import signs_page

CALENDAR = national_calendar()
GROUND = Ground(CALENDAR, CALENDAR)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
DUE = "2026-11-05T17:00"
DESK, HANDLER = 7, 8
Told = tuple[Action, str, dict[str, Any]]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def told(*events: Told) -> list[Act]:
    acts = []
    for sequence, (action, at, more) in enumerate(events, start=1):
        values = {"recorded_at": instant(at), "officer_id": HANDLER, **more}
        acts.append(Act(sequence, action, instant(at), **values))
    return acts


ACCEPT: Told = (Action.ACCEPT, "2026-11-02T09:00", {"due_at": instant(DUE), "officer_id": DESK})
LODGE: Told = (Action.LODGE, "2026-10-30T09:00", {"officer_id": None})
FINISH: Told = (Action.FINISH, "2026-11-05T16:50", {})
RESULT: tuple[Told, ...] = tuple(
    (action, "2026-11-05T10:00", {})
    for action in (Action.ATTACH_RESULT, Action.APPROVE_RESULT, Action.NUMBER_RESULT)
)


def asked(at: str, **more: Any) -> Told:
    return Action.ASK_SUPPLEMENT, at, {"has_form": True, **more}


def sorry(at: str, due: str) -> Told:
    return Action.APOLOGIZE, at, {"due_at": instant(due)}


CASES: Sequence[tuple[str, Sequence[Told], dict[str, Any]]] = (
    ("a working day between", [LODGE, ACCEPT], {"waited_minutes": 480}),
    (
        "nothing waits at the desk",
        [(Action.LODGE, "2026-11-02T09:00", {}), ACCEPT],
        {"waited_minutes": None},
    ),
    (
        "counted from handing in again",
        [LODGE, (Action.RESUBMIT, "2026-11-02T08:00", {}), ACCEPT],
        {"waited_minutes": 60},
    ),
    ("no date", [(Action.ACCEPT, "2026-11-02T09:00", {})], {"is_undated": True}),
    (
        "a date that is only expected",
        [(Action.ACCEPT, "2026-11-02T09:00", {"is_expected": True})],
        {"is_undated": False},
    ),
    (
        "asked twice, once on the due day",
        [
            *(ACCEPT, asked("2026-11-03T09:00")),
            (Action.RESUME, "2026-11-04T09:00", {"due_at": instant("2026-11-09T17:00")}),
            asked("2026-11-09T16:20"),
        ],
        {"asked": 2, "asked_again": 1, "due_day_pauses": 1, "pause_left": 40},
    ),
    (
        "asked before acceptance is no pause",
        [LODGE, asked("2026-10-30T10:00", has_form=False)],
        {"asked": 1, "paused_on": None, "lacks_form": 1},
    ),
    (
        "asked late is not on the due day",
        [ACCEPT, asked("2026-11-06T09:00")],
        {"due_day_pauses": 0, "pause_left": None},
    ),
    (
        "promised again, and again on the day itself",
        [
            *(ACCEPT, sorry("2026-11-04T09:00", "2026-11-09T17:00")),
            sorry("2026-11-09T15:00", "2026-11-12T17:00"),
        ],
        {"apologized_again": 1, "due_day_apologies": 1},
    ),
    ("ten minutes before", [ACCEPT, FINISH], {"end_left": 10, "is_dated": True}),
    (
        "a day before is no last minute",
        [ACCEPT, (Action.FINISH, "2026-11-04T16:55", {})],
        {"end_left": None},
    ),
    ("done with its result", [ACCEPT, *RESULT, FINISH], {"lacks_result": False}),
    ("done without its number", [ACCEPT, *RESULT[:2], FINISH], {"lacks_result": True}),
    ("nothing is owed", [ACCEPT, FINISH], {"owes_result": False, "lacks_result": False}),
    (
        "undone is as if it had not been",
        [ACCEPT, FINISH, (Action.UNDO, "2026-11-05T16:55", {"undoes": 2})],
        {"outcome": "", "ended_on": None},
    ),
    (
        "opened again has no end",
        [ACCEPT, FINISH, (Action.REOPEN, "2026-11-06T08:00", {})],
        {"outcome": "", "end_left": None},
    ),
    (
        "written an hour and a half later",
        [(Action.ACCEPT, "2026-11-02T09:00", {"recorded_at": instant("2026-11-02T10:31")})],
        {"latest_minutes": 91},
    ),
)


@pytest.mark.parametrize(("name", "events", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_the_trace_of_a_dossier_tells(
    name: str, events: Sequence[Told], wanted: dict[str, Any]
) -> None:
    whole = traces_of(told(*events), GROUND)[0]

    assert {key: getattr(whole, key) for key in wanted} == wanted, name


def test_each_officer_has_what_they_did_and_no_more() -> None:
    whole, desk, handler = traces_of(told(LODGE, ACCEPT, asked("2026-11-05T16:30")), GROUND)

    assert (whole.officer_id, desk.officer_id, handler.officer_id) == (None, DESK, HANDLER)
    assert (desk.waited_minutes, desk.asked, desk.handled_on) == (480, 0, None)
    assert (handler.waited_minutes, handler.asked, handler.pause_left) == (None, 1, 30)
    assert whole.acted_on == date(2026, 10, 30)


def test_days_stated_by_hand_are_told_only_where_none_are_published() -> None:
    accepted = (Action.ACCEPT, "2026-11-02T09:00", {"due_at": instant(DUE), "limit": "9 day"})

    unpublished = replace(GROUND, is_unpublished=True)

    assert traces_of(told(accepted), GROUND)[0].stated_limit == ""
    assert traces_of(told(accepted), unpublished)[0].stated_limit == "9 day"


def test_what_was_moved_in_or_is_made_up_is_not_held_to_the_clock() -> None:
    late = (Action.ACCEPT, "2026-11-02T09:00", {"recorded_at": instant("2027-01-01T00:00")})

    assert traces_of(told(late), replace(GROUND, is_live=False))[0].recorded_on is None


@given(st.integers(1, 60), st.integers(1, 99))
def test_the_tail_is_that_of_the_binomial(whole: int, percent: int) -> None:
    from math import comb  # noqa: PLC0415 - the textbook, for this test alone

    share = percent / 100
    part = min(whole, int(whole * share) + 1)
    wanted = sum(
        comb(whole, count) * share**count * (1 - share) ** (whole - count)
        for count in range(part, whole + 1)
    )

    assert at_least(part, whole, share) == pytest.approx(wanted, rel=1e-9)


def test_of_two_hundred_honest_provinces_few_have_anybody_named() -> None:
    chance = random.Random(1603)  # noqa: S311 - made-up provinces, no secret
    named = 0
    for _number in range(200):
        rates = honest_province(chance)
        whole = asking.judged(rates, 5)
        named += any(one.is_high for unit in range(30) for one in shown(whole, unit, rates))

    assert named / 200 <= LEVEL


def honest_province(chance: random.Random) -> dict[str, dict[int, Rate]]:
    """Return three signs of thirty units that differ, and do nothing on purpose."""
    rates = {}
    for sign in chance.sample(SIGNS, 3):
        usual = max(sign.expected * chance.uniform(0.2, 1.6), 0.002)
        table = {}
        for unit in range(30):
            own = min(usual * chance.betavariate(8, 8) * 2, 0.95)
            whole = int(10 ** chance.uniform(1.2, 2.6))
            table[unit] = Rate(sum(chance.random() < own for _one in range(whole)), whole, 30)
        rates[sign.key] = table
    return rates


def shown(whole: asking.Province, unit: int, rates: Any) -> list[asking.Shown]:
    return [whole.one(BY_KEY[key], unit) for key in rates]


@pytest.mark.parametrize("key", [sign.key for sign in SIGNS])
def test_a_unit_that_games_one_way_is_named_on_that_sign_alone(key: str) -> None:
    chance = random.Random(key)  # noqa: S311 - a made-up province, no secret
    rates = {sign.key: dict[int, Rate]() for sign in SIGNS}
    for sign in SIGNS:
        for unit in range(25):
            own = 0.6 if (unit, sign.key) == (3, key) else sign.expected * 0.6
            whole = chance.randint(80, 160)
            rates[sign.key][unit] = Rate(
                sum(chance.random() < own for _one in range(whole)), whole
            )

    province = asking.judged(rates, 5)

    named = {
        (unit, one.sign.key) for unit in range(25) for one in province.of(unit) if one.is_high
    }
    assert named == {(3, key)}


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12))
def test_nothing_is_said_of_few_cases_or_few_units(pairs: list[tuple[int, int]]) -> None:
    rates = [Rate(min(pair), max(pair), 30) for pair in pairs]
    measure = yardstick(rates, 0.05, units=5)
    together = comparisons([dict(enumerate(rates))])

    for rate in rates:
        said = verdict(rate, measure, together)
        if not rate.is_enough:
            assert said is Verdict.FEW_CASES
        elif measure.units < 5:
            assert said is Verdict.FEW_UNITS
        else:
            assert said in {Verdict.ORDINARY, Verdict.HIGH}


@pytest.fixture
def office(db: None) -> Office:
    del db
    return open_office()


def look(**changes: Any) -> Asked:
    rule = replace(rules.rule_of(SignRule()), **changes)
    return Asked(NOVEMBER, rule, counting.cut_offs(NOVEMBER, 15))


def counted(office: Office, look_at: Asked) -> dict[str, tuple[int, int]]:
    keeping.catch_up(at=DUE_AT)
    found = counting.by_unit(look_at)
    unit = office.desk.agency.pk
    return {
        key: (table[unit].part, table[unit].whole) for key, table in found.items() if unit in table
    }


def lodged(office: Office, number: int, at: datetime, **fields: Any) -> Dossier:
    lodging = factories.lodging(
        office.procedure,
        office.desk.agency,
        applicant=factories.applicant(f"077190{number:06}"),
        channel=Channel.ONLINE,
        submitted_at=at,
        knows_of_duplicate=True,
        fee=FeeInput(Settlement.LATER),
        **fields,
    )
    return lodge_dossier(lodging, **office.by(Role.DESK_OFFICER, at))


def test_what_really_happened_is_counted_of_the_unit_and_of_officers(office: Office) -> None:
    waited = lodged(office, 1, ACCEPTED_AT - timedelta(days=3))
    accept_submitted(waited.pk, **office.by(Role.DESK_OFFICER, ACCEPTED_AT))
    withdrawn = office.accepted(number=2)
    withdraw_dossier(withdrawn.pk, **closing(), **office.by(Role.DESK_OFFICER))
    lodged(office, 2, ACCEPTED_AT + timedelta(days=9))
    for number in range(3, 9):
        office.advance(office.accepted(number=number), 3, DUE_AT - timedelta(minutes=5))

    found = counted(office, look(gap_minutes=479))

    assert found["tiep-nhan-tre"] == (1, 1)
    assert found["rut-ho-so"] == (1, 7)
    assert found["rut-roi-nop-lai"] == (1, 7)
    assert found["xong-phut-chot"] == (6, 6)
    assert found["khong-ngay-hen"] == (0, 8)
    assert found["ghi-lui-gio"][0] == found["ghi-lui-gio"][1], "the tests tell of the past"
    clerk = office.people[Role.CLERK].officer_id
    assert clerk is not None
    of_clerk = counting.by_officer(look(), [clerk])
    assert of_clerk["xong-phut-chot"][clerk].part == 6
    assert of_clerk["rut-ho-so"][clerk].part == 0
    assert clerk not in of_clerk["tiep-nhan-tre"]


def test_withdrawn_and_lodged_again_too_late_is_no_sign(office: Office) -> None:
    first = office.accepted(number=2)
    withdraw_dossier(first.pk, **closing(), **office.by(Role.DESK_OFFICER))
    lodged(office, 2, ACCEPTED_AT + timedelta(days=9))

    assert counted(office, look(relodge_days=3))["rut-roi-nop-lai"] == (0, 1)


def test_closing_many_at_once_counts_on_the_last_day_alone(office: Office) -> None:
    last = datetime(2026, 11, 14, 9, tzinfo=VIETNAM)
    for number in range(6):
        office.advance(office.accepted(number=number), 3, last - timedelta(days=number == 5))

    assert counted(office, look())["xong-hang-loat"] == (5, 6)
    assert counted(office, look(burst_least=6))["xong-hang-loat"] == (0, 6)


def test_one_telephone_for_many_people(office: Office) -> None:
    for number in range(1, 6):
        lodged(office, number, ACCEPTED_AT)

    assert counted(office, look())["nop-thay-nhieu-nguoi"] == (5, 5)
    assert counted(office, look(people_least=6))["nop-thay-nhieu-nguoi"] == (0, 5)


def test_the_dossiers_behind_a_figure_are_as_many_as_it_says(office: Office) -> None:
    for number in range(3):
        office.advance(office.accepted(number=number), 3, DUE_AT - timedelta(minutes=5))
    look_at = look()
    found = counted(office, look_at)

    for key, (part, _whole) in found.items():
        if key != "danh-gia-tu-co-quan":
            behind = counting.dossiers(look_at, BY_KEY[key], agency_id=office.desk.agency.pk)
            assert len(behind) == part, key


def test_traces_follow_the_ledger_and_can_be_written_anew(office: Office) -> None:
    dossier = office.accepted()
    assert keeping.catch_up(at=DUE_AT) == 1
    assert keeping.catch_up(at=DUE_AT) == 0
    office.advance(dossier, 3)
    assert keeping.catch_up(at=DUE_AT) == 1
    columns = [field.name for field in SignTrace._meta.fields if field.name != "id"]  # noqa: SLF001
    before = list(SignTrace.objects.order_by("officer_id").values_list(*columns))

    assert keeping.rebuild(at=DUE_AT) == 1

    assert list(SignTrace.objects.order_by("officer_id").values_list(*columns)) == before
    assert {one for row in before for one in row}


def about(office: Office, officer_id: int | None = None) -> notes.About:
    rate = Rate(3, 40)
    return notes.About("rut-ho-so", office.desk.agency.pk, officer_id, NOVEMBER, rate)


def test_what_was_found_stays_and_is_answered_by_whom_it_concerns(office: Office) -> None:
    head, clerk = office.people[Role.APPROVER], office.people[Role.CLERK]
    kind = SignNote.Kind.NEEDS_WORK
    note = notes.note(about(office, clerk.officer_id), kind, " Xem lại ", actor=head, at=DUE_AT)
    notes.answer(about(office, clerk.officer_id), "Dân xin rút", actor=clerk, at=DUE_AT)

    assert clerk.officer_id is not None
    assert [one.text for one in notes.notes_about(clerk.officer_id)] == ["Dân xin rút", "Xem lại"]
    assert (note.part, note.whole) == (3, 40)
    with pytest.raises(DatabaseError), transaction.atomic():
        SignNote.objects.filter(pk=note.pk).update(text="Không sao")


def test_nobody_judges_their_own_or_answers_for_another(office: Office) -> None:
    head, clerk = office.people[Role.APPROVER], office.people[Role.CLERK]
    kind = SignNote.Kind.EXPLAINED
    with pytest.raises(PermissionDenied):
        notes.note(about(office, head.officer_id), kind, "Tốt", actor=head, at=DUE_AT)
    with pytest.raises(PermissionDenied):
        notes.note(about(office), kind, "Tốt", actor=clerk, at=DUE_AT)
    with pytest.raises(PermissionDenied):
        notes.answer(about(office, head.officer_id), "Tốt", actor=clerk, at=DUE_AT)
    with pytest.raises(notes.NoteError):
        notes.note(about(office), kind, "  ", actor=head, at=DUE_AT)
    with pytest.raises(notes.NoteError):
        notes.note(about(office), "answer", "Tốt", actor=head, at=DUE_AT)


def test_a_rule_of_the_past_is_not_written(db: None) -> None:
    del db
    rule = rules.rule_on(date(2026, 11, 1))
    with pytest.raises(rules.SignRuleError):
        rules.set_rule(rule, on=date(2026, 11, 1))
    rules.set_rule(replace(rule, valid_from=date(2026, 12, 1), relodge_days=45), on=NOVEMBER.last)

    assert rules.rule_on(NOVEMBER.last).relodge_days == 30
    assert rules.rule_on(date(2026, 12, 5)).relodge_days == 45
    assert Trace(None).asked == 0


def test_the_page_on_signs_is_written_from_them() -> None:
    assert signs_page.PAGE.read_text(encoding="utf-8") == signs_page.page()
