"""Addresses of feedback for everybody."""

from typing import Final

from django.urls import URLPattern, path

from motcua.web.public import petition_cases, petition_lodging, petitions

urlpatterns: Final[list[URLPattern]] = [
    path("phan-anh/", petitions.answered, name="feedback"),
    path("phan-anh/gui/", petition_lodging.begin, name="feedback-begin"),
    path("phan-anh/gui/<uuid:ref>/", petition_lodging.write, name="feedback-write"),
    path("phan-anh/gui/<uuid:ref>/ma/", petition_lodging.code, name="feedback-code"),
    path("phan-anh/gui/<uuid:ref>/xem-lai/", petition_lodging.check, name="feedback-check"),
    path(
        "phan-anh/gui/<uuid:ref>/anh/<uuid:file_ref>/",
        petition_lodging.photo,
        name="feedback-draft-photo",
    ),
    path("phan-anh/khieu-nai/", petition_cases.complaint, name="complaint-new"),
    path("phan-anh/to-cao/", petition_cases.denunciation, name="denunciation-new"),
    path("phan-anh/theo-doi/", petitions.follow_form, name="feedback-follow-form"),
    path("phan-anh/theo-doi/<str:key>/", petitions.follow, name="feedback-follow"),
    path("phan-anh/<uuid:ref>/", petitions.answered_one, name="feedback-one"),
    path(
        "phan-anh/<uuid:ref>/anh/<uuid:photo_ref>/",
        petitions.answered_photo,
        name="feedback-photo",
    ),
]
