"""Addresses of the pages for everybody."""

from django.urls import path

from motcua.web.public import (
    callbacks,
    catalogue,
    figures,
    installing,
    ledger,
    procedure,
    tracking,
)

app_name = "public"
urlpatterns = [
    path("", catalogue.home, name="home"),
    path("thu-tuc/", catalogue.catalogue, name="catalogue"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("tra-cuu/", tracking.track_form, name="track-form"),
    path("tra-cuu/<str:key>/", tracking.track, name="track"),
    path("tra-cuu/<str:key>/trich-so.json", tracking.extract, name="extract"),
    path("cong-khai/so-cai/", ledger.days, name="ledger"),
    path("cong-khai/so-cai/<str:day>/", ledger.day, name="ledger-day"),
    path("cong-khai/so-cai/<str:day>.json", ledger.day_file, name="ledger-day-file"),
    path("giay/<str:tracking_code>/<int:version>/", tracking.receipt, name="receipt"),
    path("ung-dung.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.service_worker, name="service-worker"),
    path("ngoai-mang/", installing.offline, name="offline"),
    path("goi-lai/tin-nhan/<slug:provider>/", callbacks.message, name="message-report"),
    path("goi-lai/buu-chinh/", callbacks.parcel, name="parcel-report"),
    path("cong-khai/", figures.province, name="figures"),
    path("cong-khai/co-quan/<str:code>/", figures.agency, name="agency-figures"),
    path("cong-khai/bieu-06a.<slug:form>", figures.report_file, name="figures-file"),
]
