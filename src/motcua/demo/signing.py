"""Certificates of the demonstration: agencies, their leaders and clerks sign for real.

The simulated authority issues them; their keys are files of the data folder, made at the first
start and encrypted with the installation's own secret. Running it again changes nothing.
"""

import base64
import json
import os
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.agencies.roles import Role
from motcua.demo.accounts import demo_accounts
from motcua.kernel import clock
from motcua.signatures.models import ProviderKind
from motcua.signatures.providers.key_file import path_of_key
from motcua.signatures.reaching import OutOfReachError, ask
from motcua.signatures.selectors import Owner, identity_of
from motcua.signatures.services.identities import set_identity

SIGNING_ROLES = (Role.APPROVER, Role.CLERK)
_SECONDS = 5.0


def open_identities(*, at: datetime) -> bool:
    """Give whoever signs in the demonstration a key and a certificate.

    Returns whether it is done: False while the simulators do not answer yet.
    """
    try:
        _trust()
        for owner, name, label, organisation in _owners():
            if identity_of(owner, clock.day_of(at)) is None:
                _open(owner, name, label, organisation, at)
    except OutOfReachError:
        return False
    return True


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
