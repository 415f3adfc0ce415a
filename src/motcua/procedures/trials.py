"""Which draft was tried to its end, on which text; and whether publishing waits for that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.kernel.canonical import digest
from motcua.procedures.models import (
    EFormVersion,
    ProcedureTrial,
    ProcedureVersion,
    PublishingRule,
)

_AS_IF_UNSAID: Final[Mapping[str, Any]] = {"supplement": "by_law", "originals": 0, "copies": 0}
KEPT: Final = 20
"""Trials of one procedure; older ones say nothing any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a draft was tried: ``as_it_is`` on its present text, ``last`` on any text."""

    as_it_is: ProcedureTrial | None
    last: ProcedureTrial | None

    @property
    def is_done(self) -> bool:
        """Say whether the present text was walked to its end, with nothing left to doubt."""
        found = self.as_it_is
        return found is not None and found.outcome == ProcedureTrial.Outcome.DONE


def content_digest(document: Mapping[str, Any]) -> str:
    """Return by what a text is known; what is empty or goes without saying counts for nothing.

    So saving a draft that nobody changed does not make it another.
    """
    said = _said(document)
    return digest(said)


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: _said(inner) for key, inner in value.items()}
        return {
            key: inner
            for key, inner in kept.items()
            if not _is_empty(inner) and _AS_IF_UNSAID.get(key) != inner
        }
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})


def standing_of(draft: ProcedureVersion) -> Standing:
    """Return how far ``draft`` was tried, and with a form as it still is. Two queries at most."""
    trials = list(ProcedureTrial.objects.filter(procedure_id=draft.procedure_id)[:KEPT])
    known = content_digest(draft.content)
    same = [one for one in trials if one.content_digest == known]
    if same and draft.procedure.eform_id is not None:
        forms = _forms_of(draft.procedure.eform_id)
        same = [one for one in same if one.form_digest in forms]
    return Standing(same[0] if same else None, trials[0] if trials else None)


def _forms_of(form_id: int) -> set[str]:
    """Return the texts of a form that citizens get now or may get next."""
    current = [EFormVersion.Status.DRAFT, EFormVersion.Status.PUBLISHED]
    versions = EFormVersion.objects.filter(form_id=form_id, status__in=current, valid_to=None)
    return {digest(definition) for definition in versions.values_list("definition", flat=True)}


def is_trial_required() -> bool:
    """Say whether publishing waits until a draft was tried to its end. One query."""
    found = PublishingRule.objects.order_by("-pk").values_list("is_trial_required", flat=True)
    return bool(found.first())


def untried(draft: ProcedureVersion) -> list[str]:
    """Say why ``draft`` may not be published yet where it has to be tried first; else nothing."""
    if not is_trial_required() or standing_of(draft).is_done:
        return []
    return [
        _(
            "Bản thảo này chưa được thử đến cuối, hoặc đã sửa sau lần thử. Nơi đây đặt quy tắc "
            "phải thử trước khi công bố: xin lưu bản thảo, bấm “Thử bản thảo” rồi công bố."
        )
    ]


@transaction.atomic
def set_trial_required(*, is_required: bool, actor: Actor, at: datetime) -> None:
    """Let publishing wait for a trial, or no longer. What was set before stays as a row."""
    require_administrator(actor)
    if is_trial_required() != is_required:
        PublishingRule.objects.create(
            is_trial_required=is_required, set_at=at, set_by_id=actor.officer_id
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a walk."""

    content_digest: str
    form_digest: str
    agency_id: int
    channel: str
    accepted_at: datetime
    due_at: datetime | None
    statutory_due_at: datetime | None
    walked: Sequence[tuple[str, str]]
    problems: Sequence[str]
    is_at_end: bool

    @property
    def outcome(self) -> ProcedureTrial.Outcome:
        """Return how it ended."""
        if not self.is_at_end:
            return ProcedureTrial.Outcome.STUCK
        kinds = ProcedureTrial.Outcome
        return kinds.DOUBTFUL if self.problems else kinds.DONE


@transaction.atomic
def keep_trial(
    draft: ProcedureVersion, tried: Tried, *, actor: Actor, at: datetime
) -> ProcedureTrial:
    """Keep what came of a walk through ``draft``, and the last few before it."""
    require_administrator(actor)
    kept = ProcedureTrial.objects.create(
        procedure_id=draft.procedure_id,
        content_digest=tried.content_digest,
        form_digest=tried.form_digest,
        outcome=tried.outcome,
        problems=list(dict.fromkeys(tried.problems)),
        walked=[list(step) for step in tried.walked],
        agency_id=tried.agency_id,
        channel=tried.channel,
        accepted_at=tried.accepted_at,
        due_at=tried.due_at,
        statutory_due_at=tried.statutory_due_at,
        done_at=at,
        done_by_id=actor.officer_id,
    )
    older = ProcedureTrial.objects.filter(procedure_id=draft.procedure_id)
    known = list(older.values_list("pk", flat=True)[:KEPT])
    older.exclude(pk__in=known).delete()
    return kept
