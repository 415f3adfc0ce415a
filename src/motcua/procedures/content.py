"""What a procedure version says, as values. Pure.

The stored document (``ProcedureVersion.content``) has these keys::

    {
      "name": str, "field": str, "decision_no": str, "applicant": str,
      "executing_agency": str, "competent_authority": str, "cooperating_agency": str,
      "procedure_type": str, "source_url": str,
      "steps": str, "conditions": str, "legal_basis": str,       # plain text, may be ""
      "channels": [{"channel": "direct|online|post", "limit": {"value", "unit"} | null,
                    "fee_dong": int | null, "fee_note": str, "fee_by_province": bool,
                    "description": str}],
      "papers": [{"id": str, "case": str, "name": str, "kind": "submit|present|note",
                  "originals": int, "copies": int}],
      "results": [{"code": str, "name": str}],
      "supplement": "by_law|extend|restart",                      # may be missing: by_law
      "process": {"steps": [...]} | null                          # see procedures.process
    }

Paper ids stay the same from version to version as long as the paper is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.limits import Limit, LimitUnit
from motcua.procedures.process import Process, default_process


class PaperKind(StrEnum):
    """Whether a line of the published list is handed in, only shown, or no paper at all."""

    SUBMIT = "submit"
    PRESENT = "present"
    NOTE = "note"


class SupplementEffect(StrEnum):
    """What a request for papers does to the time limit once they are in."""

    BY_LAW = "by_law"
    EXTEND = "extend"
    RESTART = "restart"

    @property
    def label(self) -> str:
        """Return the effect as people read it."""
        return {
            "by_law": "Theo luật: yêu cầu trong 3 ngày làm việc thì tính lại từ đầu, sau đó cộng "
            "thêm thời gian chờ",
            "extend": "Luôn cộng thêm thời gian chờ",
            "restart": "Luôn tính lại từ đầu",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the list of papers."""

    id: str
    case: str
    name: str
    kind: PaperKind
    originals: int
    copies: int


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """Limit and fee by one channel. ``limit`` None: not published, nobody can promise."""

    channel: str
    limit: Limit | None
    fee_dong: int | None
    fee_note: str
    fee_by_province: bool
    description: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the applicant gets."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Content:
    """A procedure version, ready to ask."""

    name: str
    field: str
    channels: tuple[ChannelTerms, ...]
    papers: tuple[Paper, ...]
    results: tuple[Result, ...]
    process: Process
    has_own_process: bool
    supplement: SupplementEffect
    document: Mapping[str, Any]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Content":
        """Read a stored document. Raises KeyError or ValueError when it is malformed."""
        process = document.get("process")
        return cls(
            name=document["name"],
            field=document["field"],
            channels=tuple(_channel(item) for item in document["channels"]),
            papers=tuple(_paper(item) for item in document["papers"]),
            results=tuple(Result(item["code"], item["name"]) for item in document["results"]),
            process=Process.from_document(process) if process else default_process(),
            has_own_process=bool(process),
            supplement=SupplementEffect(document.get("supplement", "by_law")),
            document=document,
        )

    def by_channel(self, channel: str) -> ChannelTerms | None:
        """Return the terms of ``channel``; those of the first channel that has a limit, else.

        A channel that the source left out is still open at the desk, so the limit of
        another channel stands in for it.
        """
        own = next((terms for terms in self.channels if terms.channel == channel), None)
        if own is not None and own.limit is not None:
            return own
        return next((terms for terms in self.channels if terms.limit is not None), own)

    def papers_to_hand_in(self) -> tuple[Paper, ...]:
        """Return the papers that are handed in, in the published order."""
        return tuple(paper for paper in self.papers if paper.kind is PaperKind.SUBMIT)


def _channel(item: Mapping[str, Any]) -> ChannelTerms:
    limit = item.get("limit")
    return ChannelTerms(
        channel=item["channel"],
        limit=Limit(int(limit["value"]), LimitUnit(limit["unit"])) if limit else None,
        fee_dong=item.get("fee_dong"),
        fee_note=item.get("fee_note", ""),
        fee_by_province=bool(item.get("fee_by_province")),
        description=item.get("description", ""),
    )


def _paper(item: Mapping[str, Any]) -> Paper:
    return Paper(
        id=item["id"],
        case=item.get("case", ""),
        name=item["name"],
        kind=PaperKind(item.get("kind", "submit")),
        originals=int(item.get("originals", 0)),
        copies=int(item.get("copies", 0)),
    )
