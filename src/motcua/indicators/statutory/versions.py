"""Which version of a report's template holds on a day, and setting the next one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.report_models import ReportTemplate
from motcua.indicators.statutory.templates import Template, TemplateError, is_key

_FOLDER: Final = "data/reports"
SHIPPED: Final = ("07a", "06d", "so-hoa")
"""The reports that we ship, in the order of the list; those an administrator adds follow."""
RESERVED: Final = (
    "06a",
    "qua-han",
    "moi",
    "xem-thu",
    "ban-tin",
    "chin-chi-so",
    "facts",
    "dossiers",
)
"""Names in addresses and on the command line that are something else."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A template with its key and the day from which it holds."""

    key: str
    valid_from: date
    template: Template
    is_shipped: bool = False

    @property
    def version_words(self) -> str:
        """Return by which version it is counted."""
        return f"biểu {self.key} từ {self.valid_from:%d/%m/%Y}"


@cache
def shipped_versions() -> tuple[InForce, ...]:
    """Return every version that we ship, by key and day."""
    found = []
    for key in SHIPPED:
        text = (files("motcua") / _FOLDER / f"{key}.json").read_text(encoding="utf-8")
        found += [
            InForce(
                key,
                date.fromisoformat(row["valid_from"]),
                Template.from_document(row["document"]),
                is_shipped=True,
            )
            for row in json.loads(text)
        ]
    return tuple(found)


def in_force_on(day: date) -> dict[str, InForce]:
    """Return the template of each report that holds on ``day``, by key. One query.

    A stored version goes before a shipped one of the same day. Before the first of them that
    one is used: what a form counts can be asked of earlier years too.
    """
    latest: dict[str, InForce] = {}
    for one in (*shipped_versions(), *_stored()):
        held = latest.get(one.key)
        if held is None or held.valid_from <= one.valid_from <= day:
            latest[one.key] = one
    return {
        key: one
        for key, one in latest.items()
        if one.template.valid_to is None or one.template.valid_to >= day
    }


def versions_of(key: str) -> list[InForce]:
    """Return all versions of a report, the latest first. One query."""
    found = [one for one in (*_stored(), *shipped_versions()) if one.key == key]
    return sorted(found, key=lambda one: (one.valid_from, not one.is_shipped), reverse=True)


@transaction.atomic
def set_version(
    key: str,
    valid_from: date,
    document: Mapping[str, Any],
    *,
    officer_id: int | None,
    on: date,
    at: datetime,
) -> ReportTemplate:
    """Add a version of a report, or write one anew that is not in force yet on ``on``.

    Raises TemplateError for a template that cannot be, or a day that does not lie ahead: what
    was handed in would not be found again. A report that is new may begin whenever it likes.
    """
    if not is_key(key) or key in RESERVED:
        raise TemplateError(_("Mã biểu chỉ gồm chữ thường không dấu, chữ số và gạch ngang."))
    if valid_from <= on and versions_of(key):
        raise TemplateError(
            _("Bản mới phải áp dụng từ một ngày sau hôm nay: báo cáo đã nộp giữ nguyên.")
        )
    template = Template.from_document(document)
    row, _is_new = ReportTemplate.objects.update_or_create(
        key=key,
        valid_from=valid_from,
        defaults={
            "document": template.to_document(),
            "saved_at": at,
            "saved_by_id": officer_id,
        },
    )
    return row


def _stored() -> list[InForce]:
    return [
        InForce(row.key, row.valid_from, Template.from_document(row.document))
        for row in ReportTemplate.objects.order_by("key", "valid_from")
    ]
