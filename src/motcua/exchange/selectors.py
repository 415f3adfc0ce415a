"""Questions about clients: who reads whom, what was called, what was refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet, Sum

from motcua.dossiers.models import Dossier
from motcua.exchange.models import ApiClient, ApiLodging, ApiRead, ApiUsage
from motcua.kernel import clock
from motcua.people.models import Person

DAYS_BACK: Final = 14


@dataclass(frozen=True, slots=True)
class DayOfCalls:
    """What a client called on a day."""

    on: date
    calls: int
    refused: int


def clients_with_use(on: date) -> QuerySet[ApiClient]:
    """Return every client with its ``calls`` and ``refused`` of the last days. One query."""
    recent = Q(usage__on__gt=on - timedelta(days=DAYS_BACK))
    rows: QuerySet[ApiClient] = ApiClient.objects.select_related("account")
    return rows.annotate(
        calls=Sum("usage__calls", filter=recent),
        refused=Sum("usage__calls", filter=recent & ~Q(usage__refusal="")),
    )


def days_of_calls(client: ApiClient, on: date) -> list[DayOfCalls]:
    """Return the last days on which ``client`` called, the latest first. One query."""
    rows = (
        _recent(client, on)
        .order_by()
        .values("on")
        .annotate(n=Sum("calls"), refused=Sum("calls", filter=~Q(refusal="")))
        .order_by("-on")
    )
    return [DayOfCalls(row["on"], row["n"], row["refused"] or 0) for row in rows]


def refusals(client: ApiClient, on: date) -> list[dict[str, Any]]:
    """Return what ``client`` was refused in the last days, the most frequent first. One query."""
    rows = _recent(client, on).exclude(refusal="").order_by().values("operation", "refusal")
    counted = rows.annotate(n=Sum("calls"), last=Max("last_at")).order_by("-n", "operation")
    return [dict(row) for row in counted[:20]]


def operations(client: ApiClient, on: date) -> list[dict[str, Any]]:
    """Return what ``client`` called in the last days, the most frequent first. One query."""
    rows = _recent(client, on).filter(refusal="").order_by().values("operation")
    counted = rows.annotate(n=Sum("calls"), last=Max("last_at")).order_by("-n", "operation")
    return [dict(row) for row in counted[:20]]


def readers_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Return which clients saw personal data of ``dossier``, how often, when last. One query."""
    rows = dossier.api_reads.order_by().values("client__name", "client__organisation")
    told = rows.annotate(times=Count("pk"), last=Max("at")).order_by("-last")
    return [
        {
            "agency": f"{row['client__name']} ({row['client__organisation']})",
            "times": row["times"],
            "last_at": row["last"],
        }
        for row in told
    ]


def told_to_systems(people: Sequence[Person]) -> list[dict[str, Any]]:
    """Return which systems lodged or saw dossiers that name one person. Two queries.

    Registered with the copy of one's own data.
    """
    mine = Q()
    for part in ("applicant", "principal", "proxy", "collector"):
        mine |= Q(**{f"dossier__{part}__in": people})
    read = ApiRead.objects.filter(mine).order_by()
    names = ("dossier__tracking_code", "client__name", "client__organisation")
    counted = read.values(*names, "operation").annotate(times=Count("pk"), last=Max("at"))
    lodged = ApiLodging.objects.filter(mine).order_by("pk").values(*names, "level", "how", "at")
    return [
        *(
            {
                **_which(row),
                "did": "lodged",
                "level": row["level"],
                "known_by": str(ApiLodging.How(row["how"]).label),
                "at": _instant(row["at"]),
            }
            for row in lodged
        ),
        *(
            {
                **_which(row),
                "did": "read",
                "what": row["operation"],
                "times": row["times"],
                "last_at": _instant(row["last"]),
            }
            for row in counted.order_by("dossier__tracking_code", "client__name", "operation")
        ),
    ]


def _which(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "dossier": row["dossier__tracking_code"],
        "system": row["client__name"],
        "organisation": row["client__organisation"],
    }


def _instant(moment: datetime) -> str:
    return clock.local(moment).isoformat(timespec="seconds")


def expiring(on: date) -> list[ApiClient]:
    """Return the clients that end within 30 days and are still switched on. One query."""
    soon = ApiClient.objects.filter(
        expires_on__gte=on, expires_on__lte=on + timedelta(days=30), account__is_active=True
    )
    return list(soon.select_related("account").order_by("expires_on", "pk"))


def _recent(client: ApiClient, on: date) -> QuerySet[ApiUsage]:
    return ApiUsage.objects.filter(client=client, on__gt=on - timedelta(days=DAYS_BACK))
