"""The command ``motcua portal receive``: what the national portal has for us, read now."""

from typing import Final

import click

from motcua.cli.ready import with_tables
from motcua.kernel import clock

EXIT_PROBLEMS: Final = 1
EXIT_NOT_JOINED: Final = 2


@click.command()
@click.option(
    "--again",
    "is_again",
    is_flag=True,
    help="Thử lại cả những mục chưa nhận được. / Also try again what was not taken in.",
)
@click.pass_context
def receive(context: click.Context, *, is_again: bool) -> None:
    """Đọc ngay những gì Cổng có cho hệ thống này: hồ sơ nộp, hồ sơ bộ, danh mục.

    Đọc lại không nhận hai lần. Mã thoát: 0 đọc trọn, 1 có chỗ không đọc được, 2 chưa nối Cổng.

    Read now what the portal has for this system. Reading again takes nothing in twice. Exit
    code 0 read whole, 1 something could not be read, 2 not joined to the portal.
    """
    with with_tables():
        from motcua.exchange.models import PortalLeft  # noqa: PLC0415, needs Django
        from motcua.exchange.portal import receiving  # noqa: PLC0415, needs Django
        from motcua.exchange.portal.client import portal as place_of  # noqa: PLC0415

        place = place_of()
        if place is None:
            click.echo("Chưa kết nối Cổng: hãy đặt MOTCUA_PORTAL_ADDRESS.", err=True)
            context.exit(EXIT_NOT_JOINED)
        at = clock.now()
        received = receiving.receive(place, at=at)
        if is_again:
            left = list(PortalLeft.objects.order_by("tried_at", "pk"))
            received += receiving.receive_again(left, place, at=at)
        waiting = PortalLeft.objects.count()
    click.echo(
        f"Nhận {received.taken} mục, báo lại Cổng {received.told} hồ sơ. "
        f"Chưa nhận được: {waiting} mục."
    )
    for what, why in received.problems:
        click.echo(f"  ✗ {what}: {why}", err=True)
    if received.problems:
        context.exit(EXIT_PROBLEMS)
