"""Certificates of the demonstration: agencies, leaders, clerks and some citizens sign for real.

The simulated authority issues them; the keys of officers are files of the data folder, made at
the first start and encrypted with the installation's own secret, those of citizens are at the
simulated service for remote signing. Running it again changes nothing.
"""

import base64
import json
import os
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.demo import answers
from motcua.demo.accounts import demo_accounts
from motcua.demo.at_home import DRAFTING, KEEPING, PAYING
from motcua.demo.citizens import named
from motcua.demo.enacting import usual_path
from motcua.demo.offices import Office, office_at
from motcua.demo.outcomes import DECISION, SYMBOLS
from motcua.demo.town import living_desk
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Origin
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.signing import approve_and_sign, number_and_seal
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.people.models import Person
from motcua.procedures.process import ProcessStep
from motcua.procedures.selectors import content_of
from motcua.signatures.errors import AwayError
from motcua.signatures.models import ProviderKind
from motcua.signatures.providers.key_file import path_of_key
from motcua.signatures.reaching import OutOfReachError, ask
from motcua.signatures.selectors import Owner, identity_of
from motcua.signatures.services.identities import connect_remote, set_identity

SIGNING_ROLES = (Role.APPROVER, Role.CLERK)
SIGNING_CITIZENS: Final = (DRAFTING, PAYING, KEEPING)
"""Who has an account at the service for remote signing, under their own key."""
_SECONDS = 5.0


def open_signing(*, at: datetime) -> bool:
    """Give whoever signs in the demonstration a certificate, and sign what a story has signed.

    Returns whether it is done: False while the simulators do not answer yet.
    """
    try:
        open_identities(at=at)
        sign_results(at=at)
    except (OutOfReachError, AwayError):
        return False
    return True


def open_identities(*, at: datetime) -> None:
    """Give officers and agencies keys, and citizens accounts at the service for remote signing.

    Raises OutOfReachError, AwayError.
    """
    _trust()
    on = clock.day_of(at)
    for owner, name, label, organisation in _owners():
        if identity_of(owner, on) is None:
            _open(owner, name, label, organisation, at)
    for key in SIGNING_CITIZENS:
        number = named(key).personal_number
        person = Person.objects.filter(identity_number=number).first()
        if person is not None and identity_of(person, on) is None:
            connect_remote(person, account=key, at=at)


def sign_results(*, at: datetime) -> int:
    """Have what waits for the leader in a citizen's story signed and sealed, up to its end.

    Returns how many results. Raises SigningError.
    """
    signed = 0
    waiting = Dossier.objects.filter(
        origin=Origin.DEMO,
        state=State.IN_PROGRESS,
        applicant__identity_number=named(PAYING).personal_number,
        procedure__code=answers.MARITAL_SINGLE.procedure,
    )
    hall = office_at(living_desk())
    for dossier in waiting.select_related("procedure", "procedure_version").order_by("pk"):
        step = open_step_of(dossier)
        if step is None or step.role != Role.APPROVER:
            continue
        content = content_of(dossier.procedure_version_id, hall.context.stamp)
        path = usual_path(content.process)
        keys = [definition.key for definition in path]
        with transaction.atomic():
            for definition in path[keys.index(step.key) :]:
                _sign_at(dossier, definition, hall, at)
        signed += 1
    return signed


def _sign_at(dossier: Dossier, definition: ProcessStep, hall: Office, at: datetime) -> None:
    """Do a step of the end: the leader signs, the clerk numbers and seals."""
    actor = hall.actor(Role(definition.role))
    result = dossier.results.get(voided_at__isnull=True)
    if definition.role == Role.APPROVER:
        sha256 = result.file.sha256
        approve_and_sign(dossier.pk, version=result.version, sha256=sha256, actor=actor, at=at)
    elif definition.role == Role.CLERK:
        symbol = SYMBOLS.get(dossier.procedure.code, DECISION)
        number_and_seal(dossier.pk, symbol=symbol, dated=clock.day_of(at), actor=actor, at=at)
    outcome = definition.outcomes[0].key
    complete_step(dossier.pk, outcome=outcome, context=hall.context, actor=actor, at=at)


def _owners() -> list[tuple[Owner, str, str, str]]:
    """Return who signs: whose accounts are told to visitors, and their agencies."""
    usernames = [username for username, _role, _place in demo_accounts()]
    officers = Officer.objects.filter(account__username__in=usernames).select_related(
        "agency", "account"
    )
    agencies = Agency.objects.filter(pk__in=officers.values("agency_id"))
    found: list[tuple[Owner, str, str, str]] = [
        (agency, agency.name, f"co-quan-{agency.code.lower()}", agency.name) for agency in agencies
    ]
    signing = officers.filter(
        assignments__role__in=[role.value for role in SIGNING_ROLES]
    ).distinct()
    found += [
        (officer, officer.full_name, f"can-bo-{officer.ref.hex}", officer.agency.name)
        for officer in signing
    ]
    return found


def _open(owner: Owner, name: str, label: str, organisation: str, at: datetime) -> None:
    issued = _told(
        "issue",
        name=name,
        organisation=organisation,
        passphrase=settings.SIGNING.passphrase,
    )
    path = path_of_key(label)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64decode(issued["pkcs12"]))
    chain = ask(f"{settings.SIMULATORS}/pki/chain.pem", seconds=_SECONDS).decode()
    set_identity(
        owner,
        provider=ProviderKind.FILE,
        key_label=label,
        certificate=issued["certificate"] + chain,
        valid_from=clock.day_of(at),
        actor=SYSTEM,
    )


def _trust() -> None:
    """Believe the simulated authority, as an operator believes a real one."""
    folder = settings.SIGNING.trust_folder
    folder.mkdir(parents=True, exist_ok=True)
    root = ask(f"{settings.SIMULATORS}/pki/root.pem", seconds=_SECONDS)
    (folder / "mo-phong.pem").write_bytes(root)


def _told(what: str, **said: Any) -> dict[str, Any]:
    answer = ask(f"{settings.SIMULATORS}/pki/{what}", json.dumps(said).encode(), seconds=_SECONDS)
    told: dict[str, Any] = json.loads(answer)
    return told
