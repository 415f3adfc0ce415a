"""Which electronic form a procedure asks with, and the parsed form of a version."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from motcua.kernel.canonical import digest
from motcua.kernel.eforms.definitions import Definition
from motcua.procedures.content import Content
from motcua.procedures.models import EForm, EFormVersion, Procedure
from motcua.procedures.plain_eform import plain_form
from motcua.procedures.selectors import NotInForceError, version_in_force

PLAIN: str = "don-chung-"
"""What the code of a plain form begins with; the procedure's code follows."""


@dataclass(frozen=True, slots=True)
class FormInForce:
    """What a procedure asks with on a day; ``version`` None is a plain form not yet kept."""

    definition: Definition
    version: EFormVersion | None


@lru_cache(maxsize=512)
def definition_of(version_id: int) -> Definition:
    """Return the form of a published version; kept, since that never changes."""
    document = EFormVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return Definition.from_document(document)


def form_version_on(form: EForm, on: date) -> EFormVersion | None:
    """Return the published version of ``form`` in force on ``on``, the newest if several."""
    return (
        form.versions.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
        .filter(status=EFormVersion.Status.PUBLISHED)
        .order_by("-number")
        .first()
    )


def form_in_force(procedure: Procedure, on: date) -> FormInForce:
    """Return what ``procedure`` asks with on ``on``: its own form, else the plain one.

    Raises NotInForceError when the procedure itself is not in force.
    """
    own = form_version_on(procedure.eform, on) if procedure.eform else None
    if own is not None:
        return FormInForce(definition_of(own.pk), own)
    return FormInForce(Definition.from_document(plain_document(procedure, on)), None)


def plain_document(procedure: Procedure, on: date) -> dict[str, Any]:
    """Return the plain form of ``procedure`` on ``on``. Raises NotInForceError."""
    version = version_in_force(procedure, on)
    if version is None:
        raise NotInForceError(f"Thủ tục {procedure.code} chưa được công bố áp dụng.")
    return plain_form(Content.from_document(version.content))


def kept_form(procedure: Procedure, on: date) -> EFormVersion:
    """Return the form's version as a row that a dossier can keep; a plain one is kept now.

    Writes where the plain form has never been asked with as it is; raises NotInForceError.
    """
    found = form_in_force(procedure, on)
    if found.version is not None:
        return found.version
    document = dict(found.definition.document)
    form, _is_new = EForm.objects.get_or_create(
        code=f"{PLAIN}{procedure.code.replace('.', '-')}"[:60].lower(),
        defaults={"name": procedure.name[:255], "is_plain": True},
    )
    # Two who begin at once: the second waits for the first and finds what it kept.
    EForm.objects.select_for_update().get(pk=form.pk)
    hashed = digest(document)
    kept = form.versions.filter(digest=hashed).first()
    if kept is not None:
        return kept
    newest = form.versions.order_by("-number").first()
    return EFormVersion.objects.create(
        form=form,
        number=newest.number + 1 if newest else 1,
        status=EFormVersion.Status.PUBLISHED,
        valid_from=on,
        definition=document,
        digest=hashed,
        change_note="Lập từ nội dung thủ tục",
    )
