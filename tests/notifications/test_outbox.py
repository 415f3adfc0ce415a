"""The outbox with a real mail server: sent once, tried again, and not lost with its sender."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from motcua.conf.outbox import OutboxDispatcher
from motcua.notifications.models import Message, MessageState, MessageTemplate
from motcua.notifications.services import (
    BATCH,
    MOST_ATTEMPTS,
    NewMessage,
    new_messages,
    queue_messages,
    send_waiting,
    settle_undeliverable,
    try_again,
)
from tests.notifications.conftest import Mailbox, free_port

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
PATIENCE_SECONDS = 20.0


def write(number: int = 1, *, domain: str = "thu.test") -> None:
    """Write ``number`` messages to the outbox."""
    MessageTemplate.objects.get_or_create(
        topic="ready",
        defaults={
            "subject": "Hồ sơ {code} đã có kết quả",
            "body": "Mời ông/bà đến nhận kết quả hồ sơ {code}.",
            "valid_from": datetime(2024, 1, 1, tzinfo=UTC).date(),
        },
    )
    first = Message.objects.count()
    messages = new_messages(
        [
            NewMessage(
                key=f"message-{first + i}",
                topic="ready",
                about=f"H29.68-261123-{first + i:04}",
                recipient=f"nguoi.{first + i}@{domain}",
                values={"code": f"H29.68-261123-{first + i:04}"},
            )
            for i in range(number)
        ],
        at=AT,
        stamp=first,
    )
    queue_messages(messages)


def states() -> list[str]:
    return sorted(set(Message.objects.values_list("state", flat=True)))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.02)


@pytest.mark.usefixtures("committed_database")
def test_a_message_arrives_once_however_often_the_outbox_is_emptied(mailbox: Mailbox) -> None:
    write()

    tried = [send_waiting(AT) for _round in range(3)]

    (message,) = mailbox.received
    assert tried == [1, 0, 0]
    assert message["To"] == "nguoi.0@thu.test"
    assert states() == [MessageState.SENT]


@pytest.mark.usefixtures("committed_database")
def test_vietnamese_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    write()

    send_waiting(AT)

    (message,) = mailbox.received
    payload = message.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().strip() == "Mời ông/bà đến nhận kết quả hồ sơ H29.68-261123-0000."


@pytest.mark.usefixtures("committed_database")
def test_a_server_that_turns_mail_away_is_asked_again_later(mailbox: Mailbox) -> None:
    write()
    mailbox.refusals = 2

    at_once = [send_waiting(AT), send_waiting(AT)]
    first_pause = Message.objects.get().next_attempt_at - AT
    send_waiting(AT + timedelta(minutes=1))
    send_waiting(AT + timedelta(minutes=3))

    message = Message.objects.get()
    assert at_once == [1, 0]
    assert first_pause == timedelta(minutes=1)
    assert mailbox.turned_away == 2
    assert len(mailbox.received) == 1
    assert (message.state, message.attempts, message.last_error) == (MessageState.SENT, 3, "")


@pytest.mark.usefixtures("committed_database")
def test_a_message_that_nobody_takes_ends_as_failed_and_can_be_tried_again(
    mailbox: Mailbox,
) -> None:
    write()
    mailbox.refusals = MOST_ATTEMPTS
    at = AT
    for _attempt in range(MOST_ATTEMPTS):
        send_waiting(at)
        at = Message.objects.get().next_attempt_at

    failed = Message.objects.get()
    assert failed.state == MessageState.FAILED
    assert "451" in failed.last_error
    try_again(failed, at=at)
    send_waiting(at)

    assert len(mailbox.received) == 1
    assert states() == [MessageState.SENT]


@pytest.mark.usefixtures("committed_database", "mailbox")
def test_a_server_that_is_away_costs_a_try_and_nothing_else() -> None:
    write()
    settings.EMAIL_PORT = free_port()

    send_waiting(AT)

    message = Message.objects.get()
    assert (message.state, message.attempts) == (MessageState.WAITING, 1)
    assert message.last_error.startswith("ConnectionRefusedError")


@pytest.mark.usefixtures("committed_database")
def test_a_message_of_an_act_that_was_rolled_back_is_never_sent(mailbox: Mailbox) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    send_waiting(AT)

    assert mailbox.received == []


@pytest.mark.usefixtures("committed_database")
def test_two_dispatchers_side_by_side_never_send_the_same_message(mailbox: Mailbox) -> None:
    mailbox.slow_seconds = 0.01
    write(3 * BATCH)
    connection.close()
    dispatchers = [OutboxDispatcher(poll_seconds=0.01) for _worker in range(2)]

    for dispatcher in dispatchers:
        dispatcher.start()
    wait_until(lambda: not Message.objects.filter(state=MessageState.WAITING).exists())
    for dispatcher in dispatchers:
        dispatcher.stop()

    assert len(mailbox.received) == 3 * BATCH
    assert len(set(mailbox.identities)) == 3 * BATCH
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


SENDER = """
import sys, django
from django.conf import settings
django.setup()
from datetime import datetime, UTC
from motcua.notifications.services import send_waiting
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
settings.MAIL_IS_CONFIGURED = True
send_waiting(datetime(2026, 11, 23, 2, tzinfo=UTC))
"""


def test_a_message_in_the_hand_of_a_killed_sender_is_sent_by_the_next(
    mailbox: Mailbox, committed_database: str
) -> None:
    write()
    mailbox.slow_seconds = 1.5
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(settings.EMAIL_PORT)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "motcua.conf.settings",
            "DATABASE_URL": committed_database,
        },
    )
    # Ask the mail server, not the row: whoever looks at its lock holds it for a moment, and a
    # sender that comes just then passes the message by.
    is_in_hand = mailbox.is_taking.wait(PATIENCE_SECONDS)
    sender.kill()
    assert sender.wait() == -signal.SIGKILL
    assert is_in_hand
    assert states() == [MessageState.WAITING]

    mailbox.slow_seconds = 0.0
    wait_until(lambda: send_waiting(AT) == 1)

    # The mail server may have taken it from the killed one too; the identity tells.
    assert len(set(mailbox.identities)) == 1
    assert states() == [MessageState.SENT]


@pytest.mark.usefixtures("committed_database")
def test_mail_to_a_reserved_name_never_leaves_the_house(mailbox: Mailbox) -> None:
    write(domain="thu-dien-tu.example")
    write(domain="thu.test")

    settled = settle_undeliverable()
    send_waiting(AT)

    assert settled == 1
    assert [message["To"] for message in mailbox.received] == ["nguoi.1@thu.test"]
    assert states() == [MessageState.SENT]


@pytest.mark.usefixtures("committed_database")
def test_a_reserved_name_is_kept_in_the_house_by_the_sender_too(mailbox: Mailbox) -> None:
    write(domain="thu-dien-tu.example")

    send_waiting(AT)

    assert mailbox.received == []
    assert states() == [MessageState.SENT]


@pytest.mark.usefixtures("committed_database")
def test_the_same_act_never_writes_two_messages() -> None:
    message = NewMessage("act-1", "ready", "H29.68-261123-0001", "mot@thu.test", {})
    write()

    for _time in range(2):
        queue_messages(new_messages([message], at=AT, stamp=0))

    assert Message.objects.filter(key="act-1").count() == 1


@pytest.mark.django_db
def test_without_a_mail_server_letters_wait_but_in_the_demonstration(settings: Settings) -> None:
    write()

    waited = send_waiting(AT)
    settings.DEMO = True

    assert (waited, send_waiting(AT)) == (0, 1)
    assert states() == [MessageState.SENT]


@pytest.mark.django_db
def test_a_subject_is_one_line_that_fits_whatever_fills_its_places() -> None:
    MessageTemplate.objects.create(
        topic="ready",
        subject="Hồ sơ {code} tại {desk}",
        body="",
        valid_from=datetime(2024, 1, 1, tzinfo=UTC).date(),
    )
    values = {"code": "1\r\nBcc: nguoi.khac@thu.test", "desk": "Trung tâm " * 40}

    (message,) = new_messages(
        [NewMessage("k", "ready", "1", "nguoi@thu.test", values)], at=AT, stamp=-1
    )

    assert message.subject.startswith("Hồ sơ 1 Bcc: nguoi.khac@thu.test tại Trung tâm")
    assert len(message.subject) <= 255


@pytest.mark.usefixtures("committed_database")
def test_a_letter_that_cannot_be_written_fails_and_holds_up_nobody(mailbox: Mailbox) -> None:
    write(2)
    Message.objects.filter(key="message-0").update(subject="Hai\ndòng")

    tried = send_waiting(AT)

    broken = Message.objects.get(key="message-0")
    assert tried == 2
    assert broken.state == MessageState.FAILED
    assert broken.last_error.startswith("BadHeaderError")
    assert [message["To"] for message in mailbox.received] == ["nguoi.1@thu.test"]


@pytest.mark.usefixtures("committed_database")
def test_what_is_written_later_about_a_dossier_arrives_later(mailbox: Mailbox) -> None:
    write(2)
    Message.objects.update(about="H29.68-261123-0001")
    mailbox.refusals = 1

    send_waiting(AT)
    meanwhile = len(mailbox.received)
    for minutes in (1, 2):
        send_waiting(AT + timedelta(minutes=minutes))

    assert meanwhile == 0
    assert [message["To"] for message in mailbox.received] == [
        "nguoi.0@thu.test",
        "nguoi.1@thu.test",
    ]
