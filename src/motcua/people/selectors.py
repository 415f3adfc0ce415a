"""Questions about people."""

from motcua.accounts.models import Account
from motcua.people.citizens import Citizen
from motcua.people.models import Identity, Person, PersonKind


def person_by_number(number: str) -> Person | None:
    """Return the person known by this number, whatever kind of number it is."""
    return Person.objects.filter(identity_number=number).order_by("identity_kind").first()


def citizen_of(account: Account, level: int) -> Citizen | None:
    """Return who signed in with ``account`` at ``level``; None without an identity. One query."""
    identity = Identity.objects.select_related("person").filter(account=account).first()
    if identity is None:
        return None
    return Citizen(
        account_id=account.pk,
        person_id=identity.person_id,
        name=identity.person.full_name,
        level=level,
        kind=PersonKind(identity.person.kind),
    )
