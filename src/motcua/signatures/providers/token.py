"""Keys in a token or an HSM, through the library of its vendor (PKCS#11)."""

import hashlib
import threading
from typing import Any, Final

from asn1crypto import x509
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.signatures.errors import ProviderError
from motcua.signatures.providers.port import Answer, Asked, signed_by

_LOCK: Final = threading.Lock()
"""Libraries of tokens are often not made for two threads."""


class Token:
    """Signs with a key that never leaves its device."""

    def begin(self, asked: Asked) -> Answer:
        """Sign at once."""
        try:
            import pkcs11  # noqa: PLC0415 - only where there is a token
        except ImportError as error:
            raise ProviderError(
                _("Máy chủ chưa cài phần ký bằng thiết bị (motcua[pkcs11]).")
            ) from error
        try:
            with _LOCK, _session(pkcs11) as session:
                key = session.get_key(
                    object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=asked.key_label
                )
                signer = _TokenSigner(key, asked.certificate, asked.others)
                return Answer(signature=signed_by(signer, asked.digest))
        except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
            raise ProviderError(
                _(
                    "Thiết bị ký không ký được (%(why)s). Xin xem thiết bị đã cắm, đúng mã PIN và "
                    "còn khóa “%(label)s”, rồi thử lại."
                )
                % {"why": type(error).__name__, "label": asked.key_label}
            ) from error

    def outcome(self, transaction: str) -> Answer:
        """Return nothing: it is signed at once or not at all."""
        del transaction
        return Answer()


def _session(pkcs11: Any) -> Any:
    library = pkcs11.lib(settings.SIGNING.pkcs11_module)
    token = library.get_token(token_label=settings.SIGNING.pkcs11_token)
    return token.open(user_pin=settings.SIGNING.pkcs11_pin)


class _TokenSigner(Signer):
    """Lets a key of a session sign."""

    def __init__(
        self, key: Any, certificate: x509.Certificate, others: tuple[x509.Certificate, ...]
    ) -> None:
        store = SimpleCertificateStore()
        store.register_multiple(others)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 - theirs
    ) -> bytes:
        """Return the raw signature over ``data``."""
        import pkcs11  # noqa: PLC0415 - only where there is a token
        from pkcs11.util.ec import encode_ecdsa_signature  # noqa: PLC0415

        if dry_run:
            return bytes(512)
        if self._key.key_type == pkcs11.KeyType.EC:
            digest = hashlib.new(digest_algorithm, data).digest()
            raw = self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
            encoded: bytes = encode_ecdsa_signature(raw)
            return encoded
        signed: bytes = self._key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
        return signed
