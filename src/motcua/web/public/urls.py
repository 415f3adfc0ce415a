"""Addresses of the pages for everybody."""

from django.urls import path

from motcua.web.public import (
    callbacks,
    catalogue,
    figures,
    hall_urls,
    installing,
    ledger,
    models,
    on_duty,
    paying,
    petition_urls,
    procedure,
    rating_urls,
    tracking,
    verify,
)

app_name = "public"
urlpatterns = [
    path("", catalogue.home, name="home"),
    path("thu-tuc/", catalogue.catalogue, name="catalogue"),
    path("thu-tuc/<str:code>/", procedure.procedure, name="procedure"),
    path("tra-cuu/", tracking.track_form, name="track-form"),
    path("tra-cuu/<str:key>/", tracking.track, name="track"),
    path("tra-cuu/<str:key>/trich-so.json", tracking.extract, name="extract"),
    path("tra-cuu/<str:key>/nop-tien/", paying.pay, name="pay"),
    path("tra-cuu/<str:key>/nop-tien/<uuid:ref>/", paying.pay_order, name="pay-order"),
    path(
        "tra-cuu/<str:key>/nop-tien/<uuid:ref>/ma-qr.<slug:form>",
        paying.pay_picture,
        name="pay-picture",
    ),
    path(
        "tra-cuu/<str:key>/nop-tien/<uuid:ref>/bien-lai.pdf",
        paying.pay_receipt,
        name="pay-receipt",
    ),
    path("thanh-toan/vnpay/ipn/", paying.vnpay_ipn, name="vnpay-ipn"),
    path("thanh-toan/vnpay/ve/", paying.vnpay_return, name="vnpay-return"),
    path("thanh-toan/ngan-hang/", paying.bank_notice, name="bank-notice"),
    path("cong-khai/so-cai/", ledger.days, name="ledger"),
    path("cong-khai/so-cai/<str:day>/", ledger.day, name="ledger-day"),
    path("cong-khai/so-cai/<str:day>.json", ledger.day_file, name="ledger-day-file"),
    path("xac-thuc/", verify.verify_paper, name="verify"),
    path("giay/<str:tracking_code>/<int:version>/", tracking.receipt, name="receipt"),
    path("ung-dung.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.service_worker, name="service-worker"),
    path("ngoai-mang/", installing.offline, name="offline"),
    path("goi-lai/tin-nhan/<slug:provider>/", callbacks.message, name="message-report"),
    path("goi-lai/buu-chinh/", callbacks.parcel, name="parcel-report"),
    path("ai-truc-hom-nay/", on_duty.on_duty, name="on-duty"),
    path("lich-truc/<str:key>.ics", on_duty.helper_calendar, name="helper-calendar"),
    *rating_urls.urlpatterns,
    *models.urlpatterns,
    path("cong-khai/", figures.province, name="figures"),
    path("cong-khai/co-quan/<str:code>/", figures.agency, name="agency-figures"),
    path("cong-khai/bieu-06a.<slug:form>", figures.report_file, name="figures-file"),
    *hall_urls.urlpatterns,
    *petition_urls.urlpatterns,
]
