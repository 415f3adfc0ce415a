"""Addresses of whoever organises guidance, under /can-bo/huong-dan/."""

from django.urls import path

from motcua.web.guiding import attendance, figures, patterns, people, programme, staff, week

app_name = "guiding"
urlpatterns = [
    path("", week.week, name="week"),
    path("xep/", week.propose, name="propose"),
    path("cong-bo/", week.publish, name="publish"),
    path("ca/<int:shift_id>/them/", week.assign, name="assign"),
    path("phan-cong/<int:assignment_id>/bo/", week.unassign, name="unassign"),
    path("in/", week.printed, name="print"),
    path("co-mat/", attendance.attendance, name="attendance"),
    path("nguoi/", people.people, name="people"),
    path("luc-luong/them/", people.force_add, name="force-add"),
    path("nguoi/them/", people.helper_edit, name="helper-new"),
    path("nguoi/<uuid:ref>/", people.helper_page, name="helper"),
    path("nguoi/<uuid:ref>/sua/", people.helper_edit, name="helper-edit"),
    path("nguoi/<uuid:ref>/tai-khoan/", people.account_open, name="helper-account"),
    path("nguoi/<uuid:ref>/mat-khau/", people.account_reset, name="helper-password"),
    path("nguoi/<uuid:ref>/tap-huan/", people.training_add, name="training-add"),
    path("ca-truc/", patterns.patterns, name="patterns"),
    path("ca-truc/them/", patterns.pattern, name="pattern-new"),
    path("ca-truc/<int:pattern_id>/", patterns.pattern, name="pattern"),
    path("ca-truc/<int:pattern_id>/bo/", patterns.remove, name="pattern-remove"),
    path("chuong-trinh/", programme.programme, name="programme"),
    path("can-bo/", staff.staff, name="staff"),
    path("so-lieu/", figures.figures, name="figures"),
]
