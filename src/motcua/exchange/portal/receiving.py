"""Everything that comes from the national portal, read in one go and told back.

Dossiers lodged there, copies of dossiers that ministries' systems handle, changes of the
catalogue. What each list holds is the business of a module of its own.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from motcua.dossiers.daily.jobs import Report
from motcua.exchange.models import PortalLeft, PortalList, PortalLodging
from motcua.exchange.portal.catalogue import take_proposed
from motcua.exchange.portal.client import PortalError, portal
from motcua.exchange.portal.mirror import take_mirrored
from motcua.exchange.portal.mirror_message import kept_of
from motcua.exchange.portal.receiving_lists import (
    Door,
    Entry,
    ListReading,
    Received,
    key_named,
    read_list,
    try_again,
)
from motcua.exchange.portal.receiving_lodging import files_of, take_lodged
from motcua.exchange.portal.receiving_message import words

MOST_TOLD: Final = 500


def _code_of_mirrored(entry: Entry) -> str:
    said = entry.get("HoSo")
    return words(said, "MaHoSo", most=80).upper() if isinstance(said, Mapping) else ""


READINGS: Final = (
    ListReading(
        PortalList.LODGED,
        "/ho-so-nop",
        "HoSo",
        key_named("MaHoSoCong"),
        take_lodged,
        fetch=files_of,
    ),
    ListReading(
        PortalList.MIRRORED,
        "/ho-so-bo",
        "HoSo",
        _code_of_mirrored,
        take_mirrored,
        kept=kept_of,
    ),
    ListReading(PortalList.CATALOGUE, "/thu-tuc", "ThuTuc", key_named("MaTTHC"), take_proposed),
)
_BY_LIST: Final = {reading.list: reading for reading in READINGS}


def receive(door: Door, *, at: datetime) -> Received:
    """Read all lists, then tell the portal what of it is here. One that fails stops no other."""
    total = Received()
    for reading in READINGS:
        total += read_list(reading, door, at=at)
    return total + tell_taken(door, at=at)


def receive_again(left: Iterable[PortalLeft], door: Door, *, at: datetime) -> Received:
    """Try again what could not be taken in, then tell the portal."""
    total = Received()
    for one in left:
        reading = _BY_LIST[PortalList(one.list)]
        try:
            total += try_again(reading, one, door, at=at)
        except PortalError as error:
            total.problems.append((str(reading.list.label), str(error)))
            break
    return total + tell_taken(door, at=at)


def tell_taken(door: Door, *, at: datetime) -> Received:
    """Tell the portal under which code we have what was lodged there; again until it heard."""
    result = Received()
    untold = PortalLodging.objects.filter(told_at__isnull=True).select_related("dossier")
    for one in untold.order_by("pk")[:MOST_TOLD]:
        path = f"/ho-so-nop/{quote(one.portal_code, safe='')}/da-nhan"
        try:
            door.tell(path, {"MaHoSo": one.dossier.tracking_code}, at=at)
        except PortalError as error:
            result.problems.append((one.portal_code, str(error)))
            if not error.status:
                break  # nobody there: the others wait, too
            continue
        # Not the whole row: it may be offered again meanwhile.
        PortalLodging.objects.filter(pk=one.pk, told_at__isnull=True).update(told_at=at)
        result.told += 1
    return result


def receive_from_portal(*, at: datetime, report: Report) -> None:
    """Do it as a daily job; where this system has not joined the portal there is nothing to do."""
    door = portal()
    if door is None:
        return
    received = receive(door, at=at)
    report.done += received.taken
    report.problems += received.problems
    if received.left:
        report.notes.append(f"{received.left} mục chưa nhận được, xem trang Cổng quốc gia.")
