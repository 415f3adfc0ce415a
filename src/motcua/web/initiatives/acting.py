"""What the pages share on which something is done with a button: the act, and what was done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from motcua.agencies.actors import Actor
from motcua.initiatives.models import Adoption, Initiative
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest

One = TypeVar("One", Initiative, Adoption)
Form = TypeVar("Form", bound=forms.Form)
Doing = Callable[[One, Mapping[str, Any], Actor, datetime], str]
"""Does one act with what was typed, and says what was done. Raises DomainError."""


def acted(
    request: StaffRequest,
    found: One,
    form: Form,
    doing: Doing[One] | None,
    *,
    page: str,
    refused: Callable[[Form], HttpResponse],
) -> HttpResponse:
    """Do one act and lead to ``page``; what is refused is shown with all that was typed.

    Raises Http404 for an act that there is not.
    """
    if doing is None:
        raise Http404
    if form.is_valid():
        try:
            said = doing(found, form.cleaned_data, request.actor, clock.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, said)
            return redirect(page, found.ref)
    return refused(form)


def told(events: QuerySet[Any]) -> list[dict[str, Any]]:
    """Return what was done, the latest first, as pages list it. One query."""
    return [
        {
            "at": event.happened_at,
            "strong": event.get_action_display(),
            "text": ". ".join(
                part
                for part in (event.note, event.officer.full_name if event.officer else "")
                if part
            ),
        }
        for event in events.select_related("officer").order_by("-happened_at", "-pk")
    ]
