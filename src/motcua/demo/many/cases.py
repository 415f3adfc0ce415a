"""One made-up dossier, before its rows are written."""

from dataclasses import dataclass

from motcua.agencies.roles import Role
from motcua.demo.many.ground import Place, Subject
from motcua.demo.many.lives import Life
from motcua.demo.many.people import Applicant
from motcua.dossiers.promises import Promise


@dataclass(frozen=True, slots=True)
class Case:
    """What was handed in where, by whom, and what became of it."""

    dossier_id: int
    code: str
    tracking_code: str
    book_number: int
    salt: str
    place: Place
    subject: Subject
    applicant: Applicant
    life: Life
    promised: Promise

    def officer(self, role: str) -> int:
        """Return the officer of the agency who holds ``role``."""
        return self.place.officers[Role(role)]
