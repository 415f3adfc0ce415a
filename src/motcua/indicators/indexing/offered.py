"""What each agency offers, by the catalogue of a day: items of the index that count procedures."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection

from motcua.agencies.models import Agency, AgencyKind

# The parts of Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2, as ``procedures.content`` has them.
_COMPLETE: Final = """
    btrim(content->>'steps') <> '' AND btrim(content->>'applicant') <> ''
    AND btrim(content->>'legal_basis') <> ''
    AND btrim(concat(content->>'executing_agency', content->>'competent_authority')) <> ''
    AND jsonb_array_length(content->'papers') > 0 AND jsonb_array_length(content->'results') > 0
    AND jsonb_path_exists(content, '$.channels[*].limit.value')
    AND jsonb_path_exists(content,
        '$.channels[*] ? (@.fee_dong >= 0 || @.fee_note != "" || @.fee_by_province == true)')
"""
_PROCEDURES: Final = f"""
    SELECT DISTINCT ON (procedure.id)
        procedure.id, procedure.levels, procedure.field,
        COALESCE({_COMPLETE}, FALSE),
        jsonb_path_exists(content, '$.channels[*] ? (@.channel == "online")'),
        jsonb_path_exists(content,
            '$.channels[*] ? (@.fee_dong > 0 || @.fee_by_province == true)')
            OR EXISTS (
                SELECT FROM procedures_provincialfee AS fee
                WHERE fee.procedure_id = procedure.id AND fee.amount_dong > 0
                    AND fee.valid_from <= %(day)s
                    AND (fee.valid_to IS NULL OR fee.valid_to >= %(day)s))
    FROM procedures_procedureversion AS version
    JOIN procedures_procedure AS procedure ON procedure.id = version.procedure_id
    WHERE version.status <> 'draft' AND procedure.is_active AND version.valid_from <= %(day)s
        AND (version.valid_to IS NULL OR version.valid_to >= %(day)s)
    ORDER BY procedure.id, version.valid_from DESC, version.number DESC
"""  # noqa: S608 - our own text
_KINDS: Final = {
    "commune": {AgencyKind.COMMUNE_COMMITTEE},
    "district": {AgencyKind.DISTRICT_COMMITTEE},
    "province": {AgencyKind.PROVINCE_COMMITTEE, AgencyKind.DEPARTMENT},
    "other": set(AgencyKind),
}


@dataclass(slots=True)
class Offered:
    """The procedures of an agency: all, and those of each kind."""

    all: set[int] = field(default_factory=set)
    complete: set[int] = field(default_factory=set)
    online: set[int] = field(default_factory=set)
    with_fee: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Listed:
    pk: int
    levels: Sequence[str]
    field: str
    is_complete: bool
    is_online: bool
    has_fee: bool


def offered_on(day: date, agencies: Collection[Agency]) -> Mapping[int, Offered]:
    """Return what each agency offers on ``day``. One query.

    A procedure is of the agencies of its levels; one of no known level, and an agency that
    handles no field by name, take all (as ``procedures.competence`` does for lodging).
    """
    with connection.cursor() as cursor:
        cursor.execute(_PROCEDURES, {"day": day})
        rows = [_Listed(pk, _levels(levels), *more) for pk, levels, *more in cursor.fetchall()]
    kept: dict[Any, Offered] = {}
    found = {}
    for agency in agencies:
        key = (agency.kind, tuple(agency.fields_handled))
        if key not in kept:
            kept[key] = _of(agency, rows)
        found[agency.pk] = kept[key]
    return found


def _levels(stored: Any) -> list[str]:
    return json.loads(stored) if isinstance(stored, str) else list(stored or [])


def _of(agency: Agency, rows: Sequence[_Listed]) -> Offered:
    offered = Offered()
    for row in rows:
        kinds = {kind for level in row.levels for kind in _KINDS.get(level, ())}
        if row.levels and agency.kind not in kinds:
            continue
        if agency.fields_handled and row.field not in agency.fields_handled:
            continue
        offered.all.add(row.pk)
        if row.is_complete:
            offered.complete.add(row.pk)
        if row.is_online:
            offered.online.add(row.pk)
        if row.has_fee:
            offered.with_fee.add(row.pk)
    return offered
