"""The authority over HTTP: issuing, revoking, OCSP, CRL, time stamps.

``_behave`` sets what goes wrong: {"ocsp" | "crl" | "tsa": "away" | "wrong" | "slow"}. Away
answers 503, wrong is signed by a key that nobody vouches for (of a time stamp: it stamps
something else), slow takes four seconds. ``_reset`` makes all well again; what was revoked
stays so.
"""

import base64
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from asn1crypto import keys as asn1_keys, tsp, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from simulators.pki.authority import (
    Authority,
    Pair,
    Wanted,
    authority,
    new_key,
    now,
    pem,
    usual_folder,
)
from simulators.web import answer, answer_json, body_of, json_of, page

SLOW_SECONDS: Final = 4.0
FRESH: Final = timedelta(hours=6)
PAGE: Final = page(
    "Chứng thực chữ ký số",
    "<p>Chứng thư ở đây chỉ để trình diễn, không có giá trị pháp lý.</p>"
    '<p><a href="root.pem">Chứng thư gốc</a></p>',
)


class Server:
    """One authority that answers over HTTP."""

    def __init__(self, told: Authority) -> None:
        self.authority = told
        self.behaviour: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].strip("/")
        job = self._behaves(path)
        if job == "away":
            return answer(start_response, b"", status=HTTPStatus.SERVICE_UNAVAILABLE)
        if job == "slow":
            time.sleep(SLOW_SECONDS)
        found = self._reading(path) if environ["REQUEST_METHOD"] == "GET" else None
        if found is not None:
            return answer(start_response, found, kind="application/octet-stream")
        doing: dict[str, Callable[[dict[str, Any]], object]] = {
            "issue": self._issue,
            "revoke": self._revoke,
            "_behave": self._behave,
            "_reset": self._reset,
        }
        if path in doing:
            return answer_json(start_response, doing[path](json_of(environ)))
        if path == "ocsp":
            said = self._ocsp(body_of(environ), is_wrong=job == "wrong")
            return answer(start_response, said, kind="application/ocsp-response")
        if path == "tsa":
            said = self._stamp(body_of(environ), is_wrong=job == "wrong")
            return answer(start_response, said, kind="application/timestamp-reply")
        status = HTTPStatus.OK if not path else HTTPStatus.NOT_FOUND
        return answer(start_response, PAGE, status=status)

    def _behaves(self, path: str) -> str:
        return self.behaviour.get("crl" if path.endswith(".crl") else path, "")

    def _behave(self, said: dict[str, Any]) -> object:
        self.behaviour.update({name: str(value) for name, value in said.items()})
        return self.behaviour

    def _reset(self, _said: dict[str, Any]) -> object:
        self.behaviour.clear()
        return self.behaviour

    def _reading(self, path: str) -> bytes | None:
        told = self.authority
        found: dict[str, Callable[[], bytes]] = {
            "root.pem": lambda: pem(told.root.certificate),
            "chain.pem": told.chain_pem,
            "issuing.cer": lambda: told.issuing.certificate.public_bytes(
                serialization.Encoding.DER
            ),
            "root.crl": lambda: self._crl(told.root),
            "issuing.crl": lambda: self._crl(told.issuing),
        }
        return found[path]() if path in found else None

    def _issue(self, said: dict[str, Any]) -> object:
        """Issue a certificate for a key of theirs (``csr``), or with a new key (PKCS#12)."""
        wanted = Wanted(
            name=said["name"],
            organisation=said.get("organisation", ""),
            number=said.get("number", ""),
            usage=said.get("usage", "sign"),
            starts=_moment(said.get("starts")),
            ends=_moment(said.get("ends")),
        )
        if "csr" in said:
            public = x509.load_pem_x509_csr(said["csr"].encode()).public_key()
            if not isinstance(public, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
                raise TypeError("csr")
            return {"certificate": pem(self.authority.certify(public, wanted)).decode()}
        pair = self.authority.issue(wanted, said.get("key", "ec"))
        bundle = self.authority.bundle(pair, said["passphrase"])
        return {
            "certificate": pem(pair.certificate).decode(),
            "pkcs12": base64.b64encode(bundle).decode(),
        }

    def _revoke(self, said: dict[str, Any]) -> object:
        certificate = x509.load_pem_x509_certificate(said["certificate"].encode())
        self.authority.revoke(certificate.serial_number, _moment(said.get("at")))
        return {"revoked": f"{certificate.serial_number:x}"}

    def _crl(self, issuer: Pair) -> bytes:
        moment = now()
        key = new_key("rsa") if self.behaviour.get("crl") == "wrong" else issuer.key
        subject_key = issuer.certificate.extensions.get_extension_for_class(
            x509.SubjectKeyIdentifier
        )
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(moment - timedelta(seconds=5))
            .next_update(moment + FRESH)
            .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(subject_key.value),
                critical=False,
            )
        )
        for serial, at in self.authority.revoked.items():
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
            )
        crl = builder.sign(key, hashes.SHA256())
        return crl.public_bytes(serialization.Encoding.DER)

    def _ocsp(self, asked: bytes, *, is_wrong: bool) -> bytes:
        request = ocsp.load_der_ocsp_request(asked)
        told = self.authority
        moment = now()
        revoked_at = told.revoked.get(request.serial_number)
        is_revoked = revoked_at is not None
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            issuer_name_hash=request.issuer_name_hash,
            issuer_key_hash=request.issuer_key_hash,
            serial_number=request.serial_number,
            algorithm=request.hash_algorithm,
            cert_status=ocsp.OCSPCertStatus.REVOKED if is_revoked else ocsp.OCSPCertStatus.GOOD,
            this_update=moment - timedelta(seconds=5),
            next_update=moment + FRESH,
            revocation_time=revoked_at,
            revocation_reason=x509.ReasonFlags.unspecified if is_revoked else None,
        )
        responder = told.answering
        if is_wrong:
            responder = Pair(new_key("ec"), responder.certificate)
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        for extension in request.extensions:
            builder = builder.add_extension(extension.value, critical=False)
        builder = builder.certificates([responder.certificate])
        response = builder.sign(responder.key, hashes.SHA256())
        return response.public_bytes(serialization.Encoding.DER)

    def _stamp(self, asked: bytes, *, is_wrong: bool) -> bytes:
        told = self.authority
        request = tsp.TimeStampReq.load(asked)
        if is_wrong:
            imprint = request["message_imprint"].native["hashed_message"]
            request["message_imprint"]["hashed_message"] = bytes(len(imprint))
        key = told.stamping.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        store = SimpleCertificateStore()
        store.register(_asn1(told.issuing.certificate))
        stamper = DummyTimeStamper(
            _asn1(told.stamping.certificate),
            asn1_keys.PrivateKeyInfo.load(key),
            certs_to_embed=store,
            fixed_dt=now(),
        )
        stamped: bytes = stamper.request_tsa_response(request).dump()
        return stamped


def application() -> Server:
    """Return the authority of the usual folder, answering over HTTP."""
    return Server(authority(usual_folder()))


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
