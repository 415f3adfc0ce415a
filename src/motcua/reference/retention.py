"""How long personal data are kept: proposals, until an administrator confirms them."""

from datetime import date

from django.db import transaction

from motcua.procedures.models import Procedure, RetentionRule
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_rows


@transaction.atomic
def load_retention() -> Outcome:
    """Store the shipped proposals for what has no rule yet; the procedures come first."""
    stored = set(RetentionRule.objects.values_list("procedure__code", flat=True))
    rows = shipped_rows("procedures/retention.csv")
    known = dict(
        Procedure.objects.filter(code__in=[row["code"] for row in rows]).values_list("code", "pk")
    )
    new = [
        RetentionRule(
            procedure_id=known.get(row["code"]),
            years=int(row["years"]) if row["years"] else None,
            legal_basis=row["legal_basis"],
            valid_from=date.fromisoformat(row["valid_from"]),
            is_proposal=True,
        )
        for row in rows
        if (row["code"] or None) not in stored and (not row["code"] or row["code"] in known)
    ]
    RetentionRule.objects.bulk_create(new)
    return Outcome("Thời hạn lưu trữ (đề xuất)", len(new), len(rows) - len(new))
