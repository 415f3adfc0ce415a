"""Taking the contents of erased files from the disk, after the erasure is certain.

A content may be stored anew at any moment, under the same hash. So it is first set aside;
whoever stores it again either finds it gone and writes it, or has touched it, and then it is
put back.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from motcua.documents.models import StoredFile
from motcua.documents.selectors import path_of

SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after an erasure no transaction that found the content is still open."""
_ASIDE: Final = ".da-xoa"


def take_from_disk(file: StoredFile, *, at: datetime) -> bool:
    """Remove the content of an erased file unless another row lives on it; say whether it is done.

    Can be repeated and killed at any point.
    """
    if file.erased_at is None or file.erased_at > at - SETTLED_AFTER:
        return False
    same = StoredFile.objects.filter(sha256=file.sha256, erased_at__isnull=True)
    if not same.exists():
        _remove(path_of(file.sha256), file.erased_at)
    StoredFile.objects.filter(pk=file.pk).update(removed_at=at)
    return True


def _remove(path: Path, erased_at: datetime) -> None:
    aside = path.with_name(path.name + _ASIDE)
    try:
        path.rename(aside)
    except FileNotFoundError:
        # Gone already, or killed between setting aside and removing.
        aside.unlink(missing_ok=True)
        return
    if aside.stat().st_mtime > erased_at.timestamp():
        # Somebody stored the same content since; it is theirs.
        aside.rename(path)
        return
    aside.unlink()
