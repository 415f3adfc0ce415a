"""What a payment gateway knows us by. Pure; the settings make one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merchant:
    """Our account at the gateway: its code and secret, and where the gateway is."""

    tmn_code: str
    secret: str
    pay_address: str
    api_address: str
