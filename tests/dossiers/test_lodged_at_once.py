"""Two devices lodge the same draft at the same moment, over real connections."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier, LodgedForm, OnlineDraft
from motcua.dossiers.services.online import lodge_online
from motcua.dossiers.services.online_drafts import ForWhom, begin_draft, save_answers
from motcua.kernel.canonical import digest
from motcua.people.citizens import Citizen
from motcua.procedures.models import EForm, EFormVersion
from tests.citizens import person_of
from tests.dossiers.lives import TUESDAY, open_office
from tests.dossiers.test_concurrency import at_once
from tests.dossiers.whole_records import assert_chained

DEVICES = 4
WORDS = {"vi": "Đề nghị", "en": "Request"}
FORM = {
    "format": 1,
    "title": WORDS,
    "source": {"name": "", "url": "", "note": ""},
    "pages": [
        {
            "id": "one",
            "title": WORDS,
            "fields": [
                {"id": "request_text", "type": "long_text", "label": WORDS, "required": True}
            ],
        }
    ],
}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_FOLDER = tmp_path


def test_one_draft_lodged_by_several_devices_is_one_dossier(committed_database: str) -> None:
    del committed_database
    office = open_office()
    form = EForm.objects.create(code="thu", name="Thử")
    EFormVersion.objects.create(
        form=form,
        number=1,
        status=EFormVersion.Status.PUBLISHED,
        valid_from=date(2020, 1, 1),
        definition=FORM,
        digest=digest(FORM),
    )
    office.procedure.eform = form
    office.procedure.save(update_fields=["eform"])
    person = person_of()
    citizen = Citizen(account_id=0, person_id=person.pk, name=person.full_name, level=2)
    draft = begin_draft(
        citizen=citizen,
        procedure=office.procedure,
        agency=office.desk.agency,
        whom=ForWhom(),
        at=TUESDAY,
    )
    save_answers(draft, {"request_text": "Xin giấy"}, version=draft.version, at=TUESDAY)
    connection.close()

    answers = at_once(*[lambda: lodge_online(draft, citizen=citizen, at=TUESDAY)] * DEVICES)

    assert [type(answer) for answer in answers] == [Dossier] * DEVICES, [
        getattr(answer, "errors", answer) for answer in answers
    ]
    dossier = Dossier.objects.get()
    assert {answer.pk for answer in answers if isinstance(answer, Dossier)} == {dossier.pk}
    assert LodgedForm.objects.count() == dossier.charges.count() == 1
    assert OnlineDraft.objects.get().dossier == dossier
    assert dossier.events.filter(action="lodge").count() == 1
    assert_chained(dossier)
