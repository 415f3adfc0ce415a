"""The fee of a draft: how many copies are wanted, and who asks to be let off with what paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.documents.models import StoredFile
from motcua.dossiers.models import OnlineDraft, PaperForm
from motcua.dossiers.services.fees import MOST_COUNTED
from motcua.dossiers.services.lodging import FeeInput, PaperInput, Settlement
from motcua.dossiers.services.online_drafts import (
    DraftLodgedError,
    access_online_draft,
    definition_for,
    let_go,
)
from motcua.kernel.eforms.definitions import Definition, Field
from motcua.kernel.fees import Count, Fee, FeeRule, FeeUnit, Relief, counted
from motcua.people.citizens import Citizen
from motcua.procedures.selectors import Terms, fee_exemptions

COPIES: Final = "fee.copies"
PAGES: Final = "fee.pages"
_TOLD_BY: Final = {FeeUnit.COPY: COPIES, FeeUnit.PAGE: PAGES}


@dataclass(frozen=True, slots=True)
class DraftFee:
    """What a draft would owe. ``fee`` is the full one: nobody has confirmed the claim yet."""

    rule: FeeRule | None
    fee: Fee | None
    is_asked: bool
    claim: Relief | None
    evidence: StoredFile | None
    problem: str

    @property
    def if_granted(self) -> Fee | None:
        """Return what would be due with the claim confirmed."""
        return counted(self.fee.rule, self.fee.counts, self.claim) if self.fee else None

    def to_input(self) -> FeeInput:
        """Return the fee as it is lodged."""
        if self.rule is None or not self.rule.amount_dong:
            return FeeInput(settlement=Settlement.NOTHING_DUE)
        counts = self.fee.counts if self.fee else ()
        return FeeInput(settlement=Settlement.LATER, counts=counts, claim=self.claim)

    def papers(self) -> list[PaperInput]:
        """Return the paper that shows who asks to be let off."""
        if self.claim is None or self.evidence is None:
            return []
        name = _("Giấy tờ xin miễn, giảm lệ phí: %(what)s") % {"what": self.claim.evidence}
        return [PaperInput(name=name, form=PaperForm.ELECTRONIC, file_id=self.evidence.pk)]


def draft_fee(draft: OnlineDraft, cleaned: Mapping[str, Any], terms: Terms, on: date) -> DraftFee:
    """Return what ``draft`` would owe under ``terms``, and what is still to be said about it."""
    rule = terms.fee
    if rule is None or not rule.amount_dong:
        return DraftFee(rule, None, is_asked=False, claim=None, evidence=None, problem="")
    told = counts_told(definition_for(draft), cleaned, rule)
    counts = told if told is not None else _counts_typed(draft, rule)
    claim = _claim(draft, on)
    ref = str(draft.fee.get("evidence") or "")
    evidence = draft.files.filter(ref=ref).first() if claim and ref else None
    problem = ""
    if rule.is_counted and counts is None:
        problem = _("Lệ phí tính theo số bản. Xin cho biết ông/bà cần bao nhiêu.")
    elif claim is not None and claim.evidence and evidence is None:
        problem = _("Xin gửi bản chụp %(paper)s, hoặc bỏ đề nghị miễn, giảm.") % {
            "paper": claim.evidence
        }
    is_asked = rule.is_counted and told is None
    return DraftFee(rule, counted(rule, counts or ()), is_asked, claim, evidence, problem)


def counts_told(
    definition: Definition, cleaned: Mapping[str, Any], rule: FeeRule
) -> tuple[Count, ...] | None:
    """Return how much the answers of the form say is wanted; None where it does not ask that."""
    wanted = _TOLD_BY.get(rule.per)
    if wanted is None:
        return None
    for page in definition.pages:
        if wanted in _facts(page.fields):
            return (_count(_facts(page.fields), cleaned),)
        for group in page.fields:
            if wanted in _facts(group.fields):
                rows = cleaned.get(group.id) or []
                return tuple(_count(_facts(group.fields), row) for row in rows)
    return None


def _facts(fields: tuple[Field, ...]) -> dict[str, str]:
    return {str(one.get("fact")): one.id for one in fields if one.get("fact") in {COPIES, PAGES}}


def _count(facts: Mapping[str, str], row: Mapping[str, Any]) -> Count:
    said = {name: int(row.get(facts.get(name, "")) or 1) for name in (COPIES, PAGES)}
    return Count(copies=said[COPIES], pages=said[PAGES])


def _counts_typed(draft: OnlineDraft, rule: FeeRule) -> tuple[Count, ...] | None:
    copies, pages = draft.fee.get("copies"), draft.fee.get("pages")
    if copies is None or (rule.per is FeeUnit.PAGE and pages is None):
        return None
    return (Count(copies=copies, pages=pages or 1),)


def _claim(draft: OnlineDraft, on: date) -> Relief | None:
    code = draft.fee.get("relief")
    found = fee_exemptions(on).filter(code=code).first() if code else None
    return found.relief if found else None


@dataclass(frozen=True, slots=True)
class FeeAnswers:
    """What was typed about the fee; ``evidence`` None keeps the file that is there."""

    copies: int | None
    pages: int | None
    relief: str
    evidence: StoredFile | None = None


@transaction.atomic
def save_fee(draft: OnlineDraft, said: FeeAnswers, *, citizen: Citizen, at: datetime) -> None:
    """Keep what was said of the fee. Raises DraftLodgedError; Http404 for another's draft.

    The paper of a claim that was dropped, or replaced, is let go.
    """
    locked = access_online_draft(citizen, draft.ref, lock=True)
    if locked.dossier is not None:
        raise DraftLodgedError(locked.dossier.tracking_code)
    before = str(locked.fee.get("evidence") or "")
    kept = before if said.relief and said.evidence is None else ""
    if said.relief and said.evidence is not None:
        locked.files.add(said.evidence)
        kept = str(said.evidence.ref)
    if before and before != kept:
        let_go(locked, before, at)
    locked.fee = {
        "copies": _sensible(said.copies),
        "pages": _sensible(said.pages),
        "relief": said.relief,
        "evidence": kept,
    }
    locked.saved_at = at
    locked.save(update_fields=["fee", "saved_at"])


def _sensible(number: int | None) -> int | None:
    return None if number is None else max(1, min(number, MOST_COUNTED))
