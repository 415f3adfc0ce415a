"""An effect in words for whoever has to decide, without the words of statistics. Pure."""

from dataclasses import dataclass
from typing import Final

from motcua.effects.estimating import LEVEL, Estimate
from motcua.effects.measuring import Doubt, Effect, Kind, Lack

MISSING_LIBRARY: Final = (
    "Hệ thống này chưa đo tác động: máy chủ chưa cài phần đo (gói “analysis”). Bảng trước và sau "
    "ở trên vẫn đúng, nhưng chưa nói được có phải nhờ mô hình hay không."
)
NOT_YET: Final = "Chưa đo. Máy đo mỗi đêm; kết quả đầu tiên có vào sáng mai."
METHOD: Final = (
    "So mức thay đổi của các đơn vị áp dụng, trước và sau khi áp dụng, với mức thay đổi của các "
    "đơn vị chưa áp dụng trong cùng những tháng ấy. Mỗi đơn vị tính như nhau, lớn hay nhỏ."
)
_FEW: Final = 10
_OF_LIBRARY: Final = (
    "Borusyak, Jaravel và Spiess 2024 (thư viện diff-diff); sai số gộp theo đơn vị; "
    f"khoảng tin cậy {LEVEL:.0%}".replace("%", " %")
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said: one sentence, warnings that belong to it, and what it rests on."""

    headline: str
    warnings: tuple[str, ...]
    basis: tuple[str, ...]


def verdict(effect: Effect, *, about: str = "Tỷ lệ", noun: str = "hồ sơ") -> Verdict:
    """Return what may be said of ``effect``; ``about`` names the share, with a capital.

    ``noun`` is what is counted.
    """
    return Verdict(
        headline=_headline(effect, about, noun),
        warnings=tuple(_warnings(effect)),
        basis=tuple(_basis(effect, noun)),
    )


def points(share: float) -> str:
    """Return a difference of shares in percentage points: ``0.0512`` is ``5,1``."""
    return f"{abs(share) * 100:.1f}".replace(".", ",")


def signed(share: float) -> str:
    """Return the same with its direction: ``tăng 5,1`` or ``giảm 0,4``."""
    number = points(share)
    if number == "0,0":
        return "0"
    return f"{'tăng' if share > 0 else 'giảm'} {number}"


def span(estimate: Estimate) -> str:
    """Return the interval: ``từ 3,2 đến 7,0``, with directions where they differ."""
    low, high = estimate.low, estimate.high
    if low > 0:
        return f"từ {points(low)} đến {points(high)}"
    if high < 0:
        return f"từ {points(high)} đến {points(low)}"
    return f"từ {signed(low)} đến {signed(high)}"


def _headline(effect: Effect, about: str, noun: str) -> str:
    estimate = effect.estimate
    if effect.kind is Kind.NOT_ENOUGH or estimate is None:
        return f"Chưa đủ dữ liệu: {'; '.join(_lack(effect, lack, noun) for lack in effect.lacks)}."
    if effect.kind is Kind.NO_CLEAR_DIFFERENCE:
        return (
            f"Chưa thấy khác biệt rõ: {_lower(about)} thay đổi trong khoảng "
            f"{span(estimate)} điểm phần trăm."
        )
    found = (
        f"{signed(estimate.change).replace(' ', ' khoảng ', 1)} điểm phần trăm ({span(estimate)})"
    )
    if effect.kind is Kind.UNPROVEN:
        return f"Chưa thể nói là nhờ mô hình: {_lower(about)} {found}, nhưng có điều phải xem lại."
    return f"{about} {found}."


def _lack(effect: Effect, lack: Lack, noun: str) -> str:
    compared, demand = effect.compared, effect.demand
    match lack:
        case Lack.ADOPTING:
            return (
                f"mới có {compared.adopting} đơn vị áp dụng đủ {demand.before} tháng trước và "
                f"{demand.after} tháng sau để so, cần ít nhất {demand.adopting}"
            )
        case Lack.OTHERS:
            return (
                "trong những tháng sau khi áp dụng không còn đủ đơn vị chưa áp dụng để so, "
                f"cần ít nhất {demand.others}"
            )
        case Lack.SPREAD:
            return "các tháng giống hệt nhau, không ước lượng được sai số"
        case Lack.PRECISION:
            assert effect.estimate is not None  # noqa: S101 - too wide is what was measured
            return (
                f"số {noun} ít nên con số còn dao động rất rộng, "
                f"{span(effect.estimate)} điểm phần trăm"
            )


def _warnings(effect: Effect) -> list[str]:
    found = [_doubt(effect, doubt) for doubt in effect.doubts]
    more = effect.given_up
    if Doubt.MORE_GIVEN_UP not in effect.doubts and more is not None and more.low > 0:
        found.append(
            f"Cùng lúc, tỷ lệ hồ sơ rút hoặc dừng tăng {points(more.change)} điểm phần trăm; "
            f"{_strictly(effect)}."
        )
    fewest = min(effect.compared.adopting, effect.compared.others)
    if effect.estimate is not None and fewest < _FEW:
        found.append(f"Chỉ có {fewest} đơn vị ở một bên, nên kết luận còn yếu.")
    return found


def _doubt(effect: Effect, doubt: Doubt) -> str:
    match doubt:
        case Doubt.EARLIER_DIFFERENCE:
            assert effect.earlier is not None  # noqa: S101 - that is what the doubt is about
            return (
                "Ngay trước khi áp dụng, các đơn vị này đã đi khác các đơn vị còn lại: "
                f"{signed(effect.earlier.change)} điểm phần trăm ({span(effect.earlier)}). "
                "Thay đổi sau đó có thể chỉ là nối tiếp."
            )
        case Doubt.COMMON_BY_CHANCE:
            assert effect.placebo is not None  # noqa: S101 - that is what the doubt is about
            return (
                f"Giả sử lấy các đơn vị không áp dụng làm đơn vị áp dụng, thì "
                f"{effect.placebo.as_clear} trong {effect.placebo.draws} lần cũng thấy khác biệt "
                "rõ như vậy: có thể chỉ là tình cờ."
            )
        case Doubt.METHODS_DIFFER:
            assert effect.second is not None  # noqa: S101 - that is what the doubt is about
            return (
                "Cách tính thứ hai cho kết quả khác hẳn: "
                f"{signed(effect.second.change)} điểm phần trăm ({span(effect.second)})."
            )
        case Doubt.MORE_GIVEN_UP:
            assert effect.given_up is not None  # noqa: S101 - that is what the doubt is about
            return (
                "Cùng lúc, tỷ lệ hồ sơ rút hoặc dừng tăng "
                f"{points(effect.given_up.change)} điểm phần trăm ({span(effect.given_up)}), mà "
                f"chúng được đếm là đúng hạn; {_strictly(effect)}. Xin xem có hồ sơ nào bị yêu "
                "cầu rút rồi nộp lại."
            )


def _strictly(effect: Effect) -> str:
    strict = effect.strict
    if strict is None:
        return "chưa tính được phần thay đổi không do chúng"
    return (
        "nếu mỗi hồ sơ ấy là một hồ sơ trễ được rút rồi nộp lại thì thay đổi là "
        f"{signed(strict.change)} điểm phần trăm "
        f"({span(strict)})"
    )


def _basis(effect: Effect, noun: str) -> list[str]:
    compared = effect.compared
    lines = [
        METHOD,
        (
            f"{compared.adopting} đơn vị áp dụng, {compared.others} đơn vị để so, "
            f"{_thousands(compared.dossiers)} {noun}{_months(effect)}."
        ),
    ]
    if effect.earlier is not None and Doubt.EARLIER_DIFFERENCE not in effect.doubts:
        lines.append(
            "Trước khi áp dụng, chưa thấy hai nhóm đi khác nhau: khác biệt trong khoảng "
            f"{span(effect.earlier)} điểm phần trăm."
        )
    if effect.placebo is not None and Doubt.COMMON_BY_CHANCE not in effect.doubts:
        lines.append(
            "Thử với các đơn vị không áp dụng: "
            f"{effect.placebo.as_clear} trong {effect.placebo.draws} lần thấy khác biệt rõ như "
            "vậy."
        )
    if effect.second is not None and Doubt.METHODS_DIFFER not in effect.doubts:
        lines.append(
            "Cách tính thứ hai (Callaway và Sant'Anna 2021): "
            f"{signed(effect.second.change)} điểm phần trăm ({span(effect.second)})."
        )
    if effect.estimate is not None:
        lines.append(f"Cách tính: {_OF_LIBRARY}.")
    return lines


def _months(effect: Effect) -> str:
    found = effect.compared.span
    return "" if found is None else f", tháng {found[0]:%m/%Y} đến tháng {found[1]:%m/%Y}"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
