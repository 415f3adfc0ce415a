"""The rule of counting in force, and setting another one."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.models import Installation
from motcua.indicators.models import CountingRule
from motcua.kernel.errors import DomainError


class RuleError(DomainError):
    """The rule cannot be set that way."""

    code: ClassVar[str] = "counting-rule"


@dataclass(frozen=True, slots=True)
class Rule:
    """How to count from ``valid_from`` on; see ``models.CountingRule`` for each field."""

    valid_from: date
    period_begins_on: int
    waiting_counts_as_settled: bool
    minimum_sample: int
    form_code: str
    form_title: str
    legal_basis: str


def rule_of(row: CountingRule) -> Rule:
    """Return a stored rule as it is counted by."""
    return Rule(**{field.name: getattr(row, field.name) for field in fields(Rule)})


def shipped_rule(**changes: Any) -> Rule:
    """Return the rule that holds where none is set, with ``changes``."""
    return rule_of(CountingRule(**changes))


def rule_on(day: date) -> Rule:
    """Return the rule in force on ``day``. One query."""
    found: CountingRule | None = CountingRule.objects.filter(valid_from__lte=day).first()
    return rule_of(found) if found is not None else shipped_rule()


@transaction.atomic
def set_rule(wanted: Rule, *, on: date) -> CountingRule:
    """Add a rule, or write one anew that is not in force yet on ``on``.

    Raises RuleError for a day that lies behind: figures given out would not be found again.
    """
    if wanted.valid_from < on:
        raise RuleError(
            _("Ngày áp dụng không thể ở quá khứ: số đã công bố sẽ không tính lại được.")
        )
    values = {
        "period_begins_on": wanted.period_begins_on,
        "waiting_counts_as_settled": wanted.waiting_counts_as_settled,
        "minimum_sample": wanted.minimum_sample,
        "form_code": wanted.form_code.strip(),
        "form_title": wanted.form_title.strip(),
        "legal_basis": wanted.legal_basis.strip(),
    }
    rule, _is_new = CountingRule.objects.update_or_create(
        valid_from=wanted.valid_from, defaults=values
    )
    return rule


def place_name() -> str:
    """Return the name under which all agencies together report."""
    found = Installation.objects.select_related("unit").first()
    return str(found.unit.full_name) if found is not None else _("Toàn tỉnh")
