"""Everything that changes terms beside the version: limits, fees, retention, ways of calling."""

import unicodedata
from datetime import date
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency, Unit, ValidInTime
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import FeeRule, Relief
from motcua.kernel.limits import Limit, LimitUnit, limit_text
from motcua.procedures.content import Content
from motcua.procedures.models import (
    CommittedLimit,
    FeeExemption,
    Procedure,
    ProvincialFee,
    RetentionRule,
)
from motcua.procedures.services import limit_minutes, search_text_of


class CommitmentError(DomainError):
    """What an agency wants to promise is longer than what the law gives it."""

    code: ClassVar[str] = "commitment"


@transaction.atomic
def set_synonyms(procedure: Procedure, synonyms: str, *, actor: Actor) -> None:
    """Keep the ways people call ``procedure``, one a line, and let the search know them."""
    require_administrator(actor)
    lines = [
        " ".join(line.split()) for line in unicodedata.normalize("NFC", synonyms).splitlines()
    ]
    procedure.synonyms = "\n".join(dict.fromkeys(line for line in lines if line))
    procedure.search_text = search_text_of(procedure)
    procedure.save(update_fields=["synonyms", "search_text"])


def set_active(procedure: Procedure, *, is_active: bool, actor: Actor) -> None:
    """Stop taking dossiers of ``procedure``, or begin again."""
    require_administrator(actor)
    procedure.is_active = is_active
    procedure.save(update_fields=["is_active"])


@transaction.atomic
def commit_limit(
    *,
    agency: Agency,
    procedure: Procedure,
    limit: Limit,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> CommittedLimit:
    """Let ``agency`` promise a shorter limit.

    Raises CommitmentError, ValidityError and LimitError.
    """
    require_administrator(actor)
    _require_shorter(limit, procedure)
    row = CommittedLimit(
        agency=agency,
        procedure=procedure,
        value=limit.value,
        unit=LimitUnit(limit.unit).value,
        legal_basis=legal_basis,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    validity.put_in_force(row, CommittedLimit.objects.filter(agency=agency, procedure=procedure))
    return row


def _require_shorter(limit: Limit, procedure: Procedure) -> None:
    version = procedure.current_version
    channels = Content.from_document(version.content).channels if version else ()
    published = [terms.limit for terms in channels if terms.limit is not None]
    if published and all(_is_longer(limit, statutory) for statutory in published):
        raise CommitmentError(
            _("Thời hạn cam kết phải ngắn hơn thời hạn theo luật là %(limit)s. Xin xem lại.")
            % {"limit": limit_text(published[0])}
        )


def _is_longer(limit: Limit, statutory: Limit) -> bool:
    """Say whether ``limit`` is surely longer; days off make some units incomparable."""
    if limit.unit == statutory.unit:
        return limit.value > statutory.value
    minutes, by_law = limit_minutes(limit), limit_minutes(statutory)
    return minutes is not None and by_law is not None and minutes > by_law


@transaction.atomic
def set_fee(
    *,
    province: Unit,
    procedure: Procedure,
    channel: str,
    rule: FeeRule,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> ProvincialFee:
    """Set what a province takes; ``channel`` empty is every channel. Raises ValidityError."""
    require_administrator(actor)
    row = ProvincialFee(
        province=province,
        procedure=procedure,
        channel=channel,
        amount_dong=rule.amount_dong,
        per=rule.per.value,
        further_from=rule.further_from,
        further_dong=rule.further_dong,
        most_dong=rule.most_dong,
        legal_basis=rule.basis,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    validity.put_in_force(
        row,
        ProvincialFee.objects.filter(province=province, procedure=procedure, channel=channel),
    )
    return row


@transaction.atomic
def set_exemption(
    relief: Relief,
    *,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> FeeExemption:
    """Add people who pay nothing or less, or their next wording. Raises ValidityError."""
    require_administrator(actor)
    same = FeeExemption.objects.filter(code=relief.code)
    before = same.order_by("-valid_from").first()
    last = FeeExemption.objects.order_by("-order").first()
    order = before.order if before else (last.order + 1 if last else 1)
    row = FeeExemption(
        code=relief.code,
        name=relief.name,
        percent=relief.percent,
        evidence=relief.evidence,
        legal_basis=relief.basis,
        order=order,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    validity.put_in_force(row, same)
    return row


@transaction.atomic
def set_retention(
    *,
    procedure: Procedure | None,
    years: int | None,
    legal_basis: str,
    valid_from: date,
    valid_to: date | None,
    actor: Actor,
) -> RetentionRule:
    """Set how long dossiers of ``procedure`` (None: of all others) are kept; None is for ever.

    What an administrator sets is no proposal any more. Raises ValidityError.
    """
    require_administrator(actor)
    row = RetentionRule(
        procedure=procedure,
        years=years,
        legal_basis=legal_basis,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    validity.put_in_force(row, RetentionRule.objects.filter(procedure=procedure))
    return row


def confirm_retention(row: RetentionRule, *, legal_basis: str, actor: Actor) -> None:
    """Make a shipped proposal a rule, with the archive schedule that it rests on."""
    require_administrator(actor)
    row.legal_basis = legal_basis
    row.is_proposal = False
    row.save(update_fields=["legal_basis", "is_proposal"])


@transaction.atomic
def end_term(
    row: CommittedLimit | ProvincialFee | FeeExemption | RetentionRule,
    last_day: date,
    *,
    actor: Actor,
) -> None:
    """Let a term hold until ``last_day``. Raises ValidityError."""
    require_administrator(actor)
    ended: ValidInTime = row
    validity.end(ended, last_day)
