"""The kinds of papers that are shipped: a beginning, which administrators go on with."""

from django.db import transaction

from motcua.documents.models import PaperKind
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import shipped_rows


@transaction.atomic
def load_paper_kinds() -> Outcome:
    """Store the kinds that are not there yet; what an administrator changed stays."""
    stored = set(PaperKind.objects.values_list("code", flat=True))
    rows = shipped_rows("papers/kinds.csv")
    new = [
        PaperKind(
            code=row["code"],
            name=row["name"],
            names="\n".join(filter(None, row["names"].split("|"))),
            issuer=row["issuer"],
            valid_months=int(row["valid_months"]) if row["valid_months"] else None,
            database=row["database"],
        )
        for row in rows
        if row["code"] not in stored
    ]
    PaperKind.objects.bulk_create(new)
    return Outcome("Loại giấy tờ trong kho", len(new), len(rows) - len(new))
