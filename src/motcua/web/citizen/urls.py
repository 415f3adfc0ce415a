"""Addresses of the citizen's room, under /cua-toi/. Each part has a list of its own."""

from motcua.web.citizen import (
    appointments_urls,
    files_urls,
    follow_urls,
    lodge_urls,
    pay_urls,
    signing_urls,
    who_urls,
)

app_name = "citizen"
urlpatterns = [
    *files_urls.urlpatterns,
    *who_urls.urlpatterns,
    *lodge_urls.urlpatterns,
    *signing_urls.urlpatterns,
    *pay_urls.urlpatterns,
    *follow_urls.urlpatterns,
    *appointments_urls.urlpatterns,
]
