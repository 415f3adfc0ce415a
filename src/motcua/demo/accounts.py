"""The accounts one signs in with to look around, one for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.hashers import make_password

from motcua.accounts.models import Account, AccountKind, OneTimeKey
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role

DEMO_PASSWORD: Final = "motcua2026"  # noqa: S105 - told to everybody, works in the demo only
LIVING_PLACE: Final = "Phường Vũng Tàu, năm nay"
PLACE_OF_2024: Final = "Xã An Ngãi, năm 2024"
PLACE_OF_COUNCIL: Final = "Hội đồng sáng kiến tỉnh, năm 2024"
PLACE_OF_LAND: Final = "Sở Nông nghiệp và Môi trường, năm nay"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration."""

    username: str
    role: Role
    place: str


LIVING_ACCOUNTS: Final = tuple(
    DemoAccount(username, role, LIVING_PLACE)
    for username, role in (
        ("motcua", Role.DESK_OFFICER),
        ("thuly", Role.HANDLING_OFFICER),
        ("lanhdaophong", Role.REVIEWER),
        ("lanhdao", Role.APPROVER),
        ("vanthu", Role.CLERK),
        ("thuquy", Role.CASHIER),
        ("truongmotcua", Role.HEAD_OF_DESK),
        ("quantri", Role.ADMINISTRATOR),
        ("kiemtra", Role.AUDITOR),
    )
)
LISTENING_ACCOUNTS: Final = (
    DemoAccount("phananh", Role.PETITION_OFFICER, LIVING_PLACE),
    DemoAccount("tiepcongdan", Role.COMPLAINT_OFFICER, LIVING_PLACE),
)
"""Whoever hears what people say."""
ACCOUNT_OF_LAND: Final = DemoAccount("sonongnghiep", Role.HANDLING_OFFICER, PLACE_OF_LAND)
"""The other agency of a linked procedure, which is also asked for its opinion."""
ACCOUNT_OF_GUIDANCE: Final = DemoAccount("dieuphoi", Role.ORGANISER, LIVING_PLACE)
ACCOUNT_OF_THANG_NHI: Final = DemoAccount(
    "thangnhi.dieuphoi", Role.ORGANISER, "Phường Thắng Nhì, năm 2024"
)
ACCOUNT_OF_REFORM: Final = DemoAccount("caicach", Role.REFORM_OFFICER, LIVING_PLACE)
ACCOUNTS_OF_REFORM_2024: Final = (
    DemoAccount("anngai.caicach", Role.REFORM_OFFICER, PLACE_OF_2024),
    DemoAccount("hoidong.thuongtruc", Role.REFORM_OFFICER, PLACE_OF_COUNCIL),
    DemoAccount("hoidong.mot", Role.APPROVER, PLACE_OF_COUNCIL),
    DemoAccount("hoidong.hai", Role.APPROVER, PLACE_OF_COUNCIL),
)
"""Who registers, who runs the council, and two who score beside them."""
HELPER_USERNAME: Final = "maianh"
"""Somebody who guides; no officer, so no role."""
ACCOUNTS_OF_2024: Final = tuple(
    DemoAccount(username, role, PLACE_OF_2024)
    for username, role in (
        ("anngai.motcua", Role.DESK_OFFICER),
        ("anngai.thuly", Role.HANDLING_OFFICER),
        ("anngai.quantri", Role.ADMINISTRATOR),
    )
)


ACCOUNT_WITH_SECOND_STEP: Final = ACCOUNTS_OF_2024[-1].username
"""Shows the second step of signing in, where the demonstration also shows the code."""
_MADE_UP_KEY: Final = "MOTCUATRINHDIENMOTCUATRINHDIEN22"


def demo_accounts() -> list[tuple[str, str, str]]:
    """List the accounts as (user name, role, place), all with ``DEMO_PASSWORD``."""
    return [
        (account.username, account.role.label, account.place + _note(account))
        for account in (*LIVING_ACCOUNTS, *LISTENING_ACCOUNTS, ACCOUNT_OF_LAND, *ACCOUNTS_OF_2024)
    ] + [
        (ACCOUNT_OF_GUIDANCE.username, ACCOUNT_OF_GUIDANCE.role.label, LIVING_PLACE),
        (HELPER_USERNAME, str(AccountKind.HELPER.label), LIVING_PLACE),
        (ACCOUNT_OF_THANG_NHI.username, Role.ORGANISER.label, ACCOUNT_OF_THANG_NHI.place),
        *(
            (account.username, account.role.label, account.place)
            for account in (ACCOUNT_OF_REFORM, *ACCOUNTS_OF_REFORM_2024)
        ),
    ]


def sign_in_lines() -> list[str]:
    """Return what is printed when the product has started."""
    listed = demo_accounts()
    width = max(len(username) for username, _role, _place in listed)
    role_width = max(len(role) for _username, role, _place in listed)
    return [
        f"Tài khoản trình diễn, mật khẩu chung: {DEMO_PASSWORD}",
        *(
            f"  {username:<{width}}  {role:<{role_width}}  {place}"
            for username, role, place in listed
        ),
    ]


def open_accounts(officers: Mapping[str, Officer]) -> None:
    """Give officers accounts under the user names that they are listed by."""
    # One password for all, so the slow hash is worked out once.
    password = make_password(DEMO_PASSWORD)
    for username, officer in officers.items():
        officer.account = Account.objects.create(
            username=username,
            display_name=officer.full_name,
            is_demo=True,
            password=password,
        )
    Officer.objects.bulk_update(officers.values(), ["account"])


def give_second_step() -> None:
    """Give one account a telephone that nobody has."""
    account = Account.objects.get(username=ACCOUNT_WITH_SECOND_STEP)
    OneTimeKey.objects.create(account=account, secret=_MADE_UP_KEY, created_at=account.created_at)


def _note(account: DemoAccount) -> str:
    return ", có bước thứ hai" if account.username == ACCOUNT_WITH_SECOND_STEP else ""
