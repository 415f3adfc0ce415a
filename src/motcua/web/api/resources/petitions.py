"""Feedback sent for somebody, and how far it is."""

from datetime import datetime
from typing import Annotated, Final

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from motcua.agencies.models import Agency
from motcua.configuration.features import Feature
from motcua.configuration.switches import require_on
from motcua.exchange.policies import access_petition
from motcua.exchange.scopes import Scope
from motcua.exchange.services.petitions import send_feedback
from motcua.kernel import clock
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.models import Feedback, Subject
from motcua.petitions.policies import is_replied
from motcua.petitions.services.lodging import NewFeedback
from motcua.petitions.services.publishing import approved_answer
from motcua.web.api.door import ApiRequest
from motcua.web.api.operations import needs, read, write
from motcua.web.api.shapes import AgencyOut, Code, Given, agency_out, local

router = Router(tags=["Phản ánh, kiến nghị"])
SEND: Final = needs(Scope.PETITION)
FOLLOW: Final = needs(Scope.PETITION_READ)
NO_NUL: Final = r"^[^\x00]*$"


class PetitionIn(Given):
    """Feedback as somebody says it; a telephone or mail address that the client has tried out."""

    agency: Code
    subject: Subject
    title: Annotated[str, StringConstraints(max_length=120, pattern=NO_NUL)] = ""
    text: Annotated[str, StringConstraints(min_length=1, max_length=5000, pattern=NO_NUL)]
    full_name: Annotated[str, StringConstraints(min_length=2, max_length=160, pattern=NO_NUL)]
    address: Annotated[str, StringConstraints(min_length=2, max_length=255, pattern=NO_NUL)]
    phone: Annotated[str, StringConstraints(max_length=32, pattern=r"^[0-9+ .()-]*$")] = ""
    email: Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00\s]*$")] = ""
    place: Annotated[str, StringConstraints(max_length=255, pattern=NO_NUL)] = ""
    dossier_code: Annotated[str, StringConstraints(max_length=60, pattern=NO_NUL)] = ""


class PetitionOut(Schema):
    """Feedback as the client that sent it sees it: nothing of who it was."""

    code: str
    agency: AgencyOut
    subject: str
    state: str
    state_text: str
    lodged_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    answer: str | None = Field(description="Trả lời đã được duyệt.")
    follow_url: str


@write(router, "/petitions", SEND, answer=PetitionOut, summary="Gửi phản ánh, kiến nghị")
def send_petition(request: ApiRequest, petition: PetitionIn) -> PetitionOut:
    """Gửi thay người dân; bên gọi đã thử điện thoại hay thư của họ."""
    require_on(Feature.PETITIONS, stamp=request.caller.stamp)
    given = petition.model_dump(exclude={"agency"})
    agency = get_object_or_404(Agency, code=petition.agency)
    new = NewFeedback(agency_id=agency.pk, **{**given, "subject": str(petition.subject)})
    return _out(send_feedback(new, caller=request.caller, at=clock.now()))


@read(router, "/petitions/{code}", FOLLOW, answer=PetitionOut, summary="Một phản ánh")
def get_petition(request: ApiRequest, code: Code) -> PetitionOut:
    """Phản ánh do chính bên gọi gửi: đang ở đâu, hạn, trả lời đã duyệt."""
    return _out(access_petition(request.caller, code))


def _out(one: Feedback) -> PetitionOut:
    state = FeedbackState(one.state)
    answer = approved_answer(one) if is_replied(one) else None
    return PetitionOut(
        code=one.code,
        agency=agency_out(one.agency),
        subject=one.subject,
        state=str(state),
        state_text=str(state.label),
        lodged_at=clock.local(one.lodged_at),
        due_at=local(one.due_at),
        answered_at=local(one.answered_at),
        answer=answer.text if answer is not None else None,
        follow_url=settings.PUBLIC_ADDRESS + reverse("public:feedback-follow", args=[one.code]),
    )
