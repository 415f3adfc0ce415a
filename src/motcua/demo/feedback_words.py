"""What made-up people say went wrong, and how they are answered."""

from dataclasses import dataclass
from typing import Final

from motcua.petitions.models import Subject


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is said; ``text`` may hold {name} and {phone}, to be hidden later."""

    subject: str
    title: str
    text: str
    answer: str
    place: str = ""


DISPUTED: Final = Piece(
    Subject.NOT_DONE,
    "Không đồng ý với văn bản trả hồ sơ của phường",
    "Phường trả hồ sơ của tôi bằng một văn bản mà lý do không đúng. Tôi yêu cầu rút văn bản đó.",
    "",
)
"""By its content a complaint, which is handled by another law."""
PIECES: Final = (
    Piece(
        Subject.DELAY,
        "Hẹn ba lần chưa trả bản sao khai sinh",
        "Tôi là {name}, điện thoại {phone}. Tôi nộp hồ sơ xin bản sao giấy khai sinh cho con đi"
        " học. Giấy hẹn ghi ba ngày nhưng đến lấy ba lần vẫn chưa có, lần nào cũng chờ cả buổi.",
        "Trung tâm đã kiểm tra: sổ gốc đang số hóa nên tìm chậm, mà không báo lại cho ông/bà. "
        "Chúng tôi xin lỗi. Bản sao đã có từ chiều nay tại quầy 2; từ tuần này hồ sơ nào trễ "
        "đều được gọi báo trước khi đến hẹn.",
        "Quầy 2, Trung tâm Phục vụ hành chính công",
    ),
    Piece(
        Subject.PAPERS,
        "Đòi sổ hộ khẩu khi đã bỏ sổ hộ khẩu",
        "Tôi đi xác nhận tình trạng hôn nhân, cán bộ yêu cầu nộp thêm bản sao sổ hộ khẩu. Trên "
        "trang danh mục thủ tục không có giấy này.",
        "Yêu cầu đó là sai. Giấy tờ về nơi cư trú tra trong cơ sở dữ liệu dân cư. Trung tâm đã "
        "nhắc toàn bộ quầy và gỡ dòng cũ trong bảng hướng dẫn dán tại quầy 3.",
        "Quầy 3",
    ),
    Piece(
        Subject.PLACE,
        "Không đủ ghế chờ buổi sáng thứ Hai",
        "Sáng thứ Hai nào cũng đông, người già phải đứng chờ ngoài nắng. Quạt ở dãy ghế cuối "
        "hỏng từ lâu. Tôi gửi kèm ảnh.",
        "Đã thêm hai dãy ghế và thay quạt hỏng. Ông/bà có thể lấy số trước trên mạng để đến "
        "đúng giờ.",
        "Phòng chờ tầng trệt",
    ),
    Piece(
        Subject.ONLINE,
        "Nộp trực tuyến không tải được ảnh từ điện thoại",
        "Tôi chụp giấy tờ bằng điện thoại rồi nộp đăng ký hộ kinh doanh, tới 90 phần trăm thì "
        "báo lỗi. Làm lại bốn lần phải ra quầy.",
        "Ảnh lớn bị ngắt khi mạng yếu. Nay ảnh được gửi từng phần, mất mạng thì gửi tiếp. Xin "
        "thử lại; vẫn lỗi thì gọi đường dây hỗ trợ để được nộp giúp.",
    ),
    Piece(
        Subject.CONDUCT,
        "Cán bộ trả lời cộc, không giải thích",
        "Tôi hỏi vì sao hồ sơ bị trả lại thì được bảo tự đọc giấy. Tôi đã lớn tuổi, mắt kém, "
        "mong được giải thích một câu.",
        "Trưởng bộ phận đã làm việc với cán bộ trực hôm đó và xin lỗi ông/bà. Quầy có kính lão "
        "và người hướng dẫn trực hằng ngày; ông/bà cứ gọi.",
    ),
    Piece(
        Subject.FEE,
        "Bảng giá phí chứng thực để khuất",
        "Bảng phí đặt sau cột, không ai thấy. Tôi nộp 8.000 đồng mà không biết đúng hay sai.",
        "Ông/bà đã nộp đúng mức. Bảng phí đã chuyển ra cạnh cửa vào và in lại cỡ chữ lớn.",
    ),
    Piece(
        Subject.NOT_DONE,
        "Quầy chứng thực đóng sớm 30 phút",
        "16 giờ 30 đã ngừng nhận hồ sơ trong khi giờ niêm yết đến 17 giờ. Tôi đi làm về chỉ còn"
        " giờ đó.",
        "Giờ nhận hồ sơ là đến 17 giờ. Trung tâm đã phân công trực lại; nếu còn đóng sớm xin "
        "ông/bà gọi đường dây hỗ trợ ngay lúc đó.",
        "Quầy chứng thực",
    ),
    Piece(
        Subject.RULE,
        "Hai phường hướng dẫn khác nhau về xác nhận hôn nhân",
        "Cùng một thủ tục mà phường cũ bảo cần cam đoan, phường mới bảo không. Đề nghị "
        "thống nhất.",
        "Sau sắp xếp, thủ tục áp dụng như danh mục công khai: không cần văn bản cam đoan nếu dữ"
        " liệu dân cư đã có. Kiến nghị thống nhất đã gửi Sở Tư pháp.",
    ),
    Piece(
        Subject.PROPOSAL,
        "Đề nghị trả kết quả ngoài giờ hành chính",
        "Công nhân làm ca không đến được trong giờ. Mong có tủ nhận kết quả hoặc trực tối "
        "thứ Năm.",
        "Từ tháng sau Trung tâm thử trực tối thứ Năm đến 19 giờ, chỉ trả kết quả. Ông/bà cũng "
        "có thể nhận qua bưu chính.",
    ),
    Piece(
        Subject.DELAY,
        "Đăng ký hộ kinh doanh quá hẹn hai ngày",
        "Hồ sơ hẹn trả thứ Ba mà thứ Năm vẫn báo đang xử lý, không ai gọi cho tôi theo "
        "số {phone}.",
        "Hồ sơ trễ vì chờ đối chiếu tên hộ. Giấy chứng nhận đã có, kèm văn bản xin lỗi. Bộ phận"
        " đã nhận nhắc nhở vì không báo trước.",
    ),
    Piece(
        Subject.PAPERS,
        "Phải đi lại ba lần vì thiếu giấy không báo một lần",
        "Lần đầu bảo thiếu giấy A, lần hai thiếu giấy B, lần ba sai mẫu. Sao không nói hết "
        "một lần?",
        "Phiếu yêu cầu bổ sung phải ghi hết một lần. Hồ sơ của ông/bà đã được nhận đủ; trưởng "
        "bộ phận xin lỗi và rà lại cách ghi phiếu.",
    ),
    Piece(
        Subject.OTHER,
        "Không có chỗ gửi xe cho người khuyết tật",
        "Trước cổng không có lối dốc và chỗ để xe ba bánh.",
        "Đã kẻ hai chỗ để xe ưu tiên; lối dốc làm xong trong quý này.",
        "Cổng Trung tâm",
    ),
)
