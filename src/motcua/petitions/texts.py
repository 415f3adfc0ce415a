"""What pages say of the laws on petitions, as shipped. Pure.

From memory, not compared with the texts in force; an administrator changes them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class TextKind(StrEnum):
    """Which words. Values are stored: add, never rename."""

    FEEDBACK = "feedback"
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    ANONYMOUS = "anonymous"

    @property
    def label(self) -> str:
        """Return where the words stand."""
        return _LABELS[self]


_LABELS: Final = {
    TextKind.FEEDBACK: "Trước khi gửi phản ánh",
    TextKind.COMPLAINT: "Trước khi gửi khiếu nại",
    TextKind.DENUNCIATION: "Trước khi gửi tố cáo",
    TextKind.ANONYMOUS: "Về tố cáo không ghi tên",
}
SHIPPED: Final[Mapping[TextKind, str]] = {
    TextKind.FEEDBACK: (
        "Theo Nghị định 20/2008/NĐ-CP, phản ánh viết bằng tiếng Việt, rõ nội dung, có họ tên, địa "
        "chỉ, điện thoại hoặc thư điện tử. Thiếu một điều thì cơ quan không tiếp nhận, có lý do."
    ),
    TextKind.COMPLAINT: (
        "Khiếu nại một quyết định hay việc làm của cơ quan theo Luật Khiếu nại 02/2011/QH13. Đơn "
        "ghi họ tên, địa chỉ người khiếu nại và quyết định, việc làm bị khiếu nại. Đơn trực tuyến "
        "là bước báo trước; cán bộ tiếp công dân sẽ mời ông/bà ký đơn."
    ),
    TextKind.DENUNCIATION: (
        "Tố cáo việc làm trái pháp luật theo Luật Tố cáo 25/2018/QH14. Họ tên, địa chỉ, bút tích "
        "của người tố cáo được giữ bí mật; chỉ cán bộ tiếp công dân được giao mới mở được đơn, và "
        "mỗi lần mở đều ghi lại. Người cố ý tố cáo sai sự thật chịu trách nhiệm trước pháp luật."
    ),
    TextKind.ANONYMOUS: (
        "Đơn không ghi họ tên, địa chỉ thì không được xử lý như một tố cáo. Nếu đơn nêu rõ người, "
        "việc và có chứng cứ cụ thể thì cơ quan vẫn xem xét để thanh tra, kiểm tra (Luật Tố cáo "
        "25/2018/QH14, Điều 25). Ông/bà vẫn gửi được đơn như vậy."
    ),
}
