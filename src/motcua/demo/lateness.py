"""Why made-up dossiers were late, as their heads would have recorded it."""

import random
from datetime import datetime
from typing import Final

from django.db.models import F

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.indicators.models import LateCause

SHARE_RECORDED: Final = 0.7
"""Of the rest nobody has said why yet."""
_CAUSES: Final = {
    "thieu-nguoi": 5,
    "xu-ly-cham": 3,
    "phoi-hop": 4,
    "kho-phuc-tap": 2,
    "he-thong": 1,
}
"""Each with its weight."""


def say_why_late(agency: Agency, *, seed: int, at: datetime) -> int:
    """Record the causes of most of an agency's late dossiers; return of how many."""
    chosen = random.Random(f"{seed}:{agency.code}:late")  # noqa: S311 - a play, no secret
    late = Dossier.objects.filter(agency=agency, finished_at__gt=F("due_at")).order_by("pk")
    rows = [
        LateCause(
            dossier_id=dossier_id,
            cause=chosen.choices(list(_CAUSES), list(_CAUSES.values()))[0],
            recorded_at=at,
        )
        for dossier_id in late.values_list("pk", flat=True)
        if chosen.random() < SHARE_RECORDED
    ]
    return len(LateCause.objects.bulk_create(rows))
