"""The command ``motcua verify``: whether anything recorded was altered."""

import json
import os
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from motcua.cli.ready import with_tables
from motcua.dossiers.extract_check import UnreadableFileError, check_file, compare_with_day
from motcua.kernel import clock

if TYPE_CHECKING:
    from motcua.dossiers.auditing import Audit
    from motcua.dossiers.extract_check import Checked
    from motcua.indicators.closed.checking import FigureCheck
    from motcua.indicators.effect_checking import EffectCheck
    from motcua.indicators.indexing.checking import IndexCheck
    from motcua.indicators.spans.checking import SpanCheck
    from motcua.opendata.checking import PublishedCheck

EXIT_DIFFERENT: Final = 1
EXIT_UNREADABLE: Final = 2
MOST_SAID: Final = 20
MOST_PROCESSES: Final = 4
FEW: Final = 4_000
"""So many dossiers are compared sooner than another process has begun."""


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--day",
    "published",
    type=click.Path(path_type=Path),
    help="Tệp JSON của một ngày, tải từ trang sổ cái, để so. / Published day to compare with.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Chỉ những gì được ghi từ ngày này. / Only what was recorded from this day on.",
)
@click.pass_context
def verify(
    context: click.Context, *, file: Path | None, published: Path | None, since: datetime | None
) -> None:
    """Kiểm tra sổ: không có gì đã ghi bị sửa, xóa hay chèn thêm.

    Không kèm tệp: đối chiếu cơ sở dữ liệu với sổ, gồm bộ khóa, chuỗi dấu vết, ngày đã
    khóa, và từng hồ sơ. Kèm TỆP là bản trích hồ sơ hay danh sách ngày tải từ trang: chỉ
    cần tệp ấy, không cần cơ sở dữ liệu. Mã thoát: 0 khớp, 1 có chỗ khác, 2 không đọc được.

    Check that nothing recorded was altered: the database against its ledger, or, given a
    FILE (an extract or a published day), that file alone. Exit code 0 sound, 1 different,
    2 unreadable.
    """
    if file is None and published is not None:
        raise click.UsageError("--day là để so với một bản trích: hãy ghi cả TỆP bản trích.")
    if file is not None and since is not None:
        raise click.UsageError("--since chỉ dùng khi đối chiếu cơ sở dữ liệu, không kèm TỆP.")
    if file is None:
        context.exit(_verify_database(since))
    try:
        context.exit(_verify_file(file, published))
    except UnreadableFileError as error:
        click.echo(f"✗ {error}", err=True)
        context.exit(EXIT_UNREADABLE)


def _verify_file(file: Path, published: Path | None) -> int:
    document = _read(file)
    checked = check_file(document)
    if published is not None:
        day = _read(published)
        of_day = check_file(day)
        checked.sound += of_day.sound
        checked.wrong += [*of_day.wrong, *compare_with_day(document, day)]
    _say_checked(checked)
    return EXIT_DIFFERENT if checked.wrong else 0


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise UnreadableFileError(f"Không đọc được tệp {path}: {error.strerror}.") from error
    except ValueError as error:
        raise UnreadableFileError(f"Tệp {path} không phải JSON: {error}.") from error


def _say_checked(checked: "Checked") -> None:
    for sentence in checked.sound:
        click.echo(f"✓ {sentence}")
    for sentence in checked.wrong:
        click.echo(f"✗ {sentence}")
    for sentence in checked.notes:
        click.echo(f"· {sentence}")
    click.echo("KHÔNG KHỚP." if checked.wrong else "Khớp.")


def _verify_database(since: datetime | None) -> int:
    started = time.monotonic()
    with with_tables():
        from motcua.dossiers.auditing import audit  # noqa: PLC0415, needs Django
        from motcua.indicators.closed.checking import check_figures  # noqa: PLC0415
        from motcua.indicators.effect_checking import check_effects  # noqa: PLC0415
        from motcua.indicators.indexing.checking import check_index  # noqa: PLC0415
        from motcua.indicators.spans.checking import check_spans  # noqa: PLC0415
        from motcua.opendata.checking import check_published  # noqa: PLC0415
        from motcua.rankings.checking import check_rankings  # noqa: PLC0415

        def tell(text: str) -> None:
            click.echo(text, err=True)

        found = audit(
            since=since.date() if since else None,
            at=clock.now(),
            progress=tell,
            processes=_processes(),
        )
        figures = check_figures(lambda label: tell(f"số liệu “{label}”…"))
        index = check_index(lambda label: tell(f"{label}…"))
        effects = check_effects(lambda label: tell(f"{label}…"))
        spans = check_spans(lambda label: tell(f"{label}…"))
        published = check_published()
        rankings = check_rankings()
        for one in (figures, index, effects, spans, published, rankings):
            found.differences += one.differences
    _say_figures(figures, published)
    _say_index(index)
    _say_effects(effects)
    _say_spans(spans)
    if rankings.indices:
        click.echo(f"Đã tính lại {rankings.results} kết quả của {rankings.indices} bảng xếp hạng.")
    _say_audit(found, time.monotonic() - started)
    return EXIT_DIFFERENT if found.differences else 0


def _say_figures(figures: "FigureCheck", published: "PublishedCheck") -> None:
    click.echo(f"Đã đếm lại {figures.figures} con số đã khóa.")
    if published.days:
        click.echo(f"Đã so dữ liệu mở của {published.days} ngày với dấu vết đã công bố.")
    if figures.older:
        click.echo(f"· {figures.older} con số của công thức cũ, chương trình này không đếm nữa.")


def _say_index(index: "IndexCheck") -> None:
    click.echo(f"Đã tính lại {index.items} điểm chỉ số 766 của {index.runs} lần khóa kỳ.")
    if index.older:
        click.echo(f"· {index.older} lần khóa theo cách đếm cũ, chỉ tính lại được điểm.")


def _say_spans(spans: "SpanCheck") -> None:
    if spans.is_kept:
        click.echo(f"Đã cộng lại {spans.counts} số của ngày, tháng, năm từ số liệu của hồ sơ.")
    else:
        click.echo("· Số của ngày, tháng, năm chưa được cộng; trang công khai đang đếm hồ sơ.")


def _say_effects(effects: "EffectCheck") -> None:
    if effects.rows:
        click.echo(f"Đã đo lại {effects.rows} tác động của mô hình.")
    if effects.moved:
        click.echo(f"· {effects.moved} tác động có số liệu mới từ khi đo, đêm tới đo lại.")
    if effects.unmeasured:
        click.echo(
            f"· {effects.unmeasured} tác động đo bằng thư viện mà máy này không có, không đo lại."
        )


def _processes() -> int:
    """Return how many processes may share the work: one a core, where there is enough of it."""
    from django.db import connection  # noqa: PLC0415, needs Django

    from motcua.dossiers.models import Dossier  # noqa: PLC0415, needs Django

    is_much = not connection.in_atomic_block and Dossier.objects.all()[FEW : FEW + 1].exists()
    return min(os.cpu_count() or 1, MOST_PROCESSES) if is_much else 1


def _say_audit(found: "Audit", seconds: float) -> None:
    tally = found.tally
    click.echo(
        f"Đã đối chiếu {tally.events} việc của {tally.dossiers} hồ sơ và {found.days} ngày đã "
        f"khóa sổ, trong {seconds:.1f} giây."
    )
    if tally.erased:
        click.echo(
            f"· {tally.erased} hồ sơ đã xóa thông tin cá nhân; cam kết trong sổ còn nguyên."
        )
    if tally.older:
        click.echo(f"· {tally.older} hồ sơ ghi theo cách cũ, chỉ so được một phần.")
    if found.open_days:
        first, last = found.open_days[0], found.open_days[-1]
        which = f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} đến {last:%d/%m/%Y}"
        click.echo(f"· Ngày chưa khóa sổ: {which}. Hãy chạy “motcua daily --job close”.")
    if not found.differences:
        click.echo("Khớp: không có gì đã ghi bị sửa, xóa hay chèn thêm.")
        return
    click.echo(f"KHÔNG KHỚP ở {len(found.differences)} chỗ. Chỗ đầu tiên:")
    for difference in found.differences[:MOST_SAID]:
        click.echo(f"✗ {difference}.")
    if len(found.differences) > MOST_SAID:
        click.echo(f"  … và {len(found.differences) - MOST_SAID} chỗ nữa.")
