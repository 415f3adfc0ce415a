"""Changing an official form: each change is the next edition, and old ones stay to be redrawn."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from django.db import transaction

from motcua.agencies import validity
from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.documents.form_layouts import FormKind
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import check_layout
from motcua.kernel.errors import DomainError


class EditionRefusedError(DomainError):
    """The form cannot be drawn with every sample; ``problems`` say why."""

    code: ClassVar[str] = "edition-refused"

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


def save_edition(
    before: FormTemplate,
    *,
    layout: str,
    texts: Mapping[str, str],
    legal_basis: str,
    valid_from: date,
    actor: Actor,
) -> FormTemplate:
    """Return the edition that follows ``before``: of the same days, or from a later day on.

    Raises EditionRefusedError when it cannot be drawn, and ValidityError when the day lies
    before that of the form it follows.
    """
    require_administrator(actor)
    words = {name: unicodedata.normalize("NFC", text) for name, text in texts.items()}
    plain = unicodedata.normalize("NFC", layout.replace("\r\n", "\n"))
    problems = check_layout(plain, words, FormKind(before.kind))
    if problems:
        raise EditionRefusedError(problems)
    row = FormTemplate(
        kind=before.kind,
        number=before.number,
        name=words.get("title", before.name),
        legal_basis=legal_basis,
        layout=plain,
        texts=words,
        valid_from=valid_from,
        valid_to=before.valid_to,
    )
    with transaction.atomic():
        return _keep(row, before)


def _keep(row: FormTemplate, before: FormTemplate) -> FormTemplate:
    """Save ``row`` as the last edition of its day, or end ``before`` the day before it."""
    editions = FormTemplate.objects.select_for_update().filter(kind=row.kind)
    if row.valid_from == before.valid_from:
        newest = editions.filter(valid_from=row.valid_from).order_by("-edition").first()
        row.edition = newest.edition + 1 if newest else 1
        row.save()
        return row
    if row.valid_from < before.valid_from:
        raise validity.ValidityError(
            f"Mẫu này áp dụng từ {before.valid_from:%d/%m/%Y}; bản sửa không thể áp dụng sớm hơn."
        )
    validity.put_in_force(row, editions)
    return row
