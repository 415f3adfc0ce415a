"""The product as one process tree: database, preparations, web server, worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import Final

from motcua.runtime import account, ports, processes, vneid
from motcua.runtime.database import check_reachable
from motcua.runtime.errors import OperatorError
from motcua.runtime.hatch import Hatch
from motcua.runtime.home import make_data_folder
from motcua.runtime.locks import FolderLock
from motcua.runtime.postgres import Cluster, stop_archiving
from motcua.runtime.supervisor import Outcome, Program, Supervisor, ended_by_signals

INTERRUPTED: Final = 130
PATIENCE_AFTER_KILL_SECONDS: Final = 15.0
MOST_RESTARTS: Final = 3
SETTINGS: Final = "motcua.conf.settings"
# What is done before the first page is served: what people are told, and the
# arguments of our own Python.
MIGRATE: Final = ("Cập nhật cấu trúc dữ liệu", ("-m", "django", "migrate", "--no-input"))
DEMO: Final = ("Nạp phần đầu dữ liệu trình diễn", ("-m", "motcua", "demo", "--first"))
SPOKEN: Final = frozenset({DEMO[0]})  # it tells how far it is
FAILURE_LINES: Final = 60
WORKER_MODULE: Final = "motcua.conf.worker"
WEB_MODULE: Final = "motcua.runtime.web"
SIMULATORS_MODULE: Final = "simulators"
LOOPBACK: Final = "127.0.0.1"
OWN_SENTENCES: Final = ("motcua.conf.env.SettingError: ", "CommandError: ")
"""How the last line begins of a preparation that says itself what is to be done."""
ASK_FOR_ACCOUNTS: Final = """
import django
django.setup()
from motcua.demo.accounts import sign_in_lines
print(*sign_in_lines(), sep="\\n")
"""


class Service:
    """One run of the product, from the first look at the port to the last process.

    ``given_database`` is an address, or None for the embedded PostgreSQL.
    ``environment`` is what the child processes inherit. ``simulators`` is the folder that
    holds the package of that name, which the demonstration then talks to. ``hatch`` takes the log
    of the embedded PostgreSQL.
    """

    def __init__(
        self,
        *,
        data: Path,
        given_database: str | None,
        host: str,
        port: int,
        workers: int,
        threads: int,
        with_demo: bool,
        environment: Mapping[str, str],
        report: Callable[[str], None],
        ends_with_parent: bool = False,
        simulators: Path | None = None,
        hatch: Hatch | None = None,
    ) -> None:
        self._data = data
        self._hatch = hatch
        self._given_database = given_database
        self._host = ports.number_of(host)
        self._port = port
        self._workers = workers
        self._threads = threads
        self._with_demo = with_demo
        self._environment = environment
        self._ends_with_parent = ends_with_parent
        self._report = report
        # Stand-ins for other systems belong to the demonstration alone.
        self._simulators = simulators if with_demo else None
        self._simulator_port = ports.any_free_port() if self._simulators is not None else 0
        self._vneid = vneid.command_in(self._simulators) if self._simulators is not None else None
        self._vneid_port = ports.any_free_port() if self._vneid is not None else 0

    @property
    def address(self) -> str:
        """Where to click."""
        return ports.address_of(self._host, self._port)

    def run(self) -> int:
        """Run until asked to end; return the exit code.

        Raises OperatorError when something stands in the way.
        """
        make_data_folder(self._data)
        account.become_owner_of(self._data)
        if self._ends_with_parent:
            # After the change of account, which would undo it.
            processes.die_with_parent(signal.SIGTERM)
        with self._lock() as lock, ended_by_signals():
            was_killed = bool(lock.note())
            lock.write_note(f"{os.getpid()} {self.address}")
            try:
                ports.check_free(
                    self._host,
                    self._port,
                    # The processes of a killed run need a moment to end.
                    patience=PATIENCE_AFTER_KILL_SECONDS if was_killed else 0.0,
                )
                for _attempt in range(MOST_RESTARTS):
                    if self._run_once() is Outcome.ASKED:
                        self._report("Đã dừng.")
                        return 0
                    self._report("PostgreSQL dừng bất ngờ; khởi động lại tất cả…")
            except KeyboardInterrupt:
                self._report("Đã dừng theo yêu cầu khi chưa khởi động xong.")
                return INTERRUPTED
        raise OperatorError(
            f"PostgreSQL đã dừng bất ngờ {MOST_RESTARTS} lần; xem nhật ký trong {self._data}."
        )

    def _lock(self) -> FolderLock:
        try:
            lock = FolderLock(self._data / "serve.lock")
            taken = lock.take()
        except PermissionError as error:
            raise OperatorError(
                f"Thư mục dữ liệu {self._data} thuộc về người dùng khác. Hãy chạy bằng người dùng "
                "đó (hoặc root), hay đặt MOTCUA_DATA sang một thư mục của bạn."
            ) from error
        if not taken:
            pid, _blank, address = lock.note().partition(" ")
            raise OperatorError(
                f"Một Cửa đang chạy từ thư mục này rồi (tiến trình {pid}), tại {address}."
            )
        return lock

    def _run_once(self) -> Outcome:
        started = time.monotonic()
        with ExitStack() as stack:
            if self._given_database is not None:
                check_reachable(self._given_database)
                url, has_foundation = self._given_database, _always
            else:
                self._report("Khởi động PostgreSQL đi kèm…")
                if self._hatch is None:
                    stop_archiving(self._data)
                cluster = Cluster(self._data, report=self._report, hatch=self._hatch)
                stack.enter_context(cluster)
                url, has_foundation = cluster.url, cluster.is_running
            environment = self._child_environment(url)
            self._prepare(environment)
            supervisor = Supervisor(
                self._programs(environment), report=self._report, has_foundation=has_foundation
            )
            # Beside the watch over the programs: a page may be long in coming.
            welcome = Thread(
                target=self._welcome, args=(supervisor, environment, started), daemon=True
            )
            outcome = supervisor.run(welcome.start)
            if outcome is Outcome.ASKED:
                self._report("Đang dừng…")
        return outcome

    def _child_environment(self, url: str) -> dict[str, str]:
        own = {
            "DATABASE_URL": url,
            "MOTCUA_DATA": str(self._data),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONUNBUFFERED": "1",
            # Vietnamese in logs, whatever the locale of the terminal.
            "PYTHONUTF8": "1",
        }
        if self._with_demo:
            own["MOTCUA_DEMO"] = "true"
        if self._simulators is not None:
            own["MOTCUA_SIMULATOR_ADDRESS"] = ports.address_of(LOOPBACK, self._simulator_port)
        if self._vneid is not None:
            own["MOTCUA_VNEID_ADDRESS"] = ports.address_of(LOOPBACK, self._vneid_port)
        return {"MOTCUA_PUBLIC_ADDRESS": self.address, **self._environment, **own}

    def _prepare(self, environment: Mapping[str, str]) -> None:
        for what, arguments in (MIGRATE, DEMO) if self._with_demo else (MIGRATE,):
            self._report(f"{what}…")
            with (
                TemporaryFile(mode="w+", encoding="utf-8", errors="replace") as log,
                subprocess.Popen(  # noqa: S603 - our own Python
                    [sys.executable, *arguments],
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=log,  # for a failure only; what is for people is on the other
                    encoding="utf-8",
                    errors="replace",
                ) as running,
            ):
                lines = self._follow(running, aloud=what in SPOKEN)
                running.wait()
                log.seek(0)
                if running.returncode:
                    raise OperatorError(_failure(what, [*lines, *log.read().splitlines()]))

    def _follow(self, running: subprocess.Popen[str], *, aloud: bool) -> list[str]:
        """Read what a preparation says until it ends; pass it on where it is for people."""
        lines = []
        try:
            for line in running.stdout or ():
                lines.append(line.rstrip())
                if aloud:
                    self._report(f"  {lines[-1]}")
        except BaseException:
            # Asked to end meanwhile: what was not committed is begun again next time.
            running.kill()
            raise
        return lines

    def _programs(self, environment: Mapping[str, str]) -> list[Program]:
        python = (sys.executable, "-m")
        logs = self._data / "log"
        web = (self._host, str(self._port), str(self._workers), str(self._threads))
        programs = [
            Program("Trang web", (*python, WEB_MODULE, *web), environment, logs / "web.log"),
            Program("Tiến trình nền", (*python, WORKER_MODULE), environment, logs / "worker.log"),
        ]
        if self._simulators is not None:
            command = (*python, SIMULATORS_MODULE, "--port", str(self._simulator_port))
            beside = {
                **environment,
                "PYTHONPATH": str(self._simulators.parent),
                # Where those that remember keep what they were told.
                "SIMULATORS_DATA": str(self._data / "simulators"),
            }
            programs.append(Program("Bộ mô phỏng", command, beside, logs / "simulators.log"))
        if self._vneid is not None:
            provider = (*self._vneid, "--port", str(self._vneid_port))
            log = logs / "vneid.log"
            programs.append(Program("VNeID mô phỏng", provider, environment, log))
        return programs

    def _welcome(
        self, supervisor: Supervisor, environment: Mapping[str, str], started: float
    ) -> None:
        if not ports.await_answer(self._host, self._port, give_up=lambda: supervisor.has_ended):
            return
        seconds = time.monotonic() - started
        lines = ["", f"Một Cửa đang chạy (sau {seconds:.1f} giây):  {self.address}"]
        if self._with_demo:
            lines += ["", *demo_account_lines(environment)]
        lines += ["", f"Nhật ký: {self._data / 'log'}", "Nhấn Ctrl-C để dừng.", ""]
        self._report("\n".join(lines))


def demo_account_lines(environment: Mapping[str, str]) -> list[str]:
    """Return what to tell people about the accounts of the demo.

    The demo has the words, and Django behind them: a process of its own loads
    it, so that this one stays small for as long as the product runs.
    """
    asked = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-c", ASK_FOR_ACCOUNTS],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
    )
    return asked.stdout.decode().splitlines()


def _failure(what: str, lines: Sequence[str]) -> str:
    # A setting that cannot be used, a version that was skipped: who reads that needs no more.
    for beginning in OWN_SENTENCES:
        if lines and lines[-1].startswith(beginning):
            return lines[-1].removeprefix(beginning)
    return "\n".join([f"Không làm được việc “{what}”:", *lines[-FAILURE_LINES:]])


def _always() -> bool:
    return True
