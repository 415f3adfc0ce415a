"""Looking at the product as an officer sees it: to help, announced, and without doing anything.

It begins with a reason and ends by itself; the officer is told at once, and every page that is
opened is written down.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Account, AccountKind
from motcua.accounts.services import note_in_sessions
from motcua.agencies.actors import Actor
from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.agencies.services import require_administrator_of
from motcua.dossiers.daily.letters import Letter
from motcua.dossiers.daily.post import Post, put_in_outbox
from motcua.dossiers.looking import LASTS, Looking
from motcua.dossiers.models import ImpersonatedLook, Impersonation, ImpersonationEnd
from motcua.kernel import clock
from motcua.kernel.errors import DomainError

TOPIC = "impersonation"
SEEN_BY = "seen_by_administrator"
"""Under this name a session of the officer keeps what its owner has to be told."""
LONGEST_REASON = 255
SHORTEST_REASON = 10
_NEVER = (Role.ADMINISTRATOR, Role.AUDITOR)
"""Through whose eyes nobody looks: they configure, or look over the shoulders of who does."""


class ImpersonationError(DomainError):
    """Nobody may look through these eyes, or the reason says nothing."""

    code: ClassVar[str] = "impersonation"


def why_not(officer: Officer, *, actor: Actor, on: date) -> str:
    """Say why ``actor`` may not look through the eyes of ``officer``; "" where they may.

    Raises PermissionDenied where the officer is not in the administrator's care.
    """
    require_administrator_of(actor, officer.agency)
    account = officer.account
    if actor.officer_id is None or officer.pk == actor.officer_id:
        return _("Đây là chính ông/bà.")
    if account is None or not account.is_active or not officer.is_active:
        return _("Người này không đăng nhập được nên không có trang nào để xem.")
    if account.kind != AccountKind.STAFF:
        return _("Chỉ xem được với tư cách cán bộ.")
    if actor_of(account, on).has(*_NEVER):
        return _(
            "Không xem được với tư cách quản trị hay người kiểm tra, giám sát, kể cả khi họ đang "
            "được làm thay."
        )
    return ""


@transaction.atomic
def begin(officer: Officer, *, reason: str, actor: Actor, at: datetime) -> Impersonation:
    """Begin to look; the officer is told by letter and in their room.

    Raises ImpersonationError, and PermissionDenied as ``why_not`` does. The caller has made sure
    that it is ``actor`` who asks.
    """
    refused = why_not(officer, actor=actor, on=clock.day_of(at))
    if refused:
        raise ImpersonationError(refused)
    said = " ".join(reason.replace("\x00", "").split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise ImpersonationError(
            _("Lý do cần từ %(least)d đến %(most)d chữ, để người được xem hiểu vì sao.")
            % {"least": SHORTEST_REASON, "most": LONGEST_REASON}
        )
    begun = Impersonation.objects.create(
        by_id=actor.officer_id or 0, officer=officer, reason=said, begun_at=at, until=at + LASTS
    )
    _tell(begun, officer, actor, at)
    return begun


def end(looking: Looking, *, at: datetime) -> None:
    """End it before its time; ended twice, nothing more happens."""
    ImpersonationEnd.objects.bulk_create(
        [ImpersonationEnd(impersonation_id=looking.id, ended_at=at)], ignore_conflicts=True
    )


def going_on(
    impersonation_id: int, *, by: Actor, at: datetime
) -> tuple[Looking, Officer, Actor] | None:
    """Return what goes on at ``at``, with the officer and the actor of their pages, else None.

    Asked at every page anew: it is over as soon as its time is, the button was pressed, or one
    of both is no more what they were.
    """
    found = (
        Impersonation.objects.filter(
            pk=impersonation_id, by_id=by.officer_id, until__gt=at, ending__isnull=True
        )
        .select_related("officer__account", "officer__agency", "officer__desk__agency")
        .first()
    )
    if found is None or found.officer.account is None:
        return None
    officer = found.officer
    if not by.has(Role.ADMINISTRATOR) or why_not(officer, actor=by, on=clock.day_of(at)):
        return None
    looking = Looking(
        id=found.pk,
        by=by,
        officer_id=officer.pk,
        name=officer.full_name,
        agency=officer.agency.name,
        until=found.until,
    )
    seen = actor_of(found.officer.account, clock.day_of(at))
    return looking, officer, replace(seen, looks_on=True)


def note_page(looking: Looking, page: str, *, at: datetime) -> None:
    """Write down that a page was opened. One statement."""
    ImpersonatedLook.objects.create(impersonation_id=looking.id, page=page[:80], looked_at=at)


def untold(account: Account, since: datetime | None) -> dict[str, str] | None:
    """Return what the owner of ``account``, who signs in, has not been told on a page yet.

    That is the last look since they signed in before. One query.
    """
    looks = Impersonation.objects.filter(officer__account=account).select_related("by")
    found = (looks.filter(begun_at__gt=since) if since is not None else looks).first()
    return _said(found, found.by.full_name) if found is not None else None


def _said(look: Impersonation, who: str) -> dict[str, str]:
    return {
        "who": who,
        "from": f"{clock.local(look.begun_at):%H:%M %d/%m/%Y}",
        "until": f"{clock.local(look.until):%H:%M}",
        "reason": look.reason,
    }


def _tell(begun: Impersonation, officer: Officer, actor: Actor, at: datetime) -> None:
    account = officer.account
    assert account is not None  # noqa: S101 - who has none is refused before
    said = _said(begun, actor.name)
    note_in_sessions(account, SEEN_BY, said)
    if account.email:
        letter = Letter(
            subject=_("Quản trị %(who)s xem trang của ông/bà lúc %(from)s") % said,
            body=_(
                "Kính gửi ông/bà,\n\nQuản trị hệ thống %(who)s bắt đầu xem các trang như ông/bà "
                "thấy lúc %(from)s, nhiều nhất đến %(until)s.\n\nLý do: %(reason)s\n\nNgười xem "
                "không làm được việc gì thay ông/bà: mọi nút bấm đều bị từ chối, không mở được "
                "mật khẩu, tệp và dữ liệu niêm phong. Từng trang đã mở được ghi lại.\n\nXem các "
                "lượt đã qua: trang “Ai đã xem với tư cách của tôi”, dưới tên ông/bà ở góc trên. "
                "Nếu không nhờ việc này, xin báo lãnh đạo cơ quan và người kiểm tra, giám sát."
                "\n\nThư này gửi tự động, xin không trả lời."
            )
            % said,
        )
        put_in_outbox([Post(f"{TOPIC}:{begun.ref}", TOPIC, account.email, letter)], at=at)
