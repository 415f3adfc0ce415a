"""Addresses of the citizen's room, under /cua-toi/. Each part has a list of its own."""

from motcua.web.citizen import pay_urls, who_urls

app_name = "citizen"
urlpatterns = [
    *who_urls.urlpatterns,
    *pay_urls.urlpatterns,
]
