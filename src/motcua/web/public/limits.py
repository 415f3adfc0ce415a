"""How often one address may ask for what takes a while, and for how long others may keep it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

from motcua.kernel import clock
from motcua.web import errors
from motcua.web.throttle import Throttle, client_address

Asked = ParamSpec("Asked")
throttle = Throttle()
KEPT_SECONDS: Final = 60
"""For how long a proxy may answer with the same figures to whoever is not signed in."""


def limited(
    view: Callable[Concatenate[HttpRequest, Asked], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Asked], HttpResponseBase]:
    """Answer 429 once an address has asked as often in a minute as it may look dossiers up."""

    @wraps(view)
    def asked(
        request: HttpRequest, /, *args: Asked.args, **kwargs: Asked.kwargs
    ) -> HttpResponseBase:
        most = settings.LOOKUPS_PER_MINUTE
        if not throttle.admits(client_address(request), clock.now(), most):
            return errors.too_many(request)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            # The bar of whoever is signed in is nobody else's.
            patch_vary_headers(response, ["Cookie"])
            if not request.COOKIES and "Cache-Control" not in response.headers:
                patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        return response

    return asked
