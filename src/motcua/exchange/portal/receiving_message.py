"""A dossier lodged at the national portal, read from what the portal lists. Pure but for words.

The names are those of the portal's dossier message. What the product does not know it leaves
alone; what it needs and does not find is a MessageError, a sentence for administrators.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, nfc
from motcua.people.models import IdentityKind, PersonKind
from motcua.people.services import PersonInput

LONGEST_CODE: Final = 80
LONGEST: Final = 255
_DEPTH: Final = 12
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KINDS_BY_LENGTH: Final = {
    9: IdentityKind.OLD_ID,
    10: IdentityKind.TAX_CODE,
    12: IdentityKind.PERSONAL_ID,
    13: IdentityKind.TAX_CODE,
}
_KINDS: Final = {
    "1": IdentityKind.PERSONAL_ID,
    "2": IdentityKind.OLD_ID,
    "3": IdentityKind.PASSPORT,
    "4": IdentityKind.TAX_CODE,
}
_LONGEST_MAIL: Final = 254
_CITIZEN: Final = "1"
_PAID_AT_PORTAL: Final = "1"


class MessageError(DomainError):
    """The portal's entry lacks what is needed, or says what cannot be."""

    code: ClassVar[str] = "portal-message"


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that came with a dossier; ``paper`` is the paper's id in the procedure, or ""."""

    ref: str
    name: str
    paper: str
    sha256: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """A dossier as it was lodged at the portal."""

    number: int
    code: str
    procedure: str
    agency: str
    lodged_at: datetime
    owner: PersonInput
    applicant: PersonInput
    answers: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[OfferedFile] = ()
    is_identified: bool = False
    says_paid: bool = False


def read_offered(entry: Mapping[str, Any]) -> Offered:
    """Return an entry as values. Raises MessageError."""
    owner = _owner(entry)
    answers = entry.get("DuLieu") or {}
    if not isinstance(answers, Mapping):
        raise MessageError(_("Tin sai: DuLieu phải là các câu trả lời theo tên ô."))
    listed = entry.get("TaiLieuNop") or []
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise MessageError(_("Tin sai: TaiLieuNop phải là danh sách tệp."))
    return Offered(
        number=number_of(entry),
        code=needed(entry, "MaHoSoCong", most=LONGEST_CODE),
        procedure=needed(entry, "MaTTHC", most=40),
        agency=needed(entry, "MaDonVi", most=40),
        lodged_at=needed_instant(entry, "NgayNopHoSo"),
        owner=owner,
        applicant=_lodger(entry, owner),
        answers=answers,
        files=[_file(one) for one in listed],
        is_identified=is_yes(entry.get("TaiKhoanDuocXacThucVoiVNeID")),
        says_paid=str(entry.get("DuocThanhToanTrucTuyen") or "") == _PAID_AT_PORTAL,
    )


def number_of(entry: Mapping[str, Any]) -> int:
    """Return the number of an entry in its list. Raises MessageError."""
    number = entry.get("So")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**62:
        raise MessageError(_("Tin sai: mục không có số thứ tự (So)."))
    return number


def storable(value: Any, depth: int = _DEPTH) -> Any:
    """Return ``value`` as the database can keep it: no NUL, no half letters.

    What is nested deeper than anybody means is kept as text.
    """
    if isinstance(value, str):
        return nfc(value.replace("\x00", "").encode("utf-8", "replace").decode())
    if not depth:
        return storable(json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return {str(storable(str(k))): storable(v, depth - 1) for k, v in value.items()}
    if isinstance(value, list):
        return [storable(one, depth - 1) for one in value]
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):  # noqa: PLR0124, NaN
        return None
    return value


def words(entry: Mapping[str, Any], name: str, *, most: int = LONGEST) -> str:
    """Return a line of an entry, "" where there is none."""
    value = entry.get(name)
    return clean(str(value))[:most] if isinstance(value, str | int) else ""


def needed(entry: Mapping[str, Any], name: str, *, most: int = LONGEST) -> str:
    """Return a line that must be there. Raises MessageError."""
    found = words(entry, name, most=most + 1)
    if not found:
        raise MessageError(_("Tin sai: thiếu %(name)s.") % {"name": name})
    if len(found) > most:
        raise MessageError(_("Tin sai: %(name)s quá dài.") % {"name": name})
    return found


def instant(entry: Mapping[str, Any], name: str) -> datetime | None:
    """Return an instant; one without a zone is Vietnam's. Raises MessageError."""
    value = words(entry, name)
    if not value:
        return None
    try:
        found = clock.local(datetime.fromisoformat(value))
    except (ValueError, OverflowError):
        raise MessageError(
            _("Tin sai: %(name)s không phải ngày giờ (%(value)s).")
            % {"name": name, "value": value[:40]}
        ) from None
    if not 1990 <= found.year <= 2999:  # noqa: PLR2004, years that anybody means
        raise MessageError(_("Tin sai: năm của %(name)s không thể có.") % {"name": name})
    return found


def needed_instant(entry: Mapping[str, Any], name: str) -> datetime:
    """Return an instant that must be there. Raises MessageError."""
    found = instant(entry, name)
    if found is None:
        raise MessageError(_("Tin sai: thiếu %(name)s.") % {"name": name})
    return found


def is_yes(value: object) -> bool:
    """Say whether a mark of the message is set."""
    return value is True or str(value).strip().lower() in {"1", "true"}


def _owner(entry: Mapping[str, Any]) -> PersonInput:
    identity = entry.get("DinhDanhCHS")
    number = words(entry, "SoGiayToChuHoSo", most=32)
    if isinstance(identity, Mapping):
        number = number or words(identity, "SoDinhDanh", most=32)
    kind = words(entry, "LoaiDoiTuong", most=8) or _CITIZEN
    return _person(needed(entry, "ChuHoSo"), number, entry, is_citizen=kind == _CITIZEN)


def _lodger(entry: Mapping[str, Any], owner: PersonInput) -> PersonInput:
    """Return who lodged: the owner, unless the entry names somebody else."""
    said = entry.get("NguoiNop")
    if not isinstance(said, Mapping) or not words(said, "HoTen"):
        return owner
    lodger = _person(words(said, "HoTen"), words(said, "SoGiayTo", most=32), said, is_citizen=True)
    is_same = lodger.identity_number and lodger.identity_number == owner.identity_number
    return owner if is_same else lodger


def _person(name: str, number: str, said: Mapping[str, Any], *, is_citizen: bool) -> PersonInput:
    packed = re.sub(r"[\s.]", "", number)
    digits = packed.replace("-", "")
    identity = said.get("DinhDanhCHS")
    named = words(identity, "LoaiDinhDanh", most=8) if isinstance(identity, Mapping) else ""
    kind = IdentityKind.NONE
    if packed and named in _KINDS:
        kind = _KINDS[named]
    elif digits.isascii() and digits.isdecimal() and len(digits) in _KINDS_BY_LENGTH:
        kind = _KINDS_BY_LENGTH[len(digits)]
    elif packed:
        kind = IdentityKind.PASSPORT
    if not is_citizen and kind is IdentityKind.PERSONAL_ID:
        kind = IdentityKind.TAX_CODE  # since 2025 a household's number is its tax code, too
    mail = words(said, "Email", most=_LONGEST_MAIL)
    return PersonInput(
        full_name=name,
        kind=PersonKind.CITIZEN if is_citizen else PersonKind.ORGANISATION,
        identity_kind=kind,
        identity_number=packed if kind is not IdentityKind.NONE else "",
        address=words(said, "DiaChi"),
        phone=words(said, "SoDienThoai", most=32),
        email=mail if _MAIL.fullmatch(mail) else "",
    )


def _file(said: Mapping[str, Any]) -> OfferedFile:
    sha256 = words(said, "Sha256").lower()
    name = words(said, "TenTepDinhKem") or _("tệp không tên")
    ref = needed(said, "TepDinhKemId", most=200)
    if not _SHA256.fullmatch(sha256):
        raise MessageError(_("Tin sai: tệp %(ref)s không có dấu vết Sha256.") % {"ref": ref})
    size = said.get("KichThuoc")
    return OfferedFile(
        ref=ref,
        name=name,
        paper=words(said, "MaThanhPhanHoSo", most=40),
        sha256=sha256,
        size=size if isinstance(size, int) else 0,
    )
