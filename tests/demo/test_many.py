"""Dossiers by the hundred thousand: a few of them here, and held to what every dossier is."""

import random
from collections import Counter
from datetime import datetime

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.cli.generate import generate
from motcua.demo.many import filling, tables
from motcua.demo.many.filling import Wish
from motcua.demo.many.ground import Place
from motcua.demo.many.people import People
from motcua.dossiers.ledger import digest, event_document
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent, Step
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.stepping import open_step_of
from motcua.indicators.keeping import rebuild
from motcua.indicators.models import DossierFact
from motcua.kernel.clock import VIETNAM
from motcua.kernel.text import fold
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, tzinfo=VIETNAM)
WISH = Wish(rows=300, open_rows=60, agencies=2, at=MONDAY, with_events=True, is_checked=True)


@pytest.fixture
def places() -> list[Place]:
    """Fill the database with every foreign key looked up."""
    filled = filling.fill(WISH)
    connection.check_constraints()
    return filled


def _signed_in(place: Place, role: Role) -> Client:
    officer = Officer.objects.select_related("account").get(pk=place.officers[role])
    assert officer.account is not None
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


def test_most_are_returned_and_open_steps_wait_for_every_role(places: list[Place]) -> None:
    states = Counter(Dossier.objects.values_list("state", flat=True))

    assert sum(states.values()) == 300
    assert states[State.RETURNED] > 200
    assert 40 < states[State.IN_PROGRESS] + states[State.ACCEPTED] < 80
    roles = set(Step.objects.filter(closed_at=None).values_list("role", flat=True))
    assert roles == {role.value for role in places[0].officers if role is not Role.DESK_OFFICER}


def test_codes_follow_one_another_and_the_next_acceptance_goes_on(places: list[Place]) -> None:
    factories.form_templates()
    factories.message_templates()
    agency, desk = places[0].agency, places[0].desk
    last = Dossier.objects.filter(agency=agency).latest("book_number")

    accepted = accept_at_desk(
        factories.lodging(factories.ProcedureFactory.create(), agency),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=agency, desk=desk),
        at=MONDAY,
    )

    assert last.book_number is not None
    assert accepted.book_number == last.book_number + 1
    numbers = Dossier.objects.filter(agency=agency).values_list("book_number", flat=True)
    assert sorted(n for n in numbers if n) == list(range(1, accepted.book_number + 1))


def test_the_record_is_a_true_chain(places: list[Place]) -> None:
    del places
    for dossier in Dossier.objects.prefetch_related("events")[:40]:
        previous = ""
        events = list(dossier.events.all())
        for event in events:
            assert event.previous_hash == previous
            assert event.hash == digest(event_document(event, dossier.tracking_code))
            previous = event.hash
        assert (dossier.events_count, dossier.last_hash) == (len(events), previous)
        assert events[-1].to_state == dossier.state


def test_the_officer_sees_them_on_the_work_list_and_in_the_search(places: list[Place]) -> None:
    client = _signed_in(places[0], Role.REVIEWER)
    step = Step.objects.filter(
        closed_at=None, role=Role.REVIEWER, agency=places[0].agency, due_at__isnull=False
    ).earliest("due_at")

    work = client.get(reverse("office:work")).content.decode()
    name = step.dossier.principal_name
    found = client.get(reverse("office:find"), {"q": fold(name)}).content.decode()

    assert str(step.dossier.code) in work
    assert name in found


def test_the_next_step_can_be_done(places: list[Place]) -> None:
    step = Step.objects.filter(
        closed_at=None, role=Role.HANDLING_OFFICER, dossier__state=State.IN_PROGRESS
    ).earliest("pk")
    place = next(place for place in places if place.agency.pk == step.agency_id)
    actor = factories.actor_with(Role.HANDLING_OFFICER, agency=place.agency)

    moved = complete_step(
        step.dossier_id,
        outcome="done",
        order=step.order,
        context=factories.context_of(place.desk),
        actor=actor,
        at=MONDAY,
    )

    following = open_step_of(moved)
    assert following is not None
    assert (following.order, following.role) == (step.order + 1, Role.REVIEWER)


def test_the_facts_copied_are_those_that_the_record_gives(places: list[Place]) -> None:
    del places
    copied = list(DossierFact.objects.order_by("pk").values_list())

    rebuild(at=MONDAY)

    assert len(copied) == 300
    assert list(DossierFact.objects.order_by("pk").values_list()) == copied


def test_chance_is_in_the_seed_alone() -> None:
    def names(seed: str) -> list[str]:
        people = People(random.Random(seed), 50, MONDAY)  # noqa: S311 - made-up people
        return [people.draw().name for _number in range(30)]

    assert names("2026/1") == names("2026/1")
    assert names("2026/1") != names("2027/1")


def test_without_events_there_are_none_and_dates_are_still_counted() -> None:
    filling.fill(Wish(rows=40, open_rows=10, agencies=1, at=MONDAY, is_checked=True))

    assert not DossierEvent.objects.exists()
    assert not Dossier.objects.filter(original_due_at=None).exists()
    assert not Step.objects.filter(
        closed_at=None, due_at=None, dossier__due_at__isnull=False
    ).exists()


@pytest.mark.usefixtures("open_database")
def test_a_database_with_dossiers_is_refused(places: list[Place]) -> None:
    del places
    refused = CliRunner().invoke(generate, ["dossiers", "--rows", "5"])

    assert refused.exit_code == 1
    assert "đã có hồ sơ" in refused.output
    assert Dossier.objects.count() == 300


@pytest.mark.usefixtures("open_database")
def test_production_is_refused_whatever_is_said(settings: LazySettings) -> None:
    settings.PRODUCTION = True

    refused = CliRunner().invoke(generate, ["dossiers", "--rows", "5", "--yes-this-is-a-bench"])

    assert refused.exit_code == 1
    assert "đang tiếp dân" in refused.output


def test_a_column_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="no_such"):
        tables.Rows(Dossier, "code", "no_such")
