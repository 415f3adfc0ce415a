"""The items of index 766: what each counts, in words, and where its figures come from. Pure.

What an item is worth, and from which share on it is full, is data with dates
(``versions``). Legal source: Quyết định 766/QĐ-TTg ngày 23/6/2022.
"""

from dataclasses import dataclass
from typing import Final

COUNTING: Final = 1
"""The version of what items count; another one cannot count the closed months again."""
PUBLISH_ON_TIME: Final = "PUBLISH_ON_TIME"
PUBLIC_UPDATE_ON_TIME: Final = "PUBLIC_UPDATE_ON_TIME"
CONTENT_FULL: Final = "PUBLIC_CONTENT_FULL"
SYNC: Final = "DOSSIER_SYNC"
PROGRESS: Final = "DVC_PROGRESS"
ONLINE_SERVICES: Final = "PROVIDE_ONLINE_A"
ONLINE_USED: Final = "PROVIDE_ONLINE_B"
ONLINE_DOSSIERS: Final = "PROVIDE_ONLINE_C"
PAID_ONLINE: Final = "ONLINE_PAYMENT_A"
PAYMENT_USED: Final = "ONLINE_PAYMENT_B"
PAYMENT_OFFERED: Final = "ONLINE_PAYMENT_C"
ELECTRONIC_RESULT: Final = "ORIGINAL_RESULT_AVAILABLE"
DIGITISED: Final = "SO_HOA_GIAY_TO_GIAI_QUYET"
CERTIFIED_COPY: Final = "ELECTRONIC_CERTIFIED_COPY"
REUSED: Final = "REUSED_DIGITIZED_DATA"
PERSONAL_STORE: Final = "SYNCED_WITH_DVCQG_PERSONAL_STORAGE"
CITIZEN_DOSSIERS: Final = "CITIZEN_DATA_CONNECTED_DOSSIER"
CITIZEN_PROCEDURES: Final = "CITIZEN_DATA_CONNECTED_FORMALITY"
SATISFIED: Final = "DOSSIER_RECEIVING_SATISFACTION"
PETITIONS_IN_TIME: Final = "PETITION_PROCESSING_ON_TIME"
PETITIONS_CONTENT: Final = "PETITION_HANDLING_SATISFACTION"


@dataclass(frozen=True, slots=True)
class Item:
    """One item. ``key`` is stored and is that of the national portal: add, never rename.

    ``more`` says what one more of the part is. ``unknown`` says why the product cannot count
    it, so that an administrator may enter it with a source; "" where it is counted here.
    ``is_proven`` where everything counted only grows, so that anybody can count it again as of
    an earlier cut-off.
    """

    key: str
    number: str
    group: str
    label: str
    meaning: str
    noun: str
    more: str
    unknown: str = ""
    is_proven: bool = False

    @property
    def is_entered(self) -> bool:
        """Say whether its figures come from outside, by an administrator."""
        return bool(self.unknown)


GROUPS: Final = {
    "1": "Công khai, minh bạch",
    "2": "Tiến độ giải quyết",
    "3": "Dịch vụ trực tuyến",
    "4": "Thanh toán trực tuyến",
    "5": "Số hóa hồ sơ",
    "6": "Mức độ hài lòng",
}
_DOSSIERS: Final = "hồ sơ"
_PROCEDURES: Final = "thủ tục"
ITEMS: Final = (
    Item(
        PUBLISH_ON_TIME,
        "1.1",
        "1",
        "Thủ tục công bố đúng hạn",
        "Quyết định công bố ký trước ngày có hiệu lực ít nhất 5 ngày, trên mọi thủ tục công bố "
        "trong kỳ.",
        _PROCEDURES,
        "thủ tục nữa công bố đúng hạn",
        "Danh mục thủ tục không có ngày ký quyết định công bố.",
        is_proven=True,
    ),
    Item(
        PUBLIC_UPDATE_ON_TIME,
        "1.2",
        "1",
        "Thủ tục công khai đúng hạn",
        "Công khai trong 5 ngày làm việc kể từ khi có quyết định công bố, trên mọi thủ tục công "
        "khai trong kỳ.",
        _PROCEDURES,
        "thủ tục nữa công khai đúng hạn",
        "Danh mục thủ tục không có ngày ký quyết định công bố.",
        is_proven=True,
    ),
    Item(
        CONTENT_FULL,
        "1.3",
        "1",
        "Thủ tục đủ nội dung công khai",
        "Có đủ trình tự, cách nộp, giấy tờ, thời hạn, đối tượng, cơ quan thực hiện, kết quả, phí "
        "và căn cứ, trên mọi thủ tục của đơn vị vào ngày cuối kỳ.",
        _PROCEDURES,
        "thủ tục nữa đủ nội dung",
    ),
    Item(
        SYNC,
        "1.4",
        "1",
        "Hồ sơ đồng bộ lên Cổng quốc gia",
        "Hồ sơ đã đồng bộ, trên mọi hồ sơ tiếp nhận trong kỳ. Hồ sơ có việc chờ đồng bộ quá một "
        "ngày thì không tính.",
        _DOSSIERS,
        "hồ sơ nữa được đồng bộ",
        "Hệ thống chưa kết nối Cổng Dịch vụ công quốc gia từ đầu kỳ nên không biết hồ sơ nào đã "
        "đồng bộ; kỳ bắt đầu sau khi kết nối thì tự đếm.",
        is_proven=True,
    ),
    Item(
        PROGRESS,
        "2",
        "2",
        "Hồ sơ đúng hạn",
        "Hồ sơ tiếp nhận trong kỳ và kịp giờ hẹn: xong, rút hoặc dừng trước giờ hẹn; chưa xong "
        "thì giờ hẹn chưa qua khi hết kỳ; đang chờ bổ sung thì tính đến lúc yêu cầu. Yêu cầu bổ "
        "sung hơn một lần là trễ.",
        _DOSSIERS,
        "hồ sơ nữa đúng hạn",
        is_proven=True,
    ),
    Item(
        ONLINE_SERVICES,
        "3.A",
        "3",
        "Thủ tục có dịch vụ trực tuyến",
        "Thủ tục nộp được trực tuyến, trên mọi thủ tục của đơn vị vào ngày cuối kỳ.",
        _PROCEDURES,
        "thủ tục nữa cho nộp trực tuyến",
    ),
    Item(
        ONLINE_USED,
        "3.B",
        "3",
        "Dịch vụ trực tuyến có hồ sơ",
        "Dịch vụ trực tuyến có ít nhất một hồ sơ trực tuyến trong kỳ, trên mọi dịch vụ trực tuyến "
        "của đơn vị.",
        "dịch vụ",
        "dịch vụ nữa có hồ sơ trực tuyến",
    ),
    Item(
        ONLINE_DOSSIERS,
        "3.C",
        "3",
        "Hồ sơ trực tuyến",
        "Hồ sơ nộp trực tuyến, trên mọi hồ sơ tiếp nhận trong kỳ. Hồ sơ đã xong mà kết quả không "
        "có bản điện tử thì không tính. Nhân với tỷ lệ đồng bộ (1.4) khi biết tỷ lệ ấy.",
        _DOSSIERS,
        "hồ sơ nữa nộp trực tuyến và có kết quả điện tử",
        is_proven=True,
    ),
    Item(
        PAID_ONLINE,
        "4.A",
        "4",
        "Hồ sơ thanh toán trực tuyến",
        "Hồ sơ nộp phí, lệ phí qua ngân hàng hoặc cổng thanh toán, trên mọi hồ sơ tiếp nhận trong "
        "kỳ phải nộp; người được miễn không tính.",
        _DOSSIERS,
        "hồ sơ nữa nộp tiền trực tuyến",
    ),
    Item(
        PAYMENT_USED,
        "4.B",
        "4",
        "Thủ tục có thanh toán trực tuyến",
        "Thủ tục có ít nhất một lần thanh toán trực tuyến trong kỳ, trên mọi thủ tục có phí, lệ "
        "phí của đơn vị.",
        _PROCEDURES,
        "thủ tục nữa có người thanh toán trực tuyến",
    ),
    Item(
        PAYMENT_OFFERED,
        "4.C",
        "4",
        "Thủ tục cho thanh toán trực tuyến",
        "Thủ tục thanh toán trực tuyến được, trên mọi thủ tục có phí, lệ phí của đơn vị: mọi thủ "
        "tục, khi đơn vị đã khai tài khoản thu.",
        _PROCEDURES,
        "thủ tục nữa cho thanh toán trực tuyến",
    ),
    Item(
        ELECTRONIC_RESULT,
        "5.1",
        "5",
        "Kết quả điện tử",
        "Hồ sơ có kết quả ký số, trên mọi hồ sơ tiếp nhận trong kỳ đã xử lý xong khi hết kỳ.",
        _DOSSIERS,
        "hồ sơ nữa có kết quả ký số",
        is_proven=True,
    ),
    Item(
        DIGITISED,
        "5.2",
        "5",
        "Số hóa giấy tờ khi giải quyết",
        "Hồ sơ mà mọi giấy tờ đã có bản điện tử, trên mọi hồ sơ có giấy tờ, tiếp nhận trong kỳ và "
        "đã xử lý xong.",
        _DOSSIERS,
        "hồ sơ nữa được số hóa đủ giấy tờ",
    ),
    Item(
        CERTIFIED_COPY,
        "5.3",
        "5",
        "Chứng thực bản sao điện tử",
        "Bản sao chứng thực điện tử, trên mọi bản sao chứng thực trong kỳ.",
        "bản sao",
        "bản sao nữa chứng thực điện tử",
        "Chứng thực bản sao làm trên hệ thống khác.",
        is_proven=True,
    ),
    Item(
        REUSED,
        "5.4",
        "5",
        "Dùng lại giấy tờ đã số hóa",
        "Hồ sơ dùng lại giấy tờ trong kho, trên mọi hồ sơ tiếp nhận trong kỳ mà kho đã có giấy tờ "
        "cần nộp (dùng lại, hoặc vẫn thu và ghi lý do).",
        _DOSSIERS,
        "hồ sơ nữa dùng lại giấy tờ",
    ),
    Item(
        PERSONAL_STORE,
        "5.5",
        "5",
        "Đồng bộ với kho cá nhân của Cổng quốc gia",
        "Kết quả đã đưa vào kho dữ liệu cá nhân, trên mọi kết quả trong kỳ.",
        "kết quả",
        "kết quả nữa vào kho cá nhân",
        "Hệ thống chưa kết nối kho dữ liệu cá nhân của Cổng quốc gia.",
        is_proven=True,
    ),
    Item(
        CITIZEN_DOSSIERS,
        "5.6",
        "5",
        "Hồ sơ khai thác dữ liệu dân cư",
        "Hồ sơ có tra Cơ sở dữ liệu quốc gia về dân cư, trên mọi hồ sơ tiếp nhận trong kỳ.",
        _DOSSIERS,
        "hồ sơ nữa khai thác dữ liệu dân cư",
        "Hệ thống chưa kết nối Cơ sở dữ liệu quốc gia về dân cư.",
        is_proven=True,
    ),
    Item(
        CITIZEN_PROCEDURES,
        "5.7",
        "5",
        "Thủ tục khai thác dữ liệu dân cư",
        "Thủ tục có hồ sơ tra dữ liệu dân cư, trên mọi thủ tục có hồ sơ trong kỳ.",
        _PROCEDURES,
        "thủ tục nữa khai thác dữ liệu dân cư",
        "Hệ thống chưa kết nối Cơ sở dữ liệu quốc gia về dân cư.",
        is_proven=True,
    ),
    Item(
        SATISFIED,
        "6.1",
        "6",
        "Hài lòng trong tiếp nhận, giải quyết",
        "Hồ sơ tiếp nhận trong kỳ, trừ hồ sơ trễ và hồ sơ bị phản ánh hoặc đánh giá không hài "
        "lòng, trên mọi hồ sơ tiếp nhận trong kỳ.",
        _DOSSIERS,
        "hồ sơ nữa không trễ, không bị phản ánh",
    ),
    Item(
        PETITIONS_IN_TIME,
        "6.2",
        "6",
        "Xử lý phản ánh đúng hạn",
        "Phản ánh, kiến nghị xử lý đúng hạn, trên mọi phản ánh đến hạn trong kỳ. Không có phản "
        "ánh nào thì đủ điểm.",
        "phản ánh",
        "phản ánh nữa xử lý đúng hạn",
        is_proven=True,
    ),
    Item(
        PETITIONS_CONTENT,
        "6.3",
        "6",
        "Hài lòng với xử lý phản ánh",
        "Người gửi phản ánh hài lòng với câu trả lời, trên mọi đánh giá trong kỳ. Không có đánh "
        "giá nào thì đủ điểm.",
        "đánh giá",
        "người gửi phản ánh nữa hài lòng",
        is_proven=True,
    ),
)
BY_KEY: Final = {item.key: item for item in ITEMS}
ENTERED: Final = tuple(item for item in ITEMS if item.is_entered)
