"""Everything a new installation needs, in the order in which one part needs the other."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from django.db import transaction

from motcua.agencies.models import Desk, Installation, Unit, UnitLevel
from motcua.dossiers.codes import DEFAULT_PATTERN
from motcua.dossiers.models import CodePattern
from motcua.reference.agencies import HEADS, load_agencies
from motcua.reference.calendar import load_calendar
from motcua.reference.eforms import load_eforms
from motcua.reference.fees import load_demonstration_fees, load_exemptions
from motcua.reference.forms import load_forms
from motcua.reference.indices import load_index_versions
from motcua.reference.messages import load_messages
from motcua.reference.outcome import Outcome, Report, silent
from motcua.reference.paper_kinds import load_paper_kinds
from motcua.reference.procedures import load_procedures
from motcua.reference.questionnaires import load_questionnaires
from motcua.reference.reports import load_reports
from motcua.reference.retention import load_retention
from motcua.reference.units import FIRST_DAY, TWO_TIERS, load_units

BASIS_OF_CODES: Final = (
    "Thông tư 01/2018/TT-VPCP, Điều 19; mã cơ quan theo Quyết định 20/2020/QĐ-TTg"
)
BOTH: Final = tuple(HEADS)
Loader = Callable[[], Outcome]


@transaction.atomic
def load_reference(
    provinces: Sequence[str] = BOTH, *, at: datetime, report: Report = silent
) -> list[Outcome]:
    """Store all that we ship for ``provinces`` ("77", "79") and the demonstration's fees.

    A second time changes nothing. About ten seconds on an empty database.
    """
    loaders: list[Loader] = [
        load_units,
        partial(load_agencies, provinces),
        *rules(at=at),
        partial(load_demonstration_fees, provinces),
    ]
    return run_loaders(loaders, report=report)


def rules(*, at: datetime) -> list[Loader]:
    """Return the loaders of what holds everywhere: calendar, catalogue, forms, words, codes."""
    return [
        load_calendar,
        load_code_pattern,
        load_forms,
        load_messages,
        load_exemptions,
        load_paper_kinds,
        partial(load_procedures, at=at),
        partial(load_eforms, at=at),
        load_retention,
        partial(load_questionnaires, at=at),
        partial(load_index_versions, at=at),
        partial(load_reports, at=at),
    ]


def run_loaders(loaders: Sequence[Loader], *, report: Report) -> list[Outcome]:
    """Run ``loaders`` one after the other and say after each what it did."""
    outcomes = []
    for loader in loaders:
        outcome = loader()
        report(outcome.sentence)
        outcomes.append(outcome)
    return outcomes


def load_code_pattern() -> Outcome:
    """Store how dossier codes are written, unless that is settled already.

    Codes in the order of 2018 (``000.25.03.H06-240912-0001``) are read all the same.
    """
    if CodePattern.objects.filter(agency__isnull=True).exists():
        return Outcome("Mẫu mã hồ sơ", 0, 1)
    CodePattern.objects.create(
        pattern=DEFAULT_PATTERN, legal_basis=BASIS_OF_CODES, valid_from=FIRST_DAY
    )
    return Outcome("Mẫu mã hồ sơ", 1)


def settle_installation(
    province_code: str,
    *,
    site_name: str,
    parent_name: str = "",
    hotline: str = "",
    address: str = "",
    default_desk: Desk | None = None,
) -> Installation:
    """Say which province of today this is, and what pages call it; one row, changed in place."""
    unit = Unit.objects.get(level=UnitLevel.PROVINCE, code=province_code, valid_from=TWO_TIERS)
    installation = Installation.objects.first() or Installation()
    installation.unit = unit
    installation.site_name = site_name
    installation.parent_name = parent_name
    installation.hotline = hotline
    installation.address = address
    installation.default_desk = default_desk
    installation.save()
    return installation
