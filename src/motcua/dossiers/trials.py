"""A draft of a procedure tried as if it were in force: nothing of it is written anywhere.

The same functions as in earnest: the form is judged, terms are found, the fee is counted, the
dossier is taken in and its steps are dated by what does so for every dossier. Only the rows that
come of it are never saved, no code is taken, and nobody is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency, Officer
from motcua.agencies.places import StoredUnits
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.documents.models import FormTemplate
from motcua.documents.rendering import render_pdf
from motcua.dossiers import forms
from motcua.dossiers.lifecycle import ResultMode, State
from motcua.dossiers.models import Charge, Dossier, DossierPaper, PaperForm, Step
from motcua.dossiers.promises import Promise
from motcua.dossiers.services.acceptance import gathered, paper_rows, receipt_facts, take_in
from motcua.dossiers.services.fees import charged
from motcua.dossiers.services.lodging import FeeInput, Lodging, PaperInput, Settlement
from motcua.dossiers.services.online import online_context
from motcua.dossiers.services.online_drafts import file_fields
from motcua.dossiers.services.online_fee import counts_told
from motcua.dossiers.services.online_papers import paper_of
from motcua.dossiers.services.stepping import agency_of_step, new_step
from motcua.dossiers.services.steps import holders_of_role
from motcua.kernel import clock
from motcua.kernel.canonical import digest
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.eforms.judging import Judged, judge
from motcua.kernel.eforms.showing import address_text
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import Count, Fee, FeeRule, Relief, counted
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput
from motcua.procedures.content import Content
from motcua.procedures.eforms import form_version_on
from motcua.procedures.models import Channel, EFormVersion, Procedure, ProcedureVersion
from motcua.procedures.plain_eform import plain_form
from motcua.procedures.process import END, Outcome, Process, ProcessStep
from motcua.procedures.selectors import Terms, terms_of
from motcua.procedures.services import problems_of

MARK: Final = "BẢN THỬ"
MOST_STOPS: Final = 40
"""After so many steps a walk that goes in circles is called one."""
NO_CODE: Final = "ban-thu"
_ACROSS: Final = (
    '#set page(foreground: rotate(-38deg, text(font: "Be Vietnam Pro", size: 62pt, weight: 600, '
    f'fill: rgb("#9b1c1c47"))[{MARK}]))\n'
)
"""Before a layout, whatever it says: set rules of a page add up."""


class TrialError(DomainError):
    """The draft cannot be tried as it is; the sentence says why."""

    code: ClassVar[str] = "trial"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody tries with: by which agency and channel, at what moment, with which form."""

    agency: Agency
    channel: Channel
    at: datetime
    with_form_draft: bool = False
    copies: int | None = None
    pages: int | None = None
    relief: Relief | None = None

    @property
    def on(self) -> date:
        """Return the day of it."""
        return clock.day_of(self.at)


def form_draft_of(procedure: Procedure) -> EFormVersion | None:
    """Return the draft of the form that ``procedure`` asks with, if there is one."""
    if procedure.eform is None:
        return None
    return procedure.eform.versions.filter(status=EFormVersion.Status.DRAFT).first()


class Trial:
    """One draft under what was wanted, with what was typed."""

    def __init__(
        self, draft: ProcedureVersion, wanted: Wanted, typed: Mapping[str, Any], stamp: int
    ) -> None:
        self.draft, self.wanted, self.typed, self.stamp = draft, wanted, dict(typed), stamp

    @cached_property
    def content(self) -> Content:
        """Return the draft's content. Raises TrialError for one that cannot be read."""
        try:
            return Content.from_document(self.draft.content)
        except (KeyError, TypeError, ValueError) as error:
            raise TrialError(" ".join(problems_of(self.draft.content))) from error

    @cached_property
    def definition(self) -> Definition:
        """Return the form that citizens would get: its own, or the one made of the draft."""
        procedure = self.draft.procedure
        form_draft = form_draft_of(procedure) if self.wanted.with_form_draft else None
        own = form_draft or (
            form_version_on(procedure.eform, self.wanted.on) if procedure.eform else None
        )
        return Definition.from_document(own.definition if own else plain_form(self.content))

    @property
    def form_digest(self) -> str:
        """Return by what the text of the form is known."""
        return digest(dict(self.definition.document))

    @cached_property
    def judged(self) -> Judged:
        """Return what became of the answers, by the rules of the citizen's own page."""
        return judge(self.definition, self.typed, on=self.wanted.on, units=StoredUnits(self.stamp))

    @cached_property
    def context(self) -> DeskContext:
        """Return the desk that would take it in. Raises LodgingError where there is none."""
        return online_context(self.wanted.agency, self.wanted.on)

    @cached_property
    def terms(self) -> Terms:
        """Return the terms of the draft for this agency, channel and day."""
        agency = self.wanted.agency
        return terms_of(
            self.draft,
            self.content,
            self.draft.procedure,
            agency.pk,
            agency.province_id,
            self.wanted.channel,
            self.wanted.on,
        )

    @property
    def asks_counts(self) -> bool:
        """Say whether somebody has to be asked how many copies are wanted."""
        rule = self.terms.fee
        return bool(rule and rule.is_counted and self._told(rule) is None)

    @cached_property
    def fee(self) -> Fee | None:
        """Return what would be asked for; None where nobody knows an amount."""
        rule = self.terms.fee
        if rule is None:
            return None
        return counted(rule, self._counts(rule), self.wanted.relief)

    def _told(self, rule: FeeRule) -> tuple[Count, ...] | None:
        return counts_told(self.definition, self.judged.cleaned, rule)

    def _counts(self, rule: FeeRule) -> tuple[Count, ...]:
        told = self._told(rule)
        if told is not None:
            return told
        return (Count(copies=self.wanted.copies or 1, pages=self.wanted.pages or 1),)

    def papers(self) -> list[PaperInput]:
        """Return the form itself, then each paper that was taken as sent."""
        listed = [PaperInput(name=self.definition.title(), form=PaperForm.ELECTRONIC)]
        for field in file_fields(self.definition):
            if self.judged.cleaned.get(field.id):
                paper_id, name = paper_of(field, self.content)
                listed.append(PaperInput(name=name, form=PaperForm.ELECTRONIC, paper_id=paper_id))
        return listed

    def applicant(self) -> PersonInput:
        """Return who applies, from the answers alone."""
        number = str(self._fact("applicant.number") or "")
        address = self._fact("applicant.address")
        return PersonInput(
            full_name=str(self._fact("applicant.full_name") or _("Người nộp thử")),
            identity_kind=IdentityKind.PERSONAL_ID if number else IdentityKind.NONE,
            identity_number=number,
            address=address_text(address)[:255] if address else "",
            phone=str(self._fact("applicant.phone") or ""),
            email=str(self._fact("applicant.email") or ""),
        )

    def _fact(self, name: str) -> Any:
        cleaned = self.judged.cleaned
        named = (field.id for field in self.definition.fields() if field.get("fact") == name)
        return next((cleaned[one] for one in named if cleaned.get(one)), None)

    def lodging(self) -> Lodging:
        """Return it as it would be handed in."""
        rule, relief = self.terms.fee, self.wanted.relief
        fee = FeeInput(settlement=Settlement.NOTHING_DUE)
        if rule is not None and rule.amount_dong:
            counts = self._counts(rule)
            fee = FeeInput(settlement=Settlement.LATER, counts=counts)
            if relief is not None:
                settled = Settlement.EXEMPT if relief.is_whole else Settlement.REDUCED
                fee = FeeInput(
                    settlement=settled, counts=counts, relief=relief, exemption=relief.name
                )
        mode = self._fact("result_mode")
        return Lodging(
            procedure_code=self.draft.procedure.code,
            agency_id=self.wanted.agency.pk,
            applicant=self.applicant(),
            channel=self.wanted.channel,
            papers=tuple(self.papers()),
            fee=fee,
            result_mode=ResultMode(mode) if mode in set(ResultMode) else ResultMode.AT_DESK,
        )

    def accepted(self) -> "Accepted":
        """Take it in as the desk would, and write nothing.

        Raises TrialError while answers are missing, and what an acceptance raises.
        """
        if self.judged.errors:
            raise TrialError(_("Còn câu chưa trả lời hoặc cần sửa."))
        lodging, at = self.lodging(), self.wanted.at
        _limit = self.terms.statutory  # without any, no date can be promised
        work = gathered(lodging, context=self.context, actor=SYSTEM, at=at, terms=self.terms)
        dossier = Dossier(
            tracking_code=NO_CODE,
            procedure_id=work.terms.procedure_id,
            agency=work.agency,
            receiving_agency=self.context.agency,
            desk=self.context.desk,
            channel=lodging.channel,
            principal_name=lodging.applicant.full_name,
            state=State.SUBMITTED,
            result_mode=lodging.result_mode,
            submitted_at=at,
        )
        promised = take_in(dossier, work.terms, stamp=self.stamp, at=at)
        work.papers = paper_rows(dossier, lodging)
        work.charges = charged(dossier, lodging, work.terms, actor=SYSTEM, at=at)
        receipt = forms.receipt(
            dossier, receipt_facts(work, promised), desk=self.context.desk, at=at
        )
        return Accepted(
            dossier, promised, work.papers, work.charges, _as_trial(receipt), self.stamp
        )


def _as_trial(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """Return the receipt without what leads to a dossier: there is none."""
    return {
        **receipt,
        "notice": _("BẢN THỬ: không phải hồ sơ thật, không có giá trị"),
        "code": MARK,
        "tracking_code": "",
        "tracking_url": "",
        "rating_url": "",
        "book": None,
        "signatures": {**receipt["signatures"], "officer": MARK},
    }


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance would come to; none of its rows is ever saved."""

    dossier: Dossier
    promised: Promise
    papers: Sequence[DossierPaper]
    charges: Sequence[Charge]
    receipt: Mapping[str, Any]
    stamp: int

    def receipt_pdf(self) -> bytes:
        """Return form 01 with the mark of a trial across it. Raises NoTemplateError."""
        on = clock.day_of(self.dossier.submitted_at)
        template = FormTemplate.objects.get(pk=forms.template_id("receipt", on, self.stamp))
        return render_pdf(_ACROSS + template.layout, template.texts, self.receipt)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the way: who would be asked, from when until when, and what was chosen."""

    step: ProcessStep
    agency: Agency
    holders: Sequence[Officer]
    opened_at: datetime
    due_at: datetime | None
    chosen: Outcome | None = None

    @property
    def role(self) -> str:
        """Return who does the step, as people say it."""
        known = {role.value: role.label for role in Role}
        return known.get(self.step.role, self.step.role)


@dataclass(frozen=True, slots=True)
class Walk:
    """The way so far. ``is_over``: the result is ready; ``is_lost``: it leads nowhere."""

    stops: Sequence[Stop]
    is_over: bool
    is_lost: bool
    problems: Sequence[str]

    @property
    def here(self) -> Stop | None:
        """Return the step that waits for a choice."""
        ended = self.is_over or self.is_lost or not self.stops
        return None if ended else self.stops[-1]

    @property
    def walked(self) -> list[tuple[str, str]]:
        """Return each step gone through with what was chosen there."""
        return [(one.step.key, one.chosen.key) for one in self.stops if one.chosen is not None]


def walked(process: Process, accepted: Accepted, picks: Sequence[str]) -> Walk:
    """Follow ``picks``, one outcome a step, from the first step on.

    Each step ends with its own budget, or at once where it has none, so that the dates of the
    next are those of a dossier on which everybody takes all the time they have.
    """
    stops: list[Stop] = []
    problems: list[str] = []
    definition: ProcessStep | None = process.steps[0] if process.steps else None
    at = accepted.dossier.clock_from or accepted.dossier.submitted_at
    for pick in [*picks, None]:
        if definition is None or len(stops) >= MOST_STOPS:
            break
        try:
            stop = _stop(definition, accepted, at, order=len(stops) + 1)
        except DomainError as error:
            return Walk(stops, is_over=False, is_lost=True, problems=[*problems, str(error)])
        problems += _doubts(stop)
        chosen = definition.outcome(pick) if pick is not None else None
        stops.append(_with_choice(stop, chosen))
        if chosen is None:
            is_lost = not definition.outcomes
            return Walk(stops, is_over=False, is_lost=is_lost, problems=problems)
        if chosen.next == END:
            return Walk(stops, is_over=True, is_lost=False, problems=problems)
        at = stop.due_at if definition.budget_minutes and stop.due_at else at
        following = process.step(chosen.next)
        if following is None:
            problems.append(
                _("Ở bước “%(step)s”, “%(outcome)s” dẫn tới một bước không có.")
                % {"step": definition.name, "outcome": chosen.label}
            )
        definition = following
    if len(stops) >= MOST_STOPS:
        problems.append(
            _("Đã qua %(n)d bước mà chưa tới cuối: quy trình đi vòng.") % {"n": MOST_STOPS}
        )
    return Walk(stops, is_over=False, is_lost=True, problems=problems)


def _stop(definition: ProcessStep, accepted: Accepted, at: datetime, *, order: int) -> Stop:
    dossier = accepted.dossier
    agency = agency_of_step(dossier, definition, accepted.stamp)
    step: Step = new_step(dossier, definition, agency, order=order, at=at)
    holders = holders_of_role(step, clock.day_of(at)).filter(account__is_active=True)
    return Stop(definition, agency, list(holders), at, step.due_at)


def _with_choice(stop: Stop, chosen: Outcome | None) -> Stop:
    return Stop(stop.step, stop.agency, stop.holders, stop.opened_at, stop.due_at, chosen)


def _doubts(stop: Stop) -> list[str]:
    said = {"step": stop.step.name, "role": stop.role, "agency": stop.agency.name}
    found = []
    if not stop.holders:
        found.append(
            _(
                "Bước “%(step)s”: tại %(agency)s không ai giữ vai trò “%(role)s” mà đăng nhập "
                "được, nên hồ sơ sẽ nằm lại ở đó."
            )
            % said
        )
    if not stop.step.outcomes:
        found.append(_("Bước “%(step)s” không có lối ra: hồ sơ sẽ nằm mãi ở đó.") % said)
    return found
