"""Writing letters to officers into the outbox, each once whatever runs again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.agencies.models import Officer, RoleAssignment
from motcua.agencies.roles import Role
from motcua.dossiers.daily.letters import Letter
from motcua.notifications.models import Message
from motcua.notifications.services import LONGEST_SUBJECT, queue_messages


@dataclass(frozen=True, slots=True)
class Post:
    """One letter to one address. The same ``key`` is never written twice."""

    key: str
    topic: str
    recipient: str
    letter: Letter


def put_in_outbox(posts: Iterable[Post], *, at: datetime) -> int:
    """Write the letters that are not there yet; return how many. Two queries."""
    listed = list(posts)
    keys = [post.key for post in listed]
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [post for post in listed if post.key not in known]
    if fresh:
        queue_messages([_message(post, at) for post in fresh])
    return len(fresh)


def administrators(on: date) -> list[Officer]:
    """Return the administrators of ``on`` who can be written to. One query."""
    held = RoleAssignment.objects.valid_on(on).filter(role=Role.ADMINISTRATOR)
    return list(
        Officer.objects.filter(
            pk__in=held.values("officer_id"), is_active=True, account__is_active=True
        )
        .exclude(account__email="")
        .select_related("account")
        .order_by("pk")
    )


def write_to_administrators(
    letter: Letter, topic: str, period: str, *, on: date, at: datetime
) -> int:
    """Send ``letter`` to every administrator, once in ``period``; return how many were new."""
    return put_in_outbox(
        [
            Post(f"{topic}:{officer.pk}:{period}", topic, officer.account.email, letter)
            for officer in administrators(on)
            if officer.account is not None
        ],
        at=at,
    )


def _message(post: Post, at: datetime) -> Message:
    return Message(
        key=post.key,
        topic=post.topic,
        about="",
        recipient=post.recipient,
        subject=" ".join(post.letter.subject.split())[:LONGEST_SUBJECT],
        body=post.letter.body,
        next_attempt_at=at,
        created_at=at,
    )
