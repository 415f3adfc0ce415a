"""The server that all simulators share."""

import ast
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from simulators.host import server_of

ROOT = Path(__file__).resolve().parents[2]


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['SCRIPT_NAME']} {environ['PATH_INFO']}".encode()]


def test_each_simulator_answers_under_its_own_name_and_no_other() -> None:
    with server_of({"mot": echo, "hai": echo}) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            with urlopen(f"{address}/hai/a/b") as answer:
                assert answer.read() == b"/hai /a/b"
            with pytest.raises(HTTPError, match="404") as refused:
                urlopen(f"{address}/ba/")
            refused.value.close()
        finally:
            server.shutdown()


def test_all_of_them_are_served_by_one_command() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "simulators", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        with pytest.raises(HTTPError, match="404") as refused:
            urlopen(f"{address}/")
        refused.value.close()
        running.terminate()
        assert running.wait(10) == 0


def test_simulators_know_nothing_of_the_product() -> None:
    for path in (ROOT / "simulators").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        names += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        assert not [name for name in names if name.split(".")[0] in {"motcua", "tests"}], path
