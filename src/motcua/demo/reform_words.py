"""What the models and initiatives of the demonstration say. Nobody named exists."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from motcua.initiatives.content import Aim, Kind, Measure, Reach, Stage
from motcua.initiatives.services.registry import Description


@dataclass(frozen=True, slots=True)
class Practice:
    """Something that offices do; told of a field it is an initiative."""

    kind: Kind
    area: int
    title: str
    summary: str
    description: str
    steps: tuple[str, str, str]


PRACTICES: Final = (
    Practice(
        Kind.MODEL,
        3,
        "Tổ lưu động đến nhà người già yếu, khuyết tật",
        "Mỗi tháng một ngày, hai cán bộ mang máy tính và máy in đến tận nhà.",
        "Lập danh sách người không đi lại được, hẹn trước một tuần, nhận và trả ngay tại nhà việc "
        "làm xong được trong buổi; việc còn lại trả vào lần đến sau.",
        ("Lập danh sách cùng trưởng ấp", "Chuẩn bị máy và biểu mẫu", "Đi theo lịch tháng"),
    ),
    Practice(
        Kind.INITIATIVE,
        7,
        "Bộ câu trả lời mẫu cho việc hay hỏi",
        "Câu hỏi gặp nhiều nhất có câu trả lời ngắn, in mã quét dán ở nơi chờ.",
        "Ghi lại câu hỏi trong một tháng, chọn hai mươi câu, viết lại bằng lời thường ngày, người "
        "ngoài cơ quan đọc thử rồi mới dùng; sáu tháng xem lại một lần.",
        ("Ghi câu hỏi một tháng", "Viết và đọc thử", "In mã quét, dán ở nơi chờ"),
    ),
    Practice(
        Kind.SOLUTION,
        7,
        "Bảng kiểm giấy tờ điền sẵn",
        "Cán bộ đánh dấu ba chỗ hay sai nhất trước khi người dân ký.",
        "Từ hồ sơ phải bổ sung năm trước chọn ba lỗi gặp nhiều nhất, đưa lên đầu bảng kiểm, kiểm "
        "ngay khi nhận; mỗi quý thay lỗi đã hết bằng lỗi mới.",
        ("Đếm lý do bổ sung của năm trước", "Chọn ba lỗi đưa vào bảng", "Mỗi quý xem lại"),
    ),
    Practice(
        Kind.MODEL,
        8,
        "Ngày thứ Sáu không hẹn lại",
        "Việc có thể xong trong ngày thì thứ Sáu trả ngay, không hẹn sang tuần.",
        "Thứ Sáu lãnh đạo ký trực tại bộ phận một cửa từ mười bốn giờ; văn thư đóng dấu tại chỗ; "
        "người dân chờ tại bàn và nhận kết quả trước giờ về.",
        ("Chọn việc trả được trong ngày", "Xếp lịch lãnh đạo ký trực", "Thông báo cho người dân"),
    ),
    Practice(
        Kind.INITIATIVE,
        5,
        "Sổ tay bàn giao việc khi đổi người",
        "Người mới nhận việc đọc sáu trang là làm được ngay hôm sau.",
        "Mỗi vị trí viết sáu trang: việc hằng ngày, việc hằng tháng, hỏi ai, mẫu ở đâu, lỗi từng "
        "gặp; người bàn giao ngồi cùng người nhận ba buổi.",
        ("Viết sổ tay từng vị trí", "Ngồi cùng ba buổi", "Người nhận sửa lại chỗ khó hiểu"),
    ),
    Practice(
        Kind.SOLUTION,
        1,
        "Họp mười phút đầu ngày về hồ sơ sắp đến hạn",
        "Mỗi sáng nhìn danh sách hồ sơ còn hai ngày, chia lại việc ngay.",
        "Họp đứng mười phút trước bảng danh sách; mỗi hồ sơ nói một câu: đang chờ ai; lãnh đạo "
        "phòng chia lại việc tại chỗ, không ghi biên bản.",
        ("Mở danh sách sắp đến hạn", "Mỗi hồ sơ một câu", "Chia lại việc tại chỗ"),
    ),
    Practice(
        Kind.MODEL,
        3,
        "Một bàn nhận, nhiều ngành trả",
        "Người dân nói một lần ở một bàn; cán bộ đi lấy ý kiến các ngành.",
        "Một bàn nhận mọi việc có từ hai ngành trở lên; cán bộ bàn này giữ hồ sơ và đi hỏi; người "
        "dân chỉ quay lại một lần để nhận kết quả.",
        ("Chọn việc có hai ngành trở lên", "Cử người giữ bàn", "Hẹn một lần trả chung"),
    ),
    Practice(
        Kind.INITIATIVE,
        7,
        "Số hóa sổ cũ theo lượt hỏi",
        "Trang sổ nào được hỏi thì quét ngay trang ấy và mười trang bên cạnh.",
        "Không đợi kinh phí quét cả kho: mỗi lần tra sổ giấy thì quét trang vừa mở cùng các trang "
        "bên cạnh, ghi mã, lần sau tra trên máy.",
        ("Đặt máy quét cạnh kho", "Quét theo lượt hỏi", "Ghi mã, đối chiếu mỗi tháng"),
    ),
    Practice(
        Kind.SOLUTION,
        6,
        "Công khai lệ phí bằng ví dụ tính sẵn",
        "Bảng lệ phí kèm ba ví dụ thật, người dân tự tính được trước khi đến.",
        "Chọn ba trường hợp hay gặp, tính từng dòng theo nghị quyết, nêu ai được miễn; dán ở nơi "
        "chờ và trên trang của cơ quan.",
        ("Chọn ba trường hợp hay gặp", "Tính từng dòng, nêu căn cứ", "Dán và cập nhật"),
    ),
    Practice(
        Kind.MODEL,
        4,
        "Cán bộ thay nhau hai vị trí",
        "Mỗi vị trí có hai người làm được, không ai nghỉ mà việc dừng.",
        "Xếp từng cặp, mỗi tuần đổi chỗ một buổi; sau ba tháng cả hai làm được việc của nhau; "
        "lịch nghỉ xếp để không cả cặp cùng vắng.",
        ("Xếp cặp", "Mỗi tuần đổi chỗ một buổi", "Xếp lịch nghỉ theo cặp"),
    ),
    Practice(
        Kind.INITIATIVE,
        8,
        "Gọi lại sau khi trả kết quả",
        "Mười người mỗi tuần được gọi lại hỏi có chỗ nào khó.",
        "Chọn ngẫu nhiên mười người nhận kết quả trong tuần, người không thụ lý gọi, hỏi ba câu; "
        "chỗ khó được nói lại trong họp đầu tuần và sửa.",
        ("Chọn ngẫu nhiên mười người", "Hỏi ba câu", "Sửa chỗ khó, báo lại"),
    ),
    Practice(
        Kind.SOLUTION,
        2,
        "Rà giấy tờ tự đặt thêm",
        "Giấy nào luật không đòi thì thôi không đòi, mỗi quý rà một lần.",
        "Đối chiếu từng giấy đang đòi ở quầy với thủ tục đã công bố; giấy không có căn cứ thì bỏ "
        "ngay và dán thông báo ở quầy để người dân biết.",
        ("Liệt kê giấy đang đòi", "Đối chiếu với thủ tục đã công bố", "Bỏ và thông báo"),
    ),
)
FIELDS: Final = (
    "hộ tịch",
    "chứng thực",
    "đất đai",
    "xây dựng",
    "bảo trợ xã hội",
    "người có công",
    "hộ kinh doanh",
    "giáo dục",
    "y tế",
    "lao động, việc làm",
    "môi trường",
    "nông nghiệp",
    "giao thông",
    "văn hóa, gia đình",
    "thuế, tài chính",
    "tiếp công dân",
    "văn thư, lưu trữ",
    "thi đua, khen thưởng",
)
TWO: Final = Description(
    title="“2 đạt”: sớm hẹn cao, hài lòng cao",
    summary="Mỗi hồ sơ có ngày hẹn ngắn hơn luật định, xong là báo ngay, và ai nhận cũng được hỏi "
    "có hài lòng không.",
    problem="Nhiều việc hộ tịch, chứng thực làm xong ngay trong ngày, nhưng giấy hẹn vẫn ghi đủ "
    "thời hạn của luật. Người dân phải chờ, rồi đi thêm một chuyến vào đúng ngày hẹn.\n"
    "Cán bộ làm nhanh hay chậm đều được ghi là đúng hạn, nên không ai thấy ai làm tốt.",
    description="Ủy ban nhân dân xã rà từng thủ tục, việc nào thường xong sớm thì cam kết ngày "
    "trả ngắn hơn luật và công bố ở quầy. Giấy hẹn in ngày cam kết, không in ngày của luật.\n"
    "Có kết quả thì hệ thống nhắn ngay. Mỗi sáng lãnh đạo, người thụ lý và bộ phận một cửa đứng "
    "mười phút trước danh sách hồ sơ còn hai ngày.\n"
    "Khi trả kết quả, người dân được mời đánh giá bằng phiếu không ghi tên. Phiếu nào chưa hài "
    "lòng thì Trưởng bộ phận xem và trả lời trong tuần. Hai con số được đọc ở họp giao ban: bao "
    "nhiêu hồ sơ sớm và đúng hẹn, bao nhiêu phiếu hài lòng.",
    audience="Người dân nộp hồ sơ ở xã, trước hết là hộ tịch và chứng thực",
    contact="Bộ phận Tiếp nhận và Trả kết quả xã An Ngãi, 0254 000 0000",
    authors=(),
    reach=Reach.COMMUNE,
    novelty="Ngày hẹn là ngày cam kết của xã, không phải thời hạn dài nhất mà luật cho phép. Sớm "
    "hẹn và hài lòng được nhìn cùng nhau, để không ai làm nhanh mà ẩu.",
    steps=(
        Stage(
            "Chọn thủ tục hẹn sớm được",
            "Xem sáu tháng hồ sơ đã xong, lấy những việc chín phần mười xong trước hạn. Một tuần.",
        ),
        Stage(
            "Công bố ngày cam kết",
            "Chủ tịch ký, niêm yết ở quầy, nhập vào danh mục thủ tục để giấy hẹn tự tính.",
        ),
        Stage("Báo ngay khi xong", "Bật tin nhắn của hệ thống; không thêm kinh phí."),
        Stage("Họp đứng mười phút mỗi sáng", "Chỉ nói hồ sơ còn hai ngày và đang chờ ai."),
        Stage("Hỏi hài lòng, trả lời phiếu chưa hài lòng", "Trong tuần, có tên người trả lời."),
    ),
    applied_where="Bộ phận một cửa xã",
    started_on=date(2024, 3, 1),
    cost_dong=0,
    saving="Người dân bớt một chuyến đi khi kết quả xong trong ngày",
    materials="Mẫu quyết định cam kết ngày trả (xin ở bộ phận một cửa xã)\n"
    "Danh sách kiểm mười phút buổi sáng, một trang",
    evidence="Hồ sơ tiếp nhận 01/03 đến 15/09/2024: 744 trên 747 sớm và đúng hẹn; 93 trên 93 "
    "phiếu hài lòng. Mẫu phiếu còn nhỏ.",
    aims=(
        Aim(Measure.IN_TIME, None, Decimal("99.5")),
        Aim(Measure.SATISFACTION, None, Decimal(98)),
    ),
)
THREE_AND_FIVE: Final = Description(
    title="“3 hướng dẫn, 5 biết”",
    summary="Đoàn viên, hội viên phụ nữ và dân quân đứng cạnh người dân ở quầy, chỉ để lần sau "
    "người dân tự làm.",
    problem="Dịch vụ công trực tuyến có sẵn nhưng người dân vẫn nhờ cán bộ nộp hộ. Lần sau vẫn "
    "phải ra phường, vẫn phải nhờ.\nNộp hộ thì tỷ lệ trực tuyến đẹp mà người dân không biết "
    "thêm gì.",
    description="Mỗi ca có người hướng dẫn trực ở quầy, thứ Hai đến thứ Sáu, theo lịch xếp công "
    "bằng giữa ba lực lượng. Ba việc được hướng dẫn: nộp hồ sơ trên mạng, trả tiền trên mạng, cài "
    "chữ ký số và VNeID.\nSau đó năm điều người dân tự biết: nộp hồ sơ, thanh toán, nhận kết quả "
    "tại nhà, phản ánh trên mạng, dùng VNeID và chữ ký số.\nNgười hướng dẫn không giữ mật khẩu, "
    "không bấm thay. Mỗi lượt ghi vài giây trên điện thoại; sau 30 và 90 ngày nhìn xem người được "
    "hướng dẫn có tự làm không.",
    audience="Người dân, hộ kinh doanh lần đầu làm dịch vụ công trực tuyến",
    contact="Điều phối hướng dẫn, UBND phường Thắng Nhì, 0254 000 0000",
    authors=(),
    reach=Reach.PROVINCE,
    novelty="Đo bằng việc người dân tự làm được về sau, không đo bằng số lượt nộp hộ.",
    steps=(
        Stage(
            "Họp ba lực lượng, chọn người", "Mười đến mười hai người, mỗi người một ca mỗi tuần."
        ),
        Stage("Tập huấn một ngày", "Làm thử trên máy của chính mình trước khi chỉ người khác."),
        Stage("Xếp lịch, dán tên ca", "Lịch tuần công bố trước; vắng thì có người đổi ca."),
        Stage("Ghi từng lượt", "Ba việc đã chỉ, năm điều đã biết; không ghi ai là ai."),
        Stage("Mỗi tháng xem ai tự làm", "Việc nào ít người tự làm lại thì dạy lại kỹ hơn."),
    ),
    applied_where="Bộ phận một cửa phường và nhà văn hóa khu phố",
    started_on=date(2024, 3, 4),
    cost_dong=6_000_000,
    cost_note="nước uống, in mã quét, áo của người hướng dẫn",
    saving="Người dân lần sau không phải ra phường",
    materials="Chương trình ba và năm, một trang\nBài tập huấn một ngày",
    evidence="2.454 lượt người và doanh nghiệp cài chữ ký số, VNeID trong năm 2024.",
    aims=(Aim(Measure.ONLINE, None, Decimal(95)),),
)


def told_of(practice: Practice, field: str, contact: str) -> Description:
    """Return a practice told of a field, without authors."""
    return Description(
        title=f"{practice.title}, lĩnh vực {field}",
        summary=practice.summary,
        problem=f"Việc {field} ở đơn vị còn phải chờ, phải đi lại hoặc phải làm lại.",
        description=practice.description,
        audience=f"Người dân, tổ chức làm việc {field}",
        contact=contact,
        authors=(),
        reach=Reach.UNIT,
        steps=tuple(Stage(step) for step in practice.steps),
        cost_dong=0,
    )
