"""Root addresses: one package of pages for each audience."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.web.public.urls")),
    path("tai-khoan/", include("motcua.web.accounts.urls")),
]
# Laid while the pages are being written; every audience has its package by now.
for prefix, audience in (("can-bo/quay/", "desk"), ("can-bo/", "office"), ("quan-tri/", "manage")):
    if find_spec(f"motcua.web.{audience}") and find_spec(f"motcua.web.{audience}.urls"):
        urlpatterns.append(path(prefix, include(f"motcua.web.{audience}.urls")))

handler400 = "motcua.web.errors.bad_request"
handler403 = "motcua.web.errors.forbidden"
handler404 = "motcua.web.errors.not_found"
handler500 = "motcua.web.errors.server_error"
