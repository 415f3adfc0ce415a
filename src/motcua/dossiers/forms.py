"""The facts of the official forms, frozen from a dossier at the moment a form is issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Final

from django.conf import settings

from motcua.agencies.models import Desk
from motcua.documents.models import FormTemplate
from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import Charge, Dossier, DossierPaper, Origin, PaperForm
from motcua.dossiers.promises import Promise
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import limit_text
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput
from motcua.procedures.content import Content


class NoTemplateError(DomainError):
    """No layout of the form is in force, so it cannot be issued."""

    code: ClassVar[str] = "no-form-template"


@lru_cache(maxsize=256)
def template_id(kind: str, day: date, stamp: int) -> int:
    """Return the layout of form ``kind`` in force on ``day``. Raises NoTemplateError."""
    del stamp  # part of the cache's key only
    found = (
        FormTemplate.objects.valid_on(day)
        .filter(kind=kind)
        .order_by("-valid_from", "-edition")
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        raise NoTemplateError(
            f"Chưa có mẫu biểu “{kind}” áp dụng cho ngày {day:%d/%m/%Y}. "
            "Quản trị hệ thống cần thêm mẫu trước."
        )
    return int(found)


LONGEST_PAPER_NAME: Final = 110
"""On an A5 page two lines; official names run to several hundred characters."""
_IDENTITY_WORDS = {
    IdentityKind.PERSONAL_ID: "Số định danh",
    IdentityKind.OLD_ID: "Số CMND",
    IdentityKind.TAX_CODE: "Mã số thuế",
    IdentityKind.PASSPORT: "Số hộ chiếu",
}


def instant(moment: datetime) -> str:
    """Return ``moment`` as forms keep it: ISO 8601 in Vietnam's offset, to the minute."""
    return clock.local(moment).isoformat(timespec="minutes")


def tracking_url(tracking_code: str) -> str:
    """Return the address at which anybody follows a dossier."""
    return f"{settings.PUBLIC_ADDRESS}/tra-cuu/{tracking_code}/"


def receipt_url(tracking_code: str, version: int) -> str:
    """Return the address in a receipt's QR code; it says when that version is void."""
    return f"{settings.PUBLIC_ADDRESS}/giay/{tracking_code}/{version}/"


def rating_url(tracking_code: str) -> str:
    """Return the address at which the slip of a dossier is answered."""
    return f"{settings.PUBLIC_ADDRESS}/danh-gia/{tracking_code}/"


def party(person: PersonInput) -> dict[str, Any]:
    """Return a person as the forms name one."""
    found: dict[str, Any] = {"name": person.full_name}
    if person.identity_number:
        found["id_kind"] = _IDENTITY_WORDS.get(person.identity_kind, "Số giấy tờ")
        found["id_number"] = person.identity_number
    for key in ("address", "phone", "email"):
        if value := getattr(person, key):
            found[key] = value
    return found


def head(desk: Desk) -> dict[str, Any]:
    """Return the left head of a form: who issues it."""
    agency = desk.agency
    superior = agency.parent.name if agency.parent_id and agency.parent else None
    return {"superior": superior, "agency": agency.name, "desk": desk.name}


def procedure_line(content: Content, code: str) -> dict[str, Any]:
    """Return a procedure by name and national code."""
    return {"name": content.name, "code": code, "field": content.field}


def common(
    dossier: Dossier,
    *,
    desk: Desk,
    applicant: PersonInput,
    procedure: dict[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """Return what every form about ``dossier`` carries."""
    return {
        "head": head(desk),
        "place": desk.agency.place,
        "issued_at": instant(at),
        "notice": "Dữ liệu trình diễn" if dossier.origin == Origin.DEMO else None,
        "hotline": desk.phone or desk.agency.phone or None,
        "code": dossier.code or dossier.tracking_code,
        "tracking_code": dossier.tracking_code,
        "tracking_url": tracking_url(dossier.tracking_code),
        "applicant": party(applicant),
        "procedure": procedure,
    }


def fee_lines(charges: Sequence[Charge]) -> list[dict[str, Any]]:
    """Return each charge and how it was settled, as the receipt says it."""
    return [
        {
            "label": _counted_name(charge),
            "amount": 0 if charge.exemption else charge.amount_dong,
            "state": _settled(charge),
        }
        for charge in charges
    ]


def _counted_name(charge: Charge) -> str:
    workings = charge.fee.workings() if charge.fee else ""
    return f"{charge.name} ({workings})" if workings else charge.name


def _settled(charge: Charge) -> str:
    if charge.exemption:
        return f"miễn: {charge.exemption}"
    if charge.payment is not None:
        return f"đã thu {charge.payment.get_method_display().lower()}"
    return "chưa thu"


def brief(name: str) -> str:
    """Return a paper's name short enough for a receipt; the procedure keeps the whole."""
    if len(name) <= LONGEST_PAPER_NAME:
        return name
    return name[:LONGEST_PAPER_NAME].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"


def paper_lines(papers: Sequence[DossierPaper]) -> list[dict[str, Any]]:
    """Return the papers handed in, in their order."""
    return [
        {"name": brief(paper.name), "form": str(PaperForm(paper.form).label), "count": paper.count}
        for paper in papers
    ]


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a receipt says beyond the dossier's own row."""

    procedure: dict[str, Any]
    people: Mapping[str, PersonInput]
    papers: Sequence[DossierPaper]
    charges: Sequence[Charge]
    promised: Promise
    officer_id: int | None
    officer_name: str
    version: dict[str, Any]


def receipt(dossier: Dossier, facts: ReceiptFacts, *, desk: Desk, at: datetime) -> dict[str, Any]:
    """Return the frozen facts of form 01."""
    applicant = facts.people["applicant"]
    promised = facts.promised
    is_elsewhere = dossier.agency_id != dossier.receiving_agency_id
    is_committed = promised.limit != promised.statutory_limit
    # The last sentence is the date itself, which stands beside them in the frame.
    why = promised.due.explanation.sentences[:-1]
    if dossier.clock_from is None:
        why.insert(
            0,
            f"Ngày hẹn này là dự kiến: thời hạn được tính từ khi {dossier.agency.name} nhận hồ "
            "sơ. Khi đó chúng tôi lập lại giấy hẹn và báo cho ông/bà.",
        )
    else:
        why += _moved_since(dossier, promised)
    accepted_at = dossier.accepted_at or at
    leg_due = promised.first_leg_due_at
    return {
        **common(dossier, desk=desk, applicant=applicant, procedure=facts.procedure, at=at),
        "tracking_url": receipt_url(dossier.tracking_code, facts.version["number"]),
        "principal": party(facts.people["principal"]) if "principal" in facts.people else None,
        "proxy": party(facts.people["proxy"]) if "proxy" in facts.people else None,
        "competent_agency": dossier.agency.name if is_elsewhere else None,
        "papers": paper_lines(facts.papers),
        "sets": dossier.sets_count,
        "limit": {
            "committed": limit_text(promised.limit) if is_committed else None,
            "statutory": limit_text(promised.statutory_limit),
        },
        "accepted_at": instant(accepted_at),
        # What was promised is printed, not what would be counted today.
        "due_at": instant(dossier.due_at or promised.due_at),
        "interim_due_at": instant(leg_due) if leg_due is not None else None,
        "why": why,
        "result_channel": _result_words(dossier, desk),
        "fees": fee_lines(facts.charges),
        "version": facts.version,
        "book": {
            "volume": f"{clock.day_of(accepted_at):%Y}",
            "number": dossier.book_number or 0,
        },
        "rating_url": rating_url(dossier.tracking_code),
        "signatures": {"applicant": applicant.full_name, "officer": facts.officer_name},
    }


def _moved_since(dossier: Dossier, promised: Promise) -> list[str]:
    """Say that the date is no more the one that the reasons lead to; nothing where it is."""
    if dossier.due_at is None:
        return [
            (
                "Thời hạn đang tạm dừng, chờ người nộp. Khi hồ sơ được xử lý tiếp, ngày hẹn được "
                "tính lại và báo cho ông/bà."
            )
        ]
    if dossier.due_at == promised.due_at:
        return []
    first = clock.local(promised.due_at)
    return [
        (
            f"Ngày hẹn lúc tiếp nhận là {first:%H:%M %d/%m/%Y}. Từ đó hồ sơ đã tạm dừng, được hẹn "
            "lại hoặc mở lại, nên ngày hẹn nay là ngày ghi trên giấy này."
        )
    ]


def _result_words(dossier: Dossier, desk: Desk) -> str:
    mode = ResultMode(dossier.result_mode)
    return f"Tại quầy, {desk.name}" if mode is ResultMode.AT_DESK else mode.label
