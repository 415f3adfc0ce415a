"""The plain form of a procedure that has none of its own, made from its content. Pure.

It asks who applies, for what, for each paper to hand in, and how the result is wanted, so that
every procedure can be lodged online on the first day.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any, Final

from motcua.kernel.text import fold
from motcua.procedures.content import Content, Paper

MOST_PAPERS: Final = 60
LONGEST_QUESTION: Final = 300
# The form that is filled in here stands for these.
_ITSELF: Final = re.compile(r"^[\W_]*(mau (ho tich )?dien tu tuong tac|bieu mau dien tu)")
_NO_CASE: Final = re.compile(r"^[\W_]*(giay to phai nop|thanh phan ho so|luu y|ho so gom)?[\W_]*$")
_MARKS: Final = " -+*•"
"""What the lists of papers begin their lines with; a line of marks alone names nothing."""
SOURCE: Final = "Lập từ nội dung thủ tục đã công bố; chưa có tờ khai riêng."


def words(vietnamese: str, english: str) -> dict[str, str]:
    """Return words in both languages."""
    return {"vi": vietnamese, "en": english}


def plain_form(content: Content) -> dict[str, Any]:
    """Return the definition of the plain form of a procedure."""
    papers = [
        paper
        for paper in content.papers_to_hand_in()
        if paper.name.strip(_MARKS) and not _ITSELF.match(fold(paper.name))
    ][:MOST_PAPERS]
    return {
        "format": 1,
        "title": words(content.name, content.name),
        "source": {"name": SOURCE, "url": str(content.document.get("source_url", "")), "note": ""},
        "pages": [
            applicant_page(),
            {
                "id": "request",
                "title": words("Nội dung đề nghị", "Your request"),
                "fields": [_request()],
            },
            *_paper_pages(papers),
            result_page(),
        ],
    }


def _request() -> dict[str, Any]:
    return {
        "id": "request_text",
        "type": "long_text",
        "label": words("Ông/bà đề nghị giải quyết việc gì?", "What do you ask for?"),
        "help": words(
            "Viết bằng lời của ông/bà. Có số giấy tờ, thửa đất, ngày tháng liên quan thì ghi vào.",
            "In your own words, with numbers of papers, plots or dates that matter.",
        ),
        "required": True,
    }


def applicant_page() -> dict[str, Any]:
    """Return the page on which whoever lodges says who they are."""
    return {
        "id": "applicant",
        "title": words("Người nộp hồ sơ", "Who is applying"),
        "fields": [
            _fact("applicant_name", "text", "full_name", words("Họ và tên", "Full name")),
            _fact(
                "applicant_number",
                "text",
                "number",
                words(
                    "Số định danh cá nhân, mã số thuế hoặc số giấy tờ",
                    "Personal number, tax code or number of your document",
                ),
            ),
            {
                **_fact("applicant_born_on", "date", "birth_on", words("Ngày sinh", "Born on")),
                "required": False,
                "not_after": "today",
            },
            _fact("applicant_address", "address", "address", words("Nơi cư trú", "Residence")),
            _fact("applicant_phone", "phone", "phone", words("Số điện thoại", "Telephone")),
            {
                **_fact("applicant_email", "email", "email", words("Thư điện tử", "E-mail")),
                "required": False,
                "help": words(
                    "Có thư thì mọi tin về hồ sơ được gửi tới đó.",
                    "News about your dossier is sent there.",
                ),
            },
        ],
    }


def _fact(field_id: str, kind: str, fact: str, label: dict[str, str]) -> dict[str, Any]:
    return {
        "id": field_id,
        "type": kind,
        "label": label,
        "required": True,
        "fact": f"applicant.{fact}",
    }


def result_page() -> dict[str, Any]:
    """Return the page on how the result is wanted, with the declaration."""
    return {
        "id": "result",
        "title": words("Nhận kết quả và cam đoan", "Result and declaration"),
        "fields": [
            {
                "id": "result_mode",
                "type": "choice",
                "label": words("Ông/bà muốn nhận kết quả ở đâu?", "How do you want the result?"),
                "required": True,
                "fact": "result_mode",
                "choices": [
                    {"value": "electronic", "label": words("Bản điện tử", "Electronically")},
                    {"value": "at_desk", "label": words("Tại bộ phận một cửa", "At the desk")},
                    {"value": "by_post", "label": words("Bưu chính về nhà", "By post")},
                ],
            },
            {
                "id": "declaration",
                "type": "declaration",
                "required": True,
                "label": words(
                    "Tôi cam đoan những điều khai trên là đúng sự thật và chịu trách nhiệm trước "
                    "pháp luật về lời khai của mình.",
                    "I declare that what is stated above is true and answer for it by law.",
                ),
            },
        ],
    }


def _paper_pages(papers: list[Paper]) -> list[dict[str, Any]]:
    cases = list(dict.fromkeys(_case(paper) for paper in papers if _case(paper)))
    asks = len(cases) > 1
    fields = [_paper_field(paper, cases if asks else []) for paper in papers]
    fields.append(_authority())
    pages = []
    if asks:
        pages.append(_case_page(cases))
    pages.append({"id": "papers", "title": words("Giấy tờ kèm theo", "Papers"), "fields": fields})
    return pages


def _authority() -> dict[str, Any]:
    return {
        "id": "authority_paper",
        "type": "file",
        "label": words(
            "Giấy ủy quyền hoặc giấy chứng minh quan hệ (khi nộp cho người khác)",
            "Authority or proof of relation, when you apply for somebody else",
        ),
    }


def _case(paper: Paper) -> str:
    return "" if _NO_CASE.match(fold(paper.case)) else paper.case.strip(" *:-+")


def _case_page(cases: Iterable[str]) -> dict[str, Any]:
    return {
        "id": "case",
        "title": words("Trường hợp của ông/bà", "Your case"),
        "fields": [
            {
                "id": "case",
                "type": "choice",
                "label": words("Hồ sơ thuộc trường hợp nào?", "Which case is yours?"),
                "required": True,
                "choices": [
                    {"value": _key("c", case), "label": words(case, case)} for case in cases
                ],
            }
        ],
    }


def _paper_field(paper: Paper, cases: list[str]) -> dict[str, Any]:
    name = paper.name.strip(_MARKS)
    question = name if len(name) <= LONGEST_QUESTION else f"{name[:LONGEST_QUESTION]}…"
    field: dict[str, Any] = {
        "id": _key("p", paper.id),
        "type": "file",
        "label": words(question, question),
        "help": words(
            "Ảnh chụp hoặc bản quét rõ nét. Không có hoặc không thuộc trường hợp này thì bỏ qua.",
            "A clear photograph or scan. Skip it when you do not need it.",
        ),
        "paper": paper.id,
    }
    if cases and _case(paper):
        field["show_if"] = {"field": "case", "is": _key("c", _case(paper))}
    return field


def _key(letter: str, said: str) -> str:
    return f"{letter}{hashlib.sha256(said.encode()).hexdigest()[:12]}"
