"""The applicant has the move: papers to add, money to pay; some have answered already."""

from datetime import date, timedelta
from typing import Final

from motcua.agencies.roles import Role
from motcua.demo.folder_troubles import LAND
from motcua.demo.town import Town
from motcua.demo.troubles import Trouble, Victim, at_role, lately, not_late
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent, Origin, PaperForm, Pause
from motcua.dossiers.pause_rules import SupplementItem
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.pausing import ask_payment, ask_supplement, resume
from motcua.kernel import clock
from motcua.procedures.content import Content, Paper

DAYS_TO_REPLY: Final = (1, 1, 5)
ASKED: Final = (
    (
        "Bản sao chưa chứng thực; xin nộp bản sao có chứng thực hoặc mang bản chính đối chiếu.",
        "Giấy tờ đã nộp chưa bảo đảm giá trị pháp lý để giải quyết.",
    ),
    (
        "Còn thiếu trang cuối và chữ ký của người khai; xin nộp lại đủ trang.",
        "Thành phần hồ sơ chưa đầy đủ.",
    ),
    (
        "Nơi cư trú khác với Cơ sở dữ liệu quốc gia về dân cư; xin sửa cho thống nhất.",
        "Thông tin trong hồ sơ chưa thống nhất.",
    ),
)
BASIS: Final = "Nghị định 61/2018/NĐ-CP, Điều 17 khoản 2"
NOT_ELIGIBLE_BASIS: Final = "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"
PAYMENT_BASIS: Final = "Luật Đất đai năm 2024, Điều 153"
PAYMENT_REASON: Final = "Người sử dụng đất nộp lệ phí trước bạ theo thông báo của cơ quan thuế."
CAME_BACK: Final = "Người nộp mang đủ giấy tờ tới quầy."


def _waiting(town: Town, **having: object) -> int:
    return (
        Dossier.objects.filter(
            origin=Origin.DEMO,
            receiving_agency=town.hall.agency,
            pauses__ended_at__isnull=True,
            **having,
        )
        .exclude(pauses__isnull=True)
        .count()
    )


def _asking(victim: Victim, kind: str, reply_by: date | None) -> bool:
    content = Content.from_document(victim.dossier.procedure_version.content)
    papers = _papers(content)
    if not papers:
        return False
    change, reason = victim.chance.choice(ASKED)
    chosen = victim.chance.sample(papers, min(len(papers), victim.chance.randint(1, 2)))
    ask_supplement(
        victim.dossier.pk,
        items=[SupplementItem(paper.id, _form(paper), change) for paper in chosen],
        reason=reason,
        legal_basis=NOT_ELIGIBLE_BASIS if kind == Pause.Kind.NOT_ELIGIBLE else BASIS,
        reply_by=reply_by,
        kind=Pause.Kind(kind),
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _papers(content: Content) -> list[Paper]:
    listed = content.papers_to_hand_in()
    return [paper for paper in listed if paper.case == listed[0].case][:4]


def _form(paper: Paper) -> str:
    return str(PaperForm.ORIGINAL if paper.originals else PaperForm.CERTIFIED)


def _ask(victim: Victim) -> bool:
    """Ask for papers; of what was asked a while ago the day named is past."""
    first = clock.day_of(victim.at) + timedelta(days=1)
    days = victim.town.time.working_days(first, first + timedelta(days=21))
    return _asking(victim, Pause.Kind.SUPPLEMENT, days[victim.chance.choice(DAYS_TO_REPLY) - 1])


def _send_home(victim: Victim) -> bool:
    return _asking(victim, Pause.Kind.NOT_ELIGIBLE, None)


def _ask_and_get(victim: Victim) -> bool:
    resumed_at = victim.later(600)
    if resumed_at < victim.later(120) or not _ask(victim):
        return False
    slip = victim.dossier.pauses.get().form
    assert slip is not None  # noqa: S101 - a supplement is asked for by form 02
    resume(
        victim.dossier.pk,
        note=CAME_BACK,
        papers=[
            PaperInput(name=line["name"], form=PaperForm.CERTIFIED, count=1)
            for line in slip.payload["items"]
        ],
        context=victim.town.hall.context,
        actor=victim.town.hall.actor(Role.DESK_OFFICER),
        at=resumed_at,
    )
    return True


def _bill(victim: Victim) -> bool:
    number = victim.chance.randint(100, 999)
    ask_payment(
        victim.dossier.pk,
        reason=PAYMENT_REASON,
        legal_basis=PAYMENT_BASIS,
        document=f"Thông báo {number}/TB-TCS ngày {clock.day_of(victim.at):%d/%m/%Y}",
        amount_dong=victim.chance.randrange(1_200, 9_800, 50) * 1_000,
        context=victim.town.hall.context,
        actor=victim.actor,
        at=victim.at,
    )
    return True


def _answered(town: Town) -> int:
    return DossierEvent.objects.filter(
        action=Action.RESUME, dossier__agency=town.hall.agency, happened_at__gte=lately(town, 8)
    ).count()


WAITING: Final = (
    Trouble(
        "bill",
        3,
        lambda town: _waiting(town, state=State.AWAITING_PAYMENT),
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            not_late(town), procedure__code__in=LAND
        ),
        _bill,
    ),
    Trouble(
        "not-eligible",
        2,
        lambda town: _waiting(town, pauses__kind=Pause.Kind.NOT_ELIGIBLE),
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(
            not_late(town), clock_from__gte=lately(town, 2)
        ),
        _send_home,
    ),
    Trouble(
        "papers",
        6,
        lambda town: _waiting(town, pauses__kind=Pause.Kind.SUPPLEMENT, accepted_at__isnull=False),
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(not_late(town)),
        _ask,
    ),
    Trouble(
        "papers-in",
        2,
        _answered,
        lambda town: at_role(town, Role.HANDLING_OFFICER).filter(not_late(town)),
        _ask_and_get,
    ),
    Trouble(
        "papers-before",
        2,
        lambda town: _waiting(town, accepted_at__isnull=True),
        lambda town: Dossier.objects.filter(
            origin=Origin.DEMO,
            agency=town.hall.agency,
            state=State.SUBMITTED,
            pauses__isnull=True,
        ),
        _ask,
        Role.DESK_OFFICER,
    ),
)
