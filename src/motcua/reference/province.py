"""An empty province: rules, units, agencies of its own, and its first administrator."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction

from motcua.accounts.models import Account
from motcua.accounts.services import add_account
from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, AgencyKind, Desk, Installation, Officer, Unit, UnitLevel
from motcua.agencies.roles import Role
from motcua.agencies.staffing import give_role, save_officer
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import fold, slug
from motcua.procedures.models import Procedure
from motcua.reference.calendar import freeze_all
from motcua.reference.outcome import Outcome, Report
from motcua.reference.setup import rules, run_loaders, settle_installation
from motcua.reference.shipped import shipped_rows
from motcua.reference.units import TWO_TIERS, load_units

KINDS = ("Thành phố ", "Tỉnh ")
OLD_PREFIX_OF_HUE = "Thừa Thiên "


class NotEmptyError(DomainError):
    """The database holds something already."""

    code: ClassVar[str] = "not-empty"


class UnknownProvinceError(DomainError):
    """No province of today has that code or name."""

    code: ClassVar[str] = "unknown-province"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who sets a province up has chosen."""

    province_code: str
    site_name: str
    username: str
    full_name: str
    password: str


def provinces_of_today() -> list[tuple[str, str]]:
    """Return code and full name of the 34 provinces."""
    return [(row["code"], row["full_name"]) for row in shipped_rows("units/2025_provinces.csv")]


def find_province(written: str) -> tuple[str, str]:
    """Return code and full name of the province written as code or name, marks or none.

    Raises UnknownProvinceError, which lists them.
    """
    wanted = fold(written)
    for code, full_name in provinces_of_today():
        if wanted in {code, fold(full_name), fold(short_name(full_name))}:
            return code, full_name
    listed = ", ".join(f"{code} {short_name(name)}" for code, name in provinces_of_today())
    raise UnknownProvinceError(f"Không có tỉnh, thành phố “{written}”. Xin chọn một: {listed}.")


def short_name(full_name: str) -> str:
    """Return a province's name without its kind: ``Tỉnh Lào Cai`` → ``Lào Cai``."""
    for kind in KINDS:
        full_name = full_name.removeprefix(kind)
    return full_name


def require_empty() -> None:
    """Raise NotEmptyError, which says what is there, unless nothing is."""
    there = [
        word
        for model, word in (
            (Account, "tài khoản"),
            (Installation, "nơi cài đặt"),
            (Agency, "cơ quan"),
            (Procedure, "thủ tục"),
            (Dossier, "hồ sơ"),
        )
        if model._default_manager.exists()  # noqa: SLF001, Django's name for it
    ]
    if there:
        raise NotEmptyError(
            f"Cơ sở dữ liệu này đã có {', '.join(there)}; “motcua init” chỉ dùng cho nơi còn "
            "trống. Hãy đặt MOTCUA_DATA hoặc DATABASE_URL sang chỗ khác; để bổ sung danh mục thì "
            "dùng “motcua import”."
        )


@transaction.atomic
def found_province(choice: Choice, *, at: datetime, report: Report) -> Account:
    """Fill an empty database for one province, and return its first administrator's account.

    Raises NotEmptyError, AccountError and UnknownProvinceError.
    """
    require_empty()
    run_loaders([load_units, *rules(at=at)], report=report)
    province = Unit.objects.get(
        level=UnitLevel.PROVINCE, code=choice.province_code, valid_from=TWO_TIERS
    )
    committee, outcome = _agencies(province)
    report(outcome.sentence)
    freeze_all()
    settle_installation(
        province.code,
        site_name=choice.site_name,
        parent_name=committee.name,
        default_desk=committee.desks.first(),
    )
    account = add_account(choice.username, choice.password, display_name=choice.full_name)
    officer = save_officer(
        Officer(account=account),
        {
            "full_name": choice.full_name,
            "agency": committee,
            "position": Role.ADMINISTRATOR.label,
        },
        actor=SYSTEM,
    )
    give_role(
        officer,
        Role.ADMINISTRATOR,
        agency=committee,
        valid_from=clock.day_of(at),
        valid_to=None,
        actor=SYSTEM,
    )
    return account


def _agencies(province: Unit) -> tuple[Agency, Outcome]:
    """Make the committee of the province and of each commune, each with its centre."""
    head = _head_code(province)
    committee = _agency(head, province, AgencyKind.PROVINCE_COMMITTEE, province, None)
    committee.save()
    communes = Unit.objects.filter(parent=province, level=UnitLevel.COMMUNE).order_by("code")
    # Three digits, so that nobody takes these numbers of ours for the official two.
    below = Agency.objects.bulk_create(
        _agency(f"{head}.{number:03}", unit, AgencyKind.COMMUNE_COMMITTEE, province, committee)
        for number, unit in enumerate(communes, start=1)
    )
    Desk.objects.bulk_create(
        Desk(
            agency=agency,
            code=slug(agency.code),
            name=f"Trung tâm Phục vụ hành chính công {_in_sentence(agency.unit)}",
            valid_from=TWO_TIERS,
        )
        for agency in (committee, *below)
    )
    return committee, Outcome("Cơ quan", len(below) + 1)


def _agency(
    code: str, unit: Unit, kind: AgencyKind, province: Unit, parent: Agency | None
) -> Agency:
    name = f"UBND {_in_sentence(unit)}"
    return Agency(
        code=code,
        name=name,
        search_text=fold(f"{name} {code}"),
        kind=kind,
        unit=unit,
        province=province,
        parent=parent,
        valid_from=TWO_TIERS,
    )


def _head_code(province: Unit) -> str:
    """Return the code that all agencies of ``province`` begin with, by its name of old."""
    name = short_name(province.full_name)
    for row in shipped_rows("agencies/province_codes.csv"):
        of_old = short_name(row["province_2024"])
        if of_old.removeprefix(OLD_PREFIX_OF_HUE) == name:
            return row["code"]
    raise UnknownProvinceError(f"Chưa biết mã định danh của {province.full_name}.")


def _in_sentence(unit: Unit) -> str:
    return unit.full_name[0].lower() + unit.full_name[1:]
