"""Who hears people in the demonstration's agencies."""

from datetime import date
from typing import Final

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.demo.accounts import LISTENING_ACCOUNTS, open_accounts
from motcua.demo.offices import Chair, fill_chairs

LISTENERS: Final = (
    ("Chuyên viên tiếp nhận phản ánh", (Role.PETITION_OFFICER,)),
    ("Cán bộ tiếp công dân", (Role.COMPLAINT_OFFICER,)),
)
"""In the order of their accounts."""
APART: Final = 9_000
"""Added to the seed, so that they are not called like those in the first chairs."""


def staff_listeners(desk: Desk, *, seed: int, since: date, with_accounts: bool = False) -> None:
    """Seat whoever hears people in the agency of ``desk``."""
    chairs = [Chair(desk.agency, desk, position, roles) for position, roles in LISTENERS]
    officers = fill_chairs(chairs, seed=seed + APART, since=since)
    if with_accounts:
        open_accounts(
            {
                one.username: officer
                for one, officer in zip(LISTENING_ACCOUNTS, officers, strict=True)
            }
        )
