"""The embedded PostgreSQL: made, started, watched and stopped by us alone.

It listens on a socket in a folder of its own, knows its clients by their
system account, takes nothing from the environment, and is tied to the process
that started it.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

from motcua.runtime import account, processes, sockets
from motcua.runtime.binaries import Binaries, copy_binaries, find_binaries
from motcua.runtime.configuration import (
    DATABASE,
    ROLE,
    SUPERUSER,
    first_statements,
    write_configuration,
)
from motcua.runtime.errors import OperatorError
from motcua.runtime.hatch import Hatch, Kind
from motcua.runtime.home import Home, find_home
from motcua.runtime.locks import FolderLock

POLL_SECONDS: Final = 0.02
QUIET_SECONDS: Final = 3.0  # a start shorter than this needs no word
PROGRESS_SECONDS: Final = 5.0
FAST_STOP_SECONDS: Final = 60.0
HARD_STOP_SECONDS: Final = 15.0
LOG_LINES: Final = 6
ARCHIVE_SECONDS: Final = "60"  # at most so much of what was done is not in the archive yet
STATUS_LINE: Final = 7  # in postmaster.pid, counted from zero
# What the server and initdb see of the environment: an unknown LC_ALL or a
# stray PGDATA of the user must not reach them.
ENVIRONMENT: Final[Mapping[str, str]] = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C",
    "TZ": "UTC",
}


class Cluster:
    """One embedded PostgreSQL below the data folder ``data``.

    ``changes`` override our settings; ``report`` hears what takes long. ``hatch`` takes its log,
    piece by piece, or gives it back. ``binaries`` are those of another PostgreSQL than ours.
    """

    def __init__(
        self,
        data: Path,
        *,
        changes: Mapping[str, str] | None = None,
        report: Callable[[str], None] = lambda _text: None,
        hatch: Hatch | None = None,
        binaries: Binaries | None = None,
    ) -> None:
        self.data = data
        self._changes = changes or {}
        self._report = report
        self._hatch = hatch
        self._binaries = binaries
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: FolderLock | None = None
        self._home: Home | None = None
        self._socket_folder: Path | None = None

    @property
    def url(self) -> str:
        """The address of the running server. Raises RuntimeError before it is started."""
        if self._socket_folder is None:
            raise RuntimeError("the cluster has not been started")
        return address(self._socket_folder)

    @property
    def pid(self) -> int | None:
        """The number of the server's process, or None when we run none."""
        return self._process.pid if self._process else None

    def start(self) -> str:
        """Start the server, making the cluster when there is none; return its address.

        Raises OperatorError when another process runs it, when it belongs to
        somebody else, and when it does not start.
        """
        binaries = self._binaries or find_binaries()
        home = find_home(self.data, binaries)
        lock = FolderLock(home.lock)
        if not lock.take():
            raise OperatorError(
                f"PostgreSQL trong {home.folder} đang được một tiến trình khác của Một Cửa dùng. "
                "Hãy dừng tiến trình đó, hoặc đặt MOTCUA_DATA sang thư mục khác."
            )
        self._lock, self._home = lock, home
        home.give_away(home.lock)
        try:
            if home.needs_copy:
                binaries = copy_binaries(binaries, home.folder)
            self._clear_remains(home)
            self._make(home, binaries)
            self._launch(home, binaries)
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """Stop the server that this object started; nothing happens when it runs none."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            # Fast: clients are cut off, what was committed is safe, nothing to recover.
            process.send_signal(signal.SIGINT)
            try:
                process.wait(FAST_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait()
        if self._hatch is not None:
            self._hatch.stop()  # after the server, which hands its last piece over when it ends
        if self._home is not None and self._socket_folder is not None:
            sockets.forget(self._home.socket_note, self._socket_folder)
        self._socket_folder = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def is_running(self) -> bool:
        """Say whether the server that we started is still there."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def _clear_remains(self, home: Home) -> None:
        """End what a killed run left behind, and nothing that only looks like it."""
        pid = _recorded_pid(home.cluster)
        if pid is not None and serves(pid, home.cluster):
            self._report("Một PostgreSQL của lần chạy trước vẫn còn; đang dừng nó…")
            _end(pid)
        # Its children leave by themselves once they see that it is gone.
        deadline = time.monotonic() + HARD_STOP_SECONDS
        while (left := processes.working_in(home.cluster)) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        for child in left:
            os.kill(child, signal.SIGQUIT)
        if pid is not None and processes.exists(pid):
            # The number now belongs to another program, or to a remnant that
            # nobody has collected. PostgreSQL itself cannot tell and would
            # refuse to start.
            (home.cluster / "postmaster.pid").unlink(missing_ok=True)
        sockets.clear(home.socket_note)

    def _make(self, home: Home, binaries: Binaries) -> None:
        if home.cluster.exists():
            _check_version(home.cluster, binaries)
            return
        draft = home.new_draft()
        command = [str(binaries.initdb), "-D", str(draft), "-U", SUPERUSER, "--auth=peer"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        command += ["--no-instructions"]
        if self._changes.get("fsync") == "off":
            command.append("--no-sync")
        self._run(home, command)
        command = [str(binaries.postgres), "--single", "-D", str(draft), SUPERUSER]
        self._run(home, command, text=first_statements())
        # A cluster appears under its name whole or not at all.
        draft.rename(home.cluster)

    def _run(self, home: Home, command: list[str], text: str = "") -> None:
        done = subprocess.run(  # noqa: S603 - our own programs
            command,
            input=text.encode(),
            capture_output=True,
            check=False,
            **_surroundings(home),
        )
        output = (done.stdout + done.stderr).decode(errors="replace")
        # The single-user server reports a failed statement, but not in its code.
        if done.returncode or "ERROR:" in output or "FATAL:" in output:
            raise OperatorError(_failure("Không tạo được kho dữ liệu PostgreSQL", home, output))

    def _launch(self, home: Home, binaries: Binaries) -> None:
        allowed = sorted({account.own_name(), home.owner_name, "root"})
        write_configuration(home.cluster, allowed, {**self._log_settings(home), **self._changes})
        home.give_away(*home.cluster.glob("*.conf"))
        self._socket_folder = sockets.choose(home)
        command = [str(binaries.postgres), "-D", str(home.cluster)]
        command += ["-k", sockets.in_list(self._socket_folder)]
        with home.start_log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A session of its own: Ctrl-C at the terminal is for us, and we
                # stop the server last.
                start_new_session=True,
                # Two system calls and no lock: safe even beside other threads.
                preexec_fn=processes.tied_to_parent(signal.SIGINT),  # noqa: PLW1509
                **_surroundings(home),
            )
        home.give_away(home.start_log)
        if self._hatch is not None:
            self._hatch.start()
        self._await_ready(home, self._process)

    def _log_settings(self, home: Home) -> dict[str, str]:
        """Return what makes the server hand its log over, or take it back."""
        if self._hatch is not None:
            command = self._hatch.install(home.folder, home.give_away)
            if self._hatch.kind is Kind.IN:
                return {"restore_command": command, "archive_mode": "off"}
            home.archiving_note.touch()
            return {
                "archive_mode": "on",
                "archive_command": command,
                "archive_timeout": ARCHIVE_SECONDS,
            }
        if home.archiving_note.exists():
            # A command that runs while the product does not: its log waits for the next start.
            return {"archive_mode": "on", "archive_command": ""}
        return {}

    def _await_ready(self, home: Home, process: subprocess.Popen[bytes]) -> None:
        started = time.monotonic()
        next_word = QUIET_SECONDS
        # No limit: a recovery takes as long as it takes, and giving up would
        # only make it begin again.
        while not _is_ready(home.cluster, process.pid):
            if process.poll() is not None:
                raise OperatorError(
                    _failure("PostgreSQL không khởi động được", home, home.latest_log())
                )
            elapsed = time.monotonic() - started
            if elapsed > next_word:
                self._report(f"PostgreSQL đang khôi phục dữ liệu… {elapsed:.0f} giây")
                next_word = elapsed + PROGRESS_SECONDS
            time.sleep(POLL_SECONDS)


def was_archiving(data: Path) -> bool:
    """Say whether the server below ``data`` has handed its log over before."""
    try:
        return find_home(data, None).archiving_note.exists()
    except (OperatorError, OSError):
        return False


def stop_archiving(data: Path) -> None:
    """Let the server below ``data`` keep no log for an archive that is no longer wanted."""
    with suppress(OperatorError, OSError):
        find_home(data, None).archiving_note.unlink(missing_ok=True)


def address(socket_folder: Path) -> str:
    """Return the database address for the socket in ``socket_folder``."""
    return f"postgresql:///{DATABASE}?host={quote(str(socket_folder), safe='')}&user={ROLE}"


def running_address(data: Path) -> str | None:
    """Return the address of the server that some process of ours runs now, or None."""
    try:
        home = find_home(data, None)
        folder = sockets.noted(home.socket_note)
        pid = _recorded_pid(home.cluster)
    except (OperatorError, OSError):
        return None
    if folder is None or pid is None or not _is_ready(home.cluster, pid):
        return None
    return address(folder) if serves(pid, home.cluster) else None


def serves(pid: int, cluster: Path) -> bool:
    """Say whether the process ``pid`` is the PostgreSQL server of ``cluster``.

    The number alone proves nothing: after a crash it may belong to anybody.
    """
    line = processes.command_line(pid)
    if not line or "postgres" not in line[0]:
        return False
    return any(str(cluster) in argument for argument in line) or (
        pid in processes.working_in(cluster)
    )


def _surroundings(home: Home) -> dict[str, Any]:
    options = home.account.start_options() if home.account else {}
    return {"env": dict(ENVIRONMENT), "cwd": home.folder, "umask": 0o077, **options}


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _recorded_pid(cluster: Path) -> int | None:
    lines = _pid_file(cluster)
    return int(lines[0]) if lines and lines[0].isdecimal() else None


def _is_ready(cluster: Path, pid: int) -> bool:
    lines = _pid_file(cluster)
    return (
        len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"
    )


def _end(pid: int) -> None:
    for number, seconds in (
        (signal.SIGINT, FAST_STOP_SECONDS),
        (signal.SIGQUIT, HARD_STOP_SECONDS),
    ):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not processes.is_alive(pid):
                return
            time.sleep(POLL_SECONDS)
    raise OperatorError(
        f"Không dừng được PostgreSQL của lần chạy trước (tiến trình {pid}). "
        "Hãy dừng tiến trình đó rồi chạy lại."
    )


def _check_version(cluster: Path, binaries: Binaries) -> None:
    made_by = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    carried = binaries.folder.name.removeprefix("pginstall")
    if made_by != carried:
        raise OperatorError(
            f"Kho dữ liệu trong {cluster} do PostgreSQL {made_by} tạo, bản đi kèm là {carried}. "
            "Hãy sao lưu bằng bản cũ rồi khôi phục vào kho mới (xem docs/operate)."
        )


def _failure(what: str, home: Home, output: str) -> str:
    last = [line for line in output.splitlines() if line.strip()][-LOG_LINES:]
    return f"{what} trong {home.folder}:\n" + "\n".join(f"  {line}" for line in last)
