"""What else happens in the small province: papers missing, late dates, results, endings."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from motcua.agencies.roles import Role
from motcua.dossiers.models import Consultation, Dossier, PaperForm, Pause, Result
from motcua.dossiers.pause_rules import SupplementItem
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.apologies import draft_apology, sign_apology
from motcua.dossiers.services.consulting import answer, ask_agency
from motcua.dossiers.services.ending import MoneyEnding, stop_dossier, withdraw_dossier
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, PaperInput, Settlement
from motcua.dossiers.services.pausing import ask_payment, ask_supplement, resume
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.dossiers.services.results import approve_result, make_result, number_result
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.services.steps import assign_step, return_step, take_step
from motcua.dossiers.services.undoing import undo
from motcua.kernel.clock import VIETNAM
from motcua.procedures.models import Channel
from motcua.procedures.process import END
from tests import factories
from tests.factories import ProcedureFactory

if TYPE_CHECKING:
    from tests.world import World

EARLY_NOVEMBER: Final = datetime(2026, 11, 3, 8, 15, tzinfo=VIETNAM)
WEDNESDAY: Final = datetime(2026, 11, 18, 8, 30, tzinfo=VIETNAM)
FRIDAY: Final = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
MONDAY: Final = datetime(2026, 11, 23, 14, 0, tzinfo=VIETNAM)
THURSDAY: Final = date(2026, 11, 26)
NEXT_MONDAY: Final = date(2026, 11, 30)
AN_HOUR: Final = timedelta(hours=1)
MINUTES: Final = timedelta(minutes=20)
MISSING: Final = (SupplementItem("p1", PaperForm.ORIGINAL, "Tờ khai chưa có chữ ký, xin ký lại."),)
BASIS: Final = "Nghị định 61/2018/NĐ-CP, Điều 17"
DOER: Final = Role.HANDLING_OFFICER


class Life:
    """Brings dossiers of a world into one situation after another."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.context = factories.context_of(world.here.desk)
        self.number = 600

    def who(self, role: Role, at: datetime) -> dict[str, Any]:
        """Return who acts, and when."""
        return {"actor": self.world.here.actor(role), "at": at}

    def by(self, role: Role, at: datetime) -> dict[str, Any]:
        """Return who acts, from which desk, and when."""
        return {"context": self.context, **self.who(role, at)}

    def taken(self, name: str, at: datetime = FRIDAY, **fields: Any) -> int:
        """Accept a dossier that the world shall know by ``name``."""
        dossier = accept_at_desk(self._lodging(**fields), **self.by(Role.DESK_OFFICER, at))
        self.world.dossiers[name] = dossier
        return int(dossier.pk)

    def posted(self, name: str, at: datetime = FRIDAY) -> int:
        """Lodge a dossier that came by post, unanswered."""
        lodging = self._lodging(channel=Channel.POST, submitted_at=at)
        dossier = lodge_dossier(lodging, **self.by(Role.DESK_OFFICER, at))
        self.world.dossiers[name] = dossier
        return int(dossier.pk)

    def _lodging(self, **fields: Any) -> Any:
        self.number += 1
        procedure = fields.pop("procedure", self.world.marital)
        values: dict[str, Any] = {
            "applicant": factories.applicant(f"077190000{self.number}", email=""),
            "papers": (PaperInput(name="Tờ khai cấp Giấy xác nhận", paper_id="p1"),),
            "fee": FeeInput(settlement=Settlement.PAID),
            "knows_of_duplicate": True,
            **fields,
        }
        return factories.lodging(procedure, self.world.here.agency, **values)

    def done(self, dossier_id: int, role: Role, at: datetime) -> Dossier:
        """Let ``role`` close its step."""
        return complete_step(dossier_id, outcome="done", **self.by(role, at))

    def result(
        self, dossier_id: int, at: datetime, outcome: str = Result.Outcome.GRANTED
    ) -> Result:
        """Make the result from its template."""
        is_refused = outcome == Result.Outcome.REFUSED
        return make_result(
            dossier_id,
            outcome=outcome,
            title="Giấy xác nhận tình trạng hôn nhân",
            body="Xác nhận ông/bà có tên trên hiện chưa đăng ký kết hôn với ai.",
            reasons=["Người yêu cầu đang có quan hệ hôn nhân."] if is_refused else (),
            legal_basis="Nghị định 123/2015/NĐ-CP, Điều 22" if is_refused else "",
            **self.by(DOER, at),
        )

    def approved(self, dossier_id: int, at: datetime, made: Result) -> None:
        """Carry a dossier with a result to the clerk."""
        self.done(dossier_id, DOER, at)
        approve_result(
            dossier_id,
            version=made.version,
            sha256=made.file.sha256,
            **self.who(Role.APPROVER, at),
        )
        self.done(dossier_id, Role.APPROVER, at)

    def numbered(self, dossier_id: int, at: datetime) -> None:
        """Let the clerk number the result and send it to the counter."""
        number_result(dossier_id, symbol="/XNTTHN", dated=at.date(), **self.who(Role.CLERK, at))
        self.done(dossier_id, Role.CLERK, at)


def play_life(world: "World") -> None:
    """Add to ``world.dossiers`` one for each situation; the keys say which."""
    life = Life(world)
    _wait_for_applicants(life)
    _hand_folders_about(life)
    _ask_others(life)
    _decide(life)
    _be_late(life)
    _end(life)


def _wait_for_applicants(life: Life) -> None:
    words: dict[str, Any] = {
        "items": MISSING,
        "reason": "Tờ khai thiếu chữ ký.",
        "legal_basis": BASIS,
    }
    ask_supplement(
        life.taken("awaiting_supplement"),
        reply_by=NEXT_MONDAY,
        kind=Pause.Kind.NOT_ELIGIBLE,
        **words,
        **life.by(DOER, MONDAY),
    )
    ask_supplement(
        life.posted("supplement_before"),
        reply_by=None,
        **words,
        **life.by(Role.DESK_OFFICER, FRIDAY),
    )
    resumed = life.taken("resumed", WEDNESDAY)
    ask_supplement(resumed, reply_by=None, **words, **life.by(DOER, WEDNESDAY + AN_HOUR))
    resume(
        resumed,
        note="Người nộp mang tờ khai đã ký.",
        papers=[PaperInput(name="Tờ khai đã ký", paper_id="p1")],
        **life.by(Role.DESK_OFFICER, MONDAY),
    )
    ask_payment(
        life.taken("awaiting_payment"),
        reason="Nộp lệ phí trước bạ theo thông báo của cơ quan thuế.",
        legal_basis="Luật Đất đai năm 2024, Điều 153",
        document="Thông báo 118/TB-TCS ngày 20/11/2026",
        amount_dong=1_250_000,
        **life.by(DOER, MONDAY),
    )
    life.taken("owing", fee=FeeInput(settlement=Settlement.LATER))


def _hand_folders_about(life: Life) -> None:
    take_step(life.taken("taken"), order=1, **life.who(DOER, FRIDAY + AN_HOUR))
    assign_step(
        life.taken("assigned"),
        order=1,
        officer_id=life.world.here.officers[DOER].pk,
        **life.who(Role.REVIEWER, FRIDAY + AN_HOUR),
    )
    returned = life.taken("sent_back")
    life.done(returned, DOER, FRIDAY + AN_HOUR)
    return_step(
        returned,
        order=2,
        to_order=1,
        reason="Dự thảo ghi sai năm sinh.",
        **life.by(Role.APPROVER, MONDAY),
    )
    undone = life.taken("undone")
    undo(
        undone,
        sequence=life.done(undone, DOER, MONDAY - MINUTES).events_count,
        reason="Bấm nhầm hồ sơ.",
        **life.by(DOER, MONDAY),
    )


def _ask_others(life: Life) -> None:
    far = life.world.elsewhere
    question: dict[str, Any] = {
        "agency_id": far.agency.pk,
        "question": "Đề nghị xác minh tình trạng hôn nhân trong thời gian thường trú tại địa bàn.",
    }
    at = FRIDAY + AN_HOUR
    ask_agency(life.taken("asked"), due_on=THURSDAY, **question, **life.who(DOER, at))
    late = life.taken("asked_late", WEDNESDAY)
    ask_agency(late, due_on=FRIDAY.date(), **question, **life.who(DOER, WEDNESDAY + AN_HOUR))
    answered: Consultation = ask_agency(
        life.taken("answered"), due_on=THURSDAY, **question, **life.who(DOER, at)
    )
    answer(
        answered,
        answer="Không có thông tin khác với nội dung kê khai.",
        file=None,
        actor=far.actor(DOER),
        at=MONDAY,
    )
    linked = _linked_procedure(life.world)
    at_home = life.taken("linked", FRIDAY, procedure=linked, fee=FeeInput())
    life.done(at_home, DOER, FRIDAY + AN_HOUR)


def _linked_procedure(world: "World") -> Any:
    steps = [
        ("appraise", "Thẩm định", DOER, "land", ""),
        ("land", "Xác nhận hồ sơ địa chính", DOER, "issue", world.elsewhere.agency.code),
        ("issue", "Vào sổ, đóng dấu", Role.CLERK, END, ""),
    ]
    return ProcedureFactory.create(
        code="1.013978",
        name="Đăng ký đất đai lần đầu",
        content={
            "process": {
                "steps": [
                    {
                        "key": key,
                        "name": name,
                        "role": str(role),
                        "budget_minutes": 240,
                        **({"agency": agency} if agency else {}),
                        "outcomes": [{"key": "done", "label": "Chuyển tiếp", "next": after}],
                    }
                    for key, name, role, after, agency in steps
                ]
            }
        },
    )


def _decide(life: Life) -> None:
    to_approve = life.taken("to_approve")
    life.result(to_approve, MONDAY - AN_HOUR)
    life.done(to_approve, DOER, MONDAY)
    to_number = life.taken("to_number")
    life.approved(to_number, MONDAY, life.result(to_number, MONDAY - AN_HOUR))
    for name, outcome in (
        ("with_result", Result.Outcome.GRANTED),
        ("refused_result", Result.Outcome.REFUSED),
    ):
        finished = life.taken(name)
        life.approved(finished, MONDAY, life.result(finished, MONDAY - AN_HOUR, outcome))
        life.numbered(finished, MONDAY)


def _be_late(life: Life) -> None:
    life.taken("due_today", WEDNESDAY)
    draft_apology(
        life.taken("apology_drafted", EARLY_NOVEMBER), **life.who(Role.HEAD_OF_DESK, MONDAY)
    )
    sign_apology(
        life.taken("apologised", EARLY_NOVEMBER),
        reason="Cần xác minh nơi thường trú trước đây.",
        new_due_on=THURSDAY,
        **life.by(Role.APPROVER, MONDAY),
    )


def _end(life: Life) -> None:
    withdraw_dossier(
        life.taken("withdrawn"),
        reason="Người nộp không còn nhu cầu.",
        money=MoneyEnding.REFUND,
        money_basis="",
        returned_papers=["Tờ khai cấp Giấy xác nhận"],
        **life.by(Role.DESK_OFFICER, MONDAY),
    )
    stop_dossier(
        life.taken("stopped"),
        reason="Người nộp đã được giải quyết tại nơi khác.",
        money=MoneyEnding.KEEP,
        money_basis="Hồ sơ đã thẩm định, không hoàn.",
        returned_papers=["Tờ khai cấp Giấy xác nhận"],
        **life.by(Role.APPROVER, MONDAY),
    )
    reopened = life.taken("reopened", EARLY_NOVEMBER)
    life.approved(
        reopened, EARLY_NOVEMBER + AN_HOUR, life.result(reopened, EARLY_NOVEMBER + AN_HOUR)
    )
    life.numbered(reopened, EARLY_NOVEMBER + AN_HOUR)
    return_result(
        reopened,
        collector=None,
        proof="",
        has_receipt=True,
        **life.who(Role.DESK_OFFICER, FRIDAY),
    )
    reopen_dossier(
        reopened,
        reason="Bản đã trả ghi sai ngày sinh.",
        legal_basis="Luật Hộ tịch năm 2014, Điều 28",
        working_days=2,
        **life.by(Role.APPROVER, MONDAY),
    )
