"""Whoever reads English stores the same Vietnamese words as everybody else."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db.models import CharField, JSONField, TextField
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.web.languages.reader import COOKIE, in_english
from tests.web.desk_pages import MONDAY as AT_DESK, sit_down
from tests.world import MONDAY, build_world

pytestmark = pytest.mark.django_db
_DRAWN = re.compile(r"https?://\S+|\b(?=\w*\d)\w+\b|\b[A-Z]{4,}\b|[\w-]{12,}")
"""Numbers and codes, which are others in each run."""
_SEEN: dict[str, dict[str, Counter[tuple[str, str]]]] = {}


def stored_texts() -> Counter[tuple[str, str]]:
    """Return every text of more than a word in the database, with its column."""
    found: Counter[tuple[str, str]] = Counter()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001
            is_text = isinstance(field, CharField | TextField | JSONField)
            if not is_text or field.name == "search_text":
                continue
            column = f"{model._meta.label}.{field.name}"  # noqa: SLF001
            values = model._default_manager.values_list(field.name, flat=True)  # noqa: SLF001
            found.update(
                (column, _DRAWN.sub("#", text))
                for value in values
                for text in _texts(value)
                if " " in text
            )
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def compare(what: str, language: str) -> None:
    """Compare what is stored with what was in the other language, once both are known."""
    seen = _SEEN.setdefault(what, {})
    seen[language] = stored_texts()
    if len(seen) > 1:
        assert seen["en"] - seen["vi"] == Counter()
        assert seen["vi"] - seen["en"] == Counter()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_province_at_work_in_english_keeps_what_one_in_vietnamese_keeps(language: str) -> None:
    reading = in_english() if language == "en" else nullcontext()
    with time_machine.travel(MONDAY, tick=False), reading:
        build_world()

    compare("province", language)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_dossier_accepted_in_english_is_kept_in_vietnamese(
    client: Client, language: str
) -> None:
    with time_machine.travel(AT_DESK, tick=False):
        at_desk = sit_down(client)
        client.cookies[COOKIE] = language
        address = reverse("desk:accept", args=[at_desk.draft().ref])
        response = client.post(address, at_desk.typed())

    assert Dossier.objects.count() == 1, response.content.decode()
    compare("acceptance", language)
