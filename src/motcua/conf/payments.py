"""Where money is taken online, as the environment says; the simulators in the demonstration."""

from motcua.conf import env
from motcua.payments.merchants import Merchant

SIMULATED_TMN_CODE = "MOTCUA01"
SIMULATED_SECRET = "khoa-cua-bo-mo-phong"  # noqa: S105 - known to everybody, for play money
SIMULATED_BANK_SECRET = "khoa-ngan-hang-mo-phong"  # noqa: S105 - so is this


def vnpay_merchant(simulators: str) -> Merchant | None:
    """Return our account at the gateway; None where there is none. Raises SettingError."""
    code = env.env("MOTCUA_VNPAY_TMN_CODE", "-").removeprefix("-")
    if code:
        return Merchant(
            tmn_code=code,
            secret=env.env("MOTCUA_VNPAY_SECRET"),
            pay_address=env.env("MOTCUA_VNPAY_PAY_ADDRESS"),
            api_address=env.env("MOTCUA_VNPAY_API_ADDRESS"),
        )
    if simulators:
        return Merchant(
            tmn_code=SIMULATED_TMN_CODE,
            secret=SIMULATED_SECRET,
            pay_address=f"{simulators}/vnpay/paymentv2/vpcpay.html",
            api_address=f"{simulators}/vnpay/merchant_webapi/api/transaction",
        )
    return None


def bank_secret(simulators: str) -> str:
    """Return the secret of a bank's notifications; "" where none are taken."""
    given = env.env("MOTCUA_BANK_SECRET", "-").removeprefix("-")
    return given or (SIMULATED_BANK_SECRET if simulators else "")
