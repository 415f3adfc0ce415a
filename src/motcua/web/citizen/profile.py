"""What is known of somebody, where it comes from, and what they may change themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.demo.citizens import ISSUER as DEMO_ISSUER
from motcua.kernel import clock
from motcua.people.models import Person
from motcua.people.services import change_contacts
from motcua.web.access import CitizenRequest, citizen
from motcua.web.desk.typed import LineField, PhoneField


class ContactForm(forms.Form):
    """How somebody is reached."""

    phone = PhoneField(label=gettext_lazy("Điện thoại"), max_length=32, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"),
        required=False,
        error_messages={"invalid": gettext_lazy("Địa chỉ thư cần có dạng ten@noi.vn.")},
    )
    address = LineField(label=gettext_lazy("Địa chỉ nhận giấy tờ"), max_length=255, required=False)


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: CitizenRequest) -> HttpResponse:
    """Show what is known; change the points of contact."""
    person = Person.objects.get(pk=request.citizen.person_id)
    known = {"phone": person.phone, "email": person.email, "address": person.address}
    form = ContactForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_contacts(person, **form.cleaned_data, at=clock.now())
        messages.success(request, _("Đã lưu. Từ nay chúng tôi báo tin theo thông tin này."))
        return redirect("citizen:profile")
    context: dict[str, Any] = {
        "person": person,
        "form": form,
        "identities": [
            {"issuer": _named(one.issuer), "first_at": one.first_at, "last_at": one.last_at}
            for one in person.identities.order_by("first_at")
        ],
        "level": request.citizen.level,
    }
    return render(request, "citizen/profile.html", context, status=422 if form.errors else 200)


def _named(issuer: str) -> str:
    """Return the provider as people know it; one that is no longer used by its address."""
    labels = {one.issuer: one.label for one in settings.IDENTITY_PROVIDERS.values()}
    labels[DEMO_ISSUER] = _("bản trình diễn")
    return labels.get(issuer, issuer)
