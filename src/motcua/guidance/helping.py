"""Who is asking: somebody who guides, signed in to the helpers' room. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelperAtWork:
    """A helper with an account. They are no officer: nothing of a dossier is theirs to open."""

    account_id: int
    helper_id: int
    name: str
    force_id: int
    force: str
    agency_id: int
    agency: str
