"""What is different in a template for who reads English.

Its own words are English once it is compiled. What a view gives it is told in English where it is
read: in text and in attributes that are read out. In others, and in what people type, it stays.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.utils.functional import Promise
from jinja2 import Environment, nodes, pass_eval_context
from jinja2.filters import do_join, do_tojson, make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from motcua.web.languages.catalogue import catalogue
from motcua.web.languages.told import Told, in_english

_READ: Final = frozenset(
    {"title", "placeholder", "alt", "label", "abbr", "content", "aria-label", "aria-description"}
    | {"aria-valuetext", "aria-roledescription"}
)
_OPEN: Final = re.compile(r"""([\w-]+)=["'][^"'<>]*$""")
_TEXTAREA: Final = re.compile(r"<(/?)textarea")
_REMEMBERED: Final = 400
_TELLING: Final = ("format", "replace", "title", "truncate", "wordwrap", "xmlattr")
"""Filters of Jinja that would take the value of words, not their English."""


def english(message: str) -> str:
    """Return the English of a template's own words."""
    return catalogue().one.get(message) or message


def of_number(singular: str, plural: str, number: int) -> str:
    """Return the English of a template's own words about a number of things."""
    known = catalogue()
    if number == 1:
        return known.one.get(singular) or singular
    return known.several.get(singular) or plural


def told(value: Any) -> Any:
    """Return a value as a page in English shows it; what is in a list or a mapping too."""
    if type(value) is Markup:
        return value
    if isinstance(value, str | Promise):
        return in_english(value)
    if isinstance(value, dict):
        return {name: told(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [told(one) for one in value]
    return value


def shown(value: Any) -> Any:
    """Return what is put into a page."""
    return told(value) if isinstance(value, str | Promise) else value


class Outputs(NodeTransformer):
    """Tells apart where values are read and where machines take them."""

    def __init__(self) -> None:
        self._written = ""
        self._in_textarea = False

    def visit_Output(self, node: nodes.Output, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802, the name that the visitor looks for
        """Keep the value of whatever stands where nobody reads it."""
        for number, part in enumerate(node.nodes):
            if isinstance(part, nodes.TemplateData):
                self._note(part.data)
                continue
            changed = self.visit(part, *args, **kwargs)
            if self._is_kept() and not isinstance(changed, nodes.Const):
                changed = nodes.Filter(changed, "kept", [], [], None, None, lineno=part.lineno)
            node.nodes[number] = changed
            self._written += "x"
        return node

    def visit_Macro(self, node: nodes.Macro, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802
        """Begin anew: a macro's words do not follow what stands before it."""
        self._written, self._in_textarea = "", False
        return self.generic_visit(node, *args, **kwargs)

    def visit_Concat(self, node: nodes.Concat, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802
        """Join what the parts are in English."""
        self.generic_visit(node, *args, **kwargs)
        node.nodes = [told_node(part) for part in node.nodes]
        return node

    def put(self, value: nodes.Expr) -> nodes.Expr:
        """Return a value as it is put into words."""
        return told_node(value)

    def _note(self, data: str) -> None:
        self._written = (self._written + data)[-_REMEMBERED:]
        for found in _TEXTAREA.finditer(data):
            self._in_textarea = not found[1]

    def _is_kept(self) -> bool:
        if self._in_textarea and ">" in self._written[self._written.rfind("<textarea") :]:
            return True
        found = _OPEN.search(self._written)
        return found is not None and not (found[1] in _READ or found[1].startswith("data-"))


def told_node(node: nodes.Expr) -> nodes.Expr:
    """Return the node of a value that is told in English."""
    if isinstance(node, nodes.Const | nodes.TemplateData):
        return node
    return nodes.Filter(node, "told", [], [], None, None, lineno=node.lineno)


def _kept(value: Any) -> Any:
    """Keep a value from being told: a text that is already safe is left alone."""
    return Markup.escape(value) if isinstance(value, str | Promise) else value


def furnish(environment: Environment) -> None:
    """Give an environment what templates in English use."""
    environment.finalize = shown
    # Added by the extension at run time.
    environment.install_gettext_callables(english, of_number, newstyle=True)  # type: ignore[attr-defined]
    for name in _TELLING:
        environment.filters[name] = _telling(environment.filters[name])
    environment.filters["join"] = _joined
    environment.filters["tojson"] = _as_json
    environment.filters["told"] = told
    environment.filters["kept"] = _kept


@pass_eval_context
def _joined(context: EvalContext, value: Any, d: str = "", attribute: Any = None) -> str:
    """Join what the parts are in English."""
    parts: Any = value
    if attribute is not None:
        parts = map(make_attrgetter(context.environment, attribute), value)
    joined: str = do_join(context, [told(part) for part in parts], d)
    return joined  # not str() of it: what is safe stays so


@pass_eval_context
def _as_json(context: EvalContext, value: Any, indent: int | None = None) -> Markup:
    """Give a script words in English, and everything else as it is."""
    return do_tojson(context, _words_of(value), indent)


def _words_of(value: Any) -> Any:
    if isinstance(value, Told | Promise):
        return in_english(value)
    if isinstance(value, dict):
        return {name: _words_of(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_words_of(one) for one in value]
    return value


def _telling(given: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that is given English words; Jinja's marks on it stay."""
    place = 1 if hasattr(given, "jinja_pass_arg") else 0

    @wraps(given)
    def asked(*args: Any, **kwargs: Any) -> Any:
        return given(*args[:place], *(told(one) for one in args[place:]), **kwargs)

    return asked
