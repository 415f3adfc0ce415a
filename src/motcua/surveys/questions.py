"""What a slip or a form asks: questions, their answers, and which of them mean content. Pure.

A questionnaire is data: a document of JSON that this module reads strictly. A published
version never changes, so what an answer counted as when it was given stays so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean

LONGEST_TEXT: Final = 1_000
MOST_QUESTIONS: Final = 60
MOST_OPTIONS: Final = 10
_LONGEST_LINE: Final = 300
_LONGEST_ID: Final = 40
_MOST_NEEDED: Final = 10_000
_FEWEST_OPTIONS: Final = 2


class Use(StrEnum):
    """What a questionnaire is for. Values are stored: add, never rename."""

    SLIP = "slip"
    SIPAS = "sipas"


class QuestionKind(StrEnum):
    """How a question is answered. Values are stored: add, never rename."""

    LIKE = "like"
    THREE = "three"
    FIVE = "five"
    CHOICE = "choice"
    TEXT = "text"

    @property
    def label(self) -> str:
        """Return the kind as an administrator reads it."""
        return _KIND_LABELS[self]


class Flag(StrEnum):
    """What makes an answer doubtful. Values are stored: add, never rename."""

    OFFICE_ADDRESS = "office_address"
    OFFICE_DEVICE = "office_device"
    MANY_FROM_DEVICE = "many_from_device"

    @property
    def label(self) -> str:
        """Return the flag as people read it."""
        return _FLAG_LABELS[self]


_KIND_LABELS: Final[Mapping[QuestionKind, str]] = {
    QuestionKind.LIKE: "Hài lòng hay không",
    QuestionKind.THREE: "Ba mức",
    QuestionKind.FIVE: "Năm mức",
    QuestionKind.CHOICE: "Chọn một trong các câu trả lời",
    QuestionKind.TEXT: "Viết thành lời",
}
_FLAG_LABELS: Final[Mapping[Flag, str]] = {
    Flag.OFFICE_ADDRESS: "Gửi từ mạng của cơ quan",
    Flag.OFFICE_DEVICE: "Gửi từ máy của cán bộ",
    Flag.MANY_FROM_DEVICE: "Nhiều phiếu từ một máy",
}


class QuestionnaireError(DomainError):
    """The questionnaire cannot be used as it stands."""

    code: ClassVar[str] = "questionnaire"


class AnswersError(DomainError):
    """Answers are missing or unknown; ``problems`` names each question."""

    code: ClassVar[str] = "answers"

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. ``is_satisfied`` None is neither (the question did not concern them)."""

    value: str
    label: str
    is_satisfied: bool | None


_SCALES: Final[Mapping[QuestionKind, tuple[Option, ...]]] = {
    QuestionKind.LIKE: (
        Option("like", "Hài lòng", is_satisfied=True),
        Option("dislike", "Không hài lòng", is_satisfied=False),
    ),
    QuestionKind.THREE: (
        Option("3", "Rất hài lòng", is_satisfied=True),
        Option("2", "Hài lòng", is_satisfied=True),
        Option("1", "Không hài lòng", is_satisfied=False),
    ),
    QuestionKind.FIVE: (
        Option("5", "Rất hài lòng", is_satisfied=True),
        Option("4", "Hài lòng", is_satisfied=True),
        Option("3", "Bình thường", is_satisfied=False),
        Option("2", "Không hài lòng", is_satisfied=False),
        Option("1", "Rất không hài lòng", is_satisfied=False),
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``factor`` is the heading under which its answers are counted."""

    id: str
    text: str
    kind: QuestionKind
    factor: str = ""
    is_overall: bool = False
    is_required: bool = False
    options: tuple[Option, ...] = ()

    @property
    def is_text(self) -> bool:
        """Say whether it is answered in words."""
        return self.kind is QuestionKind.TEXT

    def option(self, value: str) -> Option | None:
        """Return the answer of that value."""
        return next((one for one in self.options if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered: chosen values by question, and words by question."""

    values: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """A questionnaire as it is asked. ``counted_flags`` name the flags that still count."""

    use: Use
    title: str
    intro: str
    source: str
    minimum: int
    counted_flags: frozenset[Flag]
    questions: tuple[Question, ...]

    @classmethod
    def from_document(cls, document: Mapping[str, Any], use: Use) -> "Paper":
        """Read ``document``. Raises QuestionnaireError with a sentence."""
        questions = tuple(_question(one) for one in _listed(document))
        paper = cls(
            use=use,
            title=_line(document, "title", "Xin ghi tên phiếu."),
            intro=_line(document, "intro"),
            source=_line(document, "source"),
            minimum=_minimum(document.get("minimum")),
            counted_flags=_flags(document.get("counted_flags", [])),
            questions=questions,
        )
        _require_sense(paper)
        return paper

    @property
    def overall(self) -> Question | None:
        """Return the question that says whether somebody was content."""
        return next((one for one in self.questions if one.is_overall), None)

    @property
    def factors(self) -> list[str]:
        """Return the headings in the order in which they come."""
        return list(dict.fromkeys(one.factor for one in self.questions if one.factor))

    def read(self, typed: Mapping[str, str]) -> Given:
        """Return what was answered. Raises AnswersError for what is missing or unknown."""
        values: dict[str, str] = {}
        words: dict[str, str] = {}
        problems: dict[str, str] = {}
        for one in self.questions:
            said = typed.get(one.id, "").strip()
            if not said:
                if one.is_required:
                    problems[one.id] = f"Xin trả lời câu “{one.text}”."
            elif one.is_text:
                tidy = "\n".join(filter(None, map(clean, said.replace("\r", "\n").split("\n"))))
                if len(tidy) > LONGEST_TEXT:
                    problems[one.id] = f"Xin viết ngắn hơn, nhiều nhất {LONGEST_TEXT} chữ."
                elif tidy:
                    words[one.id] = tidy
            elif one.option(said) is None:
                problems[one.id] = f"Xin chọn lại câu trả lời cho “{one.text}”."
            else:
                values[one.id] = said
        if problems:
            raise AnswersError(problems)
        return Given(values, words)

    def is_satisfied(self, values: Mapping[str, str]) -> bool | None:
        """Say whether whoever answered so was content; None where nothing asks it."""
        asked = self.overall
        chosen = asked.option(values.get(asked.id, "")) if asked is not None else None
        return chosen.is_satisfied if chosen is not None else None

    def is_counted(self, flags: frozenset[Flag]) -> bool:
        """Say whether an answer with these flags is counted: each of them has to be allowed."""
        return flags <= self.counted_flags


def _listed(document: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    found = document.get("questions")
    if not isinstance(found, list) or not found:
        raise QuestionnaireError("Phiếu chưa có câu hỏi nào.")
    if len(found) > MOST_QUESTIONS:
        raise QuestionnaireError(f"Phiếu có nhiều nhất {MOST_QUESTIONS} câu hỏi.")
    if not all(isinstance(one, Mapping) for one in found):
        raise QuestionnaireError("Danh sách câu hỏi sai dạng.")
    return found


def _line(document: Mapping[str, Any], name: str, missing: str = "") -> str:
    found = document.get(name, "")
    line = clean(found) if isinstance(found, str) else ""
    if missing and not line:
        raise QuestionnaireError(missing)
    if len(line) > _LONGEST_LINE:
        raise QuestionnaireError(f"“{line[:40]}…” dài quá {_LONGEST_LINE} chữ.")
    return line


def _minimum(found: object) -> int:
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= _MOST_NEEDED:
        raise QuestionnaireError("Số phiếu ít nhất để công bố phải là số từ 1 đến 10.000.")
    return found


def _flags(found: object) -> frozenset[Flag]:
    if not isinstance(found, list) or not set(found) <= set(Flag):
        raise QuestionnaireError("Có dấu hiệu nghi ngờ mà phần mềm không biết.")
    return frozenset(map(Flag, found))


def _question(document: Mapping[str, Any]) -> Question:
    text = _line(document, "text", "Có câu hỏi chưa ghi lời.")
    name = str(document.get("id", ""))
    if not (name.isascii() and name.replace("-", "").isalnum() and len(name) <= _LONGEST_ID):
        raise QuestionnaireError(f"Câu “{text}” có mã “{name[:40]}” không dùng được.")
    if document.get("kind") not in set(QuestionKind):
        raise QuestionnaireError(f"Xin chọn cách trả lời cho câu “{text}”.")
    kind = QuestionKind(document["kind"])
    return Question(
        id=name,
        text=text,
        kind=kind,
        factor=_line(document, "factor"),
        is_overall=document.get("is_overall") is True,
        is_required=document.get("is_required") is True,
        options=_options(document, text) if kind is QuestionKind.CHOICE else _SCALES.get(kind, ()),
    )


def _options(document: Mapping[str, Any], text: str) -> tuple[Option, ...]:
    found = document.get("options")
    if not isinstance(found, list) or not _FEWEST_OPTIONS <= len(found) <= MOST_OPTIONS:
        raise QuestionnaireError(f"Câu “{text}” cần từ 2 đến {MOST_OPTIONS} câu trả lời.")
    options = []
    for one in found:
        if not isinstance(one, Mapping) or one.get("is_satisfied") not in {True, False, None}:
            raise QuestionnaireError(f"Câu “{text}” có câu trả lời sai dạng.")
        label = _line(one, "label", f"Câu “{text}” có câu trả lời chưa ghi lời.")
        options.append(Option(str(one.get("value", "")), label, one.get("is_satisfied")))
    values = [one.value for one in options]
    if "" in values or len(set(values)) != len(values):
        raise QuestionnaireError(f"Câu “{text}” có hai câu trả lời trùng nhau.")
    return tuple(options)


def _require_sense(paper: Paper) -> None:
    names = [one.id for one in paper.questions]
    if len(set(names)) != len(names):
        raise QuestionnaireError("Hai câu hỏi mang cùng một mã.")
    overall = [one for one in paper.questions if one.is_overall]
    if paper.use is Use.SLIP:
        if len(overall) != 1:
            raise QuestionnaireError("Phiếu đánh giá cần đúng một câu hỏi chung về sự hài lòng.")
        (asked,) = overall
        if not asked.is_required or asked.is_text:
            raise QuestionnaireError("Câu hỏi chung phải bắt buộc và chọn được câu trả lời.")
        if any(option.is_satisfied is None for option in asked.options):
            raise QuestionnaireError("Mỗi câu trả lời của câu hỏi chung là hài lòng hoặc không.")
    elif not any(one.kind is QuestionKind.FIVE for one in paper.questions):
        raise QuestionnaireError("Phiếu điều tra SIPAS cần câu hỏi năm mức.")
    elif any(one.kind is QuestionKind.FIVE and not one.factor for one in paper.questions):
        raise QuestionnaireError("Mỗi câu năm mức của phiếu SIPAS cần ghi yếu tố.")
