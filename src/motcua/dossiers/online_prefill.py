"""What a draft begins with: who somebody is, and what they said in earlier dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.agencies.places import address_in
from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.models import LodgedForm, Standing
from motcua.kernel import clock
from motcua.kernel.eforms.definitions import Definition, Field, FieldType
from motcua.kernel.eforms.posted import as_typed
from motcua.people.models import Person
from motcua.procedures.eforms import definition_of

_EARLIER: Final = 5
_NEVER: Final = frozenset({FieldType.FILE, FieldType.DECLARATION, FieldType.GROUP})


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins, for whom, and when. ``principal`` has full_name, number, birth_on."""

    person: Person
    standing: str
    principal: Mapping[str, str]
    at: datetime


def beginning(definition: Definition, start: Beginning) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the fields of ``definition`` begin with, and in a sentence where from."""
    facts = _facts(start)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for field in definition.fields():
        known = facts.get(field.get("fact") or "")
        typed = _as_field(field, known[0], start.at) if known and not field.group else None
        if known and typed:
            values[field.id], origins[field.id] = typed, known[1]
    for field_id, (typed, origin) in _from_earlier(definition, start).items():
        if field_id not in values:
            values[field_id], origins[field_id] = typed, origin
    return values, origins


def _facts(start: Beginning) -> dict[str, tuple[str, str]]:
    """Return what is known by the name of the fact, with where from."""
    person = start.person
    known = _("Lấy từ định danh điện tử của ông/bà")
    contact = _("Lấy từ “Thông tin của tôi”")
    said = {
        "full_name": (person.full_name, known),
        "number": (person.identity_number or "", known),
        "birth_on": (person.birth_on.isoformat() if person.birth_on else "", known),
        "address": (person.address, contact),
        "phone": (person.phone, contact),
        "email": (person.email, contact),
    }
    facts = {f"applicant.{name}": pair for name, pair in said.items()}
    if start.standing == Standing.SELF:
        facts |= {f"principal.{name}": pair for name, pair in said.items()}
    else:
        origin = _("Lấy từ điều ông/bà ghi khi bắt đầu")
        facts |= {f"principal.{name}": (value, origin) for name, value in start.principal.items()}
    return {name: pair for name, pair in facts.items() if pair[0]}


def _as_field(field: Field, known: str, at: datetime) -> Any:
    if field.type is FieldType.ADDRESS:
        return address_in(known, clock.day_of(at), configuration_stamp())
    return as_typed(field, known)


def _from_earlier(definition: Definition, start: Beginning) -> dict[str, tuple[Any, str]]:
    """Return answers that the person gave to the same questions before, the latest first."""
    if start.standing != Standing.SELF:
        return {}
    earlier = LodgedForm.objects.filter(
        dossier__applicant=start.person,
        dossier__principal=start.person,
        dossier__erased_at__isnull=True,
    ).select_related("dossier")
    found: dict[str, tuple[Any, str]] = {}
    for lodged in earlier.order_by("-dossier__submitted_at")[:_EARLIER]:
        before = definition_of(lodged.form_version_id)
        origin = _("Lấy từ hồ sơ %(code)s nộp ngày %(day)s") % {
            "code": str(lodged.dossier),
            "day": f"{clock.day_of(lodged.dossier.submitted_at):%d/%m/%Y}",
        }
        for field in definition.fields():
            known, value = before.by_id.get(field.id), lodged.values.get(field.id)
            if value is None or known is None or field.id in found or field.group:
                continue
            if _is_same_question(known, field):
                found[field.id] = as_typed(field, value), origin
    return found


def _is_same_question(before: Field, field: Field) -> bool:
    return (
        before.type is field.type
        and field.type not in _NEVER
        and not field.is_computed
        and before.words() == field.words()
    )
