"""Which version of a report's template holds on a day, and setting the next one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.models import ReportTemplate
from motcua.indicators.statutory.shipped import InForce, shipped_versions
from motcua.indicators.statutory.templates import Template, TemplateError, is_key

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
