"""References to provisions of law, written as Vietnamese lawyers cite them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalRef:
    """One provision: điều (article), khoản (clause) and điểm (point) of a document.

    ``document`` is the title and number as printed: ``Nghị định 61/2018/NĐ-CP``.
    """

    document: str
    article: int | str
    clause: int | str | None = None
    point: str | None = None

    def __str__(self) -> str:
        parts = [f"Điều {self.article}"]
        if self.clause is not None:
            parts.append(f"khoản {self.clause}")
        if self.point is not None:
            parts.append(f"điểm {self.point}")
        return f"{' '.join(parts)}, {self.document}"
