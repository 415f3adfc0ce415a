"""Lodging for somebody else: by what right, with which paper, and the principal is told.

Nobody uses another's account: who lodges signs in as themselves and names the principal::

    standing = StandingIn(ground, principal, document, file_id)
    check_standing(standing, applicant)
    lodging = Lodging(..., **parties(applicant, standing), papers=(..., entitling_paper(standing)))
    ...
    note_standing_in(dossier, standing, context=context, at=at)  # in the same transaction
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from motcua.agencies.selectors import DeskContext
from motcua.dossiers import forms
from motcua.dossiers.models import Dossier, Entitlement, PaperForm
from motcua.dossiers.services.calling import PRINCIPAL_TOPIC, keep_to_call
from motcua.dossiers.services.lodging import LodgingError, PaperInput
from motcua.notifications.services import NewMessage, new_messages, queue_messages
from motcua.people.models import PersonKind
from motcua.people.services import PersonInput

Ground = Entitlement.Ground


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Whom somebody lodges for, and what entitles them to; ``file_id`` is its stored file."""

    ground: Entitlement.Ground
    principal: PersonInput
    document: str
    file_id: int | None = None


class Parties(TypedDict):
    """The people of a ``Lodging``."""

    applicant: PersonInput
    principal: PersonInput | None
    proxy: PersonInput | None


def check_standing(standing: StandingIn, applicant: PersonInput) -> None:
    """Raise LodgingError, with the field, for what entitles nobody."""
    principal = standing.principal
    if not standing.document.strip():
        raise LodgingError(
            _("Xin ghi giấy tờ cho phép nộp thay: tên giấy, số, ngày."), field_name="document"
        )
    if not principal.full_name.strip():
        raise LodgingError(_("Xin ghi họ tên chủ hồ sơ."), field_name="principal_name")
    same = (principal.identity_kind, principal.identity_number)
    if principal.identity_number and same == (applicant.identity_kind, applicant.identity_number):
        raise LodgingError(
            _("Chủ hồ sơ trùng với người nộp. Nếu nộp cho mình, xin chọn “Nộp cho tôi”."),
            field_name="principal_name",
        )
    is_organisation = principal.kind is PersonKind.ORGANISATION
    if standing.ground is Ground.REPRESENTATIVE and not is_organisation:
        raise LodgingError(
            _("Người đại diện theo pháp luật chỉ nộp thay cho tổ chức."), field_name="ground"
        )
    if standing.ground in {Ground.PARENT, Ground.GUARDIAN} and is_organisation:
        raise LodgingError(
            _("Tổ chức không có cha mẹ hay người giám hộ. Xin chọn lại tư cách."),
            field_name="ground",
        )


def parties(applicant: PersonInput, standing: StandingIn | None) -> Parties:
    """Return who is who in the lodging: a proxy is named as one, a parent stands beside."""
    if standing is None:
        return Parties(applicant=applicant, principal=None, proxy=None)
    is_proxy = standing.ground is Ground.PROXY
    return Parties(
        applicant=applicant,
        principal=standing.principal,
        proxy=applicant if is_proxy else None,
    )


def entitling_paper(standing: StandingIn) -> PaperInput:
    """Return the entitling document as a paper of the dossier, which officers open and check."""
    return PaperInput(
        name=_("Giấy tờ cho phép nộp thay: %(document)s") % {"document": standing.document},
        form=PaperForm.ELECTRONIC if standing.file_id else PaperForm.COPY,
        file_id=standing.file_id,
    )


def note_standing_in(
    dossier: Dossier, standing: StandingIn, *, context: DeskContext, at: datetime
) -> Entitlement:
    """Keep what entitles the applicant, and tell the principal.

    Call it in the transaction that lodges. By mail where the principal has an address and is
    not the one who lodges by it; else the desk is asked to call.
    """
    email = standing.principal.email
    is_told = bool(email) and email != dossier.applicant.email
    if is_told:
        told = new_messages([_news(dossier, standing, context)], at=at, stamp=context.stamp)
        queue_messages(told)
        is_told = bool(told)
    else:
        keep_to_call(dossier, PRINCIPAL_TOPIC, at=at)
    return Entitlement.objects.create(
        dossier=dossier,
        ground=standing.ground,
        document=standing.document,
        told_at=at if is_told else None,
    )


def _news(dossier: Dossier, standing: StandingIn, context: DeskContext) -> NewMessage:
    return NewMessage(
        key=f"{dossier.tracking_code}:{PRINCIPAL_TOPIC}",
        topic=PRINCIPAL_TOPIC,
        about=dossier.code or dossier.tracking_code,
        recipient=standing.principal.email,
        values={
            "code": dossier.code or dossier.tracking_code,
            "url": forms.tracking_url(dossier.tracking_code),
            "desk": context.desk.name,
            "phone": context.desk.phone or context.agency.phone,
            "reason": str(standing.ground.label).lower(),
            "detail": dossier.procedure.name,
        },
    )
