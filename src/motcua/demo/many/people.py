"""The applicants of the many dossiers: drawn from a stock of names, some of them again."""

import json
import random
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.demo.many.tables import Rows, first_free_id, numbered_up_to
from motcua.demo.names import STREETS, full_name
from motcua.kernel.text import fold, sort_key
from motcua.people.models import IdentityKind, Person

STOCK: Final = 20_000
"""Names are put together once and then drawn: a million people share theirs too."""
REMEMBERED: Final = 2_000
COMES_AGAIN: Final = 0.4
HAS_MAIL: Final = 0.4
_PLACES: Final = ("077", "079", "001", "075", "031", "048", "092", "064", "052", "038")
_BORN: Final = "02"
"""Every number says 1902: right in form, of nobody living, and none of the demonstration's."""
_SERIALS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Applicant:
    """A stored person: row number, name as searched, and what a dossier freezes."""

    person_id: int
    name: str
    folded: str
    frozen: dict[str, str]


class People:
    """Draws applicants and keeps the rows of new ones until they are written."""

    def __init__(self, chance: random.Random, stock: int, at: datetime) -> None:
        self._chance = chance
        self._at = at
        self._next_id = first_free_id(Person)
        self._known: list[Applicant] = []
        names = [self._named() for _number in range(max(1, min(stock, STOCK)))]
        self._stock = [(sex, name, fold(name), sort_key(name)) for sex, name in names]
        self._rows = Rows(
            Person,
            *("id", "ref", "identity_kind", "identity_number", "full_name", "sort_key"),
            *("address", "phone", "email", "updated_at"),
        )

    def _named(self) -> tuple[str, str]:
        sex = self._chance.choice(("male", "female"))
        return sex, full_name(self._chance, sex)

    def draw(self) -> Applicant:
        """Return somebody: one who came lately, or somebody new."""
        chance = self._chance
        if self._known and chance.random() < COMES_AGAIN:
            return self._known[int(chance.random() * len(self._known))]
        new = self._new()
        if len(self._known) < REMEMBERED:
            self._known.append(new)
        else:
            self._known[int(chance.random() * REMEMBERED)] = new
        return new

    def _new(self) -> Applicant:
        chance = self._chance
        person_id, self._next_id = self._next_id, self._next_id + 1
        sex, name, folded, key = self._stock[int(chance.random() * len(self._stock))]
        place = _PLACES[person_id // _SERIALS % len(_PLACES)]
        number = f"{place}{'0' if sex == 'male' else '1'}{_BORN}{person_id % _SERIALS:06}"
        street = STREETS[int(chance.random() * len(STREETS))]
        frozen = {
            "full_name": name,
            "kind": "citizen",
            "identity_kind": IdentityKind.PERSONAL_ID.value,
            "identity_number": number,
            "birth_on": "",
            "address": f"{int(chance.random() * 250) + 1} {street}",
            "phone": f"0900000{int(chance.random() * 1000):03}",
            "email": f"n{person_id}@thu-dien-tu.example" if chance.random() < HAS_MAIL else "",
        }
        self._rows.add(
            *(person_id, uuid.UUID(int=chance.getrandbits(128), version=4)),
            *(IdentityKind.PERSONAL_ID.value, number, name, key),
            *(frozen["address"], frozen["phone"], frozen["email"], self._at),
        )
        return Applicant(person_id, name, folded, frozen)

    def write(self) -> None:
        """Copy the new people."""
        if self._rows.write():
            numbered_up_to(Person, self._next_id - 1)


def frozen_text(applicant: Applicant) -> str:
    """Return what a dossier keeps of its people, as JSON."""
    return json.dumps({"applicant": applicant.frozen}, ensure_ascii=False)
