"""A real installation that could not serve citizens safely does not start."""

from typing import Any

import pytest

from motcua.conf.env import SettingError
from motcua.conf.production import refuse_unsafe

SAFE: dict[str, Any] = {
    "demo": False,
    "hosts": ["motcua.vidu.gov.vn"],
    "public_address": "https://motcua.vidu.gov.vn",
    "trusted_proxies": 1,
    "scanner": "unix:/run/clamav/clamd.ctl",
}


def test_a_safe_installation_starts() -> None:
    refuse_unsafe(**SAFE)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        pytest.param({"demo": True}, "--demo", id="demonstration"),
        pytest.param({"hosts": ["127.0.0.1"]}, "MOTCUA_ALLOWED_HOSTS", id="own machine"),
        pytest.param({"hosts": ["*"]}, "MOTCUA_ALLOWED_HOSTS", id="any name"),
        pytest.param(
            {"public_address": "http://127.0.0.1:8000"},
            "MOTCUA_PUBLIC_ADDRESS",
            id="not encrypted",
        ),
        pytest.param({"trusted_proxies": 0}, "MOTCUA_TRUSTED_PROXIES", id="no proxy"),
        pytest.param({"scanner": ""}, "MOTCUA_CLAMD", id="no scanner"),
        pytest.param(
            {"simulators": "http://127.0.0.1:8100"}, "MOTCUA_SIMULATOR_ADDRESS", id="simulators"
        ),
    ],
)
def test_what_is_unsafe_is_named_with_what_to_set(change: dict[str, Any], name: str) -> None:
    with pytest.raises(SettingError, match=name):
        refuse_unsafe(**{**SAFE, **change})
