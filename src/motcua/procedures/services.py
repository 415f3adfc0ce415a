"""Everything that changes the catalogue."""

import copy
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit
from motcua.kernel.text import fold, slug
from motcua.procedures.content import Content
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.process import STANDARD_DAY_MINUTES, Process, check_process
from motcua.procedures.trials import untried


class PublishRefusedError(DomainError):
    """The draft cannot be published; ``problems`` are the sentences that say why."""

    code: ClassVar[str] = "publish-refused"

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(self.problems))


class NoDraftError(DomainError):
    """There is no draft to edit or publish."""

    code: ClassVar[str] = "no-draft"


def search_text_of(procedure: Procedure) -> str:
    """Return what is searched: code, name, field and the ways people call it, folded."""
    return fold(f"{procedure.code} {procedure.name} {procedure.field} {procedure.synonyms}")


def limit_minutes(limit: Limit | None) -> int | None:
    """Return ``limit`` in working minutes, or None where days off would count too."""
    if limit is None:
        return None
    minutes = {
        LimitUnit.WORKING_DAY: STANDARD_DAY_MINUTES,
        LimitUnit.WORKING_HOUR: 60,
        LimitUnit.SAME_DAY: STANDARD_DAY_MINUTES,
    }.get(limit.unit)
    return None if minutes is None else minutes * limit.value


def problems_of(document: Mapping[str, Any]) -> list[str]:
    """Say why a version with this content must not be published; empty when it may."""
    try:
        content = Content.from_document(document)
    except (KeyError, TypeError, ValueError) as error:
        return [_("Nội dung thủ tục thiếu hoặc sai: %(error)s.") % {"error": error}]
    problems = []
    if not content.name.strip():
        problems.append(_("Thủ tục chưa có tên."))
    if not content.channels:
        problems.append(_("Thủ tục chưa có cách thức nộp nào."))
    limits = [limit_minutes(terms.limit) for terms in content.channels]
    known = [minutes for minutes in limits if minutes is not None]
    problems += check_process(content.process, limit_minutes=min(known) if known else None)
    problems += _unknown_agencies(content.process)
    ids = [paper.id for paper in content.papers]
    if len(ids) != len(set(ids)):
        problems.append(_("Có hai giấy tờ trùng mã trong danh mục."))
    return problems


def _unknown_agencies(process: Process) -> list[str]:
    named = sorted({step.agency for step in process.steps if step.agency})
    known = set(Agency.objects.filter(code__in=named).values_list("code", flat=True))
    return [
        _("Không có cơ quan nào mang mã “%(code)s” để làm bước liên thông.") % {"code": code}
        for code in named
        if code not in known
    ]


@transaction.atomic
def open_draft(procedure: Procedure, *, actor: Actor) -> ProcedureVersion:
    """Return the draft of ``procedure``, begun from its newest version when there is none."""
    require_administrator(actor)
    locked = Procedure.objects.select_for_update().get(pk=procedure.pk)
    draft = locked.versions.filter(status=ProcedureVersion.Status.DRAFT).first()
    if draft is not None:
        return draft
    newest = locked.versions.order_by("-number").first()
    return ProcedureVersion.objects.create(
        procedure=locked,
        number=newest.number + 1 if newest else 1,
        content=copy.deepcopy(newest.content) if newest else _empty_document(locked),
        warnings=newest.warnings if newest else [],
    )


@transaction.atomic
def save_draft(
    draft: ProcedureVersion,
    *,
    content: Mapping[str, Any],
    change_note: str,
    actor: Actor,
    settled: Collection[str] = (),
) -> ProcedureVersion:
    """Keep what an administrator typed; warnings that are ``settled`` are told no more.

    Raises NoDraftError when it was published meanwhile.
    """
    require_administrator(actor)
    locked = ProcedureVersion.objects.select_for_update().get(pk=draft.pk)
    _require_draft(locked)
    locked.content = dict(content)
    locked.change_note = change_note
    locked.warnings = [warning for warning in locked.warnings if warning not in settled]
    locked.save(update_fields=["content", "change_note", "warnings", "edited_at"])
    return locked


@transaction.atomic
def discard_draft(draft: ProcedureVersion, *, actor: Actor) -> None:
    """Throw a draft away; published versions stay."""
    require_administrator(actor)
    locked = ProcedureVersion.objects.select_for_update().get(pk=draft.pk)
    _require_draft(locked)
    locked.delete()


@transaction.atomic
def publish_version(
    draft: ProcedureVersion, *, valid_from: date, actor: Actor, at: datetime
) -> ProcedureVersion:
    """Put a draft in force from ``valid_from``; dossiers keep the version they have.

    Raises PublishRefusedError with every reason, and NoDraftError when it is no draft.
    """
    require_administrator(actor)
    procedure = Procedure.objects.select_for_update().get(pk=draft.procedure_id)
    locked = ProcedureVersion.objects.select_for_update().get(pk=draft.pk)
    _require_draft(locked)
    problems = problems_of(locked.content)
    before = procedure.versions.filter(status=ProcedureVersion.Status.PUBLISHED).first()
    if before and before.valid_from and valid_from < before.valid_from:
        problems.append(
            _("Bản mới phải áp dụng từ ngày %(day)s trở đi, là ngày của bản đang áp dụng.")
            % {"day": f"{before.valid_from:%d/%m/%Y}"}
        )
    problems += untried(locked)
    if problems:
        raise PublishRefusedError(problems)
    if before:
        last_day = max(before.valid_from or valid_from, valid_from - timedelta(days=1))
        before.status = ProcedureVersion.Status.RETIRED
        before.valid_to = last_day
        before.save(update_fields=["status", "valid_to"])
    locked.status = ProcedureVersion.Status.PUBLISHED
    locked.valid_from = valid_from
    locked.published_at = at
    locked.published_by_id = actor.officer_id
    locked.save(
        update_fields=["status", "valid_from", "published_at", "published_by", "edited_at"]
    )
    _show(procedure, locked)
    return locked


def _show(procedure: Procedure, version: ProcedureVersion) -> None:
    """Repeat on the procedure what lists show of its newest published version.

    With its first one it begins to be there for everybody.
    """
    if procedure.current_version_id is None:
        procedure.is_active = True
    procedure.current_version = version
    procedure.name = version.content["name"]
    procedure.field = version.content["field"]
    procedure.field_slug = slug(procedure.field)[:160]
    procedure.search_text = search_text_of(procedure)
    procedure.save(
        update_fields=[
            "current_version",
            "is_active",
            "name",
            "field",
            "field_slug",
            "search_text",
        ]
    )


def _require_draft(version: ProcedureVersion) -> None:
    if version.status != ProcedureVersion.Status.DRAFT:
        raise NoDraftError(
            _("Bản này đã công bố nên không sửa được nữa. Xin mở bản thảo mới từ nó.")
        )


def _empty_document(procedure: Procedure) -> dict[str, Any]:
    return {
        "name": procedure.name,
        "field": procedure.field,
        "channels": [],
        "papers": [],
        "results": [],
        "process": None,
    }
