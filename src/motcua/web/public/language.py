"""The reader chooses the language of the pages; a cookie remembers it on this device."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.web.access import public
from motcua.web.languages.reader import COOKIE, LANGUAGES, VIETNAMESE

_YEAR: Final = 365 * 24 * 60 * 60


# No token: it would give everybody a cookie who only reads. Another site could at most change the
# words of the page, and a browser says when it is another site.
@csrf_exempt
@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language and go back to the page."""
    target = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("public:home")
    response = redirect(target)
    chosen = request.POST.get("language")
    if chosen in LANGUAGES and request.headers.get("Sec-Fetch-Site") != "cross-site":
        response.set_cookie(
            COOKIE,
            chosen,
            max_age=_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if chosen == VIETNAMESE:
            response.delete_cookie(COOKIE, samesite="Lax")
    return response
