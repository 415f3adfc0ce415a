"""What the schema says of the calls that we make: news of dossiers to the hooks of clients."""

from datetime import datetime
from typing import Any, Final

from ninja import Schema
from pydantic import Field

from motcua.exchange.webhooks.kinds import PING, Kind

NAME: Final = "DossierNews"
_HEADERS: Final = {
    "webhook-id": "Như cũ khi gửi lại.",
    "webhook-timestamp": "Giây từ 1970; bỏ tin lệch quá năm phút.",
    "webhook-signature": "Một hay nhiều v1,… của id.timestamp.nội dung (Standard Webhooks).",
}


class NewsState(Schema):
    """Where the dossier stood at that moment."""

    code: str
    national_code: int


class NewsData(Schema):
    """Of which dossier, and how it stood; empty for a try."""

    tracking_code: str
    code: str | None
    reference: str | None = Field(description="Mã bên gọi đặt khi nộp.")
    procedure: str
    agency: str | None
    receiving_agency: str | None
    state: NewsState
    money_state: str
    delivery_state: str
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    sequence: int = Field(description="Tăng dần trong một hồ sơ.")


class DossierNews(Schema):
    """One piece of news, its words frozen when it happened; nothing of people."""

    type: str
    timestamp: datetime
    data: NewsData


def schemas() -> dict[str, Any]:
    """Return the shapes of news, for the components of the schema."""
    made = DossierNews.model_json_schema(ref_template="#/components/schemas/{model}")
    parts: dict[str, Any] = made.pop("$defs")
    return {**parts, NAME: made}


def calls() -> dict[str, Any]:
    """Return the calls that hooks get, by what they tell."""
    words = {**{str(kind): kind.label for kind in Kind}, PING: "Gửi thử; data là {}."}
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{NAME}"}}}
    return {
        kind: {
            "post": {
                "summary": text,
                "parameters": [
                    {
                        "in": "header",
                        "name": name,
                        "required": True,
                        "schema": {"type": "string"},
                        "description": said,
                    }
                    for name, said in _HEADERS.items()
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"type": "object"}}}
                    if kind == PING
                    else content,
                },
                "responses": {"2XX": {"description": "Đã nhận."}},
            }
        }
        for kind, text in words.items()
    }
