"""Addresses of the citizen's room, under /cua-toi/. Each part has a list of its own."""

from motcua.web.citizen import follow_urls, who_urls

app_name = "citizen"
urlpatterns = [
    *who_urls.urlpatterns,
    *follow_urls.urlpatterns,
]
