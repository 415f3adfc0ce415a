"""People who do not exist: names put together by chance, numbers that nobody living holds."""

import csv
import random
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from motcua.kernel.text import fold
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput

BIRTH_YEAR_DIGITS: Final = "01"
"""Every number says that its holder was born in 1901: right in form, and of nobody living."""
PLACE_OF_BIRTH: Final = "077"
LARGEST_SERIAL: Final = 999_999
SHARE_WITH_MAIL: Final = 0.4
SECOND_GIVEN_NAME: Final = 0.25
STREETS: Final = (
    "Hoa Sứ",
    "Hàng Dừa",
    "Bến Đình Cũ",
    "Ngọn Hải Đăng",
    "Giếng Nước",
    "Chợ Sớm",
    "Ruộng Muối",
    "Vườn Nhãn",
)
"""Streets that are on no map."""


@dataclass(frozen=True, slots=True)
class NameParts:
    """What names are put together from; each list with its weights."""

    surnames: tuple[list[str], list[float]]
    middle_names: dict[str, tuple[list[str], list[float]]]
    given_names: dict[str, list[str]]


def _rows(file_name: str) -> list[dict[str, str]]:
    source = resources.files("motcua.demo").joinpath("name_parts", file_name)
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


@cache
def name_parts() -> NameParts:
    """Return the shipped parts, read once."""
    surnames = _rows("surnames.csv")
    middle = _rows("middle_names.csv")
    given = _rows("given_names.csv")
    sexes = ("male", "female")
    return NameParts(
        surnames=([r["surname"] for r in surnames], [float(r["weight"]) for r in surnames]),
        middle_names={
            sex: (
                [r["middle_name"] for r in middle if r["sex"] == sex],
                [float(r["weight"]) for r in middle if r["sex"] == sex],
            )
            for sex in sexes
        },
        given_names={sex: [r["given_name"] for r in given if r["sex"] == sex] for sex in sexes},
    )


def full_name(chance: random.Random, sex: str) -> str:
    """Return a made-up name, ``sex`` being ``male`` or ``female``."""
    parts = name_parts()
    (surname,) = chance.choices(parts.surnames[0], parts.surnames[1])
    (middle,) = chance.choices(*parts.middle_names[sex])
    given = chance.choice(parts.given_names[sex])
    if chance.random() < SECOND_GIVEN_NAME:
        first = chance.choice(parts.given_names[sex])
        given = given if first == given else f"{first} {given}"
    words = [surname, middle, *given.split()]
    # "Thị An An" and "Bảo Bảo Bình" are nobody's name.
    return " ".join(word for i, word in enumerate(words) if i == 0 or word != words[i - 1])


def citizen(chance: random.Random, *, serial: int, place: str) -> PersonInput:
    """Return a made-up citizen; the same ``serial`` is the same number.

    ``place`` ends the address. Some have mail, at a name that no server answers to
    (RFC 2606, ".example"); the others will have to be called.
    """
    if not 0 <= serial <= LARGEST_SERIAL:
        raise ValueError(f"a serial has six digits, {serial} has not")
    sex = chance.choice(("male", "female"))
    name = full_name(chance, sex)
    mail = fold(name).replace(" ", ".")
    has_mail = chance.random() < SHARE_WITH_MAIL
    return PersonInput(
        full_name=name,
        identity_kind=IdentityKind.PERSONAL_ID,
        identity_number=(
            f"{PLACE_OF_BIRTH}{'0' if sex == 'male' else '1'}{BIRTH_YEAR_DIGITS}{serial:06}"
        ),
        address=f"{chance.randint(1, 250)} {chance.choice(STREETS)}, {place}",
        phone=f"0900000{chance.randint(0, 999):03}",
        email=f"{mail}.{serial}@thu-dien-tu.example" if has_mail else "",
    )
