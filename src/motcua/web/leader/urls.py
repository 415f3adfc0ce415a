"""Addresses of heads, under /can-bo/don-vi/."""

from django.urls import path

from motcua.web.leader import (
    figures,
    hall_day,
    home,
    index_missing,
    lists,
    lost_time,
    outlook,
    report_urls,
    signs,
)

app_name = "leader"
urlpatterns = [
    path("", home.home, name="home"),
    path("danh-sach/", lists.steps, name="steps"),
    path("phan-cong/", lists.assign, name="assign"),
    path("cho/<slug:kind>/", lists.waiting, name="waiting"),
    path("so-lieu/", figures.agency, name="figures"),
    path("so-lieu/bieu-06a.<slug:form>", figures.report_file, name="figures-file"),
    path("so-lieu/ho-so/", figures.dossiers, name="figure-dossiers"),
    path("so-lieu/ho-so.<slug:form>", figures.dossiers_file, name="figure-dossiers-file"),
    path("so-lieu/qua-han/", figures.late, name="figure-late"),
    path("chi-so-766/ho-so/", index_missing.missing, name="index-766-missing"),
    path("so-lieu/cap-nhat/", figures.refresh, name="figures-refresh"),
    path("sap-toi/", outlook.ahead, name="outlook"),
    path("thoi-gian/", lost_time.lost, name="lost-time"),
    path("dau-hieu/", signs.signs, name="signs"),
    path("dau-hieu/<slug:key>/", signs.sign, name="sign"),
    path("sanh/", hall_day.day, name="hall-day"),
    *report_urls.urlpatterns,
]
