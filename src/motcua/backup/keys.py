"""The key of the backups: an age key pair, of which making a backup needs the public half only."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyrage

from motcua.runtime.errors import OperatorError

KEY_FILE: Final = "backup-key"
_SECRET: Final = "AGE-SECRET-KEY-1"  # noqa: S105, how every such key begins
_PUBLIC: Final = "age1"
_SECRET_WORDS: Final = "secret-key"  # noqa: S105, part of how every such key begins
_AROUND: Final = " \t\r\n\"'\u201c\u201d\u2018\u2019"
LONGEST_KEY_FILE: Final = 10_000


@dataclass(frozen=True, slots=True)
class BackupKey:
    """What backups are encrypted to. ``identity`` opens them; it may be kept elsewhere."""

    recipient: Any
    identity: Any | None

    def opener(self) -> Any:
        """Return what opens an archive. Raises OperatorError when only the public half is here."""
        if self.identity is None:
            raise OperatorError(
                "Chỉ có nửa công khai của khóa sao lưu (age1…), không mở được bản sao lưu. Hãy "
                "dùng --key với tệp khóa bí mật (AGE-SECRET-KEY-1…) cất ở nơi khác."
            )
        return self.identity


def find_key(given: str | None, data: Path) -> BackupKey:
    """Return the key: ``given`` (itself, or the path of its file), or the one in ``data``.

    Raises OperatorError when there is none, or it cannot be used.
    """
    if given is None:
        return _read(data / KEY_FILE)
    given = given.strip(_AROUND)
    if given.startswith((_SECRET, _PUBLIC)):
        return _parse(given, "MOTCUA_BACKUP_KEY")
    if _SECRET_WORDS in given.lower():
        # Never a path: a sentence about it would be stored and mailed with the key in it.
        raise OperatorError(
            "Khóa bí mật của bản sao lưu viết sai: phải bắt đầu bằng AGE-SECRET-KEY-1, chữ hoa, "
            "không có dấu cách. Hãy chép lại cả dòng, hoặc ghi đường dẫn của tệp khóa."
        )
    return _read(Path(given).expanduser())


def make_key(path: Path) -> BackupKey:
    """Write a new key to ``path``, for its owner's eyes only, and return it.

    A key that is there is never written over. Raises OperatorError when it cannot be written.
    """
    identity = pyrage.x25519.Identity.generate()
    text = (
        "# Khóa mở các bản sao lưu của Một Cửa. Mất khóa này là mất mọi bản sao lưu.\n"
        "# Hãy chép sang nơi khác (két, USB, giấy in) ngay hôm nay.\n"
        f"# public key: {identity.to_public()}\n{identity}\n"
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        raise OperatorError(f"Không ghi được tệp khóa {path} ({error.strerror}).") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return BackupKey(identity.to_public(), identity)


def _read(path: Path) -> BackupKey:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST_KEY_FILE)
    except FileNotFoundError:
        raise OperatorError(f"Không có tệp khóa sao lưu {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"Không đọc được tệp khóa sao lưu {path}.") from error
    lines = [line.strip() for line in text.splitlines()]
    keys = [line for line in lines if line.startswith((_SECRET, _PUBLIC))]
    if not keys:
        raise OperatorError(
            f"Tệp {path} không có khóa nào: cần một dòng AGE-SECRET-KEY-1… hoặc age1…"
        )
    return _parse(keys[0], str(path))


def _parse(text: str, place: str) -> BackupKey:
    try:
        if text.startswith(_SECRET):
            identity = pyrage.x25519.Identity.from_str(text)
            return BackupKey(identity.to_public(), identity)
        return BackupKey(pyrage.x25519.Recipient.from_str(text), None)
    except (pyrage.IdentityError, pyrage.RecipientError) as error:
        raise OperatorError(
            f"Khóa sao lưu trong {place} viết sai hoặc thiếu; hãy chép lại cả dòng."
        ) from error
