"""Address of one's own appointments."""

from django.urls import path

from motcua.web.citizen import appointments

urlpatterns = [path("lich-hen/", appointments.appointments, name="appointments")]
