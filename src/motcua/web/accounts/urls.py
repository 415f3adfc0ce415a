"""Addresses of signing in."""

from django.urls import path

from motcua.web.accounts import factors, passkeys, provincial, seen_by, views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.login, name="login"),
    path("dang-nhap/tinh/<slug:provider>/", provincial.leave, name="leave"),
    path("dang-nhap/tinh/<slug:provider>/tro-lai/", provincial.come_back, name="come-back"),
    path("dang-xuat/", views.logout, name="logout"),
    path("", views.home, name="home"),
    path("ai-da-xem/", seen_by.seen_by, name="seen-by"),
    path("ai-da-xem/da-biet/", seen_by.known, name="seen-by-known"),
    path("thoi-xem/", seen_by.look_end, name="look-end"),
    path("mat-khau/", views.password, name="password"),
    path("dang-nhap/buoc-hai/", factors.second_step, name="second-step"),
    path("buoc-hai/", factors.overview, name="factors"),
    path("buoc-hai/dien-thoai/", factors.key, name="factor-key"),
    path("buoc-hai/ma-du-phong/", factors.new_codes, name="factor-codes"),
    path("buoc-hai/khoa/moi/", passkeys.begin, name="passkey-new"),
    path("buoc-hai/khoa/", passkeys.make, name="passkey"),
    path("buoc-hai/khoa/<int:passkey_id>/bo/", passkeys.remove, name="passkey-remove"),
    path("phien/", views.sessions, name="sessions"),
    path("phien/ket-thuc-khac/", views.sessions_end_others, name="sessions-end-others"),
    path("phien/<str:handle>/ket-thuc/", views.session_end, name="session-end"),
]
