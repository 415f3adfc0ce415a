"""Rows for tests. Names are synthetic; days are literals."""

from datetime import date, datetime
from typing import Any

import factory

from motcua.accounts.models import Account
from motcua.agencies.actors import Actor
from motcua.agencies.models import (
    Agency,
    AgencyKind,
    CalendarVersion,
    Desk,
    Officer,
    RoleAssignment,
    Unit,
    UnitLevel,
)
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext, actor_of, desk_context
from motcua.documents.form_layouts import shipped_forms
from motcua.documents.models import FormTemplate
from motcua.dossiers.services.lodging import Lodging, PaperInput
from motcua.kernel.clock import VIETNAM
from motcua.kernel.text import sort_key
from motcua.kernel.workdays import national_calendar
from motcua.notifications.models import MessageTemplate
from motcua.people.models import IdentityKind
from motcua.people.services import PersonInput
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.services import search_text_of
from motcua.reference.shipped import shipped_json

THURSDAY_MORNING = datetime(2024, 9, 12, 9, tzinfo=VIETNAM)
LONG_AGO = date(2018, 6, 21)
PASSWORD = "mat-khau-thu-nghiem"  # noqa: S105, opens only the test's own database


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    """A province that has always been."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda n: f"{n:02}")
    name = "Bà Rịa - Vũng Tàu"
    full_name = "Tỉnh Bà Rịa - Vũng Tàu"
    level = UnitLevel.PROVINCE
    valid_from = LONG_AGO


class CalendarVersionFactory(factory.django.DjangoModelFactory[CalendarVersion]):
    """The nation's calendar as shipped, frozen."""

    class Meta:
        model = CalendarVersion
        django_get_or_create = ("digest",)

    digest = factory.LazyFunction(lambda: national_calendar().digest())
    content = factory.LazyFunction(lambda: national_calendar().to_dict())


class AgencyFactory(factory.django.DjangoModelFactory[Agency]):
    """A commune's committee with the nation's calendar."""

    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"H06.{25 + n // 1000}.{n % 1000:02}")
    name = factory.Sequence(lambda n: f"UBND xã Số {n}")
    kind = AgencyKind.COMMUNE_COMMITTEE
    province = factory.SubFactory(UnitFactory)
    unit = factory.SelfAttribute("province")
    calendar_version = factory.SubFactory(CalendarVersionFactory)
    valid_from = LONG_AGO


class DeskFactory(factory.django.DjangoModelFactory[Desk]):
    """The agency's one-stop desk."""

    class Meta:
        model = Desk

    agency = factory.SubFactory(AgencyFactory)
    code = factory.Sequence(lambda n: f"mot-cua-{n}")
    name = "Bộ phận Tiếp nhận và Trả kết quả"
    phone = "0254 000 0000"
    valid_from = LONG_AGO


class AccountFactory(factory.django.DjangoModelFactory[Account]):
    """An account with the password of the tests."""

    class Meta:
        model = Account
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"can-bo-{n}")
    display_name = "Lê Thị Thu Hà"

    @factory.post_generation  # type: ignore[untyped-decorator]
    def password(self: Any, create: bool, extracted: str | None, **_kwargs: Any) -> None:  # noqa: FBT001, factory_boy's signature
        """Hash the password; given None explicitly, leave the account without one."""
        if create:
            self.set_password(extracted or PASSWORD)
            self.save(update_fields=["password"])


class OfficerFactory(factory.django.DjangoModelFactory[Officer]):
    """An officer with an account; give roles with ``roles=[Role.…]``."""

    class Meta:
        model = Officer
        skip_postgeneration_save = True

    account = factory.SubFactory(AccountFactory)
    agency = factory.SubFactory(AgencyFactory)
    full_name = "Lê Thị Thu Hà"
    sort_key = factory.LazyAttribute(lambda o: sort_key(o.full_name))

    @factory.post_generation  # type: ignore[untyped-decorator]
    def roles(self: Any, create: bool, extracted: list[Role] | None, **_kwargs: Any) -> None:  # noqa: FBT001, factory_boy's signature
        """Give the officer these roles in the own agency."""
        if create:
            for role in extracted or []:
                RoleAssignment.objects.create(
                    officer=self, agency=self.agency, role=role, valid_from=LONG_AGO
                )


CONTENT: dict[str, Any] = {
    "name": "Cấp Giấy xác nhận tình trạng hôn nhân",
    "field": "Hộ tịch",
    "channels": [
        {
            "channel": channel,
            "limit": {"value": 3, "unit": "working_day"},
            "fee_dong": 0,
            "fee_note": "",
            "fee_by_province": False,
            "description": "",
        }
        for channel in ("direct", "online", "post")
    ],
    "papers": [
        {
            "id": "p1",
            "case": "",
            "name": "Tờ khai",
            "kind": "submit",
            "originals": 1,
            "copies": 0,
        },
    ],
    "results": [{"code": "KQ.G15.000001", "name": "Giấy xác nhận tình trạng hôn nhân"}],
    "process": None,
}


class ProcedureFactory(factory.django.DjangoModelFactory[Procedure]):
    """A commune's procedure due in three working days, published."""

    class Meta:
        model = Procedure
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"1.{n:06}")
    name = CONTENT["name"]
    field = "Hộ tịch"
    field_slug = "ho-tich"
    levels = ["commune"]

    @factory.post_generation  # type: ignore[untyped-decorator]
    def content(self: Any, create: bool, extracted: dict[str, Any] | None, **_kwargs: Any) -> None:  # noqa: FBT001, factory_boy's signature
        """Publish version 1 with this content."""
        if create:
            self.current_version = ProcedureVersion.objects.create(
                procedure=self,
                number=1,
                status=ProcedureVersion.Status.PUBLISHED,
                valid_from=LONG_AGO,
                content={**CONTENT, "name": self.name, "field": self.field, **(extracted or {})},
            )
            self.search_text = search_text_of(self)
            self.save(update_fields=["current_version", "search_text"])


def form_templates() -> None:
    """Store the shipped layouts of all forms."""
    FormTemplate.objects.bulk_create(
        FormTemplate(
            kind=form.kind,
            number=form.number,
            name=form.title,
            legal_basis=form.circular,
            layout=form.layout,
            texts=dict(form.texts),
            valid_from=form.valid_from,
            valid_to=form.valid_to,
        )
        for form in shipped_forms()
    )


def shipped_topics() -> list[str]:
    """Return every kind of message that is shipped."""
    return list(dict.fromkeys(one["topic"] for one in shipped_json("texts/messages.json")))


def message_templates() -> None:
    """Store short words for every topic."""
    MessageTemplate.objects.bulk_create(
        MessageTemplate(
            topic=topic,
            subject="Hồ sơ {code}",
            body="Hồ sơ {code}: hẹn {due}. {url}",
            valid_from=LONG_AGO,
        )
        for topic in shipped_topics()
    )


def context_of(desk: Desk) -> DeskContext:
    """Return the desk as services want it."""
    return desk_context(desk.pk)


def actor_with(*roles: Role, agency: Agency, **fields: Any) -> Actor:
    """Return somebody who holds ``roles`` in ``agency``."""
    officer = OfficerFactory.create(agency=agency, roles=list(roles), **fields)
    assert officer.account is not None
    return actor_of(officer.account, THURSDAY_MORNING.date())


def applicant(number: str = "077190000012", **fields: Any) -> PersonInput:
    """Return an applicant with a synthetic personal number."""
    values: dict[str, Any] = {
        "full_name": "Nguyễn Thị Hoà",
        "identity_kind": IdentityKind.PERSONAL_ID,
        "identity_number": number,
        "address": "Ấp Một, xã An Ngãi",
        "phone": "0900000012",
        "email": "hoa@example.vn",
        **fields,
    }
    return PersonInput(**values)


def lodging(procedure: Procedure, agency: Agency, **fields: Any) -> Lodging:
    """Return an ordinary dossier as handed in at the desk."""
    values: dict[str, Any] = {
        "procedure_code": procedure.code,
        "agency_id": agency.pk,
        "applicant": applicant(),
        "papers": (PaperInput(name="Tờ khai", paper_id="p1"),),
        **fields,
    }
    return Lodging(**values)
