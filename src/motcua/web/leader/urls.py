"""Addresses of heads, under /can-bo/don-vi/."""

from django.urls import path

from motcua.web.leader import home, lists

app_name = "leader"
urlpatterns = [
    path("", home.home, name="home"),
    path("danh-sach/", lists.steps, name="steps"),
    path("phan-cong/", lists.assign, name="assign"),
    path("cho/<slug:kind>/", lists.waiting, name="waiting"),
]
