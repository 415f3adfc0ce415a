"""PAdES in three steps: prepare the file, have its hash signed by whoever holds the key, close.

Nothing here holds a key. The file only ever grows: earlier signatures stay as they are.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any, Final

from asn1crypto import cms, tsp, x509
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PdfSigningError, simple_cms_attribute
from pyhanko.sign.signers import (
    ExternalSigner,
    PdfSignatureMetadata,
    PdfSigner,
    PdfTimeStamper,
)
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.signatures.appearance import Mark, draw
from motcua.signatures.certificates import Evidence, Inquiry
from motcua.signatures.errors import AwayError, ProviderError, SigningError
from motcua.signatures.reaching import OutOfReachError, ask, found_at
from motcua.signatures.waiting import wait_for

ALGORITHM: Final = "sha256"
RESERVED_BYTES: Final = 24_576
"""Kept free for a signature: certificates, a time stamp, and some to spare."""


class Profile(StrEnum):
    """How much goes into the file: nothing more, a time stamp, evidence, a lasting stamp."""

    B_B = "B-B"
    B_T = "B-T"
    B_LT = "B-LT"
    B_LTA = "B-LTA"

    @property
    def has_stamp(self) -> bool:
        """Say whether a time stamp is put in."""
        return self is not Profile.B_B

    @property
    def has_evidence(self) -> bool:
        """Say whether certificates and what their authorities said are put in."""
        return self in {Profile.B_LT, Profile.B_LTA}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a signature says of itself."""

    field: str
    reason: str
    location: str
    name: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file with a place for a signature, and the hash that is to be signed."""

    content: bytes
    digest: bytes
    start: int
    end: int
    field: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A signed file, and the time stamp that came with it."""

    content: bytes
    stamp: bytes
    evidence: Sequence[Evidence]


class _Drawing(ImportedPdfPage):
    """A page that was drawn just now, as part of another file."""

    def __init__(self, content: bytes) -> None:
        super().__init__("")
        self._content = content

    def render(self) -> bytes:
        """Return the words that show the page."""
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._content)))
        self.resources.xobject["/Mark"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box.width, self.box.height = abs(right - left), abs(top - bottom)
        return b"/Mark Do"


def prepare(content: bytes, wanted: Wanted, certificate: x509.Certificate) -> Prepared:
    """Return the file with a place for a signature. Raises SigningError when it cannot be."""
    output = BytesIO()
    try:
        writer = IncrementalPdfFileWriter(BytesIO(content), strict=False)
        if writer.prev.encrypted:
            raise SigningError(_("Tệp PDF có mật khẩu nên không ký được. Xin dùng tệp khác."))
        field = _free_name(writer.prev, wanted.field)
        signer = PdfSigner(
            PdfSignatureMetadata(
                field_name=field,
                md_algorithm=ALGORITHM,
                subfilter=SigSeedSubFilter.PADES,
                reason=wanted.reason,
                location=wanted.location,
                name=wanted.name,
            ),
            signer=ExternalSigner(certificate, SimpleCertificateStore()),
            stamp_style=_style(wanted.mark),
            new_field_spec=_field(writer, field, wanted.mark),
        )
        digest, _document, _output = wait_for(
            signer.async_digest_doc_for_signing(
                writer, bytes_reserved=RESERVED_BYTES, output=output
            )
        )
    except (PdfError, PdfSigningError, KeyError, TypeError, ValueError, IndexError) as error:
        raise SigningError(
            _("Tệp PDF này hỏng hoặc không đúng chuẩn nên không ký được. Xin in lại ra PDF.")
        ) from error
    return Prepared(
        output.getvalue(),
        digest.document_digest,
        digest.reserved_region_start,
        digest.reserved_region_end,
        field,
    )


def signatures_in(content: bytes) -> int:
    """Return how many signatures the file has. Raises SigningError when it is no PDF."""
    try:
        return len(PdfFileReader(BytesIO(content), strict=False).embedded_regular_signatures)
    except (PdfError, KeyError, TypeError, ValueError) as error:
        raise SigningError(_("Tệp PDF này không đọc được.")) from error


def check_answer(
    answer: bytes, prepared: Prepared, certificate: x509.Certificate
) -> cms.ContentInfo:
    """Return the signature that came back, if it is of this hash and by this certificate.

    Raises ProviderError: whoever holds the key may answer anything.
    """
    strange = ProviderError(
        _("Nơi giữ khóa trả về chữ ký không khớp với văn bản. Chưa có gì được ký; xin thử lại.")
    )
    try:
        found = cms.ContentInfo.load(answer)
        signed = found["content"]
        (info,) = signed["signer_infos"]
        names = [one.chosen for one in signed["certificates"]]
        is_whole, is_right = validate_sig_integrity(
            info,
            certificate,
            expected_content_type="data",
            actual_digest=prepared.digest,
        )
    except (ValueError, TypeError, KeyError, InvalidSignature, PdfSigningError) as error:
        raise strange from error
    if not (is_whole and is_right) or certificate.sha256 not in {one.sha256 for one in names}:
        raise strange
    return found


def close(
    prepared: Prepared,
    signature: cms.ContentInfo,
    profile: Profile,
    *,
    stamper: "Stamper | None",
    evidence: Evidence,
) -> Closed:
    """Return the file with its signature, and with what the profile adds. Raises SigningError."""
    gathered = [evidence]
    stamp = b""
    if profile.has_stamp:
        if stamper is None:
            raise SigningError(_("Chưa đặt máy chủ cấp dấu thời gian (MOTCUA_TSA_ADDRESS)."))
        token = stamper.stamp(signature["content"]["signer_infos"][0]["signature"].native)
        stamp = token.dump()
        gathered.append(stamper.evidence)
        signature["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes(
            [simple_cms_attribute("signature_time_stamp_token", token)]
        )
    output = BytesIO(prepared.content)
    region = PreparedByteRangeDigest(
        document_digest=prepared.digest,
        reserved_region_start=prepared.start,
        reserved_region_end=prepared.end,
    )
    filled = region.fill_with_cms(output, signature.dump())
    if profile.has_evidence:
        _add_evidence(output, filled, gathered)
    if profile is Profile.B_LTA and stamper is not None:
        output = _stamp_whole(output, stamper)
    return Closed(output.getvalue(), stamp, gathered)


class Stamper(TimeStamper):
    """Asks a time stamping authority, and believes only what was stamped for us."""

    def __init__(self, address: str, inquiry: Inquiry) -> None:
        super().__init__()
        self._address = address
        self._inquiry = inquiry
        self.evidence = Evidence()

    def stamp(self, signature: bytes) -> cms.ContentInfo:
        """Return a time stamp over a signature. Raises SigningError."""
        return wait_for(self.async_timestamp(_hash(signature), ALGORITHM))

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask over HTTP, and look at the answer before anybody uses it."""
        wrong = SigningError(
            _("Máy chủ dấu thời gian trả lời không đúng. Chưa có gì được ký; xin thử lại.")
        )
        try:
            answer = ask(
                found_at(self._address, self._inquiry.trust.places),
                req.dump(),
                headers={"Content-Type": "application/timestamp-query"},
                seconds=self._inquiry.trust.seconds,
            )
        except OutOfReachError as error:
            raise AwayError(
                _("Máy chủ dấu thời gian không trả lời. Chưa có gì được ký; xin thử lại sau.")
            ) from error
        try:
            response = tsp.TimeStampResp.load(answer)
            token = response["time_stamp_token"]
            said = token["content"]["encap_content_info"]["content"].parsed
            is_ours = said["message_imprint"].dump() == req["message_imprint"].dump()
            by, others = _stamper_of(token["content"])
            (info,) = token["content"]["signer_infos"]
            is_whole, is_right = validate_sig_integrity(
                info,
                by,
                expected_content_type="tst_info",
                actual_digest=_hash(bytes(token["content"]["encap_content_info"]["content"])),
            )
        except (ValueError, TypeError, KeyError, InvalidSignature, PdfSigningError) as error:
            raise wrong from error
        if not (is_ours and is_whole and is_right):
            raise wrong
        # In a thread of its own: it asks, waits, and runs a loop itself.
        self.evidence = await asyncio.to_thread(self._evidence, by, others)
        return response

    def _evidence(self, by: x509.Certificate, others: list[x509.Certificate]) -> Evidence:
        return self._inquiry.evidence(by, others, stamps=True)


def _stamper_of(signed: Any) -> tuple[x509.Certificate, list[x509.Certificate]]:
    sid = signed["signer_infos"][0]["sid"].chosen
    others = [one.chosen for one in signed["certificates"]]
    by = next(
        one
        for one in others
        if one.serial_number == sid["serial_number"].native and one.issuer == sid["issuer"]
    )
    return by, others


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _add_evidence(output: BytesIO, filled: Any, gathered: Sequence[Evidence]) -> None:
    DocumentSecurityStore.add_dss(
        output,
        filled,
        certs=[one for evidence in gathered for one in evidence.path],
        ocsps=[_ocsp(one) for evidence in gathered for one in evidence.ocsps],
        crls=[_crl(one) for evidence in gathered for one in evidence.crls],
        strict=False,
    )


def _stamp_whole(output: BytesIO, stamper: Stamper) -> BytesIO:
    writer = IncrementalPdfFileWriter(output, strict=False)
    wait_for(
        PdfTimeStamper(stamper).async_timestamp_pdf(
            writer, ALGORITHM, validation_context=None, in_place=True
        )
    )
    return output


def _ocsp(content: bytes) -> Any:
    return OCSPResponse.load(content)


def _crl(content: bytes) -> Any:
    return CertificateList.load(content)


def _style(mark: Mark | None) -> StaticStampStyle | None:
    if mark is None:
        return None
    return StaticStampStyle(background=_Drawing(draw(mark)), border_width=0)


def _field(writer: IncrementalPdfFileWriter, name: str, mark: Mark | None) -> SigFieldSpec:
    if mark is None:
        return SigFieldSpec(name)
    is_corner = mark.manner.value == "corner"
    page_index = 0 if is_corner else int(writer.root["/Pages"]["/Count"]) - 1
    row = sum(
        1 for one in writer.prev.embedded_regular_signatures if one.field_name.startswith("Ky")
    )
    if mark.manner.value == "seal":
        row = max(0, row - 1)
    return SigFieldSpec(name, on_page=page_index, box=mark.place(_frame(writer, page_index), row))


def _frame(writer: BasePdfFileWriter, page_index: int) -> tuple[float, float, float, float]:
    page = writer.find_page_for_modification(page_index)[0].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    left, bottom, right, top = (float(edge) for edge in page["/MediaBox"])
    return left, bottom, right, top


def _free_name(reader: PdfFileReader, wanted: str) -> str:
    taken = {one.field_name for one in reader.embedded_signatures}
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, 1000) if (name := f"{wanted}_{n}") not in taken)
