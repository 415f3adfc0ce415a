"""Following dossiers: where they stand, why that date, what is asked, what was written."""

from datetime import datetime
from typing import Annotated, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.lifecycle import ENDED_STATES, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.reckoning import explained
from motcua.dossiers.services.answering import asked_pause, points_of
from motcua.exchange.models import ApiLodging
from motcua.exchange.policies import access_followed, access_lodged, dossiers_for
from motcua.exchange.scopes import Scope
from motcua.exchange.services.supplementing import PointAnswer, answer_for
from motcua.kernel import clock
from motcua.procedures.selectors import content_of
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read, write
from motcua.web.api.paging import cursor_of, cut, key_of
from motcua.web.api.problems import problem
from motcua.web.api.resources import lodging
from motcua.web.api.shapes import (
    USUAL_SIZE,
    AgencyOut,
    Code,
    Cursor,
    Given,
    PageSize,
    ReasonOut,
    agency_out,
    local,
    reasons_out,
)
from motcua.web.public import tracking_words as words
from motcua.web.reading import read_by_client

TAGS: Final = ["Theo dõi hồ sơ"]
router = Router(tags=TAGS)
FOLLOW: Final = needs(following=True)
PEOPLE: Final = needs(Scope.PERSONAL, following=True)
ANSWER: Final = needs(Scope.LODGE)


class StateOut(Schema):
    """Where a dossier stands."""

    code: str
    national_code: int = Field(description="Mã trạng thái trao đổi với Cổng quốc gia, 1 đến 10.")
    text: str


class DossierLine(Schema):
    """A dossier in a list; nothing of people."""

    tracking_code: str
    code: str | None
    procedure: str
    agency: str
    state: StateOut
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    is_late: bool


class DossierList(Schema):
    """A page of dossiers, the newest first."""

    items: list[DossierLine]
    next_cursor: str | None


class StepOut(Schema):
    """One step of the way."""

    title: str
    note: str
    state: str = Field(description="done, now, todo")


class PromiseOut(Schema):
    """The date as it stands, and why."""

    at: datetime | None
    is_provisional: bool
    is_expected: bool
    statutory_at: datetime | None
    moved_from: list[datetime]
    reasons: list[ReasonOut]
    pauses: list[str]
    warnings: list[str]


class LodgedBy(Schema):
    """What the client said when it lodged the dossier."""

    level: int
    how: str
    standing: str
    reference: str


class PartyOut(Schema):
    """Somebody in the dossier."""

    part: str = Field(description="applicant, principal, proxy")
    full_name: str


class DossierOut(DossierLine):
    """A dossier as its client sees it; ``people`` only where it was asked for."""

    procedure_name: str
    competent_agency: AgencyOut
    receiving_agency: AgencyOut
    money_state: str
    delivery_state: str
    result_mode: str
    waits_for_applicant: bool
    what_next: str
    promise: PromiseOut | None
    steps: list[StepOut]
    lodged_by_you: LodgedBy | None
    people: list[PartyOut] | None


class MessageOut(Schema):
    """A few words between the applicant and the office."""

    written_at: datetime
    is_from_office: bool
    text: str


class MessageList(Schema):
    """The words about a dossier, the oldest first."""

    items: list[MessageOut]


class PointOut(Schema):
    """One point of form 02."""

    number: int
    name: str
    form: str
    change: str
    is_answered: bool


class SupplementOut(Schema):
    """What is asked for."""

    is_open: bool
    asked_at: datetime | None
    reply_by: str | None
    reason: str
    points: list[PointOut]


class PointIn(Given):
    """The answer to one point."""

    number: Annotated[int, Field(ge=1, le=200)]
    text: Annotated[str, StringConstraints(max_length=4000)] = ""
    file: Annotated[str, StringConstraints(max_length=40)] = ""


class SupplementIn(Given):
    """Answers to every point, handed in at once."""

    answers: Annotated[list[PointIn], Field(min_length=1, max_length=200)]


class HandedIn(Schema):
    """How the dossier stands now."""

    tracking_code: str
    state: StateOut
    due_at: datetime | None


class DossierSearch(Schema):
    """Which dossiers."""

    state: State | None = None
    limit: PageSize = USUAL_SIZE
    cursor: Cursor = ""


# On the router of lodging: one address, read and written.
@read(
    lodging.router,
    "/dossiers",
    FOLLOW,
    answer=DossierList,
    summary="Danh sách hồ sơ theo dõi được",
    tags=TAGS,
)
def list_dossiers(request: ApiRequest, search: Query[DossierSearch]) -> DossierList:
    """Hồ sơ do bên gọi nộp; thêm quyền dossiers:agency thì cả hồ sơ của các cơ quan được giao."""
    rows = dossiers_for(request.caller).select_related("procedure", "agency")
    if search.state is not None:
        rows = rows.filter(state=search.state)
    if search.cursor:
        (pk,) = key_of(search.cursor, int)
        rows = rows.filter(pk__lt=pk)
    found, has_more = cut(list(rows.order_by("-pk")[: search.limit + 1]), search.limit)
    now = clock.now()
    return DossierList(
        items=[_line(one, now) for one in found],
        next_cursor=cursor_of(found[-1].pk) if has_more else None,
    )


@read(router, "/dossiers/{key}", FOLLOW, answer=DossierOut, summary="Một hồ sơ")
def get_dossier(request: ApiRequest, key: Code, people: bool = False) -> DossierOut | HttpResponse:  # noqa: FBT001, FBT002
    """Theo mã hồ sơ hay mã tra cứu. people=true cần quyền personal:read và được ghi lại."""
    if people and Scope.PERSONAL not in request.caller.scopes:
        return problem(request, "scope-missing", str(Scope.PERSONAL))
    dossier = access_followed(request.caller, key)
    now = clock.now()
    told = None
    if people:
        read_by_client(request.caller.client, [dossier], request.operation, now)
        told = _people(dossier)
    return _whole(dossier, request, now, told)


@read(router, "/dossiers/{key}/messages", PEOPLE, answer=MessageList, summary="Lời nhắn")
def list_messages(request: ApiRequest, key: Code) -> MessageList:
    """Lời nhắn giữa người nộp và cơ quan về hồ sơ; mỗi lần xem được ghi lại."""
    dossier = access_followed(request.caller, key)
    read_by_client(request.caller.client, [dossier], request.operation, clock.now())
    return MessageList(
        items=[
            MessageOut(
                written_at=clock.local(one.written_at),
                is_from_office=one.officer_id is not None,
                text=one.text,
            )
            for one in dossier.conversation.all()[:200]
        ]
    )


@read(router, "/dossiers/{key}/supplement", ANSWER, answer=SupplementOut, summary="Cần bổ sung gì")
def get_supplement(request: ApiRequest, key: Code) -> SupplementOut:
    """Các điểm của phiếu yêu cầu bổ sung (mẫu 02) đang mở, của hồ sơ do bên gọi nộp."""
    dossier = access_lodged(request.caller, key)
    pause = asked_pause(dossier)
    if pause is None:
        return SupplementOut(is_open=False, asked_at=None, reply_by=None, reason="", points=[])
    read_by_client(request.caller.client, [dossier], request.operation, clock.now())
    return SupplementOut(
        is_open=True,
        asked_at=clock.local(pause.started_at),
        reply_by=pause.reply_by.isoformat() if pause.reply_by is not None else None,
        reason=pause.reason,
        points=[
            PointOut(
                number=one.number,
                name=one.name,
                form=one.form,
                change=one.change,
                is_answered=one.is_answered,
            )
            for one in points_of(pause)
        ],
    )


@write(router, "/dossiers/{key}/supplement", ANSWER, answer=HandedIn, summary="Nộp bổ sung")
def answer_supplement(request: ApiRequest, key: Code, supplement: SupplementIn) -> HandedIn:
    """Trả lời đủ mọi điểm trong một lần; đủ thì thời hạn chạy tiếp."""
    dossier = access_lodged(request.caller, key)
    answers = {one.number: PointAnswer(one.text, one.file) for one in supplement.answers}
    after = answer_for(dossier, answers, caller=request.caller, at=clock.now())
    return HandedIn(
        tracking_code=after.tracking_code, state=_state(after), due_at=local(after.due_at)
    )


def _state(dossier: Dossier) -> StateOut:
    state = State(dossier.state)
    return StateOut(code=str(state), national_code=state.national_code, text=str(state.label))


def _line(dossier: Dossier, now: datetime) -> DossierLine:
    is_owed = State(dossier.state) not in ENDED_STATES and dossier.finished_at is None
    return DossierLine(
        tracking_code=dossier.tracking_code,
        code=dossier.code,
        procedure=dossier.procedure.code,
        agency=dossier.agency.code,
        state=_state(dossier),
        submitted_at=clock.local(dossier.submitted_at),
        accepted_at=local(dossier.accepted_at),
        due_at=local(dossier.due_at),
        finished_at=local(dossier.finished_at),
        returned_at=local(dossier.returned_at),
        is_late=is_owed and dossier.due_at is not None and dossier.due_at < now,
    )


def _whole(
    dossier: Dossier, request: ApiRequest, now: datetime, people: list[PartyOut] | None
) -> DossierOut:
    process = content_of(dossier.procedure_version_id, configuration_stamp()).process
    lodged = ApiLodging.objects.filter(client=request.caller.client, dossier=dossier).first()
    next_words = words.what_next(dossier, is_refused=False)
    return DossierOut(
        **_line(dossier, now).model_dump(),
        procedure_name=dossier.procedure.name,
        competent_agency=agency_out(dossier.agency),
        receiving_agency=agency_out(dossier.receiving_agency),
        money_state=dossier.money_state,
        delivery_state=dossier.delivery_state,
        result_mode=dossier.result_mode,
        waits_for_applicant=State(dossier.state)
        in {State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT},
        what_next=_("%(title)s. %(text)s") % next_words,
        promise=_promise(dossier, now),
        steps=[
            StepOut(title=one["title"], note=one["note"], state=one["state"])
            for one in words.path(dossier, list(dossier.steps.all()), process)
        ],
        lodged_by_you=LodgedBy(
            level=lodged.level,
            how=lodged.how,
            standing=lodged.standing,
            reference=lodged.reference,
        )
        if lodged is not None
        else None,
        people=people,
    )


def _promise(dossier: Dossier, now: datetime) -> PromiseOut | None:
    told = explained(dossier, now)
    if told is None:
        return None
    return PromiseOut(
        at=local(told.at),
        is_provisional=told.is_provisional,
        is_expected=told.is_expected,
        statutory_at=local(told.statutory.due_at) if told.statutory is not None else None,
        moved_from=[clock.local(one) for one in told.moved_from],
        reasons=reasons_out(told.days),
        pauses=list(told.pauses_told),
        warnings=list(told.warnings),
    )


def _people(dossier: Dossier) -> list[PartyOut]:
    parts = [("applicant", dossier.applicant), ("principal", dossier.principal)]
    if dossier.proxy is not None:
        parts.append(("proxy", dossier.proxy))
    return [PartyOut(part=part, full_name=one.full_name) for part, one in parts]
