"""Whether one dossier, as the tables have it, is what its events tell. Pure.

Rows come as the database gives them; nothing here asks it anything.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Any, Final

from motcua.dossiers.replay import RECEIPT, ROW_FIELDS, Dated, Issued, Replayed, replay
from motcua.kernel import canonical
from motcua.kernel.canonical import is_digest

_EMPTY: Final[tuple[Any, ...]] = ({}, None)

_NAMES: Final = {
    "state": "tình trạng",
    "origin": "nguồn",
    "code": "mã hồ sơ",
    "book_number": "số thứ tự trong sổ",
    "procedure_id": "thủ tục",
    "procedure_version_id": "bản thủ tục",
    "agency_id": "cơ quan giải quyết",
    "receiving_agency_id": "nơi tiếp nhận",
    "linked_agency_id": "cơ quan liên thông",
    "channel": "kênh nộp",
    "result_mode": "cách nhận kết quả",
    "money_state": "tiền",
    "delivery_state": "trả kết quả",
    "submitted_at": "nộp lúc",
    "accepted_at": "tiếp nhận lúc",
    "clock_from": "thời hạn tính từ",
    "original_due_at": "hẹn trả lần đầu",
    "due_at": "hẹn trả",
    "finished_at": "xong lúc",
    "returned_at": "trả lúc",
    "ended_at": "kết thúc lúc",
    "erased_at": "xóa dữ liệu lúc",
}
"""The fields of a dossier's row as people say them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as the ledger says: where, and a sentence. ``sequence`` 0 is no one event."""

    subject: str
    sequence: int
    sentence: str

    def __str__(self) -> str:
        event = f", việc số {self.sequence}" if self.sequence else ""
        return f"{self.subject}{event}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what is hashed of it, and the hash that stands beside it."""

    document: dict[str, Any]
    hash: str


@dataclass(slots=True)
class Stored:
    """What the tables hold of one dossier; every list in the order in which it was written.

    Instants are text, as the ledger writes them.
    """

    row: Mapping[str, Any]
    events: list[Event] = field(default_factory=list)
    dates: list[tuple[Any, ...]] = field(default_factory=list)
    pauses: list[tuple[Any, ...]] = field(default_factory=list)
    apologies: list[tuple[Any, ...]] = field(default_factory=list)
    forms: list[tuple[Any, ...]] = field(default_factory=list)
    salt: str = ""
    values: Any = None

    @property
    def name(self) -> str:
        """Return the code by which people know the dossier."""
        return str(self.row["code"] or self.row["tracking_code"])

    @property
    def is_blank(self) -> bool:
        """Say whether what was said of people is gone, whoever took it away."""
        return not self.salt and self.values in _EMPTY


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one dossier."""

    differences: list[Difference]
    is_erased: bool
    is_complete: bool


def compare(stored: Stored) -> Compared:
    """Return how the dossier differs from its events; nothing where it does not.

    Where the chain itself is broken, that is all that is told: what follows from events that
    were changed means nothing.
    """
    name = f"Hồ sơ {stored.name}"
    told = list(
        broken_chain(
            [event.document for event in stored.events],
            [event.hash for event in stored.events],
            is_digest,
        )
    )
    if not told:
        told = list(_broken_end(stored))
    if told:
        return Compared(
            [Difference(name, *one) for one in told], is_erased=False, is_complete=True
        )
    come_to = replay(event.document for event in stored.events)
    differences = [Difference(name, *one) for one in come_to.broken]
    for check in (_row, _dates, _pauses, _apologies, _forms, _people):
        differences += [Difference(name, 0, sentence) for sentence in check(stored, come_to)]
    return Compared(differences, come_to.is_erased, come_to.is_complete)


def broken_chain(
    documents: Sequence[Mapping[str, Any]],
    hashes: Sequence[str],
    is_bound: Callable[[Any, str], bool] = lambda document, hashed: digest(document) == hashed,
) -> Iterator[tuple[int, str]]:
    """Yield the first event that does not follow the one before; its number and a sentence.

    ``is_bound`` says whether a hash is that of a document, by default of its canonical text.
    """
    previous = ""
    for number, (document, hashed) in enumerate(zip(documents, hashes, strict=True), start=1):
        if document["sequence"] != number:
            yield number, "thiếu việc này trong chuỗi"
            return
        if document["previous"] != previous:
            yield number, "không nối với việc trước đó"
            return
        if not is_bound(document, hashed):
            yield number, "nội dung đã bị sửa: dấu vết tính lại không khớp"
            return
        previous = hashed


def _broken_end(stored: Stored) -> Iterator[tuple[int, str]]:
    count = len(stored.events)
    if stored.row["events_count"] != count:
        wanted = stored.row["events_count"]
        yield min(count, wanted) + 1, f"sổ có {count} việc, hồ sơ ghi là {wanted}"
    elif not count:
        yield 0, "không có việc nào được ghi trong sổ"
    elif stored.row["last_hash"] != stored.events[-1].hash:
        yield count, "dấu vết việc cuối không khớp với hồ sơ"


def _row(stored: Stored, come_to: Replayed) -> Iterator[str]:
    row = stored.row
    origin = stored.events[0].document["origin"]
    pairs = [
        ("state", come_to.state),
        ("origin", origin),
        ("erased_at", come_to.erased_at),
    ]
    pairs += [(name, come_to.row[name]) for name in ROW_FIELDS if name in come_to.row]
    for name, wanted in pairs:
        found = row[name]
        if found != wanted:
            words = f"{_NAMES[name]} ({name})"
            yield f"{words} trong bảng là {_said(found)}, theo sổ là {_said(wanted)}"


def _dates(stored: Stored, come_to: Replayed) -> Iterator[str]:
    found = [
        Dated(kind, due_at or "", issued_at, counted_from, tuple(limit), calendar)
        for kind, due_at, issued_at, counted_from, *limit, calendar in stored.dates
    ]
    if come_to.is_complete:
        for row, wanted in _unlike(found, come_to.dates):
            yield f"ngày hẹn trong bảng là {_dated(row)}, theo sổ là {_dated(wanted)}"
        return
    issued = {date.due_at for date in found}
    for due_at in come_to.older_dates:
        if due_at not in issued:
            yield f"không còn ngày hẹn {due_at} mà sổ đã ghi"


def _pauses(stored: Stored, come_to: Replayed) -> Iterator[str]:
    wanted = [(p.kind, p.restarts, p.started_at, p.ended_at) for p in come_to.pauses]
    for row, said in _unlike(stored.pauses, wanted):
        yield f"lần tạm dừng trong bảng là {_listed(row)}, theo sổ là {_listed(said)}"


def _apologies(stored: Stored, come_to: Replayed) -> Iterator[str]:
    for row, said in _unlike(stored.apologies, come_to.apologies):
        yield f"lần xin lỗi, hẹn lại trong bảng là {_listed(row)}, theo sổ là {_listed(said)}"


def _forms(stored: Stored, come_to: Replayed) -> Iterator[str]:
    kinds = None if come_to.is_complete else {RECEIPT}
    rows = [row for row in stored.forms if kinds is None or row[0] in kinds]
    wanted = [form for form in come_to.forms if kinds is None or form.kind in kinds]
    found = [Issued(kind, version, at) for kind, version, at, *_rest in rows]
    for row, said in _unlike(found, [Issued(f.kind, f.version, f.issued_at) for f in wanted]):
        yield f"biểu mẫu trong bảng là {_form(row)}, theo sổ là {_form(said)}"
    yield from _voided(rows)
    if not stored.salt:
        return
    said_of = {(form.kind, form.version): form.commitment for form in wanted}
    for kind, version, _at, _voided_at, payload in rows:
        commitment = said_of.get((kind, version))
        if commitment and digest({"salt": stored.salt, "values": payload}) != commitment:
            yield f"nội dung {kind} bản số {version} đã bị sửa"


def _voided(rows: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """Say which receipt is not void since the next one, or the last one void."""
    receipts = sorted((row for row in rows if row[0] == RECEIPT), key=lambda row: row[1])
    for before, after in pairwise(receipts):
        if before[3] != after[2]:
            yield f"giấy tiếp nhận bản số {before[1]} phải hủy lúc lập bản số {after[1]}"
    if receipts and receipts[-1][3] is not None:
        yield f"giấy tiếp nhận bản số {receipts[-1][1]} đang có hiệu lực lại ghi là đã hủy"


def _people(stored: Stored, come_to: Replayed) -> Iterator[str]:
    """Say what is wrong with the personal data: only an act of erasure may take them away."""
    if come_to.is_erased:
        if not stored.is_blank:
            yield "sổ ghi đã xóa thông tin cá nhân mà bảng vẫn còn"
    elif not come_to.people:
        return
    elif stored.is_blank:
        yield "thông tin cá nhân không còn mà sổ không có việc xóa"
    elif digest({"salt": stored.salt, "values": stored.values}) != come_to.people:
        yield "thông tin cá nhân đang lưu không khớp với cam kết trong sổ"


def _unlike(found: Sequence[Any], wanted: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the first pair that is not alike; None stands for what one side lacks."""
    if found == wanted:
        return
    only_found = [one for one in found if one not in wanted]
    only_wanted = [one for one in wanted if one not in found]
    yield next(zip_longest(only_found, only_wanted), (list(found), list(wanted)))


def digest(value: Any) -> str:
    """Return the hash of ``value``; "" for what has no canonical text, which no event can be."""
    try:
        return canonical.digest(value)
    except ValueError:
        return ""


def _said(value: Any) -> str:
    return "trống" if value in (None, "") else f"“{value}”"


def _dated(date: Dated | None) -> str:
    return "không có" if date is None else f"{date.due_at or 'chưa định'} ({date.kind})"


def _form(form: Issued | None) -> str:
    return "không có" if form is None else f"{form.kind} bản số {form.version} ({form.issued_at})"


def _listed(values: Any) -> str:
    return "không có" if values is None else ", ".join(map(_said, values))
