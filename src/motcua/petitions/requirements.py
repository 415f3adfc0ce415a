"""What feedback must have to be taken: Nghị định 20/2008/NĐ-CP. Pure."""

from typing import Final

_FEW_LETTERS: Final = 10
_MOSTLY: Final = 0.8
_LATIN_UNTIL: Final = "\u1eff"


def lacking(*, full_name: str, address: str, phone: str, email: str, text: str) -> list[str]:
    """Return what is missing, each as the end of “Phản ánh chưa có …”; empty when nothing is."""
    found = []
    if not full_name.strip():
        found.append("họ tên người gửi")
    if not address.strip():
        found.append("địa chỉ")
    if not phone.strip() and not email.strip():
        found.append("điện thoại hoặc thư điện tử")
    if sum(letter.isalpha() for letter in text) < _FEW_LETTERS:
        found.append("nội dung rõ ràng")
    elif not is_written_in_latin(text):
        found.append("nội dung bằng tiếng Việt")
    return found


def is_written_in_latin(text: str) -> bool:
    """Say whether ``text`` can be Vietnamese: nearly all its letters are of that alphabet."""
    letters = [letter for letter in text if letter.isalpha()]
    latin = sum(letter <= _LATIN_UNTIL for letter in letters)
    return bool(letters) and latin / len(letters) >= _MOSTLY
