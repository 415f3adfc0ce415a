"""The catalogue as a file: gettext's own format, read and written the same way each time.

Neither line numbers nor dates are in it, so that a change shows what changed. Entries outside
gettext (plain words of the lower floors, names that we ship) carry the flag ``retold``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

RETOLD: Final = "retold"
_HEAD: Final = (
    "# English of the pages. Written by `make messages`; translations are edited here.\n"
    'msgid ""\nmsgstr ""\n'
    '"Language: en\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
_LINE: Final = re.compile(r'^(msgid_plural|msgid|msgstr(?:\[[01]\])?)?\s*"(.*)"$')
_ESCAPED: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
Key = tuple[str, str]
"""A message: what it says, and what it says of several ("" where it has no plural)."""


@dataclass(slots=True)
class Message:
    """One message, with its English as far as there is any."""

    vi: str
    plural: str = ""
    en: str = ""
    en_plural: str = ""
    places: list[str] = field(default_factory=list)
    is_retold: bool = False

    @property
    def key(self) -> Key:
        """Return what tells messages apart."""
        return self.vi, self.plural

    @property
    def is_done(self) -> bool:
        """Say whether there is English for it, for each number."""
        return bool(self.en and (self.en_plural or not self.plural))


def read(text: str) -> Iterator[Message]:
    """Yield the messages of a file that ``written`` has made, or an editor of such files."""
    for block in text.split("\n\n"):
        parts: dict[str, str] = {}
        places: list[str] = []
        is_retold, last = False, ""
        for line in block.splitlines():
            if line.startswith("#: "):
                places += line[3:].split()
            elif line.startswith("#,"):
                is_retold = RETOLD in line
            elif found := _LINE.match(line):
                last = found[1] or last
                parts[last] = parts.get(last, "") + found[2]
        if not parts.get("msgid"):
            continue
        said = {name: _ESCAPED.sub(_unescaped, part) for name, part in parts.items()}
        yield Message(
            said["msgid"],
            said.get("msgid_plural", ""),
            said.get("msgstr", said.get("msgstr[0]", "")),
            said.get("msgstr[1]", ""),
            places,
            is_retold,
        )


def written(messages: Iterable[Message]) -> str:
    """Return the file of ``messages``, in their order."""
    return "\n".join([_HEAD, *(_block(message) for message in messages)])


def _block(message: Message) -> str:
    lines = [f"#: {place}" for place in message.places]
    if message.is_retold:
        lines.append(f"#, {RETOLD}")
    lines.append(f"msgid {_quoted(message.vi)}")
    if message.plural:
        lines += [
            f"msgid_plural {_quoted(message.plural)}",
            f"msgstr[0] {_quoted(message.en)}",
            f"msgstr[1] {_quoted(message.en_plural)}",
        ]
    else:
        lines.append(f"msgstr {_quoted(message.en)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(marks.get(letter, letter) for letter in text) + '"'


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[1], found[1])
