"""What every page knows: the place it speaks for, and who is signed in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Installation
from motcua.agencies.roles import LABELS, STEP_ROLES, Role
from motcua.agencies.selectors import configuration_stamp
from motcua.configuration.features import Feature
from motcua.configuration.switches import SwitchedOff, switched_off
from motcua.dossiers.cash_desk import GIVING_BACK
from motcua.dossiers.policies import ANSWERING_ROLES
from motcua.dossiers.services.consulting import stamp_and_waiting
from motcua.dossiers.services.impersonating import SEEN_BY
from motcua.dossiers.workload import LEADING
from motcua.guidance.helping import HelperAtWork
from motcua.indicators.reported.entering import ENTERING
from motcua.people.citizens import Citizen
from motcua.surveys.policies import TRIAGING
from motcua.web.addresses import address_of
from motcua.web.citizen.rooms import entries_for
from motcua.web.helper.rooms import helper_entries
from motcua.web.looking import looking_of

DESK_ROLES = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
CONCERNED = (Role.APPROVER, Role.HEAD_OF_DESK, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who has to do with requests about personal data, their erasure, or the log of reads."""
_BESIDES_MONEY = tuple(role for role in STEP_ROLES if role is not Role.CASHIER)


_NOTHING_OFF = SwitchedOff({}, {})


@dataclass(frozen=True, slots=True)
class Site:
    """What the masthead and the foot say."""

    name: str = "Một Cửa"
    parent_name: str = ""
    hotline: str = ""
    address: str = ""
    hours_text: str = ""
    switches: SwitchedOff = _NOTHING_OFF

    def off(self, feature: str) -> str:
        """Return what people are told while ``feature`` is off everywhere; "" while it is on."""
        return self.switches.sentence(Feature(feature))


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the staff bar."""

    label: str
    address: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever is signed in, as the bar shows it."""

    name: str
    agency: str
    place: str
    home_url: str


@lru_cache(maxsize=4)
def _site(stamp: int) -> Site:
    found = Installation.objects.select_related("default_desk").first()
    if found is None:
        return Site(switches=switched_off(stamp))
    return Site(
        switches=switched_off(stamp),
        name=found.site_name,
        parent_name=found.parent_name,
        hotline=found.hotline,
        address=found.address,
        hours_text=_("Trong giờ làm việc, thứ Hai đến thứ Sáu"),
    )


def site(request: HttpRequest) -> Site:
    """Return what the installation says of itself; one small query a request."""
    return _site(stamp_of(request))


def stamp_of(request: HttpRequest) -> int:
    """Return the configuration stamp, asked of the database once a request.

    For somebody whose agency may be asked for its opinion, the same statement counts what
    waits there, which the bar of every page shows.
    """
    stamp: int | None = getattr(request, "configuration_stamp", None)
    if stamp is None:
        actor: Actor | None = getattr(request, "actor", None)
        agencies = actor.agencies_with(*ANSWERING_ROLES) if actor is not None else ()
        waiting = 0
        if agencies:
            stamp, waiting = stamp_and_waiting(agencies)
        else:
            stamp = configuration_stamp()
        request.configuration_stamp = stamp  # type: ignore[attr-defined]
        request.questions_waiting = waiting  # type: ignore[attr-defined]
    return stamp


def questions_waiting(request: HttpRequest) -> int:
    """Return how many questions of others the officer's agencies should answer."""
    stamp_of(request)
    return getattr(request, "questions_waiting", 0)


def home_of(actor: Actor) -> str:
    """Return where somebody's day begins."""
    if actor.has(Role.CASHIER) and not actor.has(*_BESIDES_MONEY):
        return address_of("office:charges")
    begins: tuple[tuple[tuple[Role, ...], str], ...] = (
        (DESK_ROLES, "desk:home"),
        (STEP_ROLES, "office:work"),
        ((Role.ADMINISTRATOR,), "manage:home"),
    )
    found = next((name for roles, name in begins if actor.has(*roles)), "")
    if not found and not actor.has(Role.AUDITOR):
        found = next((name for _label, name in _besides_dossiers(actor)), "")
    return address_of(found or "office:find")


def _besides_dossiers(actor: Actor) -> list[tuple[str, str]]:
    """Return the rooms of whoever hears what people say, or has them taught.

    Heads of desks, whose bar is full, have them on the page of their unit.
    """
    rooms: tuple[tuple[tuple[Role, ...], str, str], ...] = (
        ((Role.PETITION_OFFICER, Role.APPROVER), _("Phản ánh"), "office:petitions"),
        ((Role.COMPLAINT_OFFICER,), _("Tiếp công dân"), "office:cases"),
        (TRIAGING, _("Lắng nghe"), "office:listening"),
        ((Role.ORGANISER,), _("Hướng dẫn"), "guiding:week"),
        ((Role.REFORM_OFFICER,), _("Mô hình"), "initiatives:list"),
        ((Role.REFORM_OFFICER,), _("Chấm điểm"), "rankings:home"),
    )
    return [(label, name) for roles, label, name in rooms if actor.has(*roles)]


def nav_for(actor: Actor, path: str, questions: int = 0) -> list[NavItem]:
    """Return the entries of the staff bar that ``actor`` has a use for.

    ``questions`` of other agencies have an entry while there are any, and while one looks.
    """
    asked = address_of("office:consultations")
    is_asked = bool(questions) or path.startswith(asked)
    at_desk, leads = actor.has(*DESK_ROLES), actor.has(*LEADING)
    # The head of a desk, whose bar is full, has figures and data on the page of the unit.
    offered = [
        (at_desk, _("Sảnh"), "desk:hall"),
        (at_desk, _("Tiếp nhận"), "desk:home"),
        (at_desk, _("Chờ tiếp nhận"), "desk:waiting"),
        (at_desk, _("Trả kết quả"), "desk:ready"),
        (at_desk, _("Gọi báo"), "desk:calls"),
        (actor.has(*STEP_ROLES), _("Việc của tôi"), "office:work"),
        (actor.has(*GIVING_BACK), _("Thu, hoàn phí"), "office:charges"),
        (is_asked, _("Hỏi ý kiến"), "office:consultations"),
        (leads, _("Đơn vị"), "leader:home"),
        (leads and not at_desk, _("Số liệu"), "leader:figures"),
        (actor.has(*STEP_ROLES, Role.AUDITOR), _("Tìm hồ sơ"), "office:find"),
        # The desk opens the book from the results that it hands back.
        (actor.has(Role.APPROVER, Role.AUDITOR), _("Sổ hồ sơ"), "office:book"),
        (actor.has(*CONCERNED) and not at_desk, _("Dữ liệu"), "office:privacy"),
        # Heads have the signs of their unit on its page.
        (actor.has(Role.AUDITOR), _("Dấu hiệu"), "leader:signs"),
        (actor.has(*ENTERING), _("Báo cáo đã công bố"), "office:reported"),
        *((True, label, name) for label, name in _besides_dossiers(actor)),
        (actor.has(Role.ADMINISTRATOR, Role.AUDITOR), _("Quản trị"), "manage:home"),
    ]
    entries = [(label, name) for has_use, label, name in offered if has_use]
    addresses = [(label, address_of(name)) for label, name in entries]
    # A page stands under the nearest entry: the desk's own address begins many others.
    nearest = max((a for _l, a in addresses if path.startswith(a)), key=len, default="")
    counts = {asked: questions or None}
    return [
        NavItem(label, address, address == nearest, counts.get(address))
        for label, address in addresses
    ]


def _short(agency_name: str) -> str:
    """Return an agency's name as its own officers say it."""
    for title in ("Ủy ban nhân dân ", "UBND "):
        if agency_name.startswith(title):
            rest = agency_name.removeprefix(title)
            return rest[:1].upper() + rest[1:]
    return agency_name


def page(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``site``, and who is signed in, with the entries of their room."""
    actor: Actor | None = getattr(request, "actor", None)
    officer = None
    nav: list[NavItem] = []
    if actor is not None:
        profile = getattr(request.user, "officer", None)
        place = profile.counter if profile else ""
        officer = SignedIn(
            name=actor.name,
            agency=_short(profile.agency.name) if profile else "",
            place=place,
            home_url=home_of(actor),
        )
        nav = nav_for(actor, request.path, questions_waiting(request))
    citizen: Citizen | None = getattr(request, "citizen", None)
    helper: HelperAtWork | None = getattr(request, "helper", None)
    return {
        "looking": looking_of(request),
        "seen_by_administrator": request.session.get(SEEN_BY) if actor is not None else None,
        "site": site(request),
        "officer": officer,
        "nav": nav,
        "citizen": citizen,
        "room": entries_for(request) if citizen is not None else [],
        "helper": helper,
        "helper_room": helper_entries(request) if helper is not None else [],
        "role_labels": LABELS,
    }
