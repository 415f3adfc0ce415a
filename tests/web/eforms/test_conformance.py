"""One table of cases, run against the rules on the server and those in the browser."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import motcua.web
from motcua.kernel.eforms.definitions import Definition
from motcua.kernel.eforms.judging import judge
from motcua.kernel.eforms.reading import Place
from motcua.kernel.eforms.sentences import SENTENCES

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
SCRIPT = Path(motcua.web.__file__).parent / "static" / "motcua" / "scripts" / "eform.js"


class AnyPlace:
    """Knows every commune by the name it is given, as the browser does."""

    def find(self, province: str, commune: str, on: date) -> Sequence[Place]:
        """Return the commune that was named."""
        del on
        return [Place(province, province, commune, commune)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_server_judges_as_the_table_says(case: dict[str, Any]) -> None:
    definition = Definition.from_document(case["definition"])

    judged = judge(definition, case["typed"], on=date.fromisoformat(case["on"]), units=AnyPlace())

    assert judged.cleaned == case["cleaned"]
    assert judged.errors == case["errors"]
    if "shown" in case:
        assert sorted(judged.shown) == sorted(case["shown"])


def test_the_browser_judges_as_the_table_says(page: Page) -> None:
    page.set_content("<!doctype html>")
    page.add_script_tag(content=SCRIPT.read_text("utf-8"))

    answers = page.evaluate(
        "([cases, sentences]) => cases.map(one => "
        "motcuaEform.judge(one.definition, one.typed, one.on, sentences))",
        [CASES, dict(SENTENCES)],
    )

    wrong = [
        (case["name"], answer["cleaned"], answer["errors"])
        for case, answer in zip(CASES, answers, strict=True)
        if (answer["cleaned"], answer["errors"]) != (case["cleaned"], case["errors"])
        or ("shown" in case and sorted(answer["shown"]) != sorted(case["shown"]))
    ]
    assert wrong == []
