"""Addresses of the helpers' room, under /ho-tro/."""

from django.urls import path

from motcua.web.helper import me, results, today, week

app_name = "helper"
urlpatterns = [
    path("", today.home, name="home"),
    path("co-mat/", today.attend, name="attend"),
    path("luot/<uuid:ref>/bo/", today.void, name="void"),
    path("lich/", week.week, name="week"),
    path("lich/<int:assignment_id>/nho/", week.ask, name="swap-ask"),
    path("doi-ca/<int:swap_id>/nhan/", week.take, name="swap-take"),
    path("doi-ca/<int:swap_id>/thoi/", week.withdraw, name="swap-withdraw"),
    path("ket-qua/", results.results, name="results"),
    path("toi/", me.me, name="me"),
    path("toi/ranh/", me.free, name="free"),
    path("toi/vang/", me.absent, name="absent"),
    path("toi/neu-ten/", me.consent, name="consent"),
    path("toi/lich-rieng/", me.calendar, name="calendar"),
    path("toi/mat-khau/", me.password, name="password"),
]
