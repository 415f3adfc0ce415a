"""Keys and certificates: a root, an issuing authority, and whoever it vouches for.

Made at the first start in a folder that no repository holds, and read from it afterwards.
The addresses in the certificates are made up and stay the same wherever the server listens.
"""

import json
import os
import tempfile
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
ADDRESS: Final = "http://pki.mo-phong.invalid"
"""Where certificates say that the authority answers."""
RSA_BITS: Final = 2048
LONG: Final = timedelta(days=20 * 365)
USUAL: Final = timedelta(days=2 * 365)
EARLIER: Final = timedelta(minutes=5)
"""How much before its making a certificate begins to be good: clocks differ."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its certificate."""

    key: PrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a certificate is to say. ``usage``: what its key may do."""

    name: str
    organisation: str = ""
    number: str = ""
    usage: Literal["sign", "encrypt"] = "sign"
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(slots=True)
class Authority:
    """The authority, with what it has revoked."""

    folder: Path
    root: Pair
    issuing: Pair
    stamping: Pair
    answering: Pair
    revoked: dict[int, datetime] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def certify(self, public: PublicKey, wanted: Wanted) -> x509.Certificate:
        """Vouch for somebody's key."""
        return _certificate(self.issuing, public, wanted)

    def issue(self, wanted: Wanted, algorithm: str = "ec") -> Pair:
        """Make a key and vouch for it."""
        key = new_key(algorithm)
        return Pair(key, self.certify(key.public_key(), wanted))

    def revoke(self, serial: int, at: datetime | None = None) -> None:
        """Take back what was said of a certificate."""
        with self.lock:
            self.revoked[serial] = at or now()
            kept = {str(number): moment.isoformat() for number, moment in self.revoked.items()}
            (self.folder / "revoked.json").write_text(json.dumps(kept), encoding="ascii")

    def chain_pem(self) -> bytes:
        """Return the issuing authority and the root, as PEM."""
        return b"".join(pem(one.certificate) for one in (self.issuing, self.root))

    def bundle(self, pair: Pair, passphrase: str) -> bytes:
        """Return a key with its certificates as an encrypted PKCS#12 file."""
        return pkcs12.serialize_key_and_certificates(
            b"motcua",
            pair.key,
            pair.certificate,
            [self.issuing.certificate],
            serialization.BestAvailableEncryption(passphrase.encode()),
        )


def now() -> datetime:
    """Return the instant; a simulator has a clock of its own."""
    return datetime.now(UTC)  # noqa: TID251 - it knows nothing of the product and of its clock


def pem(certificate: x509.Certificate) -> bytes:
    """Return a certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def new_key(algorithm: str) -> PrivateKey:
    """Return a new key: ``ec`` or ``rsa``."""
    if algorithm == "rsa":
        return rsa.generate_private_key(65_537, RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1())


@lru_cache(maxsize=8)
def authority(folder: Path) -> Authority:
    """Return the authority that lives in ``folder``, making it the first time."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / "complete").exists():
        _make(folder)
    revoked = folder / "revoked.json"
    said = json.loads(revoked.read_text(encoding="ascii")) if revoked.exists() else {}
    return Authority(
        folder,
        root=_read(folder, "root"),
        issuing=_read(folder, "issuing"),
        stamping=_read(folder, "stamping"),
        answering=_read(folder, "answering"),
        revoked={int(serial): datetime.fromisoformat(at) for serial, at in said.items()},
    )


@lru_cache(maxsize=1)
def usual_folder() -> Path:
    """Return where the demonstration keeps its authority; elsewhere a folder of this process."""
    data = os.environ.get("MOTCUA_DATA")
    if data and os.environ.get("MOTCUA_SIMULATOR_ADDRESS"):
        return Path(data) / "simulators" / "pki"
    return Path(tempfile.mkdtemp(prefix="motcua-pki-"))


def _make(folder: Path) -> None:
    root_key = new_key("rsa")
    root = Pair(root_key, _root(root_key))
    issuing_key = new_key("rsa")
    issuing = Pair(issuing_key, _issuing(root, issuing_key.public_key()))
    stamping_key, answering_key = new_key("rsa"), new_key("ec")
    pairs = {
        "root": root,
        "issuing": issuing,
        "stamping": Pair(
            stamping_key,
            _service(
                issuing,
                stamping_key.public_key(),
                "Dấu thời gian (mô phỏng)",
                ExtendedKeyUsageOID.TIME_STAMPING,
            ),
        ),
        "answering": Pair(
            answering_key,
            _service(
                issuing,
                answering_key.public_key(),
                "Trả lời OCSP (mô phỏng)",
                ExtendedKeyUsageOID.OCSP_SIGNING,
            ),
        ),
    }
    for name, pair in pairs.items():
        _write(folder, name, pair)
    (folder / "complete").write_text("", encoding="ascii")


def _write(folder: Path, name: str, pair: Pair) -> None:
    secret = pair.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
    (folder / f"{name}.pem").write_bytes(pem(pair.certificate))


def _read(folder: Path, name: str) -> Pair:
    key = serialization.load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise TypeError(name)
    return Pair(key, x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes()))


def _name(name: str, organisation: str = "", number: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    if number:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
    return x509.Name([*parts, x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    public: PublicKey,
    starts: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(
    *, signs: bool = False, encrypts: bool = False, certifies: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=encrypts,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_parts(builder: x509.CertificateBuilder, depth: int) -> x509.CertificateBuilder:
    return builder.add_extension(
        x509.BasicConstraints(ca=True, path_length=depth), critical=True
    ).add_extension(_usage(certifies=True), critical=True)


def _root(key: PrivateKey) -> x509.Certificate:
    name = _name("CA gốc (mô phỏng)", "Một Cửa, dữ liệu trình diễn")
    starts = now() - LONG
    begun = _begun(name, name, key.public_key(), starts, starts + 2 * LONG)
    return _authority_parts(begun, 1).sign(key, hashes.SHA256())


def _issued_by(issuer: Pair, builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    issuer_key = issuer.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key.value),
        critical=False,
    )


def _issuing(root: Pair, public: PublicKey) -> x509.Certificate:
    name = _name("CA cấp chứng thư (mô phỏng)", "Một Cửa, dữ liệu trình diễn")
    starts = now() - LONG
    begun = _begun(name, root.certificate.subject, public, starts, starts + 2 * LONG)
    begun = _issued_by(root, _authority_parts(begun, 0)).add_extension(
        _where(f"{ADDRESS}/root.crl"), critical=False
    )
    return begun.sign(root.key, hashes.SHA256())


def _where(address: str) -> x509.CRLDistributionPoints:
    location = x509.UniformResourceIdentifier(address)
    return x509.CRLDistributionPoints([x509.DistributionPoint([location], None, None, None)])


def _access() -> x509.AuthorityInformationAccess:
    method = AuthorityInformationAccessOID
    return x509.AuthorityInformationAccess(
        [
            x509.AccessDescription(method.OCSP, x509.UniformResourceIdentifier(f"{ADDRESS}/ocsp")),
            x509.AccessDescription(
                method.CA_ISSUERS, x509.UniformResourceIdentifier(f"{ADDRESS}/issuing.cer")
            ),
        ]
    )


def _certificate(issuing: Pair, public: PublicKey, wanted: Wanted) -> x509.Certificate:
    starts = wanted.starts or now() - EARLIER
    begun = _begun(
        _name(wanted.name, wanted.organisation, wanted.number),
        issuing.certificate.subject,
        public,
        starts,
        wanted.ends or starts + USUAL,
    )
    begun = _issued_by(issuing, begun)
    begun = begun.add_extension(
        _usage(signs=wanted.usage == "sign", encrypts=wanted.usage != "sign"), critical=True
    )
    begun = begun.add_extension(_where(f"{ADDRESS}/issuing.crl"), critical=False)
    return begun.add_extension(_access(), critical=False).sign(issuing.key, hashes.SHA256())


def _service(
    issuing: Pair, public: PublicKey, name: str, purpose: x509.ObjectIdentifier
) -> x509.Certificate:
    starts = now() - LONG
    begun = _begun(_name(name), issuing.certificate.subject, public, starts, starts + 2 * LONG)
    begun = _issued_by(issuing, begun).add_extension(_usage(signs=True), critical=True)
    begun = begun.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    if purpose == ExtendedKeyUsageOID.OCSP_SIGNING:
        begun = begun.add_extension(x509.OCSPNoCheck(), critical=False)
    else:
        begun = begun.add_extension(_where(f"{ADDRESS}/issuing.crl"), critical=False)
        begun = begun.add_extension(_access(), critical=False)
    return begun.sign(issuing.key, hashes.SHA256())
