"""Everything that changes what is known of citizens and organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from django.db import connection

from motcua.kernel.text import sort_key
from motcua.people.models import IdentityKind, Person, PersonKind

_FIELDS: Final = (
    "ref",
    "kind",
    "identity_kind",
    "identity_number",
    "full_name",
    "sort_key",
    "birth_on",
    "address",
    "phone",
    "email",
    "updated_at",
)
# A principal or a collector is not asked for everything: what was not said stays as it was
# known. Telephone and mail are one answer, so that a mail address can be taken away.
_BROUGHT_UP_TO_DATE: Final = """
    full_name = EXCLUDED.full_name,
    sort_key = EXCLUDED.sort_key,
    birth_on = COALESCE(EXCLUDED.birth_on, known.birth_on),
    address = COALESCE(NULLIF(EXCLUDED.address, ''), known.address),
    phone = CASE WHEN EXCLUDED.phone = '' AND EXCLUDED.email = ''
        THEN known.phone ELSE EXCLUDED.phone END,
    email = CASE WHEN EXCLUDED.phone = '' AND EXCLUDED.email = ''
        THEN known.email ELSE EXCLUDED.email END,
    updated_at = EXCLUDED.updated_at
"""


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

    Somebody known by number is brought up to date with what was said, and keeps what was
    not; somebody without a number is new.
    """
    rows: dict[PersonInput, Person] = {person: _row(person, at) for person in people}
    # In one statement a row can be brought up to date only once.
    unique: dict[tuple[str, str] | int, Person] = {}
    for row in rows.values():
        key = (row.identity_kind, row.identity_number) if row.identity_number else id(row)
        unique[key] = row
    saved = sorted(unique.values(), key=lambda row: (row.identity_kind, row.identity_number or ""))
    _save(saved)
    by_number = {(row.identity_kind, row.identity_number): row for row in saved}
    return [
        by_number[(rows[person].identity_kind, rows[person].identity_number)]
        if person.identity_number
        else rows[person]
        for person in people
    ]


def change_contacts(person: Person, *, phone: str, email: str, address: str, at: datetime) -> None:
    """Keep how ``person`` wants to be reached; each may be empty."""
    person.phone, person.email, person.address = phone, email, address
    person.updated_at = at
    person.save(update_fields=["phone", "email", "address", "updated_at"])


def _save(people: Sequence[Person]) -> None:
    values = [getattr(person, name) for person in people for name in _FIELDS]
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(people)), values)
        # PostgreSQL answers in the order in which the rows were given.
        for person, (row_id,) in zip(people, cursor.fetchall(), strict=True):
            person.pk = row_id
            person._state.adding = False  # noqa: SLF001, as Django's own bulk_create leaves a row
            person._state.db = connection.alias  # noqa: SLF001


@cache
def _statement(count: int) -> str:
    row = "(" + ", ".join(["%s"] * len(_FIELDS)) + ")"
    rows = ", ".join([row] * count)
    # Names of our own columns, none from outside.
    return (
        f"INSERT INTO people_person AS known ({', '.join(_FIELDS)}) VALUES {rows} "  # noqa: S608
        "ON CONFLICT (identity_kind, identity_number) DO UPDATE SET "
        f"{_BROUGHT_UP_TO_DATE} RETURNING id"
    )


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
