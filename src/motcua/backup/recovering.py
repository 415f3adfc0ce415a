"""Recovery to a moment: a base backup in a folder of its own, and the log on top of it.

The server that results stands beside everything else and listens on its own socket only; nothing
of the installation that broke is touched.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import psycopg

from motcua.backup import base, handing, wal
from motcua.backup.base import Base, as_superuser
from motcua.backup.wal import Segment, WalArchive
from motcua.kernel import clock
from motcua.runtime.binaries import Binaries, find_binaries
from motcua.runtime.errors import OperatorError
from motcua.runtime.home import Home, find_home
from motcua.runtime.postgres import Cluster

_SYSTEM: Final = Path("/usr/lib/postgresql")
_LAST: Final = re.compile(r"last completed transaction was at log time (\S+ \S+)")
_STOPPED: Final = re.compile(
    r"recovery stopping before (?:commit|abort) of transaction (\d+), time (\S+ \S+)"
)
_TOO_LATE: Final = "recovery ended before configured recovery target was reached"
_WHERE: Final = """
    SELECT pg_is_in_recovery(), pg_current_wal_lsn()::text,
           (SELECT timeline_id FROM pg_control_checkpoint())
"""
_FILES: Final = "SELECT DISTINCT sha256 FROM documents_storedfile WHERE erased_at IS NULL"


@dataclass(frozen=True, slots=True)
class Recovered:
    """How far the log was brought in; ``stopped`` is the first transaction left out."""

    base: Base
    last_at: datetime | None
    stopped: int | None
    stopped_at: datetime | None
    place: str
    timeline: int


@contextmanager
def recovered(
    folder: Path,
    identity: Any,
    into: Path,
    to: datetime | None,
    *,
    report: Callable[[str], None] = lambda _text: None,
    changes: Mapping[str, str] | None = None,
) -> Iterator[tuple[Recovered, Cluster]]:
    """Recover into the folder ``into`` as of ``to``, or as far as the log goes; run it meanwhile.

    ``changes`` override settings of the server. Afterwards ``into`` is a data folder as any other,
    without the files. Raises OperatorError, having taken away what was begun.
    """
    kept = wal.find(folder)
    chosen = choose(base.bases_in(folder), to)
    report(f"Bản nền lúc {clock.local(chosen.ended_at):%d/%m/%Y %H:%M:%S}.")
    if to is None:
        see_that_nothing_is_missing(kept, chosen)
    binaries = _binaries(chosen.version)
    home = _empty_home(into, binaries)
    try:
        report("Đang giải mã bản nền, kiểm tra từng tệp…")
        _lay(chosen, identity, home)
        hatch = handing.fetching(folder, identity)
        target = {"hot_standby": "off", "recovery_target_timeline": "latest", **(changes or {})}
        if to is not None:
            target["recovery_target_time"] = to.isoformat()
            target["recovery_target_action"] = "promote"
        cluster = Cluster(into, changes=target, report=report, hatch=hatch, binaries=binaries)
        report("Đang nạp WAL…")
        try:
            cluster.start()
        except OperatorError as error:
            raise OperatorError(hatch.refusal or _why(home, to) or str(error)) from error
    except BaseException:
        shutil.rmtree(home.folder, ignore_errors=True)
        raise
    try:
        yield _told(chosen, home, cluster.url), cluster
    finally:
        cluster.stop()


def choose(bases: list[Base], to: datetime | None) -> Base:
    """Return the base backup to begin with: the newest that ended by ``to``. Pure.

    Raises OperatorError when there is none.
    """
    if not bases:
        raise OperatorError("Kho chưa có bản nền nào; chạy “motcua base-backup” khi còn máy chủ.")
    fitting = [one for one in bases if to is None or one.ended_at <= to]
    if not fitting:
        earliest = clock.local(min(one.ended_at for one in bases))
        raise OperatorError(
            f"Bản nền sớm nhất xong lúc {earliest:%d/%m/%Y %H:%M:%S}: không về được thời điểm sớm "
            "hơn. Hãy dùng một bản sao lưu đêm (motcua restore)."
        )
    return max(fitting, key=lambda one: one.ended_at)


def see_that_nothing_is_missing(kept: WalArchive, chosen: Base) -> None:
    """Raise OperatorError where log after the base backup is missing and later log is there."""
    there = [one for one in wal.segments(kept) if one.number >= chosen.first.number]
    before = Segment(chosen.first.timeline, chosen.first.number - 1)
    for missing in wal.gaps(sorted([before, *there], key=lambda s: (s.timeline, s.number))):
        if missing.timeline >= chosen.first.timeline:
            raise OperatorError(
                f"Kho WAL {kept.folder} thiếu {kept.name(missing)}, trong khi có tệp sau nó: "
                "không về được lúc mới nhất. Hãy tìm tệp ấy ở bản sao của kho, hoặc dùng --to với "
                "thời điểm trước chỗ thiếu."
            )


def files_missing(url: str, database: str, folder: Path) -> list[str]:
    """Return the hashes of files that the recovered database names and ``folder`` lacks."""
    address = psycopg.conninfo.make_conninfo(as_superuser(url), dbname=database)
    with psycopg.connect(address) as connection:
        named = [sha256 for (sha256,) in connection.execute(_FILES)]
    return sorted(sha256 for sha256 in named if not (folder / sha256[:2] / sha256).is_file())


def remove(into: Path) -> None:
    """Take away what was recovered into ``into``, after a rehearsal."""
    shutil.rmtree(find_home(into, None).folder)
    shutil.rmtree(into, ignore_errors=True)


def _binaries(version: int) -> Binaries | None:
    """Return the programs for that version, None for our own. Raises OperatorError."""
    try:
        if find_binaries().folder.name.removeprefix("pginstall") == str(version):
            return None
    except OperatorError:
        pass  # none are carried for this machine; the system's may do
    system = Binaries(_SYSTEM / str(version))
    if system.postgres.is_file():
        return system
    raise OperatorError(
        f"Bản nền là của PostgreSQL {version} mà máy này không có; hãy cài postgresql-{version}."
    )


def _empty_home(into: Path, binaries: Binaries | None) -> Home:
    if into.exists() and any(into.iterdir()):
        raise OperatorError(f"Thư mục {into} không trống; hãy chọn một thư mục mới.")
    return find_home(into, binaries or find_binaries())


def _lay(chosen: Base, identity: Any, home: Home) -> None:
    draft = home.new_draft()
    base.lay_out(chosen, identity, draft)
    # Settings of the server that broke must not follow it: it may have archived, or had a primary.
    (draft / "postgresql.auto.conf").write_text("", encoding="ascii")
    (draft / "standby.signal").unlink(missing_ok=True)
    (draft / "recovery.signal").touch()
    # What the server logged before would be taken for what it says now.
    shutil.rmtree(draft / "log", ignore_errors=True)
    home.give_away(*draft.rglob("*"))
    draft.chmod(0o700)
    draft.rename(home.cluster)


def _why(home: Home, to: datetime | None) -> str:
    """Return what a failed recovery means, from its log; "" where that is not known."""
    log = home.latest_log()
    if _TOO_LATE not in log or to is None:
        return ""
    last = _LAST.findall(log)
    until = f"; giao dịch cuối trong kho là lúc {last[-1]}" if last else ""
    return (
        f"Kho WAL không tới {clock.local(to):%d/%m/%Y %H:%M:%S}{until}. Hãy dùng thời điểm sớm "
        "hơn, hoặc bỏ --to để về lúc mới nhất có trong kho."
    )


def _told(chosen: Base, home: Home, url: str) -> Recovered:
    with psycopg.connect(as_superuser(url)) as connection:
        row = connection.execute(_WHERE).fetchone()
    assert row is not None  # noqa: S101 - the statement always answers
    is_in_recovery, place, timeline = row
    if is_in_recovery:
        raise OperatorError("Máy chủ chưa ra khỏi chế độ khôi phục; xem nhật ký của nó.")
    log = home.latest_log()
    last, stopped = _LAST.findall(log), _STOPPED.findall(log)
    return Recovered(
        base=chosen,
        last_at=datetime.fromisoformat(last[-1]) if last else None,
        stopped=int(stopped[-1][0]) if stopped else None,
        stopped_at=datetime.fromisoformat(stopped[-1][1]) if stopped else None,
        place=place,
        timeline=timeline,
    )
