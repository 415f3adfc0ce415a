"""Addresses of lodging from home."""

from django.urls import path

from motcua.web.citizen import lodge, lodge_end, lodge_page

urlpatterns = [
    path("nop/", lodge.drafts, name="drafts"),
    path("nop/xong/<str:key>/", lodge_end.lodged, name="lodged"),
    path("nop/ban/<uuid:ref>/bo/", lodge.discard_draft, name="lodge-discard"),
    path("nop/ban/<uuid:ref>/kiem-tra/", lodge_end.check, name="lodge-check"),
    path("nop/ban/<uuid:ref>/le-phi/", lodge_end.fee, name="lodge-fee"),
    path("nop/ban/<uuid:ref>/tep/<uuid:file_ref>/", lodge_page.file, name="lodge-file"),
    path("nop/ban/<uuid:ref>/trang/<slug:page_id>/", lodge_page.page, name="lodge-page"),
    path("nop/<str:code>/", lodge.start, name="lodge"),
]
