"""The root of every error that a person, rather than a programmer, can put right."""

from typing import ClassVar


class DomainError(Exception):
    """A rule of the domain forbids what was asked.

    ``str(error)`` is a Vietnamese sentence fit for the screen; ``code`` is stable,
    for logs, tests and the API. Subclasses set ``code`` and nothing else.
    """

    code: ClassVar[str] = "domain"
