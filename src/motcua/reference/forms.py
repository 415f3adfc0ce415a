"""The official forms we ship, copied to where an administrator can change them."""

from django.db import transaction

from motcua.documents.form_layouts import shipped_forms
from motcua.documents.models import FormTemplate
from motcua.reference.outcome import Outcome


@transaction.atomic
def load_forms() -> Outcome:
    """Store each shipped form that is not there yet; later editions are the administrator's."""
    stored = set(FormTemplate.objects.values_list("kind", "valid_from"))
    forms = shipped_forms()
    new = [
        FormTemplate(
            kind=form.kind.value,
            number=form.number,
            name=form.title,
            legal_basis=form.circular,
            layout=form.layout,
            texts=dict(form.texts),
            valid_from=form.valid_from,
            valid_to=form.valid_to,
        )
        for form in forms
        if (form.kind.value, form.valid_from) not in stored
    ]
    FormTemplate.objects.bulk_create(new)
    return Outcome("Mẫu biểu", len(new), len(forms) - len(new))
