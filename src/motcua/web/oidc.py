"""Talking to a provider of electronic identity: code flow with PKCE, state and nonce.

The library does the talking and the checking of signatures; here is said what must hold, and
what people read when it does not.
"""

import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.django_client import OAuth, OAuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy
from joserfc.errors import JoseError
from requests import RequestException

from motcua.accounts.providers import Audience, Provider
from motcua.kernel.errors import DomainError

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS: Final = 8
LEEWAY_SECONDS: Final = 60


class Trouble(StrEnum):
    """Why somebody was not let in, each with its own sentence."""

    DENIED = "denied"
    STALE = "stale"
    UNTRUSTED = "untrusted"
    AWAY = "away"


class SignInError(DomainError):
    """The provider did not let somebody in, or must not be believed."""

    code: ClassVar[str] = "sign-in"

    def __init__(self, trouble: Trouble, reason: str) -> None:
        self.trouble = trouble
        super().__init__(reason)


_TROUBLES: Final = {
    Trouble.DENIED: (
        gettext_lazy("Ông/bà chưa đồng ý đăng nhập"),
        gettext_lazy(
            "Nơi cấp định danh báo rằng ông/bà đã từ chối hoặc đóng trang giữa chừng. Chúng tôi "
            "không nhận được thông tin nào."
        ),
    ),
    Trouble.STALE: (
        gettext_lazy("Lần đăng nhập này đã cũ"),
        gettext_lazy(
            "Trang mở quá lâu, mở ở một trình duyệt khác, hoặc đã dùng rồi. Xin đăng nhập lại từ "
            "đầu."
        ),
    ),
    Trouble.UNTRUSTED: (
        gettext_lazy("Chưa xác minh được câu trả lời"),
        gettext_lazy(
            "Câu trả lời nhận được không khớp với lần đăng nhập của ông/bà, nên chúng tôi không "
            "dùng. Xin thử lại; nếu vẫn vậy, xin gọi bộ phận một cửa."
        ),
    ),
    Trouble.AWAY: (
        gettext_lazy("Hệ thống định danh chưa trả lời"),
        gettext_lazy(
            "Lỗi ở phía hệ thống định danh, không phải do ông/bà. Xin thử lại sau ít phút."
        ),
    ),
}


def words_of(trouble: Trouble) -> tuple[str, str]:
    """Return what is told to whoever was not let in: a title and a sentence."""
    title, sentence = _TROUBLES[trouble]
    return str(title), str(sentence)


def providers_for(audience: Audience) -> list[Provider]:
    """Return the providers that sign such people in, as they were described."""
    providers = settings.IDENTITY_PROVIDERS.values()
    return [one for one in providers if one.audience is audience]


@dataclass(frozen=True, slots=True)
class Vouched:
    """Claims that were checked, and where somebody wanted to go before they signed in."""

    claims: dict[str, Any]
    goal: str


@lru_cache(maxsize=16)
def _client(provider: Provider) -> Any:
    """Return the library's client; it remembers the provider's description and keys."""
    described: dict[str, Any] = {"issuer": provider.issuer}
    if provider.discovery_url:
        described["server_metadata_url"] = provider.discovery_url
    else:
        given = provider.endpoints
        described |= {
            "authorize_url": given["authorization"],
            "access_token_url": given["token"],
            "jwks_uri": given["jwks"],
            "userinfo_endpoint": given.get("userinfo", ""),
        }
    return OAuth().register(
        provider.slug,
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        client_kwargs={
            "scope": provider.scope,
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
        **described,
    )


def forget_providers() -> None:
    """Forget what providers said of themselves."""
    _client.cache_clear()


def begin(request: HttpRequest, provider: Provider, back: str, goal: str) -> HttpResponse:
    """Send somebody to ``provider``, from where they come ``back``. Raises SignInError."""
    client = _client(provider)
    asked = {"acr_values": provider.acr_values, "prompt": provider.prompt, "ui_locales": "vi"}
    try:
        made = client.create_authorization_url(back, **{k: v for k, v in asked.items() if v})
    except (RequestException, ValueError, RuntimeError) as error:
        raise _told(provider, Trouble.AWAY, error) from error
    client.save_authorize_data(request, redirect_uri=back, goal=goal, **made)
    return HttpResponseRedirect(made["url"])


def way_out(provider: Provider) -> str:
    """Return where one signs out of ``provider`` as well; "" when it announces no such place.

    We keep no token of theirs, so they are only told who asks (RP-Initiated Logout 1.0).
    """
    client = _client(provider)
    try:
        place = str(client.load_server_metadata().get("end_session_endpoint") or "")
    except (RequestException, ValueError, RuntimeError):
        return ""
    if not place.startswith(("https://", "http://")):
        return ""
    joint = "&" if "?" in place else "?"
    return f"{place}{joint}{urlencode({'client_id': provider.client_id, 'ui_locales': 'vi'})}"


def goal_of(request: HttpRequest, provider: Provider) -> str:
    """Return where somebody wanted to go, as long as this browser has begun to sign in."""
    return str(_begun(request, provider).get("goal", ""))


def come_back(request: HttpRequest, provider: Provider) -> Vouched:
    """Return what the provider says of who comes back from it. Raises SignInError.

    The answer must be to a question of this browser, hold the nonce asked with, be signed by
    the provider for us, and not be over.
    """
    begun = _begun(request, provider)
    if not begun:
        raise _told(provider, Trouble.STALE, "no such state in this session")
    client = _client(provider)
    options = {
        "iss": {"essential": True, "values": [provider.issuer]},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "nonce": {"essential": True, "value": begun["nonce"]},
    }
    try:
        token = client.authorize_access_token(
            request, claims_options=options, leeway=LEEWAY_SECONDS
        )
        claims = dict(token.get("userinfo") or {})
        if not claims:
            raise _told(provider, Trouble.UNTRUSTED, "no id_token")
        return Vouched({**_asked_for(client, token, claims), **claims}, begun["goal"])
    except MismatchingStateError as error:
        raise _told(provider, Trouble.STALE, error) from error
    except OAuthError as error:
        denied = error.error in {"access_denied", "login_required", "consent_required"}
        raise _told(provider, Trouble.DENIED if denied else Trouble.STALE, error) from error
    except JoseError as error:
        raise _told(provider, Trouble.UNTRUSTED, error) from error
    except (RequestException, ValueError, RuntimeError, KeyError) as error:
        raise _told(provider, Trouble.AWAY, error) from error
    finally:
        client.framework.clear_state_data(request.session, request.GET.get("state"))


def _asked_for(client: Any, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """Return what the provider tells beside the token, if it is about the same subject."""
    if not client.load_server_metadata().get("userinfo_endpoint"):
        return {}
    more = dict(client.userinfo(token=token))
    return more if more.get("sub") == claims["sub"] else {}


def _begun(request: HttpRequest, provider: Provider) -> dict[str, Any]:
    client = _client(provider)
    state = request.GET.get("state", "")
    return dict(client.framework.get_state_data(request.session, state) or {})


def _told(provider: Provider, trouble: Trouble, why: object) -> SignInError:
    # Which kind, never whose: what the provider answers may hold personal data.
    kind = why if isinstance(why, str) else type(why).__name__
    logger.warning("sign-in through %s failed: %s (%s)", provider.slug, trouble, kind)
    return SignInError(trouble, f"{provider.slug}: {trouble}")
