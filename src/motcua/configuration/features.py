"""What an administrator may switch off, and what people are told meanwhile. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Feature(StrEnum):
    """A feature with a switch. Values are stored: add, never rename."""

    LODGING = "lodging"
    PAYMENT = "payment"
    APPOINTMENTS = "appointments"
    TICKETS = "tickets"
    PETITIONS = "petitions"
    API = "api"

    @property
    def label(self) -> str:
        """Return the feature as people say it."""
        return ABOUT[self].label


@dataclass(frozen=True, slots=True)
class About:
    """What a feature is called, what switching it off stops and leaves, and what people read."""

    label: str
    stops: str
    stays: str
    sentence: str
    is_by_agency: bool = False


ABOUT: Final[dict[Feature, About]] = {
    Feature.LODGING: About(
        label="Nộp hồ sơ trực tuyến",
        stops="Bắt đầu hồ sơ mới và gửi hồ sơ.",
        stays="Bản nháp vẫn mở, vẫn lưu; hồ sơ đã gửi, bổ sung, tra cứu vẫn như thường.",
        sentence="Nộp hồ sơ trực tuyến đang tạm dừng. Bản nháp của ông/bà vẫn được giữ nguyên; "
        "cần gấp, xin đến nộp tại bộ phận một cửa.",
        is_by_agency=True,
    ),
    Feature.PAYMENT: About(
        label="Thanh toán trực tuyến",
        stops="Lập lệnh thanh toán mới qua cổng hoặc mã VietQR.",
        stays="Lệnh đã lập vẫn được ghi nhận; thu tiền tại quầy vẫn như thường.",
        sentence="Thanh toán trực tuyến đang tạm dừng. Xin nộp tiền tại quầy, hoặc quay lại sau; "
        "hồ sơ vẫn được giải quyết.",
        is_by_agency=True,
    ),
    Feature.APPOINTMENTS: About(
        label="Đặt lịch hẹn",
        stops="Đặt lịch mới và đổi giờ.",
        stays="Lịch đã đặt vẫn có hiệu lực, vẫn xem và hủy được.",
        sentence="Đặt lịch hẹn đang tạm dừng. Lịch đã đặt vẫn có hiệu lực; ông/bà có thể đến lấy "
        "số trực tiếp trong giờ làm việc.",
        is_by_agency=True,
    ),
    Feature.TICKETS: About(
        label="Lấy số từ điện thoại",
        stops="Lấy số ở trang, không qua máy của sảnh.",
        stays="Máy có máy in ở sảnh vẫn phát số; số đã lấy vẫn như thường.",
        sentence="Lấy số từ điện thoại đang tạm dừng. Xin lấy số tại máy ở sảnh.",
        is_by_agency=True,
    ),
    Feature.PETITIONS: About(
        label="Phản ánh, kiến nghị, khiếu nại trên trang",
        stops="Gửi phản ánh, khiếu nại, tố cáo mới từ trang công khai.",
        stays="Phản ánh đã gửi vẫn được trả lời và theo dõi; cán bộ vẫn ghi giúp tại quầy.",
        sentence="Gửi phản ánh trên trang đang tạm dừng. Phản ánh đã gửi vẫn được giải quyết; "
        "xin đến bộ phận một cửa hoặc gọi đường dây hỗ trợ.",
    ),
    Feature.API: About(
        label="Kết nối hệ thống khác (API)",
        stops="Mọi lần gọi của hệ thống khác.",
        stays="Kết nối, khóa và quyền giữ nguyên; hồ sơ đã nhận vẫn được giải quyết.",
        sentence="Cổng kết nối (API) đang tạm dừng. Xin gọi lại sau.",
    ),
}
