"""Tablets at desks, and the networks of offices."""

import ipaddress
import secrets
from datetime import datetime
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Desk
from motcua.agencies.services import require_administrator_of
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.surveys.keyed import device_key
from motcua.surveys.models import OfficeNetwork, Tablet

_LETTERS: Final = "ACDEFGHKLMNPQRTUVWXY34679"
_LENGTH: Final = 8


class TabletError(DomainError):
    """The tablet or the network cannot be used so."""

    code: ClassVar[str] = "tablet"


def register_tablet(desk: Desk, name: str, *, actor: Actor, at: datetime) -> Tablet:
    """Expect a tablet at ``desk``; it is paired by typing the code once on it."""
    require_administrator_of(actor, desk.agency)
    name = clean(name)
    if not name:
        raise TabletError(_("Xin đặt tên cho máy, ví dụ “Quầy 1”."))
    return Tablet.objects.create(
        desk=desk,
        name=name[:60],
        code="".join(secrets.choice(_LETTERS) for _place in range(_LENGTH)),
        registered_at=at,
        registered_by_id=actor.officer_id,
    )


@transaction.atomic
def pair_tablet(code: str, secret: str, *, at: datetime) -> Tablet:
    """Let the browser that holds ``secret`` be the tablet expected under ``code``, once.

    Raises TabletError.
    """
    typed = "".join(code.split()).replace("-", "").upper()
    waiting = Tablet.objects.select_for_update().filter(code=typed, ended_at__isnull=True)
    tablet = waiting.exclude(code="").first()
    if tablet is None:
        raise TabletError(_("Mã ghép này không đúng hoặc đã dùng. Xin hỏi quản trị hệ thống."))
    tablet.code, tablet.key, tablet.paired_at = "", device_key(secret), at
    tablet.save(update_fields=["code", "key", "paired_at"])
    return tablet


def end_tablet(tablet: Tablet, *, actor: Actor, at: datetime) -> None:
    """Take a tablet out of use; what was answered on it stays."""
    require_administrator_of(actor, tablet.desk.agency)
    Tablet.objects.filter(pk=tablet.pk, ended_at__isnull=True).update(code="", ended_at=at)


def add_network(
    agency: Agency, network: str, note: str, *, actor: Actor, at: datetime
) -> OfficeNetwork:
    """Say that an address or a network is the agency's. Raises TabletError."""
    require_administrator_of(actor, agency)
    try:
        found = str(ipaddress.ip_network(network.strip(), strict=False))
    except ValueError as error:
        raise TabletError(
            _("Xin ghi một địa chỉ mạng, ví dụ 203.0.113.7 hoặc 203.0.113.0/28.")
        ) from error
    row, _is_new = OfficeNetwork.objects.get_or_create(
        agency=agency, network=found, defaults={"note": clean(note)[:120], "added_at": at}
    )
    return row


def drop_network(row: OfficeNetwork, *, actor: Actor) -> None:
    """Forget a network; what was flagged stays flagged."""
    require_administrator_of(actor, row.agency)
    row.delete()
