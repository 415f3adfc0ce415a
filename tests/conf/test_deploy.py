"""What is in deploy/ fits the repository: units that systemd takes, paths that exist."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.patroni import Node, write_settings
from motcua.cli import COMMANDS
from motcua.web.operating.middleware import _PROBES

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
WHOLE_LINES = CONTAINERFILE.replace("\\\n", " ").splitlines()
HARDENED = {
    "User=motcua",
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "PrivateDevices=yes",
    "RestrictSUIDSGID=yes",
    "CapabilityBoundingSet=",
    "SystemCallFilter=@system-service",
    "UMask=0077",
}


def instructions(word: str) -> list[str]:
    """Return what stands after ``word`` in the Containerfile."""
    return [
        line.removeprefix(f"{word} ").strip()
        for line in WHOLE_LINES
        if line.startswith(f"{word} ")
    ]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_may_do_no_more_than_it_must(unit: Path) -> None:
    lines = set(unit.read_text(encoding="utf-8").splitlines())

    assert sorted(HARDENED - lines) == []


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_calls_a_command_that_exists(unit: Path) -> None:
    (call,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)

    program, command, *_rest = shlex.split(call)

    assert program == "/opt/motcua/bin/motcua"
    assert command in COMMANDS


def test_units_need_units_that_are_here() -> None:
    here = {unit.name for unit in UNITS}

    for unit in UNITS:
        named = re.findall(
            r"\bmotcua-[\w@-]+\.(?:service|timer)", unit.read_text(encoding="utf-8")
        )
        assert set(named) <= here


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/motcua/bin/motcua", sys.executable)
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )

    about_ours = [line for line in told.stderr.splitlines() if "motcua" in line]
    assert about_ours == []


def test_what_the_image_copies_is_there() -> None:
    copied = [words.split()[:-1] for words in instructions("COPY") if "--from" not in words]
    ignored = subprocess.run(
        ["git", "check-ignore", *[path for paths in copied for path in paths]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    assert copied
    assert [path for paths in copied for path in paths if not (ROOT / path).exists()] == []
    assert ignored == ""


def test_the_image_runs_as_nobody_special_and_says_how_it_is() -> None:
    (user,) = instructions("USER")
    (check,) = instructions("HEALTHCHECK")
    (entry,), (command,) = instructions("ENTRYPOINT"), instructions("CMD")
    (asked,) = re.findall(r"http://127\.0\.0\.1:8000(/[\w/-]+)", check)

    assert user == "motcua"
    assert asked in _PROBES
    assert entry == '["motcua"]'
    assert command == '["web"]'
    assert CONTAINERFILE.index("\nUSER ") > CONTAINERFILE.rindex("\nRUN ")


def test_the_image_has_all_that_the_package_is_built_from() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = re.findall(r'^readme = "(.*)"$', project, re.MULTILINE)
    (licences,) = re.findall(r"^license-files = \[(.*)\]$", project, re.MULTILINE)
    named += re.findall(r'"([^"]+)"', licences)
    copied = {path for words in instructions("COPY") for path in words.split()}

    assert set(named) <= copied


def test_the_example_sets_only_what_is_read() -> None:
    settings = (ROOT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8")
    example = (DEPLOY / "motcua.env.example").read_text(encoding="utf-8")

    for name in re.findall(r"^([A-Z_0-9]+)=", example, re.MULTILINE):
        assert f"`{name}`" in settings


def test_the_rehearsal_of_a_failover_uses_the_settings_that_are_shipped(tmp_path: Path) -> None:
    node = Node("csdl-9", tmp_path / "csdl-9", 15_432, 18_008)

    write_settings(node, 12_379, dict.fromkeys(("quan-tri", "sao-chep", "tua-lai"), "x"), {})

    text = (node.folder / "patroni.yml").read_text(encoding="utf-8")
    assert "synchronous_mode: true" in text
    assert "synchronous_mode_strict: true" in text
    assert not re.search(r"10\.0\.|mat-khau|/var/lib", text.partition("scope:")[2])
