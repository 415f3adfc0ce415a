"""What a real installation must not be: a demonstration, unencrypted, or for one machine only."""

from collections.abc import Sequence
from typing import Final

from motcua.conf.env import SettingError

_OWN_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


def refuse_unsafe(
    *,
    demo: bool,
    hosts: Sequence[str],
    public_address: str,
    trusted_proxies: int,
    simulators: str = "",
) -> None:
    """Raise SettingError, with what to do, unless citizens can be served safely."""
    if demo:
        raise SettingError(
            "MOTCUA_PRODUCTION=true không chạy cùng dữ liệu trình diễn: mật khẩu của nó ai cũng "
            "biết. Hãy bỏ --demo hoặc MOTCUA_DEMO."
        )
    if simulators:
        raise SettingError(
            "MOTCUA_PRODUCTION=true không chạy cùng bộ mô phỏng: thanh toán, định danh và chữ ký "
            "của nó không phải thật. Hãy bỏ MOTCUA_SIMULATOR_ADDRESS và "
            "MOTCUA_VNEID_ADDRESS."
        )
    if "*" in hosts or not set(hosts) - _OWN_MACHINE:
        raise SettingError(
            "Hãy đặt MOTCUA_ALLOWED_HOSTS là tên miền người dân gõ, như motcua.vidu.gov.vn."
        )
    if not public_address.startswith("https://"):
        raise SettingError(
            "Hãy đặt MOTCUA_PUBLIC_ADDRESS, bắt đầu bằng https://: địa chỉ này in trong mã QR của "
            "giấy tiếp nhận."
        )
    if not trusted_proxies:
        raise SettingError(
            "Hãy đặt MOTCUA_TRUSTED_PROXIES là số máy chủ đứng trước (thường là 1); thiếu nó, "
            "mọi người bị tính chung một địa chỉ khi giới hạn số lần tra cứu và đăng nhập."
        )
