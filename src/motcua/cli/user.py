"""The command ``motcua user``: accounts of officers, for whoever runs the machine."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from motcua.agencies.roles import LABELS, Role
from motcua.cli.ready import with_tables
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.agencies.models import Agency, Desk, Officer, RoleAssignment

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
        from motcua.agencies.selectors import find_agency  # noqa: PLC0415, needs Django

        agency = find_agency(agency_code, clock.today())
        chosen = _engage(
            username,
            password,
            email=email,
            values={
                "full_name": full_name,
                "agency": agency,
                "desk": _desk(agency, desk_code),
                "position": position,
            },
            roles=[Role(role) for role in roles],
        )
    click.echo(f"Đã tạo tài khoản “{username}” tại {agency.name}.")
    if not password:
        click.echo(f"Mật khẩu đầu tiên: {chosen}")
    click.echo("Lần đăng nhập đầu tiên sẽ phải đổi mật khẩu.")


def _desk(agency: "Agency", code: str | None) -> "Desk | None":
    """Return the desk called ``code``, or the agency's first when none is named."""
    desks: dict[str, Desk] = {desk.code: desk for desk in agency.desks.all()}
    if code is None:
        return next(iter(desks.values()), None)
    if code not in desks:
        known = ", ".join(desks) or "không có bộ phận nào"
        raise click.ClickException(
            f"{agency.name} không có bộ phận mang mã “{code}”. Có: {known}."
        )
    return desks[code]


def _engage(
    username: str,
    password: str | None,
    *,
    email: str,
    values: dict[str, Any],
    roles: Sequence[Role],
) -> str:
    """Store officer, account and roles together; return the first password."""
    from django.db import transaction  # noqa: PLC0415, Django is set up by now

    from motcua.accounts.services import add_account  # noqa: PLC0415
    from motcua.agencies.actors import SYSTEM  # noqa: PLC0415
    from motcua.agencies.models import Officer  # noqa: PLC0415
    from motcua.agencies.staffing import give_role, new_password, save_officer  # noqa: PLC0415

    chosen = password or new_password()
    with transaction.atomic():
        account = add_account(username, chosen, display_name=values["full_name"], email=email)
        officer = save_officer(Officer(account=account), values, actor=SYSTEM)
        for role in roles:
            give_role(
                officer,
                role,
                agency=officer.agency,
                valid_from=clock.today(),
                valid_to=None,
                actor=SYSTEM,
            )
    return chosen


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
    """Đặt lại mật khẩu, bỏ khóa do gõ sai và đóng mọi phiên đang mở.

    Set a new password, lift a lock-out and end every session.
    """
    with with_tables():
        from axes.utils import reset as reset_failures  # noqa: PLC0415, needs Django

        from motcua.accounts.services import end_sessions  # noqa: PLC0415
        from motcua.agencies.staffing import new_password  # noqa: PLC0415

        officer = _find(username)
        account = officer.account
        assert account is not None  # noqa: S101, found by the name of the account
        chosen = password or new_password()
        _check_password(chosen, officer)
        account.set_password(chosen)
        account.must_change_password = True
        account.save(update_fields=["password", "must_change_password"])
        end_sessions(account)
        # Whoever forgot the password has mostly been locked out by trying.
        reset_failures(username=account.username)
    click.echo(f"Đã đặt lại mật khẩu của “{username}”.")
    if not password:
        click.echo(f"Mật khẩu mới: {chosen}")
    click.echo("Lần đăng nhập sau sẽ phải đổi mật khẩu.")


@user.command()
@click.argument("username")
def disable(*, username: str) -> None:
    """Khóa tài khoản, thôi các vai trò và đóng mọi phiên. Việc đã làm vẫn ghi tên người đó.

    Close an account, end its roles and sessions. What was done stays under the name.
    """
    with with_tables():
        from django.db import transaction  # noqa: PLC0415, Django is set up by now

        from motcua.agencies.actors import SYSTEM  # noqa: PLC0415
        from motcua.agencies.staffing import set_working  # noqa: PLC0415

        officer = _find(username)
        with transaction.atomic():
            for held in officer.assignments.select_related("agency"):
                _take(officer, Role(held.role), held.agency)
            set_working(officer, is_working=False, actor=SYSTEM)
    click.echo(f"Đã khóa tài khoản “{username}”.")


@user.command()
@click.argument("username")
@click.option("--agency", "agency_code", help="Mã cơ quan; mặc định nơi làm việc. / Agency.")
@click.option("--give", type=_ROLE, multiple=True, help="Giao vai trò. / Give a role.")
@click.option("--take", type=_ROLE, multiple=True, help="Thôi vai trò. / Take a role.")
def roles(
    *, username: str, agency_code: str | None, give: Sequence[str], take: Sequence[str]
) -> None:
    """Xem, giao hoặc thôi vai trò của một người. Vai trò giao hôm nay thôi từ ngày mai.

    Show, give or take somebody's roles. What was given today is taken from tomorrow.
    """
    with with_tables():
        from motcua.agencies.selectors import find_agency  # noqa: PLC0415, needs Django

        officer = _find(username)
        agency = find_agency(agency_code, clock.today()) if agency_code else officer.agency
        for role in give:
            _give(officer, Role(role), agency)
        for role in take:
            _take(officer, Role(role), agency)
        line = _line(_find(username))
    click.echo(line)


def _give(officer: "Officer", role: Role, agency: "Agency") -> None:
    from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
    from motcua.agencies.staffing import give_role  # noqa: PLC0415

    today = clock.today()
    if not _held(officer, role, agency):
        give_role(officer, role, agency=agency, valid_from=today, valid_to=None, actor=SYSTEM)


def _take(officer: "Officer", role: Role, agency: "Agency") -> None:
    from motcua.agencies.actors import SYSTEM  # noqa: PLC0415, needs Django
    from motcua.agencies.staffing import end_role  # noqa: PLC0415

    for assignment in _held(officer, role, agency):
        # An interval cannot end before it begins.
        last_day = max(assignment.valid_from, clock.today() - timedelta(days=1))
        end_role(assignment, last_day, actor=SYSTEM)


def _held(officer: "Officer", role: Role, agency: "Agency") -> "list[RoleAssignment]":
    held = officer.assignments.filter(role=role.value, agency=agency)
    return [assignment for assignment in held if assignment.is_valid_on(clock.today())]


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
