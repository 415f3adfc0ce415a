"""Writing, registering and carrying an initiative on: one act, one event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.models import Agency
from motcua.initiatives.content import Aim, Author, Kind, Level, Reach, Stage
from motcua.initiatives.lifecycle import Action, State, next_state
from motcua.initiatives.likeness import keys_of
from motcua.initiatives.models import (
    Council,
    Delegation,
    Initiative,
    InitiativeEvent,
    InitiativeVersion,
    Recognition,
    YearPlan,
)
from motcua.initiatives.policies import require, require_unit
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean, fold

CODES_LOCK: Final = 20_790
"""Class of the advisory lock under which codes of a year are given out."""
_LONGEST_KEY: Final = 255


class InitiativeError(DomainError):
    """It cannot be kept, registered or carried on like that."""

    code: ClassVar[str] = "initiative"


@dataclass(frozen=True, slots=True)
class Description:
    """What an initiative says of itself; one version."""

    title: str
    summary: str
    problem: str
    description: str
    audience: str
    contact: str
    authors: tuple[Author, ...]
    reach: Reach = Reach.UNIT
    novelty: str = ""
    steps: tuple[Stage, ...] = ()
    applied_where: str = ""
    started_on: date | None = None
    cost_dong: int | None = None
    cost_note: str = ""
    saving: str = ""
    materials: str = ""
    evidence: str = ""
    aims: tuple[Aim, ...] = field(default=())


def begin_draft(
    agency: Agency,
    kind: Kind,
    area: int,
    said: Description,
    *,
    actor: Actor,
    at: datetime,
    source: Initiative | None = None,
    delegation: Delegation | None = None,
) -> Initiative:
    """Return a new draft of a unit with its first version; a draft has no code yet."""
    require_unit(actor, agency.pk)
    with transaction.atomic():
        initiative = Initiative.objects.create(
            agency=agency,
            kind=kind.value,
            area=area,
            title=clean(said.title),
            source=source,
            delegation=delegation,
            created_at=at,
        )
        _write(initiative, said, actor=actor, at=at)
    return initiative


@transaction.atomic
def revise(
    initiative: Initiative,
    said: Description,
    *,
    actor: Actor,
    at: datetime,
    kind: Kind | None = None,
    area: int | None = None,
) -> InitiativeVersion:
    """Write the next version of the description; the ones before stay.

    Kind and area change only while it is a draft: the code says the one.
    """
    locked = lock(initiative)
    require(actor, Action.REVISE, locked)
    state = State(locked.state)
    next_state(state, Action.REVISE)
    if state is State.DRAFT:
        locked.kind = (kind or Kind(locked.kind)).value
        locked.area = area or locked.area
        locked.save(update_fields=["kind", "area"])
    version = _write(locked, said, actor=actor, at=at)
    if state is not State.DRAFT:
        write_event(locked, Action.REVISE, state, actor=actor, at=at)
    initiative.refresh_from_db()
    return version


@transaction.atomic
def set_origin(
    initiative: Initiative,
    *,
    source: Initiative | None,
    delegation: Delegation | None,
    actor: Actor,
) -> None:
    """Say what it grew out of: a model of the library, a study journey, both, neither."""
    locked = lock(initiative)
    require(actor, Action.REVISE, locked)
    if source is not None and source.pk == locked.pk:
        raise InitiativeError(_("Mô hình không thể phát triển từ chính nó."))
    locked.source, locked.delegation = source, delegation
    locked.save(update_fields=["source", "delegation"])


@transaction.atomic
def register(initiative: Initiative, *, actor: Actor, at: datetime) -> Initiative:
    """Register a draft: it gets its code and goes to the unit's council, else the province's."""
    locked = lock(initiative)
    require(actor, Action.REGISTER, locked)
    on = clock.day_of(at)
    before, after = State(locked.state), next_state(State(locked.state), Action.REGISTER)
    locked.code = next_code(Kind(locked.kind), on.year)
    locked.registered_on = on
    locked.council = _own_council(locked) or provincial_council(locked)
    locked.state = after.value
    locked.save(update_fields=["code", "registered_on", "council", "state"])
    write_event(locked, Action.REGISTER, before, actor=actor, at=at)
    return locked


@transaction.atomic
def advance(
    initiative: Initiative,
    action: Action,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
    **changes: Any,
) -> Initiative:
    """Carry an initiative along one arrow, with ``changes`` of its row; write the event.

    What needs more than a note has a function of its own: registering, scoring, deciding.
    """
    locked = lock(initiative)
    require(actor, action, locked)
    before = State(locked.state)
    after = next_state(before, action)
    if after is State.REJECTED:
        after, changes = _stands_in_its_unit(locked, changes)
    locked.state = after.value
    for name, value in changes.items():
        setattr(locked, name, value)
    locked.save(update_fields=["state", *changes])
    write_event(locked, action, before, actor=actor, at=at, note=note)
    return locked


def send_back(initiative: Initiative, *, actor: Actor, at: datetime, note: str) -> Initiative:
    """Ask the unit for more; it writes a new version, and the check begins anew."""
    return advance(
        initiative, Action.SEND_BACK, actor=actor, at=at, note=_said(note, _("cần bổ sung gì"))
    )


def refuse(initiative: Initiative, *, actor: Actor, at: datetime, note: str) -> Initiative:
    """Find that it cannot be judged at all, and say why."""
    return advance(
        initiative, Action.REFUSE, actor=actor, at=at, note=_said(note, _("vì sao không đủ"))
    )


@transaction.atomic
def recognise(
    initiative: Initiative,
    *,
    number: str,
    on: date,
    reach: Reach,
    actor: Actor,
    at: datetime,
) -> Initiative:
    """Write down the decision by which it is recognised. Raises InitiativeError.

    Its level is that of the council; the reach is recognised apart, as far as that level goes.
    """
    tidy = clean(number)
    if not tidy:
        raise InitiativeError(_("Xin ghi số quyết định công nhận."))
    if on > clock.day_of(at):
        raise InitiativeError(_("Ngày quyết định không thể ở tương lai."))
    if initiative.registered_on is not None and on < initiative.registered_on:
        raise InitiativeError(_("Ngày quyết định đang trước ngày đăng ký. Xin xem lại."))
    council = lock(initiative).council
    if council is None:
        raise InitiativeError(_("Tỉnh chưa có hội đồng sáng kiến."))
    level = Level(council.level)
    if reach not in level.reaches:
        raise InitiativeError(
            _("Hội đồng %(level)s không công nhận phạm vi “%(reach)s”. Gửi lên hội đồng tỉnh.")
            % {"level": level.label.lower(), "reach": reach.label.lower()}
        )
    moved = advance(
        initiative,
        Action.RECOGNISE,
        actor=actor,
        at=at,
        note=f"{level.label}: {tidy}, {on:%d/%m/%Y}",
        decision_number=tidy,
        decision_on=on,
        recognised_reach=reach.value,
    )
    Recognition.objects.create(
        initiative=moved,
        council=council,
        level=level.value,
        number=tidy,
        decided_on=on,
        reach=reach.value,
        recorded_by_id=actor.officer_id,
        recorded_at=at,
    )
    return moved


@transaction.atomic
def refer_up(initiative: Initiative, *, actor: Actor, at: datetime) -> Initiative:
    """Bring what the unit's own council has recognised before that of the province.

    The unit's recognition stays whatever comes of it. Raises InitiativeError.
    """
    if not may_refer_up(lock(initiative)):
        raise InitiativeError(
            _("Chỉ gửi lên được khi hội đồng đơn vị đã công nhận và tỉnh có hội đồng.")
        )
    council = provincial_council(initiative)
    return advance(initiative, Action.REFER_UP, actor=actor, at=at, council=council)


def may_refer_up(initiative: Initiative) -> bool:
    """Say whether there is a council above the one that has recognised it. One query."""
    held = initiative.council
    return (
        held is not None and not held.is_provincial and provincial_council(initiative) is not None
    )


def provincial_council(initiative: Initiative) -> Council | None:
    """Return the council of the province of its unit."""
    found = Council.objects.filter(province_id=initiative.agency.province_id)
    return found.filter(level=Level.PROVINCE.value).first()


def _own_council(initiative: Initiative) -> Council | None:
    found = Council.objects.filter(agency_id=initiative.agency_id)
    return found.exclude(level=Level.PROVINCE.value).first()


def _stands_in_its_unit(
    initiative: Initiative, changes: Mapping[str, Any]
) -> tuple[State, dict[str, Any]]:
    """Return where a rejected one stands: as before the province looked at it, if it has.

    What the unit's own council has recognised stays recognised there.
    """
    passed = initiative.events.filter(action=Action.REFER_UP.value).last()
    council = initiative.council
    if passed is None or council is None or not council.is_provincial:
        return State.REJECTED, dict(changes)
    return State(passed.from_state), {**changes, "council": _own_council(initiative)}


def not_recognise(initiative: Initiative, *, actor: Actor, at: datetime, note: str) -> Initiative:
    """Write down that whoever decides did not follow the council, and why."""
    return advance(
        initiative,
        Action.NOT_RECOGNISE,
        actor=actor,
        at=at,
        note=_said(note, _("vì sao không công nhận")),
    )


def publish(initiative: Initiative, *, actor: Actor, at: datetime) -> Initiative:
    """Put it into the library, where everybody reads it."""
    if initiative.is_published:
        raise InitiativeError(_("Mô hình này đã ở trong thư viện."))
    return advance(initiative, Action.PUBLISH, actor=actor, at=at, published_at=at)


def withdraw_publication(
    initiative: Initiative, *, actor: Actor, at: datetime, note: str
) -> Initiative:
    """Take it out of the library, and say why."""
    if not initiative.is_published:
        raise InitiativeError(_("Mô hình này không ở trong thư viện."))
    return advance(
        initiative,
        Action.WITHDRAW_PUBLICATION,
        actor=actor,
        at=at,
        note=_said(note, _("vì sao gỡ")),
        published_at=None,
    )


def end(initiative: Initiative, *, actor: Actor, at: datetime, note: str) -> Initiative:
    """Stop it: it is withdrawn, or no longer done. It stays in the registry."""
    return advance(initiative, Action.END, actor=actor, at=at, note=_said(note, _("vì sao dừng")))


@transaction.atomic
def set_target(
    agency: Agency, year: int, target: int, *, note: str = "", actor: Actor, at: datetime
) -> YearPlan:
    """Say how many a unit wants to register in a year."""
    require_unit(actor, agency.pk)
    if target < 1:
        raise InitiativeError(_("Chỉ tiêu ít nhất là 1."))
    plan, _is_new = YearPlan.objects.update_or_create(
        agency=agency,
        year=year,
        defaults={
            "target": target,
            "note": clean(note),
            "set_by_id": actor.officer_id,
            "set_at": at,
        },
    )
    return plan


def lock(initiative: Initiative) -> Initiative:
    """Return the initiative with its row locked to the end of the transaction."""
    found = Initiative.objects.select_for_update(of=("self",))
    return found.select_related("agency", "council").get(pk=initiative.pk)


def write_event(
    initiative: Initiative,
    action: Action,
    before: State,
    *,
    actor: Actor,
    at: datetime,
    note: str = "",
) -> InitiativeEvent:
    """Write what was done with a locked initiative whose state is the one after it."""
    return InitiativeEvent.objects.create(
        initiative=initiative,
        action=action.value,
        from_state=before.value,
        to_state=initiative.state,
        version=initiative.versions_count,
        officer_id=actor.officer_id,
        note=note,
        happened_at=at,
        recorded_at=at,
    )


def next_code(kind: Kind, year: int) -> str:
    """Return the next code of a kind and year; whoever registers at the same time waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CODES_LOCK, year])
    begins = f"{kind.letters}-{year}-"
    last = (
        Initiative.objects.filter(code__startswith=begins)
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    number = int(last.removeprefix(begins)) + 1 if last else 1
    return f"{begins}{number:04}"


def texts_of(said: Description) -> tuple[str, ...]:
    """Return what is compared with others beside the title."""
    stages = [f"{one.title} {one.note}" for one in said.steps]
    return (said.summary, said.problem, said.description, said.novelty, *stages)


def fill(initiative: Initiative, said: Description, number: int) -> None:
    """Let a row say what version ``number`` says, as far as it is listed, searched, compared."""
    keys = keys_of(said.title, *texts_of(said))
    initiative.title = clean(said.title)
    initiative.versions_count = number
    initiative.search_text = fold(
        f"{said.title} {said.summary} {said.description} {said.audience} {initiative.agency.name}"
    )
    initiative.title_key = keys.title[:_LONGEST_KEY]
    initiative.text_key = keys.text


def version_of(
    initiative: Initiative, said: Description, number: int, *, officer_id: int | None, at: datetime
) -> InitiativeVersion:
    """Return a version of the description, not yet stored."""
    return InitiativeVersion(
        initiative=initiative,
        number=number,
        title=clean(said.title),
        summary=clean(said.summary),
        problem=said.problem.strip(),
        description=said.description.strip(),
        audience=clean(said.audience),
        novelty=said.novelty.strip(),
        steps=[one.to_dict() for one in said.steps],
        applied_where=clean(said.applied_where),
        started_on=said.started_on,
        cost_dong=said.cost_dong,
        cost_note=clean(said.cost_note),
        saving=clean(said.saving),
        materials=said.materials.strip(),
        evidence=said.evidence.strip(),
        contact=clean(said.contact),
        reach=said.reach.value,
        authors=[one.to_dict() for one in said.authors],
        aims=[one.to_dict() for one in said.aims],
        written_by_id=officer_id,
        recorded_at=at,
    )


def _write(
    initiative: Initiative, said: Description, *, actor: Actor, at: datetime
) -> InitiativeVersion:
    number = initiative.versions_count + 1
    fill(initiative, said, number)
    initiative.save(
        update_fields=["title", "versions_count", "search_text", "title_key", "text_key"]
    )
    version = version_of(initiative, said, number, officer_id=actor.officer_id, at=at)
    version.save(force_insert=True)
    return version


def _said(note: str, what: str) -> str:
    tidy = note.strip()
    if not tidy:
        raise InitiativeError(_("Xin ghi rõ %(what)s.") % {"what": what})
    return tidy
