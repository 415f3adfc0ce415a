"""Addresses of those who handle dossiers, under /can-bo/."""

from django.urls import path

from motcua.web.office import (
    bulk,
    dossier,
    ending,
    finding,
    lists,
    notes,
    papers,
    pausing,
    results,
    steps,
    views,
    why,
)

app_name = "office"
urlpatterns = [
    path("viec/", lists.work, name="work"),
    path("viec/quet/", lists.scan, name="scan"),
    path("viec/nhieu-ho-so/", bulk.many, name="bulk"),
    path("viec/luu-danh-sach/", views.keep, name="views"),
    path("viec/xoa-danh-sach/", views.drop, name="view-drop"),
    path("tim/", finding.find, name="find"),
    path("ho-so/<str:key>/", dossier.page, name="dossier"),
    path("ho-so/<str:key>/xong-buoc/", dossier.complete, name="complete"),
    path("ho-so/<str:key>/nhan/", dossier.receive, name="receive"),
    path("ho-so/<str:key>/ly-do-xem/", why.why, name="why"),
    path("ho-so/<str:key>/trich-so.json", dossier.extract, name="extract"),
    path("ho-so/<str:key>/ghi-chu/", notes.note, name="note"),
    path("tep/<uuid:ref>/", papers.file, name="file"),
    path("bieu-mau/<uuid:ref>.pdf", papers.form_pdf, name="form-pdf"),
    *steps.urlpatterns,
    *pausing.urlpatterns,
    *ending.urlpatterns,
    *results.urlpatterns,
]
