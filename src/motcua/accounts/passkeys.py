"""Passkeys (WebAuthn): what is asked of a device, and whether its answer is right.

A passkey belongs to one host name; a browser keeps none for a bare network address.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.accounts.models import Account, Passkey
from motcua.kernel.errors import DomainError


class PasskeyError(DomainError):
    """The device's answer is not right."""

    code: ClassVar[str] = "passkey"


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser hands to the device, and what is kept to check the answer by."""

    options: dict[str, Any]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Door:
    """The address at which people sign in: its host name, and its origin with scheme and port."""

    host: str
    origin: str

    @property
    def takes_passkeys(self) -> bool:
        """Say whether a browser keeps passkeys for this address."""
        try:
            ipaddress.ip_address(self.host.strip("[]"))
        except ValueError:
            return True
        return False

    @property
    def server(self) -> Fido2Server:
        """Return the library's half of the talk."""
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Một Cửa")
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def ask_for_new(account: Account, door: Door) -> Question:
    """Return the question for a new passkey, on a device that has none of this account yet."""
    user = PublicKeyCredentialUserEntity(
        id=f"motcua-{account.pk}".encode(),
        name=account.username,
        display_name=str(account),
    )
    options, state = door.server.register_begin(
        user,
        credentials=_known(account),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(options=dict(options)["publicKey"], state=dict(state))


def keep_new(
    account: Account,
    door: Door,
    state: Mapping[str, Any],
    answer: Mapping[str, Any],
    *,
    name: str,
    at: datetime,
) -> Passkey:
    """Keep the passkey that a device has made. Raises PasskeyError."""
    try:
        made = door.server.register_complete(state, answer)
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyError(_("Thiết bị trả lời không đúng. Xin làm lại.")) from error
    credential = made.credential_data
    if (
        credential is None
        or Passkey.objects.filter(credential_id=credential.credential_id).exists()
    ):
        raise PasskeyError(_("Khóa này đã có rồi."))
    return Passkey.objects.create(
        account=account,
        name=name,
        credential_id=credential.credential_id,
        credential=bytes(credential),
        sign_count=made.counter,
        created_at=at,
    )


def ask_for_known(account: Account, door: Door) -> Question:
    """Return the question to a device that has a passkey of this account."""
    options, state = door.server.authenticate_begin(
        _known(account), user_verification=UserVerificationRequirement.PREFERRED
    )
    return Question(options=dict(options)["publicKey"], state=dict(state))


@transaction.atomic
def use(
    account: Account,
    door: Door,
    state: Mapping[str, Any],
    answer: Mapping[str, Any],
    *,
    at: datetime,
) -> None:
    """Check a device's answer. Raises PasskeyError.

    A counter that goes back means that the key was copied.
    """
    try:
        used = door.server.authenticate_complete(state, _known(account), answer)
        counter = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as error:
        raise PasskeyError(_("Thiết bị trả lời không đúng. Xin làm lại.")) from error
    row = Passkey.objects.select_for_update().get(
        account=account, credential_id=used.credential_id
    )
    if counter and counter <= row.sign_count:
        raise PasskeyError(_("Khóa này có dấu hiệu bị sao chép. Xin báo quản trị hệ thống ngay."))
    row.sign_count, row.used_at = counter, at
    row.save(update_fields=["sign_count", "used_at"])


def _known(account: Account) -> list[AttestedCredentialData]:
    rows = account.passkeys.order_by("pk").values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(row)) for row in rows]
