"""A hatch between PostgreSQL's account and ours, through which it hands over one file at a time.

PostgreSQL runs a command for each piece of its log that is full, or wanted back. Its account may
reach neither our Python nor the key nor the archive, and need not: the command is a few lines of
shell that leave the piece in a folder of the server's and wait for this process to answer.
"""

import logging
import os
import shlex
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from threading import Event, Thread
from typing import Final, NamedTuple

logger = logging.getLogger(__name__)
FOLDER: Final = "giao-nhan"
_REQUEST: Final = ".xin"
_ANSWER: Final = ".dap"
_PIECE: Final = ".tep"
_POLL_SECONDS: Final = 0.05
_SCRIPT: Final = r"""#!/bin/sh
# Written at each start. $1 out or in, $2 the folder of the hatch, $3 who answers, $4 the file,
# $5 its name.
kind=$1 owner=$3 path=$4 piece="$2/$5.tep" answer="$2/$5.dap"
rm -f "$answer" "$piece"
if [ "$kind" = out ]; then
    ln "$path" "$piece" 2>/dev/null || cp "$path" "$piece" || exit 1
fi
: > "$2/$5.xin" || exit 1
# A minute for what goes out: PostgreSQL asks again, and the same piece twice is no matter. Who
# brings a server back is there for as long as it runs.
waited=0 most=6000 late=200
if [ "$kind" = out ]; then
    most=1200 late=1
fi
until [ -e "$answer" ]; do
    waited=$((waited + 1))
    # Killed: the server is ending, too, and must not wait. /proc/1 says that processes are shown.
    if [ "$waited" -gt "$most" ] || { [ -d /proc/1 ] && [ ! -d "/proc/$owner" ]; }; then
        echo "motcua: nobody at the hatch" >&2
        exit "$late"
    fi
    sleep 0.05
done
read -r code < "$answer"
[ "$code" = 0 ] || tail -n +2 "$answer" >&2
rm -f "$answer"
if [ "$code" = 0 ] && [ "$kind" = in ]; then
    mv "$piece" "$path" || exit 200
fi
rm -f "$piece"
exit "$code"
"""


class Kind(Enum):
    """Which way pieces go."""

    OUT = "out"
    IN = "in"


class Answer(NamedTuple):
    """What PostgreSQL is told: the code of the command, and a sentence for its log."""

    code: int
    sentence: str = ""


Hand = Callable[[str, Path], Answer]
"""Takes the name of a piece and where it lies, or is to be put."""


class Hatch:
    """Answers what one server hands over, in a thread, from its start to its end."""

    def __init__(self, kind: Kind, hand: Hand) -> None:
        self.kind = kind
        self.refusal = ""
        """The last sentence with which something was refused as broken; see ``hand``."""
        self._hand = hand
        self._folder: Path | None = None
        self._give_away: Callable[[Path], None] = lambda _path: None
        self._stopping = Event()
        self._thread: Thread | None = None

    def install(self, home: Path, give_away: Callable[[Path], None]) -> str:
        """Make the folder and the script below ``home``; return the command for PostgreSQL."""
        self._folder, self._give_away = home / FOLDER, give_away
        self._folder.mkdir(mode=0o700, exist_ok=True)
        for left in self._folder.iterdir():  # of a run that was killed
            left.unlink()
        script = self._folder / "giao.sh"
        script.write_text(_SCRIPT, encoding="utf-8")
        give_away(self._folder)
        give_away(script)
        words = ["/bin/sh", str(script), self.kind.value, str(self._folder), str(os.getpid())]
        fixed = " ".join(shlex.quote(word) for word in words).replace("%", "%%")
        return f'{fixed} "%p" "%f"'

    def start(self) -> None:
        """Begin to answer."""
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="motcua-hatch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer no more; the piece in hand is still done."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        assert self._folder is not None  # noqa: S101 - installed before it is started
        while not self._stopping.wait(_POLL_SECONDS):
            for request in sorted(self._folder.glob(f"*{_REQUEST}")):
                self._serve(self._folder, request.name.removesuffix(_REQUEST))

    def _serve(self, folder: Path, name: str) -> None:
        (folder / f"{name}{_REQUEST}").unlink(missing_ok=True)
        piece = folder / f"{name}{_PIECE}"
        try:
            answer = self._hand(name, piece)
        except Exception as error:
            logger.exception("a piece of the log could not be handed over")
            answer = Answer(1 if self.kind is Kind.OUT else 200, f"motcua: {type(error).__name__}")
        if answer.sentence:
            self.refusal = answer.sentence
        if self.kind is Kind.IN and answer.code == 0:
            self._give_away(piece)
        draft = folder / f"{name}.moi"
        draft.write_text(f"{answer.code}\n{answer.sentence}\n", encoding="utf-8")
        self._give_away(draft)
        draft.replace(folder / f"{name}{_ANSWER}")
