"""Units to be compared: dossiers copied from one, with traces put straight into their table."""

from collections.abc import Sequence
from datetime import date

from motcua.agencies.models import Agency, Officer
from motcua.dossiers.models import Dossier
from motcua.indicators.models import SignTrace

DAY = date(2026, 11, 10)
CASES = 40
WITHDRAWN, USUALLY = 24, 1


def play_signs(agencies: Sequence[Agency], officer: Officer, like: Dossier) -> None:
    """Let each unit have ended forty dossiers, the first one many of them as withdrawn.

    ``officer`` recorded what was withdrawn there, and ten that were finished. All are ``like``
    one dossier, but for who decided on them.
    """
    fields = {
        one.attname: getattr(like, one.attname)
        for one in Dossier._meta.concrete_fields  # noqa: SLF001 - every column of its row
        if one.name not in {"id", "code", "tracking_code", "events_count", "agency"}
    }
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            **fields,
            agency=agency,
            code=f"{agency.code}-SIGN-{number}",
            tracking_code=f"S{place}X{number}",
        )
        for place, agency in enumerate(agencies)
        for number in range(CASES)
    )
    rows = []
    for number, dossier in enumerate(dossiers):
        place, turn = divmod(number, CASES)
        is_withdrawn = turn < (WITHDRAWN if place == 0 else USUALLY)
        values = {
            "dossier": dossier,
            "events_count": 1,
            "formula": 1,
            "agency": dossier.agency,
            "receiving_agency": dossier.agency,
            "procedure_id": dossier.procedure_id,
            "channel": "direct",
            "origin": "live",
            "acted_on": DAY,
            "last_on": DAY,
            "handled_on": DAY,
            "ended_on": DAY,
            "outcome": "withdrawn" if is_withdrawn else "finished",
        }
        rows.append(SignTrace(**values))
        if place == 0 and turn < WITHDRAWN + 10:
            rows.append(SignTrace(**values, officer=officer))
    SignTrace.objects.bulk_create(rows)
