"""The scanner: a real clamd finds what it should, and nothing is lost while it is away."""

import io
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.agencies.actors import SYSTEM, Actor
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.scanning import Scanner, ScannerAwayError, Verdict
from motcua.documents.selectors import closed_words, is_openable
from motcua.documents.services import SCAN_TASK, store_content, store_file
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.daily.scans import scan_now, scan_what_waits, stuck_scans
from motcua.notifications.models import Message
from tests.documents.conftest import EICAR
from tests.factories import THURSDAY_MORNING, OfficerFactory
from tests.papers import a_pdf

pytestmark = pytest.mark.django_db
LATER = THURSDAY_MORNING + timedelta(minutes=15)
BAD = EICAR.decode()


def stored(words: str = "", actor: Actor = SYSTEM) -> StoredFile:
    upload = SimpleUploadedFile("tờ khai.pdf", a_pdf(words))
    return store_file(upload, actor=actor, at=THURSDAY_MORNING)


def again(file: StoredFile) -> StoredFile:
    file.refresh_from_db()
    return file


def test_the_scanner_tells_good_from_bad(clamd: str) -> None:
    scanner = Scanner(clamd)

    assert scanner.is_there()
    assert scanner.scan(io.BytesIO(a_pdf())) == Verdict("")
    assert scanner.scan(io.BytesIO(a_pdf(BAD))).finding == "Eicar-Test-Signature.UNOFFICIAL"


def test_what_is_too_long_for_the_scanner_has_no_verdict(clamd: str) -> None:
    with pytest.raises(ScannerAwayError):
        Scanner(clamd).scan(io.BytesIO(bytes(6 * 1024 * 1024)))


def test_without_a_scanner_a_file_is_opened_unscanned(settings: Any) -> None:
    settings.SCANNER = ""
    file = stored()

    assert file.scan_state == ScanState.UNSCANNED
    assert is_openable(file, at=LATER)
    assert not ProcrastinateJob.objects.filter(task_name=SCAN_TASK).exists()


def test_a_file_waits_for_the_scanner_and_is_opened_when_clean(settings: Any, clamd: str) -> None:
    settings.SCANNER = clamd
    file = stored()
    [job] = ProcrastinateJob.objects.filter(task_name=SCAN_TASK)
    was_open = is_openable(file, at=LATER)

    scan_now(job.args["file_id"], at=LATER)

    assert not was_open
    assert again(file).scan_state == ScanState.CLEAN
    assert file.scanned_at == LATER
    assert is_openable(file, at=LATER)


def test_a_bad_file_stays_closed_and_its_sender_is_told_what_to_do(
    settings: Any, clamd: str
) -> None:
    settings.SCANNER = clamd
    officer = OfficerFactory.create(account__email="ha@vidu.gov.vn")
    actor = Actor(officer_id=officer.pk, account_id=officer.account_id, name="Hà")
    file, same = stored(BAD, actor), stored(BAD)

    scan_now(file.pk, at=LATER)

    assert again(file).scan_state == again(same).scan_state == ScanState.INFECTED
    assert not is_openable(file, at=LATER)
    assert "mẫu 02" in closed_words(file)
    [letter] = Message.objects.filter(recipient="ha@vidu.gov.vn")
    assert "quét lại" in letter.body
    assert "tờ khai" not in letter.body + letter.subject


def test_files_from_before_there_was_a_scanner_are_closed_until_it_has_seen_them(
    settings: Any, clamd: str
) -> None:
    settings.SCANNER = ""
    file = stored()
    settings.SCANNER = clamd
    was_open = is_openable(file, at=LATER)
    report = Report()

    scan_what_waits(at=LATER, report=report)

    assert not was_open
    assert is_openable(again(file), at=LATER)
    assert report.done == 1


def test_while_the_scanner_is_away_nothing_is_lost_and_administrators_are_told(
    settings: Any, clamd: str
) -> None:
    settings.SCANNER = "unix:/khong/co/clamd.ctl"
    file = stored()
    scan_now(file.pk, at=THURSDAY_MORNING)
    report = Report()

    scan_what_waits(at=LATER, report=report)

    assert again(file).scan_state == ScanState.WAITING
    assert not is_openable(file, at=LATER)
    assert stuck_scans(LATER) == 1
    [(what, why)] = report.problems
    assert what == "clamd"
    assert "1 tệp đang chờ" in why
    settings.SCANNER = clamd
    scan_what_waits(at=LATER, report=Report())
    assert is_openable(again(file), at=LATER)
    assert stuck_scans(LATER) == 0


def test_a_file_that_we_made_ourselves_needs_no_scanner(settings: Any) -> None:
    settings.SCANNER = "unix:/khong/co/clamd.ctl"

    file = store_content(a_pdf(), name="kq.pdf", actor=SYSTEM, at=THURSDAY_MORNING)

    assert is_openable(file, at=THURSDAY_MORNING)


def test_a_file_is_closed_from_the_moment_it_is_erased() -> None:
    file = stored()
    file.erased_at = LATER

    assert is_openable(file, at=LATER - timedelta(minutes=1))
    assert not is_openable(file, at=LATER)


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], str]]:
    """Return a function that opens a scanner on loopback which gives one answer."""
    listening = socket.create_server(("127.0.0.1", 0))

    def with_answer(answer: bytes) -> str:
        def serve() -> None:
            line, _address = listening.accept()
            with line:
                line.recv(1024)
                line.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        return f"tcp:127.0.0.1:{listening.getsockname()[1]}"

    with listening:
        yield with_answer


@pytest.mark.parametrize(
    "answer", [b"", b"stream: OK and more\0", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0"]
)
def test_only_a_clear_answer_makes_a_file_clean(
    answering: Callable[[bytes], str], answer: bytes
) -> None:
    scanner = Scanner(answering(answer), seconds=5)

    with pytest.raises(ScannerAwayError):
        scanner.scan(io.BytesIO(b"x"))


def test_a_scanner_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp:127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(ScannerAwayError):
            Scanner(address, seconds=0.2).scan(io.BytesIO(b"x"))
