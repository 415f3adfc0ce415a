"""Which procedures are served online in full, as decisions list them from a day on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.indicators.models import FullService
from motcua.kernel.errors import DomainError
from motcua.procedures.models import Procedure

_SHOWN = 5


class FullServiceError(DomainError):
    """The list cannot be set that way."""

    code: ClassVar[str] = "full-service"


def listed_on(day: date) -> list[FullService]:
    """Return the list of a day, by the procedure's code. One query."""
    rows = FullService.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day)
    return list(rows.select_related("procedure").order_by("procedure__code"))


@transaction.atomic
def set_list(codes: Iterable[str], *, valid_from: date, legal_basis: str, on: date) -> int:
    """Let the list be ``codes`` from a day on; return how many procedures it has.

    Rows that were to begin on that day or later are replaced. Raises FullServiceError for codes
    that are none, and for a day that lies behind unless it is the first list of all.
    """
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not wanted or not legal_basis.strip():
        raise FullServiceError(_("Xin ghi mã thủ tục, mỗi dòng một mã, và căn cứ."))
    if valid_from <= on and FullService.objects.filter(valid_from__lte=on).exists():
        raise FullServiceError(
            _("Danh mục mới phải áp dụng từ một ngày sau hôm nay: số đã báo cáo giữ nguyên.")
        )
    found: dict[str, int] = dict(
        Procedure.objects.filter(code__in=wanted).values_list("code", "pk")
    )
    unknown = [code for code in wanted if code not in found]
    if unknown:
        raise FullServiceError(
            _("Không có thủ tục mã %(codes)s.") % {"codes": ", ".join(unknown[:_SHOWN])}
        )
    FullService.objects.filter(valid_from__gte=valid_from).delete()
    FullService.objects.filter(valid_to__isnull=True).update(
        valid_to=valid_from - timedelta(days=1)
    )
    FullService.objects.bulk_create(
        FullService(
            procedure_id=found[code], valid_from=valid_from, legal_basis=legal_basis.strip()
        )
        for code in wanted
    )
    return len(wanted)
