"""Addresses for staff: units that score, appraisers, who runs it; under /can-bo/cham-diem/."""

from django.urls import path

from motcua.web.rankings import appraising, drafting, indices, own

app_name = "rankings"
urlpatterns = [
    path("", own.home, name="home"),
    path("tham-dinh/", appraising.listed, name="appraisals"),
    path("tham-dinh/<uuid:ref>/", appraising.one, name="appraisal"),
    path("tham-dinh/<uuid:ref>/linh-vuc/<int:number>/", appraising.area, name="appraisal-area"),
    path("tham-dinh/<uuid:ref>/viec/<slug:action>/", appraising.act, name="appraisal-act"),
    path("bo-chi-so/", indices.listed, name="indices"),
    path("bo-chi-so/moi/", indices.new, name="index-new"),
    path("bo-chi-so/<uuid:ref>/", indices.one, name="index"),
    path("bo-chi-so/<uuid:ref>/viec/<slug:action>/", indices.act, name="index-act"),
    path("bo-chi-so/<uuid:ref>/thong-tin/", drafting.heading, name="heading"),
    path("bo-chi-so/<uuid:ref>/ai-tham-dinh/", drafting.leads, name="leads"),
    path(
        "bo-chi-so/<uuid:ref>/linh-vuc/<int:number>/tieu-chi/",
        drafting.criterion,
        name="criterion-new",
    ),
    path(
        "bo-chi-so/<uuid:ref>/linh-vuc/<int:number>/tieu-chi/<int:place>/",
        drafting.criterion,
        name="criterion",
    ),
    path("bo-chi-so/<uuid:ref>/muc/", drafting.part, name="part-new"),
    path("bo-chi-so/<uuid:ref>/muc/<slug:part_id>/", drafting.part, name="part"),
    path("<uuid:ref>/", own.sheet, name="sheet"),
    path("<uuid:ref>/linh-vuc/<int:number>/", own.area, name="area"),
    path("<uuid:ref>/viec/<slug:action>/", own.act, name="act"),
    path("<uuid:ref>/tep/<uuid:file_ref>/", own.file, name="file"),
]
