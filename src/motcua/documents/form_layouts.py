"""The forms we ship, when each is valid, and the facts each needs.

Layouts (Typst) and texts (JSON) are files under ``data/forms``; ``index.json``
lists them with their dates. An installation copies them into its database,
where an administrator changes them; nothing here reads that copy.

Instants in payloads are ISO 8601 strings with the offset of Vietnam, cut where
the form shows less; days are ISO days; money is whole đồng; ``None`` and a
missing key mean the same: the form leaves the line out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict

FORMS_FOLDER: Final = Path(str(files("motcua") / "data" / "forms"))


class FormKind(StrEnum):
    """What a form is for. Values are stored: add, never rename."""

    RECEIPT = "receipt"  # giấy tiếp nhận hồ sơ và hẹn trả kết quả
    SUPPLEMENT = "supplement"  # phiếu yêu cầu bổ sung, hoàn thiện hồ sơ
    REFUSAL = "refusal"  # phiếu từ chối tiếp nhận giải quyết hồ sơ
    APOLOGY = "apology"  # xin lỗi và hẹn lại ngày trả, đề nghị gia hạn
    STOP = "stop"  # thông báo dừng giải quyết hồ sơ
    CONTROL_SLIP = "control_slip"  # phiếu kiểm soát quá trình giải quyết hồ sơ
    BOOK = "book"  # sổ theo dõi hồ sơ
    LABEL = "label"  # tem dán bìa hồ sơ
    VISIT_LIST = "visit_list"  # danh sách hồ sơ nộp trong một lần đến
    RESULT = "result"  # văn bản kết quả soạn từ mẫu
    DECLARATION = "declaration"  # tờ khai điện tử đã điền


PAGE_LIMITS: Final[Mapping[FormKind, Mapping[str, int]]] = {
    kind: {} if kind is FormKind.BOOK else {"ordinary": 1, "minimal": 1} for kind in FormKind
} | {FormKind.LABEL: {"ordinary": 1, "long": 1, "minimal": 1}}
"""Most pages a sample of each kind may take, by the sample's name."""


class Head(TypedDict):
    """The left head of a form: who issues it."""

    superior: NotRequired[str | None]
    agency: str
    desk: NotRequired[str | None]


class Party(TypedDict):
    """A person or organisation as the form names it."""

    name: str
    id_kind: NotRequired[str]  # "Số định danh", "Mã số thuế"
    id_number: NotRequired[str | None]
    address: NotRequired[str | None]
    phone: NotRequired[str | None]
    email: NotRequired[str | None]


class ProcedureLine(TypedDict):
    """A procedure by name and national code."""

    name: str
    code: str
    field: NotRequired[str | None]


class Form(TypedDict):
    """What every form carries."""

    head: Head
    place: str
    issued_at: str
    notice: NotRequired[str | None]  # a line across the top: void, demo
    hotline: NotRequired[str | None]


class DossierForm(Form):
    """What every form about one dossier carries."""

    code: str | None  # None only on forms 02 and 03 before acceptance
    tracking_code: NotRequired[str | None]
    tracking_url: NotRequired[str | None]  # drawn as a QR code
    applicant: Party
    procedure: ProcedureLine


class PaperLine(TypedDict):
    """One paper handed in."""

    name: str
    form: str  # "Bản chính", "Bản sao", "Bản điện tử", …
    count: int


class LimitLines(TypedDict):
    """The limit in words; either may be missing, not both."""

    committed: NotRequired[str | None]
    statutory: NotRequired[str | None]


class FeeLine(TypedDict):
    """One fee and whether it is paid."""

    label: str
    amount: int
    state: NotRequired[str | None]


class Version(TypedDict):
    """Which version of the receipt this is, and what it replaces."""

    number: int
    replaces_number: NotRequired[int | None]
    replaces_issued_at: NotRequired[str | None]
    reason: NotRequired[str | None]


class BookLine(TypedDict):
    """Where the dossier stands in the book (sổ theo dõi hồ sơ)."""

    volume: str
    number: int


class TwoSignatures(TypedDict):
    """Names under both signatures."""

    applicant: str
    officer: str


class ReceiptPayload(DossierForm):
    """Form 01. ``interim_due_at`` is the date at the receiving unit of linked procedures."""

    principal: NotRequired[Party | None]  # only where another than the applicant
    proxy: NotRequired[Party | None]
    competent_agency: NotRequired[str | None]  # only where another than the receiving one
    papers: list[PaperLine]
    sets: int
    limit: LimitLines
    accepted_at: str
    due_at: str | None
    interim_due_at: NotRequired[str | None]
    why: list[str]
    result_channel: str
    fees: list[FeeLine]  # empty: nothing is charged
    version: Version
    book: NotRequired[BookLine | None]
    rating_url: NotRequired[str | None]  # where the slip is answered once the result is collected
    signatures: TwoSignatures


class SupplementLine(TypedDict):
    """One paper to be added or mended."""

    name: str
    form: NotRequired[str | None]
    change: str


class SupplementPayload(DossierForm):
    """Form 02. ``number`` is the running number of the slip in its year."""

    number: int
    items: list[SupplementLine]
    reason: str
    legal_basis: NotRequired[str | None]
    reply_by: NotRequired[str | None]
    contact: NotRequired[str | None]
    officer: str


class RefusalPayload(DossierForm):
    """Form 03, before acceptance or, with ``is_result``, after appraisal.

    A result is numbered by the clerk once it is approved: its number (0) is left open.
    """

    number: int
    is_result: NotRequired[bool]
    reasons: list[str]
    legal_basis: NotRequired[str | None]
    advice: NotRequired[str | None]  # what the applicant can do now
    contact: NotRequired[str | None]
    signatures: TwoSignatures


class ApologyPayload(DossierForm):
    """Form 04: late, why, and the new date."""

    number: int
    accepted_at: str
    due_at: str
    new_due_at: str
    reason: str
    recipients: NotRequired[list[str]]
    signer_title: str
    signer: str


class StopPayload(DossierForm):
    """Form 05 of 2025: the applicant asked to stop; or, ``by_office``, a leader decided to."""

    number: int
    by_office: NotRequired[bool]
    accepted_at: str
    requested_at: str
    stage: str
    reason: NotRequired[str | None]
    payment: NotRequired[str | None]  # what was paid and what becomes of it
    returned_papers: list[str]
    signer_title: str
    signer: str


class HandOver(TypedDict):
    """One hand-over from one holder to the next."""

    unit: str
    handed_at: str
    handed_by: str
    received_at: NotRequired[str | None]
    received_by: NotRequired[str | None]
    outcome: NotRequired[str | None]  # "Trước hạn", "Đúng hạn", "Quá hạn"
    note: NotRequired[str | None]


class ControlSlipPayload(DossierForm):
    """Form 06 (05 of 2018): every hand-over, from the log of steps."""

    accepted_at: str
    due_at: str | None
    steps: list[HandOver]


class BookRow(TypedDict):
    """One dossier in the book."""

    number: int
    code: str
    procedure: str
    sets: int
    applicant: str
    contact: str
    agency: str
    accepted_at: str
    due_at: NotRequired[str | None]
    sent_at: NotRequired[str | None]
    result_at: NotRequired[str | None]
    returned_at: NotRequired[str | None]
    result_channel: NotRequired[str | None]
    collector: NotRequired[str | None]
    note: NotRequired[str | None]


class BookPayload(Form):
    """Form 07 (06 of 2018): the book of one desk over a period."""

    volume: str
    opened_on: str
    closed_on: NotRequired[str | None]
    rows: list[BookRow]
    keeper: NotRequired[str | None]


class LabelPayload(DossierForm):
    """The label on the folder. ``holder`` is the unit that handles the dossier."""

    accepted_at: str
    due_at: str | None
    papers_count: int
    holder: str


class VisitReceipt(TypedDict):
    """One receipt in the list of a visit."""

    code: str
    tracking_code: NotRequired[str | None]
    tracking_url: NotRequired[str | None]
    procedure: ProcedureLine
    due_at: str | None
    fee: int


class VisitListPayload(Form):
    """The receipts that one applicant takes home from one visit."""

    applicant: Party
    receipts: list[VisitReceipt]
    total_fee: int
    signatures: TwoSignatures


class ResultPayload(DossierForm):
    """A result made from a template. Number and day stay open for the clerk's hand."""

    document_title: str
    accepted_at: str
    legal_basis: NotRequired[str | None]
    body: list[str]  # paragraphs


class DeclaredLine(TypedDict):
    """One question and its answer."""

    label: str
    value: str


class DeclaredGroup(TypedDict):
    """A repeated group: what it is about, and each row's questions and answers."""

    title: str
    rows: list[list[DeclaredLine]]


class DeclaredSection(TypedDict):
    """One page of an electronic form."""

    title: str
    lines: list[DeclaredLine]
    groups: list[DeclaredGroup]


class DeclarationPayload(Form):
    """An electronic form as filled in. ``standing`` is as what somebody acts for another."""

    document_title: str
    source: str
    applicant: Party
    procedure: ProcedureLine
    principal: NotRequired[Party | None]
    standing: NotRequired[str | None]
    sections: list[DeclaredSection]
    statements: list[str]


PAYLOAD_TYPES: Final[Mapping[FormKind, type]] = {
    FormKind.RECEIPT: ReceiptPayload,
    FormKind.SUPPLEMENT: SupplementPayload,
    FormKind.REFUSAL: RefusalPayload,
    FormKind.APOLOGY: ApologyPayload,
    FormKind.STOP: StopPayload,
    FormKind.CONTROL_SLIP: ControlSlipPayload,
    FormKind.BOOK: BookPayload,
    FormKind.LABEL: LabelPayload,
    FormKind.VISIT_LIST: VisitListPayload,
    FormKind.RESULT: ResultPayload,
    FormKind.DECLARATION: DeclarationPayload,
}


@dataclass(frozen=True, slots=True)
class ShippedForm:
    """One form as we ship it: what it is, when it holds, how it looks and what it says."""

    kind: FormKind
    number: str  # of the circular; empty for papers no circular knows
    circular: str
    title: str
    valid_from: date
    valid_to: date | None  # last day, or open
    paper: str
    layout: str
    texts: Mapping[str, str]

    def is_valid_on(self, on: date) -> bool:
        """Say whether the form is to be used on the day ``on``."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@lru_cache(maxsize=1)
def shipped_forms() -> tuple[ShippedForm, ...]:
    """Return all forms we ship, in the order of the index."""
    index = _read_json("index.json")
    shared = _read_json(index["shared_texts"])
    return tuple(_shipped_form(entry, shared) for entry in index["forms"])


def shipped_form(kind: FormKind, *, on: date) -> ShippedForm | None:
    """Return the form of ``kind`` to be used on the day ``on``, or None where there is none."""
    fitting = (form for form in shipped_forms() if form.kind is kind and form.is_valid_on(on))
    return next(fitting, None)


def sample_payloads(kind: FormKind) -> Mapping[str, Mapping[str, Any]]:
    """Return invented payloads of ``kind`` by name: ordinary, long, minimal."""
    base = _read_json("samples/base.json")
    samples = _read_json(f"samples/{kind.value}.json")
    return {name: {**base, **payload} for name, payload in samples.items()}


def _shipped_form(entry: Mapping[str, Any], shared: Mapping[str, str]) -> ShippedForm:
    texts = {**shared, **_read_json(entry["texts"])}
    valid_to = entry["valid_to"]
    return ShippedForm(
        kind=FormKind(entry["kind"]),
        number=entry["number"],
        circular=entry["circular"],
        title=texts["title"],
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=None if valid_to is None else date.fromisoformat(valid_to),
        paper=entry["paper"],
        layout=(FORMS_FOLDER / entry["layout"]).read_text(encoding="utf-8"),
        texts=texts,
    )


def _read_json(name: str) -> Any:
    return json.loads((FORMS_FOLDER / name).read_text(encoding="utf-8"))
