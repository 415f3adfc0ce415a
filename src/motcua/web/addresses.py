"""Addresses of views, remembered: a page names some fifty, and they never change."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def address_of(name: str, *args: object) -> str:
    """Return the address of the view called ``name``, its arguments by place."""
    return reverse(name, args=args or None)
