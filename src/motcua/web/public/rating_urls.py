"""Addresses of the slip, the tablet and the figures of satisfaction."""

from django.urls import path

from motcua.web.public import rating, satisfaction, tablet

urlpatterns = [
    path("danh-gia/may/", tablet.tablet, name="tablet"),
    path("danh-gia/<str:key>/", rating.rate, name="rate"),
    path("cong-khai/hai-long/", satisfaction.satisfaction, name="satisfaction"),
]
