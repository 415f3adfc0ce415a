"""What a backup must not hold: keys that sign, PINs and secrets of the installation."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings as product

from motcua.backup import archive
from motcua.backup.creating import make_backup
from motcua.backup.keys import make_key
from tests.backup.conftest import NIGHT
from tests.dossiers.conftest import committed_database, migrated_template

__all__ = ["committed_database", "migrated_template"]

PIN, PASSPHRASE, KEY = "pin-cua-hsm-8731", "mat-khau-khoa-5512", "-----BEGIN KHOA KY-----"


def test_a_backup_holds_no_key_pin_or_secret(
    committed_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "signing" / "keys"
    keys.mkdir(parents=True)
    (keys / "lanh-dao.pem").write_text(KEY)
    monkeypatch.setenv("MOTCUA_PKCS11_PIN", PIN)
    monkeypatch.setenv("MOTCUA_SIGNING_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    files = tmp_path / "files"
    files.mkdir()
    key = make_key(tmp_path / "backup-key")

    made = make_backup(committed_database, files, tmp_path / "ban", key, at=NIGHT)

    with archive.opened(made.path, key.identity) as members:
        held = {member.name: member.content.read() for member in members}
    assert all(
        name.startswith((archive.DATABASE, archive.FILES))
        or name in {archive.MANIFEST, archive.SUMMARY}
        for name in held
    )
    secrets = (PIN, PASSPHRASE, KEY, product.SECRET_KEY)
    plain = b"".join(unpacked(name, content) for name, content in held.items())
    assert b"signatures_signingidentity" in plain
    assert not [secret for secret in secrets if secret.encode() in plain]


def unpacked(name: str, content: bytes) -> bytes:
    """Return a member of the archive as it was before it was packed."""
    return gzip.decompress(content) if name.endswith(".gz") else content
