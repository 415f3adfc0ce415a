"""Machines of a database under Patroni, on loopback and in a temporary folder.

The settings are those of deploy/patroni/patroni.yml, with addresses and passwords changed.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]
import psycopg
from psycopg import sql

from bench.premises import HOST, free_port

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "deploy" / "patroni" / "patroni.yml"
ACCOUNT: Final = "postgres"
PATIENCE_SECONDS: Final = 120.0
_SAMPLE: Final = "10.0.2.11"


@dataclass(slots=True)
class Node:
    """One machine: its folder, its ports, and its Patroni while that runs."""

    name: str
    folder: Path
    database_port: int
    rest_port: int
    process: "subprocess.Popen[bytes] | None" = None

    def role(self) -> str:
        """Return what Patroni says of it now; "" while it does not answer."""
        told = _asked(f"http://{HOST}:{self.rest_port}/patroni")
        return str(told.get("role", "")) if told.get("state") == "running" else ""

    def answers(self) -> bool:
        """Say whether its PostgreSQL runs."""
        return self.role() != ""


@dataclass(slots=True)
class Machines:
    """The machines, and how the product reaches them."""

    nodes: list[Node]
    url: str
    etcd_port: int
    options: dict[str, Any] = field(default_factory=dict)

    def members(self) -> dict[str, str]:
        """Return the role of each machine, as any of them tells."""
        for node in self.nodes:
            told = _asked(f"http://{HOST}:{node.rest_port}/cluster").get("members", [])
            if told:
                return {
                    one["name"]: one["role"] if one["state"] in {"running", "streaming"} else ""
                    for one in told
                }
        return {}

    def leader(self) -> Node:
        """Return the machine that takes what is written."""
        roles = self.members()
        return next(node for node in self.nodes if roles.get(node.name) == "leader")

    def start(self, node: Node) -> None:
        """Start, or start again, the Patroni of a machine."""
        with (node.folder / "patroni.log").open("ab") as log:
            node.process = subprocess.Popen(  # noqa: S603 - a program of the system
                [program("patroni"), str(node.folder / "patroni.yml")],
                stdout=log,
                stderr=log,
                cwd=node.folder,
                env={"PATH": os.defpath, "HOME": str(node.folder), "LC_ALL": "C.UTF-8"},
                start_new_session=True,
                **self.options,
            )

    def kill(self, node: Node) -> None:
        """Take its power away: Patroni and every process of its PostgreSQL, by SIGKILL."""
        if node.process is not None:
            node.process.kill()
            node.process.wait()
            node.process = None
        for pid in _server_pids(node):
            _kill(pid)


def program(name: str) -> str:
    """Return a program of the system. Raises RuntimeError where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing: scripts/install_failover_tools.sh")
    return found


@contextmanager
def machines(many: int, *, strict: bool) -> Iterator[Machines]:
    """Run ``many`` machines with a synchronous copy, for the length of a block."""
    account = pwd.getpwnam(ACCOUNT)
    options: dict[str, Any] = {}
    if os.geteuid() == 0:
        options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="motcua-failover-") as name:
        place = Path(name)
        if options:
            os.chown(place, account.pw_uid, account.pw_gid)
        passwords = {word: secrets.token_hex(12) for word in ("quan-tri", "sao-chep", "tua-lai")}
        etcd_port = free_port()
        nodes = [
            Node(f"csdl-{number}", place / f"csdl-{number}", free_port(), free_port())
            for number in range(1, many + 1)
        ]
        own = secrets.token_hex(12)
        hosts = ",".join(f"{HOST}:{node.database_port}" for node in nodes)
        url = f"postgresql://motcua:{own}@{hosts}/motcua?target_session_attrs=read-write"
        all_of_them = Machines(nodes, url, etcd_port, options)
        etcd = _start_etcd(place, etcd_port, options)
        try:
            for node in nodes:
                write_settings(node, etcd_port, passwords, options, strict=strict)
                all_of_them.start(node)
                # The first makes the database; the others copy it.
                _wait(node.answers, f"{node.name} does not start", node)
            _wait(lambda: "sync_standby" in all_of_them.members().values(), "no copy in step")
            _make_database(all_of_them.leader(), passwords["quan-tri"], own)
            yield all_of_them
        finally:
            for node in nodes:
                all_of_them.kill(node)
            etcd.kill()
            etcd.wait()


def _start_etcd(place: Path, port: int, options: dict[str, Any]) -> "subprocess.Popen[bytes]":
    peer = free_port()
    client = f"http://{HOST}:{port}"
    command = [program("etcd"), "--name=etcd-1", f"--data-dir={place / 'etcd'}"]
    command += [f"--listen-client-urls={client}", f"--advertise-client-urls={client}"]
    command += [f"--listen-peer-urls=http://{HOST}:{peer}"]
    command += [f"--initial-advertise-peer-urls=http://{HOST}:{peer}"]
    command += [f"--initial-cluster=etcd-1=http://{HOST}:{peer}"]
    etcd = subprocess.Popen(  # noqa: S603 - a program of the system
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=place,
        start_new_session=True,
        **options,
    )
    _wait(lambda: _asked(f"{client}/health").get("health") == "true", "etcd does not start")
    return etcd


def write_settings(
    node: Node,
    etcd_port: int,
    passwords: dict[str, str],
    options: dict[str, Any],
    *,
    strict: bool = True,
) -> None:
    """Write the shipped settings for a machine of loopback."""
    text = TEMPLATE.read_text(encoding="utf-8")
    changes = {
        "name: csdl-1": f"name: {node.name}",
        f"{_SAMPLE}:8008": f"{HOST}:{node.rest_port}",
        f"{_SAMPLE}:5432": f"{HOST}:{node.database_port}",
        "10.0.2.21:2379,10.0.2.22:2379,10.0.2.23:2379": f"{HOST}:{etcd_port}",
        "synchronous_mode_strict: true": f"synchronous_mode_strict: {str(strict).lower()}",
        "/var/lib/postgresql/15/motcua": str(node.folder / "data"),
        "hostssl": "host",
        "10.0.2.0/24": f"{HOST}/32",
        "10.0.1.0/24": f"{HOST}/32",
        "  bin_dir:": f"  parameters:\n    unix_socket_directories: {node.folder}\n  bin_dir:",
        # The archive is rehearsed by `recovery`.
        '/opt/motcua/bin/motcua wal push "%p" --archive /kho/wal --key age1...': "/bin/true",
    }
    changes |= {f"mat-khau-{word}": password for word, password in passwords.items()}
    for sample, own in changes.items():
        if sample not in text:
            raise RuntimeError(f"{TEMPLATE} has no “{sample}” any more")
        text = text.replace(sample, own)
    node.folder.mkdir(mode=0o700)
    path = node.folder / "patroni.yml"
    path.write_text(text, encoding="utf-8")
    if options:
        for one in (node.folder, path):
            os.chown(one, options["user"], options["group"])


def _make_database(leader: Node, superuser: str, own: str) -> None:
    address = f"postgresql://{ACCOUNT}:{superuser}@{HOST}:{leader.database_port}/postgres"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE ROLE motcua LOGIN CREATEDB PASSWORD {}").format(sql.Literal(own))
        )
        server.execute("CREATE DATABASE motcua OWNER motcua")


def _server_pids(node: Node) -> list[int]:
    """Return PostgreSQL's processes on that machine, its first one first."""
    try:
        first = int((node.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        process = psutil.Process(first)
    except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
        return []
    if str(node.folder) not in " ".join(process.cmdline()):
        return []
    return [first, *(child.pid for child in process.children(recursive=True))]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _asked(address: str) -> dict[str, Any]:
    """Return the JSON at an address of loopback, an empty one where nothing answers.

    Patroni answers 503 with the same words where a machine does not lead.
    """
    try:
        with urlopen(address, timeout=2) as answer:  # noqa: S310 - loopback only
            told = json.load(answer)
    except URLError as error:
        body = error.read() if hasattr(error, "read") else b""
        try:
            told = json.loads(body)
        except ValueError:
            return {}
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _wait(is_so: Callable[[], bool], complaint: str, node: Node | None = None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            log = (node.folder / "patroni.log").read_text(encoding="utf-8") if node else ""
            raise RuntimeError(f"{complaint}\n{log[-3000:]}")
        time.sleep(0.2)
