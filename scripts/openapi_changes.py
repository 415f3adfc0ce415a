"""What of a change of the OpenAPI document breaks those who call already. Pure.

Adding is free; taking away, or asking for more, is not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]


def breaks(before: Document, after: Document) -> list[str]:
    """Return a sentence for everything that clients of ``before`` would miss in ``after``."""
    return [*_operations(before, after)]


def _operations(before: Document, after: Document) -> Iterator[str]:
    for path, methods in before["paths"].items():
        for method, one in methods.items():
            name = f"{method.upper()} {path}"
            now = after["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{name} is gone"
                continue
            yield from _scopes(one, now, name)
            yield from _parameters(one, now, name)
            yield from _body(before, after, one, now, name)
            yield from _answers(before, after, one, now, name)


def _scopes(one: Document, now: Document, name: str) -> Iterator[str]:
    if one.get("x-scopes") != now.get("x-scopes"):
        yield f"{name} needs other scopes"


def _parameters(one: Document, now: Document, name: str) -> Iterator[str]:
    known = {(p["in"], p["name"]): p for p in one.get("parameters", [])}
    found = {(p["in"], p["name"]): p for p in now.get("parameters", [])}
    for key in known:
        if key not in found:
            yield f"{name} no longer takes {key[1]}"
    for key, parameter in found.items():
        was_asked = known.get(key, {}).get("required", False)
        if parameter.get("required") and not was_asked:
            yield f"{name} asks for {key[1]}"
        if key in known:
            yield from _narrowed(known[key]["schema"], parameter["schema"], f"{name} {key[1]}")


def _body(
    before: Document, after: Document, one: Document, now: Document, name: str
) -> Iterator[str]:
    old = one.get("requestBody", {}).get("content", {})
    new = now.get("requestBody", {}).get("content", {})
    if not old and new and now["requestBody"].get("required"):
        yield f"{name} asks for a body"
    for kind, content in old.items():
        if kind not in new:
            yield f"{name} no longer takes {kind}"
            continue
        pair = (content.get("schema", {}), new[kind].get("schema", {}))
        yield from _asked(before, after, *pair, name=f"{name} body", seen=frozenset())


def _answers(
    before: Document, after: Document, one: Document, now: Document, name: str
) -> Iterator[str]:
    for status, answer in one.get("responses", {}).items():
        if not status.startswith("2"):
            continue
        found = now.get("responses", {}).get(status)
        if found is None:
            yield f"{name} no longer answers {status}"
            continue
        for kind, content in answer.get("content", {}).items():
            new = found.get("content", {}).get(kind)
            if new is None:
                yield f"{name} no longer answers {kind}"
                continue
            pair = (content.get("schema", {}), new.get("schema", {}))
            yield from _told(before, after, *pair, name=f"{name} answer", seen=frozenset())


def _asked(
    before: Document,
    after: Document,
    old: Document,
    new: Document,
    *,
    name: str,
    seen: frozenset[str],
) -> Iterator[str]:
    """Compare what is sent: nothing may be taken away, asked for anew, or narrowed."""
    key = str(old.get("$ref", ""))
    if key and key in seen:
        return
    was, now = _resolved(before, old), _resolved(after, new)
    yield from _narrowed(was, now, name)
    required = set(now.get("required", ())) - set(was.get("required", ()))
    for field in sorted(required):
        yield f"{name} asks for {field}"
    for field, schema in was.get("properties", {}).items():
        if field not in now.get("properties", {}):
            yield f"{name} no longer takes {field}"
            continue
        below = now["properties"][field]
        yield from _asked(before, after, schema, below, name=f"{name}.{field}", seen=seen | {key})
    if "items" in was and "items" in now:
        yield from _asked(
            before, after, was["items"], now["items"], name=f"{name}[]", seen=seen | {key}
        )


def _told(
    before: Document,
    after: Document,
    old: Document,
    new: Document,
    *,
    name: str,
    seen: frozenset[str],
) -> Iterator[str]:
    """Compare what is answered: every field that was always there still is, of its kind."""
    key = str(old.get("$ref", ""))
    if key and key in seen:
        return
    was, now = _resolved(before, old), _resolved(after, new)
    if was.get("type") != now.get("type"):
        yield f"{name} is {now.get('type')}, no longer {was.get('type')}"
    if not _may_be_null(old) and _may_be_null(new):
        yield f"{name} may be null"
    for field in sorted(set(was.get("required", ())) - set(now.get("required", ()))):
        yield f"{name} may lack {field}"
    for field, schema in was.get("properties", {}).items():
        if field not in now.get("properties", {}):
            yield f"{name} lacks {field}"
            continue
        below = now["properties"][field]
        yield from _told(before, after, schema, below, name=f"{name}.{field}", seen=seen | {key})
    if "items" in was and "items" in now:
        yield from _told(
            before, after, was["items"], now["items"], name=f"{name}[]", seen=seen | {key}
        )


def _narrowed(was: Document, now: Document, name: str) -> Iterator[str]:
    if "type" in was and "type" in now and was["type"] != now["type"]:
        yield f"{name} takes {now['type']}, no longer {was['type']}"
    gone = set(map(str, was.get("enum", ()))) - set(map(str, now.get("enum", ())))
    if gone and "enum" in now:
        yield f"{name} no longer takes {', '.join(sorted(gone))}"
    if "enum" in now and "enum" not in was and "const" not in was:
        yield f"{name} takes fewer values"
    for limit in ("maxLength", "maximum", "maxItems"):
        old, new = was.get(limit), now.get(limit)
        if new is not None and (old is None or new < old):
            yield f"{name} takes less: {limit} {new}"
    for limit in ("minLength", "minimum", "minItems"):
        old, new = was.get(limit), now.get(limit)
        if new is not None and (old is None or new > old):
            yield f"{name} asks for more: {limit} {new}"
    if "pattern" in now and was.get("pattern") != now["pattern"]:
        yield f"{name} takes another pattern"


def _may_be_null(schema: Document) -> bool:
    return any(one.get("type") == "null" for one in schema.get("anyOf", ()))


def _resolved(document: Document, schema: Document) -> Document:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        found: Document = document["components"]["schemas"][name]
        return found
    kinds = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return _resolved(document, kinds[0]) if len(kinds) == 1 else schema
