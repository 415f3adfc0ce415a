"""What people who were guided did online afterwards, found every night.

The number of whoever lodged, paid, signed or received is hashed here, in memory, and compared
with the hashes of sessions: no table says which person a hash belongs to (decision 0042).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Min

from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import Dossier
from motcua.guidance.models import GuidanceSession, LaterAct
from motcua.guidance.programmes import Skill
from motcua.kernel import clock
from motcua.payments.models import PaymentMethod
from motcua.people.keyed import number_key
from motcua.petitions.models import Feedback, FeedbackWay
from motcua.procedures.models import Channel
from motcua.signatures.models import Purpose

_AT_ONCE: Final = 2_000
_PAID: Final = """
    SELECT person.identity_number, payment.received_at
    FROM payments_payment AS payment
    JOIN payments_order AS paid ON paid.payment_id = payment.id
    JOIN dossiers_dossier AS dossier ON dossier.tracking_code = payment.reference
    JOIN people_person AS person ON person.id = dossier.applicant_id
    WHERE payment.received_by_id IS NULL AND payment.method = ANY(%(methods)s)
        AND payment.received_at >= %(since)s AND dossier.helper_id IS NULL
        AND person.identity_number IS NOT NULL
"""
_SIGNED: Final = """
    SELECT person.identity_number, signature.signed_at
    FROM signatures_signature AS signature
    JOIN dossiers_lodgedform AS form ON form.document_id = signature.after_id
    JOIN dossiers_dossier AS dossier ON dossier.id = form.dossier_id
    JOIN people_person AS person ON person.id = dossier.applicant_id
    WHERE signature.purpose = %(purpose)s AND signature.signed_at >= %(since)s
        AND dossier.helper_id IS NULL AND person.identity_number IS NOT NULL
"""


def find_later_acts(*, at: datetime, report: Report) -> None:
    """Write the acts of people who were guided that are not written yet."""
    report.done += keep_later_acts(at=at)


@transaction.atomic
def keep_later_acts(*, at: datetime) -> int:
    """Write what people did on days after they were guided; return how many rows are new."""
    first_on = dict(
        GuidanceSession.objects.exclude(person_key="")
        .values_list("person_key")
        .annotate(first=Min("on"))
    )
    if not first_on:
        return 0
    since = min(first_on.values())
    fresh: set[tuple[str, str, date]] = set()
    keys: dict[str, str] = {}
    for number, skill, on in _acts(since):
        key = keys.get(number) or keys.setdefault(number, number_key(number))
        if key in first_on and first_on[key] < on <= clock.day_of(at):
            fresh.add((key, skill, on))
    fresh -= set(LaterAct.objects.values_list("person_key", "skill", "on"))
    LaterAct.objects.bulk_create(
        (LaterAct(person_key=key, skill=skill, on=on) for key, skill, on in sorted(fresh)),
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )
    return len(fresh)


def _acts(since: date) -> Iterator[tuple[str, str, date]]:
    """Yield who did what when, once for each source."""
    begin = datetime.combine(since, datetime.min.time(), tzinfo=clock.VIETNAM)
    # Somebody of the staff may have lodged it with them: that is no act of their own.
    alone = Dossier.objects.filter(helper=None, applicant__identity_number__isnull=False)
    who = "applicant__identity_number"
    lodged = alone.filter(channel=Channel.ONLINE, submitted_at__gte=begin)
    yield from _told(lodged.values_list(who, "submitted_at").iterator(), Skill.LODGE)
    at_home = (ResultMode.BY_POST, ResultMode.ELECTRONIC)
    received = alone.filter(result_mode__in=at_home, returned_at__gte=begin)
    yield from _told(received.values_list(who, "returned_at").iterator(), Skill.RECEIVE)
    methods = [PaymentMethod.TRANSFER.value, PaymentMethod.GATEWAY.value]
    yield from _told(_rows(_PAID, {"methods": methods, "since": begin}), Skill.PAY)
    lodging = {"purpose": Purpose.LODGING.value, "since": begin}
    yield from _told(_rows(_SIGNED, lodging), Skill.SIGN)
    # Signed in: a number that was only typed may be another's.
    said = Feedback.objects.filter(
        way=FeedbackWay.ONLINE,
        lodged_at__gte=begin,
        petitioner__person__identity_number__isnull=False,
    )
    sender = "petitioner__person__identity_number"
    yield from _told(said.values_list(sender, "lodged_at").iterator(), Skill.FEEDBACK)


def _told(rows: Iterable[Any], skill: Skill) -> Iterator[tuple[str, str, date]]:
    for number, at in rows:
        yield number, skill.value, clock.day_of(at)


def _rows(query: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
