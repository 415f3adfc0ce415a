"""The command ``motcua portal``: what the national portal has, and telling it again."""

from typing import Final

import click

from motcua.cli.portal_receive import receive
from motcua.cli.ready import with_tables
from motcua.kernel import clock

EXIT_DIFFERENT: Final = 1
EXIT_NO_ANSWER: Final = 2
MOST_SAID: Final = 200


@click.group()
def portal() -> None:
    """Đồng bộ với Cổng Dịch vụ công quốc gia.

    Synchronisation with the national portal of public services.
    """


@portal.command()
@click.option("--all", "say_all", is_flag=True, help="In mọi chỗ khác. / Print every difference.")
@click.pass_context
def compare(context: click.Context, *, say_all: bool) -> None:
    """So hồ sơ ở Cổng với hồ sơ ở đây, nêu tên từng chỗ khác. Không đổi gì.

    Mã thoát: 0 giống hết, 1 có chỗ khác, 2 không hỏi được Cổng hoặc chưa kết nối.

    Compare the portal's list with ours and name every difference. Exit code 0 the same,
    1 different, 2 the portal cannot be asked.
    """
    with with_tables():
        from motcua.exchange.portal.client import PortalError, portal as place_of  # noqa: PLC0415
        from motcua.exchange.portal.comparing import differences  # noqa: PLC0415

        place = place_of()
        if place is None:
            click.echo("Chưa kết nối Cổng: hãy đặt MOTCUA_PORTAL_ADDRESS.", err=True)
            context.exit(EXIT_NO_ANSWER)
        count = 0
        try:
            for found in differences(place, at=clock.now()):
                count += 1
                if say_all or count <= MOST_SAID:
                    click.echo(f"✗ {found}")
        except PortalError as error:
            click.echo(f"Không hỏi được Cổng: {error}.", err=True)
            context.exit(EXIT_NO_ANSWER)
    if count > MOST_SAID and not say_all:
        click.echo(f"  … và {count - MOST_SAID} chỗ nữa.")
    click.echo(f"KHÔNG KHỚP ở {count} chỗ." if count else "Khớp: Cổng có đúng những gì ở đây.")
    context.exit(EXIT_DIFFERENT if count else 0)


@portal.command()
@click.argument("code", required=False)
@click.option("--refused", is_flag=True, help="Mọi hồ sơ bị từ chối. / All that were refused.")
@click.option("--missing", is_flag=True, help="Mọi hồ sơ chưa hề gửi. / All that were never sent.")
def resend(*, code: str | None, refused: bool, missing: bool) -> None:
    """Xếp hàng gửi lại một hồ sơ theo MÃ, như nó đang có; tiến trình nền sẽ gửi.

    Queue one dossier again by its CODE, as it stands; the worker sends it.
    """
    if sum((bool(code), refused, missing)) != 1:
        raise click.UsageError("Hãy ghi một mã hồ sơ, hoặc --refused, hoặc --missing.")
    with with_tables():
        from motcua.dossiers.models import Dossier  # noqa: PLC0415, needs Django
        from motcua.exchange.portal import outgoing  # noqa: PLC0415

        at = clock.now()
        if not outgoing.is_joined():
            raise click.ClickException("Chưa kết nối Cổng: hãy đặt MOTCUA_PORTAL_ADDRESS.")
        if refused:
            count = outgoing.send_refused_again(at=at)
        elif missing:
            count = outgoing.send_missing(at=at)
        else:
            found = Dossier.objects.filter(code=code).first()
            found = found or Dossier.objects.filter(tracking_code=code).first()
            if found is None:
                raise click.ClickException(f"Không có hồ sơ {code}.")
            count = int(outgoing.send_again(found.pk, at=at) is not None)
    click.echo(f"Đã xếp {count} hồ sơ vào hàng chờ gửi.")


portal.add_command(receive)
