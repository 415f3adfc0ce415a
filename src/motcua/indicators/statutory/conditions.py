"""The dictionary of conditions that columns of reports name: in words, and in the database.

Those over facts are used by the report and by the list of dossiers behind each figure; those
over dossiers that were lodged and not accepted have no fact (``fact`` begins with acceptance);
those of index 766 are counted where the index is, and nowhere else.

Legal source of the early, on time and late: as ``indicators.columns``.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from motcua.indicators.columns import BY_NAME as FORM_06A, LATE
from motcua.indicators.index766 import items
from motcua.indicators.paid import HAS_PAID, PAID_ONLINE


class Source(StrEnum):
    """Over what a condition is: facts, dossiers not accepted, or tallies of index 766."""

    FACTS = "facts"
    LODGED = "lodged"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Condition:
    """What one column counts. ``sql`` is over ``fact`` or ``lodged``; {end} is the end.

    Of index 766 ``sql`` is the item's key, with ``.part`` or ``.whole``.
    """

    name: str
    label: str
    definition: str
    sql: str
    source: Source = Source.FACTS


@dataclass(frozen=True, slots=True)
class Cause:
    """Why dossiers are late, as a head records it. ``code`` is stored: add, never rename."""

    code: str
    label: str


UNRECORDED: Final = "chua-ghi"
_LATE_FOR: Final = "late_"
_CAUSES_FILE: Final = "data/reports/late_causes.json"
_IN_PERIOD: Final = "fact.accepted_on >= %(first)s"
_SETTLED: Final = FORM_06A["c7"].condition
_DONE: Final = f"{_SETTLED} AND fact.outcome NOT IN ('withdrawn', 'stopped')"
_APOLOGIZED: Final = "COALESCE(fact.apologized_on <= %(as_of_on)s, FALSE)"
# Nobody has to come for the result: all of it goes by the net or the post (Nghị định 42/2022).
_NO_VISIT: Final = (
    "EXISTS (SELECT FROM dossiers_dossier AS own WHERE own.id = fact.dossier_id"
    " AND own.result_mode IN ('electronic', 'by_post'))"
)
_IN_FULL: Final = (
    "CASE WHEN fact.accepted_on >= ("  # noqa: S608 - our own text
    "SELECT min(listed.valid_from) FROM indicators_fullservice AS listed"
    ") THEN EXISTS (SELECT FROM indicators_fullservice AS listed"
    " WHERE listed.procedure_id = fact.procedure_id AND listed.valid_from <= fact.accepted_on"
    " AND (listed.valid_to IS NULL OR listed.valid_to >= fact.accepted_on))"
    f" ELSE {_NO_VISIT} END"
)
"""By the list of full services of the day; before there was one, by the dossier's own way."""
_ONLINE: Final = FORM_06A["c4"].condition
# Recorded last, whenever: why a dossier was late is often known after the period only.
_RECORDED: Final = (
    "(SELECT noted.cause FROM indicators_latecause AS noted"
    " WHERE noted.dossier_id = fact.dossier_id"
    " ORDER BY noted.id DESC LIMIT 1)"
)


def _resolved(punctuality: str, words: str) -> tuple[Condition, ...]:
    """Return the three conditions of what was settled that way: all, with apology, without."""
    base = f"{_DONE} AND fact.by_day = '{punctuality}'"
    name = f"done_{punctuality}"
    text = f"Xử lý xong trong kỳ, {words}; hồ sơ rút, dừng không tính ở đây."
    return (
        Condition(name, f"Đã giải quyết {words}", text, base),
        Condition(
            f"{name}_apology",
            f"Đã giải quyết {words}, có thư xin lỗi",
            f"{text} Đã có thư xin lỗi (mẫu 04); ngày hẹn là ngày hẹn lại.",
            f"{base} AND {_APOLOGIZED}",
        ),
        Condition(
            f"{name}_no_apology",
            f"Đã giải quyết {words}, không có thư xin lỗi",
            f"{text} Không có thư xin lỗi.",
            f"{base} AND NOT {_APOLOGIZED}",
        ),
    )


_RECEIVED: Final = (
    Condition("all", "Tổng số tiếp nhận", FORM_06A["c3"].definition, "TRUE"),
    Condition("carried_over", "Từ kỳ trước", FORM_06A["c6"].definition, FORM_06A["c6"].condition),
    Condition("accepted", "Tiếp nhận trong kỳ", "Tiếp nhận trong kỳ, mọi kênh.", _IN_PERIOD),
    Condition("online", "Trực tuyến", FORM_06A["c4"].definition, _ONLINE),
    Condition(
        "online_full",
        "Trực tuyến toàn trình",
        "Tiếp nhận trong kỳ, nộp trực tuyến, thủ tục thuộc danh mục toàn trình vào ngày tiếp "
        "nhận. Chưa có danh mục nào thì xét chính hồ sơ: nhận kết quả bản điện tử hoặc qua bưu "
        "chính, không phải đến lần nào (Nghị định 42/2022/NĐ-CP, Điều 11).",
        f"{_ONLINE} AND {_IN_FULL}",
    ),
    Condition(
        "online_part",
        "Trực tuyến một phần",
        "Tiếp nhận trong kỳ, nộp trực tuyến, không phải toàn trình.",
        f"{_ONLINE} AND NOT ({_IN_FULL})",
    ),
    Condition(
        "direct",
        "Trực tiếp",
        "Tiếp nhận trong kỳ, nộp tại quầy.",
        f"{_IN_PERIOD} AND fact.channel = 'direct'",
    ),
    Condition(
        "post",
        "Bưu chính công ích",
        "Tiếp nhận trong kỳ, nộp qua bưu chính công ích.",
        f"{_IN_PERIOD} AND fact.channel = 'post'",
    ),
    Condition(
        "offline",
        "Trực tiếp, bưu chính",
        FORM_06A["c5"].definition,
        FORM_06A["c5"].condition,
    ),
    Condition(
        "out_of_area",
        "Phi địa giới",
        "Tiếp nhận trong kỳ ở bộ phận một cửa của cơ quan khác cơ quan giải quyết (Nghị định "
        "118/2025/NĐ-CP). Đã nằm trong các cột theo kênh.",
        f"{_IN_PERIOD} AND fact.receiving_agency_id <> fact.agency_id",
    ),
)
_ENDED: Final = (
    Condition(
        "settled", "Đã giải quyết, như cột 7 biểu II.06a", FORM_06A["c7"].definition, _SETTLED
    ),
    Condition(
        "settled_early",
        "Trước hạn, như cột 8 biểu II.06a",
        FORM_06A["c8"].definition,
        FORM_06A["c8"].condition,
    ),
    Condition(
        "settled_on_time",
        "Đúng hạn, như cột 9 biểu II.06a",
        FORM_06A["c9"].definition,
        FORM_06A["c9"].condition,
    ),
    Condition(
        "settled_late",
        "Quá hạn, như cột 10 biểu II.06a",
        FORM_06A["c10"].definition,
        FORM_06A["c10"].condition,
    ),
    Condition(
        "done",
        "Đã giải quyết, không kể rút và dừng",
        "Xử lý xong trong kỳ; hồ sơ chờ người nộp bổ sung tính từ ngày yêu cầu, trừ khi quy tắc "
        "đếm nói khác. Rút, dừng có cột riêng.",
        _DONE,
    ),
    *_resolved("early", "trước hạn"),
    *_resolved("on_time", "đúng hạn"),
    *_resolved("late", "quá hạn"),
    Condition(
        "withdrawn",
        "Rút hồ sơ",
        "Người nộp rút trong kỳ, sau khi được tiếp nhận.",
        f"{_SETTLED} AND fact.outcome = 'withdrawn'",
    ),
    Condition(
        "stopped",
        "Dừng xử lý",
        "Cơ quan dừng giải quyết trong kỳ.",
        f"{_SETTLED} AND fact.outcome = 'stopped'",
    ),
)
_GOING_ON: Final = (
    Condition("open", "Đang giải quyết", FORM_06A["c11"].definition, FORM_06A["c11"].condition),
    Condition(
        "open_in_time",
        "Đang giải quyết, trong hạn",
        FORM_06A["c12"].definition,
        FORM_06A["c12"].condition,
    ),
    Condition(
        "open_late",
        "Đang giải quyết, quá hạn",
        FORM_06A["c13"].definition,
        FORM_06A["c13"].condition,
    ),
)
_NOT_WAITED_FOR: Final = "lodged.state = 'not_accepted' AND lodged.ended_at < %(as_of_at)s"
_AWAITED: Final = "(lodged.ended_at IS NULL OR lodged.ended_at >= %(as_of_at)s)"
# The clock stands while the applicant has the move, and begins anew when they have answered.
_OVER_TIME: Final = (
    "COALESCE(COALESCE((SELECT max(asked.ended_at) FROM dossiers_pause AS asked"
    " WHERE asked.dossier_id = lodged.id AND asked.ended_at < %(as_of_at)s),"
    " lodged.submitted_at) < late.before AND NOT EXISTS (SELECT FROM dossiers_pause AS asked"
    " WHERE asked.dossier_id = lodged.id AND asked.started_at < %(as_of_at)s"
    " AND (asked.ended_at IS NULL OR asked.ended_at >= %(as_of_at)s)), FALSE)"
)
_LODGED: Final = (
    Condition(
        "waiting",
        "Chờ tiếp nhận",
        "Đã nộp mà đến hết kỳ bộ phận một cửa chưa tiếp nhận, chưa từ chối. Tính ở cơ quan nhận "
        "hồ sơ.",
        _AWAITED,
        Source.LODGED,
    ),
    Condition(
        "waiting_in_time",
        "Chờ tiếp nhận, trong hạn",
        "Chờ tiếp nhận chưa quá 8 giờ làm việc kể từ khi nộp (Nghị định 45/2020/NĐ-CP, Điều 13), "
        "hoặc đang chờ người nộp bổ sung.",
        f"{_AWAITED} AND NOT {_OVER_TIME}",
        Source.LODGED,
    ),
    Condition(
        "waiting_late",
        "Chờ tiếp nhận, quá hạn",
        "Chờ tiếp nhận quá 8 giờ làm việc kể từ khi nộp, hoặc kể từ khi người nộp bổ sung xong.",
        f"{_AWAITED} AND {_OVER_TIME}",
        Source.LODGED,
    ),
    Condition(
        "not_accepted",
        "Không tiếp nhận",
        "Bị từ chối tiếp nhận trong kỳ (mẫu 03). Tính ở cơ quan nhận hồ sơ; không nằm trong tổng "
        "số tiếp nhận.",
        _NOT_WAITED_FOR,
        Source.LODGED,
    ),
)
_MONEY: Final = (
    Condition(
        "paid",
        "Đã nộp phí, lệ phí",
        "Tiếp nhận trong kỳ và đã nộp phí, lệ phí, bằng cách nào cũng tính; người được miễn không "
        "tính.",
        f"{_IN_PERIOD} AND {HAS_PAID}",
    ),
    Condition(
        "paid_online",
        "Nộp tiền trực tuyến",
        "Trong số ấy, nộp qua ngân hàng hoặc cổng thanh toán (như chỉ số 766, mục 4.A).",
        f"{_IN_PERIOD} AND {HAS_PAID} AND {PAID_ONLINE}",
    ),
    Condition(
        "paid_direct",
        "Nộp tiền trực tiếp",
        "Trong số ấy, nộp tại quầy hoặc cho bưu chính.",
        f"{_IN_PERIOD} AND {HAS_PAID} AND NOT {PAID_ONLINE}",
    ),
)


def _of_index(name: str, tally: str, label: str, definition: str) -> Condition:
    return Condition(name, label, definition, tally, Source.INDEX)


_INDEX: Final = (
    _of_index(
        "digitised",
        f"{items.DIGITISED}.part",
        "Số hóa đủ giấy tờ",
        "Hồ sơ mà mọi giấy tờ đã có bản điện tử (chỉ số 766, mục 5.2).",
    ),
    _of_index(
        "with_papers",
        f"{items.DIGITISED}.whole",
        "Có giấy tờ, đã xử lý xong",
        "Hồ sơ có giấy tờ, tiếp nhận trong kỳ và đã xử lý xong (mẫu số của mục 5.2).",
    ),
    _of_index(
        "electronic_results",
        f"{items.ELECTRONIC_RESULT}.part",
        "Kết quả điện tử",
        "Hồ sơ có kết quả ký số (chỉ số 766, mục 5.1).",
    ),
    _of_index(
        "with_results",
        f"{items.ELECTRONIC_RESULT}.whole",
        "Đã xử lý xong, tiếp nhận trong kỳ",
        "Hồ sơ tiếp nhận trong kỳ đã xử lý xong khi hết kỳ (mẫu số của mục 5.1).",
    ),
    _of_index(
        "reused",
        f"{items.REUSED}.part",
        "Dùng lại giấy tờ",
        "Hồ sơ dùng lại giấy tờ trong kho (chỉ số 766, mục 5.4).",
    ),
    _of_index(
        "reusable",
        f"{items.REUSED}.whole",
        "Kho đã có giấy tờ",
        "Hồ sơ mà kho đã có giấy tờ cần nộp (mẫu số của mục 5.4).",
    ),
    _of_index(
        "index_received",
        f"{items.PROGRESS}.whole",
        "Tiếp nhận trong kỳ, theo chỉ số 766",
        "Hồ sơ tiếp nhận trong kỳ (mẫu số của mục 2).",
    ),
)


@cache
def causes() -> tuple[Cause, ...]:
    """Return the causes that are shipped, in their order; ``causes.listed_causes`` has all."""
    text = (files("motcua") / _CAUSES_FILE).read_text(encoding="utf-8")
    return tuple(Cause(row["code"], row["label"]) for row in json.loads(text)["causes"])


def _late() -> tuple[Condition, ...]:
    whole = Condition(
        "late",
        "Quá hạn",
        "Cột 10 và 13 của biểu II.06a: giải quyết quá hạn trong kỳ, hoặc đang giải quyết mà quá "
        "hạn.",
        LATE,
    )
    unrecorded = Condition(
        f"late_{UNRECORDED}",
        "Quá hạn, chưa ghi nguyên nhân",
        "Quá hạn mà lãnh đạo chưa ghi nguyên nhân.",
        f"{LATE} AND {_RECORDED} IS NULL",
    )
    return (
        whole,
        *(late_for(cause) for cause in causes()),
        unrecorded,
    )


def late_for(cause: Cause) -> Condition:
    """Return the condition of being late for ``cause``."""
    return Condition(
        f"{_LATE_FOR}{cause.code}",
        f"Quá hạn: {cause.label}",
        f"Quá hạn; nguyên nhân lãnh đạo ghi sau cùng: {cause.label}.",
        f"{LATE} AND {_RECORDED} = '{cause.code}'",
    )


class Conditions(dict[str, Condition]):
    """Conditions by name; those of causes that an administrator added are found when asked for."""

    def __missing__(self, name: str) -> Condition:
        """Return the condition of an added cause. Raises KeyError."""
        from motcua.indicators.models import LateCauseKind  # noqa: PLC0415, models exist only now

        code = name.removeprefix(_LATE_FOR)
        found = LateCauseKind.objects.filter(code=code).first() if code != name else None
        if found is None:
            raise KeyError(name)
        return late_for(Cause(found.code, found.label))


@cache
def conditions() -> Conditions:
    """Return every condition by its name, in the order in which they are offered."""
    listed = (*_RECEIVED, *_ENDED, *_GOING_ON, *_LODGED, *_MONEY, *_late(), *_INDEX)
    return Conditions({condition.name: condition for condition in listed})
