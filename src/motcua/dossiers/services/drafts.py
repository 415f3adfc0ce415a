"""What a desk officer types before a dossier exists: saved as typed, accepted once."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.selectors import DeskContext
from motcua.documents.models import StoredFile
from motcua.documents.services import store_file
from motcua.dossiers.models import Dossier, Draft, Visit
from motcua.dossiers.policies import require_at_desk
from motcua.dossiers.selectors import BECAME
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.lodging import Lodging
from motcua.kernel.errors import DomainError

_EMPTIED_IS_KEPT: Final = timedelta(days=1)
_LONGEST_VALUE: Final = 4_000
_MOST_VALUES: Final = 1_500


class DraftGoneError(DomainError):
    """The draft was thrown away, in another window or by the clock."""

    code: ClassVar[str] = "draft-gone"


class DraftAcceptedError(DomainError):
    """The draft has become a dossier already; ``key`` is its code."""

    code: ClassVar[str] = "draft-accepted"

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(
            _("Bản nháp này đã được tiếp nhận thành hồ sơ %(code)s, có thể ở một cửa sổ khác.")
            % {"code": key}
        )


@transaction.atomic
def open_draft(
    desk: Desk,
    *,
    actor: Actor,
    at: datetime,
    visit: Visit | None = None,
    values: Mapping[str, str] | None = None,
) -> Draft:
    """Begin a draft at ``desk``, in a new visit unless ``visit`` goes on.

    Raises PermissionDenied when the actor does not work at the desk.
    """
    require_at_desk(actor, desk.agency_id)
    if actor.officer_id is None:
        raise ValueError("a draft belongs to an officer")
    Draft.objects.filter(
        officer_id=actor.officer_id,
        values__has_key=BECAME,
        saved_at__lt=at - _EMPTIED_IS_KEPT,
    ).delete()
    if visit is None:
        visit = Visit.objects.create(desk=desk, officer_id=actor.officer_id, opened_at=at)
    return Draft.objects.create(
        officer_id=actor.officer_id,
        desk=desk,
        visit=visit,
        values=dict(values or {}),
        saved_at=at,
    )


def save_draft(draft: Draft, values: Mapping[str, str], *, at: datetime) -> Draft:
    """Keep what was typed, right or wrong. One statement.

    Raises DraftGoneError and DraftAcceptedError.
    """
    kept = tidy_values(values)
    still_open = Draft.objects.filter(pk=draft.pk).exclude(values__has_key=BECAME)
    if not still_open.update(values=kept, saved_at=at):
        refuse_closed(Draft.objects.filter(pk=draft.pk).first())
    draft.values, draft.saved_at = kept, at
    return draft


@transaction.atomic
def note_scans(draft: Draft, said: Mapping[str, str], *, at: datetime) -> None:
    """Add what new scans are said to be to what has been typed, also while they were sent.

    Raises DraftGoneError and DraftAcceptedError.
    """
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    refuse_closed(locked)
    if locked is not None:
        save_draft(locked, {**said, **locked.values}, at=at)


def tidy_values(values: Mapping[str, str]) -> dict[str, str]:
    """Return what of a posted form is worth keeping: no endless text, nothing unstorable."""
    pairs = list(values.items())[:_MOST_VALUES]
    return {
        name: value.replace("\x00", "")[:_LONGEST_VALUE]
        for name, value in pairs
        if value and name.isprintable()
    }


def refuse_closed(draft: Draft | None) -> None:
    """Raise DraftGoneError or DraftAcceptedError unless ``draft`` can still be worked on."""
    if draft is None:
        raise DraftGoneError(
            _("Bản nháp này không còn nữa: đã được bỏ ở một cửa sổ khác. Xin mở bản nháp mới.")
        )
    if tracking_code := draft.values.get(BECAME):
        dossier = Dossier.objects.filter(tracking_code=tracking_code).first()
        raise DraftAcceptedError(dossier.code or tracking_code if dossier else tracking_code)


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Throw a draft away, and its visit when nothing else came of it."""
    visit = draft.visit
    draft.delete()
    if visit is not None and not visit.dossiers.exists() and not visit.drafts.exists():
        visit.delete()


@transaction.atomic
def attach_file(
    draft: Draft, upload: "UploadedFile[Any]", *, actor: Actor, at: datetime
) -> StoredFile:
    """Store a scan with the draft. Raises FileRefusedError, DraftGoneError."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    refuse_closed(locked)
    file = store_file(upload, actor=actor, at=at)
    draft.files.add(file)
    return file


@transaction.atomic
def attach_stored(draft: Draft, file: StoredFile) -> None:
    """Put a scan that was sent ahead in pieces with the draft. Raises DraftGoneError."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    refuse_closed(locked)
    draft.files.add(file)


def detach_file(draft: Draft, ref: str) -> None:
    """Take a scan off the draft; the file itself is kept, whoever else may use it."""
    draft.files.remove(*[file for file in draft.files.all() if str(file.ref) == ref])


def accept_draft(
    draft: Draft, lodging: Lodging, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Make the draft a dossier and accept it; return it with its code.

    The caller holds the draft's row (``access_draft`` with ``lock``), so two windows make
    one dossier, not two. Raises as ``accept_at_desk`` does, and DraftAcceptedError.
    """
    return _become(draft, accept_at_desk, lodging, context=context, actor=actor, at=at)


def lodge_draft(
    draft: Draft, lodging: Lodging, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Make the draft a dossier that waits for a decision; else as ``accept_draft``."""
    return _become(draft, lodge_dossier, lodging, context=context, actor=actor, at=at)


def _become(
    draft: Draft,
    take: Callable[..., Dossier],
    lodging: Lodging,
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Dossier:
    refuse_closed(draft)
    dossier = take(lodging, context=context, actor=actor, at=at)
    left = {BECAME: dossier.tracking_code}
    Draft.objects.filter(pk=draft.pk).update(values=left, saved_at=at)
    return dossier
