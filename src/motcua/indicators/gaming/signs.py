"""The signs: what each counts, in words and in the database.

One list serves the pages, the lists of dossiers behind each figure and the documentation. Every
condition is over a row of traces (``SignTrace``); the same one is asked of rows of a whole dossier
(for a unit) and of rows of one officer. Numbers in the conditions are of the rule in force
(``rules.Rule``); none of them is in a text of law.

``expected`` is the share that nobody is asked about, however low the other units are. It is a
convention of this product, as is the list: what people told of how figures are helped along.
"""

from dataclasses import dataclass
from typing import Final

FORMULA: Final = 1
"""The version of the definitions here."""
HANDLING: Final = "agency_id"
RECEIVING: Final = "receiving_agency_id"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``day`` is the column by which a row is of a period, ``place`` whose it is.

    ``counted`` says numerator and denominator. ``blind`` says what the product cannot see.
    Where ``of_officers`` is not set the sign is said of units alone.
    """

    key: str
    name: str
    why: str
    counted: str
    day: str
    part: str
    whole: str = "TRUE"
    place: str = HANDLING
    expected: float = 0.05
    of_officers: bool = True
    blind: str = ""


_ENDED: Final = "trace.outcome <> ''"
_FINISHED: Final = "trace.outcome = 'finished'"
SIGNS: Final = (
    Sign(
        "tiep-nhan-tre",
        "Tiếp nhận muộn",
        "Hồ sơ nộp rồi mà để lâu mới tiếp nhận thì ngày hẹn lùi theo, còn tỷ lệ đúng hạn vẫn đẹp.",
        "Hồ sơ có quãng từ lúc nộp (hoặc nộp lại sau bổ sung) đến lúc tiếp nhận quá mức trong quy "
        "tắc, tính giờ làm việc theo lịch của nơi nhận; trên số hồ sơ nộp trước khi được tiếp "
        "nhận. Hồ sơ nhận ngay tại quầy không tính.",
        day="accepted_on",
        whole="trace.waited_minutes IS NOT NULL",
        part="trace.waited_minutes > %(gap)s",
        place=RECEIVING,
        expected=0.1,
        blind="Giấy để ở quầy mà chưa nhập vào máy thì không thấy.",
    ),
    Sign(
        "yeu-cau-bo-sung",
        "Yêu cầu bổ sung",
        "Yêu cầu bổ sung làm đồng hồ dừng; hỏi nhiều hơn hẳn nơi khác thì nên xem hướng dẫn ban "
        "đầu đã đủ chưa.",
        "Hồ sơ có ít nhất một lần yêu cầu bổ sung, trên số hồ sơ bắt đầu xử lý trong kỳ. Của một "
        "cán bộ: hồ sơ người ấy đã yêu cầu, trên hồ sơ người ấy có xử lý.",
        day="handled_on",
        part="trace.asked > 0",
        expected=0.15,
    ),
    Sign(
        "bo-sung-lan-hai",
        "Yêu cầu bổ sung lần nữa",
        "Pháp luật cho yêu cầu bổ sung một lần; lần nữa cần lãnh đạo cho phép và bộ chỉ số 766 "
        "tính là trễ.",
        "Hồ sơ có yêu cầu bổ sung từ lần thứ hai, trên số hồ sơ bắt đầu xử lý trong kỳ.",
        day="handled_on",
        part="trace.asked_again > 0",
        expected=0.02,
    ),
    Sign(
        "dung-trong-ngay-hen",
        "Dừng tính hạn đúng ngày hẹn",
        "Đến ngày phải trả mới yêu cầu bổ sung hay nộp tiền thì hồ sơ khỏi bị trễ.",
        "Hồ sơ bị dừng tính hạn ngay trong ngày hẹn trả, trên số hồ sơ có dừng tính hạn trong kỳ.",
        day="paused_on",
        whole="trace.paused_on IS NOT NULL",
        part="trace.due_day_pauses > 0",
        expected=0.15,
    ),
    Sign(
        "dung-gio-cuoi",
        "Dừng tính hạn vào giờ cuối",
        "Như trên, mà chỉ còn vài chục phút là quá hạn.",
        "Hồ sơ bị dừng tính hạn khi còn không quá mức trong quy tắc (phút làm việc) đến giờ hẹn "
        "của chính ngày ấy, trên số hồ sơ bắt đầu xử lý trong kỳ.",
        day="handled_on",
        part="trace.pause_left <= %(pause)s",
        expected=0.02,
    ),
    Sign(
        "rut-ho-so",
        "Rút hồ sơ",
        "Khuyên người nộp rút hồ sơ sắp trễ thì hồ sơ ấy không bị tính trễ.",
        "Hồ sơ rút, trên số hồ sơ kết thúc trong kỳ. Người dân tự rút trên mạng thì tính cho đơn "
        "vị, không tính cho cán bộ nào.",
        day="ended_on",
        whole=_ENDED,
        part="trace.outcome = 'withdrawn'",
        expected=0.05,
        blind="Rút vì ai khuyên thì hệ thống không biết.",
    ),
    Sign(
        "rut-roi-nop-lai",
        "Rút rồi nộp lại",
        "Rút ra nộp lại là đồng hồ chạy lại từ đầu.",
        "Hồ sơ rút mà cùng người, cùng thủ tục có hồ sơ khác nộp trước đó hoặc trong số ngày của "
        "quy tắc sau khi rút; trên số hồ sơ kết thúc trong kỳ.",
        day="ended_on",
        whole=_ENDED,
        part="trace.outcome = 'withdrawn' "
        "AND trace.dossier_id IN (SELECT dossier_id FROM relodged)",
        expected=0.02,
        blind="Nộp lại bằng tên người khác trong nhà thì không thấy.",
    ),
    Sign(
        "hen-lai-nhieu-lan",
        "Hẹn lại nhiều lần",
        "Được xin lỗi và hẹn lại một lần; hẹn mãi thì ngày hẹn không còn là lời hứa.",
        "Hồ sơ được hẹn lại từ lần thứ hai, trên số hồ sơ bắt đầu xử lý trong kỳ.",
        day="handled_on",
        part="trace.apologized_again > 0",
        expected=0.01,
    ),
    Sign(
        "hen-lai-trong-ngay-hen",
        "Hẹn lại đúng ngày hẹn",
        "Phải báo trước cho dân; báo vào chính ngày phải trả thì người ta đã mất công đến.",
        "Hồ sơ được hẹn lại trong chính ngày hẹn đang có hiệu lực, trên số hồ sơ bắt đầu xử lý "
        "trong kỳ.",
        day="handled_on",
        part="trace.due_day_apologies > 0",
        expected=0.02,
    ),
    Sign(
        "xong-phut-chot",
        "Xong vào phút chót",
        "Nhiều hồ sơ bấm xong ngay trước giờ hẹn thì có thể bấm cho kịp, việc chưa xong.",
        "Hồ sơ xong trong ngày hẹn khi còn không quá mức trong quy tắc (phút làm việc), trên số "
        "hồ sơ xong trong kỳ mà có ngày hẹn.",
        day="ended_on",
        whole=f"{_FINISHED} AND trace.is_dated",
        part="trace.end_left <= %(finish)s",
        expected=0.1,
    ),
    Sign(
        "xong-hang-loat",
        "Xong hàng loạt ngày chốt kỳ",
        "Dồn lại bấm xong một loạt vào ngày chốt số liệu thì báo cáo đẹp hơn việc thật.",
        "Hồ sơ do một người bấm xong cùng nhiều hồ sơ khác trong vài phút (số hồ sơ, số phút của "
        "quy tắc) vào ngày cuối của một tháng báo cáo; trên số hồ sơ xong trong kỳ.",
        day="ended_on",
        whole=_FINISHED,
        part="trace.outcome = 'finished' AND trace.dossier_id IN (SELECT dossier_id FROM burst)",
        expected=0.1,
    ),
    Sign(
        "xong-chua-co-ket-qua",
        "Xong khi kết quả chưa ban hành",
        "Bấm xong trước khi có văn bản được ký và vào số thì chưa có gì để trả.",
        "Hồ sơ bấm xong khi văn bản kết quả chưa được duyệt hoặc chưa vào số, trên số hồ sơ xong "
        "phải có hay đã kèm văn bản kết quả. Hệ thống không cho xong khi chưa duyệt; chưa vào số "
        "thì còn được.",
        day="ended_on",
        whole=f"{_FINISHED} AND trace.owes_result",
        part="trace.lacks_result",
        expected=0.05,
        blind="Thủ tục khai là không cần văn bản kết quả thì không xét.",
    ),
    Sign(
        "tra-lai-khong-phieu",
        "Trả lại không có phiếu",
        "Trả lại hay từ chối hồ sơ phải có phiếu (mẫu 02, mẫu 03) ghi đủ lý do, một lần.",
        "Hồ sơ bị yêu cầu bổ sung hoặc từ chối mà việc ấy không kèm phiếu nào, trên số hồ sơ bị "
        "trả lại trong kỳ. Trong hệ thống này phiếu lập cùng lúc với việc, nên chỉ hồ sơ chuyển "
        "từ nơi khác về mới có thể thiếu.",
        day="turned_back_on",
        whole="trace.turned_back_on IS NOT NULL",
        part="trace.lacks_form > 0",
        expected=0.01,
        blind="Trả lại bằng lời ngay tại quầy, chưa nhập máy, thì không thấy.",
    ),
    Sign(
        "nop-thay-nhieu-nguoi",
        "Một người nộp trực tuyến cho nhiều người",
        "Cán bộ nộp thay dân để tăng tỷ lệ trực tuyến thì dân vẫn chưa tự làm được.",
        "Hồ sơ trực tuyến mà tài khoản nộp, hoặc số điện thoại của người nộp, trong kỳ đã nộp cho "
        "từ nhiều người (số của quy tắc); trên số hồ sơ nộp trực tuyến trong kỳ.",
        day="lodged_on",
        whole="trace.channel = 'online'",
        part="trace.channel = 'online' AND trace.dossier_id IN (SELECT dossier_id FROM shared)",
        place=RECEIVING,
        expected=0.15,
        of_officers=False,
        blind="Hệ thống không giữ địa chỉ mạng và máy của người nộp hồ sơ, nên không biết hồ sơ "
        "nộp từ máy của cơ quan. Người làm dịch vụ, cha mẹ nhiều con cũng hiện ra ở đây.",
    ),
    Sign(
        "danh-gia-tu-co-quan",
        "Đánh giá gửi từ cơ quan",
        "Cán bộ tự chấm thay dân thì mức hài lòng không còn nghĩa.",
        "Phiếu đánh giá gửi qua đường dẫn hay máy tại quầy mà mang cờ: từ mạng của cơ quan, từ "
        "máy của cán bộ, nhiều phiếu từ một máy; trên mọi phiếu gửi như thế trong kỳ.",
        day="day",
        part="trace.office_address OR trace.office_device OR trace.many_from_device",
        place=HANDLING,
        expected=0.1,
        of_officers=False,
        blind="Chỉ thấy mạng mà quản trị đã khai. Phiếu không ghi tên hồ sơ, nên không có danh "
        "sách phía sau.",
    ),
    Sign(
        "khong-ngay-hen",
        "Tiếp nhận không có ngày hẹn",
        "Không hẹn ngày nào thì không bao giờ trễ.",
        "Hồ sơ tiếp nhận mà không có ngày hẹn, trên số hồ sơ tiếp nhận trong kỳ. Hồ sơ còn chờ cơ "
        "quan có thẩm quyền nhận không tính.",
        day="accepted_on",
        whole="trace.accepted_on IS NOT NULL",
        part="trace.is_undated",
        place=RECEIVING,
        expected=0.02,
    ),
    Sign(
        "tu-ghi-so-ngay",
        "Số ngày hẹn tự ghi khác thường",
        "Thủ tục chưa công bố thời hạn thì cơ quan tự ghi số ngày; ghi dài hơn các nơi khác thì "
        "dễ đúng hạn.",
        "Hồ sơ của thủ tục chưa công bố thời hạn, hẹn số ngày khác với số ngày hay được hẹn nhất "
        "của thủ tục ấy trong 12 tháng ở mọi đơn vị; trên số hồ sơ phải tự ghi số ngày.",
        day="accepted_on",
        whole="trace.stated_limit <> ''",
        part="trace.stated_limit <> '' AND trace.stated_limit <> (SELECT usual.stated_limit "
        "FROM usual WHERE usual.procedure_id = trace.procedure_id)",
        expected=0.2,
    ),
    Sign(
        "ghi-lui-gio",
        "Ghi lùi giờ",
        "Ghi việc với giờ đã qua thì có thể biến trễ thành đúng hạn.",
        "Hồ sơ có việc được ghi vào sổ chậm hơn giờ xảy ra quá mức trong quy tắc, trên số hồ sơ "
        "có việc trong kỳ. Chỉ xét hồ sơ ghi lúc làm: hồ sơ trình diễn và hồ sơ chuyển từ hệ "
        "thống cũ về không tính.",
        day="recorded_on",
        whole="trace.recorded_on IS NOT NULL",
        part="trace.latest_minutes > %(late)s",
        expected=0.02,
        blind="Giờ máy chủ do cơ sở dữ liệu ghi, không ai sửa được; còn việc làm xong mà ghi muộn "
        "với đúng giờ ghi thì không thấy.",
    ),
)
RATINGS: Final = "danh-gia-tu-co-quan"
"""The one sign that is not counted of dossiers."""
BY_KEY: Final = {sign.key: sign for sign in SIGNS}
OF_DOSSIERS: Final = tuple(sign for sign in SIGNS if sign.key != RATINGS)
