"""Taking personal data out of a dossier's rows: what stays is what figures are made of.

A test plants a name in every column that people write in and looks for it in the whole
database afterwards, so a column that is forgotten here is found there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.delivery.models import Parcel, ParcelEvent
from motcua.documents.models import HeldPaper, StoredFile
from motcua.dossiers.erased import GONE, erased_words
from motcua.dossiers.models import (
    Apology,
    AskedAgain,
    CallLog,
    Consultation,
    Dossier,
    DossierMessage,
    DossierNote,
    DossierPaper,
    DossierPersonalData,
    DossierRead,
    Entitlement,
    IssuedForm,
    LodgedForm,
    OnlineDraft,
    Pause,
    ReliefClaim,
    Result,
    Step,
    SubjectRequest,
    SupplementAnswer,
)
from motcua.dossiers.retention import people_of
from motcua.dossiers.search import search_text
from motcua.kernel.text import sort_key
from motcua.notifications.models import Message, MessageState
from motcua.payments.models import Difference, Incoming, PaymentReceipt, Refund
from motcua.people.models import Identity, Person
from motcua.signatures.selectors import files_signed_from
from motcua.signatures.services.signing import forget_files

NOBODY: Final = UUID("00000000-0000-4000-8000-00000000e7a5")
"""The one row that stands for everybody who was erased."""
_KEPT_OF_FORMS: Final = frozenset(
    {
        "accepted_at",
        "code",
        "due_at",
        "head",
        "issued_at",
        "number",
        "place",
        "procedure",
        "tracking_code",
        "tracking_url",
    }
)
"""What a form says of no person: where, when, under which code and procedure."""
_WORDS: Final[Mapping[type[models.Model], tuple[str, ...]]] = {
    Step: ("note",),
    Pause: ("reason", "document", "end_note", "override_reason"),
    Apology: ("reason", "override_reason"),
    Consultation: ("question", "answer"),
    Result: ("title", "void_reason"),
    IssuedForm: ("void_reason",),
    CallLog: ("note",),
    DossierNote: ("text",),
    DossierMessage: ("text",),
    SupplementAnswer: ("text",),
    Entitlement: ("document",),
    AskedAgain: ("reason",),
    ReliefClaim: ("reason",),
}
"""Free text about a dossier. Where there were words stands that they are gone."""


@dataclass(slots=True)
class Blanked:
    """How much was taken out."""

    fields: int = 0
    files: int = 0


def blank(dossier: Dossier, *, at: datetime) -> Blanked:
    """Take everything personal out of a dossier whose row the caller holds and saves.

    Call it inside the act's transaction. Contents of files leave the disk afterwards.
    """
    count = Blanked()
    _drop_held(dossier, count)
    files = _files_of(dossier)
    for model, names in _WORDS.items():
        _blank_words(model.objects.filter(dossier=dossier), names, count)  # type: ignore[attr-defined]
    _blank_forms(dossier, count)
    _blank_papers(dossier, files, count)
    _blank_answers(dossier, count)
    _blank_results(dossier, count)
    _blank_money(dossier, count)
    _blank_messages(dossier, count)
    _blank_parcels(dossier, count)
    _blank_files(files, dossier, at, count)
    _blank_people(dossier, at, count)
    # Last: the database lets a reason lose its words once the dossier is erased, not before.
    reads = DossierRead.objects.filter(dossier=dossier).exclude(reason_text="")
    count.fields += reads.update(reason_text="")
    return count


def _blank_words(rows: QuerySet[Any], names: tuple[str, ...], count: Blanked) -> None:
    for name in names:
        count.fields += rows.exclude(**{name: ""}).update(**{name: GONE})


def _blank_forms(dossier: Dossier, count: Blanked) -> None:
    for issued in IssuedForm.objects.filter(dossier=dossier):
        kept = {key: value for key, value in issued.payload.items() if key in _KEPT_OF_FORMS}
        count.fields += len(issued.payload) - len(kept)
        issued.payload = kept
        issued.save(update_fields=["payload"])


def _blank_papers(dossier: Dossier, files: list[int], count: Blanked) -> None:
    """Papers of the procedure keep their names; what was written by hand goes."""
    papers = DossierPaper.objects.filter(dossier=dossier)
    count.fields += papers.filter(paper_id="").update(name=GONE)
    # A scan that another dossier holds too stays there, and is no longer this one's.
    papers.exclude(file__isnull=True).exclude(file_id__in=files).update(file=None)


def _blank_answers(dossier: Dossier, count: Blanked) -> None:
    """Empty what was answered online; with which form it was asked stays."""
    for lodged in LodgedForm.objects.filter(dossier=dossier):
        count.fields += len(lodged.values)
        lodged.values = {}
        lodged.save(update_fields=["values"])
    OnlineDraft.objects.filter(dossier=dossier).delete()


def _blank_results(dossier: Dossier, count: Blanked) -> None:
    refused = Result.objects.filter(dossier=dossier).exclude(reasons=[])
    count.fields += refused.update(reasons=[])


def _blank_money(dossier: Dossier, count: Blanked) -> None:
    refunds = Refund.objects.filter(
        pk__in=Refund.objects.filter(payment__charges__dossier=dossier).values("pk")
    )
    count.fields += refunds.exclude(reason="").update(reason=GONE)
    # A payer's bank writes their name; receipts and their numbers stay, by the law on accounts.
    lines = Incoming.objects.filter(order__reference=dossier.tracking_code)
    receipts = PaymentReceipt.objects.filter(payment__reference=dossier.tracking_code)
    told = Difference.objects.filter(order__reference=dossier.tracking_code)
    count.fields += lines.exclude(content="").update(content=GONE)
    count.fields += lines.exclude(note="").update(note=GONE)
    count.fields += receipts.exclude(void_reason="").update(void_reason=GONE)
    count.fields += told.exclude(note="").update(note=GONE)


def _blank_messages(dossier: Dossier, count: Blanked) -> None:
    about = [key for key in (dossier.code, dossier.tracking_code) if key]
    written = Message.objects.filter(about__in=about)
    written.filter(state=MessageState.WAITING).update(state=MessageState.FAILED)
    for name in ("recipient", "subject", "body", "last_error"):
        count.fields += written.exclude(**{name: ""}).update(**{name: ""})
    count.fields += written.exclude(alternatives=[]).update(alternatives=[])


def _blank_parcels(dossier: Dossier, count: Blanked) -> None:
    """Where a result was sent, and who signed for it; that it was sent stays."""
    parcels = Parcel.objects.filter(reference=dossier.tracking_code)
    for name in ("recipient", "phone", "address", "collector", "collector_proof", "last_error"):
        count.fields += parcels.exclude(**{name: ""}).update(**{name: ""})
    told = ParcelEvent.objects.filter(parcel__in=parcels)
    for name in ("place", "note"):
        count.fields += told.exclude(**{name: ""}).update(**{name: ""})


def _files_of(dossier: Dossier) -> list[int]:
    """Return the files that only this dossier has; held to the end of the transaction."""
    mine = (
        Q(papers__dossier=dossier)
        | Q(results__dossier=dossier)
        | Q(consultations__dossier=dossier)
        | Q(signed_forms__dossier=dossier)
        | Q(answers__dossier=dossier)
    )
    elsewhere = (
        Exists(SupplementAnswer.objects.filter(file=OuterRef("pk")).exclude(dossier=dossier)),
        Exists(DossierPaper.objects.filter(file=OuterRef("pk")).exclude(dossier=dossier)),
        Exists(Result.objects.filter(file=OuterRef("pk")).exclude(dossier=dossier)),
        Exists(Consultation.objects.filter(file=OuterRef("pk")).exclude(dossier=dossier)),
        Exists(OnlineDraft.files.through.objects.filter(storedfile=OuterRef("pk"))),
        Exists(HeldPaper.objects.filter(file=OuterRef("pk"))),
    )
    keys = StoredFile.objects.filter(mine).values("pk")
    own = StoredFile.objects.select_for_update().filter(pk__in=keys)
    for shared in elsewhere:
        own = own.exclude(shared)
    unsigned = list(own.values_list("pk", flat=True))
    return [*unsigned, *(files_signed_from(unsigned) - set(unsigned))]


def _drop_held(dossier: Dossier, count: Blanked) -> None:
    """Empty the store of what came of this dossier alone; what others use stays with them.

    The store is no way around the time after which a dossier's papers have to go.
    """
    came_of_it = HeldPaper.objects.filter(source_key=dossier.tracking_code)
    used = DossierPaper.objects.filter(held_paper=OuterRef("pk"), is_reused=True)
    mine = came_of_it.exclude(Exists(used.exclude(dossier=dossier)))
    gone, _by_model = mine.delete()
    count.fields += gone


def _blank_files(files: list[int], dossier: Dossier, at: datetime, count: Blanked) -> None:
    for model in (Consultation, SupplementAnswer):
        model.objects.filter(dossier=dossier).exclude(file_id__in=files).update(file=None)
    erased = StoredFile.objects.filter(pk__in=files, erased_at__isnull=True)
    count.files += erased.update(name=GONE, erased_at=at)
    forget_files(files)


def _blank_people(dossier: Dossier, at: datetime, count: Blanked) -> None:
    """Let the dossier name nobody, and erase the people whom nothing else names."""
    people = people_of(dossier)
    personal = DossierPersonalData.objects.filter(dossier=dossier, erased_at__isnull=True)
    for row in personal:
        count.fields += sum(len(values) for values in row.values.values())
    personal.update(values={}, salt="", erased_at=at)
    count.fields += sum(bool(words) for words in (dossier.note, dossier.collector_proof)) + 1
    nobody = _nobody(at)
    dossier.applicant = dossier.principal = nobody
    dossier.proxy = dossier.collector = None
    dossier.collector_proof = dossier.note = dossier.call_topic = ""
    dossier.call_since = None
    dossier.principal_name = erased_words(at)
    agencies = (dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id)
    dossier.search_text = search_text([], dossier.code, agencies)
    dossier.erased_at = at
    dossier.save(
        update_fields=[
            "applicant",
            "principal",
            "proxy",
            "collector",
            "collector_proof",
            "note",
            "call_topic",
            "call_since",
            "principal_name",
            "search_text",
            "erased_at",
        ]
    )
    asked = SubjectRequest.objects.filter(dossier=dossier)
    count.fields += _blank_requests(asked)
    count.fields += forget_unused(people)


def forget_unused(people: list[int]) -> int:
    """Erase those of ``people`` whom no dossier, open request or identity names; count fields."""
    named = Q()
    for role in ("applicant", "principal", "proxy", "collector"):
        named |= Q(Exists(Dossier.objects.filter(**{role: OuterRef("pk")})))
    waiting = SubjectRequest.objects.filter(person=OuterRef("pk"), state=SubjectRequest.State.OPEN)
    unused = list(
        Person.objects.filter(pk__in=people)
        .exclude(named)
        .exclude(Exists(HeldPaper.objects.filter(person=OuterRef("pk"))))
        .exclude(Exists(waiting))
        .exclude(Exists(OnlineDraft.objects.filter(person=OuterRef("pk"))))
        .exclude(Exists(Identity.objects.filter(person=OuterRef("pk"))))
        .exclude(ref=NOBODY)
    )
    fields = sum(
        bool(value)
        for person in unused
        for value in (person.full_name, person.identity_number, person.birth_on)
    )
    fields += sum(
        bool(value) for person in unused for value in (person.address, person.phone, person.email)
    )
    keys = [person.pk for person in unused]
    fields += _blank_requests(SubjectRequest.objects.filter(person__in=keys))
    Person.objects.filter(pk__in=keys).delete()
    return fields


def _blank_requests(requests: QuerySet[SubjectRequest]) -> int:
    fields = 0
    for name in ("person_name", "words", "answer"):
        fields += requests.exclude(**{f"{name}__in": ["", GONE]}).update(**{name: GONE})
    requests.update(person=None)
    return fields


def _nobody(at: datetime) -> Person:
    name = "(đã xóa dữ liệu cá nhân)"
    found, _is_new = Person.objects.get_or_create(
        ref=NOBODY,
        defaults={"full_name": name, "sort_key": sort_key(name), "updated_at": at},
    )
    return found
