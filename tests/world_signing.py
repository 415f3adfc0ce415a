"""Questions on telephones in the small province: a citizen's declaration, a leader's result."""

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.dossiers.models import OnlineDraft
from motcua.signatures.models import ProviderKind, Purpose, SigningIdentity, SigningRequest
from tests.papers import a_pdf
from tests.world_life import MONDAY

if TYPE_CHECKING:
    from tests.world import World


def asked_declaration(world: "World") -> StoredFile:
    """Return the declaration of the visits' citizen, with the question on their telephone."""
    assert world.online_draft is not None
    draft = OnlineDraft.objects.get(pk=world.online_draft.pk)
    if draft.document is None:
        content = a_pdf("tờ khai")
        draft.document = store_content(content, name="to-khai.pdf", actor=SYSTEM, at=MONDAY)
        draft.save(update_fields=["document"])
    _ask(draft.document, _remote({"person": draft.person}), Purpose.LODGING)
    return draft.document


def asked_result(world: "World") -> SigningRequest:
    """Return the question on the leader's telephone about the result that waits."""
    result = world.dossiers["to_approve"].results.get()
    leader = world.here.officers[Role.APPROVER]
    return _ask(result.file, _remote({"officer": leader}), Purpose.RESULT)


@lru_cache(maxsize=1)
def _certificate() -> str:
    """Return a certificate that nobody vouches for: on these pages nothing is signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Người ký của các trang")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(MONDAY - timedelta(days=1))
        .not_valid_after(MONDAY + timedelta(days=700))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(Encoding.PEM).decode()


def _remote(owner: dict[str, Any]) -> SigningIdentity:
    found: SigningIdentity = SigningIdentity.objects.get_or_create(
        **owner,
        provider=ProviderKind.REMOTE,
        key_label="0900000012",
        valid_from=MONDAY.date(),
        defaults={"certificate": _certificate()},
    )[0]
    return found


def _ask(file: StoredFile, identity: SigningIdentity, purpose: str) -> SigningRequest:
    found: SigningRequest = SigningRequest.objects.get_or_create(
        file=file,
        identity=identity,
        purpose=purpose,
        defaults={
            "transaction": "mo-phong",
            "added": b"",
            "digest": "ab" * 32,
            "region_start": 0,
            "region_end": 1,
            "field": "Ky1",
            "asked_at": MONDAY,
        },
    )[0]
    return found
