"""Addresses of the desk, under /can-bo/quay/."""

from django.urls import path

from motcua.web.desk import (
    acceptance,
    after,
    calling,
    files,
    handing,
    held,
    incoming,
    paper_slips,
    posting,
    returning,
)

app_name = "desk"
urlpatterns = [
    path("", acceptance.home, name="home"),
    path("moi/", acceptance.begin, name="begin"),
    path("nhap/<uuid:ref>/", acceptance.draft_page, name="draft"),
    path("nhap/<uuid:ref>/luu/", acceptance.save, name="save"),
    path("nhap/<uuid:ref>/thu-tuc/", acceptance.search, name="search"),
    path("nhap/<uuid:ref>/tep/", files.upload, name="upload"),
    path("nhap/<uuid:ref>/tiep-nhan/", acceptance.accept, name="accept"),
    path("nhap/<uuid:ref>/nhan/", acceptance.lodge, name="lodge"),
    path("nhap/<uuid:ref>/bo/", acceptance.discard, name="discard"),
    path("nhap/<uuid:ref>/tu-choi/", after.refuse_draft, name="refuse-draft"),
    path("da-nhan/<str:key>/", after.accepted, name="accepted"),
    path("da-nhan/<str:key>/them/", after.one_more, name="one-more"),
    path("da-nhan/<str:key>/sua-giay/", after.correct, name="correct"),
    path("kho/<uuid:ref>/", held.held, name="held"),
    path("da-nhan/<str:key>/tem.pdf", after.label, name="label"),
    path("luot/<uuid:ref>/", after.visit, name="visit"),
    path("luot/<uuid:ref>/danh-sach.pdf", after.visit_pdf, name="visit-pdf"),
    path("cho-tiep-nhan/", handing.waiting, name="waiting"),
    path("cho-tiep-nhan/<str:key>/", handing.answer, name="answer"),
    path("cho-tiep-nhan/<str:key>/da-nhan/", after.lodged, name="lodged"),
    path("cho-tiep-nhan/<str:key>/tu-choi/", after.refuse, name="refuse"),
    path("da-tu-choi/<str:key>/", after.refused, name="refused"),
    path("phieu-danh-gia/", paper_slips.paper_slip, name="paper-slip"),
    path("tra-ket-qua/", handing.ready, name="ready"),
    path("tra-ket-qua/nhieu/", returning.several, name="return-several"),
    path("tra-ket-qua/<str:key>/", returning.hand_back, name="return"),
    path("buu-chinh/", posting.send, name="post"),
    path("buu-chinh/dang-gui/", posting.out, name="post-out"),
    path("buu-chinh/bien-ban/<uuid:ref>/", posting.record, name="post-record"),
    path("buu-chinh/nhan/", incoming.take, name="post-in"),
    path("buu-chinh/nhan/<uuid:ref>/mo/", incoming.open_one, name="post-open"),
    path("buu-chinh/<str:key>/tra-ve/", posting.back, name="post-back"),
    path("goi-bao/", calling.calls, name="calls"),
    path("goi-bao/<str:key>/", calling.call, name="call"),
]
