"""Taking feedback in: from home, by telephone, by letter, at the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.documents.file_kinds import kind_of_type
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier
from motcua.kernel.codes import new_tracking_code, normalize_tracking_code
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.people.keyed import number_key
from motcua.people.models import Person
from motcua.petitions import policies
from motcua.petitions.lifecycle import FeedbackAction, FeedbackState
from motcua.petitions.limits import AT_LODGING, LimitKind
from motcua.petitions.models import (
    Feedback,
    FeedbackDraft,
    FeedbackPhoto,
    FeedbackWay,
    Petitioner,
    Subject,
)
from motcua.petitions.requirements import lacking
from motcua.petitions.services import work
from motcua.petitions.services.telling import tell

MOST_PHOTOS: Final = 4
KEPT_FOR: Final = timedelta(days=2)
"""So long what is being written waits for its author."""
LONGEST_TEXT: Final = 5_000


class LodgingError(DomainError):
    """The feedback cannot be taken as it is; the sentence says what it lacks."""

    code: ClassVar[str] = "feedback-lodging"


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """Feedback as said, typed or written down; ``number`` is a personal number, if one is told."""

    agency_id: int
    subject: str
    title: str
    text: str
    full_name: str
    address: str
    phone: str = ""
    email: str = ""
    number: str = ""
    place: str = ""
    dossier_code: str = ""
    way: str = FeedbackWay.ONLINE

    def tidied(self) -> "NewFeedback":
        """Return it as it is kept: one spelling, no stray blanks."""
        lines = [clean(line) for line in self.text.strip().splitlines()]
        return replace(
            self,
            title=clean(self.title)[:120],
            text="\n".join(lines)[:LONGEST_TEXT],
            full_name=clean(self.full_name)[:160],
            address=clean(self.address)[:255],
            place=clean(self.place)[:255],
            phone=clean(self.phone)[:32],
            email=self.email.strip()[:254],
            dossier_code=clean(self.dossier_code)[:60],
        )


def take_in(new: NewFeedback, *, actor: Actor, at: datetime) -> Feedback:
    """Write down what came by telephone, by letter or to the desk.

    A letter that lacks what it must have is entered and not accepted at once, with the reason;
    whoever calls or stands at the desk can be asked. Raises PermissionDenied, LodgingError.
    """
    if not actor.has(*policies.TAKING_IN, agency_id=new.agency_id):
        raise PermissionDenied
    tidy = new.tidied()
    missing = _lacking(tidy)
    if missing and tidy.way != FeedbackWay.LETTER:
        raise LodgingError(_incomplete(missing))
    with transaction.atomic():
        one = lodge(tidy, (), actor=actor, at=at)
        if missing:
            _refuse_at_once(one, _incomplete(missing), actor, at)
        else:
            tell(one, "petition_received", at=at, key="lodge")
    return one


def start_draft(
    *, person_id: int | None, phone: str = "", email: str = "", at: datetime
) -> FeedbackDraft:
    """Begin feedback; whoever is signed in need not try out an address."""
    return FeedbackDraft.objects.create(
        person_id=person_id,
        phone=phone,
        email=email,
        is_verified=person_id is not None,
        begun_at=at,
    )


def lodge_draft(
    draft_ref: UUID, *, person_id: int | None, new: NewFeedback, at: datetime
) -> Feedback:
    """Send what was written; sent twice it is the same feedback.

    Raises LodgingError, FeedbackDraft.DoesNotExist.
    """
    with transaction.atomic():
        draft = FeedbackDraft.objects.select_for_update(of=("self",)).get(ref=draft_ref)
        if draft.sent_as:
            return Feedback.objects.select_related("agency").get(code=draft.sent_as)
        if draft.person_id != person_id or not draft.is_verified:
            raise LodgingError(_("Xin xác nhận điện thoại hoặc thư điện tử trước khi gửi."))
        tidy = replace(new, way=FeedbackWay.ONLINE).tidied()
        missing = _lacking(tidy)
        if missing:
            raise LodgingError(_incomplete(missing))
        actor = Actor(None, None, tidy.full_name, person_id=person_id)
        one = lodge(tidy, list(draft.files.all()), actor=actor, at=at)
        draft.sent_as, draft.values = one.code, {}
        draft.phone = draft.email = ""
        draft.save(update_fields=["sent_as", "values", "phone", "email"])
        draft.files.clear()
        tell(one, "petition_received", at=at, key="lodge")
    return one


def lodge(
    new: NewFeedback,
    photos: Sequence[StoredFile],
    *,
    actor: Actor,
    at: datetime,
    new_code: Callable[[], str] = new_tracking_code,
) -> Feedback:
    """Enter tidied feedback, with what is due of it; call it inside a transaction."""
    if Subject(new.subject) not in Subject:
        raise LodgingError(_("Xin chọn nội dung phản ánh."))
    if any(not _is_picture(file) for file in photos) or len(photos) > MOST_PHOTOS:
        raise LodgingError(_("Xin gửi nhiều nhất %(most)d ảnh.") % {"most": MOST_PHOTOS})
    agency = Agency.objects.get(pk=new.agency_id)
    one = Feedback.objects.create(
        code=new_code(),
        agency=agency,
        received_by=agency,
        subject=new.subject,
        way=new.way,
        dossier=_dossier_called(new.dossier_code),
        lodged_at=at,
    )
    Petitioner.objects.create(
        feedback=one,
        person_id=actor.person_id,
        number_key=_key_of(new, actor),
        full_name=new.full_name,
        address=new.address,
        phone=new.phone,
        email=new.email,
        title=new.title or new.text[:80],
        text=new.text,
        place=new.place,
        dossier_code=new.dossier_code,
    )
    FeedbackPhoto.objects.bulk_create(FeedbackPhoto(feedback=one, file=file) for file in photos)
    made = work.promise(one, AT_LODGING, counted_from=at)
    one.due_at = made[LimitKind.FIRST].due_at
    began = work.Work(one, FeedbackAction.LODGE, actor, at, FeedbackState.RECEIVED)
    one.state = ""
    began.record(turn=one.turn, payload={"way": one.way, "subject": one.subject})
    return one


def delete_abandoned(*, at: datetime) -> int:
    """Delete what nobody sent within two days, with its pictures; return how many.

    What was sent leaves nothing but its code, which goes as well.
    """
    deleted = 0
    for draft in FeedbackDraft.objects.filter(begun_at__lt=at - KEPT_FOR).order_by("pk"):
        with transaction.atomic():
            mine = Q(pk__in=draft.files.values("pk"), feedback_photos__isnull=True)
            files = StoredFile.objects.filter(mine, erased_at__isnull=True)
            keys = list(files.values_list("pk", flat=True))
            draft.delete()
            StoredFile.objects.filter(pk__in=keys).update(name=_("(đã bỏ)"), erased_at=at)
        deleted += 1
    return deleted


def _lacking(new: NewFeedback) -> list[str]:
    return lacking(
        full_name=new.full_name,
        address=new.address,
        phone=new.phone,
        email=new.email,
        text=new.text,
    )


def _incomplete(missing: Sequence[str]) -> str:
    return _("Phản ánh chưa có: %(missing)s (Nghị định 20/2008/NĐ-CP).") % {
        "missing": ", ".join(missing)
    }


def _refuse_at_once(one: Feedback, reason: str, actor: Actor, at: datetime) -> None:
    one.petitioner.note = reason
    one.petitioner.save(update_fields=["note"])
    refused = work.Work(one, FeedbackAction.REFUSE, actor, at, FeedbackState.NOT_ACCEPTED)
    one.due_at = None
    refused.record(ends=LimitKind.FIRST, turn=one.turn, payload={"incomplete": True})


def _is_picture(file: StoredFile) -> bool:
    kind = kind_of_type(file.content_type)
    return kind is not None and kind.is_picture


def _dossier_called(typed: str) -> Dossier | None:
    """Return the dossier that was named; whether there is one is told to nobody."""
    tracking = normalize_tracking_code(typed)
    named = Q(code=typed.upper()) if typed else Q(pk__in=[])
    if tracking:
        named |= Q(tracking_code=tracking)
    return Dossier.objects.filter(named).first()


def _key_of(new: NewFeedback, actor: Actor) -> str:
    number = new.number
    if not number and actor.person_id is not None:
        known = Person.objects.filter(pk=actor.person_id)
        number = known.values_list("identity_number", flat=True).first() or ""
    return number_key(number) if any(sign.isalnum() for sign in number) else ""
