"""What we have issued: found by its very bytes, or by the secret code on the paper. Impersonal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.dossiers.models import Dossier, IssuedForm, Result
from motcua.payments.models import PaymentReceipt
from motcua.signatures.models import Signature


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One paper that we issued, and what is left of it. Says nothing of whom it is about.

    ``is_last``: these are the bytes that were handed out, and not a stage before the seal.
    """

    kind: str
    number: str
    version: int
    agency: str
    issued_at: datetime
    voided_at: datetime | None
    replaced_by: int | None
    signed_by: tuple[str, ...] = ()
    is_last: bool = True


def paper_with(sha256: str) -> IssuedPaper | None:
    """Return the paper whose bytes have that hash, or None when we issued no such file."""
    result = _result(Q(signed_file__sha256=sha256) | Q(file__sha256=sha256, signed_file=None))
    if result is not None:
        return _of_result(result)
    form = _form(Q(signed_file__sha256=sha256))
    if form is not None:
        return _of_form(form)
    receipt = PaymentReceipt.objects.filter(file__sha256=sha256).select_related("agency").first()
    if receipt is not None:
        return _of_receipt(receipt)
    return _stage_with(sha256)


def papers_of(dossier: Dossier) -> list[IssuedPaper]:
    """Return everything issued in ``dossier``, results first, the newest of each first."""
    results = dossier.results.filter(approved_at__isnull=False)
    forms = dossier.forms.order_by("kind", "-version")
    files = [one.issued_file.pk for one in results.select_related("file", "signed_file")]
    files += [one.signed_file_id for one in forms if one.signed_file_id is not None]
    receipts = PaymentReceipt.objects.filter(payment__reference=dossier.tracking_code)
    files += [one.file_id for one in receipts if one.file_id is not None]
    signed = _signers(files)
    found = [
        _of_result(one, signed)
        for one in results.select_related("dossier__agency", "file", "signed_file").order_by(
            "-version"
        )
    ]
    return (
        found
        + [
            _of_form(one, signed)
            for one in forms.select_related("dossier__receiving_agency", "template")
        ]
        + [_of_receipt(one, signed) for one in receipts.select_related("agency").order_by("-pk")]
    )


def _result(wanted: Q) -> Result | None:
    return (
        Result.objects.filter(wanted, approved_at__isnull=False)
        .select_related("dossier__agency", "file", "signed_file")
        .order_by("-pk")
        .first()
    )


def _form(wanted: Q) -> IssuedForm | None:
    return (
        IssuedForm.objects.filter(wanted)
        .select_related("dossier__receiving_agency", "template")
        .order_by("-pk")
        .first()
    )


def _stage_with(sha256: str) -> IssuedPaper | None:
    """Return the result that a file was a stage of: signed, and sealed since."""
    later = Signature.objects.filter(before__sha256=sha256).values("after_id")
    result = _result(Q(signed_file__in=later))
    return _of_result(result, is_last=False) if result is not None else None


def _of_result(
    result: Result,
    signed: dict[int, tuple[str, ...]] | None = None,
    *,
    is_last: bool = True,
) -> IssuedPaper:
    dossier = result.dossier
    newer = dossier.results.filter(voided_at__isnull=True).first() if result.voided_at else None
    return IssuedPaper(
        kind=_("Kết quả giải quyết hồ sơ"),
        number=result.document_number,
        version=result.version,
        agency=dossier.agency.name,
        issued_at=result.numbered_at or result.approved_at or result.made_at,
        voided_at=result.voided_at,
        replaced_by=newer.version if newer is not None else None,
        signed_by=(signed or {}).get(result.issued_file.pk, ()),
        is_last=is_last,
    )


def _of_form(form: IssuedForm, signed: dict[int, tuple[str, ...]] | None = None) -> IssuedPaper:
    newer = None
    if form.voided_at is not None:
        same = IssuedForm.objects.filter(dossier_id=form.dossier_id, kind=form.kind)
        newer = same.filter(voided_at__isnull=True).first()
    return IssuedPaper(
        kind=form.template.name,
        number="",
        version=form.version,
        agency=form.dossier.receiving_agency.name,
        issued_at=form.issued_at,
        voided_at=form.voided_at,
        replaced_by=newer.version if newer is not None else None,
        signed_by=(signed or {}).get(form.signed_file_id or 0, ()),
    )


def _of_receipt(
    receipt: PaymentReceipt, signed: dict[int, tuple[str, ...]] | None = None
) -> IssuedPaper:
    return IssuedPaper(
        kind=str(receipt.get_kind_display()),
        number=str(receipt),
        version=1,
        agency=receipt.agency.name,
        issued_at=receipt.issued_at,
        voided_at=receipt.voided_at,
        replaced_by=None,
        signed_by=(signed or {}).get(receipt.file_id or 0, ()),
    )


def _signers(files: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return under each file who signed it, the first first; officers and agencies only."""
    chains: dict[int, list[str]] = {key: [] for key in files}
    current = {key: key for key in files}
    while current:
        rows = Signature.objects.filter(after__in=current.values()).select_related(
            "identity__officer", "identity__agency"
        )
        by_after = {row.after_id: row for row in rows}
        following = {}
        for key, reached in current.items():
            row = by_after.get(reached)
            if row is None:
                continue
            if name := _name(row):
                chains[key].insert(0, name)
            if row.before_id is not None:
                following[key] = row.before_id
        current = following
    return {key: tuple(names) for key, names in chains.items()}


def _name(signature: Signature) -> str:
    identity = signature.identity
    if identity is None:
        return ""
    if identity.officer is not None:
        return identity.officer.full_name
    return identity.agency.name if identity.agency is not None else ""
