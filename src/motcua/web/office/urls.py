"""Addresses of those who handle dossiers, under /can-bo/."""

from django.urls import path

from motcua.web.office import dossier, ending, lists, papers, pausing, results, steps

app_name = "office"
urlpatterns = [
    path("viec/", lists.work, name="work"),
    path("tim/", lists.find, name="find"),
    path("ho-so/<str:key>/", dossier.page, name="dossier"),
    path("ho-so/<str:key>/xong-buoc/", dossier.complete, name="complete"),
    path("ho-so/<str:key>/nhan/", dossier.receive, name="receive"),
    path("tep/<uuid:ref>/", papers.file, name="file"),
    path("bieu-mau/<uuid:ref>.pdf", papers.form_pdf, name="form-pdf"),
    *steps.urlpatterns,
    *pausing.urlpatterns,
    *ending.urlpatterns,
    *results.urlpatterns,
]
