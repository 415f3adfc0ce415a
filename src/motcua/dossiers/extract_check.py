"""Checking an extract of the ledger, or a published day, with nothing but the file. Pure.

Whoever was handed such a file, or found it on the public page, learns whether it holds
together; the roots themselves are compared with those published.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Final

from motcua.dossiers.comparing import broken_chain
from motcua.dossiers.day_hashes import day_hash, leaf_of
from motcua.dossiers.replay import replay, state_label
from motcua.kernel import clock, merkle
from motcua.kernel.errors import DomainError

EXTRACT: Final = "motcua-extract-1"
DAY: Final = "motcua-day-1"


class UnreadableFileError(DomainError):
    """The file is no extract and no published day."""

    code: ClassVar[str] = "unreadable-extract"


@dataclass(slots=True)
class Checked:
    """What was checked, sentence by sentence, and what does not hold."""

    sound: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_file(document: Any) -> Checked:
    """Check what the file says it is. Raises UnreadableFileError."""
    kind = document.get("format") if isinstance(document, dict) else None
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise UnreadableFileError(
            "Tệp này không phải bản trích sổ hay danh sách ngày do hệ thống Một Cửa lập."
        )
    try:
        return check(document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFileError(
            f"Tệp thiếu hoặc sai phần {error}; xin tải lại tệp từ trang đã công bố."
        ) from error


def _check_extract(document: Mapping[str, Any]) -> Checked:
    told = Checked()
    events: Sequence[Mapping[str, Any]] = document["events"]
    documents = [event["document"] for event in events]
    hashes = [event["hash"] for event in events]
    foreign = [d["sequence"] for d in documents if d["dossier"] != document["dossier"]]
    if not events or foreign:
        told.wrong.append("Bản trích không gồm đúng các việc của một hồ sơ.")
        return told
    for sequence, sentence in broken_chain(documents, hashes):
        told.wrong.append(f"Việc số {sequence}: {sentence}.")
    if not told.wrong:
        told.sound.append(f"{len(events)} việc nối nhau đúng thứ tự, dấu vết tính lại đều khớp.")
        come_to = replay(documents)
        told.wrong += [f"Việc số {sequence}: {words}." for sequence, words in come_to.broken]
        if not come_to.broken:
            state = state_label(come_to.state).lower()
            told.sound.append(f"Trình tự các việc hợp lệ; hồ sơ nay “{state}”.")
    proven: set[int] = set()
    by_number = {event["document"]["sequence"]: event for event in events}
    for day in document["days"]:
        proven |= _check_proofs(day, by_number, told)
    later = [d["sequence"] for d in documents if d["sequence"] not in proven]
    if later:
        listed = ", ".join(map(str, later))
        told.notes.append(
            f"Việc số {listed} chưa có gốc: ngày ghi chưa khóa sổ lúc lập bản trích."
        )
    return told


def _check_proofs(
    day: Mapping[str, Any], events: Mapping[int, Mapping[str, Any]], told: Checked
) -> set[int]:
    """Check the proofs of one day; return the events whose proof holds."""
    on = date.fromisoformat(day["day"])
    name = f"Ngày {on:%d/%m/%Y}"
    if not _seal_holds(day, name, told):
        return set()
    held: set[int] = set()
    for proof in day["proofs"]:
        sequence = proof["sequence"]
        if sequence not in events:
            told.wrong.append(f"Việc số {sequence}: có bằng chứng nhưng không có trong bản trích.")
            continue
        event = events[sequence]
        recorded_on = clock.day_of(datetime.fromisoformat(event["document"]["recorded_at"]))
        node = merkle.leaf_node(leaf_of(proof["salt"], event["hash"]))
        path = [bytes.fromhex(one) for one in proof["path"]]
        reached = merkle.root_from(node, proof["index"], day["events"], path)
        if recorded_on != on:
            told.wrong.append(
                f"Việc số {sequence}: được ghi vào ngày khác, không phải {on:%d/%m/%Y}."
            )
        elif reached is None or reached.hex() != day["root"]:
            told.wrong.append(
                f"Việc số {sequence}: bằng chứng không dẫn tới gốc của {name.lower()}."
            )
        else:
            held.add(sequence)
    if held:
        told.sound.append(
            f"{name}: {len(held)} việc có trong danh sách {day['events']} lá, gốc {day['root']}."
        )
        told.notes.append(
            f"{name}: xin so dấu vết {day['hash']} với trang /cong-khai/so-cai/{day['day']}/."
        )
    return held


def _check_day(document: Mapping[str, Any]) -> Checked:
    told = Checked()
    name = f"Ngày {date.fromisoformat(document['day']):%d/%m/%Y}"
    leaves = [bytes.fromhex(leaf) for leaf in document["leaves"]]
    if len(leaves) != document["events"]:
        told.wrong.append(f"{name}: có {len(leaves)} lá, trong khi ghi là {document['events']}.")
    elif leaves != sorted(leaves):
        told.wrong.append(f"{name}: các lá không xếp theo thứ tự.")
    elif merkle.root_of_leaves(leaves).hex() != document["root"]:
        told.wrong.append(f"{name}: gốc tính lại từ các lá không khớp.")
    else:
        told.sound.append(f"{name}: gốc tính lại từ {len(leaves)} lá khớp: {document['root']}.")
    _seal_holds(document, name, told)
    return told


def _seal_holds(day: Mapping[str, Any], name: str, told: Checked) -> bool:
    on = date.fromisoformat(day["day"])
    if day_hash(on, day["events"], day["root"], day["previous"]) == day["hash"]:
        return True
    told.wrong.append(f"{name}: dấu vết của ngày không khớp với số việc, gốc và ngày trước.")
    return False


_CHECKS: Final[Mapping[str, Callable[[Mapping[str, Any]], Checked]]] = {
    EXTRACT: _check_extract,
    DAY: _check_day,
}


def compare_with_day(document: Mapping[str, Any], day: Mapping[str, Any]) -> Iterator[str]:
    """Yield what of an extract is not as the published day, checked before, has it."""
    for sealed in document["days"]:
        if sealed["day"] == day["day"] and sealed["hash"] != day["hash"]:
            yield (
                f"Ngày {sealed['day']}: dấu vết trong bản trích không phải dấu vết đã công bố "
                f"({day['hash']})."
            )
