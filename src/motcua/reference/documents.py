"""The published records of a procedure, put together as ``procedures.content`` reads them.

Pure: rows in, documents and warnings out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from motcua.kernel.limits import LimitUnit
from motcua.kernel.text import clean
from motcua.reference.limits import read_channels
from motcua.reference.papers import read_papers
from motcua.reference.shipped import DATA, read_json
from motcua.reference.tables import FileError, given_json, given_rows, require_columns

FIELD_LENGTH: Final = 160
LEVELS: Final = {
    "Cấp bộ": "ministry",
    "Cấp tỉnh": "province",
    "Cấp huyện": "district",
    "Cấp xã": "commune",
    "Cơ quan khác": "other",
}
SOCIAL_LEVELS: Final = (("tỉnh", "province"), ("huyện", "district"), ("xã", "commune"))
SOCIAL_UNITS: Final = {
    "Ngày làm việc": LimitUnit.WORKING_DAY,
    "Ngày": LimitUnit.CALENDAR_DAY,
}
SHIPPED_FOLDER: Final = DATA / "procedures"
# Words after “Thủ tục” with which the rest reads as a name of its own.
_VERBS: Final = (
    "cấp|chấp|đăng|đề|xác|sửa|thay|điều|gia|thông|công|tạm|chấm|thu|phê|chuyển|rút|thanh|hoàn|"
    "khai|miễn|lựa|xử|xóa|hủy|huỷ|ghi|giao|lập|thành|đổi|nộp|kê|hỗ|giải|bổ|xét|thực|yêu|thôi|"
    "chứng|cung|kiểm|nhận|kết|tham|phân|quyết|trao"
)
_PREFIX: Final = re.compile(rf"^thủ tục:?\s+(?=(?:{_VERBS})\b)", re.IGNORECASE)
_COLUMNS: Final = {
    "procedures": ("code", "name", "field", "ministry", "level"),
    "channels": ("code", "channel", "time_value", "time_unit", "fee_vnd"),
    "papers": ("code", "case_label", "paper_name", "n_original", "n_copy"),
    "results": ("code", "result_code", "result_name"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One procedure to be stored."""

    code: str
    ministry: str
    levels: tuple[str, ...]
    content: Mapping[str, Any]
    warnings: tuple[str, ...]


def shipped_records() -> Iterator[Record]:
    """Yield the catalogue that we ship."""
    codes = set()
    for record in read_folder(SHIPPED_FOLDER):
        codes.add(record.code)
        yield record
    for item in read_json(SHIPPED_FOLDER / "social_2020_2025.json"):
        # Some are published without a code; without one nothing can be filed under them.
        if item["code"] and item["code"] not in codes:
            yield _social_record(item)


def read_folder(folder: Path) -> Iterator[Record]:
    """Yield the procedures of a folder of published tables. Raises FileError.

    The tables are procedures, channels, papers and results (``.csv``, packed or not);
    ``core.json`` beside them may add steps, conditions and legal basis.
    """
    tables = {name: _table(folder, name) for name in _COLUMNS}
    parts = {name: _by_code(tables[name]) for name in ("channels", "papers", "results")}
    core = {item["code"]: item for item in _core(folder)}
    for row in tables["procedures"]:
        code = row["code"].strip()
        yield _record(
            row,
            channels=parts["channels"].get(code, []),
            papers=parts["papers"].get(code, []),
            results=parts["results"].get(code, []),
            more=core.get(code, {}),
        )


def read_documents(path: Path) -> Iterator[Record]:
    """Yield the procedures of a JSON file that was exported here. Raises FileError."""
    items = given_json(path)
    if not isinstance(items, list):
        raise FileError("Tệp JSON phải là một danh sách thủ tục.")
    for number, item in enumerate(items, start=1):
        try:
            yield Record(
                code=item["code"],
                ministry=item.get("ministry", ""),
                levels=tuple(item["levels"]),
                content=item["content"],
                warnings=tuple(item.get("warnings", ())),
            )
        except (KeyError, TypeError) as error:
            raise FileError(f"Thủ tục thứ {number} trong tệp thiếu {error}.") from error


def readable_name(name: str) -> str:
    """Return a procedure's name without a leading “Thủ tục” that says nothing.

    ``Thủ tục cấp Giấy xác nhận…`` → ``Cấp Giấy xác nhận…``; ``Thủ tục hải quan…`` stays.
    """
    cleaned = clean(name).rstrip(".").rstrip()
    found = _PREFIX.match(cleaned)
    if found is None or cleaned.lower().count("thủ tục") > 1:
        return cleaned
    rest = cleaned[found.end() :]
    return rest[0].upper() + rest[1:]


def _record(
    row: Mapping[str, str],
    *,
    channels: Sequence[Mapping[str, str]],
    papers: Sequence[Mapping[str, str]],
    results: Sequence[Mapping[str, str]],
    more: Mapping[str, Any],
) -> Record:
    name = readable_name(row["name"])
    field = clean(row["field"])
    terms = read_channels(channels, field=field, name=name)
    listed = int(row.get("n_papers") or 0)
    is_kept = "Cấp tỉnh" in row["level"] or "Cấp xã" in row["level"]
    paper_list = read_papers(papers, published_count=listed)
    warnings = [*terms.warnings]
    # The papers of what ministries and others do themselves are not part of the source.
    if papers or is_kept:
        warnings += paper_list.warnings
    else:
        warnings.append("Thành phần hồ sơ chưa có trong dữ liệu nhập: thủ tục không ở tỉnh, xã.")
    if len(field) > FIELD_LENGTH:
        field = f"{field[: FIELD_LENGTH - 1].rstrip()}…"
        warnings.append(f"Tên lĩnh vực dài quá {FIELD_LENGTH} ký tự nên bị rút ngắn.")
    if not results:
        warnings.append("Nguồn không công bố kết quả giải quyết.")
    levels = _levels(row["level"])
    if not levels:
        warnings.append(f"Không hiểu cấp thực hiện “{row['level']}”.")
    content = {
        "name": name,
        "field": field,
        **{key: clean(row.get(key) or "") for key in _TEXTS},
        "steps": _paragraphs(more.get("steps", "")),
        "conditions": _paragraphs(more.get("conditions", "")),
        "legal_basis": _paragraphs(more.get("legal_basis", "")),
        "channels": terms.channels,
        "papers": paper_list.papers,
        "results": [
            {"code": clean(item["result_code"]), "name": clean(item["result_name"])}
            for item in results
        ],
        "process": None,
    }
    return Record(row["code"].strip(), clean(row["ministry"]), levels, content, tuple(warnings))


_TEXTS: Final = (
    "decision_no",
    "procedure_type",
    "applicant",
    "executing_agency",
    "competent_authority",
    "cooperating_agency",
    "source_url",
)


def _levels(written: str) -> tuple[str, ...]:
    return tuple(LEVELS[part.strip()] for part in written.split(",") if part.strip() in LEVELS)


def _social_record(item: Mapping[str, Any]) -> Record:
    """Return one of the procedures of social policy, which come from single pages."""
    warnings = ["Nội dung thời ba cấp chính quyền (2020–2025); xin đối chiếu trước khi áp dụng."]
    if item["status"] != "VERIFIED":
        warnings.append("Chỉ mã thủ tục đã được đối chiếu với nguồn; nội dung còn lại chưa.")
    value = str(item["time_value"] or "")
    limit = None
    if value.isdecimal() and item["time_unit"] in SOCIAL_UNITS:
        limit = {"value": int(value), "unit": SOCIAL_UNITS[item["time_unit"]].value}
    else:
        warnings.append("Nguồn không công bố thời hạn, nên chưa hẹn ngày trả được.")
    is_free = item["fee"] == "Không"
    if not is_free:
        warnings.append(f"Nguồn ghi mức thu: “{clean(item['fee'])}”.")
    rows = [
        {"case_label": "", "paper_name": name, "n_original": "1", "n_copy": "0"}
        for name in item["papers"]
    ]
    for row in rows:
        if row["paper_name"].lower().startswith("bản sao"):
            row["n_original"], row["n_copy"] = "0", "1"
    paper_list = read_papers(rows, published_count=0)
    result = clean(item["result"])
    content = {
        "name": readable_name(item["name"]),
        "field": clean(item["field"]),
        **dict.fromkeys(_TEXTS, ""),
        "source_url": clean(item["source"]),
        "steps": _paragraphs(item["steps"]),
        "conditions": "",
        "legal_basis": "",
        "channels": [
            {
                "channel": channel,
                "limit": limit,
                "fee_dong": 0 if is_free else None,
                "fee_note": "",
                "fee_by_province": "HĐND" in item["fee"],
                "description": "",
            }
            for channel in ("direct", "post")
        ],
        "papers": paper_list.papers,
        "results": [{"code": "", "name": result}] if result else [],
        "process": None,
    }
    levels = tuple(level for word, level in SOCIAL_LEVELS if word in item["level"])
    return Record(item["code"], "", levels, content, (*warnings, *paper_list.warnings))


def _paragraphs(text: str | Sequence[str]) -> str:
    lines = text.splitlines() if isinstance(text, str) else text
    return "\n".join(line for line in map(clean, lines) if line)


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    for path in (folder / f"{name}.csv", folder / f"{name}.csv.gz"):
        if path.exists():
            rows = given_rows(path)
            if name == "procedures" or rows:
                require_columns(rows, _COLUMNS[name])
            return rows
    raise FileError(f"Thư mục {folder} thiếu tệp {name}.csv.")


def _core(folder: Path) -> Iterable[Mapping[str, Any]]:
    for path in (folder / "core.json", folder / "core.json.gz"):
        if path.exists():
            found: list[Mapping[str, Any]] = given_json(path)
            return found
    return ()


def _by_code(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        grouped[row["code"].strip()].append(row)
    return grouped
