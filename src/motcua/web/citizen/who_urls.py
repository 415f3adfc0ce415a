"""Addresses of signing in, of the first page and of what is known of somebody."""

from django.urls import path

from motcua.web.citizen import home, profile, sessions, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("dang-nhap/", sign_in.choose, name="sign-in"),
    path("dang-nhap/trinh-dien/", sign_in.demo, name="demo"),
    path("dang-nhap/<slug:provider>/", sign_in.leave, name="leave"),
    path("dang-xuat/<slug:provider>/", sign_in.signed_out, name="signed-out"),
    path("dang-nhap/<slug:provider>/tro-ve/", sign_in.come_back, name="come-back"),
    path("thong-tin/", profile.profile, name="profile"),
    path("phien/", sessions.sessions, name="sessions"),
    path("phien/ket-thuc-khac/", sessions.end_others, name="sessions-end-others"),
    path("phien/<str:handle>/ket-thuc/", sessions.end, name="session-end"),
]
