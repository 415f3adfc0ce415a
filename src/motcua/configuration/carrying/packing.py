"""Files of configuration in a folder or a zip: written alike each time, read with care."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.configuration.carrying.outcome import ConfigurationFilesError, Problem

MOST_FILES: Final = 20_000
MOST_BYTES: Final = 64_000_000
"""Of all files together, unpacked."""
MOST_IN_ONE: Final = 16_000_000
MOST_TIMES: Final = 200
"""A file that is smaller than this when packed is no configuration."""
_CHUNK: Final = 1 << 16
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write ``files`` into ``folder``, which is new or holds an earlier export; return how many.

    Files of an earlier export that are no more are removed, others are left alone. Raises
    ConfigurationFilesError for a folder that holds something else.
    """
    known = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if known and not any(name.startswith("motcua-configuration") for name in known):
        raise ConfigurationFilesError(
            [Problem(str(folder), "", _("thư mục đã có tệp khác; xin chọn thư mục trống"))]
        )
    written = set()
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.add(name)
    for name in known - written:
        if name.endswith(".json"):
            (folder / name).unlink()
    return len(written)


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder. Raises ConfigurationFilesError."""
    found: dict[str, bytes] = {}
    total = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in PurePosixPath(name).parts) or path.is_dir():
            continue
        if path.is_symlink() or not path.is_file():
            raise _refused(name, _("không phải tệp thường"))
        total += path.stat().st_size
        _require_small(name, path.stat().st_size, total, len(found))
        found[name] = path.read_bytes()
    return found


def to_zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return ``files`` packed; the same files make the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_zip(given: Path | bytes) -> dict[str, bytes]:
    """Return the files in a zip. Raises ConfigurationFilesError for one that is not to be trusted.

    No path leads out of it, nothing is written anywhere, and what it unpacks to is counted while
    it is unpacked, whatever its table of contents says.
    """
    source: Any = io.BytesIO(given) if isinstance(given, bytes) else given
    found: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in archive.infolist():
                if entry.is_dir():
                    continue
                name = _safe_name(entry.filename)
                if name in found:
                    raise _refused(name, _("có hai lần trong tệp nén"))
                found[name] = _unpacked(archive, entry, total, len(found))
                total += len(found[name])
    except (
        zipfile.BadZipFile,
        OSError,
        RuntimeError,
        EOFError,
        ValueError,
    ) as error:
        raise _refused("", _("không phải tệp .zip đọc được")) from error
    return _without_top(found)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int, count: int) -> bytes:
    name = entry.filename
    if entry.flag_bits & 1:
        raise _refused(name, _("tệp nén có mật khẩu"))
    _require_small(name, entry.file_size, total + entry.file_size, count)
    content = bytearray()
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            _require_small(name, len(content), total + len(content), count)
            if len(content) > MOST_TIMES * max(entry.compress_size, 1_000):
                raise _refused(name, _("nén nhiều bất thường"))
    return bytes(content)


def _safe_name(name: str) -> str:
    path = PurePosixPath(name)
    is_safe = (
        not path.is_absolute()
        and ".." not in path.parts
        and "\\" not in name
        and ":" not in name
        and "\x00" not in name
        and len(name) < 200  # noqa: PLR2004, longer than any of ours
    )
    if not is_safe:
        raise _refused(name[:80], _("đường dẫn không an toàn"))
    return path.as_posix()


def _without_top(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files without the one folder that programs put around everything."""
    tops = {name.partition("/")[0] for name in found}
    if len(tops) == 1 and all("/" in name for name in found):
        return {name.partition("/")[2]: content for name, content in found.items()}
    return found


def _require_small(name: str, size: int, total: int, count: int) -> None:
    if size > MOST_IN_ONE or total > MOST_BYTES or count >= MOST_FILES:
        raise _refused(name, _("lớn hoặc nhiều hơn mức cho phép"))


def _refused(name: str, reason: str) -> ConfigurationFilesError:
    return ConfigurationFilesError([Problem(name or _("tệp nén"), "", reason)])
