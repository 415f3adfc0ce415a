"""A citizen's room: one's own dossiers and nobody else's, and what one may change."""

from http import HTTPStatus

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import access_own_dossier
from motcua.people.citizens import Citizen
from motcua.people.models import Person
from tests.citizens import person_of, sign_in_citizen
from tests.world import World

pytestmark = pytest.mark.django_db


def own(world: World, state: str) -> tuple[Dossier, Person]:
    """Return a dossier of the world and its applicant."""
    dossier = Dossier.objects.get(pk=world.dossiers[state].pk)
    return dossier, dossier.applicant


def citizen_for(person: Person) -> Citizen:
    """Return ``person`` as who asks."""
    return Citizen(account_id=0, person_id=person.pk, name=person.full_name, level=2)


def test_own_dossiers_are_listed_and_others_are_not(client: Client, world: World) -> None:
    dossier, applicant = own(world, "accepted")
    others, _other = own(world, "ready")
    sign_in_citizen(client, applicant)

    page = client.get(reverse("citizen:home")).content.decode()

    assert dossier.tracking_code in page
    assert others.tracking_code not in page


def test_the_list_costs_the_same_however_long(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _dossier, applicant = own(world, "accepted")
    Dossier.objects.update(applicant=applicant)
    sign_in_citizen(client, applicant)
    client.get(reverse("citizen:home"))

    # session with account, identity with person, what asks, all dossiers, drafts, stamp
    with django_assert_num_queries(6):
        client.get(reverse("citizen:home"))


def test_somebody_elses_dossier_does_not_exist(world: World) -> None:
    dossier, applicant = own(world, "accepted")

    assert access_own_dossier(citizen_for(applicant), dossier.tracking_code) == dossier
    with pytest.raises(Http404):
        access_own_dossier(citizen_for(person_of()), dossier.tracking_code)


def test_who_is_proxy_or_principal_sees_the_dossier(world: World) -> None:
    dossier, _applicant = own(world, "accepted")
    proxy, principal = person_of(), person_of()
    Dossier.objects.filter(pk=dossier.pk).update(proxy=proxy, principal=principal)

    assert access_own_dossier(citizen_for(proxy), dossier.tracking_code) == dossier
    assert access_own_dossier(citizen_for(principal), dossier.tracking_code) == dossier


def test_contacts_can_be_changed_and_emptied(client: Client) -> None:
    person = sign_in_citizen(client)
    address = reverse("citizen:profile")

    client.post(address, {"phone": "0900 000 123", "email": "mai@vidu.vn", "address": "Tổ 3"})
    client.post(address, {"phone": "0900 000 124", "email": "", "address": "Tổ 3"})

    person.refresh_from_db()
    assert (person.phone, person.email, person.address) == ("0900000124", "", "Tổ 3")


def test_a_wrong_address_of_mail_is_said_and_kept(client: Client) -> None:
    sign_in_citizen(client)

    answer = client.post(reverse("citizen:profile"), {"phone": "", "email": "mai tại vidu"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ten@noi.vn" in answer.content.decode()
    assert "mai tại vidu" in answer.content.decode()


def test_a_citizen_ends_another_session_of_theirs(client: Client) -> None:
    person = sign_in_citizen(client)
    elsewhere = Client()
    sign_in_citizen(elsewhere, person)

    client.post(reverse("citizen:sessions-end-others"))

    assert client.get(reverse("citizen:home")).status_code == HTTPStatus.OK
    assert elsewhere.get(reverse("citizen:home")).status_code == HTTPStatus.FOUND


def test_staff_and_citizens_keep_to_their_rooms(client: Client, world: World) -> None:
    officer = world.here.officers[Role.DESK_OFFICER]
    assert officer.account is not None
    client.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")

    assert client.get(reverse("citizen:home")).status_code == HTTPStatus.FORBIDDEN

    sign_in_citizen(client)

    assert client.get(reverse("desk:home")).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("accounts:sessions")).status_code == HTTPStatus.FORBIDDEN


def test_a_stranger_is_sent_to_the_citizens_door(client: Client) -> None:
    answer = client.get(reverse("citizen:home"))

    goal = reverse("citizen:home")
    assert answer.headers["Location"] == f"{reverse('citizen:sign-in')}?next={goal}"
