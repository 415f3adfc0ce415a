"""The portal is told of every act, in order and once, whatever goes wrong on the way."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from motcua.conf.jobs import job_called
from motcua.documents.models import ScanState, StoredFile
from motcua.documents.storage import storage
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.lifecycle import State, SyncState
from motcua.dossiers.models import Dossier
from motcua.exchange.models import PortalFile, PortalMessage, PortalOutage
from motcua.exchange.portal import outgoing
from motcua.exchange.portal.client import Answer, Expected, Known, Later, Portal, Refused, Taken
from motcua.exchange.portal.sending import send_to_portal
from motcua.notifications.models import Message
from motcua.reference.findings import Grade
from motcua.reference.links import look_at_portal
from simulators.portal.app import at as portal_at
from tests.exchange.portal.conftest import UNIT, Joined, rows
from tests.portal_office import Office
from tests.portal_process import ACTS, asked, tell

pytestmark = pytest.mark.django_db
SENT, WAITING, REFUSED, REPLACED = (
    PortalMessage.State.SENT,
    PortalMessage.State.WAITING,
    PortalMessage.State.REFUSED,
    PortalMessage.State.REPLACED,
)


def states(code: str) -> list[str]:
    return [row.state for row in rows(code)]


def of(dossier: Dossier) -> str:
    assert dossier.code is not None
    return dossier.code


def hand_over(row: PortalMessage, place: Portal, now: datetime) -> None:
    for sha256 in row.files:
        with storage().open(sha256) as content:
            assert place.put_file(sha256, content.read(), at=now) == Taken()


def test_nothing_is_written_down_where_nobody_has_joined(office: Office, now: datetime) -> None:
    dossier = office.accepted(1, now)

    assert not PortalMessage.objects.exists()
    assert send_to_portal(now).tried == 0
    assert dossier.sync_state == SyncState.NOT_SENT


def test_a_dossier_is_told_of_from_its_acceptance_to_its_end(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    office.returned(dossier, now)
    code = of(dossier)

    joined.told()

    told = rows(code)
    assert [row.sequence for row in told] == [row.number for row in told]
    assert [row.status for row in told] == [2, 4, 4, 4, 4, 4, 9, 10]
    assert len(told) == ACTS
    assert not any(row.payload for row in told)
    assert joined.number(code) == ACTS
    assert joined.differing() == []
    assert joined.store.taken_twice() == []
    dossier.refresh_from_db()
    assert dossier.sync_state == SyncState.SENT
    # Two files, each once, however often they were named.
    assert PortalFile.objects.count() == 2
    assert asked(f"{joined.address}/_log")["files"] == 2


def test_what_was_undone_leaves_nothing_to_tell(
    office: Office, joined: Joined, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    del joined

    def broken(*_about: object, **_more: object) -> None:
        raise ValueError("hỏng")

    monkeypatch.setattr(outgoing, "queue", broken)
    dossier = office.accepted(1, now)

    # The desk does not hear of it; the comparison does.
    assert dossier.state == State.ACCEPTED
    assert not PortalMessage.objects.exists()
    assert list(outgoing.untold()) == [dossier]


def test_one_refused_dossier_stops_no_other_and_waits_for_somebody(
    office: Office, joined: Joined, now: datetime
) -> None:
    bad, good = office.accepted(1, now), office.accepted(2, now)
    joined.behave(answer="refuse", only=of(bad))

    joined.told()

    assert states(of(bad)) == [REFUSED]
    assert rows(of(bad))[0].last_error == "mã thủ tục không có trên Cổng"
    assert states(of(good)) == [SENT]
    bad.refresh_from_db()
    assert bad.sync_state == SyncState.FAILED

    joined.behave(answer="ok")
    assert outgoing.send_refused_again(at=now) == 1
    joined.told()

    assert states(of(bad)) == [REPLACED, SENT]
    assert joined.number(of(bad)) == 1
    assert joined.differing() == []


def test_a_later_act_takes_the_place_of_what_was_refused(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    joined.behave(answer="refuse", times=1)
    joined.told()

    office.returned(dossier, now)
    joined.told()

    assert states(of(dossier)) == [REPLACED] + [SENT] * (ACTS - 1)
    assert joined.differing() == []


def test_while_the_portal_is_away_work_goes_on_and_is_told_later(
    office: Office, joined: Joined, now: datetime
) -> None:
    joined.behave(answer="away")
    dossiers = [office.accepted(number, now) for number in range(5)]

    first, *_more = joined.told(rounds=1)

    # Three failures in turn, and the others are left alone.
    assert (first.tried, first.later) == (3, 3)
    assert PortalOutage.objects.get().ended_at is None

    joined.behave(answer="ok")
    joined.told()

    assert PortalOutage.objects.get().ended_at is not None
    assert {state for one in dossiers for state in states(of(one))} == {SENT}
    assert joined.store.taken_twice() == []


def test_pauses_come_from_the_settings_and_end_with_the_outage(
    office: Office, joined: Joined, now: datetime, settings: Settings
) -> None:
    settings.PORTAL_PAUSES = (60, 3600)
    waiting = of(office.accepted(1, now))
    joined.behave(answer="away")
    for expected in (60, 3600, 3600):
        row = rows(waiting)[0]
        due = max(row.next_attempt_at, now)
        send_to_portal(due)
        row.refresh_from_db()
        assert row.next_attempt_at - due == timedelta(seconds=expected)
    # Signed an hour ahead the portal would not know us: the rest happens now.
    PortalOutage.objects.update(began_at=now - timedelta(hours=2))
    joined.behave(answer="ok")
    other = of(office.accepted(2, now))

    joined.told()

    assert states(other) == states(waiting) == [SENT]


def test_administrators_are_written_to_once_an_outage(
    office: Office, joined: Joined, now: datetime
) -> None:
    long_ago = now - timedelta(hours=25)
    office.accepted(1, long_ago)
    joined.behave(answer="away")
    joined.told(rounds=1)
    watch = job_called("portal").work

    for _time in range(3):
        watch(at=now, report=Report())

    letter = Message.objects.get(topic="portal-late")
    assert "chờ quá 24 giờ" in letter.body
    (finding,) = look_at_portal(now)
    assert finding.grade is Grade.BAD

    joined.behave(answer="ok")
    joined.told()
    assert look_at_portal(now)[0].grade is Grade.GOOD
    joined.behave(answer="away")
    office.accepted(2, long_ago)
    joined.told(rounds=1)
    watch(at=now, report=Report())
    assert Message.objects.filter(topic="portal-late").count() == 2


def test_an_answer_that_never_came_is_asked_for_again_and_taken_once(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    joined.behave(answer="twice", times=1)

    first, second, *_rest = joined.told()

    assert (first.later, second.known) == (1, 1)
    assert states(of(dossier)) == [SENT]
    assert joined.store.taken_twice() == []
    assert joined.differing() == []


def test_a_crash_between_answer_and_commit_is_healed(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    row = rows(of(dossier))[0]
    place = Portal(joined.address, UNIT, "bi-mat-mo-phong")
    hand_over(row, place, now)
    assert place.put_dossier(row.code, 1, row.payload.encode(), at=now) == Taken()
    office.returned(dossier, now)

    made = joined.told()

    assert made[0].known == 1
    assert joined.number(of(dossier)) == ACTS
    assert joined.store.taken_twice() == []
    assert joined.differing() == []


@pytest.mark.parametrize("forgotten", [1, 3, ACTS])
def test_a_portal_that_forgot_is_told_again_from_there(
    office: Office, joined: Joined, now: datetime, forgotten: int
) -> None:
    dossier = office.accepted(1, now)
    office.returned(dossier, now)
    joined.told()
    code = of(dossier)

    joined.forget(code, forgotten)
    assert joined.differing()
    assert outgoing.send_again(dossier.pk, at=now) is not None
    joined.told()

    assert joined.number(code) == forgotten
    assert joined.differing() == []


def test_a_message_that_was_answered_for_and_lost_is_found_with_the_next(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    joined.behave(answer="forget", times=1)
    joined.told()
    assert joined.number(of(dossier)) == 0

    office.returned(dossier, now)
    joined.told()

    assert joined.differing() == []


def test_a_portal_that_knows_more_than_our_restored_copy_is_followed(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    joined.told()
    PortalMessage.objects.all().delete()  # as after an older backup was put back

    office.returned(dossier, now)
    joined.told()

    assert joined.number(of(dossier)) == ACTS
    assert joined.differing() == []


def test_a_file_that_the_portal_lost_is_handed_over_anew(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    joined.told()
    joined.store.run("DELETE FROM file")
    assert [text for text in joined.differing() if "thiếu tệp" in text]

    office.returned(dossier, now)
    joined.told()

    assert set(states(of(dossier))) == {SENT}
    assert joined.differing() == []


def test_an_infected_file_never_leaves_and_the_rest_goes_without_it(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    StoredFile.objects.update(scan_state=ScanState.INFECTED)

    joined.told()
    assert "mã độc" in rows(of(dossier))[0].last_error
    outgoing.send_again(dossier.pk, at=now)
    joined.told()

    assert asked(f"{joined.address}/_log")["files"] == 0
    assert joined.differing() == []


def test_a_file_that_waits_for_the_scanner_says_nothing_of_the_portal(
    office: Office, joined: Joined, now: datetime, settings: Settings
) -> None:
    settings.SCANNER = "tcp:127.0.0.1:9"
    dossiers = [office.accepted(number, now) for number in range(4)]
    StoredFile.objects.update(scan_state=ScanState.WAITING)

    made = send_to_portal(now)

    assert (made.tried, made.later, made.is_portal_away) == (4, 0, False)
    assert not PortalOutage.objects.exists()
    assert "quét mã độc" in rows(of(dossiers[0]))[0].last_error

    StoredFile.objects.update(scan_state=ScanState.CLEAN)
    joined.told()
    assert joined.differing() == []


def test_a_message_that_breaks_the_program_stops_no_other(
    office: Office, joined: Joined, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = office.accepted(1, now), office.accepted(2, now)
    put = Portal.put_dossier

    def broken(place: Portal, code: str, number: int, body: bytes, *, at: datetime) -> Answer:
        if code == bad.code:
            raise ValueError("hỏng")
        return put(place, code, number, body, at=at)

    monkeypatch.setattr(Portal, "put_dossier", broken)
    joined.told(rounds=1)

    assert states(of(good)) == [SENT]
    assert rows(of(bad))[0].last_error == "ValueError"


def test_each_difference_is_named(office: Office, joined: Joined, now: datetime) -> None:
    lost, changed, waiting, refused = (office.accepted(number, now) for number in range(4))
    joined.behave(answer="refuse", only=of(refused))
    joined.told()
    joined.behave(answer="ok")
    joined.forget(of(lost))
    joined.store.run("UPDATE message SET status = 7, sha256 = 'x' WHERE code = ?", [of(changed)])
    joined.store.run("UPDATE message SET code = 'H99-la' WHERE code = ?", [of(waiting)])
    outgoing.send_again(waiting.pk, at=now)
    PortalMessage.objects.filter(code=of(changed)).update(events=1)

    found = joined.differing()

    assert sorted(found) == sorted(
        [
            f"{of(lost)}: Cổng không có hồ sơ",
            f"{of(changed)}: khác trạng thái (Cổng 7, ta 2)",
            f"{of(changed)}: khác nội dung",
            f"{of(changed)}: có việc chưa được xếp hàng",
            f"{of(waiting)}: Cổng không có hồ sơ",
            f"{of(waiting)}: còn chờ gửi",
            f"{of(refused)}: bị Cổng từ chối (mã thủ tục không có trên Cổng)",
            "H99-la: Cổng có hồ sơ mà hệ thống này không có",
        ]
    )


def test_erasing_leaves_no_words_behind(office: Office, joined: Joined, now: datetime) -> None:
    dossier = office.accepted(1, now)
    assert "Nguyễn Thị Hoà" in rows(of(dossier))[0].payload

    outgoing.forget_words(dossier, at=now)

    assert states(of(dossier)) == [REPLACED]
    assert rows(of(dossier))[0].payload == ""
    joined.told()
    assert joined.number(of(dossier)) == 0


def test_what_is_erased_while_it_cannot_leave_does_not_stay(
    office: Office, joined: Joined, now: datetime
) -> None:
    dossier = office.accepted(1, now)
    Dossier.objects.filter(pk=dossier.pk).update(erased_at=now)
    joined.behave(answer="away")

    joined.told(rounds=1)

    assert [row.payload for row in rows(of(dossier))] == [""]


def test_the_client_tells_answers_apart(joined: Joined, client_of: Portal, now: datetime) -> None:
    body = b'{"HoSo": {"MaHoSo": "A"}, "TienDo": []}'

    assert isinstance(client_of.put_dossier("A", 1, body, at=now), Refused)
    assert isinstance(client_of.put_file("x", b"mot", at=now), Taken)
    assert isinstance(client_of.put_file("x", b"mot", at=now), Known)
    assert isinstance(client_of.put_file("x", b"hai", at=now), Refused)
    stranger = Portal(joined.address, UNIT, "khóa sai")
    assert isinstance(stranger.put_file("y", b"mot", at=now), Later)
    old = client_of.put_file("y", b"mot", at=now - timedelta(hours=1))
    assert isinstance(old, Later)
    nobody = Portal("http://127.0.0.1:9", UNIT, "x", timeout=0.3)
    assert isinstance(nobody.put_file("y", b"mot", at=now), Later)


def test_whoever_answers_late_is_asked_again(
    office: Office, joined: Joined, client_of: Portal, now: datetime
) -> None:
    row = rows(of(office.accepted(1, now)))[0]
    hand_over(row, client_of, now)
    joined.behave(answer="late", times=1, delay=0.6)

    late = client_of.put_dossier(row.code, 1, row.payload.encode(), at=now)
    again = client_of.put_dossier(row.code, 1, row.payload.encode(), at=now)
    ahead = client_of.put_dossier(row.code, 5, row.payload.encode(), at=now)

    assert isinstance(late, Later)
    assert (again, ahead) == (Known(), Expected(2))


def test_a_unit_may_have_a_secret_of_its_own_and_others_do_not_know_it(
    joined: Joined, now: datetime
) -> None:
    tell(f"{joined.address}/_secret", {"unit": "H06", "secret": "khác"})

    assert isinstance(Portal(joined.address, "H06", "khác").put_file("x", b"1", at=now), Taken)
    wrong = Portal(joined.address, "H06", "bi-mat-mo-phong").put_file("x", b"1", at=now)
    assert isinstance(wrong, Later)


def test_the_portal_keeps_what_it_answered_for(tmp_path: Path) -> None:
    before = portal_at(tmp_path / "p.sqlite3")
    before.store.keep_file(UNIT, "x", "h", b"mot")
    before.store.close()

    after = portal_at(tmp_path / "p.sqlite3")

    assert after.store.file_hash(UNIT, "x") == "h"
    after.store.close()
