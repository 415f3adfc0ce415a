"""``motcua verify``: what owners of the database can do, and how each of it is noticed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from motcua.cli.verify import verify
from motcua.dossiers import ledger
from motcua.dossiers.auditing import Audit, audit
from motcua.dossiers.closing import close_day, database_now
from motcua.dossiers.comparing import Event, compare
from motcua.dossiers.models import (
    Apology,
    ClosedDay,
    DayBlock,
    Dossier,
    DossierEvent,
    DossierPersonalData,
    DueDate,
    IssuedForm,
    Pause,
)
from motcua.dossiers.verification import read
from motcua.kernel.clock import VIETNAM
from tests.dossiers.tampering import (
    change_event,
    delete_newest,
    past_the_guards,
    recompute_chain,
    update,
)
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
CHRISTMAS = datetime(2026, 12, 24, 10, tzinfo=VIETNAM)
NO_REFUSAL = (
    "CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS $$BEGIN RETURN NEW; END$$"
)
NEVER_ASKED = (
    "DROP TRIGGER refuse_change ON dossiers_dayblock; CREATE TRIGGER refuse_change"
    " BEFORE UPDATE OR DELETE ON dossiers_dayblock FOR EACH ROW WHEN (false)"
    " EXECUTE FUNCTION motcua_refuse_change();"
    " ALTER TABLE dossiers_dayblock ENABLE ALWAYS TRIGGER refuse_change"
)
ONE_MORE = (
    "CREATE TRIGGER of_mine BEFORE INSERT ON dossiers_dossierevent"
    " FOR EACH ROW EXECUTE FUNCTION motcua_record_now()"
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build a province that has gone through everything, its last day closed, for the module."""
    del django_db_setup
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_world()
        now = database_now()
        for days in (1, 0):
            close_day(now.date() - timedelta(days=days), at=now + timedelta(days=1))
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def dossier(world: World) -> Dossier:
    """Return a dossier that was handed back."""
    return world.dossiers["returned"]


def looked_at() -> Audit:
    return audit(at=database_now())


def told() -> list[str]:
    return [str(difference) for difference in looked_at().differences]


def test_everything_that_happens_to_dossiers_compares(world: World) -> None:
    found = looked_at()

    assert found.differences == []
    assert found.tally.dossiers == Dossier.objects.count()
    assert found.tally.events == DossierEvent.objects.count()
    assert (found.tally.older, found.tally.erased, found.days) == (0, 0, 3)
    kinds = set(DossierEvent.objects.values_list("action", flat=True))
    # The province is made to go through nearly every act; a new one belongs there too.
    assert len(kinds) > 20
    assert DueDate.objects.filter(kind="recomputed").exists()
    assert Apology.objects.filter(signed_at__isnull=False).exists()
    assert world.dossiers


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DISABLE TRIGGER refuse_change", "refuse_change trên dossiers_dossierevent: đang bị tắt"),
        ("DISABLE TRIGGER record_now", "record_now trên dossiers_dossierevent: đang bị tắt"),
        ("ENABLE TRIGGER refuse_change", "không còn chặn mọi phiên làm việc"),
        ("ENABLE REPLICA TRIGGER record_now", "không còn chặn mọi phiên làm việc"),
    ],
)
def test_a_guard_that_is_off_is_named(world: World, statement: str, fault: str) -> None:
    del world
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE dossiers_dossierevent {statement}")

    assert fault in told()[0]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DROP TRIGGER refuse_truncate ON dossiers_closedday", "dossiers_closedday: không còn"),
        (
            NO_REFUSAL,
            "hàm motcua_refuse_change đã bị sửa",
        ),
        (
            NEVER_ASKED,
            "refuse_change trên dossiers_dayblock: đã bị sửa",
        ),
        (
            ONE_MORE,
            "of_mine trên dossiers_dossierevent: không phải của hệ thống",
        ),
        (
            "ALTER TABLE dossiers_dossierread DISABLE TRIGGER only_grow",
            "only_grow trên dossiers_dossierread: đang bị tắt",
        ),
        (
            "DROP TRIGGER refuse_change ON dossiers_accessrecord",
            "refuse_change trên dossiers_accessrecord: không còn",
        ),
        (
            "CREATE RULE of_mine AS ON INSERT TO dossiers_dossierevent DO INSTEAD NOTHING",
            "quy tắc of_mine",
        ),
    ],
)
def test_a_guard_that_was_changed_is_named(world: World, statement: str, fault: str) -> None:
    del world
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)

    assert fault in told()[0]


def test_a_changed_event_is_named(dossier: Dossier) -> None:
    change_event(dossier.events.get(sequence=4), outcome="other")

    assert told()[0] == (
        f"Hồ sơ {dossier}, việc số 4: nội dung đã bị sửa: dấu vết tính lại không khớp"
    )


def test_a_chain_computed_anew_is_caught_by_the_root_of_its_day(dossier: Dossier) -> None:
    recompute_chain(dossier, dossier.events.get(sequence=4), outcome="other")

    (only,) = told()
    assert only.endswith(f"hồ sơ {dossier}, việc số 4: đã bị sửa sau khi khóa sổ")


def test_the_newest_event_deleted_with_its_traces_is_caught_by_the_root(dossier: Dossier) -> None:
    newest = delete_newest(dossier, adjust=True)
    update("dossier", id=dossier.pk, state="finished", returned_at=None, ended_at=None,
           delivery_state="ready")  # fmt: skip

    (only,) = told()
    assert only.endswith(
        f"hồ sơ {dossier}, việc số {newest.sequence}: "
        "có trong danh sách đã công bố nhưng nay không còn"
    )


def test_the_newest_event_deleted_alone_is_missed_by_its_dossier(dossier: Dossier) -> None:
    newest = delete_newest(dossier, adjust=False)

    assert told()[0] == (
        f"Hồ sơ {dossier}, việc số {newest.sequence}: sổ có 7 việc, hồ sơ ghi là 8"
    )


def test_an_event_written_into_a_closed_day_is_refused_and_else_named(dossier: Dossier) -> None:
    columns = (
        "dossier_id, sequence, action, from_state, to_state, happened_at, recorded_at, payload,"
        " origin, previous_hash, hash"
    )
    insert = (
        f"INSERT INTO dossiers_dossierevent ({columns}) SELECT {columns.replace('sequence', '99')}"  # noqa: S608
        f" FROM dossiers_dossierevent WHERE dossier_id = {dossier.pk} AND sequence = 1"
    )
    with (
        pytest.raises(Exception, match="is closed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert)

    past_the_guards(insert)

    assert any(
        line.endswith(f"{dossier}, việc số 99: được ghi thêm vào ngày đã khóa sổ")
        for line in told()
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "withdrawn"),
        ("due_at", CHRISTMAS),
        ("original_due_at", CHRISTMAS),
        ("accepted_at", CHRISTMAS),
        ("finished_at", CHRISTMAS),
        ("money_state", "exempt"),
        ("origin", "demo"),
        ("code", "H06.1"),
    ],
)
def test_an_edited_row_of_a_dossier_is_named(dossier: Dossier, field: str, value: object) -> None:
    update("dossier", id=dossier.pk, **{field: value})

    (only,) = told()
    assert only.startswith("Hồ sơ H06.")
    assert f" ({field}) trong bảng là " in only


def test_an_edited_due_date_is_named_with_what_the_ledger_says(dossier: Dossier) -> None:
    row = dossier.due_dates.get(kind="promise")
    assert row.due_at is not None
    update("duedate", id=row.pk, due_at=row.due_at + timedelta(days=7))

    (only,) = told()
    assert only == (
        f"Hồ sơ {dossier}: ngày hẹn trong bảng là 2026-11-13T10:00:00.000000+00:00 (promise), "
        "theo sổ là 2026-11-06T10:00:00.000000+00:00 (promise)"
    )


@pytest.mark.parametrize("name", ["apologised", "resumed", "reopened"])
def test_a_due_date_that_came_later_is_missed_when_it_is_gone(world: World, name: str) -> None:
    dossier = world.dossiers[name]
    last = dossier.due_dates.order_by("-pk")[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_duedate WHERE id = %s", [last.pk])

    (only,) = told()
    assert "ngày hẹn trong bảng là không có, theo sổ là 2026-1" in only
    assert f"({last.kind})" in only


def test_edited_pauses_and_apologies_are_named(world: World) -> None:
    pause = Pause.objects.get(dossier=world.dossiers["resumed"])
    apology = Apology.objects.get(dossier=world.dossiers["apologised"])
    update("pause", id=pause.pk, started_at=pause.started_at - timedelta(days=2))
    update("apology", id=apology.pk, new_due_at=apology.new_due_at + timedelta(days=1))

    assert {line.partition(": ")[2].partition(" trong bảng")[0] for line in told()} == {
        "lần tạm dừng",
        "lần xin lỗi, hẹn lại",
    }


def test_an_edited_receipt_is_named(dossier: Dossier) -> None:
    receipt = dossier.forms.get(kind="receipt")
    update(
        "issuedform",
        id=receipt.pk,
        payload={**receipt.payload, "due_at": "2026-12-31T17:00+07:00"},
    )

    assert told() == [f"Hồ sơ {dossier}: nội dung receipt bản số 1 đã bị sửa"]


def test_a_receipt_made_void_or_taken_away_is_named(world: World, dossier: Dossier) -> None:
    receipt = dossier.forms.get(kind="receipt")
    update("issuedform", id=receipt.pk, voided_at=receipt.issued_at, void_reason="không rõ")
    other = world.dossiers["to_call"].forms.get(kind="receipt")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_issuedform WHERE id = %s", [other.pk])

    lines = told()
    assert any("đang có hiệu lực lại ghi là đã hủy" in line for line in lines)
    assert any("biểu mẫu trong bảng là không có, theo sổ là receipt bản số 1" in x for x in lines)


def test_personal_data_that_are_gone_without_an_erasure_are_named(world: World) -> None:
    emptied, gone = world.dossiers["returned"], world.dossiers["ready"]
    DossierPersonalData.objects.filter(dossier=emptied).update(salt="", values={})
    DossierPersonalData.objects.filter(dossier=gone).delete()
    IssuedForm.objects.filter(dossier=emptied).update(payload={})

    found = looked_at()

    assert sorted(map(str, found.differences)) == sorted(
        f"Hồ sơ {one}: thông tin cá nhân không còn mà sổ không có việc xóa"
        for one in (emptied, gone)
    )
    assert found.tally.erased == 0


def test_an_erasure_of_which_the_ledger_says_nothing_is_named(dossier: Dossier) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(erased_at=CHRISTMAS)

    (only,) = told()
    assert "xóa dữ liệu lúc (erased_at) trong bảng là “2026-12-24" in only


def test_personal_data_that_were_changed_are_named(dossier: Dossier) -> None:
    personal = dossier.personal_data
    personal.values["applicant"]["full_name"] = "Người Khác"
    personal.save()

    assert told() == [
        f"Hồ sơ {dossier}: thông tin cá nhân đang lưu không khớp với cam kết trong sổ"
    ]


def test_a_changed_seal_is_named(world: World) -> None:
    del world
    closed = ClosedDay.objects.latest("day")
    block = DayBlock.objects.get(day=closed)
    past_the_guards(
        "UPDATE dossiers_dayblock SET leaves = %s WHERE id = %s",
        [bytes(block.leaves)[::-1], block.pk],
    )
    past_the_guards("UPDATE dossiers_closedday SET events = 7 WHERE day = %s", [closed.day])

    lines = told()
    assert lines[0].endswith("dấu vết của ngày không khớp với số việc và gốc")
    assert lines[1].endswith("khối lá số 0 không khớp với gốc của nó")


def test_a_day_taken_out_of_the_row_of_days_is_missed(world: World) -> None:
    del world
    middle = ClosedDay.objects.order_by("day")[1]
    past_the_guards("DELETE FROM dossiers_closedday WHERE day = %s", [middle.day])

    assert told()[0].endswith("ngày liền trước không có trong sổ ngày")


def test_only_what_was_recorded_since_a_day_is_looked_at(world: World) -> None:
    del world
    today = database_now().date()

    everything = audit(since=today - timedelta(days=1), at=database_now())
    nothing = audit(since=today + timedelta(days=2), at=database_now())

    assert everything.tally.dossiers == Dossier.objects.count()
    assert (everything.days, everything.differences) == (2, [])
    assert (nothing.tally.dossiers, nothing.days, nothing.differences) == (0, 0, [])


def test_events_of_before_are_followed_as_far_as_they_go(world: World) -> None:
    ids = [world.dossiers[name].pk for name in ("returned", "resumed", "apologised", "reopened")]
    for stored in read(ids):
        previous, older = "", []
        for event in stored.events:
            payload = {k: v for k, v in event.document["payload"].items() if k != "kept"}
            document = {**event.document, "payload": payload, "previous": previous}
            previous = ledger.digest(document)
            older.append(Event(document, previous))
        stored.events = older
        stored.row = {**stored.row, "last_hash": previous}

        compared = compare(stored)

        assert (compared.differences, compared.is_complete) == ([], False)
        stored.dates = stored.dates[2:]
        first = compare(stored).differences[0]
        assert str(first).startswith(f"Hồ sơ {stored.name}: không còn ngày hẹn")


@pytest.mark.usefixtures("open_database")
def test_the_command_says_what_was_compared_and_what_differs(dossier: Dossier) -> None:
    sound = CliRunner().invoke(verify, [])
    change_event(dossier.events.get(sequence=2), amount_dong=1)
    different = CliRunner().invoke(verify, [])

    assert sound.exit_code == 0, sound.output
    assert "Khớp: không có gì đã ghi bị sửa" in sound.stdout
    assert "hồ sơ, " in sound.stderr
    assert different.exit_code == 1
    assert f"✗ Hồ sơ {dossier}, việc số 2: nội dung đã bị sửa" in different.stdout
