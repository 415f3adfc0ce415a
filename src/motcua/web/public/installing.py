"""The site as an app on a telephone: its manifest, its worker, the page without a network."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.web.access import public
from motcua.web.context import site

_DAY: Final = 24 * 60 * 60
_GROUND: Final = "#8e1b1f"
"""The lacquer red of the mark."""


@public
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Say how the site is called and looks as an app."""
    name = site(request).name
    icons = [
        {"src": static(f"motcua/motif/app-{size}.png"), "sizes": f"{size}x{size}"}
        for size in (192, 512)
    ]
    answer = JsonResponse(
        {
            "name": name,
            "short_name": "Một Cửa",
            "lang": "vi",
            "start_url": reverse("citizen:home"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": _GROUND,
            "icons": [{**icon, "type": "image/png", "purpose": "any maskable"} for icon in icons],
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = f"public, max-age={_DAY}"
    return answer


@public
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Hand out the worker from the root, since it may only serve what lies beneath it."""
    context = {
        "offline": reverse("public:offline"),
        "kept": [
            reverse("public:offline"),
            static("motcua/tokens.css"),
            static("motcua/components.css"),
            static("motcua/scripts/offline.js"),
            static("motcua/motif/mark.svg"),
            static("motcua/icons.svg"),
        ],
    }
    answer = render(request, "public/sw.js", context, content_type="text/javascript")
    # A new one is to be found at the next visit, not a day later.
    answer["Cache-Control"] = "no-cache"
    return answer


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what the device itself kept; the page knows nothing of anybody."""
    return render(request, "public/offline.html")
