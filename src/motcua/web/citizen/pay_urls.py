"""Addresses of paying, in the citizen's room."""

from django.urls import path

from motcua.web.citizen import paying

urlpatterns = [
    path("ho-so/<str:key>/nop-tien/", paying.pay, name="pay"),
    path("ho-so/<str:key>/nop-tien/<uuid:ref>/", paying.pay_order, name="pay-order"),
    path(
        "ho-so/<str:key>/nop-tien/<uuid:ref>/ma-qr.<slug:form>",
        paying.pay_picture,
        name="pay-picture",
    ),
    path(
        "ho-so/<str:key>/nop-tien/<uuid:ref>/bien-lai.pdf",
        paying.pay_receipt,
        name="pay-receipt",
    ),
]
