"""The columns of the table: what they are called, what goes in, and an example. Pure."""

from dataclasses import dataclass
from typing import Final

from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``examples`` are those of the two example rows."""

    key: str
    title: str
    explanation: str
    examples: tuple[str, str]
    is_required: bool = False


CODE: Final = Column(
    "code",
    "Mã hồ sơ",
    "Mã của hệ thống cũ, mỗi mã một dòng. Gồm A đến Z, chữ số, dấu chấm, “-” và “_”; dấu “/” thì "
    "ghi “-”. Chữ thường thành chữ hoa.",
    ("VÍ DỤ 1 (xóa dòng này)", "VÍ DỤ 2 (xóa dòng này)"),
    is_required=True,
)
COLUMNS: Final = (
    CODE,
    Column(
        "procedure",
        "Mã thủ tục",
        "Mã trên Cổng dịch vụ công quốc gia, thủ tục phải có trong danh mục ở đây.",
        ("1.001193", "2.000635"),
        is_required=True,
    ),
    Column(
        "agency",
        "Mã cơ quan",
        "Cơ quan có thẩm quyền giải quyết: mã, hoặc tên đúng như ở đây.",
        ("H29.131", "UBND xã An Ngãi"),
        is_required=True,
    ),
    Column(
        "desk",
        "Mã bộ phận",
        "Bộ phận một cửa trả kết quả; bỏ trống: bộ phận đầu tiên của cơ quan.",
        ("", ""),
    ),
    Column(
        "channel",
        "Kênh nộp",
        "Trực tiếp, Trực tuyến hoặc Bưu chính; bỏ trống: Trực tiếp.",
        ("Trực tiếp", "Trực tuyến"),
    ),
    Column(
        "submitted",
        "Ngày nộp",
        "Như 28/11/2026 hoặc 28/11/2026 14:30; bỏ trống: ngày tiếp nhận.",
        ("", "23/11/2026 16:40"),
    ),
    Column(
        "accepted",
        "Ngày tiếp nhận",
        "Như 28/11/2026 hoặc 28/11/2026 14:30. Không ghi giờ: giờ mở cửa hôm đó.",
        ("24/11/2026 08:15", "24/11/2026"),
        is_required=True,
    ),
    Column(
        "due",
        "Ngày hẹn trả",
        "Ngày đã hẹn với người dân, giữ nguyên dù ở đây tính khác. Không ghi giờ: giờ đóng cửa.",
        ("01/12/2026", "03/12/2026 11:30"),
        is_required=True,
    ),
    Column(
        "step",
        "Bước đang làm",
        "Tên bước trong quy trình của thủ tục; bỏ trống: theo vai trò, không có nữa thì bước đầu.",
        ("", "Phê duyệt kết quả"),
    ),
    Column(
        "role",
        "Vai trò đang giữ",
        "Chuyên viên thụ lý, Lãnh đạo phòng, Lãnh đạo cơ quan, Văn thư…: bước đầu của vai trò.",
        ("Chuyên viên thụ lý", ""),
    ),
    Column(
        "officer",
        "Cán bộ đang giữ",
        "Tên đăng nhập của cán bộ ở đây; bỏ trống: cả bộ phận cùng thấy.",
        ("", ""),
    ),
    Column(
        "applicant",
        "Người nộp",
        "Họ và tên người nộp.",
        ("Nguyễn Thị Ví Dụ", "Trần Văn Thử"),
        is_required=True,
    ),
    Column(
        "identity",
        "Số giấy tờ người nộp",
        "Số định danh 12 số, CMND 9 số, mã số thuế hoặc hộ chiếu. Định dạng cột là Văn bản để "
        "Excel không bỏ số 0 ở đầu.",
        ("077190000012", ""),
    ),
    Column("phone", "Điện thoại", "Số để gọi báo kết quả.", ("0912345678", "")),
    Column("email", "Thư điện tử", "Nếu có.", ("", "")),
    Column("address", "Địa chỉ", "Nơi ở của người nộp.", ("Ấp An Phước", "")),
    Column(
        "principal",
        "Chủ hồ sơ",
        "Bỏ trống khi chính người nộp là chủ hồ sơ.",
        ("", "Công ty TNHH Ví Dụ"),
    ),
    Column(
        "principal_identity",
        "Số giấy tờ chủ hồ sơ",
        "Như số giấy tờ người nộp.",
        ("", "0100109106"),
    ),
    Column(
        "money",
        "Lệ phí",
        "Đã thu, Chưa thu, Được miễn hoặc Không thu; bỏ trống: Không thu. Tiền đã thu nằm ở sổ "
        "của hệ thống cũ, không vào sổ thu ở đây.",
        ("Đã thu", "Chưa thu"),
    ),
    Column("amount", "Số tiền", "Số đồng còn phải thu, khi chưa thu.", ("", "25000")),
    Column("note", "Ghi chú", "Điều người thụ lý cần biết.", ("", "")),
)
TITLES: Final = {column.key: column.title for column in COLUMNS}
ERRORS_TITLE: Final = "Lỗi"
EXPLAINED: Final = "GIẢI THÍCH"
_NOT_DATA: Final = (fold("VÍ DỤ"), fold(EXPLAINED))
_BY_NAME: Final = {fold(column.title): column.key for column in COLUMNS}


def key_of(title: str) -> str | None:
    """Return the column that a heading means; a star and brackets are allowed after its name."""
    return _BY_NAME.get(fold(title.split("(", maxsplit=1)[0]).replace("*", " ").strip())


def is_no_data(code: str) -> bool:
    """Say whether a row is an example or the explanation that the template came with."""
    return fold(code).startswith(_NOT_DATA)
