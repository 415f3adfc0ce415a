"""Addresses of a citizen's dossier: its page, what is said and answered, what is downloaded."""

from django.urls import path

from motcua.web.citizen import device, dossier, dossier_files, petitions, supplement, withdrawing

urlpatterns = [
    path("ho-so/<str:key>/", dossier.page, name="dossier"),
    path("ho-so/<str:key>/trao-doi/", dossier.write_message, name="dossier-message"),
    path("ho-so/<str:key>/bo-sung/", supplement.supplement, name="supplement"),
    path("ho-so/<str:key>/rut/", withdrawing.withdraw, name="withdraw"),
    path("ho-so/<str:key>/ket-qua/", dossier_files.result, name="result"),
    path("ho-so/<str:key>/bieu-mau/<uuid:ref>.pdf", dossier_files.form_pdf, name="form-pdf"),
    path("ho-so/<str:key>/tep/<uuid:ref>/", dossier_files.file, name="file"),
    path("ho-so/<str:key>/ma-qr.svg", dossier_files.qr, name="qr"),
    path("phan-anh/", petitions.petitions, name="petitions"),
    path("kenh-nhan-tin/", device.choose_channel, name="channel"),
]
