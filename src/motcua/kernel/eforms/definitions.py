"""A form as values: pages, fields, and the words people read. Pure.

The stored document::

    {
      "format": 1,
      "title": WORDS, "source": {"name": str, "url": str, "note": str},
      "pages": [{"id": str, "title": WORDS, "show_if": CONDITION, "fields": [FIELD]}]
    }

    FIELD = {
      "id": str, "type": one of FieldType, "label": WORDS, "help": WORDS, "why": WORDS,
      "required": bool | CONDITION, "show_if": CONDITION,
      "fact": str,                   # what it says of whom, as "applicant.phone"
      "max_length": int,             # text, long_text
      "decimals": int, "min": number, "max": number,              # number, money
      "partial": bool, "not_after": DAY, "not_before": DAY, "min_age": int,   # date
      "choices": [{"value": str, "label": WORDS}],                # choice, choices
      "fields": [FIELD], "min_rows": int, "max_rows": int,        # group
      "units_on": str, "free": bool,                              # address
      "max_files": int, "paper": str,                             # file
      "compute": SUM                                              # number, money, text
    }

WORDS is {"vi": str, "en": str}; DAY is "today" or the id of a date field. Conditions and sums
are described in ``motcua.kernel.eforms.asking``. An id stays the same from version to version
as long as the question is the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

FORMAT: Final = 1
MOST_ROWS: Final = 20
MOST_FILES: Final = 5
LONGEST: Final = {"text": 255, "long_text": 4_000}


class FieldType(StrEnum):
    """What sort of answer a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    GROUP = "group"
    FILE = "file"
    DECLARATION = "declaration"

    @property
    def label(self) -> str:
        """Return the type as an administrator reads it."""
        return _LABELS[self.value]


_LABELS: Final = {
    "text": "Một dòng chữ",
    "long_text": "Nhiều dòng chữ",
    "number": "Số",
    "money": "Số tiền (đồng)",
    "date": "Ngày",
    "personal_number": "Số định danh cá nhân",
    "phone": "Số điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "choice": "Chọn một",
    "choices": "Chọn nhiều",
    "yes_no": "Có hoặc không",
    "group": "Nhóm lặp lại",
    "file": "Tệp",
    "declaration": "Lời cam đoan",
}


class DefinitionError(ValueError):
    """The document is no form; the sentence says where."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``page`` and ``group`` are the ids of what it stands in; "" is none."""

    id: str
    type: FieldType
    page: str
    group: str
    document: Mapping[str, Any]
    fields: tuple["Field", ...] = ()

    def get(self, name: str, default: Any = None) -> Any:
        """Return an attribute of the document."""
        return self.document.get(name, default)

    def words(self, name: str = "label", language: str = "vi") -> str:
        """Return words in ``language``, or in Vietnamese where there are none."""
        return _words(self.document.get(name), language)

    def choices(self, language: str = "vi") -> list[tuple[str, str]]:
        """Return the values that may be chosen, with their words."""
        return [
            (str(choice["value"]), _words(choice.get("label"), language))
            for choice in self.get("choices", ())
        ]

    @property
    def is_computed(self) -> bool:
        """Say whether nobody types the answer."""
        return self.document.get("compute") is not None


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked at once."""

    id: str
    document: Mapping[str, Any]
    fields: tuple[Field, ...]

    def title(self, language: str = "vi") -> str:
        """Return the page's title."""
        return _words(self.document.get("title"), language)


@dataclass(frozen=True, slots=True)
class Definition:
    """A form, ready to ask."""

    document: Mapping[str, Any]
    pages: tuple[Page, ...]
    by_id: Mapping[str, Field]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Definition":
        """Read a stored document. Raises DefinitionError when it is malformed."""
        if document.get("format") != FORMAT:
            raise DefinitionError(f"Tệp này không phải tờ khai theo định dạng {FORMAT}.")
        pages = tuple(_page(item) for item in _listed(document, "pages"))
        fields = [field for page in pages for field in walk(page.fields)]
        return cls(document, pages, {field.id: field for field in fields})

    def title(self, language: str = "vi") -> str:
        """Return the form's name."""
        return _words(self.document.get("title"), language)

    def page(self, page_id: str) -> Page | None:
        """Return the page called ``page_id``."""
        return next((page for page in self.pages if page.id == page_id), None)

    def fields(self) -> Iterator[Field]:
        """Return every field, those of a group after it."""
        for page in self.pages:
            yield from walk(page.fields)


def walk(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Return ``fields`` and those inside them, in order."""
    for field in fields:
        yield field
        yield from walk(field.fields)


def _page(item: Any) -> Page:
    page_id = _id_of(item, "Trang")
    fields = tuple(_field(one, page_id, "") for one in _listed(item, "fields"))
    return Page(page_id, item, fields)


def _field(item: Any, page_id: str, group: str) -> Field:
    field_id = _id_of(item, "Ô")
    try:
        kind = FieldType(item.get("type"))
    except ValueError as error:
        raise DefinitionError(
            f"Ô “{field_id}” có loại “{item.get('type')}” không có trong danh sách."
        ) from error
    inside = _listed(item, "fields") if kind is FieldType.GROUP else []
    fields = tuple(_field(one, page_id, field_id) for one in inside)
    return Field(field_id, kind, page_id, group, item, fields)


def _id_of(item: Any, noun: str) -> str:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
        raise DefinitionError(f"{noun} nào cũng phải có mã (id).")
    return str(item["id"])


def _listed(item: Mapping[str, Any], name: str) -> list[Any]:
    found = item.get(name, [])
    if not isinstance(found, list):
        raise DefinitionError(f"“{name}” phải là một danh sách.")
    return found


def _words(words: Any, language: str) -> str:
    if not isinstance(words, Mapping):
        return ""
    return str(words.get(language) or words.get("vi") or "")
