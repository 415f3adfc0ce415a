"""What docs/integrate shows works as it stands, against the product behind an address."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from motcua.agencies.actors import SYSTEM
from motcua.dossiers.models import Dossier
from motcua.exchange.models import Webhook
from motcua.exchange.services.clients import create_client
from motcua.exchange.services.tokens import issue_token
from motcua.exchange.webhooks.signing import signed_headers
from tests.api_clients import caller, terms
from tests.exchange.hooked import loopback
from tests.journeys.house import House
from tests.web.api.lodged import ask_plainly, birth_dossier
from tests.world import MONDAY, SCAN

DOCS = Path(__file__).resolve().parents[2] / "docs" / "integrate"


@pytest.fixture
def environment(open_day: House) -> dict[str, str]:
    """Return what the examples want to know, for a client that may do everything."""
    client, secret = create_client(terms(), actor=SYSTEM, at=MONDAY)
    return {
        **os.environ,
        "API_ADDRESS": f"{open_day.address}/api/v1",
        "CLIENT_ID": client.client_id,
        "CLIENT_SECRET": secret,
    }


def test_the_lines_of_curl_work(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "to-khai.pdf").write_bytes(SCAN)
    page = (DOCS / "index.md").read_text(encoding="utf-8")
    lines = "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    code, title, agency, ref = done.stdout.splitlines()
    assert (code, agency) == ("1.001193", "UBND xã An Bình")
    assert title
    assert len(ref) == 36


def test_the_client_lodges_once_however_often_it_is_run(
    environment: dict[str, str], open_day: House, tmp_path: Path
) -> None:
    ask_plainly(open_day.world)
    principal = {"full_name": "Ngô Văn Ổi", "document": "Giấy ủy quyền số 12"}
    wanted = birth_dossier(open_day.world, standing="proxy", principal=principal)
    (tmp_path / "ho-so.json").write_text(json.dumps(wanted), encoding="utf-8")
    (tmp_path / "uy-quyen.pdf").write_bytes(SCAN)

    told = [
        subprocess.run(
            [sys.executable, DOCS / "client.py", "ho-so.json", "authority_paper=uy-quyen.pdf"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _time in range(2)
    ]

    assert told[0] == told[1]
    assert "Mã tra cứu: " in told[0]
    client_id = environment["CLIENT_ID"]
    lodged = Dossier.objects.filter(api_lodging__client__account__username=client_id)
    assert lodged.count() == 1


def test_the_lines_about_hooks_work(open_day: House, tmp_path: Path, settings: Any) -> None:
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    client = caller()
    token = issue_token(client.client.client_id, client.secret, frozenset(), at=MONDAY)
    body = b'{"type": "webhook.ping"}'
    (tmp_path / "body.json").write_bytes(body)
    secret = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="
    signed = signed_headers([secret], "msg_7", MONDAY, body)
    page = (DOCS / "webhooks.md").read_text(encoding="utf-8")
    lines = "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        env={
            **os.environ,
            "API_ADDRESS": f"{open_day.address}/api/v1",
            "TOKEN": token.token,
            "HOOK_ADDRESS": "http://127.0.0.1:9999/tin",
            "HOOK_SECRET": secret,
            "WEBHOOK_ID": "msg_7",
            "WEBHOOK_TIMESTAMP": signed["webhook-timestamp"],
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    told, kind, signature = done.stdout.splitlines()
    assert told.startswith("whsec_")
    assert kind == "webhook.ping"
    assert f"v1,{signature}" == signed["webhook-signature"]
    assert Webhook.objects.filter(client=client.client).count() == 1
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert example is not None
    assert json.loads(example[1])["data"]["state"]["national_code"] == 2
