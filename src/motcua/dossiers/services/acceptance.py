"""Taking a dossier in: one act, one transaction, one promise.

The order inside the transaction is chosen so that the row that allocates the code, which
all acceptances of an agency queue for, is locked as late and as briefly as can be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.agencies.selectors import DeskContext, agency_by_code, calendar_of
from motcua.dossiers import codes, forms, kept, ledger, news
from motcua.dossiers.lifecycle import (
    OPEN_STATES,
    Action,
    State,
    SyncState,
    next_state,
)
from motcua.dossiers.models import (
    Charge,
    Dossier,
    DossierPaper,
    DossierPersonalData,
    DueDate,
    IssuedForm,
    Step,
)
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.promises import Promise, expected_transfer, promise
from motcua.dossiers.search import search_text_of
from motcua.dossiers.services.fees import charged, check_fee, claimed
from motcua.dossiers.services.lodging import (
    DuplicateDossierError,
    Lodging,
    LodgingError,
)
from motcua.dossiers.services.receipts import ReceiptFacts, announcement, new_receipt
from motcua.dossiers.services.reuse import hold_verified, use_again
from motcua.dossiers.services.stepping import agency_of_step, new_step
from motcua.dossiers.writing import insert_together
from motcua.kernel import clock
from motcua.kernel.codes import new_tracking_code
from motcua.people.services import PersonInput, remember_people
from motcua.procedures.selectors import Terms, terms_for, terms_to_lodge

SAME_AGAIN_DAYS: Final = 30
EARLIEST_LODGING: Final = datetime(2000, 1, 1, tzinfo=clock.VIETNAM)
_NOT_ENDED: Final = sorted({*OPEN_STATES, State.SUBMITTED})
# Asked at each acceptance, so written out: putting it together took longer than answering it.
_SAME_AGAIN: Final = """
    SELECT id, code, tracking_code, state, submitted_at, ended_at
    FROM dossiers_dossier
    WHERE principal_id = %s AND procedure_id = %s
        AND (state = ANY(%s) OR (state = 'withdrawn' AND ended_at >= %s))
    ORDER BY submitted_at DESC
    LIMIT 3
"""


@dataclass(slots=True)
class Acceptance:
    """What an acceptance has gathered so far; lives for one transaction."""

    lodging: Lodging
    context: DeskContext
    actor: Actor
    at: datetime
    agency: Agency
    terms: Terms
    people: dict[str, PersonInput]
    on_behalf_of: int | None
    papers: list[DossierPaper] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    dates: list[DueDate] = field(default_factory=list)
    salt: str = ""
    commitment: str = ""


def accept_at_desk(
    lodging: Lodging, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Lodge and accept in one act, as the desk does; return the dossier with its code.

    Raises PermissionDenied when the actor does not work at the desk, LodgingError and the
    errors of ``terms_for`` for what cannot be taken, DuplicateDossierError when the same
    person has such a dossier open or withdrew one lately and nobody has confirmed.
    """
    work = prepare(lodging, context=context, actor=actor, at=at, promises=True)
    with transaction.atomic():
        dossier, recorded_at = _lodged_dossier(work)
        promised = take_in(dossier, work.terms, stamp=context.stamp, at=work.at)
        _write_lodged(dossier, work, promised)
        lodged = _lodge_act(dossier, work)
        _give_code(dossier, work)
        receipt = new_receipt(dossier, _receipt_facts(work, promised), context=context, at=at)
        acts = [lodged, _accept_act(dossier, work, promised, receipt)]
        events = ledger.chain(dossier, acts, actor=actor, recorded_at=recorded_at)
        messages = announcement(
            dossier, "accepted", lodging.applicant.email, context=context, at=at
        )
        insert_together([dossier], [receipt], events, messages)
        use_again(dossier, lodging.papers, actor=actor, at=at)
        if any(paper.file_id for paper in lodging.papers):
            hold_verified(dossier, stamp=context.stamp, actor=actor, at=at)
        news.tell(dossier, [act.action for act in acts], actor, at)
    return dossier


def lodge_dossier(
    lodging: Lodging, *, context: DeskContext, actor: Actor, at: datetime
) -> Dossier:
    """Take a dossier in without a decision yet: state "submitted", no code, no promise.

    For what came by post or online and is still to be checked. Raises as
    ``accept_at_desk`` does.
    """
    work = prepare(lodging, context=context, actor=actor, at=at, promises=False)
    return take_down(work)


@transaction.atomic
def take_down(work: Acceptance, said: Mapping[str, Any] | None = None) -> Dossier:
    """Write a dossier that waits for an answer; its event also says what is ``said``."""
    dossier, recorded_at = _lodged_dossier(work)
    _write_lodged(dossier, work, None)
    act = _lodge_act(dossier, work)
    payload = {**act.payload, **(said or {}), "kept": kept.kept({}, dossier)}
    act = replace(act, payload=payload)
    events = ledger.chain(dossier, [act], actor=work.actor, recorded_at=recorded_at)
    insert_together([dossier], events, claimed(dossier, work.lodging, at=work.at))
    use_again(dossier, work.lodging.papers, actor=work.actor, at=work.at)
    news.tell(dossier, [act.action], work.actor, work.at)
    return dossier


def prepare(
    lodging: Lodging, *, context: DeskContext, actor: Actor, at: datetime, promises: bool
) -> Acceptance:
    """Check everything that needs no lock; raise as ``accept_at_desk`` says."""
    require_at_desk(actor, context.agency.pk)
    return gathered(lodging, context=context, actor=actor, at=at, promises=promises)


def gathered(
    lodging: Lodging,
    *,
    context: DeskContext,
    actor: Actor,
    at: datetime,
    promises: bool = False,
) -> Acceptance:
    """Check what is handed in, whoever hands it in; raise as ``accept_at_desk`` says.

    What is only lodged ``promises`` no date yet, so it needs no limit.
    """
    agency = competent_agency(lodging.agency_id, context)
    find = terms_for if promises else terms_to_lodge
    terms = find(
        lodging.procedure_code,
        agency.pk,
        agency.province_id,
        str(lodging.channel),
        clock.day_of(at),
        context.stamp,
    )
    check_lodging(lodging, terms, agency, at)
    people = {"applicant": lodging.applicant}
    if lodging.principal is not None and lodging.principal != lodging.applicant:
        people["principal"] = lodging.principal
    if lodging.proxy is not None:
        people["proxy"] = lodging.proxy
    return Acceptance(
        lodging=lodging,
        context=context,
        actor=actor,
        at=at,
        agency=agency,
        terms=terms,
        people=people,
        on_behalf_of=actor.acting_for(DESK_ROLES, context.agency.pk),
    )


def competent_agency(agency_id: int, context: DeskContext) -> Agency:
    """Return the agency that will decide: the desk's own, or another of the same province.

    Legal source: phi địa giới, Nghị định 118/2025/NĐ-CP. Raises LodgingError.
    """
    if agency_id == context.agency.pk:
        return context.agency
    agency: Agency | None = Agency.objects.filter(pk=agency_id).first()
    if agency is None or agency.province_id != context.agency.province_id:
        raise LodgingError(
            _("Cơ quan giải quyết không thuộc tỉnh, thành phố này nên chưa nhận thay được."),
            field_name="agency",
        )
    return agency


def check_lodging(lodging: Lodging, terms: Terms, agency: Agency, at: datetime) -> None:
    """Raise LodgingError, with the field, for what cannot be true."""
    day = clock.day_of(at)
    if not agency.is_valid_on(day):
        raise LodgingError(
            _("%(agency)s không hoạt động vào ngày %(day)s.")
            % {"agency": agency.name, "day": f"{day:%d/%m/%Y}"},
            field_name="agency",
        )
    if lodging.submitted_at is not None and lodging.submitted_at > at:
        raise LodgingError(
            _("Thời điểm nộp đang sau thời điểm tiếp nhận. Xin xem lại ngày giờ nộp."),
            field_name="submitted_at",
        )
    if lodging.submitted_at is not None and lodging.submitted_at < EARLIEST_LODGING:
        raise LodgingError(
            _("Thời điểm nộp quá xa, trước năm 2000. Xin xem lại năm."), field_name="submitted_at"
        )
    if not lodging.applicant.full_name.strip():
        raise LodgingError(_("Xin ghi họ và tên người nộp."), field_name="applicant_name")
    check_fee(lodging, terms)


def _lodged_dossier(work: Acceptance) -> tuple[Dossier, datetime]:
    """Return the unsaved dossier as lodged, its people stored, and the transaction's instant."""
    lodging = work.lodging
    stored = dict(
        zip(work.people, remember_people(list(work.people.values()), at=work.at), strict=True)
    )
    principal = stored.get("principal", stored["applicant"])
    if not lodging.knows_of_duplicate:
        _refuse_duplicate(principal.pk, work)
    dossier_id, recorded_at = codes.reserve_dossier()
    dossier = Dossier(
        id=dossier_id,
        tracking_code=new_tracking_code(),
        procedure_id=work.terms.procedure_id,
        procedure_version_id=work.terms.version_id,
        agency=work.agency,
        receiving_agency=work.context.agency,
        desk=work.context.desk,
        visit_id=lodging.visit_id,
        channel=lodging.channel,
        applicant=stored["applicant"],
        principal=principal,
        proxy=stored.get("proxy"),
        helper_id=lodging.helper_id,
        principal_name=principal.full_name,
        state=State.SUBMITTED,
        result_mode=lodging.result_mode,
        sets_count=lodging.sets_count,
        note=lodging.note,
        origin=lodging.origin,
        submitted_at=lodging.submitted_at or work.at,
    )
    dossier.search_text = search_text_of(dossier)
    return dossier, recorded_at


def _refuse_duplicate(principal_id: int, work: Acceptance) -> None:
    likely = likely_duplicates(principal_id, work.terms.procedure_id, at=work.at)
    if not likely:
        return
    raise DuplicateDossierError(
        _(
            "Người này đã có hồ sơ cùng thủ tục: %(code)s, %(state)s. Nếu đúng là một hồ sơ khác, "
            "xin đánh dấu xác nhận rồi bấm tiếp nhận lần nữa."
        )
        % {
            "code": likely[0].code or likely[0].tracking_code,
            "state": State(likely[0].state).label.lower(),
        }
    )


def likely_duplicates(principal_id: int, procedure_id: int, *, at: datetime) -> list[Dossier]:
    """Return the youngest dossiers of the same person and procedure, few and with few fields.

    They are still open, or were withdrawn in the last 30 days.
    """
    since = at - timedelta(days=SAME_AGAIN_DAYS)
    return list(Dossier.objects.raw(_SAME_AGAIN, [principal_id, procedure_id, _NOT_ENDED, since]))


def promise_for(agency: Agency, receiving_agency_id: int, terms: Terms, at: datetime) -> Promise:
    """Return what is promised, or expected, for a dossier accepted at ``at``.

    Accepted by another agency's desk, it is counted from when ``agency`` should have it.
    """
    calendar = calendar_of(agency)
    is_elsewhere = agency.pk != receiving_agency_id
    counted_from = expected_transfer(at, calendar) if is_elsewhere else at
    leg = terms.content.process.first_leg_limit
    return promise(counted_from, terms.limit, terms.statutory, calendar, leg)


def take_in(dossier: Dossier, terms: Terms, *, stamp: int, at: datetime) -> Promise:
    """Accept: set state, promise and clock on the dossier; the caller saves."""
    dossier.state = next_state(State(dossier.state), Action.ACCEPT)
    dossier.accepted_at = at
    dossier.sync_state = SyncState.NOT_SENT
    linked = terms.content.process.linked_agency
    if linked and linked != dossier.agency.code:
        dossier.linked_agency = agency_by_code(linked, stamp)
    promised = promise_for(dossier.agency, dossier.receiving_agency_id, terms, at)
    if dossier.agency_id == dossier.receiving_agency_id:
        start_clock(dossier, promised)
    return promised


def start_clock(dossier: Dossier, promised: Promise) -> None:
    """Set what is promised from the moment the competent agency has the dossier."""
    dossier.clock_from = promised.counted_from
    dossier.due_at = promised.due_at
    dossier.original_due_at = promised.due_at


def due_date_rows(dossier: Dossier, promised: Promise, *, at: datetime) -> list[DueDate]:
    """Return the rows of both dates, the promised one and the one the law sets.

    A linked procedure has a third: until when the first agency is done.
    """
    version_id = dossier.agency.calendar_version_id
    if version_id is None:
        raise ValueError("a promise was counted without a calendar")
    is_certain = dossier.clock_from is not None
    kind_now = DueDate.Kind.PROMISE if is_certain else DueDate.Kind.EXPECTED
    counted = [
        (kind_now, promised.limit, promised.due),
        (DueDate.Kind.STATUTORY, promised.statutory_limit, promised.statutory_due),
    ]
    if promised.first_leg is not None:
        counted.append((DueDate.Kind.FIRST_LEG, *promised.first_leg))
    return [
        DueDate(
            dossier_id=dossier.pk,
            kind=kind,
            due_at=answer.due,
            issued_at=at,
            counted_from=promised.counted_from,
            limit_value=limit.value,
            limit_unit=limit.unit,
            policy=limit.policy,
            calendar_version_id=version_id,
            warnings=list(answer.warnings),
        )
        for kind, limit, answer in counted
    ]


def _write_lodged(dossier: Dossier, work: Acceptance, promised: Promise | None) -> None:
    """Write what needs no code: papers, charges, personal data, and the promise if any."""
    work.papers = [
        DossierPaper(
            dossier_id=dossier.pk,
            order=order,
            paper_id=paper.paper_id,
            name=paper.name,
            form=paper.form,
            count=paper.count,
            file_id=paper.file_id,
            held_paper_id=paper.held_id,
            is_reused=paper.held_id is not None,
        )
        for order, paper in enumerate(work.lodging.papers, start=1)
    ]
    work.charges = charged(dossier, work.lodging, work.terms, actor=work.actor, at=work.at)
    values = {role: person.to_dict() for role, person in work.people.items()}
    personal = DossierPersonalData(dossier_id=dossier.pk, salt=ledger.new_salt(), values=values)
    work.salt, work.commitment = personal.salt, ledger.commitment(personal.salt, values)
    if promised is not None:
        work.dates = due_date_rows(dossier, promised, at=work.at)
    stamp = work.context.stamp
    steps = [first_step(dossier, work.terms, stamp=stamp, at=work.at)] if promised else []
    insert_together(work.papers, work.charges, [personal], work.dates, steps)


def first_step(dossier: Dossier, terms: Terms, *, stamp: int, at: datetime) -> Step:
    """Return the first step of the internal process, unsaved."""
    first = terms.content.process.steps[0]
    return new_step(dossier, first, agency_of_step(dossier, first, stamp), order=1, at=at)


def _give_code(dossier: Dossier, work: Acceptance) -> None:
    agency = work.context.agency
    dossier.code, dossier.book_number = codes.allocate_code(
        agency_id=agency.pk, agency_code=agency.code, at=work.at, stamp=work.context.stamp
    )
    dossier.search_text = search_text_of(dossier)


def _lodge_act(dossier: Dossier, work: Acceptance) -> ledger.Act:
    return ledger.Act(
        action=Action.LODGE,
        from_state=None,
        to_state=State.SUBMITTED,
        happened_at=dossier.submitted_at,
        on_behalf_of=work.on_behalf_of,
        payload={
            "procedure": work.terms.procedure_code,
            "version": work.terms.version_id,
            "channel": str(work.lodging.channel),
            "desk": work.context.desk.code,
            "receiving_agency": work.context.agency.code,
            "agency": work.agency.code,
            "papers": len(work.papers),
            "people": work.commitment,
        },
    )


def _accept_act(
    dossier: Dossier, work: Acceptance, promised: Promise, receipt: IssuedForm
) -> ledger.Act:
    return ledger.Act(
        action=Action.ACCEPT,
        from_state=State.SUBMITTED,
        to_state=State.ACCEPTED,
        happened_at=work.at,
        on_behalf_of=work.on_behalf_of,
        payload={
            "code": dossier.code,
            **promise_facts(dossier, promised),
            "money": str(dossier.money_state),
            "amount_dong": sum(c.amount_dong for c in work.charges if not c.exemption),
            "kept": kept.kept({}, dossier, work.dates, [receipt], work.salt),
        },
    )


def promise_facts(dossier: Dossier, promised: Promise) -> dict[str, Any]:
    """Return what the ledger says of a promise."""
    return {
        "counted_from": forms.instant(promised.counted_from),
        "limit": [promised.limit.value, str(promised.limit.unit), str(promised.limit.policy)],
        "due_at": forms.instant(promised.due_at),
        "statutory_due_at": forms.instant(promised.statutory_due_at),
        "is_expected": dossier.clock_from is None,
        "calendar": dossier.agency.calendar_version_id,
    }


def _receipt_facts(work: Acceptance, promised: Promise) -> ReceiptFacts:
    return ReceiptFacts(
        procedure=forms.procedure_line(work.terms.content, work.terms.procedure_code),
        people=work.people,
        papers=work.papers,
        charges=work.charges,
        promised=promised,
        officer_id=work.actor.officer_id,
        officer_name=work.actor.name,
        version={"number": 1},
    )
