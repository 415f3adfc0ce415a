"""The environment of our templates: what every page may call, and how it is escaped.

A name that a view forgot is an error, not an empty string: see ``StrictUndefined``.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.templatetags.static import static as django_static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from motcua.documents.held_papers import words_of
from motcua.documents.selectors import scan_words
from motcua.kernel.money import format_dong
from motcua.web import formats
from motcua.web.addresses import address_of

BADGE_ICONS: Final[Mapping[str, str]] = {
    "new": "file",
    "moving": "moving",
    "soon": "clock",
    "late": "late",
    "waiting": "pause",
    "done": "done",
    "ended": "stop",
}
"""The icon of each kind of badge; the kind of a state is ``State.badge``."""
NOTICE_ICONS: Final[Mapping[str, str]] = {
    "info": "info",
    "done": "done",
    "soon": "alert",
    "late": "late",
    "plain": "info",
}
NOTICE_KINDS: Final[Mapping[str, str]] = {
    "debug": "plain",
    "info": "info",
    "success": "done",
    "warning": "soon",
    "error": "late",
}
"""The notice in which a message of each level is told."""


static = cache(django_static)
"""The address of a static file; a page names some forty, and they never change."""


def url(name: str, *args: object, query: Mapping[str, str] | None = None, **kwargs: object) -> str:
    """Return the address of the view called ``name``: by place or by name, and with a query."""
    if query is None and not kwargs:
        return address_of(name, *args)
    return reverse(name, args=args or None, kwargs=kwargs or None, query=query)


def messages_of(request: HttpRequest | None) -> list[Message]:
    """Return the messages waiting for this browser; reading them takes them away."""
    return list(get_messages(request)) if request is not None else []


class _Translated(NodeTransformer):
    """Puts the words of ``_("…")`` into the compiled template: there is one language."""

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802, the name that the visitor looks for
        """Replace a translation by what it says, its variables put in as Jinja would."""
        self.generic_visit(node, *args, **kwargs)
        if not isinstance(node.node, nodes.Name) or node.node.name != "_":
            return node
        match node.args, node.dyn_args, node.dyn_kwargs:
            case [nodes.Const(value=str(text))], None, None:
                # Our own words are safe, and a percent sign in them is doubled.
                words = Markup(gettext(text))  # noqa: S704
            case _:
                return node
        if not node.kwargs:
            return nodes.Const(words % {}, lineno=node.lineno)
        pairs = [nodes.Pair(nodes.Const(given.key), given.value) for given in node.kwargs]
        return nodes.Mod(nodes.Const(words), nodes.Dict(pairs), lineno=node.lineno)


class _Environment(Environment):
    """Jinja's environment, which translates when it compiles."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Translated().visit(super()._parse(source, name, filename))
        return tree


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend is configured with."""
    # Not for a setting to switch off: names and notes come from outside.
    options |= {"autoescape": True, "undefined": StrictUndefined}
    made = _Environment(
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options
    )
    # Typed loosely by Jinja's extension mechanism, which adds the method at run time.
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        static=static,
        url=url,
        messages_of=messages_of,
        BADGE_ICONS=BADGE_ICONS,
        NOTICE_ICONS=NOTICE_ICONS,
        NOTICE_KINDS=NOTICE_KINDS,
        percent=formats.percent,
    )
    made.filters.update(
        weekday=formats.weekday,
        weekday_title=formats.weekday_title,
        day=formats.day,
        day_month=formats.day_month,
        weekday_day=formats.weekday_day,
        weekday_day_year=formats.weekday_day_year,
        hour=formats.hour,
        moment=formats.moment,
        moment_year=formats.moment_year,
        short_moment=formats.short_moment,
        leaf_month=formats.leaf_month,
        leaf_day=formats.leaf_day,
        machine=formats.machine,
        number=formats.number,
        decimal=formats.decimal,
        dong=format_dong,
        file_size=formats.file_size,
        scan_words=scan_words,
        held_words=words_of,
    )
    return made
