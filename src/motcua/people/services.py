"""Everything that changes what is known of citizens and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kernel.text import sort_key
from motcua.people.models import IdentityKind, Person, PersonKind


@dataclass(frozen=True, slots=True)
class PersonInput:
    """A person as typed at the desk. ``identity_number`` "" goes with kind NONE."""

    full_name: str
    kind: PersonKind = PersonKind.CITIZEN
    identity_kind: IdentityKind = IdentityKind.NONE
    identity_number: str = ""
    birth_on: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return the plain values that are frozen with a dossier."""
        return {
            "full_name": self.full_name,
            "kind": str(self.kind),
            "identity_kind": str(self.identity_kind),
            "identity_number": self.identity_number,
            "birth_on": self.birth_on.isoformat() if self.birth_on else "",
            "address": self.address,
            "phone": self.phone,
            "email": self.email,
        }


def remember_people(people: Sequence[PersonInput], *, at: datetime) -> list[Person]:
    """Store ``people`` and return their rows in the same order. One statement.

    Somebody known by number is brought up to date; somebody without a number is new.
    """
    rows: dict[PersonInput, Person] = {person: _row(person, at) for person in people}
    # In one statement a row can be brought up to date only once.
    unique: dict[tuple[str, str] | int, Person] = {}
    for row in rows.values():
        key = (row.identity_kind, row.identity_number) if row.identity_number else id(row)
        unique[key] = row
    saved = sorted(unique.values(), key=lambda row: (row.identity_kind, row.identity_number or ""))
    Person.objects.bulk_create(
        saved,
        update_conflicts=True,
        unique_fields=["identity_kind", "identity_number"],
        update_fields=[
            "full_name",
            "sort_key",
            "birth_on",
            "address",
            "phone",
            "email",
            "updated_at",
        ],
    )
    by_number = {(row.identity_kind, row.identity_number): row for row in saved}
    return [
        by_number[(rows[person].identity_kind, rows[person].identity_number)]
        if person.identity_number
        else rows[person]
        for person in people
    ]


def _row(person: PersonInput, at: datetime) -> Person:
    return Person(
        kind=person.kind,
        identity_kind=person.identity_kind if person.identity_number else IdentityKind.NONE,
        identity_number=person.identity_number or None,
        full_name=person.full_name,
        sort_key=sort_key(person.full_name),
        birth_on=person.birth_on,
        address=person.address,
        phone=person.phone,
        email=person.email,
        updated_at=at,
    )
