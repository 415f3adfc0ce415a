"""What officers type, made into values; each mistake a sentence that says what to do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from motcua.kernel.codes import CodeCheck, check_old_id, check_personal_id, check_tax_code
from motcua.kernel.text import clean
from motcua.people.models import IdentityKind, PersonKind
from motcua.people.services import PersonInput

DAY_FORMATS: Final = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d")
EARLIEST_BIRTH: Final = date(1890, 1, 1)
_PASSPORT: Final = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
_PHONE_DIGITS: Final = range(8, 13)
_LENGTHS: Final = {12: IdentityKind.PERSONAL_ID, 9: IdentityKind.OLD_ID}


@dataclass(frozen=True, slots=True)
class Identity:
    """A number as typed: what it is, how we store it, and what is odd about it."""

    kind: IdentityKind
    number: str
    warnings: tuple[str, ...] = ()


NO_NUMBER: Final = Identity(IdentityKind.NONE, "")


def read_identity(typed: str, *, on: date, birth_on: date | None = None) -> Identity:
    """Return the number and its kind, told by its shape; spaces and dots are nothing.

    Raises ValidationError when it has the shape of none.
    """
    packed = re.sub(r"[\s.]", "", typed).upper()
    if not packed:
        return NO_NUMBER
    if _PASSPORT.fullmatch(packed):
        return Identity(IdentityKind.PASSPORT, packed)
    digits = packed.replace("-", "")
    if not (digits.isascii() and digits.isdecimal()):
        raise ValidationError(
            _("Số giấy tờ chỉ gồm chữ số, hoặc là số hộ chiếu như C1234567. Xin xem lại.")
        )
    kind = _LENGTHS.get(len(digits), IdentityKind.TAX_CODE)
    if kind is IdentityKind.PERSONAL_ID:
        return _checked(kind, check_personal_id(digits, on=on, birth_on=birth_on))
    if kind is IdentityKind.OLD_ID:
        return _checked(kind, check_old_id(digits))
    if len(digits) not in {10, 13}:
        raise ValidationError(
            _(
                "Số định danh có 12 chữ số, chứng minh nhân dân cũ 9, mã số thuế 10 hoặc 13; "
                "số này có %(count)d chữ số. Xin đếm lại."
            )
            % {"count": len(digits)}
        )
    return _checked(kind, check_tax_code(packed, on=on))


def _checked(kind: IdentityKind, found: CodeCheck) -> Identity:
    if not found.valid:
        raise ValidationError(found.reason)
    return Identity(kind, found.normalized, found.warnings)


class NameField(forms.CharField):
    """A person's or organisation's name: single spaces, precomposed, with letters in it."""

    def to_python(self, value: str | None) -> str:
        """Return the name as it should be stored."""
        return clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        """Refuse a name without letters."""
        super().validate(value)
        if value and not any(letter.isalpha() for letter in value):
            raise ValidationError(_("Họ và tên phải có chữ cái. Xin xem lại."))


class LineField(forms.CharField):
    """One line of text: single spaces, precomposed."""

    def to_python(self, value: str | None) -> str:
        """Return the line as it should be stored."""
        return clean(super().to_python(value) or "")


class PhoneField(LineField):
    """A telephone number; spaces and dots are kept out."""

    def to_python(self, value: str | None) -> str:
        """Return the digits, a leading plus kept."""
        return re.sub(r"[\s.()-]", "", super().to_python(value))

    def validate(self, value: str) -> None:
        """Refuse what nobody could call."""
        super().validate(value)
        digits = value.removeprefix("+")
        if value and not (digits.isdecimal() and len(digits) in _PHONE_DIGITS):
            raise ValidationError(
                _("Số điện thoại có từ 8 đến 12 chữ số, ví dụ 0900 000 213. Xin xem lại.")
            )


def birth_field(*, required: bool = False) -> forms.DateField:
    """Return the field of a birthday, in any of the ways people write one."""
    return forms.DateField(
        label=gettext_lazy("Ngày sinh"),
        required=required,
        input_formats=list(DAY_FORMATS),
        widget=forms.TextInput(),
        error_messages={"invalid": gettext_lazy("Ngày sinh ghi như 18/04/1996. Xin xem lại.")},
    )


def check_birth(born: date | None, on: date) -> None:
    """Raise ValidationError for a birthday to come or beyond memory."""
    if born is None:
        return
    if born > on:
        raise ValidationError(_("Ngày sinh đang ở sau hôm nay. Xin xem lại."))
    if born < EARLIEST_BIRTH:
        raise ValidationError(_("Ngày sinh quá xa, trước năm 1890. Xin xem lại năm sinh."))


def person_from_fields(
    values: Mapping[str, object], prefix: str, identity: Identity
) -> PersonInput:
    """Return the person whose cleaned fields begin with ``prefix``."""

    def text(name: str) -> str:
        return str(values.get(f"{prefix}_{name}") or "")

    born = values.get(f"{prefix}_birth_on")
    is_organisation = identity.kind is IdentityKind.TAX_CODE
    return PersonInput(
        full_name=text("name"),
        kind=PersonKind.ORGANISATION if is_organisation else PersonKind.CITIZEN,
        identity_kind=identity.kind,
        identity_number=identity.number,
        birth_on=born if isinstance(born, date) else None,
        address=text("address"),
        phone=text("phone"),
        email=text("email"),
    )
