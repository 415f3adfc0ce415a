"""Which language the reader of a page has chosen, and what happens around their request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import sync_only_middleware
from django.utils.translation import trans_real

from motcua.web.languages.catalogue import catalogue
from motcua.web.languages.reading import READS_ENGLISH
from motcua.web.languages.told import Told

COOKIE: Final = "ngon_ngu"
ENGLISH: Final = "en"
VIETNAMESE: Final = "vi"
LANGUAGES: Final = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}
"""What each language calls itself."""
_ACTIVE: Final[Any] = vars(trans_real)["_active"]
"""Where Django keeps what translates for this request; its activate() takes names only."""
Handler = Callable[[HttpRequest], HttpResponse]


class Beside:
    """What Django asks for words while somebody reads English: Vietnamese, English beside it."""

    def gettext(self, message: str) -> str:
        """Return a message."""
        words = _vietnamese().gettext(message)
        # Django's own messages are English until its own catalogue makes them Vietnamese.
        return Told(words, catalogue().one.get(message) or message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return a message about a number of things."""
        words = _vietnamese().ngettext(singular, plural, number)
        several = catalogue().several.get(singular) or plural
        one = catalogue().one.get(singular) or singular
        return Told(words, one if number == 1 else several)

    def language(self) -> str:
        """Return what forms and formats go by, which stays as it is."""
        return VIETNAMESE

    to_language = language


def _vietnamese() -> Any:
    return trans_real.translation(VIETNAMESE)


_BESIDE: Final = Beside()


@contextmanager
def in_english() -> Iterator[None]:
    """Give words their English; Vietnamese they are all the same."""
    before = getattr(_ACTIVE, "value", None)
    token = READS_ENGLISH.set(True)
    _ACTIVE.value = _BESIDE
    try:
        yield
    finally:
        READS_ENGLISH.reset(token)
        _back_to(before)


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Write a page that is Vietnamese by law, whoever asked for it."""
    before = getattr(_ACTIVE, "value", None)
    token = READS_ENGLISH.set(False)
    _back_to(None)
    try:
        yield
    finally:
        READS_ENGLISH.reset(token)
        _back_to(before)


def _back_to(before: Any) -> None:
    if before is not None:
        _ACTIVE.value = before
    elif hasattr(_ACTIVE, "value"):
        del _ACTIVE.value


def language_of(request: HttpRequest) -> str:
    """Return the language that the reader has chosen; Vietnamese until they do."""
    return ENGLISH if request.COOKIES.get(COOKIE) == ENGLISH else VIETNAMESE


@sync_only_middleware
def reader(get_response: Handler) -> Handler:
    """Make the page in the reader's language, and say in its head which one it is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if language_of(request) != ENGLISH:
            return _headed(get_response(request), VIETNAMESE)
        with in_english():
            return _headed(get_response(request), ENGLISH)

    return middleware


def _headed(response: HttpResponse, language: str) -> HttpResponse:
    if response.headers.get("Content-Type", "").startswith("text/html"):
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
    return response
