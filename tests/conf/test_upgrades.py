"""Upgrades: migrations that do not stop the version that runs, and versions not to be skipped."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations import Migration, operations as ops
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from motcua.conf import milestones
from motcua.conf.milestones import Milestone, SkippedVersionError, newer_than, refuse_to_skip
from motcua.runtime.service import _failure
from tests.conf.allowed_risks import ALLOWED
from tests.conf.risks import risks_of

REACHED = ("dossiers", "0005_background")
LATER = ("dossiers", "0006_drop_old_column")
FIRST = ("dossiers", "0001_initial")
STOP = Milestone("0.4.0", REACHED, frozenset({LATER}), "bản này chuyển dữ liệu cũ ở nền.")


def risky() -> dict[str, list[str]]:
    """Return what is risky in each of our migrations."""
    found = {
        f"{app}.{name}": list(risks_of(migration))
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if migration.__module__.startswith("motcua.")
    }
    return {name: risks for name, risks in found.items() if risks}


def test_every_risk_of_a_migration_has_a_reason_and_no_reason_is_left_over() -> None:
    found = risky()

    unexplained = {name: risks for name, risks in found.items() if name not in ALLOWED}
    assert unexplained == {}, "see docs/develop/upgrades.md, or allow it in allowed_risks.py"
    assert sorted(set(ALLOWED) - set(found)) == []


def holding(*operations: ops.base.Operation) -> Migration:
    """Return a migration of these operations."""
    made = Migration("0002_x", "dossiers")
    made.__dict__["operations"] = list(operations)
    return made


def index() -> models.Index:
    return models.Index(fields=["due_at"], name="x")


@pytest.mark.parametrize(
    ("operation", "word"),
    [
        (ops.AddField("dossier", "kind", models.CharField(max_length=9, default="")), "no value"),
        (ops.AddIndex("dossier", index()), "nobody writes"),
        (
            ops.AddConstraint(
                "dossier", models.CheckConstraint(condition=models.Q(pk=1), name="y")
            ),
            "lock",
        ),
        (ops.RenameField("dossier", "kind", "sort"), "old name"),
        (ops.RemoveField("dossier", "kind"), "old program"),
        (ops.DeleteModel("Dossier"), "old program"),
        (ops.AlterField("dossier", "kind", models.TextField()), "rewritten"),
        (ops.RunSQL("UPDATE dossiers_dossier SET kind = ''"), "nobody has read"),
        (ops.SeparateDatabaseAndState([ops.RemoveField("dossier", "kind")], []), "old program"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_what_stops_or_breaks_is_seen(operation: ops.base.Operation, word: str) -> None:
    migration = holding(operation)

    (risk,) = risks_of(migration)

    assert word in risk


@pytest.mark.parametrize(
    "operation",
    [
        ops.AddField("dossier", "kind", models.CharField(max_length=9, null=True)),
        ops.AddField("dossier", "kind", models.CharField(max_length=9, db_default="")),
        AddIndexConcurrently("dossier", index()),
        ops.SeparateDatabaseAndState([], [ops.RemoveField("dossier", "kind")]),
    ],
    ids=["empty", "default of the database", "concurrently", "state alone"],
)
def test_what_the_old_program_gets_on_with_is_let_pass(operation: ops.base.Operation) -> None:
    migration = holding(operation)

    assert list(risks_of(migration)) == []


def test_a_table_that_is_new_may_have_any_index() -> None:
    migration = holding(
        ops.CreateModel("Note", [("id", models.BigAutoField(primary_key=True))]),
        ops.AddIndex("note", index()),
    )

    assert list(risks_of(migration)) == []


def test_a_version_that_was_skipped_is_named() -> None:
    with pytest.raises(SkippedVersionError, match=r"cài bản 0\.4\.0 trước"):
        refuse_to_skip({FIRST}, {FIRST, REACHED, LATER}, [STOP])


@pytest.mark.parametrize(
    ("applied", "known"),
    [
        pytest.param(set(), {FIRST, REACHED, LATER}, id="an empty database"),
        pytest.param({FIRST}, {FIRST, REACHED}, id="to the milestone itself"),
        pytest.param({FIRST, REACHED}, {FIRST, REACHED, LATER}, id="from the milestone on"),
        pytest.param({FIRST, REACHED, LATER}, {FIRST, REACHED, LATER}, id="already there"),
    ],
)
def test_whoever_takes_every_step_goes_on(
    applied: set[milestones.Name], known: set[milestones.Name]
) -> None:
    refuse_to_skip(applied, known, [STOP])


def test_serve_says_only_the_sentence() -> None:
    lines = ["Operations to perform:", "CommandError: Không được bỏ qua bản 0.4.0."]

    assert _failure("Cập nhật", lines) == "Không được bỏ qua bản 0.4.0."


def test_milestones_name_migrations_that_exist() -> None:
    known = set(MigrationLoader(None).disk_migrations)

    for milestone in milestones.MILESTONES:
        assert milestone.reached_by in known
        assert milestone.past <= known


def test_what_the_program_does_not_know_is_newer() -> None:
    assert newer_than({FIRST}, {FIRST, LATER, ("foreign", "0001")}) == [LATER]


@pytest.fixture
def behind() -> tuple[str, str]:
    """Let the last migration of the outbox not have been applied, and one before it neither."""
    recorder = MigrationRecorder(connection)
    names = [("notifications", "0003_channels"), ("notifications", "0004_failed_messages")]
    for name in names:
        recorder.record_unapplied(*name)
    return names[1]


@pytest.mark.django_db
def test_the_command_refuses_before_anything_is_changed(
    behind: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Milestone("0.4.0", ("notifications", "0003_channels"), frozenset({behind}), "Nền.")
    monkeypatch.setattr(refuse_to_skip, "__defaults__", ((stop,),))

    with pytest.raises(CommandError, match=r"Không được bỏ qua bản 0\.4\.0"):
        call_command("migrate", interactive=False, verbosity=0)

    assert behind not in MigrationRecorder(connection).applied_migrations()


@pytest.mark.django_db
def test_nothing_to_do_takes_the_lock_and_gives_it_back() -> None:
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_ready_is_asked_in_full_until_nothing_is_missing(
    behind: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milestones._Whole, "is_whole", False)  # noqa: SLF001
    assert milestones.missing_here()

    for name in ("0003_channels", "0004_failed_messages"):
        MigrationRecorder(connection).record_applied("notifications", name)

    assert not milestones.missing_here()
    assert milestones._Whole.is_whole  # noqa: SLF001
    MigrationRecorder(connection).record_unapplied(*behind)
    assert not milestones.missing_here()
