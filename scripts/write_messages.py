r"""Bring the English catalogue in line with the source, and say what is still missing.

write_messages.py                   write the catalogue (en.po) anew; what is gone is left out
write_messages.py --take FOLDER     take in translations first: NAME.en beside each NAME.tsv
write_messages.py --missing FOLDER  lay out what lacks English, and is not laid out there yet

A line of NAME.tsv is `number<TAB>Vietnamese`, one of NAME.en `number<TAB>English`; a line feed is
written \n, a backslash \\. A message with a plural has a third column `[plural]`, and its English
may have a third one too: what is said of several.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from motcua.web.languages import po
from motcua.web.languages.po import Key, Message
from scripts.source_messages import PACKAGE, messages

STORED: Final = PACKAGE / "web" / "locale" / "en.po"
A_FILE: Final = 260
PLACEHOLDER: Final = re.compile(r"%(?:\(\w+\))?[sd]")


def main() -> None:
    """Do as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--take", type=Path)
    parser.add_argument("--missing", type=Path)
    given = parser.parse_args()
    found = messages()
    keep(found, stored())
    if given.take:
        take(found, given.take)
    STORED.parent.mkdir(parents=True, exist_ok=True)
    STORED.write_text(po.written(found.values()), encoding="utf-8")
    faulty = [line for message in found.values() for line in faults(message)]
    missing = [message for message in found.values() if not message.is_done]
    if given.missing:
        for path in lay_out(missing, given.missing):
            print(f"Laid out in {path}")
    print(*faulty, sep="\n")
    print(f"{len(found)} messages, {len(missing)} without English, {len(faulty)} to mend.")
    sys.exit(1 if missing or faulty else 0)


def stored() -> list[Message]:
    """Return the messages of the catalogue as it is."""
    return list(po.read(STORED.read_text(encoding="utf-8"))) if STORED.exists() else []


def keep(found: dict[Key, Message], before: Iterable[Message]) -> None:
    """Put the English that there is to the messages of the source."""
    for old in before:
        message = found.get(old.key)
        if message is not None and old.en:
            message.en, message.en_plural = old.en, old.en_plural


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with an English message that is there."""
    wanted = set(PLACEHOLDER.findall(message.vi)) | set(PLACEHOLDER.findall(message.plural))
    for said in filter(None, (message.en, message.en_plural)):
        has = set(PLACEHOLDER.findall(said))
        of_several = said is message.en_plural or not message.plural
        if has - wanted or (of_several and wanted - has):
            yield f"{message.places[0]}: placeholders differ: {message.vi!r} / {said!r}"


def take(found: dict[Key, Message], folder: Path) -> None:
    """Take in what a translator has written, by what each line stands beside."""
    for beside in sorted(folder.glob("*.en")):
        layout = beside.with_suffix(".tsv")
        if layout.exists():
            _take_file(found, _rows(layout), _rows(beside))


def _take_file(
    found: dict[Key, Message], laid_out: dict[str, list[str]], said: dict[str, list[str]]
) -> None:
    by_words: dict[str, list[Message]] = {}
    for message in found.values():
        by_words.setdefault(message.vi, []).append(message)
    for number, (english, *more) in said.items():
        for message in by_words.get(laid_out.get(number, [""])[0], []):
            if english:
                message.en = english
            if message.plural:
                message.en_plural = next(iter(more), "") or english


def _rows(path: Path) -> dict[str, list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line[:1].isdigit() and "\t" in line]
    return {number: [_plain(part) for part in parts] for number, *parts in rows}


def _plain(text: str) -> str:
    return re.sub(r"\\(n|\\)", lambda found: "\n" if found[1] == "n" else "\\", text)


def lay_out(missing: list[Message], folder: Path) -> Iterator[Path]:
    """Write what is missing and in none of the folder's files; yield the new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = {row[0] for path in folder.glob("*.tsv") for row in _rows(path).values()}
    fresh = [message for message in missing if message.vi not in waiting]
    taken = [int(path.stem.removeprefix("more-")) for path in folder.glob("more-*.tsv")]
    number = max(taken, default=-1) + 1
    for start in range(0, len(fresh), A_FILE):
        path = folder / f"more-{number:02}.tsv"
        path.write_text(_layout(fresh[start : start + A_FILE]), encoding="utf-8")
        number += 1
        yield path


def _layout(messages: list[Message]) -> str:
    lines, place = [], ""
    for index, message in enumerate(messages):
        if message.places[0] != place:
            place = message.places[0]
            lines.append(f"# src/motcua/{place}")
        words = message.vi.replace("\\", "\\\\").replace("\n", "\\n")
        lines.append(f"{index}\t{words}" + ("\t[plural]" if message.plural else ""))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
