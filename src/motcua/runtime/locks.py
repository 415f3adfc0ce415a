"""Locks on folders, which the kernel opens again when their holder dies."""

import fcntl
import os
from pathlib import Path
from typing import Self


class FolderLock:
    """An exclusive lock on a file, with a note by its holder for others to read.

    The lock lives as long as the process that took it, however that process
    ends, so a killed run cannot leave one behind. Children do not inherit it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock if it is free, and say whether it is now ours."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def note(self) -> str:
        """Return what the present or last holder wrote; empty after a clean end."""
        try:
            return self.path.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def write_note(self, text: str) -> None:
        """Leave ``text`` for whoever finds the lock taken."""
        if self._descriptor is None:
            raise RuntimeError(f"only the holder of {self.path} writes its note")
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def release(self) -> None:
        """Wipe the note and give the lock back; nothing happens when it is not ours."""
        if self._descriptor is None:
            return
        os.ftruncate(self._descriptor, 0)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()
