"""Addresses of reform officers and of council members, under /can-bo/mo-hinh/."""

from django.urls import path

from motcua.web.initiatives import (
    adopting,
    council,
    journeys,
    one,
    plans,
    registry,
    scoring,
)

app_name = "initiatives"
urlpatterns = [
    path("", registry.listed, name="list"),
    path("moi/", registry.edit, name="new"),
    path("cham/", scoring.seats, name="seats"),
    path("cham/<uuid:ref>/", scoring.sheet, name="sheet"),
    path("cham/<uuid:ref>/khong-cham/", scoring.conflict, name="conflict"),
    path("hoi-dong/", council.council, name="council"),
    path("hoi-dong/lap/", council.found, name="council-found"),
    path("hoi-dong/thanh-vien/them/", council.seat, name="seat"),
    path("hoi-dong/thanh-vien/<int:member_id>/thoi/", council.unseat, name="unseat"),
    path("hoi-dong/thang-diem/", council.scheme, name="scheme"),
    path("ke-hoach/", plans.plans, name="plans"),
    path("ke-hoach/danh-sach.csv", plans.listed_file, name="plans-file"),
    path("ap-dung/", adopting.adoptions, name="adoptions"),
    path("ap-dung/dang-ky/<str:code>/", adopting.adopt, name="adopt"),
    path("ap-dung/<uuid:ref>/", adopting.adoption, name="adoption"),
    path("ap-dung/<uuid:ref>/viec/<slug:action>/", adopting.act, name="adoption-act"),
    path("doan/", journeys.journeys, name="journeys"),
    path("doan/moi/", journeys.edit, name="journey-new"),
    path("doan/<uuid:ref>/", journeys.journey, name="journey"),
    path("doan/<uuid:ref>/sua/", journeys.edit, name="journey-edit"),
    path("doan/<uuid:ref>/bai-hoc/", journeys.lessons, name="lessons"),
    path("doan/<uuid:ref>/cam-ket/", journeys.promise, name="promise"),
    path("doan/cam-ket/<int:promise_id>/xong/", journeys.fulfilled, name="fulfilled"),
    path("<uuid:ref>/", one.one, name="one"),
    path("<uuid:ref>/sua/", registry.edit, name="edit"),
    path("<uuid:ref>/viec/<slug:action>/", one.act, name="act"),
]
