"""What happens at home in the small province: forms, and a citizen's draft."""

from typing import TYPE_CHECKING, Final

from motcua.agencies.roles import Role
from motcua.dossiers.models import OnlineDraft
from motcua.dossiers.services.online_drafts import ForWhom, begin_draft, save_answers
from motcua.people.citizens import Citizen
from motcua.procedures.eform_services import open_form_draft
from motcua.procedures.models import EForm
from motcua.reference.eforms import load_eforms

if TYPE_CHECKING:
    from datetime import datetime

    from tests.world import World

MARITAL: Final = "tinh-trang-hon-nhan"


def play_online(world: "World", at: "datetime") -> OnlineDraft:
    """Load the shipped forms, open one for editing, and let the first applicant begin a draft."""
    load_eforms(at=at)
    form = EForm.objects.get(code=MARITAL)
    open_form_draft(form, actor=world.here.actor(Role.ADMINISTRATOR))
    world.marital.refresh_from_db()
    person = world.dossiers["accepted"].applicant
    citizen = Citizen(account_id=0, person_id=person.pk, name=person.full_name, level=2)
    draft = begin_draft(
        citizen=citizen,
        procedure=world.marital,
        agency=world.here.agency,
        whom=ForWhom(),
        at=at,
    )
    typed = {"applicant_phone": "0903 123 456"}
    return save_answers(draft, typed, version=draft.version, at=at)
