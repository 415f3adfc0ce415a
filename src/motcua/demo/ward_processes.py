"""The ward's own processes: where fees are taken and results looked over before the desk.

Published like any administrator's change; dossiers of 2024 keep the version before.
"""

from collections.abc import Mapping
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
TAKE_FEE: Final = ("take-fee", "Thu lệ phí, xuất biên lai", Role.CASHIER, "Đã thu xong")
LOOK_OVER: Final = ("look-over", "Rà soát trước khi trả", Role.HEAD_OF_DESK, "Chuyển trả kết quả")
ADDED: Final[Mapping[str, tuple[tuple[str, str, Role, str], ...]]] = {
    "1.001612": (TAKE_FEE,),
    "1.004884": (LOOK_OVER,),
    "1.013225": (TAKE_FEE, LOOK_OVER),
    "1.012796": (TAKE_FEE, LOOK_OVER),
}
"""The steps that the ward adds at the end, by procedure."""


def publish_ward_processes(*, at: datetime) -> int:
    """Publish the ward's processes; return how many."""
    procedures = Procedure.objects.filter(code__in=ADDED).order_by("code")
    for procedure in procedures:
        draft = open_draft(procedure, actor=SYSTEM)
        content = with_steps(draft.content, ADDED[procedure.code])
        save_draft(draft, content=content, change_note=NOTE, actor=SYSTEM)
        publish_version(draft, valid_from=IN_FORCE_FROM, actor=SYSTEM, at=at)
    return len(procedures)


def with_steps(
    document: Mapping[str, Any], added: tuple[tuple[str, str, Role, str], ...]
) -> dict[str, Any]:
    """Return a version's content with steps put between its last step and the end."""
    process = Content.from_document(document).process.to_document()
    first_added = added[0][0]
    for step in process["steps"]:
        for outcome in step["outcomes"]:
            if outcome["next"] == END:
                outcome["next"] = first_added
    following = [key for key, _name, _role, _label in added[1:]] + [END]
    for (key, name, role, label), after in zip(added, following, strict=True):
        outcome = {"key": "done", "label": label, "next": after}
        process["steps"].append(
            {
                "key": key,
                "name": name,
                "role": str(role),
                # No share of the limit is promised: the whole is, and it stands.
                "budget_minutes": 0,
                "outcomes": [outcome],
            }
        )
    return {**document, "process": process}
