"""The archive: a tar stream inside an age file, written and read in pieces.

Any tar after any age opens it; see docs/decisions. Nothing of it is on the disk unencrypted,
and neither end holds more than a piece in memory.
"""

import os
import tarfile
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import pyrage

from motcua.runtime.errors import OperatorError

MANIFEST: Final = "manifest.json"
DATABASE: Final = "database/"
FILES: Final = "files/"
DRAFT: Final = "dang-ghi-"
"""Begins the name of a file that is still being written; none of these counts."""
SUMMARY: Final = "summary.json"
"""The last member: an archive without it is not whole."""
_END: Final = bytes(2 * tarfile.BLOCKSIZE)
_DAMAGED: Final = (
    "Bản sao lưu {path} bị hỏng hoặc bị cắt cụt. Không có gì thay đổi; hãy dùng một bản khác."
)


class Member(NamedTuple):
    """One file of the archive and what it holds."""

    name: str
    content: IO[bytes]


def piece(name: str, size: int, content: Iterable[bytes], *, at: int) -> Iterator[bytes]:
    """Yield one member as tar writes it; ``content`` is ``size`` bytes long."""
    header = tarfile.TarInfo(name)
    header.size, header.mtime, header.mode = size, at, 0o600
    yield header.tobuf(format=tarfile.PAX_FORMAT)
    yield from content
    yield bytes(-size % tarfile.BLOCKSIZE)


def write(path: Path, stream: Iterator[bytes], recipient: Any, *, end: bytes = _END) -> None:
    """Encrypt ``stream`` into ``path``, which appears under its name whole or not at all.

    ``end`` follows the stream: that of a tar, where nothing else is said. Raises OperatorError
    when there is no room, and whatever ``stream`` raises.
    """
    draft = path.with_name(f"{DRAFT}{path.name}")
    source = _Source(stream, end)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            pyrage.encrypt_io(source, target, [recipient])
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
        settle(path.parent)
    except BaseException as error:
        draft.unlink(missing_ok=True)
        if source.failure is not None:
            raise source.failure from None
        if isinstance(error, OSError | pyrage.EncryptError):
            raise OperatorError(
                f"Không ghi được bản sao lưu vào {path.parent}: {reason(error)}. "
                "Bản dở dang đã được xóa, các bản cũ còn nguyên."
            ) from error
        raise


@contextmanager
def opened(path: Path, identity: Any) -> Iterator[Iterator[Member]]:
    """Yield the members of the archive in turn; each has to be read before the next.

    That the archive is whole is known only when the last one has been passed. Raises
    OperatorError for a wrong key, and for one that is damaged, cut short or none of ours.
    """
    reading, writing = os.pipe()
    opener = _Opener(path, identity, writing)
    opener.start()
    with os.fdopen(reading, "rb") as stream:
        try:
            yield _members(stream, path, opener)
        except (tarfile.TarError, EOFError) as error:
            stream.close()
            opener.join()
            raise opener.refusal() or OperatorError(_DAMAGED.format(path=path)) from error
        finally:
            stream.close()  # ends the opener, too, if we leave early
            opener.join()


@contextmanager
def decrypted(path: Path, identity: Any) -> Iterator[IO[bytes]]:
    """Yield what the age file ``path`` holds, as a stream that has to be read to its end.

    Raises OperatorError for a wrong key, and for one that is damaged, cut short or none of ours.
    """
    reading, writing = os.pipe()
    opener = _Opener(path, identity, writing)
    opener.start()
    with os.fdopen(reading, "rb") as stream:
        try:
            yield stream
        except (tarfile.TarError, zlib.error, EOFError) as error:
            stream.close()
            opener.join()
            raise opener.refusal() or OperatorError(_DAMAGED.format(path=path)) from error
        finally:
            stream.close()  # ends the opener, too, if we leave early
            opener.join()
    refusal = opener.refusal()
    if refusal is not None:
        raise refusal


def _members(stream: IO[bytes], path: Path, opener: "_Opener") -> Iterator[Member]:
    is_whole = False
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for header in tar:
            content = tar.extractfile(header)
            if content is None:
                raise OperatorError(_DAMAGED.format(path=path))
            yield Member(header.name, content)
            is_whole = header.name == SUMMARY
    while stream.read(tarfile.RECORDSIZE):
        pass  # the last piece is what proves that nothing is missing
    opener.join()
    refusal = opener.refusal()
    if refusal is not None:
        raise refusal
    if not is_whole:
        raise OperatorError(_DAMAGED.format(path=path))


class _Source:
    """What pyrage reads from: the pieces of a stream, and the error that ended it."""

    def __init__(self, stream: Iterator[bytes], end: bytes) -> None:
        self._stream = stream
        self._end = end
        self._rest = memoryview(b"")
        self._is_over = False
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        while not self._rest and not self._is_over:
            try:
                self._rest = memoryview(next(self._stream))
            except StopIteration:
                self._rest, self._is_over = memoryview(self._end), True
            except BaseException as error:
                self.failure = error
                raise
        answer, self._rest = self._rest[:size], self._rest[size:]
        return bytes(answer)


class _Opener(threading.Thread):
    """Decrypts into a pipe, beside whoever reads from it."""

    def __init__(self, path: Path, identity: Any, writing: int) -> None:
        super().__init__(name="motcua-open-backup", daemon=True)
        self._path, self._identity, self._writing = path, identity, writing
        self._error: OSError | pyrage.DecryptError | None = None

    def run(self) -> None:
        try:
            with os.fdopen(self._writing, "wb") as pipe, self._path.open("rb") as source:
                pyrage.decrypt_io(source, pipe, [self._identity])
        except BrokenPipeError:
            return
        except (OSError, pyrage.DecryptError) as error:
            self._error = error

    def refusal(self) -> OperatorError | None:
        """Return what was wrong with the archive, in a sentence; None when nothing was."""
        if self._error is None or "Broken pipe" in str(self._error):
            return None
        if isinstance(self._error, pyrage.DecryptError):
            if "No matching keys" in str(self._error):
                return OperatorError(
                    f"Khóa này không mở được {self._path}: bản sao lưu được mã hóa bằng khóa "
                    "khác. Không có gì thay đổi; hãy dùng --key với đúng tệp khóa."
                )
            return OperatorError(f"{self._path} không phải bản sao lưu của Một Cửa, hoặc đã hỏng.")
        if getattr(self._error, "errno", None) is not None:
            return OperatorError(f"Không đọc được {self._path}: {reason(self._error)}.")
        return OperatorError(_DAMAGED.format(path=self._path))


def reason(error: Exception) -> str:
    """Return in a few words why the disk did not take or give it."""
    if "No space left" in str(error):
        return "đĩa đã đầy"
    if isinstance(error, PermissionError) or "Permission denied" in str(error):
        return "không có quyền"
    return str(getattr(error, "strerror", None) or error)


def settle(folder: Path) -> None:
    """Have the disk keep the new name, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
