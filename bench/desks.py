"""The desks of the bench, their officers, and what they type. Needs Django set up."""

from dataclasses import dataclass
from itertools import count
from typing import Final

from django.urls import reverse

from motcua.agencies.models import Desk, Officer
from motcua.agencies.roles import Role
from motcua.dossiers.models import Draft, Visit
from motcua.kernel import clock
from motcua.procedures.models import Procedure
from tests import factories

_PEOPLE: Final = count(1)


@dataclass(frozen=True, slots=True)
class Window:
    """One officer at one desk, with a name to sign in under."""

    officer: Officer
    desk: Desk
    username: str


def furnish() -> Procedure:
    """Lay the forms and words in force, and one procedure without a fee."""
    factories.form_templates()
    factories.message_templates()
    procedure: Procedure = factories.ProcedureFactory.create()
    return procedure


def open_windows(many: int) -> list[Window]:
    """Open one desk in each of ``many`` agencies of one province, an officer at each."""
    province = factories.UnitFactory.create()
    windows = []
    for _number in range(many):
        agency = factories.AgencyFactory.create(province=province)
        desk = factories.DeskFactory.create(agency=agency)
        account = factories.AccountFactory.create()
        officer = factories.OfficerFactory.create(
            agency=agency, desk=desk, account=account, roles=[Role.DESK_OFFICER]
        )
        windows.append(Window(officer, desk, account.username))
    return windows


def begin_drafts(window: Window, many: int) -> list[str]:
    """Begin ``many`` drafts at a window; return the addresses that accept them."""
    at = clock.now()
    visits = Visit.objects.bulk_create(
        Visit(desk=window.desk, officer=window.officer, opened_at=at) for _number in range(many)
    )
    drafts = Draft.objects.bulk_create(
        Draft(officer=window.officer, desk=window.desk, visit=visit, saved_at=at)
        for visit in visits
    )
    return [reverse("desk:accept", args=[draft.ref]) for draft in drafts]


def typed(window: Window, procedure: Procedure) -> dict[str, str]:
    """Return the fields of one dossier of somebody new, as the browser posts them."""
    return {
        "procedure": procedure.code,
        "agency": window.desk.agency.code,
        "channel": "direct",
        "applicant_number": f"077190{next(_PEOPLE):06}",
        "applicant_name": "Nguyễn Thị Hoà",
        "applicant_address": "Ấp Một, xã An Ngãi",
        "applicant_phone": "0900000012",
        "applicant_email": "hoa@example.vn",
        "relation": "self",
        "paper-p1": "on",
        "paper-p1_form": "original",
        "paper-p1_count": "1",
        "fee": "nothing_due",
        "result_mode": "at_desk",
        "sets_count": "1",
    }
