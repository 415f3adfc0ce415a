"""What a citizen answers at home before a dossier exists: saved as typed, lodged once.

A draft that nobody comes back to is deleted after ``KEPT_DAYS``; its page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.agencies.places import StoredUnits
from motcua.agencies.selectors import configuration_stamp
from motcua.documents.models import HeldPaper, StoredFile
from motcua.documents.services import FileRefusedError
from motcua.dossiers.models import (
    DossierPaper,
    LodgedForm,
    OnlineDraft,
    Standing,
    SupplementAnswer,
)
from motcua.dossiers.online_prefill import Beginning, beginning
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import MOST_FILES, Definition, Field, FieldType, Page
from motcua.kernel.eforms.judging import Judged, judge
from motcua.kernel.eforms.reading import is_empty
from motcua.kernel.eforms.sentences import sentence
from motcua.kernel.errors import DomainError
from motcua.people.citizens import Citizen
from motcua.people.models import Person
from motcua.procedures.eforms import definition_of, kept_form
from motcua.procedures.models import Procedure

KEPT_DAYS: Final = 60
MOST_DRAFTS: Final = 30
"""Of one person at a time; nobody needs more, and somebody might fill the disk."""


class DraftChangedError(DomainError):
    """Another device has saved meanwhile; ``draft`` is as it stands now."""

    code: ClassVar[str] = "draft-changed"

    def __init__(self, draft: OnlineDraft) -> None:
        self.draft = draft
        super().__init__(
            _("Bản nháp này vừa được lưu ở một thiết bị khác. Xin xem và chọn bản giữ lại.")
        )


class DraftLodgedError(DomainError):
    """The draft has become a dossier; ``tracking_code`` is its code."""

    code: ClassVar[str] = "draft-lodged"

    def __init__(self, tracking_code: str) -> None:
        self.tracking_code = tracking_code
        super().__init__(_("Hồ sơ này đã nộp rồi, mã tra cứu %(code)s.") % {"code": tracking_code})


class TooManyDraftsError(DomainError):
    """Somebody has more drafts than anybody needs."""

    code: ClassVar[str] = "too-many-drafts"


@dataclass(frozen=True, slots=True)
class ForWhom:
    """For whom somebody lodges. ``principal`` is empty for oneself, else name, number, birth."""

    standing: Standing = Standing.SELF
    principal: Mapping[str, str] | None = None


def drafts_of(citizen: Citizen) -> list[OnlineDraft]:
    """Return the drafts that a citizen has not lodged, the latest first. One query."""
    return list(
        OnlineDraft.objects.filter(person_id=citizen.person_id, dossier__isnull=True)
        .select_related("procedure", "agency")
        .order_by("-saved_at")
    )


def access_online_draft(citizen: Citizen, ref: UUID, *, lock: bool = False) -> OnlineDraft:
    """Return one's own draft; nobody opens another's. Raises Http404."""
    drafts = OnlineDraft.objects.select_related("procedure", "agency")
    # Whoever waited for the lock sees the draft as it is now, but what was joined as it was: the
    # dossier that it has become meanwhile is read afterwards.
    drafts = drafts.select_for_update(of=("self",)) if lock else drafts.select_related("dossier")
    draft = drafts.filter(ref=ref, person_id=citizen.person_id).first()
    if draft is None:
        raise Http404
    return draft


@transaction.atomic
def begin_draft(
    *,
    citizen: Citizen,
    procedure: Procedure,
    agency: Agency,
    whom: ForWhom,
    at: datetime,
    language: str = "vi",
) -> OnlineDraft:
    """Begin to lodge: keep the form's version, and fill in what is known.

    ``language`` is that in which the questions are asked; answers stay what they are.

    Raises NotInForceError, and TooManyDraftsError.
    """
    if (
        OnlineDraft.objects.filter(person_id=citizen.person_id, dossier__isnull=True).count()
        >= MOST_DRAFTS
    ):
        raise TooManyDraftsError(
            _("Ông/bà đang có %(n)d bản nháp. Xin nộp hoặc bỏ bớt rồi mở bản mới.")
            % {"n": MOST_DRAFTS}
        )
    version = kept_form(procedure, clock.day_of(at))
    person = Person.objects.get(pk=citizen.person_id)
    start = Beginning(person, whom.standing, dict(whom.principal or {}), at)
    values, origins = beginning(definition_of(version.pk), start)
    return OnlineDraft.objects.create(
        person=person,
        procedure=procedure,
        form_version=version,
        agency=agency,
        standing=whom.standing,
        principal=dict(whom.principal or {}),
        values=values,
        origins=origins,
        language=language,
        started_at=at,
        saved_at=at,
    )


def definition_for(draft: OnlineDraft) -> Definition:
    """Return the form that ``draft`` was begun with."""
    return definition_of(draft.form_version_id)


def judged(draft: OnlineDraft, on: date, values: Mapping[str, Any] | None = None) -> Judged:
    """Look at everything typed so far, or at ``values`` instead, as of ``on``."""
    typed = draft.values if values is None else values
    units = StoredUnits(configuration_stamp())
    return judge(definition_for(draft), typed, on=on, units=units)


@transaction.atomic
def save_answers(
    draft: OnlineDraft,
    typed: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
    language: str | None = None,
) -> OnlineDraft:
    """Keep what was typed, right or wrong, unless another device has saved since ``version``.

    What is typed twice in the same way changes nothing. Raises DraftChangedError and
    DraftLodgedError; Http404 when it was thrown away.
    """
    locked = _locked(draft)
    values = {**locked.values, **typed}
    is_same = values == locked.values
    if locked.version != version and not is_same:
        raise DraftChangedError(locked)
    origins = {
        name: origin
        for name, origin in locked.origins.items()
        if values.get(name) == locked.values.get(name)
    }
    locked.values, locked.origins = values, origins
    locked.language = language or locked.language
    locked.version += not is_same
    locked.saved_at = at
    locked.save(update_fields=["values", "origins", "language", "version", "saved_at"])
    return locked


@transaction.atomic
def attach_stored(
    draft: OnlineDraft, field: Field, file: StoredFile, *, at: datetime
) -> StoredFile:
    """Let a file that is stored already be an answer to ``field``. Raises FileRefusedError."""
    locked = _locked(draft)
    refs = list(locked.values.get(field.id) or [])
    if str(file.ref) in refs:
        return file  # it came with an autosave already
    most = field.get("max_files", MOST_FILES)
    if len(refs) >= most:
        raise FileRefusedError(sentence("files_most", limit=most, label=field.words()))
    locked.values = {**locked.values, field.id: [*refs, str(file.ref)]}
    locked.files.add(file)
    locked.version += 1
    locked.saved_at = at
    locked.save(update_fields=["values", "version", "saved_at"])
    draft.version, draft.values = locked.version, locked.values
    return file


@transaction.atomic
def detach(draft: OnlineDraft, ref: str, *, at: datetime) -> None:
    """Take a file off the draft, and off the disk where nobody else has it."""
    locked = _locked(draft)
    locked.values = {
        name: [one for one in value if one != ref]
        if isinstance(value, list) and ref in value
        else value
        for name, value in locked.values.items()
    }
    let_go(locked, ref, at)
    locked.version += 1
    locked.saved_at = at
    locked.save(update_fields=["values", "version", "saved_at"])
    draft.version = locked.version


def let_go(draft: OnlineDraft, ref: str, at: datetime) -> None:
    """Take a file from a draft that the caller holds."""
    file = draft.files.filter(ref=ref).first()
    if file is not None:
        draft.files.remove(file)
        _forget_files([file.pk], at)


@transaction.atomic
def discard(draft: OnlineDraft, *, at: datetime) -> None:
    """Throw a draft away with its files. Raises DraftLodgedError."""
    _drop(_locked(draft), at)


def delete_abandoned(*, at: datetime) -> int:
    """Delete drafts that nobody saved for ``KEPT_DAYS``, and emptied ones; count them."""
    since = at - timedelta(days=KEPT_DAYS)
    gone = 0
    for draft in OnlineDraft.objects.filter(saved_at__lt=since).order_by("pk")[:1000]:
        with transaction.atomic():
            _drop(draft, at)
            gone += 1
    return gone


def kept_until(draft: OnlineDraft) -> date:
    """Return the last day on which ``draft`` is surely there if nobody comes back."""
    return clock.day_of(draft.saved_at + timedelta(days=KEPT_DAYS))


def first_unfinished(draft: OnlineDraft, on: date) -> Page | None:
    """Return the first page on which something is missing or wrong; None when all is well."""
    found = judged(draft, on)
    definition = definition_for(draft)
    wrong = {path.split(".", 1)[0] for path in found.errors}
    return next(
        (
            page
            for page in definition.pages
            if page.id in found.pages and any(field.id in wrong for field in page.fields)
        ),
        None,
    )


def file_fields(definition: Definition) -> list[Field]:
    """Return the fields that take files."""
    return [field for field in definition.fields() if field.type is FieldType.FILE]


def is_untouched(draft: OnlineDraft) -> bool:
    """Say whether nothing was ever typed in ``draft``."""
    return all(is_empty(value) or name in draft.origins for name, value in draft.values.items())


def _locked(draft: OnlineDraft) -> OnlineDraft:
    found = (
        OnlineDraft.objects.select_for_update(of=("self",))
        .select_related("procedure", "agency")
        .filter(pk=draft.pk)
        .first()
    )
    if found is None:
        raise Http404
    if found.dossier is not None:
        raise DraftLodgedError(found.dossier.tracking_code)
    return found


def _drop(draft: OnlineDraft, at: datetime) -> None:
    files = list(draft.files.values_list("pk", flat=True))
    if draft.document_id is not None:
        files.append(draft.document_id)
    is_lodged = draft.dossier_id is not None
    draft.delete()
    if not is_lodged:
        _forget_files(files, at)


def _forget_files(files: list[int], at: datetime) -> None:
    """Let files go that nobody else has: no dossier, answer, store, draft; swept later."""
    kept = {
        *DossierPaper.objects.filter(file_id__in=files).values_list("file_id", flat=True),
        *HeldPaper.objects.filter(file_id__in=files).values_list("file_id", flat=True),
        *SupplementAnswer.objects.filter(file_id__in=files).values_list("file_id", flat=True),
        *LodgedForm.objects.filter(document_id__in=files).values_list("document_id", flat=True),
        *OnlineDraft.files.through.objects.filter(storedfile_id__in=files).values_list(
            "storedfile_id", flat=True
        ),
    }
    gone = StoredFile.objects.filter(pk__in=set(files) - kept, erased_at__isnull=True)
    gone.update(name=_("(đã bỏ)"), erased_at=at)
