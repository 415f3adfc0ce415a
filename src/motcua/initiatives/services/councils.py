"""Councils at work: founding one, opening a round, scoring alone, closing it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, AgencyKind, Officer
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.initiatives.content import Level
from motcua.initiatives.lifecycle import Action
from motcua.initiatives.models import (
    Council,
    CouncilMember,
    Evaluation,
    Initiative,
    InitiativeVersion,
    ScoreScheme,
    ScoreSheet,
    Seat,
)
from motcua.initiatives.models.councils import CouncilSeatTitle
from motcua.initiatives.policies import REGISTERING, may_found
from motcua.initiatives.scoring import (
    Scheme,
    ScoringError,
    Summary,
    checked_points,
    conflict_of,
    summed_up,
)
from motcua.initiatives.services.registry import advance, lock
from motcua.kernel import clock
from motcua.kernel.text import clean

TOPIC: Final = "initiative-scoring"
_LEVELS: Final = {
    AgencyKind.COMMUNE_COMMITTEE: Level.COMMUNE,
    AgencyKind.DEPARTMENT: Level.DEPARTMENT,
}
FEWEST: Final = 3
"""Members who may score, below which a round does not open."""


def level_of(agency: Agency) -> Level:
    """Return at which level the agency's own council recognises."""
    return _LEVELS.get(AgencyKind(agency.kind), Level.UNIT)


@transaction.atomic
def found_council(
    agency: Agency, name: str, *, actor: Actor, at: datetime, level: Level = Level.PROVINCE
) -> Council:
    """Found the council of a province, or of a unit; what is registered already goes there.

    Raises PermissionDenied; ScoringError where somebody has just founded it.
    """
    is_provincial = level is Level.PROVINCE
    if actor is not SYSTEM:
        able = may_found(actor, is_provincial=is_provincial)
        if agency.pk not in {one.pk for one in able}:
            raise PermissionDenied
    try:
        with transaction.atomic():
            council = Council.objects.create(
                agency=agency, province_id=agency.province_id, level=level.value, name=clean(name)
            )
    except IntegrityError:
        raise ScoringError(_("Hội đồng này vừa được lập.")) from None
    homeless = Initiative.objects.filter(council__isnull=True).exclude(code="")
    of_whom = {"agency__province_id": agency.province_id} if is_provincial else {"agency": agency}
    homeless.filter(**of_whom).update(council=council)
    set_scheme(council, Scheme(), actor=actor, at=at)
    return council


@transaction.atomic
def set_scheme(council: Council, scheme: Scheme, *, actor: Actor, at: datetime) -> ScoreScheme:
    """Judge by ``scheme`` from today on; rounds that are open keep the one they opened with."""
    _require_secretary(actor, council)
    locked = Council.objects.select_for_update().get(pk=council.pk)
    last = locked.schemes.order_by("-number").first()
    return ScoreScheme.objects.create(
        council=locked,
        number=last.number + 1 if last else 1,
        valid_from=clock.day_of(at),
        criteria=[one.to_dict() for one in scheme.criteria],
        pass_mark=scheme.pass_mark,
        quorum_percent=scheme.quorum_percent,
        set_by_id=actor.officer_id,
        recorded_at=at,
    )


@transaction.atomic
def seat_member(
    council: Council,
    officer: Officer,
    *,
    actor: Actor,
    on: date,
    title: str = CouncilSeatTitle.MEMBER,
) -> CouncilMember:
    """Let an officer sit in the council. Raises ScoringError when they do already."""
    _require_secretary(actor, council)
    if officer.account_id is None:
        raise ScoringError(_("Cán bộ này chưa có tài khoản nên không chấm được."))
    if officer.agency.province_id != council.province_id:
        raise ScoringError(_("Cán bộ này thuộc tỉnh khác."))
    if not council.is_provincial and officer.agency_id != council.agency_id:
        raise ScoringError(_("Hội đồng của đơn vị chỉ gồm người của đơn vị."))
    if council.members.filter(officer=officer, valid_to__isnull=True).exists():
        raise ScoringError(_("Người này đang là thành viên hội đồng."))
    member, _is_new = CouncilMember.objects.update_or_create(
        council=council,
        officer=officer,
        valid_from=on,
        defaults={"title": title, "valid_to": None},
    )
    return member


@transaction.atomic
def unseat_member(member: CouncilMember, *, actor: Actor, on: date) -> None:
    """Let a member sit no longer after ``on``; open rounds keep their seats."""
    _require_secretary(actor, member.council)
    member.valid_to = max(on, member.valid_from)
    member.save(update_fields=["valid_to"])


@transaction.atomic
def open_scoring(initiative: Initiative, *, actor: Actor, at: datetime) -> Evaluation:
    """Open a round: each member gets a seat, those in conflict one without a vote, and a letter.

    Raises ScoringError when fewer than three members may score.
    """
    moved = advance(initiative, Action.OPEN_SCORING, actor=actor, at=at)
    council = moved.council
    if council is None:
        raise ScoringError(_("Tỉnh chưa có hội đồng sáng kiến."))
    scheme = council.schemes.latest("number")
    version = InitiativeVersion.objects.get(initiative=moved, number=moved.versions_count)
    authors = [one.name for one in version.author_parts]
    evaluation = Evaluation.objects.create(
        initiative=moved,
        number=moved.evaluations.count() + 1,
        scheme=scheme,
        version=version.number,
        opened_at=at,
    )
    sitting = (
        CouncilMember.objects.valid_on(clock.day_of(at))
        .filter(council=council, officer__is_active=True)
        .select_related("officer__account")
        .order_by("officer_id", "-valid_from")
        .distinct("officer_id")
    )
    own = not council.is_provincial
    seats = [
        Seat(
            evaluation=evaluation,
            officer=one.officer,
            title=one.title,
            conflict=conflict_of(
                one.officer.agency_id, one.officer.full_name, moved.agency_id, authors, is_own=own
            ),
        )
        for one in sitting
    ]
    able = [seat for seat in seats if not seat.conflict]
    if len(able) < FEWEST:
        who = _("không phải tác giả") if own else _("không cùng đơn vị tác giả")
        raise ScoringError(
            _("Chỉ có %(n)d thành viên được chấm (%(who)s). Cần ít nhất 3.")
            % {"n": len(able), "who": who}
        )
    Seat.objects.bulk_create(seats)
    _invite(evaluation, moved, able, at)
    return evaluation


@transaction.atomic
def declare_conflict(seat: Seat, reason: str, *, actor: Actor) -> None:
    """Let a member say that they should not score; what is locked stays."""
    locked = _own_seat(seat, actor)
    tidy = clean(reason)
    if not tidy:
        raise ScoringError(_("Xin ghi vì sao ông/bà không chấm."))
    if ScoreSheet.objects.filter(seat=locked).exists():
        raise ScoringError(_("Phiếu điểm đã khóa, không rút lại được."))
    locked.conflict = tidy
    locked.save(update_fields=["conflict"])


@transaction.atomic
def lock_sheet(
    seat: Seat, typed: Mapping[str, int | None], *, remark: str, actor: Actor, at: datetime
) -> ScoreSheet:
    """Write one's points, for good. Raises ScoringError; nobody writes a second sheet."""
    locked = _own_seat(seat, actor)
    if locked.conflict:
        raise ScoringError(_("Ông/bà không chấm mô hình này: %(why)s.") % {"why": locked.conflict})
    if ScoreSheet.objects.filter(seat=locked).exists():
        raise ScoringError(_("Phiếu điểm của ông/bà đã khóa."))
    points = checked_points(locked.evaluation.scheme.scheme, typed)
    return ScoreSheet.objects.create(
        seat=locked,
        points=points,
        total=sum(points.values()),
        remark=remark.strip(),
        locked_at=at,
        recorded_at=at,
    )


def summary_of(evaluation: Evaluation) -> Summary:
    """Return what the locked sheets of a round come to by now. Two queries."""
    seats: Sequence[Seat] = list(evaluation.seats.select_related("sheet"))
    sheets = [seat.sheet.points for seat in seats if hasattr(seat, "sheet")]
    able = sum(not seat.conflict for seat in seats)
    return summed_up(evaluation.scheme.scheme, sheets, able)


@transaction.atomic
def close_scoring(initiative: Initiative, *, minutes: str, actor: Actor, at: datetime) -> Summary:
    """Close the open round: recommended from the pass mark on, rejected below it.

    Raises ScoringError while too few members have scored.
    """
    locked = lock(initiative)
    evaluation = _open_round(locked)
    summary = summary_of(evaluation)
    if not summary.is_quorate:
        raise ScoringError(
            _("Mới có %(n)d phiếu, cần ít nhất %(needed)d mới chốt được.")
            % {"n": summary.sheets, "needed": summary.needed}
        )
    action = Action.RECOMMEND if summary.passes else Action.NOT_RECOMMEND
    advance(locked, action, actor=actor, at=at, note=minutes.strip())
    _close(evaluation, minutes, actor, at)
    return summary


@transaction.atomic
def score_again(initiative: Initiative, *, reason: str, actor: Actor, at: datetime) -> None:
    """Have it scored anew; the sheets of the round before stay to be read."""
    tidy = reason.strip()
    if not tidy:
        raise ScoringError(_("Xin ghi vì sao phải chấm lại."))
    locked = lock(initiative)
    evaluation = locked.evaluations.filter(closed_at__isnull=True).first()
    advance(locked, Action.SCORE_AGAIN, actor=actor, at=at, note=tidy)
    if evaluation is not None:
        _close(evaluation, tidy, actor, at)


def _open_round(initiative: Initiative) -> Evaluation:
    found = initiative.evaluations.filter(closed_at__isnull=True).select_related("scheme").first()
    if found is None:
        raise ScoringError(_("Không có lần chấm nào đang mở."))
    # Whoever locks a sheet at this moment comes before, or is told that the round is closed.
    locked: Evaluation = Evaluation.objects.select_for_update().get(pk=found.pk)
    return locked


def _own_seat(seat: Seat, actor: Actor) -> Seat:
    evaluation = Evaluation.objects.select_for_update().get(pk=seat.evaluation_id)
    if evaluation.closed_at is not None:
        raise ScoringError(_("Lần chấm này đã chốt."))
    locked = Seat.objects.select_for_update(of=("self",)).select_related("evaluation__scheme")
    found = locked.get(pk=seat.pk)
    # Whoever covers for a member does not vote for them.
    if found.officer_id != actor.officer_id:
        raise PermissionDenied
    return found


def _close(evaluation: Evaluation, minutes: str, actor: Actor, at: datetime) -> None:
    evaluation.closed_at = at
    evaluation.closed_by_id = actor.officer_id
    evaluation.minutes = minutes.strip()
    evaluation.save(update_fields=["closed_at", "closed_by", "minutes"])


def _require_secretary(actor: Actor, council: Council) -> None:
    if actor is not SYSTEM and not actor.has(*REGISTERING, agency_id=council.agency_id):
        raise PermissionDenied


def _invite(
    evaluation: Evaluation, initiative: Initiative, seats: Sequence[Seat], at: datetime
) -> None:
    address = f"{settings.PUBLIC_ADDRESS}/can-bo/mo-hinh/cham/{initiative.ref}/"
    letter = Letter(
        _("Mời chấm điểm %(code)s") % {"code": initiative.code},
        "\n".join(
            [
                _("Hội đồng mời ông/bà chấm: %(title)s") % {"title": initiative.title},
                _("Phiếu của mỗi người độc lập; khóa rồi không sửa được."),
                "",
                address,
            ]
        ),
    )
    posts = [
        Post(
            f"{TOPIC}:{seat.officer_id}:{evaluation.pk}", TOPIC, seat.officer.account.email, letter
        )
        for seat in seats
        if seat.officer.account is not None and seat.officer.account.email
    ]
    if posts:
        put_in_outbox(posts, at=at)
