"""What made-up people answered: the 93 slips of An Ngãi, the ward's own, a survey of a sample."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from motcua.accounts.models import Account
from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.demo import an_ngai
from motcua.demo.enacting import Planned
from motcua.demo.moments import midnight
from motcua.demo.offices import Office
from motcua.demo.town import Town
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.surveys.models import (
    Questionnaire,
    QuestionnaireVersion,
    Remark,
    SampleMember,
    Slip,
    SurveyRound,
)
from motcua.surveys.questions import Paper
from motcua.surveys.services.answering import RATED_STATES, Sender, rate
from motcua.surveys.services.listening import follow_up, proposed_words, show_words
from motcua.surveys.services.papers import enter_paper
from motcua.surveys.services.questionnaires import put_in_force
from motcua.surveys.services.rounds import Plan, open_round, record_answer, record_no_answer
from motcua.surveys.services.tablets import register_tablet

SLIPS_OF_AN_NGAI: Final = 93
"""All of them content, as the newspaper counted."""
SHARE_ANSWERED: Final = 0.55
SHARE_BAD: Final = 0.12
SHARE_REACHED, SHARE_WILLING = 0.86, 0.95
ANSWERED_TO: Final = 0.6
"""Of the bad ones of earlier days: how many somebody has seen to."""
AUDITOR: Final = "kiemtra"
COMPLAINTS: Final = (
    "Hẹn sáng nhưng đến chiều mới có người trả, tôi phải nghỉ làm thêm một buổi.",
    "Bị yêu cầu bổ sung giấy tờ mà bảng niêm yết không ghi.",
    "Quầy đông, không ai hướng dẫn lấy số. Gọi tôi theo số 0900 000 123 nếu cần hỏi thêm.",
    "Cán bộ trả lời cộc lốc khi tôi hỏi vì sao phải chờ.",
    "Trang nộp trực tuyến báo lỗi hai lần, phải ra tận nơi nộp lại.",
)
THANKS: Final = (
    "Cán bộ hướng dẫn tận tình, cảm ơn.",
    "Nhanh hơn ngày hẹn.",
    "Nên có thêm ghế ngồi chờ.",
)
DONE: Final = (
    "Đã rà lại giờ trả kết quả buổi sáng và bố trí thêm một người ở quầy trả.",
    "Đã sửa bảng niêm yết và xin lỗi; giấy tờ ấy từ nay không yêu cầu nữa.",
    "Đã nhắc bộ phận, bố trí người hướng dẫn lấy số vào giờ đông.",
)
_HOME: Final = "198.51.100.{}"


def chosen_slips(plans: Sequence[Planned], *, seed: int) -> dict[str, str]:
    """Return the number of the slip of paper for each of the 93 plans that have one."""
    chance = random.Random(f"{seed}:an-ngai:slips")  # noqa: S311 - a play, no secret
    keys = [planned.key for planned in plans]
    found = sorted(chance.sample(range(len(keys)), SLIPS_OF_AN_NGAI))
    return {keys[place]: f"AN-{number:03}" for number, place in enumerate(found, start=1)}


def enter_slip(dossier: Dossier, number: str, office: Office, *, seed: int) -> None:
    """Enter the slip of paper that somebody of An Ngãi left, on the day of the hand-over."""
    chance = random.Random(f"{seed}:an-ngai:{number}")  # noqa: S311 - a play, no secret
    assert dossier.returned_at is not None  # noqa: S101 - it was handed over
    enter_paper(
        dossier,
        _content_answers(chance),
        number=number,
        dated=clock.day_of(dossier.returned_at),
        actor=office.actor(Role.DESK_OFFICER),
        at=dossier.returned_at + timedelta(minutes=10),
    )


def rate_what_was_returned(town: Town) -> None:
    """Let some of those whose result was handed over answer; some heads see to it."""
    chance = random.Random(f"{town.seed}:{town.reference_on}:slips")  # noqa: S311 - a play
    agency = town.hall.agency
    if town.since is None:
        register_tablet(town.hall.context.desk, "Quầy 1", actor=SYSTEM, at=town.until)
    waiting = Slip.objects.filter(
        agency=agency,
        response__isnull=True,
        issued_at__lt=town.until,
        # What was handed back by mistake is open again, and keeps its slip.
        dossier__state__in=RATED_STATES,
    )
    if town.since is not None:
        waiting = waiting.filter(day__gte=town.since)
    rows = list(waiting.select_related("dossier").order_by("issued_at"))
    for number, slip in enumerate(rows):
        # The newest is always a bad one, so that there is something to see to.
        is_newest = number == len(rows) - 1
        if is_newest or chance.random() < SHARE_ANSWERED:
            is_bad = is_newest or chance.random() < SHARE_BAD
            _answer(slip, number, town, chance, is_bad=is_bad)
    _see_to_bad_ones(town, chance)


def _answer(slip: Slip, number: int, town: Town, chance: random.Random, *, is_bad: bool) -> None:
    at = min(slip.issued_at + timedelta(minutes=chance.randint(3, 240)), town.until)
    typed = _bad_answers(chance) if is_bad else _content_answers(chance)
    sender = Sender(
        device=f"{town.reference_on}:{number}",
        address=_HOME.format(number % 250 + 1),
        # Now and then somebody of the office answers in the place of a citizen.
        is_office_device=chance.random() < 1 / 40,
    )
    rate(slip.dossier, typed, sender=sender, at=at)


def _see_to_bad_ones(town: Town, chance: random.Random) -> None:
    """Mask most words, and write down what was done about bad answers of earlier days."""
    agency = town.hall.agency
    auditor = town.hall.by_role[Role.AUDITOR][0]
    waiting = Remark.objects.filter(response__agency=agency, state=Remark.State.WAITING)
    rows = waiting.select_related("response__slip__dossier").order_by("pk")
    for remark in rows.filter(response__day__lt=town.yesterday):
        show_words(remark, proposed_words(remark), actor=auditor, at=town.until)
    head = town.hall.actor(Role.HEAD_OF_DESK)
    bad = (
        Remark.objects.filter(
            response__agency=agency,
            response__is_satisfied=False,
            response__follow_ups__isnull=True,
            response__day__lt=town.yesterday,
        )
        .select_related("response__slip__dossier__desk__agency")
        .order_by("pk")
    )
    for remark in bad:
        if chance.random() < ANSWERED_TO:
            follow_up(remark.response, chance.choice(DONE), actor=head, at=town.until)


def survey_an_ngai(*, seed: int, reference_on: date) -> int:
    """Ask a sample of An Ngãi's people, as auditors of another agency; return how many."""
    account = Account.objects.get(username=AUDITOR)
    auditor = actor_of(account, reference_on)
    (run_by,) = auditor.agencies_with(Role.AUDITOR)
    commune = Agency.objects.get(unit__code=an_ngai.UNIT_CODE, province__code="77")
    at = midnight(reference_on) - timedelta(hours=9)
    plan = Plan(
        agency=commune,
        run_by=Agency.objects.get(pk=run_by),
        version=_published_form(at),
        first_on=an_ngai.FIRST_DAY,
        last_on=date(2024, 9, 15),
        margin_percent=5,
    )
    survey = open_round(plan, actor=auditor, at=at, seed=str(seed))
    return _ask_all(survey, auditor, at=at, seed=seed)


def _ask_all(survey: SurveyRound, actor: Actor, *, at: datetime, seed: int) -> int:
    chance = random.Random(f"{seed}:survey")  # noqa: S311 - a play, no secret
    paper = survey.version.paper
    answered = 0
    for member in survey.members.all():
        if chance.random() > SHARE_REACHED:
            # Some were looked for in vain, and some are left for whoever looks around.
            if chance.random() < 1 / 2:
                record_no_answer(member, SampleMember.State.NOT_REACHED, actor=actor, at=at)
        elif chance.random() > SHARE_WILLING:
            record_no_answer(member, SampleMember.State.REFUSED, actor=actor, at=at)
        else:
            record_answer(member, _five_levels(paper, chance), actor=actor, at=at)
            answered += 1
    return answered


def _published_form(at: datetime) -> QuestionnaireVersion:
    """Return the form of SIPAS, published for the demonstration as it is shipped."""
    form = Questionnaire.objects.get(slug="sipas").versions.order_by("-number").first()
    assert form is not None  # noqa: S101 - it is shipped
    if form.published_at is None:
        return put_in_force(form, valid_from=date(2023, 12, 11), at=at)
    return form


def _five_levels(paper: Paper, chance: random.Random) -> dict[str, str]:
    levels = ("5", "4", "3", "2")
    return {
        question.id: chance.choices(levels, (45, 42, 10, 3))[0]
        for question in paper.questions
        if not question.is_text
    }


def _content_answers(chance: random.Random) -> dict[str, str]:
    answers = {"chung": "like"}
    if chance.random() < 1 / 2:
        answers |= {
            "thoi-gian": chance.choice(("som", "dung")),
            "so-noi": "1",
            "so-lan": chance.choice(("0", "0", "1")),
            "thong-tin": chance.choice(("3", "2")),
            "thai-do": chance.choice(("3", "3", "2")),
            "ket-qua": "dung",
        }
    if chance.random() < 1 / 12:
        answers["gop-y"] = chance.choice(THANKS)
    return answers


def _bad_answers(chance: random.Random) -> dict[str, str]:
    return {
        "chung": "dislike",
        "thoi-gian": chance.choice(("tre", "dung")),
        "so-lan": chance.choice(("1", "2")),
        "thai-do": chance.choice(("2", "1")),
        "gop-y": chance.choice(COMPLAINTS),
    }
