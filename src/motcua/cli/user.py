"""The command ``motcua user``: accounts of officers, for whoever runs the machine."""

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from motcua.agencies.roles import LABELS, Role
from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.agencies.models import Officer

PASSWORD_BYTES: Final = 12
_ROLE: Final = click.Choice([role.value for role in Role])


@click.group()
def user() -> None:
    """Tạo và quản lý tài khoản cán bộ.

    Create and look after accounts of officers.
    """


@user.command()
@click.argument("username")
@click.option("--full-name", required=True, help="Họ và tên. / Full name.")
@click.option("--agency", "agency_code", required=True, help="Mã cơ quan. / Agency code.")
@click.option("--role", "roles", type=_ROLE, multiple=True, help="Vai trò. / Role.")
@click.option("--position", default="", help="Chức danh. / Position.")
@click.option("--desk", "desk_code", help="Mã bộ phận một cửa. / Desk code.")
@click.option("--email", default="", help="Thư điện tử. / E-mail.")
@click.option("--password", help="Bỏ trống thì tự tạo. / Made when left out.")
def add(
    *,
    username: str,
    full_name: str,
    agency_code: str,
    roles: Sequence[str],
    position: str,
    desk_code: str | None,
    email: str,
    password: str | None,
) -> None:
    """Tạo tài khoản cho một cán bộ, với các vai trò tại cơ quan.

    Create the account of an officer, with roles in an agency.
    """
    with with_tables():
        from django.db import transaction  # noqa: PLC0415, Django is set up by now

        from motcua.accounts.services import add_account  # noqa: PLC0415
        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415
        from motcua.agencies.models import Desk  # noqa: PLC0415
        from motcua.agencies.selectors import find_agency  # noqa: PLC0415
        from motcua.agencies.staff import engage_officer  # noqa: PLC0415

        today = clock.today()
        agency = find_agency(agency_code, today)
        desk = agency.desks.filter(code=desk_code).first() if desk_code else None
        if desk_code and desk is None:
            codes = ", ".join(Desk.objects.filter(agency=agency).values_list("code", flat=True))
            raise click.ClickException(
                f"{agency.name} không có bộ phận mang mã “{desk_code}”. Có: {codes or 'không có'}."
            )
        chosen = password or secrets.token_urlsafe(PASSWORD_BYTES)
        with transaction.atomic():
            account = add_account(username, chosen, display_name=full_name, email=email)
            engage_officer(
                full_name,
                agency=agency,
                roles=[Role(role) for role in roles],
                account=account,
                desk=desk or agency.desks.first(),
                position=position,
                on=today,
                actor=SYSTEM,
            )
    click.echo(f"Đã tạo tài khoản “{username}” tại {agency.name}.")
    if not password:
        click.echo(f"Mật khẩu đầu tiên: {chosen}")
    click.echo("Lần đăng nhập đầu tiên sẽ phải đổi mật khẩu.")


@user.command("list")
@click.option("--agency", "agency_code", help="Chỉ một cơ quan. / One agency only.")
def list_users(*, agency_code: str | None) -> None:
    """Liệt kê tài khoản cán bộ.

    List the accounts of officers.
    """
    with with_tables():
        from motcua.agencies.models import Officer  # noqa: PLC0415, needs Django
        from motcua.agencies.selectors import find_agency  # noqa: PLC0415

        today = clock.today()
        officers = Officer.objects.filter(account__isnull=False).select_related(
            "account", "agency"
        )
        if agency_code:
            officers = officers.filter(agency=find_agency(agency_code, today))
        lines = [_line(officer) for officer in officers.prefetch_related("assignments")]
    for line in lines or ["Chưa có tài khoản nào."]:
        click.echo(line)


@user.command()
@click.argument("username")
@click.option("--password", help="Bỏ trống thì tự tạo. / Made when left out.")
def password(*, username: str, password: str | None) -> None:
    """Đặt lại mật khẩu và đóng mọi phiên đang mở.

    Set a new password and end every session.
    """
    with with_tables():
        from motcua.accounts.services import end_sessions  # noqa: PLC0415, needs Django

        officer = _find(username)
        account = officer.account
        assert account is not None  # noqa: S101, found by the name of the account
        chosen = password or secrets.token_urlsafe(PASSWORD_BYTES)
        _check_password(chosen, officer)
        account.set_password(chosen)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        end_sessions(account)
    click.echo(f"Đã đặt lại mật khẩu của “{username}”.")
    if not password:
        click.echo(f"Mật khẩu mới: {chosen}")
    click.echo("Lần đăng nhập sau sẽ phải đổi mật khẩu.")


@user.command()
@click.argument("username")
def disable(*, username: str) -> None:
    """Khóa tài khoản, kết thúc các vai trò và phiên đang mở. Việc đã làm vẫn ghi tên người đó.

    Close an account and end its roles and sessions. What was done stays under the name.
    """
    with with_tables():
        from motcua.accounts.services import end_sessions  # noqa: PLC0415, needs Django
        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415
        from motcua.agencies.staff import dismiss_officer  # noqa: PLC0415

        officer = _find(username)
        dismiss_officer(officer, on=clock.today(), actor=SYSTEM)
        assert officer.account is not None  # noqa: S101, found by the name of the account
        end_sessions(officer.account)
    click.echo(f"Đã khóa tài khoản “{username}”.")


@user.command()
@click.argument("username")
@click.option("--agency", "agency_code", help="Mã cơ quan; mặc định nơi làm việc. / Agency.")
@click.option("--give", type=_ROLE, multiple=True, help="Giao vai trò. / Give a role.")
@click.option("--take", type=_ROLE, multiple=True, help="Thôi vai trò. / Take a role.")
def roles(
    *, username: str, agency_code: str | None, give: Sequence[str], take: Sequence[str]
) -> None:
    """Xem, giao hoặc thôi vai trò của một người.

    Show, give or take somebody's roles.
    """
    with with_tables():
        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
        from motcua.agencies.selectors import find_agency  # noqa: PLC0415
        from motcua.agencies.staff import give_role, take_role  # noqa: PLC0415

        today = clock.today()
        officer = _find(username)
        agency = find_agency(agency_code, today) if agency_code else officer.agency
        for role in give:
            give_role(officer, Role(role), agency=agency, on=today, actor=SYSTEM)
        for role in take:
            take_role(officer, Role(role), agency=agency, on=today, actor=SYSTEM)
        line = _line(_find(username))
    click.echo(line)


def _find(username: str) -> "Officer":
    from motcua.agencies.models import Officer  # noqa: PLC0415, needs Django

    found = (
        Officer.objects.select_related("account", "agency")
        .filter(account__username__iexact=username)
        .first()
    )
    if found is None:
        raise click.ClickException(f"Không có cán bộ nào dùng tên đăng nhập “{username}”.")
    return found


def _check_password(chosen: str, officer: "Officer") -> None:
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    try:
        validate_password(chosen, officer.account)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error


def _line(officer: "Officer") -> str:
    account = officer.account
    today = clock.today()
    held = sorted(
        {LABELS[Role(a.role)] for a in officer.assignments.all() if a.is_valid_on(today)}
    )
    state = "" if account and account.is_active else " (đã khóa)"
    name = account.username if account else "-"
    roles_held = ", ".join(held) or "Chưa có vai trò"
    return f"{name}{state}: {officer.full_name}, {officer.agency}. {roles_held}."
