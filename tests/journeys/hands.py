"""Somebody at a keyboard, whose keys are counted."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

MOST_TABS: Final = 60
SECONDS_A_KEY: Final = 0.28
"""An average typist who is no secretary (Card, Moran and Newell: the keystroke-level model)."""


@dataclass
class Hands:
    """Presses keys and nothing else."""

    page: Page
    keys: int = 0

    def press(self, key: str) -> None:
        """Press one key, or several held together."""
        self.keys += key.count("+") + 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type ``text`` where the focus is; each mark of a letter costs a key, as by Telex."""
        marked = text.replace("đ", "dd").replace("Đ", "DD")
        self.keys += len(unicodedata.normalize("NFD", marked))
        self.page.keyboard.type(text)

    def tab_to(self, target: Locator) -> None:
        """Press Tab until ``target`` has the focus."""
        for _try in range(MOST_TABS):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        expect(target).to_be_focused()

    @property
    def seconds(self) -> float:
        """Return how long the keys pressed so far take."""
        return self.keys * SECONDS_A_KEY
