"""Letting somebody in whom a provider of electronic identity vouches for."""

from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Account, AccountKind
from motcua.accounts.providers import Said
from motcua.kernel.errors import DomainError
from motcua.people.models import Identity, IdentityKind, Person, PersonKind
from motcua.people.services import PersonInput, remember_people


class IdentityError(DomainError):
    """This identity may not come in."""

    code: ClassVar[str] = "identity"


@transaction.atomic
def sign_in_as(said: Said, *, at: datetime, is_demo: bool = False) -> Account:
    """Return the account of the identity, made the first time; bring the person up to date.

    The identity is found by issuer and subject, the person by number: never by a name. Raises
    IdentityError when the account was closed, or the provider now names somebody else.
    ``is_demo`` is for identities that are no real ones: production opens no door to them.
    """
    person = _person(said, at)
    # The row of the person is held from here on, so one identity is made once.
    identity = (
        Identity.objects.select_related("account")
        .filter(issuer=said.issuer, subject=said.subject)
        .first()
    )
    if identity is None:
        return _first_time(said, person, at, is_demo=is_demo)
    if identity.person_id != person.pk:
        raise IdentityError(
            _(
                "Nơi cấp định danh vừa báo một số định danh khác với lần trước. Để giữ an toàn "
                "cho hồ sơ của ông/bà, xin mang thẻ căn cước đến bộ phận một cửa."
            )
        )
    if not identity.account.is_active:
        raise IdentityError(_("Tài khoản này đã đóng. Xin hỏi bộ phận một cửa."))
    identity.level, identity.last_at = said.level, at
    identity.save(update_fields=["level", "last_at"])
    if identity.account.display_name != said.name:
        identity.account.display_name = said.name
        identity.account.save(update_fields=["display_name"])
    return identity.account


def _first_time(said: Said, person: Person, at: datetime, *, is_demo: bool) -> Account:
    account = Account.objects.create_account(
        # Nobody types it: it only has to be nobody else's.
        f"nguoi-dan-{person.ref.hex[:12]}-{person.identities.count() + 1}",
        None,
        display_name=said.name,
        kind=AccountKind.CITIZEN,
        is_demo=is_demo,
    )
    Identity.objects.create(
        account=account,
        person=person,
        issuer=said.issuer,
        subject=said.subject,
        level=said.level,
        first_at=at,
        last_at=at,
    )
    return account


def _person(said: Said, at: datetime) -> Person:
    """Return who has the number, named as the provider names them; contacts fill gaps only."""
    known = PersonInput(
        full_name=said.name,
        kind=PersonKind.ORGANISATION if said.is_organisation else PersonKind.CITIZEN,
        identity_kind=IdentityKind.TAX_CODE if said.is_organisation else IdentityKind.PERSONAL_ID,
        identity_number=said.tax_code if said.is_organisation else said.personal_number,
        birth_on=said.birth_on,
    )
    [saved] = remember_people([known], at=at)
    person: Person = Person.objects.get(pk=saved.pk)
    if not person.phone and not person.email and (said.phone or said.email):
        person.phone, person.email = said.phone, said.email
        person.save(update_fields=["phone", "email"])
    return person
