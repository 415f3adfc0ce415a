"""The sections of the administrator's pages, in the order of the first page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.web.formats import number


@dataclass(frozen=True, slots=True)
class Section:
    """One way in: icon, name, what it holds."""

    icon: str
    name: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Sections under one heading."""

    name: str
    sections: tuple[Section, ...]


def sections(counts: Mapping[str, int]) -> list[SectionGroup]:
    """Return the groups of sections, with the figures of ``counts`` in their words."""
    return [
        SectionGroup(_("Thủ tục"), _of_procedures(counts)),
        SectionGroup(_("Nơi làm việc và con người"), _of_people(counts)),
        SectionGroup(_("Giấy tờ, tiền và thư"), _of_papers(counts)),
        SectionGroup(_("Số liệu và báo cáo"), _of_figures()),
        SectionGroup(_("Cấu hình"), _of_configuration()),
        SectionGroup(_("Vận hành"), _of_running()),
        SectionGroup(_("Hệ thống khác"), _of_other_systems()),
        SectionGroup(_("Dữ liệu cá nhân"), _of_privacy()),
    ]


def _of_procedures(counts: Mapping[str, int]) -> tuple[Section, ...]:
    return (
        Section(
            "file",
            _("Danh mục thủ tục"),
            _("%(procedures)s thủ tục, %(drafts)s bản thảo")
            % {
                "procedures": number(counts["procedures"]),
                "drafts": number(counts["drafts"]),
            },
            reverse("manage:procedures"),
        ),
        Section(
            "pen",
            _("Tờ khai điện tử"),
            _("Câu hỏi khi nộp trực tuyến: sửa, xem thử, công bố"),
            reverse("manage:eforms"),
        ),
        Section(
            "download",
            _("Đề xuất từ Cổng quốc gia"),
            _("Thay đổi của danh mục quốc gia: so, đưa vào bản thảo hoặc không dùng"),
            reverse("manage:proposals"),
        ),
        Section(
            "alert",
            _("Điểm nghi ngờ của dữ liệu"),
            _("%(count)s thủ tục cần xem lại") % {"count": number(counts["faulty"])},
            reverse("manage:faults"),
        ),
        Section(
            "clock",
            _("Thời hạn cam kết"),
            _("Ngắn hơn luật định, theo từng cơ quan"),
            reverse("manage:limits"),
        ),
        Section(
            "money", _("Mức phí của tỉnh"), _("Theo nghị quyết của HĐND"), reverse("manage:fees")
        ),
        Section(
            "heart",
            _("Đối tượng miễn phí"),
            _("Ai không phải nộp, theo văn bản nào"),
            reverse("manage:exemptions"),
        ),
    )


def _of_privacy() -> tuple[Section, ...]:
    return (
        Section(
            "lotus",
            _("Thời hạn lưu trữ"),
            _("Giữ dữ liệu cá nhân bao lâu sau khi kết thúc"),
            reverse("manage:retention"),
        ),
        Section(
            "eye",
            _("Quy tắc về dữ liệu cá nhân"),
            _("Hỏi lý do xem, hạn trả lời người dân"),
            reverse("manage:privacy"),
        ),
        Section(
            "hand",
            _("Yêu cầu của người dân"),
            _("Xem, sửa, hạn chế, xóa, khiếu nại"),
            reverse("office:requests"),
        ),
        Section(
            "stop",
            _("Dữ liệu hết hạn lưu trữ"),
            _("Xác nhận xóa theo thủ tục"),
            reverse("office:erasures"),
        ),
    )


def _of_people(counts: Mapping[str, int]) -> tuple[Section, ...]:
    return (
        Section(
            "calendar",
            _("Lịch làm việc"),
            _("Ngày nghỉ, làm bù, giờ làm việc"),
            reverse("manage:calendars"),
        ),
        Section(
            "land",
            _("Cơ quan và bộ phận một cửa"),
            _("%(count)s cơ quan đang hoạt động") % {"count": number(counts["agencies"])},
            reverse("manage:agencies"),
        ),
        Section(
            "ticket",
            _("Sảnh chờ, lịch hẹn"),
            _("Nhóm thủ tục, quầy, giờ đặt hẹn của từng bộ phận"),
            reverse("manage:halls"),
        ),
        Section(
            "users",
            _("Cán bộ"),
            _("%(count)s người, %(without)s người chưa có tài khoản")
            % {
                "count": number(counts["officers"]),
                "without": number(counts["without_account"]),
            },
            reverse("manage:officers"),
        ),
        Section(
            "info",
            _("Nơi cài đặt"),
            _("Tên trang, đường dây hỗ trợ, địa chỉ"),
            reverse("manage:installation"),
        ),
        Section(
            "pin",
            _("Đơn vị hành chính"),
            _("Tên cũ, tên mới sau sắp xếp"),
            reverse("manage:units"),
        ),
    )


def _of_papers(counts: Mapping[str, int]) -> tuple[Section, ...]:
    return (
        Section(
            "money",
            _("Đơn vị thu phí"),
            _("Ký hiệu biên lai, tài khoản nhận tiền"),
            reverse("manage:collectors"),
        ),
        Section("qr", _("Mẫu mã hồ sơ"), _("Cách đánh số hồ sơ"), reverse("manage:patterns")),
        Section(
            "print",
            _("Biểu mẫu"),
            _("Giấy tiếp nhận và các phiếu theo thông tư"),
            reverse("manage:layouts"),
        ),
        Section(
            "file",
            _("Loại giấy tờ"),
            _("Giấy người dân đã có, lần sau không thu lại"),
            reverse("manage:paper-kinds"),
        ),
        Section(
            "stamp",
            _("Chữ ký số"),
            _("Ai ký bằng chứng thư nào, khi nào hết hạn"),
            reverse("manage:identities"),
        ),
        Section(
            "pen",
            _("Lời báo cho người dân"),
            _("Nội dung thư khi tiếp nhận, khi có kết quả"),
            reverse("manage:words"),
        ),
        Section(
            "mail",
            _("Hộp thư đi"),
            _("%(waiting)s thư chờ gửi, %(failed)s thư không gửi được")
            % {"waiting": number(counts["waiting"]), "failed": number(counts["failed"])},
            reverse("manage:messages"),
        ),
    )


def _of_running() -> tuple[Section, ...]:
    return (
        Section(
            "check",
            _("Kiểm tra hệ thống"),
            _("Cơ sở dữ liệu, thư, bộ quét, chữ ký, sao lưu: mọi thứ có chạy không"),
            reverse("manage:checking"),
        ),
        Section(
            "clock",
            _("Việc hằng ngày"),
            _("Nhắc việc, soạn xin lỗi, thư sáng, hồ sơ mắc kẹt, sao lưu"),
            reverse("manage:daily"),
        ),
        Section(
            "speak",
            _("Khảo sát"),
            _("Phiếu hỏi, máy đánh giá tại quầy, mạng của cơ quan"),
            reverse("manage:surveys"),
        ),
        Section(
            "speak",
            _("Thời hạn phản ánh"),
            _("Phản ánh, khiếu nại, tố cáo: bao lâu, theo luật nào"),
            reverse("manage:petition-rules"),
        ),
    )


def _of_other_systems() -> tuple[Section, ...]:
    return (
        Section(
            "download",
            _("Nhận từ Cổng quốc gia"),
            _("Hồ sơ nộp tại Cổng, hồ sơ hệ thống bộ: đã nhận, chưa nhận được vì sao"),
            reverse("manage:portal-in"),
        ),
        Section(
            "moving",
            _("Kết nối hệ thống khác"),
            _("Ai gọi vào qua API, được làm gì, đến bao giờ"),
            reverse("manage:clients"),
        ),
        Section(
            "land",
            _("Cổng quốc gia"),
            _("Hồ sơ đồng bộ lên Cổng Dịch vụ công quốc gia: chờ gì, từ chối vì sao"),
            reverse("manage:portal"),
        ),
        Section(
            "move",
            _("Chuyển hồ sơ cũ"),
            _("Hồ sơ đang giải quyết của hệ thống trước"),
            reverse("manage:moving"),
        ),
    )


def _of_configuration() -> tuple[Section, ...]:
    return (
        Section(
            "eye",
            _("Nhật ký cấu hình"),
            _("Ai đổi gì, lúc nào, từ gì thành gì"),
            reverse("manage:change-log"),
        ),
        Section(
            "move",
            _("Cấu hình bằng tệp"),
            _("Xuất, xem khác gì, nhập vào nơi khác"),
            reverse("manage:carrying"),
        ),
        Section(
            "stop",
            _("Công tắc chức năng"),
            _("Tạm dừng nộp trực tuyến, thanh toán, đặt hẹn, lấy số, phản ánh, API"),
            reverse("manage:switches"),
        ),
    )


def _of_figures() -> tuple[Section, ...]:
    return (
        Section(
            "chart",
            _("Quy tắc đếm"),
            _("Kỳ báo cáo, chờ bổ sung, ít hồ sơ nhất để nêu tỷ lệ"),
            reverse("manage:counting"),
        ),
        Section(
            "eye",
            _("Quy tắc dấu hiệu"),
            _("Từ mức nào thì coi là dấu hiệu cần xem, ít hồ sơ nhất để nhận xét"),
            reverse("manage:sign-rules"),
        ),
        Section(
            "chart",
            _("Biểu báo cáo"),
            _("Biểu 07a và các biểu khác: cột, căn cứ, phép kiểm"),
            reverse("manage:report-templates"),
        ),
        Section(
            "late",
            _("Nguyên nhân quá hạn"),
            _("Những nguyên nhân mà lãnh đạo chọn khi hồ sơ trễ"),
            reverse("manage:late-causes"),
        ),
        Section(
            "chart",
            _("Dịch vụ toàn trình"),
            _("Danh mục thủ tục trực tuyến toàn trình"),
            reverse("manage:full-services"),
        ),
        Section(
            "chart",
            _("Chín chỉ số"),
            _("Thông tư 01/2018: bật, tắt, ngưỡng"),
            reverse("manage:nine"),
        ),
        Section(
            "chart",
            _("Chỉ số 766"),
            _("Điểm và ngưỡng của từng chỉ số, số liệu nhập từ nơi khác"),
            reverse("manage:index-766"),
        ),
    )
