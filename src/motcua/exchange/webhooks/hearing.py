"""What is done to dossiers becomes news of hooks, in the transaction of the act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier
from motcua.exchange.models import ApiClient, ApiLodging, HookState, Webhook, WebhookDelivery
from motcua.exchange.scopes import Scope
from motcua.exchange.webhooks.kinds import OF_ACTION, Kind
from motcua.kernel import clock


def on_news_of_dossier(
    dossier: Dossier, actions: Sequence[Action], actor: Actor, at: datetime
) -> None:
    """Write news of what was done to ``dossier`` for every hook that wants it.

    One query where nobody does. Told of the same act twice, it writes nothing more.
    """
    del actor
    kinds = list(dict.fromkeys(OF_ACTION[one] for one in actions if one in OF_ACTION))
    if not kinds:
        return
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                hook=hook,
                dossier=dossier,
                sequence=dossier.events_count,
                kind=kind,
                payload=_payload(dossier, kind, hook, at),
                next_attempt_at=at,
                created_at=at,
            )
            for hook in _hooks_for(dossier, kinds)
            for kind in kinds
            if kind in hook.kinds
        ],
        ignore_conflicts=True,
    )


def tell_of_own_lodging(dossier: Dossier, client: ApiClient, at: datetime) -> None:
    """Tell ``client`` of a dossier that it has just lodged, now that it is known to be its own.

    Only now may a client hear of it that follows nothing else; and to one that heard of it as
    of any other, it is told anew with its own reference. In the transaction of the lodging.
    """
    WebhookDelivery.objects.filter(dossier=dossier, hook__client=client).delete()
    on_news_of_dossier(dossier, [Action.LODGE], SYSTEM, at)


def _hooks_for(dossier: Dossier, kinds: Sequence[Kind]) -> QuerySet[Webhook]:
    """Return the hooks that want one of ``kinds`` and may hear of ``dossier``, in their order."""
    lodged = ApiLodging.objects.filter(client=OuterRef("client"), dossier=dossier)
    hooks: QuerySet[Webhook] = Webhook.objects.filter(
        may_follow(dossier),
        kinds__has_any_keys=[str(kind) for kind in kinds],
        state__in=(HookState.ON, HookState.STOPPED),
        client__account__is_active=True,
    )
    return hooks.annotate(
        reference=Subquery(lodged.values("reference")[:1]),
    ).order_by("pk")


def may_follow(dossier: Dossier) -> Q:
    """Return which hooks are of a client that may follow ``dossier``, as ``access_followed``."""
    lodged = ApiLodging.objects.filter(client=OuterRef("client"), dossier=dossier)
    given = ApiClient.agencies.through.objects.filter(
        apiclient=OuterRef("client"),
        agency__in=(dossier.agency_id, dossier.receiving_agency_id),
    )
    scope = "client__scopes__contains"
    of_agencies = Q(client__is_for_all_agencies=True) | Q(Exists(given))
    both = Q(**{scope: [Scope.READ]}) | Q(**{scope: [Scope.AGENCY]})
    return (both & Q(Exists(lodged))) | (Q(**{scope: [Scope.AGENCY]}) & of_agencies)


def _payload(dossier: Dossier, kind: Kind, hook: Any, at: datetime) -> str:
    """Return the words that are sent, frozen: codes, states and dates, and nothing of people."""
    state = State(dossier.state)
    agencies = _codes(dossier)
    said = {
        "type": str(kind),
        "timestamp": _instant(at),
        "data": {
            "tracking_code": dossier.tracking_code,
            "code": dossier.code,
            "reference": hook.reference or None,
            "procedure": dossier.procedure.code,
            "agency": agencies.get(dossier.agency_id),
            "receiving_agency": agencies.get(dossier.receiving_agency_id),
            "state": {"code": str(state), "national_code": state.national_code},
            "money_state": str(dossier.money_state),
            "delivery_state": str(dossier.delivery_state),
            "due_at": _instant(dossier.due_at),
            "finished_at": _instant(dossier.finished_at),
            "returned_at": _instant(dossier.returned_at),
            "sequence": dossier.events_count,
        },
    }
    return orjson.dumps(said).decode()


def _codes(dossier: Dossier) -> dict[int, str]:
    """Return the codes of the agencies of ``dossier``. One query."""
    keys = (dossier.agency_id, dossier.receiving_agency_id)
    return dict(Agency.objects.filter(pk__in=keys).values_list("pk", "code"))


def _instant(moment: datetime | None) -> str | None:
    return clock.local(moment).isoformat() if moment is not None else None
