"""What is handed in, as values: checked for truth here, for shape by the form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from motcua.dossiers.lifecycle import ResultMode
from motcua.dossiers.models import Origin, PaperForm
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import Count, Relief
from motcua.payments.models import PaymentMethod
from motcua.payments.services.orders import Paid
from motcua.people.services import PersonInput
from motcua.procedures.models import Channel


class LodgingError(DomainError):
    """What was handed in cannot be taken as it is; ``field`` says where on the form."""

    code: ClassVar[str] = "lodging"

    def __init__(self, sentence: str, *, field_name: str = "") -> None:
        self.field_name = field_name
        super().__init__(sentence)


class DuplicateDossierError(DomainError):
    """The same person has such a dossier already; accepting again needs a confirmation."""

    code: ClassVar[str] = "duplicate-dossier"


class Settlement(StrEnum):
    """How the fee was dealt with at the desk."""

    NOTHING_DUE = "nothing_due"
    PAID = "paid"
    REDUCED = "reduced"
    EXEMPT = "exempt"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One paper handed in. ``paper_id`` "" is a paper outside the published list.

    ``held_id`` is the paper of the store that is used again. ``why`` tells why one is taken
    although the store (``instead_of_id``) or a database (``had_in``) has it.
    """

    name: str
    form: PaperForm = PaperForm.ORIGINAL
    count: int = 1
    paper_id: str = ""
    file_id: int | None = None
    held_id: int | None = None
    why: str = ""
    instead_of_id: int | None = None
    had_in: str = ""


@dataclass(frozen=True, slots=True)
class FeeInput:
    """The fee as dealt with at the desk; ``amount_dong`` None takes the rule's amount.

    ``counts`` is how much the rule is asked for. ``relief`` was confirmed by the desk, with
    its evidence seen; ``claim`` is asked for and still to be looked at.
    ``told`` is how it was paid where no officer took it: online, before the acceptance.
    """

    settlement: Settlement = Settlement.NOTHING_DUE
    method: PaymentMethod = PaymentMethod.CASH
    exemption: str = ""
    amount_dong: int | None = None
    counts: tuple[Count, ...] = ()
    relief: Relief | None = None
    claim: Relief | None = None
    told: Paid | None = None

    @property
    def paid(self) -> Paid:
        """Return how it was paid."""
        return self.told or Paid(method=self.method)


@dataclass(frozen=True, slots=True)
class Lodging:
    """One dossier as it is handed in."""

    procedure_code: str
    agency_id: int
    applicant: PersonInput
    channel: Channel = Channel.DIRECT
    principal: PersonInput | None = None
    proxy: PersonInput | None = None
    papers: Sequence[PaperInput] = field(default_factory=tuple)
    fee: FeeInput = FeeInput()
    result_mode: ResultMode = ResultMode.AT_DESK
    sets_count: int = 1
    note: str = ""
    submitted_at: datetime | None = None
    helper_id: int | None = None
    visit_id: int | None = None
    knows_of_duplicate: bool = False
    origin: Origin = Origin.LIVE
