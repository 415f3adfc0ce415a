"""The English of messages, read from the catalogue when somebody first asks for it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from motcua.web.languages import po

FILE: Final = Path(__file__).resolve().parents[1] / "locale" / "en.po"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is said of one, and of several by what is said of one."""

    one: dict[str, str]
    several: dict[str, str]


@cache
def catalogue() -> Catalogue:
    """Return the catalogue; a process that shows no English page never reads it."""
    one: dict[str, str] = {}
    several: dict[str, str] = {}
    for message in po.read(FILE.read_text(encoding="utf-8")):
        if message.en:
            one[message.vi] = message.en
        if message.plural and message.en_plural:
            several[message.vi] = message.en_plural
            one.setdefault(message.plural, message.en_plural)
    return Catalogue(one, several)
