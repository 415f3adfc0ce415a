"""The documents that applicants get: written, approved and numbered as officers would do it."""

from datetime import datetime
from typing import Final

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.services.results import approve_result, make_result, number_result
from motcua.kernel import clock
from motcua.procedures.process import Process, ProcessStep

SYMBOLS: Final = {
    "1.004873": "XNTTHN",
    "1.013225": "GPXD",
    "1.013227": "GHGPXD",
    "1.002693": "GPCX",
}
"""How results of a procedure are marked; the others are decisions."""
DECISION: Final = "QĐ-UBND"
REFUSAL: Final = "TB-UBND"
BODY: Final = (
    "Căn cứ hồ sơ {code} nộp ngày {day}; sau khi thẩm định, {agency} đồng ý giải quyết theo "
    "đề nghị của người nộp hồ sơ.\n"
    "Văn bản này được lập trong dữ liệu trình diễn, không có giá trị pháp lý."
)
REFUSAL_TITLE: Final = "Thông báo không đồng ý giải quyết hồ sơ"
ADVICE: Final = (
    "Ông/bà có thể sửa hồ sơ theo các lý do trên rồi nộp lại, hoặc khiếu nại theo quy định của "
    "pháp luật."
)


def bring_about(
    dossier: Dossier,
    step: ProcessStep,
    process: Process,
    actor: Actor,
    context: DeskContext,
    *,
    at: datetime,
) -> None:
    """Do with the result what belongs to ``step``: write it, approve it, or give it a number."""
    result = dossier.results.filter(voided_at__isnull=True).first()
    following = process.step(step.outcomes[0].next)
    leads_up = following is not None and following.role in (Role.REVIEWER, Role.APPROVER)
    if result is None and leads_up:
        grant(dossier, actor, context, at=at)
    elif result is None:
        return
    elif step.role == Role.APPROVER and result.approved_at is None:
        approve(result, actor, at=at)
    elif step.role == Role.CLERK and result.numbered_at is None:
        number(result, actor, at=at)


def grant(dossier: Dossier, actor: Actor, context: DeskContext, *, at: datetime) -> Result:
    """Write what the applicant asked for."""
    return make_result(
        dossier.pk,
        outcome=Result.Outcome.GRANTED,
        title=title_of(dossier),
        body=BODY.format(
            code=dossier.code,
            day=f"{clock.day_of(dossier.submitted_at):%d/%m/%Y}",
            agency=dossier.agency.name,
        ),
        context=context,
        actor=actor,
        at=at,
    )


def refuse(
    dossier: Dossier,
    actor: Actor,
    context: DeskContext,
    *,
    reason: str,
    legal_basis: str,
    at: datetime,
) -> Result:
    """Write that the agency does not agree after appraisal, and why."""
    return make_result(
        dossier.pk,
        outcome=Result.Outcome.REFUSED,
        title=REFUSAL_TITLE,
        body=ADVICE,
        reasons=[reason],
        legal_basis=legal_basis,
        context=context,
        actor=actor,
        at=at,
    )


def approve(result: Result, actor: Actor, *, at: datetime) -> Result:
    """Approve the bytes as they are stored."""
    return approve_result(
        result.dossier_id, version=result.version, sha256=result.file.sha256, actor=actor, at=at
    )


def number(result: Result, actor: Actor, *, at: datetime) -> Result:
    """Give the result its number and date."""
    is_refusal = result.outcome == Result.Outcome.REFUSED
    symbol = SYMBOLS.get(result.dossier.procedure.code, DECISION)
    return number_result(
        result.dossier_id,
        symbol=REFUSAL if is_refusal else symbol,
        dated=clock.day_of(at),
        actor=actor,
        at=at,
    )


def title_of(dossier: Dossier) -> str:
    """Return what the result is called: the first one that the procedure names."""
    results = dossier.procedure_version.content["results"]
    return str(results[0]["name"] if results else dossier.procedure.name)[:250]
