"""Addresses of published rankings, under /cong-khai/xep-hang/."""

from django.urls import path

from motcua.web.rankings import public

app_name = "ranked"
urlpatterns = [
    path("", public.home, name="home"),
    path("lich-su/", public.past, name="history"),
    path("<slug:slug>.<slug:form>", public.file, name="file"),
    path("<slug:slug>/", public.ranking, name="ranking"),
    path("<slug:slug>/<str:code>/", public.unit, name="unit"),
]
