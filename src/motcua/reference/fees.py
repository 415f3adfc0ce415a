"""Who need not pay, and the invented fees of the demonstration."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction

from motcua.agencies.models import Unit, UnitLevel
from motcua.procedures.models import FeeExemption, Procedure, ProvincialFee
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_rows

BASIS_OF_DEMONSTRATION: Final = (
    "Mức minh họa của bản trình diễn, không phải nghị quyết của Hội đồng nhân dân"
)


@transaction.atomic
def load_exemptions() -> Outcome:
    """Store the categories of people who do not pay, each with its legal basis."""
    stored = set(FeeExemption.objects.values_list("code", flat=True))
    rows = shipped_rows("procedures/exemptions.csv")
    new = [
        FeeExemption(
            code=row["code"],
            name=row["name"],
            evidence=row["evidence"],
            legal_basis=row["legal_basis"],
            order=int(row["order"]),
            valid_from=date.fromisoformat(row["valid_from"]),
        )
        for row in rows
        if row["code"] not in stored
    ]
    FeeExemption.objects.bulk_create(new)
    return Outcome("Đối tượng miễn lệ phí", len(new), len(rows) - len(new))


@transaction.atomic
def load_demonstration_fees(provinces: Sequence[str]) -> Outcome:
    """Store invented fees for every standing of ``provinces``, marked as such."""
    rows = shipped_rows("procedures/demonstration_fees.csv")
    procedures = dict(
        Procedure.objects.filter(code__in={row["code"] for row in rows}).values_list("code", "pk")
    )
    fees = [
        ProvincialFee(
            province=province,
            procedure_id=procedures[row["code"]],
            channel=row["channel"],
            amount_dong=int(row["amount_dong"]),
            legal_basis=BASIS_OF_DEMONSTRATION,
            valid_from=province.valid_from,
            valid_to=province.valid_to,
        )
        for province in Unit.objects.filter(level=UnitLevel.PROVINCE, code__in=provinces)
        for row in rows
        if row["code"] in procedures
    ]
    stored = set(
        ProvincialFee.objects.values_list("province_id", "procedure_id", "channel", "valid_from")
    )
    new = [
        fee
        for fee in fees
        if (fee.province_id, fee.procedure_id, fee.channel, fee.valid_from) not in stored
    ]
    ProvincialFee.objects.bulk_create(new)
    return Outcome("Mức thu minh họa", len(new), len(fees) - len(new))
