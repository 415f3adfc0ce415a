"""Addresses of the API: tokens, the schema, the page about it, and every operation."""

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLPattern, URLResolver, include, path

from motcua.web.api import pages, tokens
from motcua.web.api.door import at_the_door
from motcua.web.api.laid import api


def _operations() -> list[URLPattern]:
    """Return the addresses of all operations, each behind the door.

    Raises ImproperlyConfigured for an operation that says not what it needs.
    """
    for router in api._get_bound_routers():  # noqa: SLF001, as its own schema does
        for view in router.path_operations.values():
            for one in view.operations:
                if not hasattr(one.view_func, "needs"):
                    raise ImproperlyConfigured(f"{one.view_func.__name__} declares no scope")
    laid, _app, _space = api.urls
    return [
        URLPattern(one.pattern, at_the_door(one.callback), name=one.name)
        for one in laid
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.page, name="page"),
    path("v1/openapi.json", pages.schema, name="schema"),
    path("v1/token", tokens.token, name="token"),
    path("v1/revoke", tokens.revoke, name="revoke"),
    path("v1/", include(_operations())),
]
