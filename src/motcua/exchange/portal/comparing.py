"""Comparing what the portal has with what it was told, every difference by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from motcua.dossiers.lifecycle import SyncState
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalMessage
from motcua.exchange.portal.client import Portal, PortalError
from motcua.exchange.portal.outgoing import untold

CHUNK: Final = 500
MOST_PAGES: Final = 1_000_000
State = PortalMessage.State


class Kind(StrEnum):
    """What does not agree."""

    MISSING_THERE = "missing_there"
    MISSING_HERE = "missing_here"
    STATUS = "status"
    NUMBER = "number"
    CONTENT = "content"
    FILE = "file"
    WAITING = "waiting"
    REFUSED = "refused"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        """Return it in words."""
        return _LABELS[self]


_LABELS: Final = {
    Kind.MISSING_THERE: "Cổng không có hồ sơ",
    Kind.MISSING_HERE: "Cổng có hồ sơ mà hệ thống này không có",
    Kind.STATUS: "khác trạng thái",
    Kind.NUMBER: "khác số thứ tự",
    Kind.CONTENT: "khác nội dung",
    Kind.FILE: "Cổng thiếu tệp",
    Kind.WAITING: "còn chờ gửi",
    Kind.REFUSED: "bị Cổng từ chối",
    Kind.UNTOLD: "có việc chưa được xếp hàng",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not agree about one dossier."""

    kind: Kind
    code: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.code}: {self.kind.label}" + (f" ({self.detail})" if self.detail else "")


def differences(place: Portal, *, at: datetime) -> Iterator[Difference]:
    """Yield what does not agree. Raises PortalError when the portal cannot be asked."""
    seen: set[str] = set()
    for page in _theirs(place, at):
        theirs = {str(row.get("MaHoSo")): row for row in page}
        ours = _ours(PortalMessage.objects.filter(code__in=list(theirs)))
        for code, row in theirs.items():
            seen.add(code)
            yield from _compared(code, row, ours.get(code, []))
    yield from _not_there(seen)
    for dossier in untold().order_by("pk").iterator(chunk_size=CHUNK):
        yield Difference(Kind.UNTOLD, str(dossier))
    yield from _behind()


def _theirs(place: Portal, at: datetime) -> Iterator[list[dict[str, Any]]]:
    after = ""
    for _page in range(MOST_PAGES):
        answer = place.read("/ho-so", {"sau": after}, at=at)
        rows, following = answer.get("HoSo"), answer.get("Tiep")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise PortalError("the portal's list cannot be read")
        yield rows
        if following is None:
            return
        if str(following) == after:
            raise PortalError("the portal's list does not go on")
        after = str(following)


def _ours(rows: Any) -> dict[str, list[PortalMessage]]:
    found: dict[str, list[PortalMessage]] = {}
    kept = rows.exclude(state=State.REPLACED).defer("payload").order_by("pk")
    for row in kept:
        found.setdefault(row.code, []).append(row)
    return found


def _compared(
    code: str, theirs: dict[str, Any], ours: list[PortalMessage]
) -> Iterator[Difference]:
    """Compare one dossier; where something still waits, that alone is said."""
    if not ours:
        yield Difference(Kind.MISSING_HERE, code)
        return
    yield from _unsent(code, ours)
    sent = [row for row in ours if row.state == State.SENT]
    if any(row.state == State.WAITING for row in ours):
        return
    if not sent:
        yield Difference(Kind.NUMBER, code, f"Cổng {theirs.get('SoThuTu')}, ta chưa gửi được")
        return
    last = max(sent, key=lambda row: row.number or 0)
    looked_at = (
        (Kind.NUMBER, theirs.get("SoThuTu"), last.number),
        (Kind.STATUS, theirs.get("TrangThaiHoSo"), last.status),
        (Kind.CONTENT, theirs.get("Sha256"), last.sha256),
    )
    for kind, there, here in looked_at:
        if there != here:
            detail = "" if kind is Kind.CONTENT else f"Cổng {there}, ta {here}"
            yield Difference(kind, code, detail)
    there_files = theirs.get("Tep")
    has = set(there_files) if isinstance(there_files, list) else set()
    for sha256 in last.files:
        if sha256 not in has:
            yield Difference(Kind.FILE, code, sha256[:12])


def _unsent(code: str, ours: Iterable[PortalMessage]) -> Iterator[Difference]:
    for row in ours:
        if row.state == State.WAITING:
            yield Difference(Kind.WAITING, code, row.last_error[:80])
        elif row.state == State.REFUSED:
            yield Difference(Kind.REFUSED, code, row.last_error[:80])


def _not_there(seen: set[str]) -> Iterator[Difference]:
    """Yield what of ours the portal did not list."""
    rows = PortalMessage.objects.exclude(state=State.REPLACED).defer("payload").order_by("pk")
    told = set()
    for row in rows.iterator(chunk_size=CHUNK):
        if row.code in seen:
            continue
        if row.state == State.SENT:
            if row.code not in told:
                yield Difference(Kind.MISSING_THERE, row.code)
            told.add(row.code)
        else:
            yield from _unsent(row.code, [row])


def _behind() -> Iterator[Difference]:
    """Yield dossiers of which more was done than was written down for the portal."""
    rows = Dossier.objects.raw(
        """
        SELECT dossier.id, dossier.code, dossier.tracking_code
        FROM dossiers_dossier AS dossier
        JOIN (SELECT dossier_id, max(events) AS events FROM exchange_portalmessage
              GROUP BY dossier_id) AS told ON told.dossier_id = dossier.id
        WHERE dossier.erased_at IS NULL AND dossier.events_count > told.events
            AND dossier.sync_state <> %s
        """,
        [SyncState.NOT_SENT],
    )
    for dossier in rows.iterator():
        yield Difference(Kind.UNTOLD, str(dossier))
