"""The internal process of a procedure: steps, who does them, in what time, and what follows.

Pure. A document has ``{"steps": [{"key", "name", "role", "budget_minutes",
"agency"?: code, "outcomes": [{"key", "label", "next": step key or "end"}]}],
"needs_result"?: bool}``; the first step is where it begins. A step with an ``agency`` is done
there and not by the agency that decides (thủ tục liên thông). With ``needs_result`` nothing is
finished before a document is attached and approved. ``check_process`` is what publishing
refuses by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from motcua.agencies.roles import STEP_ROLES, Role
from motcua.kernel.limits import Limit, LimitUnit

END: Final = "end"
"""The ``next`` of an outcome after which the result is ready."""
STANDARD_DAY_MINUTES: Final = 480
MINUTES_AN_HOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way out of a step."""

    key: str
    label: str
    next: str


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """One step: a role, a budget of working minutes, and its outcomes (the usual one first).

    ``agency`` is the code of another agency that does the step; empty: the deciding one.
    """

    key: str
    name: str
    role: str
    budget_minutes: int
    outcomes: tuple[Outcome, ...]
    agency: str = ""

    def outcome(self, key: str) -> Outcome | None:
        """Return the outcome called ``key``."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)


@dataclass(frozen=True, slots=True)
class Process:
    """The steps in the order in which they are usually gone through."""

    steps: tuple[ProcessStep, ...]
    needs_result: bool = False

    @property
    def linked_agency(self) -> str:
        """Return the code of the first other agency that does a step; empty when none does."""
        return next((step.agency for step in self.steps if step.agency), "")

    @property
    def first_leg(self) -> tuple[ProcessStep, ...]:
        """Return the steps before the first of another agency; none when all are done here."""
        for number, step in enumerate(self.steps):
            if step.agency:
                return self.steps[:number]
        return ()

    @property
    def first_leg_limit(self) -> Limit | None:
        """Return in what time the first leg is done, from its budgets; None without any.

        Whole standard days are counted as days, as the whole limit is; else hours.
        """
        minutes = sum(step.budget_minutes for step in self.first_leg)
        if not minutes or minutes % MINUTES_AN_HOUR:
            return None
        if minutes % STANDARD_DAY_MINUTES == 0:
            return Limit(minutes // STANDARD_DAY_MINUTES, LimitUnit.WORKING_DAY)
        return Limit(minutes // MINUTES_AN_HOUR, LimitUnit.WORKING_HOUR)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Process":
        """Read a stored document. Raises KeyError or ValueError when it is malformed."""
        return cls(
            tuple(
                ProcessStep(
                    key=str(step["key"]),
                    name=str(step["name"]),
                    role=str(step["role"]),
                    budget_minutes=int(step["budget_minutes"]),
                    outcomes=tuple(
                        Outcome(str(item["key"]), str(item["label"]), str(item["next"]))
                        for item in step["outcomes"]
                    ),
                    agency=str(step.get("agency", "")),
                )
                for step in document["steps"]
            ),
            needs_result=bool(document.get("needs_result")),
        )

    def to_document(self) -> dict[str, Any]:
        """Return the document that ``from_document`` reads."""
        document: dict[str, Any] = {
            "steps": [
                {
                    "key": step.key,
                    "name": step.name,
                    "role": step.role,
                    "budget_minutes": step.budget_minutes,
                    **({"agency": step.agency} if step.agency else {}),
                    "outcomes": [
                        {"key": o.key, "label": o.label, "next": o.next} for o in step.outcomes
                    ],
                }
                for step in self.steps
            ]
        }
        if self.needs_result:
            document["needs_result"] = True
        return document

    def step(self, key: str) -> ProcessStep | None:
        """Return the step called ``key``."""
        return next((step for step in self.steps if step.key == key), None)


@cache
def default_process() -> Process:
    """Return the process of a procedure that has none of its own.

    Budgets are 0: no share of the limit is promised to anyone, only the whole is.
    """
    return Process(
        (
            _step("appraise", "Thẩm định hồ sơ", Role.HANDLING_OFFICER, "approve", "Trình ký"),
            ProcessStep(
                key="approve",
                name="Phê duyệt kết quả",
                role=Role.APPROVER.value,
                budget_minutes=0,
                outcomes=(
                    Outcome("done", "Ký duyệt", "issue"),
                    Outcome("back", "Trả lại thẩm định", "appraise"),
                ),
            ),
            _step("issue", "Vào sổ, đóng dấu", Role.CLERK, END, "Chuyển trả kết quả"),
        )
    )


def _step(key: str, name: str, role: Role, then: str, label: str) -> ProcessStep:
    return ProcessStep(key, name, role.value, 0, (Outcome("done", label, then),))


def check_process(process: Process, *, limit_minutes: int | None) -> list[str]:
    """Say in Vietnamese sentences why ``process`` must not be published; empty when it may.

    ``limit_minutes`` is the statutory limit in working minutes, or None when it cannot be
    put in working minutes and the budgets cannot be compared.
    """
    if not process.steps:
        return ["Quy trình chưa có bước nào."]
    problems = _check_steps(process)
    if not problems:
        problems = _check_paths(process)
    problems += _check_link(process)
    total = sum(step.budget_minutes for step in process.steps)
    if limit_minutes is not None and total > limit_minutes:
        problems.append(
            f"Tổng thời gian các bước là {_days(total)}, dài hơn thời hạn {_days(limit_minutes)} "
            "của thủ tục. Xin rút ngắn các bước."
        )
    return problems


def _check_steps(process: Process) -> list[str]:
    problems = []
    keys = [step.key for step in process.steps]
    roles = {role.value for role in STEP_ROLES}
    for number, step in enumerate(process.steps, start=1):
        called = f"Bước {number} “{step.name or step.key}”"
        if keys.count(step.key) > 1:
            problems.append(f"{called} trùng mã “{step.key}” với bước khác.")
        if not step.name.strip():
            problems.append(f"Bước {number} chưa có tên.")
        if step.role not in roles:
            problems.append(f"{called} chưa giao cho vai trò nào.")
        if step.budget_minutes < 0:
            problems.append(f"{called} có thời gian âm.")
        if not step.outcomes:
            problems.append(f"{called} không có lối ra: hồ sơ sẽ nằm mãi ở đó.")
        if step.key == END:
            problems.append(f"{called} không được mang mã “{END}”.")
        problems.extend(
            f"{called}: kết quả “{outcome.label}” dẫn tới bước “{outcome.next}” không có."
            for outcome in step.outcomes
            if outcome.next != END and outcome.next not in keys
        )
    return problems


def _check_link(process: Process) -> list[str]:
    """Say what keeps the date of the first agency from being known."""
    others = sorted({step.agency for step in process.steps if step.agency})
    problems = []
    if len(others) > 1:
        problems.append(
            f"Quy trình liên thông chỉ qua một cơ quan khác; hiện có {', '.join(others)}."
        )
    problems.extend(
        f"Bước “{step.name}” làm trước khi chuyển sang {others[0]} nên phải có thời gian riêng: "
        "giấy tiếp nhận ghi ngày xong tại cơ quan thứ nhất."
        for step in process.first_leg
        if not step.budget_minutes
    )
    minutes = sum(step.budget_minutes for step in process.first_leg)
    if minutes % MINUTES_AN_HOUR:
        problems.append(
            f"Tổng thời gian các bước trước khi chuyển sang {others[0]} phải tròn giờ, "
            f"hiện là {minutes} phút."
        )
    return problems


def _check_paths(process: Process) -> list[str]:
    following = {step.key: {outcome.next for outcome in step.outcomes} for step in process.steps}
    reached = _closure(process.steps[0].key, following)
    leading_back: dict[str, set[str]] = {}
    for key, targets in following.items():
        for target in targets:
            leading_back.setdefault(target, set()).add(key)
    finishing = _closure(END, leading_back)
    problems = [
        f"Không có đường nào dẫn tới bước “{step.name}”."
        for step in process.steps
        if step.key not in reached
    ]
    if process.steps[0].key not in finishing:
        problems.append("Quy trình không bao giờ kết thúc: không bước nào dẫn tới trả kết quả.")
    else:
        problems.extend(
            f"Từ bước “{step.name}” không còn đường nào tới trả kết quả."
            for step in process.steps
            if step.key in reached and step.key not in finishing
        )
    return problems


def _closure(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    seen = {start}
    waiting = [start]
    while waiting:
        for target in edges.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _days(minutes: int) -> str:
    days, rest = divmod(minutes, STANDARD_DAY_MINUTES)
    hours = rest / 60
    parts = []
    if days:
        parts.append(f"{days} ngày làm việc")
    if rest or not parts:
        parts.append(f"{hours:g} giờ".replace(".", ","))
    return " ".join(parts)
