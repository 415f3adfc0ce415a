"""The signature of VNPay 2.1.0: HMAC-SHA512 over parameters in a fixed order. Pure."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote_plus

HASH: Final = "vnp_SecureHash"
_NOT_SIGNED: Final = frozenset({HASH, "vnp_SecureHashType"})
QUERY_FIELDS: Final = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
REFUND_FIELDS: Final = (
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
)
QUERY_ANSWER_FIELDS: Final = (
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
)
REFUND_ANSWER_FIELDS: Final = QUERY_ANSWER_FIELDS[:13]


def sign_data(parameters: Mapping[str, str]) -> str:
    """Return what is signed: sorted, encoded, without empty values and the signature itself."""
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value)}"
        for name, value in sorted(parameters.items())
        if value and name not in _NOT_SIGNED
    )


def sign(parameters: Mapping[str, str], secret: str) -> str:
    """Return the signature of ``parameters`` in hexadecimal."""
    return _hash(sign_data(parameters), secret)


def is_signed(parameters: Mapping[str, str], secret: str) -> bool:
    """Say whether ``parameters`` carry the signature that ``secret`` gives."""
    return _is_same(parameters.get(HASH, ""), sign(parameters, secret))


def sign_message(message: Mapping[str, str], fields: tuple[str, ...], secret: str) -> str:
    """Return the signature of a message between servers: ``fields`` joined by ``|``."""
    return _hash("|".join(str(message.get(name, "")) for name in fields), secret)


def is_message_signed(message: Mapping[str, str], fields: tuple[str, ...], secret: str) -> bool:
    """Say whether a message between servers carries the signature of ``secret``."""
    return _is_same(str(message.get(HASH, "")), sign_message(message, fields, secret))


def _hash(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def _is_same(given: str, expected: str) -> bool:
    # Bytes: compare_digest refuses text that is not ASCII.
    return hmac.compare_digest(given.lower().encode(), expected.encode())
