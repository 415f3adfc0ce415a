"""How often one address may ask for what takes a while: figures, days of the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from motcua.kernel import clock
from motcua.web import errors
from motcua.web.throttle import Throttle, client_address

Asked = ParamSpec("Asked")
throttle = Throttle()


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
        return view(request, *args, **kwargs)

    return asked
