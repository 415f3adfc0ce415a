"""The OpenAPI document: what is stored is kept, what breaks is noticed, what it allows holds."""

import copy
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import positive_data_acceptance

from motcua.web.api.pages import document
from scripts.openapi_changes import breaks
from tests.api_clients import Caller

STORED = Path(__file__).resolve().parents[3] / "docs" / "integrate" / "openapi.json"


def changed(**paths: Any) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(document())
    made["paths"] |= paths
    return made


def test_what_clients_rely_on_is_still_there() -> None:
    stored = json.loads(STORED.read_text())

    assert breaks(stored, document()) == []
    # What is new has to be accepted: make openapi.
    assert stored == document()


def test_what_breaks_clients_is_noticed() -> None:
    now = document()
    gone, asked, other = changed(), changed(), changed()
    del gone["paths"]["/api/v1/roster"]
    body = asked["components"]["schemas"]["DossierIn"]
    body["required"] = [*body["required"], "reference"]
    del asked["components"]["schemas"]["ProcedureLine"]["properties"]["name"]
    parameters = other["paths"]["/api/v1/procedures"]["get"]["parameters"]
    parameters[:] = [{**one, "required": True} for one in parameters if one["name"] != "q"]
    other["paths"]["/api/v1/files"]["post"]["x-scopes"] = "personal:read"

    assert breaks(now, now) == []
    assert breaks(now, gone) == ["GET /api/v1/roster is gone"]
    assert breaks(now, asked) == [
        "GET /api/v1/procedures answer.items[] lacks name",
        "POST /api/v1/dossiers body asks for reference",
        "POST /api/v1/dossiers/check body asks for reference",
    ]
    assert "GET /api/v1/procedures no longer takes q" in breaks(now, other)
    assert "GET /api/v1/procedures asks for cursor" in breaks(now, other)
    assert "POST /api/v1/files needs other scopes" in breaks(now, other)


def test_additions_break_nothing() -> None:
    more = changed(**{"/api/v1/moi": {"get": {"responses": {"200": {}}}}})
    line = more["components"]["schemas"]["ProcedureLine"]
    line["properties"]["new"] = {"type": "string"}
    body = more["components"]["schemas"]["DossierIn"]
    body["properties"]["new"] = {"type": "string"}

    assert breaks(document(), more) == []


@pytest.mark.django_db
def test_the_document_is_handed_out_to_everybody() -> None:
    answer = Client().get("/api/v1/openapi.json")

    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert told == document()
    again = Client().get("/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_the_page_about_it_names_every_operation_and_no_other_host() -> None:
    page = Client().get("/api/").content.decode()

    for path in document()["paths"]:
        assert path in page
    assert "https://" not in page.replace("https://congbao", "")
    assert "<script" not in page.partition("<main")[2]


OPERATIONS = [
    one.ok()
    for one in schemathesis.openapi.from_dict(document()).get_all_operations()
    if isinstance(one, Ok)
]
BOUNDED = settings(
    max_examples=4,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_nothing_that_the_document_allows_breaks_anything(notary: Caller) -> None:
    caller_of_much = Client(headers={"Authorization": f"Bearer {notary.token}"})

    def ask(case: Any) -> None:
        answer = sent(caller_of_much, case)
        if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:  # nothing is counted here yet
            # A rule of the trade may refuse what has the right shape.
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])

    for operation in OPERATIONS:
        BOUNDED(given(case=operation.as_strategy())(ask))()


def sent(client: Client, case: Any) -> Response:
    """Send what was generated, inside the test's own transaction."""
    wanted = case.as_transport_kwargs(base_url="http://testserver")
    request = requests.Request(**wanted).prepare()
    assert request.url is not None
    place = urlsplit(request.url)
    answer = client.generic(
        str(request.method),
        place.path,
        request.body or b"",
        content_type=str(request.headers.get("Content-Type", "application/octet-stream")),
        QUERY_STRING=place.query,
        headers={name: str(value) for name, value in request.headers.items()},
    )
    return Response(
        status_code=answer.status_code,
        headers={name.lower(): [value] for name, value in answer.items()},
        content=answer.getvalue(),
        request=request,
        elapsed=0.0,
        verify=False,
    )
