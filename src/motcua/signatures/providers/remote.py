"""Keys at a service for remote signing: our hash goes out, its signer confirms on a phone."""

import base64
import hashlib
import hmac
import json
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.signatures.errors import AwayError, ProviderError
from motcua.signatures.providers.port import Answer, Asked
from motcua.signatures.reaching import OutOfReachError, ask

SIGNED_BY_US: Final = "X-Motcua-Signature"
_REFUSALS: Final = {
    "refused": _("Người ký đã từ chối trên điện thoại. Chưa có gì được ký."),
    "expired": _("Quá giờ mà người ký chưa xác nhận trên điện thoại. Xin gửi lại yêu cầu ký."),
}


class RemoteSigning:
    """Asks the service that is set, and says who asks by a keyed hash over what is sent."""

    def begin(self, asked: Asked) -> Answer:
        """Have the signer asked; asked again with the same reference, it is the same question."""
        said = self._call(
            "sign",
            {
                "account": asked.key_label,
                "hash": asked.digest.hex(),
                "document": asked.document,
                "reference": asked.reference,
            },
        )
        transaction = said.get("transaction")
        if not isinstance(transaction, str) or not transaction:
            raise _strange()
        return Answer(transaction=transaction)

    def outcome(self, transaction: str) -> Answer:
        """Return the signature once its signer has confirmed."""
        said = self._call("outcome", {"transaction": transaction})
        state = said.get("state")
        if state == "waiting":
            return Answer(transaction=transaction)
        if state in _REFUSALS:
            raise ProviderError(str(_REFUSALS[state]))
        try:
            signature = base64.b64decode(said["cms"], validate=True)
        except (KeyError, TypeError, ValueError) as error:
            raise _strange() from error
        return Answer(signature=signature, transaction=transaction)

    def certificate(self, account: str, *, name: str, number: str) -> str:
        """Return the certificates of an account as PEM; name and number are whose it should be.

        Raises ProviderError when the service knows no such account, AwayError.
        """
        said = self._call("certificate", {"account": account, "name": name, "number": number})
        found = said.get("certificate")
        if not isinstance(found, str) or not found:
            raise ProviderError(
                _("Dịch vụ ký số không có tài khoản “%(account)s”. Xin xem lại.")
                % {"account": account}
            )
        return found

    def _call(self, what: str, said: dict[str, Any]) -> dict[str, Any]:
        address = settings.SIGNING.remote_address
        if not address:
            raise ProviderError(_("Chưa đặt dịch vụ ký số từ xa (MOTCUA_REMOTE_SIGNING_ADDRESS)."))
        body = json.dumps(said, sort_keys=True).encode()
        key = settings.SIGNING.remote_secret.encode()
        headers = {
            "Content-Type": "application/json",
            SIGNED_BY_US: hmac.new(key, body, hashlib.sha256).hexdigest(),
        }
        try:
            answer = json.loads(
                ask(f"{address}/{what}", body, headers=headers, seconds=settings.SIGNING.seconds)
            )
        except OutOfReachError as error:
            raise AwayError(
                _(
                    "Dịch vụ ký số từ xa không trả lời. Chưa có gì được ký; "
                    "xin thử lại sau ít phút."
                )
            ) from error
        except ValueError as error:
            raise _strange() from error
        if not isinstance(answer, dict):
            raise _strange()
        return answer


def _strange() -> ProviderError:
    return ProviderError(_("Dịch vụ ký số từ xa trả lời không đúng. Chưa có gì được ký."))
