"""What is read out of a provider's claims, and how a provider may be described."""

from datetime import date
from typing import Any

import pytest

from motcua.accounts.providers import (
    ClaimsError,
    Provider,
    ProviderError,
    Said,
    provider_from,
    said_by,
)

DESCRIBED: dict[str, Any] = {
    "label": "Cổng dịch vụ công",
    "issuer": "https://xac-thuc.vidu.gov.vn",
    "client_id": "motcua",
    "client_secret": "bi-mat",
    "levels": {"LoA1": 1, "LoA2": 2},
    "birth_format": "%d/%m/%Y",
    "claims": {
        "personal_number": "citizen.pid",
        "name": "citizen.full_name",
        "birth_on": "citizen.birth",
        "tax_code": "org.mst",
        "organisation": "org.name",
    },
}
MAI: dict[str, Any] = {
    "sub": "8f2c",
    "acr": "LoA2",
    "citizen": {"pid": "077 199 000123", "full_name": " Nguyễn  Thị Mai ", "birth": "08/03/1990"},
}


def portal(**change: Any) -> Provider:
    return provider_from("cong", {**DESCRIBED, **change})


def test_claims_are_found_where_the_operator_says() -> None:
    said = said_by(portal(), MAI)

    assert said == Said(
        issuer="https://xac-thuc.vidu.gov.vn",
        subject="8f2c",
        level=2,
        name="Nguyễn Thị Mai",
        personal_number="077199000123",
        birth_on=date(1990, 3, 8),
    )


def test_an_organisation_is_known_by_name_and_tax_code() -> None:
    said = said_by(portal(), {**MAI, "org": {"mst": "3509700056", "name": "Công ty Muối"}})

    assert said.is_organisation
    assert (said.name, said.tax_code) == ("Công ty Muối", "3509700056")
    assert (said.personal_number, said.birth_on) == ("", None)


@pytest.mark.parametrize("acr", ["", "LoA9", None, 3, ["LoA2"]])
def test_a_level_that_nobody_translates_is_the_lowest(acr: Any) -> None:
    assert said_by(portal(), {**MAI, "acr": acr}).level == 1


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({**MAI, "sub": ""}, id="no subject"),
        pytest.param({**MAI, "citizen": {"full_name": "Mai"}}, id="no number"),
        pytest.param({**MAI, "citizen": "077199000123"}, id="another shape"),
        pytest.param({**MAI, "citizen": {"pid": "077199000123"}}, id="no name"),
        pytest.param({**MAI, "citizen": {**MAI["citizen"], "pid": True}}, id="no text"),
        pytest.param({**MAI, "citizen": {**MAI["citizen"], "pid": "';--"}}, id="no number at all"),
    ],
)
def test_who_is_not_named_is_not_let_in(claims: dict[str, Any]) -> None:
    with pytest.raises(ClaimsError):
        said_by(portal(), claims)


def test_a_birth_date_in_another_form_is_not_guessed() -> None:
    claims = {**MAI, "citizen": {**MAI["citizen"], "birth": "1990-03-08"}}

    assert said_by(portal(), claims).birth_on is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"issuer": "http://xac-thuc.vidu.vn"}, "https://", id="not encrypted"),
        pytest.param({"scope": "profile"}, "openid", id="no openid"),
        pytest.param({"levels": {"LoA4": 4}}, "1, 2", id="no such level"),
        pytest.param({"lowest_level": 0}, "1, 2", id="no lowest level"),
        pytest.param({"endpoints": {"token": "https://a.vn"}}, "jwks", id="half the addresses"),
        pytest.param({"claims": {"ten": "name"}}, "ten", id="no such claim"),
        pytest.param({"for": "moi-nguoi"}, "moi-nguoi", id="for nobody we know"),
        pytest.param({"client": "x"}, "client", id="no such setting"),
    ],
)
def test_a_wrong_description_is_told(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ProviderError, match=sentence):
        portal(**change)


def test_the_secret_is_not_printed() -> None:
    assert "bi-mat" not in repr(portal())
