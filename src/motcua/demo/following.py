"""What citizens of the ward follow: results at the post, words, a message that failed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.delivery.lifecycle import EventKind
from motcua.delivery.models import Parcel
from motcua.delivery.post import News
from motcua.delivery.services import Brought, take_in, take_news
from motcua.demo.at_home import is_free
from motcua.demo.cast import Cast, Entrance, enter
from motcua.demo.citizens import named, personal_numbers, typed
from motcua.demo.enacting import Planned, accept, finish
from motcua.demo.town import Town
from motcua.demo.troubles import in_hand
from motcua.dossiers import codes
from motcua.dossiers.lifecycle import DeliveryState, MoneyState, ResultMode, State
from motcua.dossiers.models import Dossier, Origin, PaperForm
from motcua.dossiers.pause_rules import SupplementItem
from motcua.dossiers.services.conversing import write
from motcua.dossiers.services.pausing import ask_supplement
from motcua.dossiers.services.posting import INCOMING, Outgoing, hand_to_post
from motcua.dossiers.services.slips import applicant_of
from motcua.notifications.models import Channel, Message, MessageState
from motcua.procedures.content import Content

OWNER: Final = "hoa"
DAYS: Final = 5
CHANGE: Final = "Bản chụp thiếu trang cuối; xin chụp lại đủ trang, rõ bốn góc."
WHY: Final = "Bản trong kho cũng thiếu trang cuối."
REASON: Final = "Thành phần hồ sơ chưa đầy đủ."
BASIS: Final = "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 2"
POSTMAN: Final = "Trần Văn Thư"
ON_ITS_WAY: Final = ((EventKind.COLLECTED, 0, "Bưu cục Vũng Tàu 1"),)
ON_ROUTES: Final = (
    ON_ITS_WAY,
    (*ON_ITS_WAY, (EventKind.ATTEMPTED, 1, "Phường Vũng Tàu")),
    (
        *ON_ITS_WAY,
        (EventKind.ATTEMPTED, 1, "Phường Vũng Tàu"),
        (EventKind.ATTEMPTED, 4, "Phường Vũng Tàu"),
        (EventKind.BACK, 5, "Trung tâm Phục vụ hành chính công"),
    ),
)
"""What the post has said of each parcel: what, after how many hours of the play, where."""
ASKED: Final = (
    "Tôi đã nộp đủ giấy tờ chưa ạ, có phải mang thêm bản chính không?",
    "Tôi đi làm xa, kết quả gửi qua bưu chính về địa chỉ trong tờ khai được không?",
)
ANSWERED: Final = "Hồ sơ của ông/bà đã đủ. Kết quả gửi qua bưu chính được, xin chờ tin báo."
HOURS: Final = 6
"""How long before the end of the play the parcels were handed over."""


def owned(cast: Cast) -> list[Entrance]:
    """Give a citizen whom one can sign in as a dossier in each situation that they follow."""
    town = cast.town
    owner = named(OWNER)
    days = town.open_days(DAYS)
    entrances = []
    for act, code, mode in OWNED:
        if not days or not is_free(owner, code, town):
            continue
        # The post has had a day already; what the office works on is not late.
        chosen = (days[:-1] or days) if act is _finish else days[-1:]
        at = town.time.in_day(cast.chance, cast.chance.choice(chosen), latest=0.4)
        usual = cast.plan(code, at)
        planned = replace(usual, applicant=typed(owner), result_mode=mode)
        entrances.append(enter(planned, partial(act, planned, town)))
    return entrances


def _ask(planned: Planned, town: Town, chance: random.Random) -> None:
    """Wait for papers that she can answer for at home."""
    dossier = accept(planned, town.hall, chance)
    content = Content.from_document(dossier.procedure_version.content)
    paper = content.papers_to_hand_in()[0]
    ask_supplement(
        dossier.pk,
        items=[SupplementItem(paper.id, PaperForm.COPY, CHANGE, WHY)],
        reason=REASON,
        legal_basis=BASIS,
        reply_by=None,
        context=town.hall.context,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=town.later(planned.accepted_at, 60),
    )


def _finish(planned: Planned, town: Town, chance: random.Random) -> None:
    """Have a result that is taken at home: by post, or as a file."""
    finish(accept(planned, town.hall, chance), planned, town.venue, chance)


def _wonder(planned: Planned, town: Town, chance: random.Random) -> None:
    """Ask the office something while it works."""
    dossier = accept(planned, town.hall, chance)
    citizen = Actor(None, None, "", person_id=dossier.applicant_id)
    write(dossier, ASKED[0], actor=citizen, at=town.later(planned.accepted_at, 120))


Act = Callable[[Planned, Town, random.Random], None]
OWNED: Final[tuple[tuple[Act, str, ResultMode], ...]] = (
    (_ask, "1.004873", ResultMode.AT_DESK),
    (_finish, "2.000635", ResultMode.BY_POST),
    (_finish, "1.001193", ResultMode.ELECTRONIC),
    (_wonder, "1.004837", ResultMode.AT_DESK),
)
"""What she has, in which procedure (none twice), and how she wants the result."""


def follow(town: Town) -> None:
    """Send some results by post, let people write, and leave a message that reached nobody."""
    chance = random.Random(f"{town.seed}:{town.reference_on}:following")  # noqa: S311 - a play
    _send(town)
    _bring(town)
    _talk(town, chance)
    _fail(town)


def _send(town: Town) -> None:
    ready = Dossier.objects.filter(
        origin=Origin.DEMO,
        receiving_agency=town.hall.agency,
        state=State.FINISHED,
        delivery_state=DeliveryState.READY,
        finished_at__lt=town.until - timedelta(hours=HOURS),
    ).exclude(money_state=MoneyState.DUE)
    number = named(OWNER).personal_number
    own = ready.filter(applicant__identity_number=number, result_mode=ResultMode.BY_POST)
    # Those that want the post are left to be sent; others have just asked for it.
    others = ready.filter(result_mode=ResultMode.AT_DESK).exclude(
        applicant__identity_number__in=personal_numbers()
    )
    handed = list(others.order_by("-finished_at", "pk")[: len(ON_ROUTES)])
    # The citizen's own goes the second way: nobody was at home the first time.
    handed[1:1] = own.order_by("-pk")[:1]
    handed = handed[: len(ON_ROUTES)]
    if not handed:
        return
    at = town.until - timedelta(hours=HOURS)
    people = [applicant_of(dossier) for dossier in handed]
    hand_to_post(
        [
            Outgoing(dossier.pk, person.full_name, person.phone, person.address or "Vũng Tàu")
            for dossier, person in zip(handed, people, strict=True)
        ],
        postman=POSTMAN,
        context=town.hall.context,
        actor=town.hall.actor(Role.DESK_OFFICER),
        at=at,
    )
    for dossier, route in zip(handed, ON_ROUTES, strict=False):
        _tell(dossier, route, at)


def _tell(dossier: Dossier, route: Sequence[tuple[EventKind, int, str]], at: datetime) -> None:
    parcel = Parcel.objects.get(reference=dossier.tracking_code, settled_at__isnull=True)
    for number, (kind, hours, place) in enumerate(route, start=1):
        happened_at = at + timedelta(hours=hours)
        news = News(f"demo-{number}", kind, happened_at, place=place)
        take_news(str(parcel.ref), [news], at=happened_at)


def _bring(town: Town) -> None:
    """Let the postman bring two dossiers that nobody has opened yet."""
    marks = f"{town.reference_on:%y%m%d}"
    agency = town.hall.agency
    take_in(
        [
            Brought(f"EV{marks}01VN", "Phan Thị Sen", "Xác nhận tình trạng hôn nhân"),
            Brought(f"EV{marks}02VN", "Lý Văn Đá", "Trích lục khai sinh", is_whole=False),
        ],
        agency=agency,
        number=codes.next_number(agency.pk, INCOMING, town.until),
        postman=POSTMAN,
        signed_at=town.until,
        actor=town.hall.actor(Role.DESK_OFFICER),
    )


def _talk(town: Town, chance: random.Random) -> None:
    open_ones = list(in_hand(town).order_by("pk"))
    for number, (text, dossier) in enumerate(
        zip(ASKED, chance.sample(open_ones, len(ASKED)), strict=True)
    ):
        citizen = Actor(None, None, "", person_id=dossier.applicant_id)
        write(dossier, text, actor=citizen, at=town.until)
        if number:
            officer = chance.choice(town.hall.by_role[Role.HANDLING_OFFICER])
            write(dossier, ANSWERED, actor=officer, at=town.until)


def _fail(town: Town) -> None:
    """Leave one message that two providers could not bring to its telephone."""
    dossier = in_hand(town).order_by("-pk").first()
    if dossier is None:
        return
    Message.objects.get_or_create(
        key=f"demo:{town.reference_on}:failed",
        defaults={
            "topic": "accepted",
            "channel": Channel.SMS,
            "about": dossier.code or dossier.tracking_code,
            "recipient": "0900000000",
            "subject": "",
            "body": f"Da nhan ho so {dossier.code}.",
            "state": MessageState.FAILED,
            "provider": "sms2",
            "attempts": 1,
            "last_error": "máy tắt",
            "next_attempt_at": town.until,
            "created_at": town.until,
        },
    )
