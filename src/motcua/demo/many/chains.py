"""The record of the many dossiers: true chains, hashed as those of real acts are."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.demo.many.cases import Case
from motcua.demo.many.ground import DONE
from motcua.demo.many.lives import Fate, WorkTime
from motcua.demo.many.tables import Rows
from motcua.dossiers import kept, ledger
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.models.dossier import Origin
from motcua.dossiers.services.acceptance import due_date_rows, promise_facts
from motcua.kernel.punctuality import by_day


class _Done(NamedTuple):
    action: Action
    to: State
    when: datetime
    by: int
    facts: dict[str, Any]


class Chains:
    """Events that wait to be copied, each hashed together with the one before."""

    def __init__(self, time: WorkTime) -> None:
        self._time = time
        self._recorded_at: datetime | None = None
        self._rows = Rows(
            DossierEvent,
            *("dossier_id", "sequence", "action", "from_state", "to_state", "actor_id"),
            *("happened_at", "recorded_at", "payload", "origin", "previous_hash", "hash"),
        )

    def begin(self) -> None:
        """Ask for the instant of this transaction, which the database will record."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT transaction_timestamp()")
            (self._recorded_at,) = cursor.fetchone()

    def add(self, case: Case) -> tuple[int, str]:
        """Keep the events of ``case``; return how many they are and the last hash."""
        assert self._recorded_at is not None  # noqa: S101 - begun before
        dossier = Dossier(
            id=case.dossier_id,
            code=case.code,
            tracking_code=case.tracking_code,
            book_number=case.book_number,
            procedure_id=case.subject.procedure_id,
            procedure_version_id=case.subject.version_id,
            agency=case.place.agency,
            receiving_agency=case.place.agency,
            channel="direct",
            submitted_at=case.promised.counted_from,
            accepted_at=case.promised.counted_from,
            clock_from=case.promised.counted_from,
            original_due_at=case.promised.due_at,
            due_at=case.promised.due_at,
            origin=Origin.DEMO,
        )
        state: State | None = None
        for done in self._deeds(case, dossier):
            act = ledger.Act(done.action, state, done.to, done.when, done.facts)
            actor = Actor(officer_id=done.by, account_id=None, name="")
            (event,) = ledger.chain(dossier, [act], actor=actor, recorded_at=self._recorded_at)
            self._rows.add(
                *(case.dossier_id, event.sequence, str(event.action), str(event.from_state)),
                *(str(event.to_state), event.actor_id, event.happened_at, event.recorded_at),
                *(Jsonb(event.payload), str(event.origin), event.previous_hash, event.hash),
            )
            state = done.to
        return dossier.events_count, dossier.last_hash

    def write(self) -> None:
        """Copy what waits."""
        self._rows.write()

    def _deeds(self, case: Case, dossier: Dossier) -> Iterator[_Done]:
        instant, life = self._time.instant, case.life
        at_desk = case.officer(Role.DESK_OFFICER)
        accepted_at = case.promised.counted_from
        people = {"applicant": case.applicant.frozen}
        lodged = {
            "procedure": case.subject.code,
            "version": case.subject.version_id,
            "channel": "direct",
            "desk": case.place.desk.code,
            "receiving_agency": case.place.agency.code,
            "agency": case.place.agency.code,
            "papers": 1,
            "people": ledger.commitment(case.salt, people),
        }
        yield _Done(Action.LODGE, State.SUBMITTED, accepted_at, at_desk, lodged)
        facts = {"code": case.code, **promise_facts(dossier, case.promised)}
        facts |= {"money": "nothing_due", "amount_dong": 0}
        dates = due_date_rows(dossier, case.promised, at=accepted_at)
        facts["kept"] = kept.kept({}, dossier, dates)
        yield _Done(Action.ACCEPT, State.ACCEPTED, accepted_at, at_desk, facts)
        if life.fate is Fate.UNTOUCHED:
            return
        steps = case.subject.process.steps
        begun = instant(life.edges[0]) if life.edges else accepted_at
        first = case.officer(steps[0].role)
        yield _Done(Action.START, State.IN_PROGRESS, begun, first, {})
        for order, (edge, step) in enumerate(zip(life.edges, steps, strict=False), start=1):
            then = step.outcomes[0].next
            facts = {"step": step.key, "outcome": DONE, "order": order, "next": then}
            by = case.officer(step.role)
            yield _Done(Action.COMPLETE_STEP, State.IN_PROGRESS, instant(edge), by, facts)
        yield from self._end(case)

    def _end(self, case: Case) -> Iterator[_Done]:
        instant, life = self._time.instant, case.life
        at_desk = case.officer(Role.DESK_OFFICER)
        facts: dict[str, Any]
        if life.fate is Fate.WAITING:
            by = case.officer(case.subject.process.steps[len(life.edges)].role)
            when = instant(life.waits_from)
            facts = {"kind": "supplement", "restarts": False, "kept": {"row": {"due_at": None}}}
            yield _Done(Action.ASK_SUPPLEMENT, State.AWAITING_SUPPLEMENT, when, by, facts)
        if life.fate is Fate.WITHDRAWN:
            assert life.ended is not None  # noqa: S101 - a withdrawal is an end
            yield _Done(
                Action.WITHDRAW, State.WITHDRAWN, instant(life.ended), at_desk, {"kept": {}}
            )
        if life.fate in {Fate.FINISHED, Fate.RETURNED}:
            finished_at = instant(life.edges[-1])
            by = case.officer(case.subject.process.steps[-1].role)
            facts = {"punctuality": str(by_day(finished_at, case.promised.due_at))}
            yield _Done(Action.FINISH, State.FINISHED, finished_at, by, facts)
        if life.fate is Fate.RETURNED:
            assert life.ended is not None  # noqa: S101 - what was returned is over
            facts = {"collector": "self", "proof": "", "has_receipt": True}
            yield _Done(Action.RETURN_RESULT, State.RETURNED, instant(life.ended), at_desk, facts)
