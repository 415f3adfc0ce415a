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

    def fill_in(self, *person: str) -> None:
        """Choose a procedure, then type ``person`` field by field, one paper and a fee paid."""
        page = self.page
        self.press("F2")
        expect(page.get_by_label("Tìm thủ tục theo tên hoặc mã")).to_be_focused()
        self.type("xac nhan doc than")
        self.press("Enter")
        expect(page.get_by_role("group", name="Thủ tục")).to_contain_text("1.004873")
        expect(page.locator("#o-applicant_number")).to_be_focused()
        for typed in person:
            self.type(typed)
            self.press("Enter")
        self.tab_to(page.get_by_label("Tờ khai cấp Giấy xác nhận", exact=True))
        self.press("Space")
        expect(page.get_by_label("Tờ khai cấp Giấy xác nhận", exact=True)).to_be_checked()
        self.press("Alt+2")
        expect(page.get_by_label("Lệ phí", exact=True)).to_be_focused()
        self.press("ArrowDown")

    @property
    def seconds(self) -> float:
        """Return how long the keys pressed so far take."""
        return self.keys * SECONDS_A_KEY
