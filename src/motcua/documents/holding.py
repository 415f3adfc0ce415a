"""Everything that writes to the store of papers of a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.documents.models import HeldPaper, PaperKind
from motcua.documents.paper_kinds import months_after
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean

LONGEST_NAME: Final = 255
LONGEST_OBJECTION: Final = 2_000


class HoldingError(DomainError):
    """What was said of a paper in the store cannot be so."""

    code: ClassVar[str] = "holding"


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to put into somebody's store."""

    person_id: int
    kind: PaperKind
    name: str
    file_id: int
    source: HeldPaper.Source
    source_key: str
    officer_id: int | None = None
    issuer: str = ""
    number: str = ""
    valid_from: date | None = None
    replacing_result_code: str = ""


def hold_paper(new: NewPaper, *, at: datetime) -> HeldPaper:
    """Put a verified paper into the store; the same file of the same kind is there once."""
    months = new.kind.valid_months
    has_end = months is not None and new.valid_from is not None
    held, _is_new = HeldPaper.objects.get_or_create(
        person_id=new.person_id,
        kind=new.kind,
        file_id=new.file_id,
        defaults={
            "name": clean(new.name)[:LONGEST_NAME],
            "issuer": new.issuer or new.kind.issuer,
            "number": new.number,
            "valid_from": new.valid_from,
            "valid_to": months_after(new.valid_from, months or 0)
            if has_end and new.valid_from
            else None,
            "source": new.source,
            "source_key": new.source_key,
            "verified_by_id": new.officer_id,
            "verified_at": at,
            "is_digitised": new.source == HeldPaper.Source.DESK,
            "is_from_national_store": new.source == HeldPaper.Source.NATIONAL,
            "replacing_result_code": new.replacing_result_code,
        },
    )
    if held.withdrawn_at is not None:
        held.withdrawn_at = None
        held.save(update_fields=["withdrawn_at"])
    return held


def describe_paper(
    held: HeldPaper,
    *,
    issuer: str,
    number: str,
    valid_from: date | None,
    valid_to: date | None,
    officer_id: int | None,
    at: datetime,
) -> HeldPaper:
    """Write down what stands on the paper; the end of its validity follows from its kind.

    Raises HoldingError.
    """
    if valid_from is not None and valid_to is None and held.kind.valid_months is not None:
        valid_to = months_after(valid_from, held.kind.valid_months)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise HoldingError(_("Ngày hết giá trị không thể trước ngày cấp."))
    held.issuer, held.number = clean(issuer), clean(number)
    held.valid_from, held.valid_to = valid_from, valid_to
    held.verified_by_id, held.verified_at = officer_id, at
    held.save(
        update_fields=[
            "issuer",
            "number",
            "valid_from",
            "valid_to",
            "verified_by",
            "verified_at",
        ]
    )
    return held


def keep_kind(kind: PaperKind | None, *, code: str, **said: Any) -> PaperKind:
    """Change ``kind``, or add one under ``code``. Raises HoldingError where that is taken."""
    if kind is None:
        if PaperKind.objects.filter(code=code).exists():
            raise HoldingError(_("Đã có loại giấy tờ mang mã này."))
        return PaperKind.objects.create(code=code, **said)
    for name, value in said.items():
        setattr(kind, name, value)
    kind.save(update_fields=list(said))
    return kind


def object_to_paper(held: HeldPaper, words: str, *, at: datetime) -> HeldPaper:
    """Keep the person's objection: from now on nobody is offered the paper.

    Raises HoldingError without words.
    """
    tidy = words.strip()[:LONGEST_OBJECTION]
    if not tidy:
        raise HoldingError(_("Xin ghi giấy tờ này sai hoặc không nên dùng ở chỗ nào."))
    held.objected_at, held.objection = at, tidy
    held.save(update_fields=["objected_at", "objection"])
    return held


def withdraw_objection(held: HeldPaper) -> HeldPaper:
    """Let the paper be offered again, as its person wishes."""
    held.objected_at, held.objection = None, ""
    held.save(update_fields=["objected_at", "objection"])
    return held


def withdraw_results(source_key: str, *, at: datetime) -> int:
    """Offer no more what a dossier brought as its result: it was replaced or reopened."""
    standing = HeldPaper.objects.filter(
        source_key=source_key, source=HeldPaper.Source.RESULT, withdrawn_at__isnull=True
    )
    return standing.update(withdrawn_at=at)
