"""Addresses of listening to what people answered, under /can-bo/lang-nghe/."""

from django.urls import path

from motcua.web.office import listening, rounds, satisfaction

urlpatterns = [
    path("lang-nghe/", listening.listening, name="listening"),
    path("lang-nghe/<int:answer_id>/", listening.answer, name="answer"),
    path("lang-nghe/gop-y/", listening.remarks, name="remarks"),
    path("lang-nghe/gop-y/<int:remark_id>/", listening.remark, name="remark"),
    path("lang-nghe/so-lieu/", satisfaction.satisfaction, name="satisfaction"),
    path("lang-nghe/so-lieu/phieu/", satisfaction.answers, name="satisfaction-answers"),
    path("lang-nghe/dieu-tra/", rounds.rounds, name="rounds"),
    path("lang-nghe/dieu-tra/<uuid:ref>/", rounds.survey, name="round"),
    path("lang-nghe/dieu-tra/<uuid:ref>/chi-so.csv", rounds.survey_csv, name="round-csv"),
    path("lang-nghe/dieu-tra/<uuid:ref>/<int:place>/", rounds.member, name="member"),
]
