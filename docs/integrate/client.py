r"""Nộp một hồ sơ qua API của Một Cửa, chỉ với thư viện requests.

    API_ADDRESS=http://127.0.0.1:8000/api/v1 CLIENT_ID=mc-… CLIENT_SECRET=mcs_… \
        python client.py ho-so.json [tệp của câu kiểu file …]

``ho-so.json`` là nội dung của POST /dossiers. Một tệp ghi là CÂU=ĐƯỜNG_DẪN, ví dụ
authority_paper=uy-quyen.pdf: được gửi trước rồi đặt vào ``files`` của hồ sơ.
"""

import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import requests

TRIES = 4
SECONDS = 20


class RefusedError(Exception):
    """The API says no; ``problem`` says why, and where."""

    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        super().__init__(problem.get("detail") or problem["title"])


class MotCua:
    """A connection that fetches its own tokens and tries again what may be tried again."""

    def __init__(self, address: str, client_id: str, secret: str) -> None:
        self.address, self.pair = address.rstrip("/"), (client_id, secret)
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = "vi"
        self.ends_at = 0.0

    def read(self, path: str, **query: str) -> Any:
        """Return what is at ``path``."""
        return self._call("GET", path, params=query)

    def pages(self, path: str, **query: str) -> Any:
        """Yield every row of a list, page after page."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.read(path, cursor=cursor, **query)
            yield from page["items"]
            cursor = page["next_cursor"]

    def write(self, path: str, body: Any, key: str) -> Any:
        """Write once, however often it is tried: ``key`` is that of this one thing."""
        return self._call("POST", path, json=body, headers={"Idempotency-Key": key})

    def send(self, file: Path) -> str:
        """Send a file and return its reference; the same file is the same key."""
        content = file.read_bytes()
        headers = {
            "Idempotency-Key": f"tep-{hashlib.sha256(content).hexdigest()}",
            "Content-Type": "application/octet-stream",
        }
        sent = self._call(
            "POST", "/files", params={"name": file.name}, data=content, headers=headers
        )
        return str(sent["ref"])

    def _call(self, method: str, path: str, **more: Any) -> Any:
        for attempt in range(1, TRIES + 1):
            self._sign_in()
            try:
                answer = self.session.request(method, self.address + path, timeout=SECONDS, **more)
            except requests.ConnectionError:
                if attempt == TRIES:
                    raise
                time.sleep(attempt)
                continue
            may_pass = answer.status_code == 429 or answer.status_code >= 500
            if may_pass and attempt < TRIES:
                time.sleep(int(answer.headers.get("Retry-After", attempt)))
                continue
            if answer.status_code >= 400:
                raise RefusedError(answer.json())
            return answer.json()
        raise AssertionError

    def _sign_in(self) -> None:
        """Fetch a token a minute before the last one ends."""
        if time.monotonic() < self.ends_at - 60:
            return
        answer = requests.post(
            f"{self.address}/token",
            data={"grant_type": "client_credentials"},
            auth=self.pair,
            timeout=SECONDS,
        )
        answer.raise_for_status()
        told = answer.json()
        self.session.headers["Authorization"] = f"Bearer {told['access_token']}"
        self.ends_at = time.monotonic() + told["expires_in"]


def main() -> None:
    """Send the files, look, lodge, and say where it stands."""
    environment = os.environ
    motcua = MotCua(
        environment["API_ADDRESS"], environment["CLIENT_ID"], environment["CLIENT_SECRET"]
    )
    dossier = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for pair in sys.argv[2:]:
        question, _equals, file = pair.partition("=")
        dossier.setdefault("files", {}).setdefault(question, []).append(motcua.send(Path(file)))
    looked = motcua.write("/dossiers/check", dossier, "xem-truoc")
    if not looked["may_be_lodged"]:
        for error in looked["errors"]:
            print(f"{error['path']}: {error['message']}")
        sys.exit(looked["problem"] or "Hồ sơ chưa nộp được.")
    # One key for one dossier, kept beside it: trying again never makes a second one.
    made = motcua.write("/dossiers", dossier, f"ho-so-{dossier['reference']}")
    print(f"Mã tra cứu: {made['tracking_code']}, trả lời trước {made['answer_by']}")
    print(motcua.read(f"/dossiers/{made['tracking_code']}")["what_next"])


if __name__ == "__main__":
    main()
