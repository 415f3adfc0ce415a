"""Feedback that a client sends for somebody whose address it has tried out itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.exchange.callers import Caller
from motcua.exchange.errors import AgencyNotAllowedError
from motcua.exchange.models import ApiPetition
from motcua.petitions.models import Feedback
from motcua.petitions.requirements import lacking
from motcua.petitions.services.lodging import LodgingError, NewFeedback, lodge
from motcua.petitions.services.telling import tell


@transaction.atomic
def send_feedback(new: NewFeedback, *, caller: Caller, at: datetime) -> Feedback:
    """Send feedback and return it. Raises AgencyNotAllowedError, LodgingError."""
    if not caller.may_act_for(new.agency_id):
        raise AgencyNotAllowedError(_("Hệ thống này không gửi phản ánh đến cơ quan ấy."))
    tidy = new.tidied()
    missing = lacking(
        full_name=tidy.full_name,
        address=tidy.address,
        phone=tidy.phone,
        email=tidy.email,
        text=tidy.text,
    )
    if missing:
        raise LodgingError(_("Phản ánh chưa có: %(what)s.") % {"what": ", ".join(missing)})
    actor = Actor(officer_id=None, account_id=caller.client.account_id, name=tidy.full_name)
    one = lodge(tidy, (), actor=actor, at=at)
    ApiPetition.objects.create(client=caller.client, feedback=one, at=at)
    tell(one, "petition_received", at=at, key="lodge")
    return one
