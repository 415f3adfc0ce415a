"""The command ``motcua init``: an empty province, ready for its first administrator."""

import sys

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock


@click.command()
@click.option("--province", help="Mã hoặc tên tỉnh, thành phố. / Code or name of the province.")
@click.option("--site-name", help="Tên trang. / Name of the site.")
@click.option("--username", help="Tên đăng nhập của quản trị. / The administrator's user name.")
@click.option("--full-name", help="Họ tên của quản trị. / The administrator's name.")
@click.option(
    "--password",
    help="Mật khẩu đầu tiên; bỏ trống thì tự tạo. / First password; made when left out.",
)
def init(
    *,
    province: str | None,
    site_name: str | None,
    username: str | None,
    full_name: str | None,
    password: str | None,
) -> None:
    """Thiết lập một tỉnh mới trên cơ sở dữ liệu còn trống.

    Nạp đơn vị hành chính, lịch làm việc, thủ tục, mẫu biểu, và lập tài khoản quản trị đầu
    tiên. Không có dữ liệu trình diễn. Điều gì chưa ghi trong dòng lệnh sẽ được hỏi.

    Set up an empty province: units, calendar, catalogue, forms and the first
    administrator, without the demonstration. Asks for what is not given.
    """
    wanted = _given("--province", province, "Tỉnh, thành phố (mã hoặc tên)", None)
    with with_tables(migrate=True):
        from motcua.agencies.staffing import new_password  # noqa: PLC0415, needs Django
        from motcua.reference.province import (  # noqa: PLC0415
            Choice,
            find_province,
            found_province,
            require_empty,
        )

        require_empty()
        code, full_province = find_province(wanted)
        made_password = password or new_password()
        choice = Choice(
            province_code=code,
            site_name=_given(
                "--site-name",
                site_name,
                "Tên trang",
                f"Một cửa {full_province[0].lower()}{full_province[1:]}",
            ),
            username=_given("--username", username, "Tên đăng nhập của quản trị", "quantri"),
            full_name=_given("--full-name", full_name, "Họ tên của quản trị", "Quản trị hệ thống"),
            password=made_password,
        )
        account = found_province(choice, at=clock.now(), report=click.echo)
    _tell(full_province, account.username, made_password)


def _tell(full_province: str, username: str, password: str) -> None:
    """Say how to sign in and what to do next."""
    click.echo()
    click.echo(f"Đã thiết lập {full_province}.")
    click.echo(f"Đăng nhập bằng “{username}”, mật khẩu “{password}”.")
    click.echo("Lần đăng nhập đầu tiên sẽ phải đổi mật khẩu.")
    click.echo(
        "Mã cơ quan cấp xã đang là mã tạm: xin sửa theo quyết định của tỉnh trước khi tiếp nhận "
        "hồ sơ đầu tiên, vì mã hồ sơ bắt đầu bằng mã cơ quan."
    )
    click.echo("Chạy “motcua check” để xem còn thiếu gì, “motcua serve” để bắt đầu.")


def _given(option: str, value: str | None, question: str, default: str | None) -> str:
    """Return what was given, else ask where somebody can answer, else the default."""
    if value:
        return value
    if sys.stdin.isatty():
        answer: str = click.prompt(question, default=default)
        return answer
    if default is None:
        raise click.UsageError(f"Thiếu {option}: xem --help.")
    return default
