"""One sentence as an answer, to a script of ours or in the place of a file."""

from http import HTTPStatus

from django.http import HttpResponse

from motcua.web.languages.reader import ENGLISH, VIETNAMESE
from motcua.web.languages.reading import reads_english
from motcua.web.languages.told import in_english


def spoken(words: str) -> str:
    """Return words as the reader reads them."""
    return str(in_english(words)) if reads_english() else words


def sentence(
    words: str, *, status: int = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> HttpResponse:
    """Answer with ``words`` as plain text, in the reader's language."""
    language = ENGLISH if reads_english() else VIETNAMESE
    return HttpResponse(
        spoken(words),
        status=status,
        headers={**(headers or {}), "Content-Language": language},
        content_type="text/plain; charset=utf-8",
    )
