"""The environment of our templates: what every page may call, and how it is escaped.

A name that a view forgot is an error, not an empty string: see ``StrictUndefined``.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2, Template
from django.templatetags.static import static as django_static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from motcua.documents.held_papers import words_of
from motcua.documents.selectors import scan_words
from motcua.web import formats
from motcua.web.addresses import address_of
from motcua.web.languages import english_pages
from motcua.web.languages.reader import ENGLISH, LANGUAGES, VIETNAMESE
from motcua.web.languages.reading import reads_english

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


def place_of(request: HttpRequest | None) -> str:
    """Return where the reader of this page comes back to after choosing a language.

    A page that answers a form is asked for anew, by the address of the page with the form.
    """
    if request is None:
        return address_of("public:home")
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return urlsplit(request.headers.get("Referer", "")).path or request.path


class _Translated(NodeTransformer):
    """Puts the words of ``_("…")`` into the compiled template: it is in one language."""

    words = staticmethod(gettext)

    def put(self, value: nodes.Expr) -> nodes.Expr:
        """Return a value as it is put into words."""
        return value

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802, the name that the visitor looks for
        """Replace a translation by what it says, its variables put in as Jinja would."""
        self.generic_visit(node, *args, **kwargs)
        if not isinstance(node.node, nodes.Name) or node.node.name != "_":
            return node
        match node.args, node.dyn_args, node.dyn_kwargs:
            case [nodes.Const(value=str(text))], None, None:
                # Our own words are safe, and a percent sign in them is doubled.
                words = Markup(self.words(text))  # noqa: S704
            case _:
                return node
        if not node.kwargs:
            return nodes.Const(words % {}, lineno=node.lineno)
        pairs = [
            nodes.Pair(nodes.Const(given.key), self.put(given.value)) for given in node.kwargs
        ]
        return nodes.Mod(nodes.Const(words), nodes.Dict(pairs), lineno=node.lineno)


class _InEnglish(english_pages.Outputs, _Translated):
    """Puts English words in, and has values told in English where they are read."""

    words = staticmethod(english_pages.english)

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802
        """Put values into words about a number of things as into others."""
        if isinstance(node.node, nodes.Name) and node.node.name == "ngettext":
            for given in node.kwargs:
                given.value = self.put(given.value)
        return super().visit_Call(node, *args, **kwargs)


class _Environment(Environment):
    """Jinja's environment, which translates when it compiles."""

    translated: type[NodeTransformer] = _Translated

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = self.translated().visit(super()._parse(source, name, filename))
        return tree


class _EnglishEnvironment(_Environment):
    translated = _InEnglish


class Pages(Jinja2):
    """Django's Jinja2 with two environments: the English one is made for its first reader."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._params = params

    @cached_property
    def _english(self) -> Jinja2:
        options = {
            **self._params["OPTIONS"],
            "environment": "motcua.web.jinja.english_environment",
        }
        return Jinja2({**self._params, "OPTIONS": options})

    def get_template(self, template_name: str) -> Template:
        """Return the template in the reader's language."""
        if reads_english():
            return self._english.get_template(template_name)
        return super().get_template(template_name)


def environment(**options: Any) -> Environment:
    """Return the environment of pages in Vietnamese."""
    return _furnished(_Environment, options, VIETNAMESE)


def english_environment(**options: Any) -> Environment:
    """Return the environment of pages in English."""
    made = _furnished(_EnglishEnvironment, options, ENGLISH)
    english_pages.furnish(made)
    return made


def _furnished(kind: type[Environment], options: dict[str, Any], language: str) -> Environment:
    # Not for a setting to switch off: names and notes come from outside.
    options |= {"autoescape": True, "undefined": StrictUndefined}
    made = kind(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, **options)
    # Typed loosely by Jinja's extension mechanism, which adds the method at run time.
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        static=static,
        url=url,
        messages_of=messages_of,
        place_of=place_of,
        BADGE_ICONS=BADGE_ICONS,
        NOTICE_ICONS=NOTICE_ICONS,
        NOTICE_KINDS=NOTICE_KINDS,
        percent=formats.percent,
        language=language,
        other_language=next(one for one in LANGUAGES if one != language),
        LANGUAGES=LANGUAGES,
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
        dong=formats.dong,
        file_size=formats.file_size,
        scan_words=scan_words,
        held_words=words_of,
    )
    return made
