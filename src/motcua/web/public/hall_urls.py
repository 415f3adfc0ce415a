"""Addresses of a hall's screens, of numbers and of appointments, for everybody."""

from django.urls import path

from motcua.web.public import booking, hall_screens

urlpatterns = [
    path("sanh/<slug:desk_code>/lay-so/", hall_screens.kiosk, name="kiosk"),
    path(
        "sanh/<slug:desk_code>/lich-hen/", hall_screens.kiosk_appointment, name="kiosk-appointment"
    ),
    path("sanh/<slug:desk_code>/so/<str:token>/", hall_screens.slip, name="slip"),
    path("sanh/<slug:desk_code>/bang/", hall_screens.board, name="board"),
    path("sanh/<slug:desk_code>/bang/moi/", hall_screens.board_part, name="board-part"),
    path("so/<str:token>/", hall_screens.ticket, name="ticket"),
    path("dat-lich/", booking.desks, name="booking"),
    path("dat-lich/noi/<slug:desk_code>/", booking.desk, name="booking-desk"),
    path("dat-lich/<str:token>/", booking.appointment, name="appointment"),
    path("dat-lich/<str:token>/huy/", booking.cancel_one, name="appointment-cancel"),
    path("dat-lich/<str:token>/doi/", booking.move_one, name="appointment-move"),
    path("dat-lich/<str:token>/lich.ics", booking.calendar_file, name="appointment-file"),
]
