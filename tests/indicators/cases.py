"""The table of cases of counting: tested, and shown in the documentation as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from motcua.dossiers.lifecycle import Action
from motcua.indicators.facts import Deed
from motcua.indicators.periods import Period
from motcua.kernel.clock import VIETNAM

NOVEMBER: Final = Period(date(2026, 11, 1), date(2026, 11, 30))
"""The period of all cases, looked at when it is over unless a case says otherwise."""
DUE: Final = "2026-11-05T17:00"
Told = tuple[str, str] | tuple[str, str, str | None]
"""An act, when it happened, and the date that it set, where it set one."""


@dataclass(frozen=True, slots=True)
class Case:
    """What happened to one dossier, and where it counts.

    ``columns`` are those of form II.06a beside 3; none when it is in no column. The measures
    are by day and by instant against the date as it stands, and by day against the date
    without apology and the first one; "" for what is not measured.
    """

    name: str
    text: str
    told: tuple[Told, ...]
    columns: tuple[int, ...]
    by_day: str = ""
    by_instant: str = ""
    unextended: str = ""
    original: str = ""
    channel: str = "direct"
    cut_off: str = "2026-12-05T08:00"
    waiting_is_settled: bool = True
    source: str = "Biểu II.06a"

    @property
    def deeds(self) -> list[Deed]:
        """Return the events as facts read them."""
        return [
            Deed(
                sequence=number,
                action=Action(act),
                happened_at=instant(at),
                due_at=instant(dates[0]) if dates and dates[0] else None,
                undoes=number - 1 if act == "undo" else None,
            )
            for number, (act, at, *dates) in enumerate(self.told, start=1)
        ]


def instant(text: str) -> datetime:
    """Return an instant of Vietnam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


ACCEPTED: Final = ("accept", "2026-11-02T09:00", DUE)
CASES: Final = (
    Case(
        "xong trước ngày hẹn",
        "Xong ngày 4, hẹn ngày 5.",
        (ACCEPTED, ("finish", "2026-11-04T16:30")),
        (5, 7, 8),
        "early", "early", "early", "early",
    ),
    Case(
        "xong trong ngày hẹn, trước giờ hẹn",
        "Xong 16:59, hẹn 17:00 cùng ngày.",
        (ACCEPTED, ("finish", "2026-11-05T16:59")),
        (5, 7, 9),
        "on_time", "on_time", "on_time", "on_time",
    ),
    Case(
        "xong trong ngày hẹn, sau giờ hẹn",
        "Xong 17:01, hẹn 17:00: theo ngày là đúng hạn, theo thời điểm là quá hạn.",
        (ACCEPTED, ("finish", "2026-11-05T17:01")),
        (5, 7, 9),
        "on_time", "late", "on_time", "on_time",
        source="Biểu II.06a; QĐ 766",
    ),
    Case(
        "xong sau ngày hẹn",
        "Xong sáng hôm sau ngày hẹn.",
        (ACCEPTED, ("finish", "2026-11-06T08:00")),
        (5, 7, 10),
        "late", "late", "late", "late",
    ),
    Case(
        "xong đúng hạn nhưng người dân lấy kết quả muộn",
        "Tính ngày xử lý xong, không tính ngày trả.",
        (ACCEPTED, ("finish", "2026-11-05T10:00"), ("return_result", "2026-11-20T10:00")),
        (5, 7, 9),
        "on_time", "on_time", "on_time", "on_time",
        source="QĐ 766",
    ),
    Case(
        "nộp trực tuyến",
        "Tính ở cột 4 thay cho cột 5.",
        (ACCEPTED, ("finish", "2026-11-04T10:00")),
        (4, 7, 8),
        "early", "early", "early", "early",
        channel="online",
    ),
    Case(
        "chuyển từ kỳ trước sang",
        "Tiếp nhận ngày 30/10, xong trong tháng 11.",
        (("accept", "2026-10-30T09:00", "2026-11-04T17:00"), ("finish", "2026-11-03T10:00")),
        (6, 7, 8),
        "early", "early", "early", "early",
    ),
    Case(
        "xong từ kỳ trước",
        "Không còn trong kỳ này, dù trả kết quả trong kỳ.",
        (
            ("accept", "2026-10-26T09:00", "2026-10-29T17:00"),
            ("finish", "2026-10-29T10:00"),
            ("return_result", "2026-11-03T10:00"),
        ),
        (),
        "on_time", "on_time", "on_time", "on_time",
    ),
    Case(
        "hết kỳ chưa xong, chưa tới ngày hẹn",
        "Hẹn ngày 3/12, xong ngày 4/12: ở kỳ này là đang giải quyết, trong hạn.",
        (("accept", "2026-11-25T09:00", "2026-12-03T17:00"), ("finish", "2026-12-04T10:00")),
        (5, 11, 12),
        "late", "late", "late", "late",
    ),
    Case(
        "hết kỳ chưa xong, hẹn đúng ngày cuối kỳ",
        "Hẹn ngày 30/11: hết ngày ấy mới quá hạn, nên ở kỳ này là trong hạn.",
        (("accept", "2026-11-25T09:00", "2026-11-30T17:00"),),
        (5, 11, 12),
    ),
    Case(
        "hết kỳ chưa xong, ngày hẹn đã qua",
        "Hẹn ngày 5/11, đến 30/11 chưa xong.",
        (ACCEPTED,),
        (5, 11, 13),
    ),
    Case(
        "kỳ chưa hết thì xét vào ngày số liệu",
        "Hẹn ngày 12/11. Xem báo cáo ngày 10/11: còn trong hạn.",
        (("accept", "2026-11-05T09:00", "2026-11-12T17:00"),),
        (5, 11, 12),
        cut_off="2026-11-10T10:00",
    ),
    Case(
        "từ chối tiếp nhận",
        "Không tính ở cột nào.",
        (("lodge", "2026-11-02T09:00"), ("refuse", "2026-11-02T10:00")),
        (),
    ),
    Case(
        "rút trước khi được tiếp nhận",
        "Không tính ở cột nào.",
        (("lodge", "2026-11-02T09:00"), ("withdraw", "2026-11-03T10:00")),
        (),
    ),
    Case(
        "rút trước ngày hẹn",
        "Kết thúc đúng hạn; không bao giờ là trước hạn, vì chưa ai được giải quyết.",
        (ACCEPTED, ("withdraw", "2026-11-03T10:00")),
        (5, 7, 9),
        "on_time", "on_time", "on_time", "on_time",
    ),
    Case(
        "rút sau ngày hẹn",
        "Quá hạn rồi mới rút thì vẫn là quá hạn.",
        (ACCEPTED, ("withdraw", "2026-11-09T10:00")),
        (5, 7, 10),
        "late", "late", "late", "late",
    ),
    Case(
        "dừng giải quyết trước ngày hẹn",
        "Như rút.",
        (ACCEPTED, ("stop", "2026-11-03T10:00")),
        (5, 7, 9),
        "on_time", "on_time", "on_time", "on_time",
    ),
    Case(
        "hết kỳ đang chờ người nộp bổ sung",
        "Yêu cầu bổ sung ngày 4, chưa nộp: tính đã giải quyết, đúng hạn, từ ngày yêu cầu.",
        (ACCEPTED, ("ask_supplement", "2026-11-04T10:00")),
        (5, 7, 9),
        "on_time", "on_time", "on_time", "on_time",
        source="Biểu II.06a; QĐ 766",
    ),
    Case(
        "chờ bổ sung, khi quy tắc đếm chọn cách khác",
        "Quản trị bỏ chọn “chờ bổ sung tính vào đã giải quyết”.",
        (ACCEPTED, ("ask_supplement", "2026-11-04T10:00")),
        (5, 11, 12),
        "on_time", "on_time", "on_time", "on_time",
        waiting_is_settled=False,
        source="Quy tắc đếm",
    ),
    Case(
        "yêu cầu bổ sung khi đã quá hạn",
        "Hẹn ngày 5, ngày 9 mới yêu cầu: quá hạn.",
        (ACCEPTED, ("ask_supplement", "2026-11-09T10:00")),
        (5, 7, 10),
        "late", "late", "late", "late",
    ),
    Case(
        "bổ sung xong, thời hạn tính tiếp",
        "Ngày hẹn mới 17/11. So với ngày hẹn đầu tiên thì trễ.",
        (
            ACCEPTED,
            ("ask_supplement", "2026-11-04T10:00"),
            ("resume", "2026-11-13T10:00", "2026-11-17T17:00"),
            ("finish", "2026-11-16T10:00"),
        ),
        (5, 7, 8),
        "early", "early", "early", "late",
    ),
    Case(
        "chờ bổ sung từ trước kỳ",
        "Yêu cầu ngày 28/10, đến hết tháng 11 chưa nộp: đã tính ở kỳ trước, kỳ này nêu riêng.",
        (("accept", "2026-10-26T09:00", "2026-10-29T17:00"),
         ("ask_supplement", "2026-10-28T10:00")),
        (),
        "on_time", "on_time", "on_time", "on_time",
    ),
    Case(
        "chờ nghĩa vụ tài chính",
        "Vẫn là đang giải quyết; không tính hạn nên là trong hạn.",
        (ACCEPTED, ("ask_payment", "2026-11-04T10:00")),
        (5, 11, 12),
    ),
    Case(
        "xin lỗi, hẹn lại, xong trước ngày hẹn mới",
        "Đúng hạn theo ngày hẹn mới; trang nêu cả khi chưa xin lỗi: quá hạn.",
        (ACCEPTED, ("apologize", "2026-11-04T10:00", "2026-11-10T17:00"),
         ("finish", "2026-11-10T10:00")),
        (5, 7, 9),
        "on_time", "on_time", "late", "late",
    ),
    Case(
        "xin lỗi sau khi kỳ đã hết",
        "Hẹn 5/11; ngày 2/12 mới xin lỗi, hẹn lại 10/12: ở kỳ tháng 11 vẫn là quá hạn.",
        (ACCEPTED, ("apologize", "2026-12-02T10:00", "2026-12-10T17:00")),
        (5, 11, 13),
    ),
    Case(
        "tiếp nhận thay, cơ quan giải quyết chưa nhận",
        "Chưa có ngày hẹn nên là trong hạn, ở cơ quan giải quyết.",
        (("accept", "2026-11-02T09:00"),),
        (5, 11, 12),
    ),
    Case(
        "mở lại hồ sơ đã xong",
        "Tính lại từ đầu với ngày hẹn mới; ngày hẹn đầu tiên giữ nguyên.",
        (
            ACCEPTED,
            ("finish", "2026-11-04T10:00"),
            ("reopen", "2026-11-16T10:00", "2026-11-19T17:00"),
            ("finish", "2026-11-18T10:00"),
        ),
        (5, 7, 8),
        "early", "early", "early", "late",
    ),
    Case(
        "hoàn tác việc bấm xong nhầm",
        "Như chưa từng xong.",
        (ACCEPTED, ("finish", "2026-11-04T10:00"), ("undo", "2026-11-04T10:05")),
        (5, 11, 13),
    ),
)  # fmt: skip
