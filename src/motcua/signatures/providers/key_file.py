"""Keys in encrypted PKCS#12 files of the data folder: for a demonstration, not for officials."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from asn1crypto import keys
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.signatures.errors import ProviderError
from motcua.signatures.providers.port import Answer, Asked, signed_by

_FORBIDDEN: Final = frozenset("/\\\0")


class KeyFile:
    """Signs with a key of the folder of keys."""

    def begin(self, asked: Asked) -> Answer:
        """Sign at once."""
        if not settings.SIGNING.takes_file_keys:
            raise ProviderError(
                _("Khi chạy thật, khóa của cán bộ và cơ quan phải nằm trong thiết bị ký hoặc HSM.")
            )
        path = path_of_key(asked.key_label)
        try:
            key = _opened(path, path.stat().st_mtime_ns, settings.SIGNING.passphrase)
        except (OSError, ValueError) as error:
            raise ProviderError(
                _("Không mở được tệp khóa “%(label)s”. Xin báo quản trị hệ thống.")
                % {"label": asked.key_label}
            ) from error
        store = SimpleCertificateStore()
        store.register_multiple(asked.others)
        signer = SimpleSigner(signing_cert=asked.certificate, signing_key=key, cert_registry=store)
        return Answer(signature=signed_by(signer, asked.digest))

    def outcome(self, transaction: str) -> Answer:
        """Return nothing: it is signed at once or not at all."""
        del transaction
        return Answer()


def path_of_key(label: str) -> Path:
    """Return where the key called ``label`` is kept. Raises ProviderError for a strange name."""
    if not label or label.startswith(".") or _FORBIDDEN & set(label):
        raise ProviderError(_("Tên tệp khóa “%(label)s” không dùng được.") % {"label": label})
    return Path(settings.SIGNING.keys_folder) / f"{label}.p12"


@lru_cache(maxsize=64)
def _opened(path: Path, changed: int, passphrase: str) -> keys.PrivateKeyInfo:
    """Return the key of a file; opening it is slow on purpose, so it is done once."""
    del changed  # part of the cache's key only
    key, _certificate, _others = pkcs12.load_key_and_certificates(
        path.read_bytes(), passphrase.encode()
    )
    if key is None:
        raise ValueError(path.name)
    return keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
