"""The result: what the applicant gets, who approved which bytes of it, its number and day."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.documents.file_kinds import PDF
from motcua.documents.form_layouts import FormKind
from motcua.documents.holding import withdraw_results
from motcua.documents.models import FormTemplate, ScanState, StoredFile
from motcua.documents.rendering import render_pdf
from motcua.documents.services import store_content
from motcua.dossiers import codes, forms
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.lifecycle import Action, next_state
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.rights import behalf, require
from motcua.dossiers.services.refusing import REFUSAL, checked_reasons
from motcua.dossiers.services.slips import applicant_of, slip_payload
from motcua.dossiers.services.stepping import begin_handling, open_step_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.signatures.models import Signature

SERIES: Final = "result"
"""The series of numbers of an agency's results in a year."""
LONGEST_TITLE: Final = 255
LONGEST_SYMBOL: Final = 40
_SYMBOL: Final = re.compile(r"/[^\W_][\w./-]*")
_NUMBER: Final = re.compile(r"^[0-9]+")


class ResultError(DomainError):
    """The result cannot be kept, approved or numbered that way."""

    code: ClassVar[str] = "result"


def attach_result(
    dossier_id: int,
    *,
    file: StoredFile,
    outcome: str,
    title: str,
    reasons: Sequence[str] = (),
    replaces: str = "",
    seen: int | None = None,
    actor: Actor,
    at: datetime,
) -> Result:
    """Keep ``file`` as the result; the version in force before is void from now on.

    ``replaces`` says why another version takes the place of an approved one, whose approval
    is gone with it. ``seen`` is the version that was on the page (0: none), None any. Raises
    ResultError, PermissionDenied unless the open step may be done,
    IllegalTransitionError.
    """
    if file.content_type != PDF.content_type:
        raise ResultError(
            _("Kết quả phải là tệp PDF. “%(name)s” là tệp khác. Xin quét hoặc in ra PDF.")
            % {"name": file.name}
        )
    if file.scan_state == ScanState.INFECTED or file.erased_at is not None:
        raise ResultError(_("Tệp này không an toàn nên không nhận được. Xin quét lại giấy tờ."))
    words = _words(outcome, title, reasons)
    with doing(dossier_id, actor=actor, at=at) as work:
        by = _to_attach(work, seen)
        return _next_version(work, words, file, replaces=replaces, by=by)


def make_result(
    dossier_id: int,
    *,
    outcome: str,
    title: str,
    body: str,
    reasons: Sequence[str] = (),
    legal_basis: str = "",
    replaces: str = "",
    seen: int | None = None,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> Result:
    """Draw the result from its template and keep the file as ``attach_result`` does.

    ``body`` is the text, one paragraph a line. A refusal is drawn as form 03 with reasons and
    legal basis; its ``body`` says what the applicant can do now and may be empty. Raises
    ResultError, RefusalError, NoTemplateError, LayoutError, PermissionDenied,
    IllegalTransitionError.
    """
    words = _words(outcome, title, reasons)
    said = Said(body, legal_basis)
    with doing(dossier_id, actor=actor, at=at) as work:
        by = _to_attach(work, seen)
        content = _drawn(work.dossier, words, said, context=context, actor=actor, at=at)
        name = f"ket-qua-{work.dossier.code}.pdf"
        file = store_content(content, name=name, actor=actor, at=at)
        return _next_version(work, words, file, replaces=replaces, by=by)


def preview_result(
    dossier: Dossier,
    *,
    outcome: str,
    title: str,
    body: str,
    reasons: Sequence[str] = (),
    legal_basis: str = "",
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return what ``make_result`` would draw, and keep nothing. Raises as it does."""
    words = _words(outcome, title, reasons)
    return _drawn(dossier, words, Said(body, legal_basis), context=context, actor=actor, at=at)


def approve_result(
    dossier_id: int,
    *,
    version: int,
    sha256: str,
    sign: Callable[[], Signature] | None = None,
    actor: Actor,
    at: datetime,
) -> Result:
    """Approve the very bytes that the leader was shown.

    ``version`` and ``sha256`` are of what was shown. ``sign`` keeps the leader's signature on
    these bytes, made before; see ``services.signing``. Raises ResultError when what was shown
    is no more in force, or is approved already; PermissionDenied, IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        next_state(work.state, Action.APPROVE_RESULT)
        step = open_step_of(work.dossier)
        require(actor, Action.APPROVE_RESULT, work.dossier, step)
        by = behalf(actor, Action.APPROVE_RESULT, work.dossier, step)
        result = to_approve(work.dossier, version, sha256)
        result.approved_at = at
        result.approved_by_id = actor.officer_id
        result.approved_sha256 = sha256
        result.signer_title = _position(actor.officer_id)
        result.signed_file = sign().after if sign is not None else None
        result.save(
            update_fields=[
                "approved_at",
                "approved_by",
                "approved_sha256",
                "signer_title",
                "signed_file",
            ]
        )
        facts = {"version": version, "sha256": sha256, "title": result.signer_title}
        if result.signed_file is not None:
            facts["signed_sha256"] = result.signed_file.sha256
        work.record(Action.APPROVE_RESULT, facts, behalf=by)
    return result


def to_approve(dossier: Dossier, version: int, sha256: str) -> Result:
    """Return the result in force, if it is what was shown and waits. Raises ResultError."""
    result = _in_force(dossier)
    if (result.version, result.file.sha256) != (version, sha256):
        raise ResultError(_replaced_sentence(result))
    if result.approved_at is not None:
        raise ResultError(
            _("Bản này đã được %(name)s duyệt lúc %(time)s. Xin tải lại trang.")
            % {"name": _name(result.approved_by), "time": _moment(result.approved_at)}
        )
    return result


def number_result(
    dossier_id: int,
    *,
    symbol: str,
    dated: date,
    seal: Callable[[str], Signature] | None = None,
    actor: Actor,
    at: datetime,
) -> Result:
    """Give the approved result its number in the agency's year, its symbol and its day.

    ``seal`` makes and keeps the agency's signature, in whose mark the number stands; where that
    fails no number is used up. Raises ResultError when the result is not approved, is numbered
    already, or the day lies before the approval or ahead; PermissionDenied,
    IllegalTransitionError.
    """
    tidy = tidy_symbol(symbol)
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        next_state(work.state, Action.NUMBER_RESULT)
        step = open_step_of(dossier)
        require(actor, Action.NUMBER_RESULT, dossier, step)
        result = _in_force(dossier)
        _check_number(result, dated, at)
        agency_id = step.agency_id if step is not None else dossier.agency_id
        # The number belongs to the year on the paper.
        day = datetime.combine(dated, time.min, tzinfo=clock.VIETNAM)
        result.number = codes.next_number(agency_id, SERIES, day)
        result.document_number = f"{result.number:02}{tidy}"
        result.dated = dated
        result.numbered_at = at
        result.numbered_by_id = actor.officer_id
        facts = {"version": result.version, "number": result.document_number, "dated": str(dated)}
        if seal is not None:
            result.signed_file = _sealed(result, seal(result.document_number))
            facts["sealed_sha256"] = result.signed_file.sha256
        result.save(
            update_fields=[
                "number",
                "document_number",
                "dated",
                "numbered_at",
                "numbered_by",
                "signed_file",
            ]
        )
        work.record(
            Action.NUMBER_RESULT, facts, behalf=behalf(actor, Action.NUMBER_RESULT, dossier, step)
        )
    return result


def _sealed(result: Result, signature: Signature) -> StoredFile:
    """Return the sealed file, if the seal is on what is in force. Raises ResultError."""
    if signature.before_id != result.issued_file.pk:
        raise ResultError(_("Văn bản vừa được thay nên chưa đóng dấu. Xin xem lại rồi vào số."))
    return signature.after


def result_of(dossier: Dossier) -> Result | None:
    """Return the version in force, with its file and whoever made, approved, numbered it."""
    return (
        dossier.results.filter(voided_at__isnull=True)
        .select_related("file", "signed_file", "made_by", "approved_by", "numbered_by")
        .first()
    )


def proposed_symbol(dossier: Dossier) -> str:
    """Return the symbol last used by the agency for such a result; "" when there is none."""
    in_force = result_of(dossier)
    last = (
        Result.objects.filter(
            outcome=in_force.outcome if in_force else Result.Outcome.GRANTED,
            dossier__procedure_id=dossier.procedure_id,
            dossier__agency_id=dossier.agency_id,
            numbered_at__isnull=False,
        )
        .order_by("-numbered_at")
        .values_list("document_number", flat=True)
        .first()
    )
    return _NUMBER.sub("", last or "")


def tidy_symbol(symbol: str) -> str:
    """Return a document's symbol as it follows the number: ``/GXN-UBND``. Raises ResultError."""
    tidy = "/" + clean(symbol).replace(" ", "").lstrip("/")
    if len(tidy) > LONGEST_SYMBOL or not _SYMBOL.fullmatch(tidy):
        raise ResultError(
            _("Ký hiệu văn bản ghi như /GXN-UBND, gồm chữ, số, dấu gạch. Xin xem lại.")
        )
    return tidy


@dataclass(frozen=True, slots=True)
class Words:
    """What a result says of itself."""

    outcome: str
    title: str
    reasons: tuple[str, ...]

    @property
    def is_refused(self) -> bool:
        """Say whether the request is turned down."""
        return self.outcome == Result.Outcome.REFUSED


@dataclass(frozen=True, slots=True)
class Said:
    """What a result made from a template says besides."""

    body: str
    legal_basis: str


def _words(outcome: str, title: str, reasons: Sequence[str]) -> Words:
    """Return the words as they are kept. Raises ResultError."""
    if outcome not in Result.Outcome.values:
        raise ResultError(_("Xin chọn kết luận: đồng ý giải quyết hay không đồng ý."))
    words = Words(
        outcome,
        clean(title),
        tuple(clean(reason) for reason in reasons if reason.strip()),
    )
    if not words.title or len(words.title) > LONGEST_TITLE:
        raise ResultError(_("Xin ghi trích yếu của văn bản kết quả, không quá 255 chữ."))
    if words.is_refused and not words.reasons:
        raise ResultError(_("Xin ghi ít nhất một lý do không đồng ý, rõ để người dân hiểu."))
    return words


def _to_attach(work: Doing, seen: int | None) -> int | None:
    """Return for whom the open step is done. Raises whatever forbids it."""
    dossier = work.dossier
    next_state(work.state, Action.ATTACH_RESULT)
    step = open_step_of(dossier)
    require(work.actor, Action.ATTACH_RESULT, dossier, step)
    if dossier.clock_from is None:
        raise ResultError(_("Cơ quan giải quyết chưa nhận hồ sơ. Xin bấm “Đã nhận hồ sơ” trước."))
    before = result_of(dossier)
    if seen is not None and before is not None and before.version != seen:
        raise ResultError(
            _("%(name)s vừa kèm bản số %(version)d lúc %(time)s. Xin xem bản đó trước khi thay.")
            % {
                "name": _name(before.made_by),
                "version": before.version,
                "time": _moment(before.made_at),
            }
        )
    return behalf(work.actor, Action.ATTACH_RESULT, dossier, step)


def _next_version(
    work: Doing, words: Words, file: StoredFile, *, replaces: str, by: int | None
) -> Result:
    before = result_of(work.dossier)
    if before is not None:
        withdraw_results(work.dossier.tracking_code, at=work.at)
        if before.approved_at is not None and not replaces.strip():
            raise ResultError(
                _(
                    "Văn bản này đã được %(name)s duyệt. Muốn thay bằng bản khác, xin ghi lý do; "
                    "bản mới phải duyệt lại."
                )
                % {"name": _name(before.approved_by)}
            )
        before.voided_at = work.at
        before.void_reason = replaces.strip() or _("Đã có bản mới.")
        before.save(update_fields=["voided_at", "void_reason"])
    begin_handling(work, by)
    result = Result.objects.create(
        dossier=work.dossier,
        # Not only the one in force counts: reopening voids a result without a new one.
        version=work.dossier.results.count() + 1,
        outcome=words.outcome,
        title=words.title,
        reasons=list(words.reasons),
        file=file,
        made_at=work.at,
        made_by_id=work.actor.officer_id,
    )
    facts: dict[str, Any] = {
        "version": result.version,
        "outcome": words.outcome,
        "sha256": file.sha256,
    }
    if before is not None and before.approved_at is not None:
        facts["approval_lost"] = True
    work.record(Action.ATTACH_RESULT, facts, behalf=by)
    return result


def _drawn(
    dossier: Dossier,
    words: Words,
    said_besides: Said,
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> bytes:
    """Return the result as PDF: form 03 for a refusal."""
    body, legal_basis = said_besides.body, said_besides.legal_basis
    if words.is_refused:
        checked_reasons(words.reasons, legal_basis)
    elif not body.strip():
        raise ResultError(_("Xin ghi nội dung văn bản kết quả."))
    applicant = applicant_of(dossier)
    said: dict[str, Any] = {"legal_basis": legal_basis.strip() or None}
    if words.is_refused:
        kind = REFUSAL
        said |= {
            "number": 0,
            "is_result": True,
            "reasons": list(words.reasons),
            "advice": body.strip() or None,
            "signatures": {"applicant": applicant.full_name, "officer": actor.name},
        }
    else:
        kind = FormKind.RESULT
        said |= {
            "document_title": words.title,
            "accepted_at": forms.instant(dossier.accepted_at or dossier.submitted_at),
            "body": [line.strip() for line in body.splitlines() if line.strip()],
        }
    payload = slip_payload(dossier, said, applicant=applicant, context=context, at=at)
    payload["head"] = _head(dossier.agency)
    payload["place"] = dossier.agency.place
    template = FormTemplate.objects.get(
        pk=forms.template_id(kind, clock.day_of(at), context.stamp)
    )
    return render_pdf(template.layout, template.texts, payload)


def _head(agency: Agency) -> dict[str, Any]:
    """Return who issues a result: the agency that decides, not the desk."""
    return {"superior": agency.parent.name if agency.parent else None, "agency": agency.name}


def _in_force(dossier: Dossier) -> Result:
    result = result_of(dossier)
    if result is None:
        raise ResultError(_("Hồ sơ chưa có văn bản kết quả. Xin kèm kết quả trước."))
    return result


def _check_number(result: Result, dated: date, at: datetime) -> None:
    if result.approved_at is None:
        raise ResultError(_("Văn bản kết quả chưa được lãnh đạo duyệt nên chưa vào số được."))
    if result.numbered_at is not None:
        raise ResultError(
            _("Văn bản này đã được %(name)s vào số %(number)s lúc %(time)s.")
            % {
                "name": _name(result.numbered_by),
                "number": result.document_number,
                "time": _moment(result.numbered_at),
            }
        )
    approved_on = clock.day_of(result.approved_at)
    if dated < approved_on:
        raise ResultError(
            _("Ngày văn bản không thể trước ngày duyệt, %(day)s.")
            % {"day": f"{approved_on:%d/%m/%Y}"}
        )
    if dated > clock.day_of(at):
        raise ResultError(_("Ngày văn bản không thể ở sau hôm nay."))


def _replaced_sentence(result: Result) -> str:
    return _(
        "Văn bản ông/bà xem đã được %(name)s thay bằng bản số %(version)d lúc %(time)s. "
        "Xin xem bản mới rồi duyệt."
    ) % {
        "name": _name(result.made_by),
        "version": result.version,
        "time": _moment(result.made_at),
    }


def _name(officer: Officer | None) -> str:
    return officer.full_name if officer is not None else _("hệ thống")


def _position(officer_id: int | None) -> str:
    """Return under which title somebody signs."""
    officer = Officer.objects.filter(pk=officer_id).first() if officer_id else None
    return (officer.position if officer else "") or Role.APPROVER.label


def _moment(instant: datetime) -> str:
    return f"{clock.local(instant):%H:%M, %d/%m/%Y}"
