"""Questions about people."""

from motcua.people.models import Person


def person_by_number(number: str) -> Person | None:
    """Return the person known by this number, whatever kind of number it is."""
    return Person.objects.filter(identity_number=number).order_by("identity_kind").first()
