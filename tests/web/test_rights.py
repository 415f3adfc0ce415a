"""Rights over one dossier: its agency reads and acts, everybody else finds nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from motcua.accounts.models import AccountSession
from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.delivery.models import HandOver, IncomingParcel
from motcua.documents.models import HeldPaper
from motcua.dossiers import policies
from motcua.dossiers.models import Consultation, Dossier, Draft, Result, SubjectRequest
from motcua.dossiers.services.results import attach_result
from motcua.hall.models import Counter
from motcua.payments.models import Incoming, PaymentReceipt, Refund
from motcua.signatures.models import ProviderKind, Purpose, SigningIdentity, SigningRequest
from motcua.web.accounts.views import handle_of
from tests.signed_in_helper import sign_in_helper
from tests.web.access_table import EVERYBODY, WHO
from tests.web.office_pages import say_why
from tests.web.test_access import ADDRESSES, address_of
from tests.world import MONDAY, Place, World
from tests.world_following import at_the_post, brought
from tests.world_guidance import the_helper
from tests.world_surveys import the_survey

pytestmark = pytest.mark.django_db
Target = Callable[[World], Mapping[str, Any]]
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
KEYS = {"key", "ref"}
OURS = tuple(f"{one.label}_" for one in apps.get_app_configs() if one.name.startswith("motcua."))
TOUCHED = {"accounts_accountsession", "dossiers_dossierread"}
DIGEST = sql.SQL(
    "SELECT coalesce(md5(string_agg(line::text, '|' ORDER BY line::text)), '') FROM {} AS line"
)
PRIVATE = ("Nguyễn Thị Hoà", "077190000031", "khang@example.vn", "0900000012", "Thùy Dương")


def _dossier(state: str) -> Target:
    def target(world: World) -> Mapping[str, Any]:
        found = world.dossiers[state]
        return {"key": found.code or found.tracking_code}

    return target


def _draft(world: World) -> Mapping[str, Any]:
    assert world.draft is not None
    return {"ref": world.draft.ref}


def _visit(world: World) -> Mapping[str, Any]:
    assert world.visit is not None
    return {"ref": world.visit.ref}


def _scan(world: World) -> Mapping[str, Any]:
    assert world.scan is not None
    return {"ref": world.scan.ref}


def _receipt(world: World) -> Mapping[str, Any]:
    assert world.receipt is not None
    return {"ref": world.receipt.ref}


def _result(world: World) -> Mapping[str, Any]:
    return {"ref": Result.objects.get(dossier=world.dossiers["accepted"]).ref}


def _question(world: World) -> Mapping[str, Any]:
    return {"ref": Consultation.objects.get(dossier=world.dossiers["answered"]).ref}


def _refund(world: World) -> Mapping[str, Any]:
    reference = world.dossiers["withdrawn"].tracking_code
    return {"ref": Refund.objects.get(payment__reference=reference).ref}


def _asked(_world: World) -> Mapping[str, Any]:
    return {"ref": SubjectRequest.objects.get(state="open").ref}


def _held(world: World) -> Mapping[str, Any]:
    return {"ref": HeldPaper.objects.get(source_key=world.dossiers["accepted"].tracking_code).ref}


def _signing(world: World) -> Mapping[str, Any]:
    asked = SigningRequest.objects.get()
    return {"key": world.dossiers["accepted"].code, "ref": asked.ref}


def _ask_on_a_phone(world: World) -> None:
    """Let the leader have been asked on a phone about the result of the accepted dossier."""
    identity = SigningIdentity.objects.create(
        officer=world.here.officers[Role.APPROVER],
        provider=ProviderKind.REMOTE,
        key_label="lanh-dao",
        valid_from=date(2020, 1, 1),
        valid_to=date(2021, 1, 1),
    )
    SigningRequest.objects.create(
        file=Result.objects.get(dossier=world.dossiers["accepted"]).file,
        identity=identity,
        purpose=Purpose.RESULT,
        added=b"",
        region_start=0,
        region_end=0,
        asked_at=MONDAY,
    )


DRAFTS = ("draft", "save", "search", "upload", "accept", "lodge", "discard", "refuse-draft")
TARGETS: Mapping[str, Target] = {
    **{f"desk:{name}": _draft for name in DRAFTS},
    "desk:accepted": _dossier("accepted"),
    "desk:one-more": _dossier("accepted"),
    "desk:correct": _dossier("accepted"),
    "desk:label": _dossier("accepted"),
    "desk:held": _held,
    "desk:visit": _visit,
    "desk:visit-pdf": _visit,
    "desk:answer": _dossier("submitted"),
    "desk:lodged": _dossier("submitted"),
    "desk:refuse": _dossier("submitted"),
    "desk:refused": _dossier("refused"),
    "desk:return": _dossier("ready"),
    "desk:call": _dossier("to_call"),
    "desk:hall-act": lambda _world: {"ref": Counter.objects.get(name="Quầy 1").ref},
    "desk:post-record": lambda _world: {"ref": HandOver.objects.get(is_incoming=False).ref},
    "desk:post-open": lambda _world: {"ref": IncomingParcel.objects.get().ref},
    "desk:post-back": _dossier("at_post"),
    "office:dossier": _dossier("in_progress"),
    "office:extract": _dossier("in_progress"),
    "office:why": _dossier("in_progress"),
    "office:request": _asked,
    "office:complete": _dossier("accepted"),
    "office:receive": _dossier("expected"),
    "office:result": _dossier("accepted"),
    "office:approve-result": _dossier("accepted"),
    "office:number-result": _dossier("ready"),
    "office:result-file": _result,
    "office:note": _dossier("accepted"),
    "office:reply": _dossier("accepted"),
    "office:sign-remote": _signing,
    "office:take": _dossier("accepted"),
    "office:assign": _dossier("accepted"),
    "office:return-step": _dossier("to_approve"),
    "office:consult": _dossier("accepted"),
    "office:consultation": _question,
    "office:control-slip": _dossier("accepted"),
    "office:supplement": _dossier("accepted"),
    "office:resume": _dossier("awaiting_supplement"),
    "office:payment": _dossier("accepted"),
    "office:apology": _dossier("late"),
    "office:withdraw": _dossier("accepted"),
    "office:stop": _dossier("accepted"),
    "office:undo": _dossier("in_progress"),
    "office:reopen": _dossier("returned"),
    "office:collect": _dossier("owing"),
    "office:reckon": _dossier("owing"),
    "office:refund": _refund,
    "office:refund-approve": _refund,
    "office:refund-ask": _dossier("accepted"),
    "office:incoming-one": lambda _world: {"ref": Incoming.objects.get().ref},
    "office:pay-receipt": lambda _world: {"ref": PaymentReceipt.objects.earliest("pk").ref},
    "office:pay-receipt-pdf": lambda _world: {"ref": PaymentReceipt.objects.earliest("pk").ref},
    "office:file": _scan,
    "office:form-pdf": _receipt,
    "office:round": lambda _world: {"ref": the_survey().ref},
    "office:round-csv": lambda _world: {"ref": the_survey().ref},
    "office:member": lambda _world: {"ref": the_survey().ref, "place": 1},
}
"""Every address of one dossier, draft, visit, scan or form, with one of the world's."""
OTHERS = {
    "office:approve-result": Role.APPROVER,
    "office:sign-remote": Role.APPROVER,
    "office:number-result": Role.CLERK,
    "office:assign": Role.REVIEWER,
    "office:return-step": Role.APPROVER,
    "office:apology": Role.APPROVER,
    "office:stop": Role.APPROVER,
    "office:reopen": Role.APPROVER,
    "office:withdraw": Role.DESK_OFFICER,
    "office:collect": Role.CASHIER,
    "office:reckon": Role.DESK_OFFICER,
    "office:refund": Role.CASHIER,
    "office:refund-approve": Role.HEAD_OF_DESK,
    "office:refund-ask": Role.CASHIER,
    "office:incoming-one": Role.CASHIER,
    "office:pay-receipt": Role.CASHIER,
    "office:pay-receipt-pdf": Role.CASHIER,
    "office:request": Role.HEAD_OF_DESK,
    "office:round": Role.AUDITOR,
    "office:round-csv": Role.AUDITOR,
    "office:member": Role.AUDITOR,
}
"""Pages that are neither the desk's nor the handling officer's."""
THEIRS = ("office:receive", "office:consultation")
"""That dossier is the other commune's to receive, that question theirs to answer."""
POSTED = {
    "outcome": "done",
    "act": "save",
    "applicant_name": "Kẻ Lạ",
    "reasons": "Không rõ",
    "legal_basis": "Không có",
    "reason": "Không rõ",
    "full_name": "Kẻ Lạ",
    "result_mode": "at_desk",
    "who": "self",
    "text": "Ghi chú của kẻ lạ",
}
"""What a stranger might post, right enough to be done if it were allowed."""


@pytest.fixture(scope="module")
def world(world: World, django_db_blocker: DjangoDbBlocker) -> World:
    """Return the world with a result, parcels and a question on a phone, for the module."""
    with django_db_blocker.unblock(), time_machine.travel(MONDAY, tick=False):
        assert world.scan is not None
        attach_result(
            world.dossiers["accepted"].pk,
            file=world.scan,
            outcome="granted",
            title="Giấy xác nhận",
            actor=SYSTEM,
            at=MONDAY,
        )
        at_the_post(world)
        brought(world)
        _ask_on_a_phone(world)
    return world


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def browser_of(officer: Officer) -> Client:
    """Return a browser in which ``officer`` is signed in."""
    assert officer.account is not None
    client = Client(raise_request_exception=False)
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


def role_for(name: str) -> Role:
    """Return a role that may open the page when the dossier is its agency's."""
    if name in OTHERS:
        return OTHERS[name]
    return Role.DESK_OFFICER if name.startswith("desk:") else Role.HANDLING_OFFICER


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Yield each keyed address with its name."""
    for name, target in TARGETS.items():
        yield name, reverse(name, kwargs=dict(target(world)))


def everything() -> dict[str, str]:
    """Return a digest of each table of ours, but for what looking at a page touches."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(OURS) and table not in TOUCHED:
                cursor.execute(DIGEST.format(sql.Identifier(table)))
                found[table] = cursor.fetchone()[0]
    return found


def opened(client: Client, address: str) -> int:
    """Open an address by GET, to where it leads; by POST where it is a button."""
    response: Any = client.get(address, follow=True)
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response = client.post(address, POSTED)
    return settled(response)


def settled(response: Any) -> int:
    """Return the status; what is read from a file is read to its end."""
    if response.streaming:
        b"".join(response.streaming_content)
    return int(response.status_code)


def test_every_address_of_one_dossier_is_tried_here() -> None:
    keyed = {
        name
        for name, pattern in ADDRESSES.items()
        if name.startswith(("desk:", "office:")) and KEYS & set(pattern.pattern.converters)
    }

    assert keyed == set(TARGETS)


def browsers_of(place: Place) -> dict[str, Client]:
    """Return browsers of the roles that the pages of one dossier are for."""
    return {
        role.value: browser_of(place.officers[role])
        for role in (Role.DESK_OFFICER, Role.HANDLING_OFFICER, *OTHERS.values())
    }


def test_the_same_role_in_another_agency_finds_and_changes_nothing(world: World) -> None:
    clients = browsers_of(world.elsewhere)
    before = everything()

    open_doors = []
    for name, address in addresses(world):
        if name in THEIRS:
            continue
        client = clients[role_for(name).value]
        statuses = {opened(client, address), client.post(address, POSTED).status_code}
        harmless = {HTTPStatus.METHOD_NOT_ALLOWED}
        if name == "desk:discard":  # says that the draft is gone already
            harmless.add(HTTPStatus.FOUND)
        if not statuses <= REFUSED | harmless:
            open_doors.append((name, statuses))

    assert open_doors == []
    assert everything() == before
    assert world.draft is not None
    assert Draft.objects.get(pk=world.draft.pk).values["applicant_name"] == "Mai Thị Lụa"


def test_a_policy_broken_on_purpose_is_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "dossiers_visible_to", lambda _actor: Dossier.objects.all())

    with pytest.raises(AssertionError):
        test_the_same_role_in_another_agency_finds_and_changes_nothing(world)


def test_a_change_anywhere_is_noticed(world: World) -> None:
    before = everything()

    Dossier.objects.filter(pk=world.dossiers["late"].pk).update(note="Khác")

    assert everything() != before


def test_the_own_agency_gets_every_page(world: World) -> None:
    clients = browsers_of(world.here)
    far = browser_of(world.elsewhere.officers[Role.HANDLING_OFFICER])

    refused = {}
    for name, address in addresses(world):
        client = far if name == "office:receive" else clients[role_for(name).value]
        with transaction.atomic():
            status = opened(client, address)
            transaction.set_rollback(True)
        if status not in {HTTPStatus.OK, HTTPStatus.FOUND}:
            refused[name] = status

    assert refused == {}


def test_nobody_opens_the_draft_of_a_colleague(world: World) -> None:
    colleague = browser_of(world.here.officers[Role.HEAD_OF_DESK])

    statuses = {
        f"desk:{name}": opened(colleague, reverse(f"desk:{name}", kwargs=dict(_draft(world))))
        for name in DRAFTS
        if name != "discard"
    }

    assert set(statuses.values()) <= REFUSED, statuses


def test_discarding_the_draft_of_a_colleague_discards_nothing(world: World) -> None:
    colleague = browser_of(world.here.officers[Role.HEAD_OF_DESK])
    assert world.draft is not None

    colleague.post(reverse("desk:discard", args=[world.draft.ref]))

    assert Draft.objects.filter(pk=world.draft.pk).exists()


def test_whoever_decides_reads_but_the_desk_that_accepted_hands_back(world: World) -> None:
    code = world.dossiers["expected"].code
    far = {role: browser_of(officer) for role, officer in world.elsewhere.officers.items()}

    assert opened(far[Role.HANDLING_OFFICER], reverse("office:dossier", args=[code])) == 200
    for name in ("correct", "return", "call", "label"):
        address = reverse(f"desk:{name}", args=[code])
        assert opened(far[Role.DESK_OFFICER], address) == HTTPStatus.FORBIDDEN


def test_an_administrator_sees_no_dossier(world: World) -> None:
    client = browser_of(world.here.officers[Role.ADMINISTRATOR])

    statuses = {name: client.get(address).status_code for name, address in addresses(world)}

    # What somebody asked about their own data is no dossier; an administrator follows it.
    assert statuses.pop("office:request") == HTTPStatus.OK
    assert set(statuses.values()) == {HTTPStatus.FORBIDDEN}
    for page in ("messages", "calendars", "home", "officers"):
        shown = client.get(reverse(f"manage:{page}")).content.decode()
        assert [private for private in PRIVATE if private in shown] == []


def test_an_auditor_reads_the_dossiers_of_the_own_agency_only(world: World) -> None:
    here = browser_of(world.here.officers[Role.AUDITOR])
    far = browser_of(world.elsewhere.officers[Role.AUDITOR])

    for state in ("in_progress", "accepted"):
        say_why(here, world.dossiers[state])

    for name in ("office:dossier", "office:file", "office:form-pdf"):
        address = reverse(name, kwargs=dict(TARGETS[name](world)))
        assert settled(here.get(address)) == HTTPStatus.OK
        assert far.get(address).status_code == HTTPStatus.NOT_FOUND


def test_somebody_who_guides_opens_no_dossier_and_changes_none(world: World) -> None:
    client = Client(raise_request_exception=False)
    sign_in_helper(client, the_helper())
    before = everything()

    statuses = {
        (name, how): getattr(client, how)(address, POSTED).status_code
        for name, address in addresses(world)
        for how in ("get", "post")
    }

    assert set(statuses.values()) == {HTTPStatus.FORBIDDEN}
    assert everything() == before


def test_an_auditor_acts_on_nothing(world: World) -> None:
    client = browser_of(world.here.officers[Role.AUDITOR])
    before = everything()
    places = dict(addresses(world))
    tried = [name for name in ADDRESSES if name.startswith(("desk:", "office:", "manage:"))]

    done = {}
    for name in tried:
        status = client.post(places.get(name) or address_of(name), POSTED).status_code
        if status in {HTTPStatus.OK, HTTPStatus.FOUND} and name != "office:find":
            done[name] = status

    assert done == {}
    assert everything() == before


def test_nobody_ends_the_session_of_another(world: World) -> None:
    victim = browser_of(world.here.officers[Role.CLERK])
    other = browser_of(world.here.officers[Role.APPROVER])
    session = AccountSession.objects.get(session_key=victim.session.session_key)

    answer = other.post(reverse("accounts:session-end", args=[handle_of(session)]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert victim.get(reverse("accounts:sessions")).status_code == HTTPStatus.OK


def test_what_the_table_opens_to_everybody_is_public() -> None:
    public = {name for name, allowed in WHO.items() if allowed == EVERYBODY}

    rooms = ("public:", "ranked:", "operating:")
    assert {name for name in public if not name.startswith(rooms)} == {
        "api:page",
        "api:schema",
        "api:token",
        "api:revoke",
        "accounts:login",
        "accounts:second-step",
        "accounts:leave",
        "accounts:come-back",
        "accounts:logout",
        "citizen:sign-in",
        "citizen:leave",
        "citizen:signed-out",
        "citizen:come-back",
        "citizen:demo",
    }
