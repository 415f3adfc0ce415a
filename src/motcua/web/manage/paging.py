"""Lists read page by page, by a number in the address."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE: Final = 50
_LAST_PAGE: Final = 2000


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list and the addresses of its neighbours; "" where there is none."""

    rows: list[Any]
    next_url: str
    first_url: str


def page_of(rows: QuerySet[Any], request: HttpRequest) -> Page:
    """Return the page that the address asks for; one row more is read to know of a next one."""
    asked = request.GET.get("trang", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 1  # noqa: PLR2004, four digits
    number = min(max(number, 1), _LAST_PAGE)
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    return Page(
        rows=found[:PAGE_SIZE],
        next_url=_address(request, number + 1) if len(found) > PAGE_SIZE else "",
        first_url=_address(request, 1) if number > 1 else "",
    )


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["trang"] = str(number)
    return f"?{query.urlencode()}"


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of a list, as ``macros/lists.html`` wants it."""

    label: str
    url: str
    is_current: bool
    count: int | None = None
    icon: str = ""


def chips(
    request: HttpRequest, labels: dict[str, str], *, name: str = "loc"
) -> tuple[str, list[Chip]]:
    """Return the filter chosen in the address (the first by default) and one chip for each."""
    asked = request.GET.get(name, "")
    chosen = asked if asked in labels else next(iter(labels))
    kept = request.GET.copy()
    kept.pop("trang", None)
    made = []
    for value, label in labels.items():
        kept[name] = value
        made.append(Chip(label, f"?{kept.urlencode()}", is_current=value == chosen))
    return chosen, made
