"""What comes from outside is checked at the door."""

from pathlib import Path

import pytest

from motcua.conf import env


@pytest.mark.parametrize("text", ["yes", "1", "True", "đúng"])
def test_switch_is_written_in_one_way_only(
    clean_environment: pytest.MonkeyPatch, text: str
) -> None:
    clean_environment.setenv("MOTCUA_PRODUCTION", text)

    with pytest.raises(env.SettingError, match="hãy viết true hoặc false"):
        env.env_bool("MOTCUA_PRODUCTION", default=False)


def test_switch_has_its_default(clean_environment: pytest.MonkeyPatch) -> None:
    assert env.env_bool("MOTCUA_PRODUCTION", default=True)
    clean_environment.setenv("MOTCUA_PRODUCTION", "false")
    assert not env.env_bool("MOTCUA_PRODUCTION", default=True)


@pytest.mark.parametrize("text", ["0", "65536", "tám nghìn", "-1", "8000.5", "８０００"])
def test_port_that_is_none_is_named(clean_environment: pytest.MonkeyPatch, text: str) -> None:
    clean_environment.setenv("PORT", text)

    with pytest.raises(env.SettingError, match=f"PORT đang là “{text}”"):
        env.port()


def test_empty_variable_counts_as_unset(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("PORT", "")
    clean_environment.setenv("DATABASE_URL", "")

    assert env.port() == env.DEFAULT_PORT
    assert env.given_database_url() is None


def test_missing_variable_without_default_is_named(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.delenv("MOTCUA_KHONG_CO", raising=False)

    with pytest.raises(env.SettingError, match="MOTCUA_KHONG_CO"):
        env.env("MOTCUA_KHONG_CO")


def test_list_is_split_at_commas(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("MOTCUA_ALLOWED_HOSTS", "a.gov.vn, b.gov.vn,,")

    assert env.env_list("MOTCUA_ALLOWED_HOSTS") == ["a.gov.vn", "b.gov.vn"]


def test_secret_key_is_made_once_and_kept_private(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clean_environment.setenv("MOTCUA_DATA", str(tmp_path / "data"))

    first, second = env.secret_key(), env.secret_key()

    assert first == second
    assert len(first) >= env.SECRET_BYTES
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_given_secret_key_leaves_nothing_behind(
    clean_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clean_environment.setenv("MOTCUA_DATA", str(tmp_path / "data"))
    clean_environment.setenv("MOTCUA_SECRET_KEY", "khóa")

    assert env.secret_key() == "khóa"
    assert not (tmp_path / "data").exists()


def test_database_address_becomes_djangos_settings(
    clean_environment: pytest.MonkeyPatch,
) -> None:
    clean_environment.setenv(
        "DATABASE_URL", "postgresql://an:b%40c@may:5433/motcua?sslmode=require"
    )

    settings = env.database()

    assert (settings["NAME"], settings["USER"], settings["PASSWORD"]) == ("motcua", "an", "b@c")
    assert (settings["HOST"], settings["PORT"]) == ("may", "5433")
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_variables_set_for_a_block_are_put_back(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("MOTCUA_HOST", "::1")

    with env.using(MOTCUA_HOST="127.0.0.2", PORT="9000"):
        assert (env.host(), env.port()) == ("127.0.0.2", 9000)

    assert (env.host(), env.port()) == ("::1", env.DEFAULT_PORT)
