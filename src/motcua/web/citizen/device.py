"""How a citizen is told things: the channel they choose."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.kernel import clock
from motcua.notifications.channels.carrying import open_channels
from motcua.notifications.models import Channel, ChannelChoice
from motcua.people.models import Person
from motcua.web.access import CitizenRequest, citizen

_USUAL = ""


class ChannelForm(forms.Form):
    """One channel; empty is whatever is known."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Báo tin cho tôi bằng"), required=False, choices=()
    )


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def choose_channel(request: CitizenRequest) -> HttpResponse:
    """Show and change the channel; where one fails, statutory news goes by another."""
    person = Person.objects.get(pk=request.citizen.person_id)
    chosen = ChannelChoice.objects.filter(person=person).first()
    form = ChannelForm(
        request.POST or None, initial={"channel": chosen.channel if chosen else _USUAL}
    )
    form.fields["channel"].choices = _choices(person)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["channel"]
        if wanted:
            values = {"channel": wanted, "chosen_at": clock.now()}
            ChannelChoice.objects.update_or_create(person=person, defaults=values)
        else:
            ChannelChoice.objects.filter(person=person).delete()
        messages.success(request, _("Đã lưu cách báo tin."))
        return redirect("citizen:profile")
    status = 422 if form.errors else 200
    return render(request, "citizen/channel.html", {"form": form, "person": person}, status=status)


def _choices(person: Person) -> list[tuple[str, str]]:
    """Return what can be chosen: channels that somebody carries, to an address that is known."""
    carried = open_channels()
    found = [(_USUAL, _("Để cơ quan tự chọn theo thông tin liên lạc"))]
    if person.email:
        found.append((str(Channel.EMAIL), _("Thư điện tử")))
    if person.phone and Channel.SMS in carried:
        found.append((str(Channel.SMS), _("Tin nhắn SMS")))
    if person.phone and Channel.ZALO in carried:
        found.append((str(Channel.ZALO), _("Zalo, theo số điện thoại")))
    return found
