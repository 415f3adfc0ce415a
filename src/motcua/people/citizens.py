"""Who is asking: a citizen or an organisation that has signed in. Pure."""

from dataclasses import dataclass

from motcua.agencies.actors import Actor
from motcua.people.models import PersonKind


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody signed in with an electronic identity.

    ``level`` is how surely this session knows them, 1 to 3. Two identities of one person are
    two accounts and one ``person_id``.
    """

    account_id: int
    person_id: int
    name: str
    level: int
    kind: PersonKind = PersonKind.CITIZEN

    @property
    def is_organisation(self) -> bool:
        """Say whether an organisation is asking, not a human being."""
        return self.kind is PersonKind.ORGANISATION

    @property
    def actor(self) -> Actor:
        """Return the citizen as who acts, for the services of dossiers."""
        return Actor(
            officer_id=None,
            account_id=self.account_id,
            name=self.name,
            person_id=self.person_id,
        )
