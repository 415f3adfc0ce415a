"""People of the demonstration who say what went wrong, and what became of it.

The living ward has feedback in every state, and a row of older pieces that were answered; the
commune of 2024 has a few a month. Texts, people and pictures are made up.
"""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from PIL import Image, ImageDraw

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.demo.citizens import named
from motcua.demo.feedback_words import DISPUTED, PIECES, Piece
from motcua.demo.moments import OfficeTime
from motcua.demo.names import citizen
from motcua.demo.offices import Office
from motcua.demo.town import Town
from motcua.documents.models import StoredFile
from motcua.documents.services import store_content
from motcua.kernel import clock
from motcua.kernel.codes import new_tracking_code
from motcua.people.models import Person
from motcua.petitions.models import Feedback, FeedbackWay
from motcua.petitions.services import cases, handling, hearing, publishing, turning_over
from motcua.petitions.services.cases import Said
from motcua.petitions.services.lodging import NewFeedback, lodge

FIRST_SERIAL: Final = 960_000
OLDER: Final = 30
A_MORNING: Final = 2
A_MONTH: Final = 2
BY_CODE: Final = Actor(officer_id=None, account_id=None, name="")
WAYS: Final = (
    FeedbackWay.ONLINE,
    FeedbackWay.ONLINE,
    FeedbackWay.PHONE,
    FeedbackWay.DESK,
    FeedbackWay.LETTER,
)


@dataclass(frozen=True, slots=True)
class Ear:
    """An office that listens: who takes feedback in, who answers, and when it works."""

    office: Office
    time: OfficeTime
    until: datetime
    chance: random.Random

    @property
    def officer(self) -> Actor:
        """Return who handles feedback here."""
        return self.office.actor(Role.PETITION_OFFICER)

    @property
    def leader(self) -> Actor:
        """Return who approves answers here."""
        return self.office.actor(Role.APPROVER)

    def after(self, at: datetime, hours: float) -> datetime:
        """Return so many working hours after ``at``, within the play."""
        return min(self.time.after(self.time.worked(at) + int(hours * 60)), self.until)


def speak_up(town: Town) -> None:
    """Let people of the ward say what they have to say up to the reference day."""
    chance = random.Random(f"{town.seed}:{town.reference_on}:petitions")  # noqa: S311 - a play
    ear = Ear(town.hall, town.time, town.until, chance)
    if town.since is not None:
        for number in range(A_MORNING):
            at = town.time.in_day(chance, town.yesterday, latest=0.8)
            _lodged(
                ear, at, PIECES[(number + town.reference_on.toordinal()) % len(PIECES)], number
            )
        return
    days = town.days_before(48)
    for number, (days_ago, course) in enumerate(COURSES):
        at = town.time.in_day(chance, days[-days_ago], latest=0.7)
        piece = DISPUTED if course is _turned_over else PIECES[number % len(PIECES)]
        one = _lodged(ear, at, piece, number, has_photo=number in {0, 9})
        course(ear, one, piece, at)
    for number in range(OLDER):
        at = town.time.in_day(chance, days[number % 14], latest=0.7)
        piece = PIECES[(number * 5 + 3) % len(PIECES)]
        one = _lodged(ear, at, piece, 100 + number)
        _heard(ear, one, piece, at, is_public=number % 5 == 0)
    _of_mai(ear, town, days)
    _cases(ear, town, days)


def speak_up_in_2024(office: Office, month: str, *, seed: int, until: datetime) -> None:
    """Let people of the commune of 2024 say something, a few a month, all of it answered."""
    chance = random.Random(f"{seed}:{month}:petitions")  # noqa: S311 - a play
    first = date(int(month[:4]), int(month[5:]), 1)
    time = OfficeTime.between(office.calendar, first, first + timedelta(days=60))
    ear = Ear(office, time, until, chance)
    days = time.working_days(first, first + timedelta(days=24))
    for number in range(A_MONTH):
        at = time.in_day(chance, chance.choice(days), latest=0.7)
        piece = chance.choice(PIECES)
        one = _lodged(ear, at, piece, 400 + first.month * 10 + number)
        _heard(ear, one, piece, at, is_public=number == 0)


def _lodged(
    ear: Ear,
    at: datetime,
    piece: Piece,
    number: int,
    *,
    has_photo: bool = False,
    person: Person | None = None,
) -> Feedback:
    agency = ear.office.agency
    serial = FIRST_SERIAL + number + at.toordinal() % 20 * 1_000
    who = citizen(ear.chance, serial=serial, place=agency.place)
    new = NewFeedback(
        agency_id=agency.pk,
        subject=piece.subject,
        title=piece.title,
        text=piece.text.format(name=who.full_name, phone=who.phone),
        full_name=person.full_name if person is not None else who.full_name,
        address=who.address,
        phone=who.phone,
        email=f"phan-anh.{serial}@thu-dien-tu.example",
        number=who.identity_number,
        place=piece.place,
        way=FeedbackWay.ONLINE if person is not None or has_photo else ear.chance.choice(WAYS),
    )
    actor = Actor(None, None, new.full_name, person_id=person.pk if person is not None else None)
    photos = [_photo(number, at)] if has_photo else []
    return lodge(
        new.tidied(),
        photos,
        actor=actor,
        at=at,
        new_code=lambda: new_tracking_code(ear.chance.choice),
    )


def _accepted(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    handling.accept(one.pk, subject=piece.subject, actor=ear.officer, at=ear.after(at, 4))


def _asked(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    _accepted(ear, one, piece, at)
    handling.ask(
        one.pk,
        question="Ông/bà đến quầy số mấy, vào ngày giờ nào?",
        actor=ear.officer,
        at=ear.after(at, 9),
    )


def _proposed(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    _accepted(ear, one, piece, at)
    handling.propose(one.pk, text=piece.answer, actor=ear.officer, at=ear.after(at, 20))


def _sent_back(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    _accepted(ear, one, piece, at)
    answer = handling.propose(
        one.pk, text="Đã chấn chỉnh.", actor=ear.officer, at=ear.after(at, 16)
    )
    handling.send_back(
        one.pk,
        answer_id=answer.pk,
        remark="Nói rõ đã làm gì, từ ngày nào.",
        actor=ear.leader,
        at=ear.after(at, 20),
    )
    handling.propose(one.pk, text=piece.answer, actor=ear.officer, at=ear.after(at, 24))


def _answered(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> datetime:
    _accepted(ear, one, piece, at)
    answer = handling.propose(one.pk, text=piece.answer, actor=ear.officer, at=ear.after(at, 18))
    approved = ear.after(at, 26 + ear.chance.random() * 40)
    handling.approve(one.pk, answer_id=answer.pk, actor=ear.leader, at=approved)
    return approved


def _waiting_to_be_public(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    _answered(ear, one, piece, at)


def _published(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    approved = _answered(ear, one, piece, at)
    text = publishing.proposal(one)
    photos = [photo.ref for photo in one.photos.all()]
    publishing.publish(one.pk, text, photos=photos, actor=ear.officer, at=ear.after(approved, 5))
    rated = ear.after(approved, 12)
    hearing.rate(one.pk, value=3, words="Trả lời rõ.", actor=BY_CODE, at=rated)


def _private(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    approved = _answered(ear, one, piece, at)
    publishing.keep_private(one.pk, actor=ear.officer, at=ear.after(approved, 3))


def _refused(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    del piece
    reason = "Việc này đã được trả lời ở một phản ánh trước của chính ông/bà."
    handling.refuse(one.pk, reason=reason, actor=ear.officer, at=ear.after(at, 6))


def _reopened(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    approved = _answered(ear, one, piece, at)
    hearing.rate(
        one.pk, value=1, words="Chưa thấy thay đổi.", actor=BY_CODE, at=ear.after(approved, 5)
    )
    handling.reopen(
        one.pk,
        reason="Người gửi cho biết quầy vẫn đóng sớm.",
        actor=ear.officer,
        at=ear.after(approved, 10),
    )


def _turned_over(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    del piece
    turning_over.turn_over(
        one.pk,
        to=turning_over.COMPLAINT,
        about="Văn bản trả lại hồ sơ của UBND phường",
        actor=ear.officer,
        at=ear.after(at, 5),
    )


def _untouched(ear: Ear, one: Feedback, piece: Piece, at: datetime) -> None:
    del ear, one, piece, at


Course = Callable[[Ear, Feedback, Piece, datetime], object]
COURSES: Final[tuple[tuple[int, Course], ...]] = (
    (30, _published),
    (26, _published),
    (22, _published),
    (12, _waiting_to_be_public),
    (20, _private),
    (7, _proposed),
    (9, _sent_back),
    (6, _asked),
    (18, _accepted),
    (1, _untouched),
    (4, _untouched),
    (5, _accepted),
    (14, _refused),
    (24, _reopened),
    (8, _turned_over),
)
"""How many working days ago each came, and how far it has gone."""


def _heard(ear: Ear, one: Feedback, piece: Piece, at: datetime, *, is_public: bool) -> None:
    """Answer it, publish or not, and let its author say what they think."""
    approved = _answered(ear, one, piece, at)
    decided = ear.after(approved, 6)
    if is_public:
        publishing.publish(
            one.pk, publishing.proposal(one), photos=(), actor=ear.officer, at=decided
        )
    else:
        publishing.keep_private(one.pk, actor=ear.officer, at=decided)
    value = ear.chance.choices((3, 2, 1), weights=(5, 4, 1))[0]
    hearing.rate(one.pk, value=value, words="", actor=BY_CODE, at=ear.after(decided, 4))
    asked = approved + timedelta(days=29)
    if asked < ear.until:
        hearing.ask_again(one.pk, at=asked)
        is_settled = ear.chance.random() < 0.85  # noqa: PLR2004 - most of them
        hearing.say_settled(
            one.pk,
            is_settled=is_settled,
            actor=BY_CODE,
            at=min(asked + timedelta(hours=9), ear.until),
        )


def _of_mai(ear: Ear, town: Town, days: list[date]) -> None:
    """Give somebody whom one can sign in as two pieces: one answered, one to be added to."""
    number = named("mai").personal_number
    person = Person.objects.filter(identity_number=number).first()
    if person is None:
        return
    for place, (days_ago, course) in enumerate(((10, _answered), (5, _asked))):
        at = town.time.in_day(ear.chance, days[-days_ago], latest=0.5)
        one = _lodged(ear, at, PIECES[place + 2], 300 + place, person=person)
        course(ear, one, PIECES[place + 2], at)


def _cases(ear: Ear, town: Town, days: list[date]) -> None:
    """Take one complaint and one denunciation in, and route both on."""
    receiver = town.hall.actor(Role.COMPLAINT_OFFICER)
    to: Agency = town.departments[-1].agency
    for number, is_complaint in enumerate((True, False)):
        at = town.time.in_day(ear.chance, days[-9 + number], latest=0.6)
        who = citizen(ear.chance, serial=FIRST_SERIAL + 700 + number, place=town.hall.agency.place)
        said = Said(
            text=_COMPLAINED if is_complaint else _DENOUNCED,
            about="Văn bản trả hồ sơ số 00/TB-UBND"
            if is_complaint
            else "Nhân viên giữ xe (trình diễn)",
            full_name=who.full_name,
            address=who.address,
            phone=who.phone,
        )
        take = cases.lodge_complaint if is_complaint else cases.lodge_denunciation
        case = take(
            said,
            agency_id=town.hall.agency.pk,
            way=FeedbackWay.DESK,
            officer_id=receiver.officer_id,
            at=at,
        )
        cases.route(
            case,
            to_agency_id=to.pk,
            document=f"0{number + 1}/CV-UBND",
            legal_basis="Luật Khiếu nại 02/2011/QH13"
            if is_complaint
            else "Luật Tố cáo 25/2018/QH14",
            reason="Thuộc thẩm quyền của cơ quan cấp tỉnh.",
            actor=receiver,
            at=ear.after(at, 12),
        )


_COMPLAINED: Final = (
    "Tôi không đồng ý với văn bản trả hồ sơ vì lý do ghi trong đó không có trong danh mục giấy tờ "
    "đã công khai. Đề nghị xem xét lại. (Đơn trình diễn.)"
)
_DENOUNCED: Final = (
    "Người giữ xe trước cổng thu tiền cao hơn giá niêm yết và hứa lấy số thứ tự giúp nếu đưa thêm "
    "tiền. (Đơn trình diễn.)"
)


def _photo(number: int, at: datetime) -> StoredFile:
    """Draw a waiting room: rows of seats, most of them taken."""
    picture = Image.new("RGB", (960, 720), "#efe7da")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 430, 960, 720), fill="#cdbfa8")
    pen.rectangle((80, 120, 880, 260), fill="#ffffff", outline="#857568", width=4)
    for place in range(4):
        left = 100 + place * 200
        pen.rectangle((left, 140, left + 160, 240), fill="#22407c")
    for row in range(3):
        for seat in range(8):
            left, top = 60 + seat * 110, 470 + row * 80
            pen.rectangle((left, top, left + 70, top + 46), fill="#5c5049")
            if (seat + row + number) % 4:
                pen.ellipse((left + 15, top - 40, left + 55, top), fill="#8e1b1f")
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80)
    name = f"phong-cho-{clock.day_of(at):%d%m}-{number}.jpg"
    return store_content(made.getvalue(), name=name, actor=SYSTEM, at=at)
