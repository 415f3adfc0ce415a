"""Loading the demonstration, part by part; each part is there whole or not at all.

The parts are rows. Whoever works takes one that nobody holds, plays it and marks it in the
same transaction, so several processes may work side by side, a killed one leaves nothing
half done, and a second run finds nothing left to do.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import connection, transaction

from motcua.agencies.models import Agency, Desk
from motcua.demo import an_ngai, fees, hall, money, province, satisfaction
from motcua.demo.enacting import Planned, Venue, play
from motcua.demo.lateness import say_why_late
from motcua.demo.models import DemoPart, Stage
from motcua.demo.moments import OfficeTime, midnight
from motcua.demo.offices import office_at
from motcua.demo.petitions import speak_up_in_2024
from motcua.demo.privacy import list_what_is_due
from motcua.demo.scenes import play_morning
from motcua.demo.town import town_on
from motcua.exchange.portal.outgoing import is_joined, muted, send_missing
from motcua.indicators.guiding_acts import keep_later_acts
from motcua.kernel import clock
from motcua.notifications.services import settle_undeliverable

DEFAULT_SEED: Final = 2024
LOCK_NUMBER: Final = 747_2024  # any number that nothing else locks
AN_NGAI: Final = "an-ngai"
AGENCY: Final = "agency"
LIVING: Final = "living"
SURVEY: Final = "survey"
"""The kinds of parts: what their keys begin with."""
_TOLD_TO_PORTAL: Final = 40
"""Dossiers, the newest, so that the simulated portal has something to show."""
Report = Callable[[str], None]


@contextmanager
def alone() -> Iterator[None]:
    """Hold back every other process that prepares or refreshes the demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])


def load_parts(stage: Stage, report: Report) -> int:
    """Load the parts of ``stage`` that nobody has loaded or holds; return how many."""
    loaded = 0
    while (title := load_next(stage)) is not None:
        loaded += 1
        report(title)
    return loaded


def load_next(stage: Stage) -> str | None:
    """Load one part, the first in order that is free; return its title, or None."""
    with transaction.atomic():
        part = (
            DemoPart.objects.select_for_update(skip_locked=True)
            .filter(stage=stage, loaded_at__isnull=True)
            .order_by("order")
            .first()
        )
        if part is None:
            return None
        kind, _colon, rest = part.key.partition(":")
        with muted():
            part.planned = _PLAYERS[kind](part, rest)
        if kind == LIVING and is_joined():
            send_missing(at=clock.now(), most=_TOLD_TO_PORTAL)
        # Nobody receives at these addresses: what was written to them counts as sent.
        settle_undeliverable()
        if kind == AN_NGAI:
            agency = Agency.objects.get(code=part.facts["agency"])
            list_what_is_due(agency, part.reference_on)
        part.loaded_at = clock.now()
        part.save(update_fields=["loaded_at", "planned"])
    return part.title


def _play_an_ngai(part: DemoPart, month: str) -> int:
    office = office_at(Desk.objects.get(agency__code=part.facts["agency"]))
    plans = an_ngai.plan(office.calendar, part.facts["weights"], seed=part.seed)
    venue = Venue(
        office,
        OfficeTime.between(office.calendar, an_ngai.FIRST_DAY, an_ngai.LAST_DAY),
        an_ngai.UNTIL,
    )
    paid = fees.paying(plans, part.facts.get("dealt", {}))
    in_month = [p for p in paid if f"{p.accepted_at:%Y-%m}" == month]
    speak_up_in_2024(office, month, seed=part.seed, until=an_ngai.UNTIL)
    slips = satisfaction.chosen_slips(plans, seed=part.seed)
    return _play_all(in_month, venue, part.seed, slips)


def _play_agency(part: DemoPart, _code: str) -> int:
    share = province.Share.from_facts(part.facts)
    office = office_at(Desk.objects.get(agency=share.agency))
    venue = Venue(
        office,
        OfficeTime.between(office.calendar, province.FIRST_DAY, province.LAST_DAY),
        midnight(province.LAST_DAY) + an_ngai.LATEST_HOUR,
    )
    plans = province.plan(share, office.calendar, seed=part.seed)
    played = _play_all(fees.paying(plans, share.dealt), venue, part.seed)
    if share.agency.unit.code == province.THANG_NHI:
        # Whoever was guided there and lodged alone is seen at once, not after a night.
        keep_later_acts(at=clock.now())
    say_why_late(share.agency, seed=part.seed, at=clock.now())
    return played


def _play_all(
    plans: Sequence[Planned], venue: Venue, seed: int, slips: Mapping[str, str] | None = None
) -> int:
    """Play ``plans``; ``slips`` names the number of the slip of paper that some left."""
    for planned in plans:
        dossier = play(planned, venue, seed=seed)
        if slips and planned.key in slips:
            satisfaction.enter_slip(dossier, slips[planned.key], venue.office, seed=seed)
    fees.note_money(plans)
    return len(plans)


def _play_living(part: DemoPart, _day: str) -> int:
    since = part.facts.get("since")
    town = town_on(
        part.reference_on,
        seed=part.seed,
        since=date.fromisoformat(since) if since else None,
    )
    played = play_morning(town)
    hall.play_hall(town, at=clock.now())
    money.pay_online(town)
    return played


def _play_survey(part: DemoPart, _key: str) -> int:
    satisfaction.survey_an_ngai(seed=part.seed, reference_on=part.reference_on)
    return 0


_PLAYERS: Final[dict[str, Callable[[DemoPart, str], int]]] = {
    AN_NGAI: _play_an_ngai,
    AGENCY: _play_agency,
    LIVING: _play_living,
    SURVEY: _play_survey,
}
