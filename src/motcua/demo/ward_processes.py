"""The ward's own processes: who does what in how long, where fees are taken, what is approved.

Published like any administrator's change; dossiers of 2024 keep the version before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.procedures.content import Content
from motcua.procedures.models import Procedure
from motcua.procedures.process import END
from motcua.procedures.services import open_draft, publish_version, save_draft

IN_FORCE_FROM: Final = date(2025, 7, 1)
NOTE: Final = "Quy trình nội bộ của phường (dữ liệu trình diễn)"
LAND_DEPARTMENT: Final = "H29.03"
HALF_DAY: Final = 240
DAY: Final = 480


@dataclass(frozen=True, slots=True)
class Added:
    """A step that the ward adds; ``agency`` is another one that does it."""

    key: str
    name: str
    role: Role
    label: str
    budget_minutes: int = 0
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What the ward changes in a process.

    ``before_approval`` steps go before the first one of the leader, ``at_end`` steps after
    the last; ``budgets`` are working minutes by the key of a step.
    """

    before_approval: tuple[Added, ...] = ()
    at_end: tuple[Added, ...] = ()
    budgets: Mapping[str, int] | None = None
    needs_result: bool = False


TAKE_FEE: Final = Added("take-fee", "Thu lệ phí, xuất biên lai", Role.CASHIER, "Đã thu xong")
LOOK_OVER: Final = Added(
    "look-over", "Rà soát trước khi trả", Role.HEAD_OF_DESK, "Chuyển trả kết quả"
)
REVIEW: Final = Added("review", "Soát xét hồ sơ", Role.REVIEWER, "Trình lãnh đạo", DAY)
LAND_OFFICE: Final = Added(
    "land-office",
    "Xác nhận hiện trạng, chỉnh lý hồ sơ địa chính",
    Role.HANDLING_OFFICER,
    "Đã xác nhận",
    3 * DAY,
    LAND_DEPARTMENT,
)
CHANGES: Final[Mapping[str, Change]] = {
    "1.004873": Change(needs_result=True),
    "1.001612": Change(at_end=(TAKE_FEE,)),
    "1.004884": Change(at_end=(LOOK_OVER,)),
    "1.013225": Change(at_end=(TAKE_FEE, LOOK_OVER), needs_result=True),
    "1.013227": Change(needs_result=True),
    "1.012796": Change(
        before_approval=(REVIEW,),
        at_end=(TAKE_FEE, LOOK_OVER),
        budgets={"appraise": 3 * DAY, "approve": DAY, "issue": HALF_DAY},
        needs_result=True,
    ),
    "1.013978": Change(
        before_approval=(LAND_OFFICE,),
        budgets={"check": DAY, "visit": 2 * DAY, "appraise": 4 * DAY, "review": 2 * DAY},
        needs_result=True,
    ),
    "1.002693": Change(
        before_approval=(REVIEW,),
        budgets={"appraise": 5 * DAY, "approve": DAY, "issue": HALF_DAY},
        needs_result=True,
    ),
}
"""By procedure."""


def publish_ward_processes(*, at: datetime) -> int:
    """Publish the ward's processes; return how many."""
    procedures = Procedure.objects.filter(code__in=CHANGES).order_by("code")
    for procedure in procedures:
        draft = open_draft(procedure, actor=SYSTEM)
        content = changed(draft.content, CHANGES[procedure.code])
        save_draft(draft, content=content, change_note=NOTE, actor=SYSTEM)
        publish_version(draft, valid_from=IN_FORCE_FROM, actor=SYSTEM, at=at)
    return len(procedures)


def changed(document: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return a version's content with its process changed."""
    process = Content.from_document(document).process.to_document()
    steps = process["steps"]
    for step in steps:
        step["budget_minutes"] = (change.budgets or {}).get(step["key"], step["budget_minutes"])
    if change.before_approval:
        approval = next(step["key"] for step in steps if step["role"] == Role.APPROVER)
        _insert(steps, change.before_approval, approval)
    _insert(steps, change.at_end, END)
    if change.needs_result:
        process["needs_result"] = True
    return {**document, "process": process}


def _insert(steps: list[dict[str, Any]], added: tuple[Added, ...], target: str) -> None:
    """Put ``added`` before the step ``target``: whatever led there leads to the first of them."""
    if not added:
        return
    for outcome in (outcome for step in steps for outcome in step["outcomes"]):
        if outcome["next"] == target:
            outcome["next"] = added[0].key
    place = next((i for i, step in enumerate(steps) if step["key"] == target), len(steps))
    following = [step.key for step in added[1:]] + [target]
    steps[place:place] = [
        {
            "key": step.key,
            "name": step.name,
            "role": str(step.role),
            "budget_minutes": step.budget_minutes,
            **({"agency": step.agency} if step.agency else {}),
            "outcomes": [{"key": "done", "label": step.label, "next": after}],
        }
        for step, after in zip(added, following, strict=True)
    ]
