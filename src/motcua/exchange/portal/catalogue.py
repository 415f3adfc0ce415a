"""Changes of the national catalogue: proposals, of which nothing comes by itself.

A proposal is the product's own procedure file. The internal process is the province's: where the
portal says nothing of it, ours stays. Taken over it becomes a draft; an open draft is never
written over. A newer proposal for the same procedure takes the place of one that waits.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.exchange.models import CatalogueProposal
from motcua.exchange.portal.receiving_lists import Entry
from motcua.exchange.portal.receiving_message import (
    MessageError,
    needed,
    number_of,
    words,
)
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.procedures.differences import Difference, differences
from motcua.procedures.files import from_file
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.services import open_draft, save_draft

LONGEST_REASON: Final = 500
_NOBODY_SAYS: Final[tuple[Any, ...]] = (None, "", [], {})


class ProposalError(DomainError):
    """The proposal cannot be decided that way."""

    code: ClassVar[str] = "catalogue-proposal"


@dataclass(frozen=True, slots=True)
class Proposed:
    """An entry of the list of changes."""

    number: int
    procedure: str
    valid_from: date
    content: Mapping[str, Any]


def read_proposed(entry: Entry) -> Proposed:
    """Return an entry as values. Raises MessageError, ProcedureFileError."""
    code = needed(entry, "MaTTHC", most=40)
    said = words(entry, "NgayHieuLuc")
    try:
        valid_from = date.fromisoformat(said[:10])
    except ValueError:
        raise MessageError(_("Tin sai: NgayHieuLuc không phải ngày.")) from None
    document = entry.get("NoiDung")
    if not isinstance(document, Mapping):
        raise MessageError(_("Tin sai: thiếu NoiDung."))
    content = from_file(json.dumps(document, ensure_ascii=False).encode(), code=code)
    return Proposed(number_of(entry), code, valid_from, content)


def take_proposed(entry: Entry, fetched: object, *, at: datetime) -> bool:
    """Keep what an entry proposes for an administrator. Call it in a transaction.

    Raises MessageError, ProcedureFileError.
    """
    del fetched  # nothing belongs to it but what it says
    proposed = read_proposed(entry)
    procedure = Procedure.objects.select_for_update().filter(code=proposed.procedure).first()
    if procedure is None:
        raise MessageError(
            _("Danh mục ở đây chưa có thủ tục %(code)s.") % {"code": proposed.procedure}
        )
    known = procedure.proposals.order_by("-number").first()
    if known is not None and known.number >= proposed.number:
        return False
    procedure.proposals.filter(state=CatalogueProposal.State.WAITING).update(
        state=CatalogueProposal.State.REPLACED, decided_at=at
    )
    CatalogueProposal.objects.create(
        procedure=procedure,
        number=proposed.number,
        valid_from=proposed.valid_from,
        content=dict(proposed.content),
        received_at=at,
    )
    return True


def proposed_content(proposal: CatalogueProposal) -> dict[str, Any]:
    """Return the text as it would be drafted: what the portal does not say stays as it is."""
    current = proposal.procedure.current_version
    before: Mapping[str, Any] = current.content if current is not None else {}
    said = {
        name: value
        for name, value in proposal.content.items()
        if name != "process" or value not in _NOBODY_SAYS
    }
    return {**before, **said}


def changes_of(proposal: CatalogueProposal) -> list[Difference]:
    """Return what the proposal changes in the version in force."""
    current = proposal.procedure.current_version
    before: Mapping[str, Any] = current.content if current is not None else {}
    return differences(before, proposed_content(proposal))


def open_draft_of(procedure: Procedure) -> ProcedureVersion | None:
    """Return the draft that is open, which a proposal does not write over. One query."""
    found: ProcedureVersion | None = procedure.versions.filter(
        status=ProcedureVersion.Status.DRAFT
    ).first()
    return found


@transaction.atomic
def take_over(proposal: CatalogueProposal, *, actor: Actor, at: datetime) -> ProcedureVersion:
    """Make the proposal the draft of its procedure, to be looked through and published, or not.

    Raises PermissionDenied, and ProposalError where it is decided or a draft is open.
    """
    require_administrator(actor)
    held = _hold(proposal)
    if open_draft_of(held.procedure) is not None:
        raise ProposalError(
            _(
                "Thủ tục đang có bản thảo. Xin công bố hoặc bỏ bản thảo ấy trước, để không "
                "ghi đè việc đang làm."
            )
        )
    draft = open_draft(held.procedure, actor=actor)
    note = _("Theo Cổng Dịch vụ công quốc gia, hiệu lực %(day)s (tin số %(number)s)") % {
        "day": f"{held.valid_from:%d/%m/%Y}",
        "number": held.number,
    }
    saved = save_draft(draft, content=proposed_content(held), change_note=note, actor=actor)
    _decide(held, CatalogueProposal.State.TAKEN_OVER, "", actor, at)
    return saved


@transaction.atomic
def decline(proposal: CatalogueProposal, reason: str, *, actor: Actor, at: datetime) -> None:
    """Do not use the proposal, and say why. Raises PermissionDenied, ProposalError."""
    require_administrator(actor)
    held = _hold(proposal)
    said = clean(reason)[:LONGEST_REASON]
    if not said:
        raise ProposalError(_("Xin ghi lý do không dùng đề xuất này."))
    _decide(held, CatalogueProposal.State.DECLINED, said, actor, at)


def _hold(proposal: CatalogueProposal) -> CatalogueProposal:
    """Hold procedure and proposal, in the order in which reading holds them."""
    Procedure.objects.select_for_update().get(pk=proposal.procedure_id)
    held = (
        CatalogueProposal.objects.select_for_update(of=("self",))
        .select_related("procedure__current_version")
        .get(pk=proposal.pk)
    )
    if held.state != CatalogueProposal.State.WAITING:
        raise ProposalError(
            _("Đề xuất này đã có quyết định: %(state)s.")
            % {"state": str(held.get_state_display()).lower()}
        )
    return held


def _decide(
    held: CatalogueProposal,
    state: CatalogueProposal.State,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    held.state, held.reason = state, reason
    held.decided_at, held.decided_by_id = at, actor.officer_id
    held.save(update_fields=["state", "reason", "decided_at", "decided_by"])
