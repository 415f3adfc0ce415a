"""Citizens of the demonstration to sign in as; the simulated VNeID knows the same ones."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.accounts.providers import Said

ISSUER: Final = "trinh-dien"


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """Somebody who does not exist. ``key`` names them; one with a tax code is an organisation."""

    key: str
    name: str
    personal_number: str = ""
    tax_code: str = ""
    birth_on: date | None = None
    level: int = 2
    phone: str = ""
    email: str = ""


DEMO_CITIZENS: Final = (
    DemoCitizen(
        key="hoa",
        name="Trần Thị Hoa",
        personal_number="077101970001",
        birth_on=date(1901, 3, 8),
        phone="0900000101",
        email="hoa.970001@thu-dien-tu.example",
    ),
    DemoCitizen(
        key="tam",
        name="Lê Văn Tám",
        personal_number="077001970002",
        birth_on=date(1901, 10, 20),
        phone="0900000102",
    ),
    DemoCitizen(
        key="lan",
        name="Nguyễn Ngọc Lan",
        personal_number="077101970003",
        birth_on=date(1901, 12, 1),
        level=1,
        phone="0900000103",
        email="lan.970003@thu-dien-tu.example",
    ),
    DemoCitizen(
        key="duc",
        name="Phạm Minh Đức",
        personal_number="077001970004",
        birth_on=date(1901, 6, 15),
        phone="0900000104",
    ),
    DemoCitizen(
        key="ruong-muoi",
        name="Công ty TNHH Ruộng Muối (bịa)",
        tax_code="3509700056",
        phone="0900000105",
        email="ruong-muoi@thu-dien-tu.example",
    ),
)


def said_of(one: DemoCitizen) -> Said:
    """Return ``one`` as a provider would vouch for them."""
    return Said(
        issuer=ISSUER,
        subject=one.key,
        level=one.level,
        name=one.name,
        personal_number=one.personal_number,
        tax_code=one.tax_code,
        birth_on=one.birth_on,
        phone=one.phone,
        email=one.email,
    )
