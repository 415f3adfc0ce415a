"""Citizens who have signed in, without the provider that usually opens the door."""

import itertools
from datetime import datetime

from django.test import Client

from motcua.accounts.models import Account, AccountKind
from motcua.kernel.clock import VIETNAM
from motcua.people.models import Identity, IdentityKind, Person
from motcua.people.services import PersonInput, remember_people
from motcua.web.identified import LEVEL

FIRST_SEEN = datetime(2026, 11, 2, 8, tzinfo=VIETNAM)
ISSUER = "https://dinh-danh.vidu.vn"
_serials = itertools.count(1)


def person_of(number: str = "", name: str = "Nguyễn Thị Mai") -> Person:
    """Return a person with a personal number: the given one, or one nobody else has."""
    typed = PersonInput(
        full_name=name,
        identity_kind=IdentityKind.PERSONAL_ID,
        identity_number=number or f"0771990{next(_serials):05}",
    )
    [person] = remember_people([typed], at=FIRST_SEEN)
    return person


def sign_in_citizen(client: Client, person: Person | None = None, level: int = 2) -> Person:
    """Sign ``client`` in as ``person`` (by default somebody new) at ``level``; return them."""
    person = person or person_of()
    identity = Identity.objects.filter(person=person).first()
    if identity is None:
        account = Account.objects.create(
            username=f"cong-dan-{person.ref.hex}",
            display_name=person.full_name,
            kind=AccountKind.CITIZEN,
        )
        identity = Identity.objects.create(
            account=account,
            person=person,
            issuer=ISSUER,
            subject=person.ref.hex,
            level=level,
            first_at=FIRST_SEEN,
            last_at=FIRST_SEEN,
        )
    client.force_login(identity.account, backend="motcua.accounts.backends.AccountBackend")
    session = client.session
    session[LEVEL] = level
    session.save()
    return person
