"""Rules of counting: valid from a day, never for days that lie behind."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.indicators.models import CountingRule
from motcua.indicators.rules import RuleError, rule_on, set_rule, shipped_rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NEXT = replace(shipped_rule(), valid_from=date(2027, 1, 1), period_begins_on=1)


def test_the_shipped_rule_holds_until_another_does() -> None:
    set_rule(NEXT, on=TODAY)

    assert rule_on(date(2026, 12, 31)) == shipped_rule()
    assert rule_on(date(2027, 1, 1)) == NEXT


def test_a_rule_that_is_not_in_force_yet_is_written_anew() -> None:
    set_rule(NEXT, on=TODAY)

    set_rule(replace(NEXT, minimum_sample=30), on=TODAY)

    assert [rule.minimum_sample for rule in CountingRule.objects.all()] == [30]


def test_a_rule_for_days_behind_is_refused() -> None:
    with pytest.raises(RuleError):
        set_rule(replace(NEXT, valid_from=date(2026, 11, 22)), on=TODAY)
