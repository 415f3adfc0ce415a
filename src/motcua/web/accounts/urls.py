"""Addresses of signing in."""

from django.urls import path

from motcua.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.login, name="login"),
    path("dang-xuat/", views.logout, name="logout"),
    path("", views.home, name="home"),
    path("mat-khau/", views.password, name="password"),
    path("phien/", views.sessions, name="sessions"),
    path("phien/ket-thuc-khac/", views.sessions_end_others, name="sessions-end-others"),
    path("phien/<str:handle>/ket-thuc/", views.session_end, name="session-end"),
]
