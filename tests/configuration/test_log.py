"""The log of configuration: complete by construction, signed, and nobody changes it."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Account, AccountKind
from motcua.agencies.models import Agency, CalendarDay, ValidInTime
from motcua.configuration.acting import Doer, acting, because
from motcua.configuration.models import Change
from motcua.configuration.tables import TABLES
from motcua.configuration.triggers import MASK, NAME
from motcua.configuration.words import entries
from motcua.dossiers.models import Draft
from motcua.procedures.models import ProcedureVersion
from motcua.reference.calendar import load_calendar
from tests.factories import AgencyFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
META: dict[Any, Any] = {
    model: model._meta  # noqa: SLF001, Django documents it as its API
    for model in apps.get_models(include_auto_created=True)
    if model.__module__.startswith("motcua.")
}


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory.create(phone="")


def _triggers() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname, t.tgenabled, encode(t.tgargs, 'escape')"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
        )
        for table, name, enabled, arguments in cursor.fetchall():
            found.setdefault(table, {})[name] = (enabled, arguments)
    return found


def last() -> Change:
    found = Change.objects.order_by("-pk").first()
    assert found is not None
    return found


def test_every_table_of_configuration_is_logged() -> None:
    laid = _triggers()
    watched = {table for table, names in laid.items() if "move_configuration_stamp" in names}
    in_time = {meta.db_table for model, meta in META.items() if issubclass(model, ValidInTime)}
    joined = {
        meta.db_table
        for meta in META.values()
        if meta.auto_created and META[meta.auto_created].db_table in TABLES
    }
    logged = {table for table, names in laid.items() if NAME in names}

    assert logged == set(TABLES)
    assert watched | in_time | joined <= logged


def test_triggers_are_as_the_table_says_and_fire_always() -> None:
    laid = _triggers()

    for table, audited in TABLES.items():
        wanted = [audited.left_out, audited.hidden, audited.bulky, audited.naming]
        for name in (NAME, f"{NAME}_delete", f"{NAME}_truncate"):
            enabled, arguments = laid[table][name]
            assert (table, name, enabled) == (table, name, "A")
            assert (table, arguments.split("\\000")[:4]) == (table, wanted)


def test_columns_that_are_named_exist() -> None:
    columns = {meta.db_table: {f.column for f in meta.concrete_fields} for meta in META.values()}

    for table, audited in TABLES.items():
        named = f"{audited.left_out},{audited.hidden},{audited.bulky},{audited.naming}"
        assert (table, {n for n in named.split(",") if n} - columns[table]) == (table, set())


def test_tables_of_dossiers_have_none() -> None:
    laid = _triggers()

    assert [t for t in laid if t.startswith("dossiers_dossier") and NAME in laid[t]] == []


def test_an_update_keeps_what_changed_and_who_why(agency: Agency) -> None:
    with acting(Doer("page", 7, "Lê Thị Quản")), because("  theo công văn 12 "):
        agency.phone = "0254 100 100"
        agency.save()

    found = last()
    assert (found.table_name, found.row_key, found.action) == (
        "agencies_agency",
        str(agency.pk),
        "update",
    )
    assert found.before == {"phone": ""}
    assert found.after == {"phone": "0254 100 100"}
    assert (found.account_id, found.actor_name, found.source) == (7, "Lê Thị Quản", "page")
    assert found.reason == "theo công văn 12"
    assert found.row_name == f"{agency.code} {agency.name}"


def test_a_change_of_nothing_but_noise_is_not_told(agency: Agency) -> None:
    before = Change.objects.count()

    Agency.objects.filter(pk=agency.pk).update(search_text="khac", calendar_version=None)
    Agency.objects.filter(pk=agency.pk).update(name=agency.name)

    assert Change.objects.count() == before


def test_sql_by_hand_is_told_as_such(agency: Agency) -> None:
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        with connection.cursor() as cursor:
            # The test's own transaction has had one who acts already.
            cursor.execute("SELECT set_config('motcua.actor', '', true)")
            cursor.execute("UPDATE agencies_agency SET name = 'Khác' WHERE id = %s", [agency.pk])
    finally:
        connection.execute_wrappers = wrappers

    assert (last().source, last().after) == ("sql", {"name": "Khác"})
    assert last().actor_name != ""


def test_the_program_itself_is_told_as_such(agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(phone="1")

    assert (last().source, last().actor_name) == ("program", "")


def test_a_name_does_not_stay_for_the_next_act(agency: Agency) -> None:
    with acting(Doer("page", 7, "Một người")):
        Agency.objects.filter(pk=agency.pk).update(phone="2")
    Agency.objects.filter(pk=agency.pk).update(phone="3")

    assert (last().source, last().account_id) == ("program", None)


def test_secrets_and_addresses_are_never_told() -> None:
    account = Account.objects.create_account("bi.mat", "mot-cau-bi-mat", email="a@b.vn")
    account.set_password("cau-bi-mat-khac")
    account.email = "c@d.vn"
    account.save()

    made, changed = Change.objects.filter(table_name="accounts_account").order_by("pk")
    assert made.after is not None
    assert (made.after["password"], made.after["email"]) == (MASK, MASK)
    assert (changed.before, changed.after) == (
        {"password": MASK, "email": MASK},
        {"password": MASK, "email": MASK},
    )
    assert changed.pk == made.pk + 1


def test_citizens_are_no_configuration() -> None:
    Account.objects.create_account("nguoi.dan", None, kind=AccountKind.CITIZEN)
    before = Change.objects.count()

    Account.objects.filter(username="nguoi.dan").update(display_name="Khác")
    Account.objects.filter(username="nguoi.dan").delete()

    assert Change.objects.count() == before
    assert not Change.objects.filter(row_name="nguoi.dan").exists()


def test_documents_are_kept_by_digest_until_they_change() -> None:
    draft = ProcedureVersion.objects.create(
        procedure=ProcedureFactory.create(), number=900, content={"name": "Bản nháp"}
    )
    made = last()
    ProcedureVersion.objects.filter(pk=draft.pk).update(content={"name": "Bản khác"})
    changed = last()
    draft.delete()

    assert made.after is not None
    assert set(made.after["content"]) == {"sha256"}
    assert changed.before == {"content": {"name": "Bản nháp"}}
    gone = last().before
    assert gone is not None
    assert gone["content"] == {"name": "Bản khác"}


def test_a_rolled_back_change_leaves_nothing(agency: Agency) -> None:
    before = Change.objects.count()

    with transaction.atomic():
        Agency.objects.filter(pk=agency.pk).update(phone="5")
        transaction.set_rollback(True)

    assert Change.objects.count() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE configuration_change SET actor_name = 'Ai đó'",
        "DELETE FROM configuration_change",
        "TRUNCATE configuration_change",
        "SET LOCAL session_replication_role = replica; DELETE FROM configuration_change",
    ],
)
def test_nobody_changes_the_log(agency: Agency, statement: str) -> None:
    Agency.objects.filter(pk=agency.pk).update(phone="6")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert last().after == {"phone": "6"}


def test_emptying_a_table_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE agencies_factordemand")

    assert (last().table_name, last().action) == ("agencies_factordemand", "truncate")


def test_a_change_costs_one_statement_more_and_others_none(agency: Agency) -> None:
    with CaptureQueriesContext(connection) as told:
        # Who acts, and the update itself.
        Agency.objects.filter(pk=agency.pk).update(phone="7")
    with CaptureQueriesContext(connection) as of_a_draft:
        Draft.objects.filter(pk=0).update(saved_at=None)

    assert [q["sql"].split()[0] for q in told.captured_queries] == ["SELECT", "UPDATE"]
    assert len(of_a_draft) == 1


def test_words_say_labels_choices_names_and_days() -> None:
    load_calendar()
    day = CalendarDay.objects.first()
    assert day is not None
    copy: Any = CalendarDay(
        layer=day.layer, date="2030-02-05", kind="HOLIDAY", title="Ngày thử", status="proposed"
    )
    copy.save()
    CalendarDay.objects.filter(pk=copy.pk).update(status="confirmed", date="2030-02-06")

    changed, made = entries(list(Change.objects.order_by("-pk")[:2]))

    assert [(one.label, one.before, one.after) for one in changed.lines] == [
        ("Ngày", "05/02/2030", "06/02/2030"),
        ("Tình trạng", "Mới là đề xuất", "Đã có quyết định"),
    ]
    assert (made.kind, made.who) == ("ngày đặc biệt", "Hệ thống")
    told = {one.label: one.after for one in made.lines}
    assert (told["Lịch"], told["Loại"]) == (str(day.layer), "Nghỉ")
