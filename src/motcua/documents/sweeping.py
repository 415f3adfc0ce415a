"""Taking the contents of erased files away, after the erasure is certain; and old uploads.

A content may be stored anew at any moment, under the same hash. Whoever stores or sweeps it
holds its lock; on the disk it is first set aside besides, so that a process killed in between
loses nothing.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile, Upload
from motcua.documents.services import lock_content
from motcua.documents.storage import storage
from motcua.documents.uploads import part_of, parts_left

SETTLED_AFTER: Final = timedelta(minutes=10)
"""So long after an erasure no transaction that found the content is still open."""
UNUSED_AFTER: Final = timedelta(days=7)
"""So long a page may stand open whose file was sent ahead and is handed in at last."""


def take_from_disk(file: StoredFile, *, at: datetime) -> bool:
    """Remove the content of an erased file unless another row lives on it; say whether it is done.

    Can be repeated and killed at any point.
    """
    if file.erased_at is None or file.erased_at > at - SETTLED_AFTER:
        return False
    with transaction.atomic():
        lock_content(file.sha256)
        same = StoredFile.objects.filter(sha256=file.sha256, erased_at__isnull=True)
        if not same.exists():
            storage().remove(file.sha256, erased_at=file.erased_at)
        StoredFile.objects.filter(pk=file.pk).update(removed_at=at)
    return True


def drop_expired_uploads(*, at: datetime) -> int:
    """Drop uploads that nobody finished in time, with their pieces; return how many.

    Pieces that no row speaks of, left by a process killed between two steps, go too.
    """
    dropped = 0
    for upload in Upload.objects.filter(expires_at__lte=at).iterator():
        part_of(upload).unlink(missing_ok=True)
        upload.delete()
        dropped += 1
    known = {str(ref) for ref in Upload.objects.values_list("ref", flat=True)}
    for part in parts_left(older_than=at - timedelta(days=1)):
        if part.stem not in known:
            part.unlink(missing_ok=True)
    return dropped


def forget_unused(*, at: datetime) -> int:
    """Erase what people at home sent and nothing took: a page closed, a form refused.

    Returns how many; their contents go with the next sweep. Files of officers stay.
    """
    sent_long_ago = StoredFile.objects.filter(
        stored_by_person__isnull=False, erased_at__isnull=True, stored_at__lt=at - UNUSED_AFTER
    )
    return unused(sent_long_ago).update(name=_("(đã bỏ)"), erased_at=at)


def unused(files: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """Leave out every file that a row of any table refers to, but for that of its upload."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):  # noqa: SLF001, Django's API
        model = relation.related_model
        if relation.concrete or relation.many_to_many or model in {None, Upload}:
            continue
        rows = model._base_manager.all()  # noqa: SLF001, as above
        field = relation.field.name  # type: ignore[union-attr]
        files = files.filter(~Exists(rows.filter(**{field: OuterRef("pk")})))
    return files
