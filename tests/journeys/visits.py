"""Where every page is, for whom, and with what on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from motcua.agencies.models import CalendarDay, CalendarHours, CalendarLayer
from motcua.agencies.roles import Role
from motcua.documents.models import FormTemplate, HeldPaper
from motcua.dossiers.models import ClosedDay, Consultation, SubjectRequest
from motcua.notifications.models import Message
from motcua.payments.models import Incoming, Order, PaymentReceipt, Refund
from tests.journeys.visits_api import OF_CONNECTIONS
from tests.journeys.visits_at_home import AT_HOME
from tests.journeys.visits_configuration import OF_CONFIGURATION
from tests.journeys.visits_dashboard import OF_FIGURES
from tests.journeys.visits_guidance import OF_HELPERS, OF_ORGANISERS
from tests.journeys.visits_hall import ARRANGED, BOOKING, CALLED, ON_SCREENS
from tests.journeys.visits_index import OF_INDEX
from tests.journeys.visits_initiatives import OF_EVERYBODY, OF_REFORM
from tests.journeys.visits_mode import OF_MODE
from tests.journeys.visits_operating import CHECKED
from tests.journeys.visits_petitions import HEARD
from tests.journeys.visits_rankings import OF_RANKINGS, RANKED
from tests.journeys.visits_reports import OF_ADMINISTRATORS, OF_HEADS, OF_STRANGERS
from tests.journeys.visits_signs import OF_SIGNS
from tests.journeys.visits_surveys import QUERIES, SURVEYS
from tests.world import World
from tests.world_following import at_the_post, brought, own_supplement, to_post
from tests.world_online import MARITAL
from tests.world_signing import asked_result

Place = Callable[[World], Mapping[str, Any]]
DESK: Final = Role.DESK_OFFICER
HANDLING: Final = Role.HANDLING_OFFICER
ADMINISTRATOR: Final = Role.ADMINISTRATOR
CITIZEN: Final = "citizen"
"""The applicant of the world's accepted dossier, signed in."""
HELPER: Final = "helper"
"""The helper who stands in the world's afternoon shift, signed in."""
Visitor = Role | str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody (None: a stranger) opens a page, of ``place``, with a query."""

    role: Visitor
    place: Place = lambda _world: {}
    query: str = ""
    also: tuple[Place, ...] = ()

    def addresses(self, name: str, world: World) -> list[str]:
        """Return the addresses to look at."""
        return [
            reverse(name, kwargs=dict(place(world))) + self.query
            for place in (self.place, *self.also)
        ]


def dossier(state: str, parameter: str = "key") -> Place:
    """Return the place of the dossier that the world keeps as ``state``."""

    def place(world: World) -> Mapping[str, Any]:
        found = world.dossiers[state]
        return {parameter: found.code or found.tracking_code}

    return place


def _draft(world: World) -> Mapping[str, Any]:
    assert world.draft is not None
    return {"ref": world.draft.ref}


def _online(world: World) -> Mapping[str, Any]:
    assert world.online_draft is not None
    return {"ref": world.online_draft.ref}


def _online_page(name: str) -> Place:
    return lambda world: {**_online(world), "page_id": name}


def _eform(**more: Any) -> Place:
    return lambda _world: {"code": MARITAL, **more}


def _visit(world: World) -> Mapping[str, Any]:
    assert world.visit is not None
    return {"ref": world.visit.ref}


def _marital(world: World) -> Mapping[str, Any]:
    return {"code": world.marital.code}


def _birth(world: World) -> Mapping[str, Any]:
    return {"code": world.birth.code}


def _version(world: World) -> Mapping[str, Any]:
    return {"code": world.birth.code, "number": 1}


def _layer(_world: World) -> Mapping[str, Any]:
    return {"layer_id": CalendarLayer.objects.get().pk}


def _day(_world: World) -> Mapping[str, Any]:
    day = CalendarDay.objects.filter(date__year=2026).first()
    assert day is not None
    return {"layer_id": day.layer_id, "day_id": day.pk}


def _hours(_world: World) -> Mapping[str, Any]:
    hours = CalendarHours.objects.first()
    assert hours is not None
    return {"layer_id": hours.layer_id, "hours_id": hours.pk}


def _agency(world: World) -> Mapping[str, Any]:
    return {"code": world.here.agency.code}


def _desk(world: World) -> Mapping[str, Any]:
    return {"code": world.here.agency.code, "desk_code": world.here.desk.code}


def _officer(world: World) -> Mapping[str, Any]:
    return {"ref": world.here.officers[Role.APPROVER].ref}


def _closed_day(_world: World) -> Mapping[str, Any]:
    return {"day": ClosedDay.objects.latest("day").day.isoformat()}


def _layout(_world: World) -> Mapping[str, Any]:
    return {"template_id": FormTemplate.objects.filter(kind="receipt").latest("valid_from").pk}


def _message(_world: World) -> Mapping[str, Any]:
    return {"ref": Message.objects.filter(state="failed").latest("pk").ref}


def _question(name: str) -> Place:
    def place(world: World) -> Mapping[str, Any]:
        return {"ref": Consultation.objects.get(dossier=world.dossiers[name]).ref}

    return place


def _refund(world: World) -> Mapping[str, Any]:
    reference = world.dossiers["withdrawn"].tracking_code
    return {"ref": Refund.objects.get(payment__reference=reference).ref}


def _order(world: World) -> Mapping[str, Any]:
    order = Order.objects.get(reference=world.dossiers["owing"].tracking_code)
    return {"key": order.reference, "ref": order.ref}


def _owing(world: World) -> Mapping[str, Any]:
    return {"key": world.dossiers["owing"].tracking_code}


def _asked(_world: World) -> Mapping[str, Any]:
    return {"ref": SubjectRequest.objects.get(state="open").ref}


def _held(world: World) -> Mapping[str, Any]:
    person = world.dossiers["accepted"].principal_id
    return {"ref": HeldPaper.objects.get(person_id=person).ref}


def _own_supplement(world: World) -> Mapping[str, Any]:
    return {"key": own_supplement(world).tracking_code}


def _own(state: str) -> Place:
    return lambda world: {"key": world.dossiers[state].tracking_code}


def _own_at_post(world: World) -> Mapping[str, Any]:
    at_the_post(world)
    return {"key": world.dossiers["at_post"].tracking_code}


def _to_post(world: World) -> Mapping[str, Any]:
    to_post(world)
    return {}


def _at_post(world: World) -> Mapping[str, Any]:
    at_the_post(world)
    return {}


def _record(world: World) -> Mapping[str, Any]:
    return {"ref": at_the_post(world).hand_over.ref}


def _brought(world: World) -> Mapping[str, Any]:
    return {"ref": brought(world).ref}


def _asked_leader(world: World) -> Mapping[str, Any]:
    return {**dossier("to_approve")(world), "ref": asked_result(world).ref}


_STATES: Final = (
    "in_progress",
    "owing",
    "late",
    "due_today",
    "ready",
    "returned",
    "refused",
    "submitted",
    "expected",
    "awaiting_supplement",
    "supplement_before",
    "resumed",
    "awaiting_payment",
    "apologised",
    "apology_drafted",
    "asked_late",
    "answered",
    "linked",
    "sent_back",
    "undone",
    "to_approve",
    "with_result",
    "refused_result",
    "reopened",
    "withdrawn",
    "stopped",
)
_EVERY_STATE: Final = tuple(dossier(state) for state in _STATES)
VISITS: Final[Mapping[str, Visit]] = {
    "citizen:home": Visit(CITIZEN),
    "citizen:profile": Visit(CITIZEN),
    "citizen:sessions": Visit(CITIZEN),
    "citizen:papers": Visit(CITIZEN),
    "citizen:paper-object": Visit(CITIZEN, _held),
    "citizen:sign-in": Visit(None),
    "citizen:drafts": Visit(CITIZEN),
    "citizen:lodge": Visit(CITIZEN, _marital, also=(_birth,)),
    "citizen:lodge-page": Visit(
        CITIZEN, _online_page("applicant"), also=(_online_page("status"), _online_page("result"))
    ),
    "citizen:lodge-check": Visit(CITIZEN, _online),
    "citizen:lodge-fee": Visit(CITIZEN, _online),
    "citizen:lodged": Visit(CITIZEN, dossier("accepted")),
    "citizen:dossier": Visit(CITIZEN, _own("accepted"), also=(_own_supplement, _own_at_post)),
    "citizen:supplement": Visit(CITIZEN, _own_supplement),
    "citizen:withdraw": Visit(CITIZEN, _own("accepted")),
    "citizen:channel": Visit(CITIZEN),
    **{name: Visit(CITIZEN, place) for name, place in AT_HOME.items()},
    "public:on-duty": Visit(None),
    **{name: Visit(HELPER, query=query) for name, query in OF_HELPERS.items()},
    **{
        name: Visit(Role.ORGANISER, place or (lambda _world: {}), query)
        for name, (place, query) in OF_ORGANISERS.items()
    },
    **{name: Visit(None, place) for name, place in OF_EVERYBODY.items()},
    **{
        name: Visit(Role.REFORM_OFFICER, places[0], also=places[1:])
        for name, places in OF_REFORM.items()
    },
    **{name: Visit(None, place) for name, place in RANKED.items()},
    **{
        name: Visit(Role.REFORM_OFFICER, places[0], also=places[1:])
        for name, places in OF_RANKINGS.items()
    },
    **{name: Visit(None, place) for name, place in ON_SCREENS.items()},
    "public:ticket": Visit(None, ON_SCREENS["public:ticket"], also=(CALLED,)),
    "public:booking-desk": Visit(None, ON_SCREENS["public:booking-desk"], query=BOOKING),
    **{name: Visit(ADMINISTRATOR, place) for name, place in ARRANGED.items()},
    **{name: Visit(ADMINISTRATOR, place) for name, place in CHECKED.items()},
    "desk:hall": Visit(DESK),
    "leader:hall-day": Visit(Role.APPROVER),
    "citizen:appointments": Visit(CITIZEN),
    **{name: Visit(*heard) for name, heard in HEARD.items()},
    "public:offline": Visit(None),
    "desk:post": Visit(DESK, _to_post),
    "desk:post-out": Visit(DESK, _at_post),
    "desk:post-record": Visit(DESK, _record, also=(_brought,)),
    "desk:post-in": Visit(DESK),
    "office:post-cash": Visit(Role.CASHIER),
    "manage:quiet-hours": Visit(ADMINISTRATOR),
    "public:home": Visit(None),
    "public:catalogue": Visit(None, query="?q=xac+nhan+doc+than"),
    "public:procedure": Visit(None, _marital, also=(_birth,)),
    "public:track-form": Visit(None),
    "public:track": Visit(None, dossier("accepted"), also=_EVERY_STATE),
    "public:verify": Visit(None),
    "public:ledger": Visit(None),
    "public:ledger-day": Visit(None, _closed_day),
    "public:figures": Visit(None),
    "public:agency-figures": Visit(None, _agency),
    **{name: Visit(role, query=query) for name, (role, query) in OF_INDEX.items()},
    "public:index-766": Visit(None),
    "public:index-766-unit": Visit(None, _agency),
    **{name: Visit(None, place) for name, place in OF_FIGURES.items()},
    **{name: Visit(*seen) for name, seen in {**OF_SIGNS, **OF_MODE}.items()},
    **{name: Visit(None, *where) for name, where in OF_STRANGERS.items()},
    **{name: Visit(Role.APPROVER, *where) for name, where in OF_HEADS.items()},
    **{name: Visit(ADMINISTRATOR, *where) for name, where in OF_ADMINISTRATORS.items()},
    "accounts:login": Visit(None),
    "accounts:password": Visit(DESK),
    "accounts:factors": Visit(DESK),
    "accounts:factor-key": Visit(DESK),
    "accounts:passkey-new": Visit(DESK),
    "accounts:sessions": Visit(DESK),
    "desk:home": Visit(DESK),
    "desk:draft": Visit(DESK, _draft),
    "desk:refuse-draft": Visit(DESK, _draft),
    "desk:accepted": Visit(DESK, dossier("accepted"), also=(dossier("expected"),)),
    "desk:held": Visit(DESK, _held),
    "desk:correct": Visit(DESK, dossier("accepted")),
    "desk:visit": Visit(DESK, _visit),
    "desk:waiting": Visit(DESK),
    "desk:answer": Visit(DESK, dossier("submitted")),
    "desk:lodged": Visit(DESK, dossier("submitted")),
    "desk:refuse": Visit(DESK, dossier("submitted")),
    "desk:refused": Visit(DESK, dossier("refused")),
    "desk:ready": Visit(DESK),
    "desk:return": Visit(DESK, dossier("ready"), also=(dossier("returned"),)),
    "desk:calls": Visit(DESK),
    "desk:call": Visit(DESK, dossier("to_call")),
    "office:work": Visit(HANDLING),
    "office:find": Visit(HANDLING, query="?q=nguyen"),
    "office:why": Visit(Role.AUDITOR, dossier("accepted")),
    "office:sign-remote": Visit(Role.APPROVER, _asked_leader),
    "office:approve-many": Visit(Role.APPROVER),
    "office:reads": Visit(
        Role.AUDITOR,
        query="?loai=tat-ca",
    ),
    "office:requests": Visit(Role.HEAD_OF_DESK),
    "office:request-new": Visit(Role.HEAD_OF_DESK),
    "office:request": Visit(Role.HEAD_OF_DESK, _asked),
    "office:own-data": Visit(Role.HEAD_OF_DESK),
    "office:erasures": Visit(Role.APPROVER),
    "office:assign": Visit(Role.REVIEWER, dossier("accepted"), also=(dossier("assigned"),)),
    "office:return-step": Visit(Role.APPROVER, dossier("to_approve")),
    "office:consult": Visit(HANDLING, dossier("accepted"), also=(dossier("asked"),)),
    "office:consultations": Visit(HANDLING, query="?cho=tat-ca"),
    "office:consultation": Visit(HANDLING, _question("answered"), also=(_question("asked"),)),
    "office:supplement": Visit(HANDLING, dossier("accepted"), also=(dossier("resumed"),)),
    "office:resume": Visit(
        DESK,
        dossier("awaiting_supplement"),
        also=(dossier("awaiting_payment"), dossier("supplement_before")),
    ),
    "office:payment": Visit(HANDLING, dossier("accepted")),
    "office:apology": Visit(
        Role.APPROVER,
        dossier("apology_drafted"),
        also=(dossier("late"), dossier("apologised")),
    ),
    "office:withdraw": Visit(DESK, dossier("accepted"), also=(dossier("owing"),)),
    "office:stop": Visit(Role.APPROVER, dossier("accepted")),
    "office:undo": Visit(HANDLING, dossier("in_progress")),
    "office:reopen": Visit(
        Role.APPROVER, dossier("returned"), also=(dossier("withdrawn"), dossier("stopped"))
    ),
    "public:pay": Visit(None, _owing),
    "public:pay-order": Visit(None, _order),
    "office:incoming": Visit(Role.CASHIER),
    "office:incoming-one": Visit(
        Role.CASHIER, lambda _world: {"ref": Incoming.objects.latest("pk").ref}
    ),
    "office:pay-receipts": Visit(Role.CASHIER),
    "office:pay-receipt": Visit(
        Role.CASHIER, lambda _world: {"ref": PaymentReceipt.objects.latest("pk").ref}
    ),
    "office:differences": Visit(Role.CASHIER),
    "office:cash-day": Visit(Role.CASHIER),
    "office:cash-days": Visit(Role.CASHIER),
    "office:refund-ask": Visit(Role.CASHIER, dossier("accepted")),
    "manage:collectors": Visit(ADMINISTRATOR),
    "office:charges": Visit(Role.CASHIER),
    "office:collect": Visit(Role.CASHIER, dossier("owing")),
    "office:reckon": Visit(DESK, dossier("owing")),
    "office:refund": Visit(Role.CASHIER, _refund),
    "office:result": Visit(
        HANDLING, dossier("accepted"), also=(dossier("with_result"), dossier("refused_result"))
    ),
    "office:approve-result": Visit(Role.APPROVER, dossier("to_approve")),
    "office:number-result": Visit(Role.CLERK, dossier("to_number")),
    "office:book": Visit(DESK, query="?ky=quy"),
    "office:dossier": Visit(HANDLING, dossier("accepted"), also=_EVERY_STATE),
    "leader:home": Visit(Role.APPROVER),
    "leader:steps": Visit(Role.APPROVER),
    "leader:waiting": Visit(
        Role.APPROVER,
        lambda _world: {"kind": "xin-loi"},
        also=(lambda _world: {"kind": "ket-qua"}, lambda _world: {"kind": "nop-den"}),
    ),
    "leader:figures": Visit(Role.APPROVER),
    "leader:figure-dossiers": Visit(Role.APPROVER),
    "leader:figure-late": Visit(Role.APPROVER),
    "leader:outlook": Visit(Role.APPROVER),
    "leader:lost-time": Visit(Role.APPROVER),
    "manage:home": Visit(ADMINISTRATOR),
    "manage:counting": Visit(ADMINISTRATOR),
    "manage:index-766": Visit(ADMINISTRATOR),
    "manage:index-766-inputs": Visit(ADMINISTRATOR),
    "manage:calendars": Visit(ADMINISTRATOR),
    "manage:calendar-month": Visit(ADMINISTRATOR),
    "manage:calendar": Visit(ADMINISTRATOR, _layer),
    "manage:calendar-rules": Visit(ADMINISTRATOR, _layer),
    "manage:calendar-day-new": Visit(ADMINISTRATOR, _layer),
    "manage:calendar-day": Visit(ADMINISTRATOR, _day),
    "manage:calendar-hours-new": Visit(ADMINISTRATOR, _layer),
    "manage:calendar-hours": Visit(ADMINISTRATOR, _hours),
    "manage:procedures": Visit(ADMINISTRATOR),
    "manage:faults": Visit(ADMINISTRATOR),
    "manage:procedure": Visit(ADMINISTRATOR, _birth),
    "manage:version": Visit(ADMINISTRATOR, _version),
    "manage:draft": Visit(ADMINISTRATOR, _birth),
    "manage:draft-differences": Visit(ADMINISTRATOR, _birth),
    "manage:limits": Visit(ADMINISTRATOR),
    "manage:fees": Visit(ADMINISTRATOR),
    "manage:exemptions": Visit(ADMINISTRATOR),
    "manage:retention": Visit(ADMINISTRATOR),
    "manage:privacy": Visit(ADMINISTRATOR),
    "manage:agencies": Visit(ADMINISTRATOR),
    "manage:agency-new": Visit(ADMINISTRATOR),
    "manage:agency": Visit(ADMINISTRATOR, _agency),
    "manage:agency-edit": Visit(ADMINISTRATOR, _agency),
    "manage:desk-new": Visit(ADMINISTRATOR, _agency),
    "manage:desk-edit": Visit(ADMINISTRATOR, _desk),
    "manage:units": Visit(ADMINISTRATOR),
    "manage:factors": Visit(ADMINISTRATOR),
    "manage:officers": Visit(ADMINISTRATOR),
    "manage:officer-new": Visit(ADMINISTRATOR),
    "manage:officer": Visit(ADMINISTRATOR, _officer),
    "manage:officer-edit": Visit(ADMINISTRATOR, _officer),
    "manage:identities": Visit(ADMINISTRATOR),
    "manage:patterns": Visit(ADMINISTRATOR),
    "manage:paper-kinds": Visit(ADMINISTRATOR),
    "manage:paper-kind-new": Visit(ADMINISTRATOR),
    "manage:paper-kind": Visit(ADMINISTRATOR, lambda _world: {"code": "giay-khai-sinh"}),
    "manage:eforms": Visit(ADMINISTRATOR),
    "manage:eform": Visit(ADMINISTRATOR, _eform()),
    "manage:eform-preview": Visit(ADMINISTRATOR, _eform(number=1, page_id="status")),
    "manage:eform-draft": Visit(ADMINISTRATOR, _eform()),
    "manage:eform-page": Visit(ADMINISTRATOR, _eform(page_id="status")),
    "manage:eform-field": Visit(
        ADMINISTRATOR, _eform(field_id="status"), also=(_eform(field_id="divorce_on"),)
    ),
    "manage:layouts": Visit(ADMINISTRATOR),
    "manage:layout": Visit(ADMINISTRATOR, _layout),
    "manage:words": Visit(ADMINISTRATOR),
    "manage:words-edit": Visit(ADMINISTRATOR, lambda _world: {"topic": "accepted"}),
    "manage:messages": Visit(ADMINISTRATOR),
    "manage:message": Visit(ADMINISTRATOR, _message),
    "manage:daily": Visit(ADMINISTRATOR),
    "manage:moving": Visit(ADMINISTRATOR),
    "api:page": Visit(None),
    **{
        name: Visit(ADMINISTRATOR, place) if place is not None else Visit(ADMINISTRATOR)
        for name, place in {**OF_CONNECTIONS, **OF_CONFIGURATION}.items()
    },
    **{
        name: Visit(role, place, QUERIES.get(name, ""), also)
        for name, (role, place, also) in SURVEYS.items()
    },
}
"""Every address that shows a page of its own when it is opened."""
