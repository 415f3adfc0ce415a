"""What is remembered of people: the newest that was said, and nothing lost that was not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from motcua.people.models import Person
from motcua.people.services import PersonInput, remember_people
from tests.factories import applicant

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def test_somebody_is_known_again_by_number_and_brought_up_to_date() -> None:
    remember_people([applicant(birth_on=date(1990, 5, 6))], at=AT)

    (again,) = remember_people(
        [applicant(full_name="Nguyễn Thị Hòa", address="Ấp Hai", phone="0900000099")],
        at=AT + timedelta(days=1),
    )

    known = Person.objects.get()
    assert known.pk == again.pk
    assert (known.full_name, known.address, known.phone) == (
        "Nguyễn Thị Hòa",
        "Ấp Hai",
        "0900000099",
    )
    assert known.updated_at == AT + timedelta(days=1)


def test_who_is_named_by_another_keeps_what_was_not_said() -> None:
    known = applicant(birth_on=date(1990, 5, 6))
    remember_people([known], at=AT)

    remember_people([applicant(address="", phone="", email="")], at=AT)

    kept = Person.objects.get()
    assert (kept.birth_on, kept.address) == (known.birth_on, known.address)
    assert (kept.phone, kept.email) == (known.phone, known.email)


def test_a_mail_address_can_be_taken_away() -> None:
    remember_people([applicant()], at=AT)

    remember_people([applicant(email="")], at=AT)

    assert Person.objects.get().email == ""


def test_people_without_a_number_are_each_somebody_else() -> None:
    unknown = PersonInput(full_name="Trần Văn Hai")

    first, second = remember_people([unknown], at=AT), remember_people([unknown], at=AT)

    assert first[0].pk != second[0].pk
    assert Person.objects.filter(full_name="Trần Văn Hai").count() == 2


def test_rows_come_back_in_the_order_of_the_people() -> None:
    people = [
        applicant("077190000099", full_name="Đỗ Thị Bảy"),
        PersonInput(full_name="Trần Văn Hai"),
        applicant("077190000011", full_name="Lê Văn Ba"),
    ]

    rows = remember_people(people, at=AT)

    assert [row.full_name for row in rows] == ["Đỗ Thị Bảy", "Trần Văn Hai", "Lê Văn Ba"]
    assert [Person.objects.get(pk=row.pk).full_name for row in rows] == [
        row.full_name for row in rows
    ]
