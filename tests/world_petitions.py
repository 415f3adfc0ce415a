"""What people of the small province say: feedback in every state, a complaint, a denunciation."""

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PIL import Image

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.documents.services import store_content
from motcua.kernel.clock import VIETNAM
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.models import (
    Complaint,
    Denunciation,
    Feedback,
    FeedbackDraft,
    FeedbackWay,
    Verification,
)
from motcua.petitions.services import cases, handling, publishing
from motcua.petitions.services.cases import Said
from motcua.petitions.services.lodging import NewFeedback, lodge, start_draft

if TYPE_CHECKING:
    from tests.world import World

THURSDAY: Final = datetime(2026, 11, 19, 9, tzinfo=VIETNAM)
FRIDAY_NOON: Final = datetime(2026, 11, 20, 11, tzinfo=VIETNAM)
BY_CODE: Final = Actor(officer_id=None, account_id=None, name="")
STATES: Final = FeedbackState


def picture() -> bytes:
    """Return a small photograph that says where it was taken."""
    made = io.BytesIO()
    image = Image.new("RGB", (64, 48), "#8e1b1f")
    exif = image.getexif()
    exif[0x010F] = "May anh bi mat"
    image.save(made, "JPEG", exif=exif)
    return made.getvalue()


def play_petitions(world: "World") -> None:
    """Let there be one piece of feedback in each state, and one of both that are kept apart."""
    officer = world.here.actor(Role.PETITION_OFFICER)
    leader = world.here.actor(Role.APPROVER)
    for state in STATES:
        one = _lodged(world, state)
        _lead(one, state, officer, leader)
    said = Said(
        text="Cán bộ nhận tiền để làm nhanh.",
        about="Ông Ngô Văn Quyền, địa chính",
        full_name="Tô Thị Kể",
        address="Ấp Hai",
    )
    here = world.here.agency.pk
    cases.lodge_complaint(said, agency_id=here, way=FeedbackWay.DESK, at=THURSDAY)
    cases.lodge_denunciation(said, agency_id=here, way=FeedbackWay.DESK, at=THURSDAY)
    draft = start_draft(person_id=None, email="ke@example.vn", at=FRIDAY_NOON)
    draft.is_verified = True
    draft.values = {
        "agency": world.here.agency.code,
        "subject": "delay",
        "title": "Hẹn lại nhiều lần",
        "text": "Tôi nộp hồ sơ mà cán bộ hẹn lại ba lần chưa trả.",
        "full_name": "Tô Thị Kể",
        "address": "Ấp Hai, xã An Bình",
        "email": "ke@example.vn",
    }
    draft.save()
    waiting = start_draft(person_id=None, email="cho@example.vn", at=FRIDAY_NOON)
    waiting.verification = Verification.objects.create(
        address_key="a", code_key="b", sent_at=FRIDAY_NOON, expires_at=FRIDAY_NOON
    )
    waiting.save()


def _lodged(world: "World", state: FeedbackState) -> Feedback:
    new = NewFeedback(
        agency_id=world.here.agency.pk,
        subject="delay",
        title=f"Hẹn ba lần: {state.value}",
        text="Tôi là Tô Thị Kể, 0900 000 077, nộp hồ sơ mà cán bộ hẹn ba lần chưa trả.",
        full_name="Tô Thị Kể",
        address="12 Đường Mẫu, ấp Hai",
        phone="0900000077",
        way=FeedbackWay.ONLINE,
    )
    photo = store_content(picture(), name="quay-3.jpg", actor=SYSTEM, at=THURSDAY)
    # The applicant of the world's accepted dossier sees theirs in their room.
    person = world.dossiers["accepted"].applicant_id
    actor = Actor(None, None, new.full_name, person_id=person)
    return lodge(new, [photo], actor=actor, at=THURSDAY)


def _lead(one: Feedback, state: FeedbackState, officer: Actor, leader: Actor) -> None:
    at = FRIDAY_NOON
    if state is STATES.RECEIVED:
        return
    if state is STATES.NOT_ACCEPTED:
        handling.refuse(one.pk, reason="Đã trả lời rồi.", actor=officer, at=at)
        return
    if state is STATES.TURNED_OVER:
        # Without a case of its own: the world has one of each.
        Feedback.objects.filter(pk=one.pk).update(state=state, due_at=None)
        return
    handling.accept(one.pk, subject="delay", actor=officer, at=at)
    if state is STATES.PROCESSING:
        return
    if state is STATES.AWAITING_PETITIONER:
        handling.ask(one.pk, question="Quầy số mấy?", actor=officer, at=at)
        return
    answer = handling.propose(one.pk, text="Đã trả kết quả, xin lỗi.", actor=officer, at=at)
    if state is STATES.AWAITING_APPROVAL:
        return
    handling.approve(one.pk, answer_id=answer.pk, actor=leader, at=at)
    if state is STATES.KEPT_PRIVATE:
        publishing.keep_private(one.pk, actor=officer, at=at)
    if state is STATES.PUBLISHED:
        fresh = Feedback.objects.select_related("petitioner").get(pk=one.pk)
        publishing.publish(
            one.pk,
            publishing.proposal(fresh),
            photos=[photo.ref for photo in fresh.photos.all()],
            actor=officer,
            at=at,
        )


def feedback_in(state: FeedbackState) -> Feedback:
    """Return the world's feedback in ``state``."""
    return Feedback.objects.select_related("petitioner").get(state=state)


def complaint() -> Complaint:
    """Return the world's complaint."""
    return Complaint.objects.get()


def denunciation() -> Denunciation:
    """Return the world's denunciation."""
    return Denunciation.objects.get()


def written_draft(*, is_verified: bool = True) -> FeedbackDraft:
    """Return what somebody is writing, or whose address waits for its code."""
    return FeedbackDraft.objects.get(is_verified=is_verified)
