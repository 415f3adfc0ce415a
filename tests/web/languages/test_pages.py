"""Every page in English, as each role: no Vietnamese words of ours are left on it."""

from collections.abc import Iterator
from html.parser import HTMLParser
from http import HTTPStatus

import pytest
import time_machine
from django.template import engines

from motcua.web.languages.catalogue import Catalogue
from motcua.web.languages.reader import COOKIE
from motcua.web.languages.retelling import VIETNAMESE, retold
from scripts.write_messages import PLACEHOLDER, stored
from tests.journeys.visits import VISITS
from tests.web.languages.test_words import forget
from tests.web.test_weight import client_of
from tests.world import MONDAY, World, build_world

pytestmark = pytest.mark.django_db
READ = {"title", "aria-label", "placeholder", "alt"}
EMPTY = {"input", "meta", "link", "br", "img", "hr", "wbr", "col", "source", "use", "path", "rect"}


class Words(HTMLParser):
    """What people read of a page, but for what is marked as Vietnamese and what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_passed = tag in {"script", "style", "textarea"} or given.get("lang") == "vi"
        is_passed |= bool(self._open) and self._open[-1][1]
        if tag not in EMPTY:
            self._open.append((tag, is_passed))
        if not is_passed:
            self.said += [value for name, value in attrs if name in READ and value]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1][1]) and VIETNAMESE.search(data):
            self.said.append(data.strip())


@pytest.fixture(autouse=True)
def _every_word_has_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Translate everything, so that only the way of the words is tested."""
    made = Catalogue({}, {})
    for message in stored():
        placeholders = " ".join(PLACEHOLDER.findall(message.plural or message.vi))
        made.one[message.vi] = f"English {placeholders}"
        if message.plural:
            made.several[message.vi] = f"English {placeholders}"
    for module in ("catalogue", "retelling", "reader", "english_pages"):
        monkeypatch.setattr(f"motcua.web.languages.{module}.catalogue", lambda: made)
    forget()
    engines.all()[0].__dict__.pop("_english", None)
    yield
    forget()
    engines.all()[0].__dict__.pop("_english", None)


@pytest.fixture
def world() -> Iterator[World]:
    """Return the world on its Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield build_world()


def test_no_page_has_vietnamese_words_of_ours(world: World) -> None:
    left = set()
    for name, visit in VISITS.items():
        client = client_of(visit.role, world)
        client.cookies[COOKIE] = "en"
        response = client.get(visit.addresses(name, world)[0])
        assert response.status_code == HTTPStatus.OK, name
        words = Words()
        words.feed(response.content.decode())
        left |= {f"{name}: {said}" for said in words.said if retold(said) != said}

    assert sorted(left) == []
