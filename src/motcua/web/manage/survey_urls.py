"""Addresses of questionnaires and tablets, under /quan-tri/khao-sat/."""

from django.urls import path

from motcua.web.manage import surveys

urlpatterns = [
    path("khao-sat/", surveys.surveys, name="surveys"),
    path("khao-sat/may/", surveys.tablets, name="tablets"),
    path("khao-sat/may/<int:tablet_id>/thoi/", surveys.tablet_end, name="tablet-end"),
    path("khao-sat/mang/<int:network_id>/bo/", surveys.network_drop, name="network-drop"),
    path("khao-sat/<slug:slug>/", surveys.survey, name="survey"),
    path("khao-sat/<slug:slug>/ban-thao/", surveys.survey_draft, name="survey-draft"),
]
