"""Where files are kept and who looks them over for viruses, as the environment says."""

from dataclasses import dataclass, field

from motcua.conf import env

_NONE = "-"


@dataclass(frozen=True, slots=True)
class S3Settings:
    """An S3-compatible store. ``endpoint`` "" is that of the region."""

    bucket: str
    endpoint: str
    region: str
    prefix: str
    access_key: str
    secret_key: str = field(repr=False)


def s3_settings() -> S3Settings | None:
    """Return the store, or None when files are on the disk. Raises SettingError."""
    bucket = env.env("MOTCUA_S3_BUCKET", _NONE).removeprefix(_NONE)
    if not bucket:
        return None
    endpoint = env.env("MOTCUA_S3_ENDPOINT", _NONE).removeprefix(_NONE)
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise env.SettingError(
            f"MOTCUA_S3_ENDPOINT đang là “{endpoint}”; hãy viết cả https:// ở đầu."
        )
    prefix = env.env("MOTCUA_S3_PREFIX", _NONE).removeprefix(_NONE).strip("/")
    return S3Settings(
        bucket=bucket,
        endpoint=endpoint,
        region=env.env("MOTCUA_S3_REGION", "us-east-1"),
        prefix=f"{prefix}/" if prefix else "",
        access_key=env.env("MOTCUA_S3_ACCESS_KEY", _NONE).removeprefix(_NONE),
        secret_key=env.env("MOTCUA_S3_SECRET_KEY", _NONE).removeprefix(_NONE),
    )


def scanner_address() -> str:
    """Return where clamd listens: ``unix:PATH`` or ``tcp:HOST:PORT``; "" without a scanner.

    Raises SettingError.
    """
    given = env.env("MOTCUA_CLAMD", _NONE).removeprefix(_NONE)
    kind, _colon, rest = given.partition(":")
    host, _colon, port = rest.rpartition(":")
    is_known = (kind == "unix" and rest.startswith("/")) or (
        kind == "tcp" and host and port.isascii() and port.isdecimal()
    )
    if given and not is_known:
        raise env.SettingError(
            f"MOTCUA_CLAMD đang là “{given}”; hãy viết unix:/đường/dẫn/clamd.ctl hoặc "
            "tcp:máy:cổng."
        )
    return given
