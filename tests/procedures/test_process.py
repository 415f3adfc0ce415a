"""What publishing refuses in an internal process."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from motcua.agencies.roles import STEP_ROLES
from motcua.procedures.process import END, Process, check_process, default_process


def step(key: str, *nexts: str, role: str = "handling_officer", budget: int = 0) -> dict[str, Any]:
    """Return a step that leads to each of ``nexts``."""
    return {
        "key": key,
        "name": f"Bước {key}",
        "role": role,
        "budget_minutes": budget,
        "outcomes": [
            {"key": f"o{n}", "label": "Chuyển", "next": to} for n, to in enumerate(nexts)
        ],
    }


def problems(*steps: dict[str, Any], limit: int | None = None) -> str:
    """Return all problems of a process of ``steps`` in one text."""
    return " ".join(
        check_process(Process.from_document({"steps": list(steps)}), limit_minutes=limit)
    )


def test_the_default_process_may_be_published() -> None:
    assert check_process(default_process(), limit_minutes=480) == []


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        pytest.param([], "chưa có bước nào", id="no steps"),
        pytest.param([step("a", "a")], "không bao giờ kết thúc", id="never ends"),
        pytest.param([step("a", END), step("b", END)], "Không có đường nào", id="unreachable"),
        pytest.param([step("a", END, role="")], "chưa giao cho vai trò", id="no role"),
        pytest.param([step("a", END, role="administrator")], "vai trò", id="not a step's role"),
        pytest.param([step("a", "z")], "dẫn tới bước “z” không có", id="to nowhere"),
        pytest.param([step("a")], "không có lối ra", id="no way out"),
        pytest.param([step("a", END), step("a", END)], "trùng mã", id="same key twice"),
        pytest.param([step("a", END, "b"), step("b", "b")], "không còn đường nào", id="dead end"),
        pytest.param([step("a", END, budget=-5)], "thời gian âm", id="negative budget"),
    ],
)
def test_a_faulty_process_is_refused_with_the_reason(
    steps: list[dict[str, Any]], sentence: str
) -> None:
    assert sentence in problems(*steps)


def test_budgets_may_fill_the_limit_but_not_exceed_it() -> None:
    steps = [step("a", "b", budget=240), step("b", END, budget=240)]

    assert problems(*steps, limit=480) == ""
    assert "1 ngày làm việc, dài hơn thời hạn 7,5 giờ" in problems(*steps, limit=450)


def test_a_loop_back_is_allowed_as_long_as_it_can_end() -> None:
    assert problems(step("a", "b"), step("b", END, "a")) == ""


@given(st.data())
def test_what_may_be_published_always_reaches_its_end(data: st.DataObject) -> None:
    keys = data.draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True))
    targets = st.lists(st.sampled_from([*keys, END]), min_size=1, max_size=3)
    role = st.sampled_from([role.value for role in STEP_ROLES])
    process = Process.from_document(
        {"steps": [step(key, *data.draw(targets), role=data.draw(role)) for key in keys]}
    )
    if check_process(process, limit_minutes=None):
        return

    # From every step that can be reached, some run of outcomes ends.
    ending = {END}
    for _round in keys:
        ending |= {s.key for s in process.steps if any(o.next in ending for o in s.outcomes)}
    assert ending >= set(keys)


def test_a_process_survives_being_stored() -> None:
    process = default_process()

    assert Process.from_document(process.to_document()) == process
