"""Addresses that programs ask: probes and metrics."""

from django.urls import path

from motcua.web.operating import probes

app_name = "operating"
urlpatterns = [
    path("suc-khoe/web", probes.live, name="live"),
    path("suc-khoe/san-sang", probes.ready, name="ready"),
    path("suc-khoe/tien-trinh-nen", probes.worker, name="worker"),
    path("metrics", probes.metrics, name="metrics"),
]
