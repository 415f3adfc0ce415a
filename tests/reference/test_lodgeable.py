"""Every procedure we ship can be lodged online on the first day, but those of ministries alone."""

from collections import Counter
from datetime import date

import pytest

from motcua.agencies.models import Agency, AgencyKind, Unit, UnitLevel
from motcua.agencies.selectors import configuration_stamp
from motcua.kernel.eforms.checking import check
from motcua.procedures.competence import agencies_for
from motcua.procedures.content import Content
from motcua.procedures.models import Channel, Procedure
from motcua.procedures.plain_eform import plain_form
from motcua.procedures.selectors import terms_to_lodge, versions_in_force
from motcua.reference.documents import shipped_records
from tests.factories import AgencyFactory, DeskFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
ON = date(2026, 11, 23)


@pytest.fixture
def province() -> Unit:
    """Return a province with a commune and its own committee, each with a desk."""
    found: Unit = Unit.objects.valid_on(ON).get(level=UnitLevel.PROVINCE, code="79")
    Agency.objects.all().update(valid_to=date(2026, 1, 1))
    for kind in (AgencyKind.COMMUNE_COMMITTEE, AgencyKind.PROVINCE_COMMITTEE):
        agency = AgencyFactory.create(code=f"THU.{kind}", kind=kind, province=found)
        DeskFactory.create(agency=agency, code=f"thu-{kind}")
    return found


def why_not(procedure: Procedure, province: Unit, stamp: int) -> str:
    """Return why ``procedure`` cannot be lodged online here; "" when it can."""
    agencies = agencies_for(procedure, province.pk, ON)
    if not agencies:
        return "ministry" if procedure.levels == ["ministry"] else "no agency"
    terms = terms_to_lodge(
        procedure.code, agencies[0].pk, province.pk, str(Channel.ONLINE), ON, stamp
    )
    return "" if terms.version_id else "no version"


def test_all_but_those_of_a_ministry_alone_can_be_lodged(province: Unit) -> None:
    procedures = list(Procedure.objects.filter(is_active=True))
    stamp = configuration_stamp()

    why = Counter(why_not(procedure, province, stamp) for procedure in procedures)

    assert set(why) == {"", "ministry"}
    assert why[""] + why["ministry"] == len(procedures)
    assert why["ministry"] == sum(one.levels == ["ministry"] for one in procedures)


def test_those_without_a_limit_are_lodged_and_promised_by_the_desk(province: Unit) -> None:
    without = [one for one, version in _contents() if not any(c.limit for c in version.channels)]
    stamp = configuration_stamp()
    assert len(without) > 400

    for procedure in without[:20]:
        agencies = agencies_for(procedure, province.pk, ON)
        if agencies:
            terms = terms_to_lodge(
                procedure.code, agencies[0].pk, province.pk, str(Channel.ONLINE), ON, stamp
            )
            assert not terms.has_limit


def _contents() -> list[tuple[Procedure, Content]]:
    procedures = list(Procedure.objects.filter(is_active=True))
    found = versions_in_force(procedures, ON)
    return [(one, Content.from_document(found[one.pk].content)) for one in procedures]


def test_the_plain_form_of_every_procedure_may_be_published() -> None:
    wrong = {
        record.code: problems
        for record in shipped_records()
        if (problems := check(plain_form(Content.from_document(record.content))))
    }

    assert wrong == {}
