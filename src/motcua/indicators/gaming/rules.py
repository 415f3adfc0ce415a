"""The rule of signs in force, and setting another one."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.models import SignRule
from motcua.kernel.errors import DomainError


class SignRuleError(DomainError):
    """The rule cannot be set that way."""

    code: ClassVar[str] = "sign-rule"


@dataclass(frozen=True, slots=True)
class Rule:
    """From what on something is a sign; see ``models.SignRule`` for each field."""

    valid_from: date
    gap_minutes: int
    relodge_days: int
    pause_minutes: int
    finish_minutes: int
    burst_minutes: int
    burst_least: int
    people_least: int
    late_minutes: int
    minimum_sample: int
    minimum_units: int
    note: str

    @property
    def values(self) -> dict[str, Any]:
        """Return what the conditions of signs are filled with."""
        return {
            "gap": self.gap_minutes,
            "relodge": self.relodge_days,
            "pause": self.pause_minutes,
            "finish": self.finish_minutes,
            "burst_minutes": self.burst_minutes,
            "burst_least": self.burst_least,
            "people": self.people_least,
            "late": self.late_minutes,
        }


def rule_of(row: SignRule) -> Rule:
    """Return a stored rule as it is counted by."""
    return Rule(**{field.name: getattr(row, field.name) for field in fields(Rule)})


def rule_on(day: date) -> Rule:
    """Return the rule in force on ``day``, else the one the product comes with. One query."""
    found: SignRule | None = SignRule.objects.filter(valid_from__lte=day).first()
    return rule_of(found or SignRule())


@transaction.atomic
def set_rule(wanted: Rule, *, on: date) -> SignRule:
    """Add a rule, or write one anew that is not in force yet on ``on``.

    Raises SignRuleError for a day that lies behind: what was looked at would not be found again.
    """
    if wanted.valid_from < on:
        raise SignRuleError(
            _("Ngày áp dụng không thể ở quá khứ: điều đã xem sẽ không tính lại được.")
        )
    values = {field.name: getattr(wanted, field.name) for field in fields(Rule)}
    values["note"] = wanted.note.strip()
    rule, _is_new = SignRule.objects.update_or_create(
        valid_from=values.pop("valid_from"), defaults=values
    )
    return rule
