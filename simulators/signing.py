"""A service for remote signing: hash in, the signer confirms on "their phone", CMS out.

Behind ``/signing/``: ``accounts`` (POST; makes a signer with a certificate), ``sign`` and
``outcome`` (POST, signed by the one who asks), ``dien-thoai/`` (the signer's page).
``_behave`` {"mode": ...}: ``auto`` confirms by itself, ``refuse``, ``timeout`` (nobody ever
confirms, then it is too late), ``slow`` (each answer takes four seconds), ``twice`` (a second,
other signature when asked again), ``other-hash``, ``other-key``, ``broken``.
"""

import asyncio
import base64
import hashlib
import hmac
import html
import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs

from asn1crypto import keys as asn1_keys, x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from simulators.pki.authority import Authority, Pair, Wanted, authority, pem, usual_folder
from simulators.web import answer, answer_json, body_of, page

SECRET: Final = "mo-phong"  # noqa: S105 - everybody may run the simulator
SLOW_SECONDS: Final = 4.0
TITLE: Final = "Xác nhận ký số trên điện thoại"
QUESTION: Final = """<section><p><b>{document}</b><br>Người ký: {name}</p>
<p>Mã băm: <code>{hash}</code></p>
<form method="post"><input type="hidden" name="so" value="{number}">
<button name="viec" value="ky">Tôi đồng ý ký</button>
<button name="viec" value="tu-choi">Từ chối</button></form></section><hr>"""


@dataclass(slots=True)
class Question:
    """One hash that waits for its signer, or was dealt with."""

    number: str
    account: str
    digest: bytes
    document: str
    reference: str
    state: str = "waiting"
    signature: bytes = b""


@dataclass(slots=True)
class Service:
    """The service, with its accounts and what it was asked."""

    told: Authority
    mode: str = ""
    accounts: dict[str, tuple[str, Pair]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].strip("/")
        if path == "dien-thoai":
            return self._phone(environ, start_response)
        sent = body_of(environ)
        if path in {"sign", "outcome", "certificate"}:
            if self.mode == "slow":
                time.sleep(SLOW_SECONDS)
            right = hmac.new(SECRET.encode(), sent, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(right, environ.get("HTTP_X_MOTCUA_SIGNATURE", "")):
                return answer_json(start_response, {}, HTTPStatus.FORBIDDEN)
        doing: dict[str, Callable[[dict[str, Any]], object]] = {
            "accounts": self._open_account,
            # Everybody who asks has an account here: it is a simulation.
            "certificate": self._open_account,
            "sign": self._sign,
            "outcome": self._outcome,
            "_behave": self._behave,
            "_reset": self._reset,
        }
        if path not in doing:
            return answer(start_response, page(TITLE, ""), status=HTTPStatus.NOT_FOUND)
        with self.lock:
            return answer_json(start_response, doing[path](json.loads(sent or b"{}")))

    def _behave(self, said: dict[str, Any]) -> object:
        self.mode = str(said.get("mode", ""))
        return {"mode": self.mode}

    def _reset(self, _said: dict[str, Any]) -> object:
        """Behave again, and give everybody a new certificate: the old may be revoked."""
        self.mode = ""
        self.questions.clear()
        self.accounts.clear()
        for kept in (self.told.folder / "remote").glob("*.p12"):
            kept.unlink()
        return {}

    def _open_account(self, said: dict[str, Any]) -> object:
        """Make a signer; asked again, the same one, with the certificate they have."""
        account = said["account"]
        if account not in self.accounts or said.get("anew"):
            wanted = Wanted(
                said["name"],
                number=said.get("number", ""),
                starts=_moment(said.get("starts")),
                ends=_moment(said.get("ends")),
            )
            self.accounts[account] = (said["name"], self._kept(account, wanted))
        certificate = pem(self.accounts[account][1].certificate) + self.told.chain_pem()
        return {"certificate": certificate.decode()}

    def _kept(self, account: str, wanted: Wanted) -> Pair:
        """Return a key of the folder, which a restart does not lose, or a new one."""
        folder = self.told.folder / "remote"
        folder.mkdir(exist_ok=True, mode=0o700)
        path = folder / f"{hashlib.sha256(account.encode()).hexdigest()[:24]}.p12"
        if path.exists() and wanted.starts is None:
            key, certificate, _others = serialization.pkcs12.load_key_and_certificates(
                path.read_bytes(), SECRET.encode()
            )
            if isinstance(key, ec.EllipticCurvePrivateKey) and certificate is not None:
                return Pair(key, certificate)
        pair = self.told.issue(wanted)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self.told.bundle(pair, SECRET))
        return pair

    def _sign(self, said: dict[str, Any]) -> object:
        known = next(
            (one for one in self.questions.values() if one.reference == said["reference"]), None
        )
        if known is not None:
            return {"transaction": known.number}
        if said["account"] not in self.accounts:
            return {"error": "unknown account"}
        question = Question(
            secrets.token_hex(12),
            said["account"],
            bytes.fromhex(said["hash"]),
            said["document"],
            said["reference"],
        )
        self.questions[question.number] = question
        return {"transaction": question.number}

    def _outcome(self, said: dict[str, Any]) -> object:
        question = self.questions.get(said["transaction"])
        if question is None:
            return {"state": "expired"}
        if self.mode == "broken":
            return {"state": "signed", "cms": "%%%"}
        if self.mode == "refuse":
            question.state = "refused"
        elif self.mode == "timeout":
            question.state = "expired"
        elif self.mode in {"auto", "slow", "other-hash", "other-key"} or (
            self.mode == "twice" and question.state in {"waiting", "signed"}
        ):
            self._confirm(question)
        said = {"state": question.state}
        if question.state == "signed":
            said["cms"] = base64.b64encode(question.signature).decode()
        return said

    def _confirm(self, question: Question) -> None:
        _name, pair = self.accounts[question.account]
        digest = question.digest
        if self.mode == "other-hash":
            digest = hashlib.sha256(b"another document").digest()
        if self.mode == "other-key":
            pair = self.told.issue(Wanted("Người khác (mô phỏng)"))
        question.signature = _signed(pair, self.told, digest)
        question.state = "signed"

    def _phone(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Show the signer what waits, and take their word."""
        if environ["REQUEST_METHOD"] == "POST":
            typed = parse_qs(body_of(environ).decode())
            with self.lock:
                question = self.questions.get(typed.get("so", [""])[0])
                if question is not None and question.state == "waiting":
                    if typed.get("viec") == ["ky"]:
                        self._confirm(question)
                    else:
                        question.state = "refused"
            body = "<p>Đã ghi nhận. Xin quay lại trang đang làm.</p>"
            return answer(start_response, page(TITLE, body))
        account = parse_qs(environ.get("QUERY_STRING", "")).get("tk", [""])[0]
        waiting = [
            one
            for one in self.questions.values()
            if one.state == "waiting" and one.account == account
        ]
        body = "".join(
            QUESTION.format(
                document=html.escape(one.document),
                name=html.escape(self.accounts[one.account][0]),
                hash=one.digest.hex(),
                number=one.number,
            )
            for one in waiting
        )
        body = body or "<p>Không có yêu cầu ký nào đang chờ.</p>"
        return answer(start_response, page(TITLE, body))


def application() -> Service:
    """Return a service whose signers are certified by the authority of the usual folder."""
    return Service(authority(usual_folder()))


def _signed(pair: Pair, told: Authority, digest: bytes) -> bytes:
    store = SimpleCertificateStore()
    store.register(_asn1(told.issuing))
    signer = SimpleSigner(
        signing_cert=_asn1(pair),
        signing_key=asn1_keys.PrivateKeyInfo.load(
            pair.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        cert_registry=store,
    )
    signature = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True))
    signed: bytes = signature.dump()
    return signed


def _asn1(pair: Pair) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(pair.certificate.public_bytes(serialization.Encoding.DER))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
