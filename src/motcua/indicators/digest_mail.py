"""Who reads the digest of a unit by mail: signing up, and the morning on which it is sent.

A digest is written once for each reader and period, so a job that runs twice, or late after a
standstill, changes nothing.
"""

from datetime import date, datetime
from functools import partial
from importlib.resources import files
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import actor_of
from motcua.documents.rendering import render_pdf
from motcua.dossiers.daily.jobs import Report, in_batches
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.dossiers.workload import LEADING
from motcua.indicators import keeping
from motcua.indicators.digest import Digest, Rhythm, digest_of
from motcua.indicators.models import DigestReader
from motcua.indicators.reports import Question
from motcua.indicators.rules import rule_on
from motcua.kernel import clock
from motcua.notifications.models import Message

TOPIC: Final = "unit-digest"
_LAYOUT: Final = "data/reports/digest.typ"
_PLACE: Final = "/can-bo/don-vi/bao-cao/ban-tin/"


@transaction.atomic
def set_reading(
    actor: Actor, agency: Agency, rhythm: Rhythm, *, is_wanted: bool, at: datetime
) -> None:
    """Let an officer have the digest of an agency by mail, or no longer."""
    if actor.officer_id is None:
        return
    mine = DigestReader.objects.filter(
        officer_id=actor.officer_id, agency=agency, rhythm=rhythm.value
    )
    if not is_wanted:
        mine.delete()
    elif not mine.exists():
        DigestReader.objects.create(
            officer_id=actor.officer_id, agency=agency, rhythm=rhythm.value, since=at
        )


def read_by(actor: Actor, agency: Agency) -> set[str]:
    """Return which digests of an agency the officer has by mail. One query."""
    rows = DigestReader.objects.filter(officer_id=actor.officer_id or 0, agency=agency)
    return set(rows.values_list("rhythm", flat=True))


def question_of(agency: Agency, rhythm: Rhythm, day: date, cut_off: datetime) -> Question:
    """Return what a digest of the week or month of ``day`` asks."""
    period = rhythm.holding(day)
    return Question(period, rule_on(period.last), cut_off, agency.pk)


def send_digests_of_units(*, at: datetime, report: Report) -> None:
    """Write the digest of the week or month that is over to whoever signed up before its end.

    On a Monday that is the last week, on a first the last month; after a standstill the day on
    which work goes on. Whoever leads the agency no longer gets none.
    """
    on = clock.day_of(at)
    readers = (
        DigestReader.objects.filter(officer__is_active=True, officer__account__is_active=True)
        .exclude(officer__account__email="")
        .select_related("officer__account", "agency")
    )
    made: dict[tuple[int, str], Digest] = {}
    for batch in in_batches(readers):
        keys = {reader.pk: _key(reader, on) for reader in batch}
        written = set(Message.objects.filter(key__in=keys.values()).values_list("key", flat=True))
        for reader in batch:
            period = Rhythm(reader.rhythm).last_over(on)
            if clock.day_of(reader.since) > period.last or keys[reader.pk] in written:
                continue
            report.attempt(reader.agency.name, partial(_send, reader, made, on, at=at))


def _send(
    reader: DigestReader,
    made: dict[tuple[int, str], Digest],
    on: date,
    *,
    at: datetime,
) -> None:
    account = reader.officer.account
    assert account is not None  # noqa: S101 - the query asked for accounts
    actor = actor_of(account, on)
    if reader.agency_id not in actor.agencies_with(*LEADING):
        return
    rhythm = Rhythm(reader.rhythm)
    period = rhythm.last_over(on)
    key = (reader.agency_id, reader.rhythm)
    if key not in made:
        mark = keeping.mark()
        cut_off = mark.counted_at if mark is not None else at
        asked = question_of(reader.agency, rhythm, period.first, cut_off)
        made[key] = digest_of(reader.agency, rhythm, asked, at=at)
    found = made[key]
    put_in_outbox([Post(_key(reader, on), TOPIC, account.email, letter_of(found))], at=at)


def _key(reader: DigestReader, on: date) -> str:
    period = Rhythm(reader.rhythm).last_over(on)
    return f"{TOPIC}:{reader.officer_id}:{reader.agency_id}:{reader.rhythm}:{period.first}"


def letter_of(found: Digest) -> Letter:
    """Return the digest as a letter."""
    lines = [
        _("- %(label)s: %(now)s; kỳ trước %(before)s%(change)s")
        % {
            "label": one.label,
            "now": one.words,
            "before": one.words_before,
            "change": f" ({one.change})" if one.change else "",
        }
        for one in found.lines
    ]
    address = (
        f"{settings.PUBLIC_ADDRESS}{_PLACE}?co-quan={found.agency.code}"
        f"&loai={found.rhythm.value}&ngay={found.period.first.isoformat()}"
    )
    body = [
        f"{found.agency.name}. {found.label}.",
        "",
        *lines,
        "",
        found.late_words,
        found.next_words,
        "",
        found.version,
        _("Xem, in, thôi nhận thư này:"),
        address,
    ]
    return Letter(f"{found.label}: {found.agency.name}", "\n".join(body))


def pdf_of(found: Digest, *, at: datetime) -> bytes:
    """Return the digest as one printed page."""
    layout = (files("motcua") / _LAYOUT).read_text(encoding="utf-8")
    payload = {
        "issued_at": clock.local(at).isoformat(timespec="seconds"),
        "head": {"agency": found.agency.name},
        "label": found.label,
        "rows": [
            [one.label, one.words, one.words_before, one.change, one.meaning]
            for one in found.lines
        ],
        "late": found.late_words,
        "next": found.next_words,
        "version": found.version,
    }
    return render_pdf(layout, {"title": found.label}, payload)
