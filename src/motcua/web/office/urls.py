"""Addresses of those who handle dossiers, under /can-bo/."""

from django.urls import path

from motcua.web.office import (
    bulk,
    dossier,
    ending,
    erasures,
    finding,
    lists,
    notes,
    papers,
    pausing,
    privacy,
    reads,
    requests,
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
    path("du-lieu/", privacy.first, name="privacy"),
    path("du-lieu/het-han/", erasures.erasures, name="erasures"),
    path("du-lieu/het-han/xac-nhan/", erasures.confirm, name="erasures-confirm"),
    path("du-lieu/luot-xem/", reads.log, name="reads"),
    path("du-lieu/luot-xem.csv", reads.export, name="reads-csv"),
    path("du-lieu/yeu-cau/", requests.listed, name="requests"),
    path("du-lieu/yeu-cau/moi/", requests.new, name="request-new"),
    path("du-lieu/yeu-cau/<uuid:ref>/", requests.one, name="request"),
    path("du-lieu/ban-sao/", requests.hand_over, name="own-data"),
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
