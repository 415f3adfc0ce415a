"""Trying out a telephone or a mail address: a code sent there through the outbox, typed back."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.kernel.errors import DomainError
from motcua.notifications.channels.carrying import open_channels
from motcua.people.keyed import number_key
from motcua.petitions.models import Verification
from motcua.petitions.services.telling import send

CODE_TOPIC: Final = "petition_code"
LASTS: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
MOST_AN_HOUR: Final = 3
MOST_A_DAY: Final = 8
_DIGITS: Final = 6
_LOCK: Final = 20_779


class VerificationError(DomainError):
    """The code was not sent, or is not the right one."""

    code: ClassVar[str] = "verification"


def can_reach_phones() -> bool:
    """Say whether somebody carries messages to telephones."""
    return "sms" in open_channels()


@transaction.atomic
def send_code(*, phone: str, email: str, at: datetime) -> Verification:
    """Send a new code to the one of both that is given. Raises VerificationError.

    An address is written to only so often, whoever asks.
    """
    key = address_key(phone, email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, int(key[:7], 16)])
    _refuse_flood(key, at)
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
    row = Verification.objects.create(
        address_key=key, code_key=_code_key(key, code), sent_at=at, expires_at=at + LASTS
    )
    values = {"code": code, "due": "", "url": "", "desk": "", "phone": ""}
    is_sent = send(
        CODE_TOPIC,
        key=f"{CODE_TOPIC}:{row.pk}",
        about="",
        values=values,
        phone="" if email else phone,
        email=email,
        at=at,
    )
    if not is_sent:
        raise VerificationError(
            _("Hiện chưa gửi được tin tới điện thoại. Xin dùng thư điện tử, hoặc gọi cơ quan.")
        )
    return row


def check_code(verification_id: int, code: str, *, at: datetime) -> None:
    """Use up a code. Raises VerificationError when it is wrong, late, used, or tried too often.

    A wrong try counts although it is refused.
    """
    with transaction.atomic():
        row = Verification.objects.select_for_update().get(pk=verification_id)
        is_open = row.used_at is None and at < row.expires_at and row.tries < MOST_TRIES
        row.tries += 1
        typed = "".join(sign for sign in code if sign.isascii() and sign.isdecimal())
        is_right = hmac.compare_digest(row.code_key, _code_key(row.address_key, typed))
        if is_open and is_right:
            row.used_at = at
        if row.tries <= MOST_TRIES:
            row.save(update_fields=["tries", "used_at"])
    if row.used_at == at and is_open:
        return
    if is_open and row.tries < MOST_TRIES:
        raise VerificationError(
            _("Mã chưa đúng. Xin xem lại sáu chữ số trong tin, còn thử được %(left)d lần.")
            % {"left": MOST_TRIES - row.tries}
        )
    raise VerificationError(_("Mã này không còn dùng được. Xin bấm “Gửi mã khác”."))


def address_key(phone: str, email: str) -> str:
    """Return by what an address is known without being kept."""
    if email:
        return number_key("m" + email.strip().lower().encode().hex())
    return number_key(f"p{phone}")


def _code_key(key: str, code: str) -> str:
    return number_key(f"{key}code{code}")


def _refuse_flood(key: str, at: datetime) -> None:
    sent = Verification.objects.filter(address_key=key)
    if (
        sent.filter(sent_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR
        or sent.filter(sent_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY
    ):
        raise VerificationError(
            _("Đã gửi nhiều mã tới địa chỉ này. Xin chờ một giờ rồi thử lại, hoặc gọi cơ quan.")
        )
