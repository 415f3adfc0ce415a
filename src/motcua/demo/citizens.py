"""Citizens of the demonstration to sign in as; the simulated VNeID knows the same ones."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.accounts.providers import Said
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput

ISSUER: Final = "trinh-dien"
LIVES_AT: Final = "12 Hàng Dừa, phường Vũng Tàu, Thành phố Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """Somebody who does not exist. ``key`` names them; one with a tax code is an organisation.

    ``story`` tells whoever chooses them what is in their room.
    """

    key: str
    name: str
    personal_number: str = ""
    tax_code: str = ""
    birth_on: date | None = None
    level: int = 2
    phone: str = ""
    email: str = ""
    story: str = ""


DEMO_CITIZENS: Final = (
    DemoCitizen(
        key="mai",
        name="Đặng Thị Mai",
        personal_number="077101970006",
        birth_on=date(1901, 2, 17),
        phone="0900000106",
        email="mai.970006@thu-dien-tu.example",
        story="ba bản nháp, một hồ sơ chờ tiếp nhận, có chữ ký số từ xa",
    ),
    DemoCitizen(
        key="khanh",
        name="Bùi Quốc Khánh",
        personal_number="077001970007",
        birth_on=date(1901, 9, 2),
        phone="0900000107",
        email="khanh.970007@thu-dien-tu.example",
        story="một hồ sơ chờ nộp tiền, một đã nộp có biên lai, kết quả ký số",
    ),
    DemoCitizen(
        key="thu",
        name="Phan Thị Thu",
        personal_number="077101970008",
        birth_on=date(1901, 11, 20),
        phone="0900000108",
        email="thu.970008@thu-dien-tu.example",
        story="giấy tờ trong kho dùng lại được, một hồ sơ chờ lãnh đạo ký",
    ),
    DemoCitizen(
        key="hoa",
        name="Trần Thị Hoa",
        personal_number="077101970001",
        birth_on=date(1901, 3, 8),
        phone="0900000101",
        email="hoa.970001@thu-dien-tu.example",
        story="bị yêu cầu bổ sung, kết quả ở bưu chính, đang hỏi cán bộ",
    ),
    DemoCitizen(
        key="tam",
        name="Lê Văn Tám",
        personal_number="077001970002",
        birth_on=date(1901, 10, 20),
        phone="0900000102",
        story="hồ sơ nộp tại quầy: một đã xong, một đang xử lý",
    ),
    DemoCitizen(
        key="duc",
        name="Phạm Minh Đức",
        personal_number="077001970004",
        birth_on=date(1901, 6, 15),
        phone="0900000104",
        story="chưa có gì, để nộp từ đầu",
    ),
    DemoCitizen(
        key="lan",
        name="Nguyễn Ngọc Lan",
        personal_number="077101970003",
        birth_on=date(1901, 12, 1),
        level=1,
        phone="0900000103",
        email="lan.970003@thu-dien-tu.example",
        story="chưa có gì; mức 1 nên chưa nộp trực tuyến được",
    ),
    DemoCitizen(
        key="ruong-muoi",
        name="Công ty TNHH Ruộng Muối (bịa)",
        tax_code="3509700056",
        phone="0900000105",
        email="ruong-muoi@thu-dien-tu.example",
        story="chưa có gì",
    ),
)


def personal_numbers() -> list[str]:
    """Return the numbers of the citizens: what is theirs is left to whoever signs in as them."""
    return [one.personal_number for one in DEMO_CITIZENS if one.personal_number]


def named(key: str) -> DemoCitizen:
    """Return the citizen called ``key``."""
    return next(one for one in DEMO_CITIZENS if one.key == key)


def typed(one: DemoCitizen) -> PersonInput:
    """Return ``one`` as an officer types them at the counter."""
    return PersonInput(
        full_name=one.name,
        identity_kind=IdentityKind.PERSONAL_ID,
        identity_number=one.personal_number,
        birth_on=one.birth_on,
        address=LIVES_AT,
        phone=one.phone,
        email=one.email,
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
