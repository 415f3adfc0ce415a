"""The newspaper's figures of xã An Ngãi, found again in the tables and in the ledger."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db.models import QuerySet

from motcua.agencies.models import Agency
from motcua.agencies.selectors import calendar_of
from motcua.demo import an_ngai
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent, Erasure, Origin
from motcua.kernel.clock import VIETNAM, day_of, local
from motcua.kernel.punctuality import Punctuality, by_day, by_instant

pytestmark = pytest.mark.usefixtures("demo")
Measure = Callable[[datetime, datetime], Punctuality]
CUT_OFF = datetime(2024, 9, 15, 23, 59, tzinfo=VIETNAM)
FIRST_INSTANT = datetime(2024, 3, 1, tzinfo=VIETNAM)


def commune() -> Agency:
    return Agency.objects.get(unit__code=an_ngai.UNIT_CODE, province__code="77")


def dossiers() -> QuerySet[Dossier]:
    return Dossier.objects.filter(agency=commune())


def events(action: Action) -> dict[int, DossierEvent]:
    """Return the one event of each dossier with that action."""
    found = DossierEvent.objects.filter(dossier__agency=commune(), action=action)
    by_dossier = {event.dossier_id: event for event in found}
    assert len(by_dossier) == len(found)
    return by_dossier


def test_some_of_2024_are_due_for_erasure_and_still_count() -> None:
    due = Erasure.objects.filter(dossier__agency=commune())

    assert 5 <= due.filter(hold="").count() <= 60
    assert dossiers().filter(erased_at__isnull=False).count() == 0
    assert dossiers().count() == 747


def test_747_dossiers_were_received_between_march_and_the_cut_off() -> None:
    instants = dossiers().values_list("submitted_at", "accepted_at")

    assert len(instants) == 747
    assert all(
        accepted is not None and FIRST_INSTANT <= submitted <= accepted <= CUT_OFF
        for submitted, accepted in instants
    )


def test_all_were_finished_and_returned_by_the_cut_off() -> None:
    ends = dossiers().values_list("state", "finished_at", "returned_at")

    assert {state for state, _finished, _returned in ends} == {State.RETURNED}
    assert all(
        finished is not None and returned is not None and finished <= returned <= CUT_OFF
        for _state, finished, returned in ends
    )


@pytest.mark.parametrize("measure", [by_day, by_instant])
def test_744_were_settled_early_or_on_time_by_day_and_by_instant(measure: Measure) -> None:
    counts = Counter(
        measure(finished, due)
        for finished, due in dossiers().values_list("finished_at", "due_at")
        if finished and due
    )

    assert counts[Punctuality.LATE] == 3
    assert counts[Punctuality.EARLY] + counts[Punctuality.ON_TIME] == 744
    assert round(744 / counts.total() * 100, 1) == 99.6


def test_the_ledger_tells_the_same_as_the_tables() -> None:
    accepted, finished = events(Action.ACCEPT), events(Action.FINISH)
    returned = events(Action.RETURN_RESULT)

    counts = Counter(
        by_instant(finished[key].happened_at, datetime.fromisoformat(event.payload["due_at"]))
        for key, event in accepted.items()
    )

    assert len(accepted) == len(finished) == len(returned) == 747
    assert counts[Punctuality.LATE] == 3
    assert counts.total() == 747
    assert Counter(e.payload["punctuality"] for e in finished.values())["late"] == 3
    assert all(FIRST_INSTANT <= e.happened_at <= CUT_OFF for e in accepted.values())
    assert max(e.happened_at for e in returned.values()) <= CUT_OFF
    assert {e.origin for e in returned.values()} == {Origin.DEMO}


def test_each_dossier_row_says_what_its_events_say() -> None:
    accepted, finished = events(Action.ACCEPT), events(Action.FINISH)

    for dossier in dossiers():
        event = accepted[dossier.pk]
        assert event.payload["code"] == dossier.code
        assert event.happened_at == dossier.accepted_at
        assert datetime.fromisoformat(event.payload["due_at"]) == dossier.due_at
        assert finished[dossier.pk].happened_at == dossier.finished_at


def told(code: str) -> Dossier:
    """Return the dossier of the newspaper: lodged and returned at the desk on 12 September."""
    return dossiers().get(
        procedure__code=code,
        accepted_at__date=date(2024, 9, 12),
        returned_at__date=date(2024, 9, 12),
        channel="direct",
    )


def test_a_marital_status_certificate_due_on_13_9_was_ready_on_12_9() -> None:
    dossier = told("1.004873")

    assert dossier.due_at is not None
    assert dossier.finished_at is not None
    assert local(dossier.due_at) == datetime(2024, 9, 13, 17, tzinfo=VIETNAM)
    assert day_of(dossier.finished_at) == date(2024, 9, 12)


def test_a_birth_registered_again_was_promised_in_a_day_and_returned_the_same_day() -> None:
    dossier = told("1.004884")
    dates = {row.kind: row for row in dossier.due_dates.all()}

    assert dossier.due_at is not None
    assert local(dossier.due_at).date() == date(2024, 9, 13)
    assert (dates["promise"].limit_value, dates["promise"].limit_unit) == (1, "working_day")
    assert (dates["statutory"].limit_value, dates["statutory"].limit_unit) == (5, "working_day")


def test_officers_act_in_office_hours_only() -> None:
    calendar = calendar_of(commune())
    acts = DossierEvent.objects.filter(dossier__agency=commune()).exclude(action=Action.LODGE)

    for happened_at in acts.values_list("happened_at", flat=True):
        at = local(happened_at)
        minute = at.hour * 60 + at.minute
        sessions = calendar.sessions_on(at.date())
        assert any(session.start <= minute <= session.end for session in sessions), at


def test_most_dossiers_came_on_line() -> None:
    channels = Counter(dossiers().values_list("channel", flat=True))

    assert channels["online"] / channels.total() == pytest.approx(0.9451, abs=0.00005)


def test_codes_of_a_day_are_numbered_without_a_gap_in_the_order_of_acceptance() -> None:
    by_day_of_code: dict[str, list[int]] = {}
    for code in dossiers().order_by("accepted_at", "pk").values_list("code", flat=True):
        day, number = str(code).rsplit("-", 1)
        by_day_of_code.setdefault(day, []).append(int(number))

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in by_day_of_code.values())


def test_nobody_in_the_play_can_be_a_living_person() -> None:
    for dossier in dossiers().select_related("applicant"):
        number = str(dossier.applicant.identity_number)
        assert number[4:6] == "01"  # born in 1901
        assert number[3] in "01"
        assert dossier.applicant.phone.startswith("0900000")
        assert not dossier.applicant.email or dossier.applicant.email.endswith(".example")
