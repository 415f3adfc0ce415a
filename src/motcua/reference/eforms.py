"""The electronic forms we ship, copied to where an administrator can change them."""

from datetime import date, datetime

from django.db import transaction

from motcua.kernel.canonical import digest
from motcua.procedures.eform_services import definition_in
from motcua.procedures.models import EForm, EFormVersion, Procedure
from motcua.reference.outcome import Outcome
from motcua.reference.shipped import DATA, shipped_json

NOTE: str = "Nhập từ dữ liệu kèm theo; quản trị cần đối chiếu với mẫu đang có hiệu lực"


@transaction.atomic
def load_eforms(*, at: datetime) -> Outcome:
    """Store each shipped form that is not there yet and let its procedures ask with it.

    A procedure that asks with another form already goes on doing so.
    """
    index = shipped_json("eforms/index.json")
    stored = set(EForm.objects.values_list("code", flat=True))
    new = [entry for entry in index if entry["code"] not in stored]
    for entry in new:
        document = definition_in((DATA / "eforms" / entry["file"]).read_bytes())
        form = EForm.objects.create(code=entry["code"], name=document["title"]["vi"])
        EFormVersion.objects.create(
            form=form,
            number=1,
            status=EFormVersion.Status.PUBLISHED,
            valid_from=date.fromisoformat(entry["valid_from"]),
            definition=document,
            digest=digest(document),
            change_note=NOTE,
            published_at=at,
        )
        asked = Procedure.objects.filter(code__in=entry["procedures"], eform__isnull=True)
        asked.update(eform=form)
    return Outcome("Tờ khai điện tử", len(new), len(index) - len(new))
