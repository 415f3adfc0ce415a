"""Lists of papers as they were published: what is handed in, what is shown, what is no paper.

Pure. A line that names no paper (advice, a heading) stays in its place as a note.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from motcua.kernel.text import clean, fold
from motcua.procedures.content import PaperKind

NAME_LENGTH: Final = 320
LABEL_LENGTH: Final = 160
"""The source keeps so many characters; what is as long was cut."""
_FILE_NAME: Final = re.compile(r"\.(?:docx?|pdf|xlsx?|rar|zip|jpe?g|png)$", re.IGNORECASE)
_LEADING_MARKS: Final = re.compile(r"^[\s\-–+*•]+")
_FIRST_WORDS_OF_PAPERS: Final = (
    "to khai",
    "don ",
    "giay ",
    "van ban",
    "ban sao",
    "ban chinh",
    "bieu mau",
    "phieu",
    "chung tu",
    "hoa don",
    "quyet dinh",
    "bao cao",
    "ban ve",
    "so do",
    "hop dong",
    "bien ban",
    "danh sach",
    "cong van",
    "chung chi",
    "ho chieu",
    "anh ",
    "to trinh",
    "bang ke",
    "the ",
)
_FOLLOWS_A_SENTENCE: Final = frozenset(').;”"')


class PaperList(NamedTuple):
    """The papers of one procedure and the sentences of warning about them."""

    papers: list[dict[str, Any]]
    warnings: list[str]


def read_papers(rows: Sequence[Mapping[str, str]], *, published_count: int) -> PaperList:
    """Return the papers in the published order, with what is doubtful about the list."""
    papers: list[dict[str, Any]] = []
    used: set[str] = set()
    uncounted = glued = cut = 0
    for row in rows:
        raw_name, raw_case = row["paper_name"].strip(), row["case_label"].strip()
        is_cut = len(raw_name) >= NAME_LENGTH
        name, had_file = without_file_name(clean(raw_name))
        name = _LEADING_MARKS.sub("", name).rstrip(";") or clean(raw_name)
        case = _LEADING_MARKS.sub("", clean(raw_case)).rstrip(": ")
        originals, copies = _count(row["n_original"]), _count(row["n_copy"])
        kind = kind_of(case=case, name=name, originals=originals, copies=copies)
        if kind is PaperKind.SUBMIT and not originals and not copies:
            uncounted += 1
        glued += had_file
        cut += is_cut
        papers.append(
            {
                "id": _identifier(case, name, used),
                "case": f"{case}…" if len(raw_case) >= LABEL_LENGTH else case,
                "name": f"{name}…" if is_cut else name,
                "kind": kind.value,
                "originals": originals,
                "copies": copies,
            }
        )
    return PaperList(papers, _warnings(papers, published_count, uncounted, glued, cut))


def _warnings(
    papers: Sequence[Mapping[str, Any]], published: int, uncounted: int, glued: int, cut: int
) -> list[str]:
    sentences = []
    if not papers and published:
        sentences.append(
            f"Nguồn nói có {published} dòng giấy tờ nhưng danh mục chưa lấy được; xin bổ sung."
        )
    elif not papers:
        sentences.append("Nguồn không công bố thành phần hồ sơ.")
    elif not any(paper["kind"] == PaperKind.SUBMIT for paper in papers):
        sentences.append("Danh mục không có giấy tờ nào ghi rõ là phải nộp.")
    if uncounted:
        sentences.append(f"{uncounted} giấy tờ phải nộp ghi số lượng 0 bản chính, 0 bản sao.")
    if glued:
        sentences.append(f"{glued} tên giấy tờ dính tên tệp mẫu đơn; xin đọc lại.")
    if cut:
        sentences.append(f"{cut} tên giấy tờ bị cắt ở {NAME_LENGTH} ký tự, chỗ cắt có dấu “…”.")
    return sentences


def kind_of(*, case: str, name: str, originals: int, copies: int) -> PaperKind:
    """Say whether a line is handed in, only shown, or no paper."""
    label, start = fold(case), fold(name)
    if label.startswith("luu y") or start.startswith("luu y"):
        return PaperKind.NOTE
    if "xuat trinh" in label and "phai nop" not in label:
        return PaperKind.PRESENT if originals or copies else PaperKind.NOTE
    if originals or copies:
        return PaperKind.SUBMIT
    if name.endswith(":") or not start.startswith(_FIRST_WORDS_OF_PAPERS):
        return PaperKind.NOTE
    return PaperKind.SUBMIT


def without_file_name(name: str) -> tuple[str, bool]:
    """Return ``name`` without the name of a file that ran into it, and whether one did."""
    if not _FILE_NAME.search(name):
        return name, False
    cut = _where_the_file_begins(name)
    return (name[:cut].rstrip(" ;") if cut else name), True


def _where_the_file_begins(name: str) -> int:
    """Return the place of the first letter of the file's name, or 0 when it cannot be told.

    Vietnamese words never turn to a capital or a digit in the middle (but VNeID does).
    """
    for place in range(1, len(name)):
        before, here = name[place - 1], name[place]
        if before.islower() and (here.isupper() or here.isdigit()) and here != "I":
            return place
    for place in range(len(name) - 1, 0, -1):
        if name[place - 1] in _FOLLOWS_A_SENTENCE and name[place].isupper():
            return place
    return 0


def _identifier(case: str, name: str, used: set[str]) -> str:
    """Return an id that stays as long as the line says the same."""
    digest = hashlib.sha256(f"{fold(case)}|{fold(name)}".encode()).hexdigest()[:10]
    identifier, number = f"p{digest}", 1
    while identifier in used:
        number += 1
        identifier = f"p{digest}-{number}"
    used.add(identifier)
    return identifier


def _count(written: str) -> int:
    return int(written) if written.strip().isdecimal() else 0
