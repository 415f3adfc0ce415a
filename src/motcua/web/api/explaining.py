"""What a page says of an OpenAPI document: operations with their fields and an example. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_METHODS: Final = ("get", "post")
_DEEPEST: Final = 6
_PLAIN: Final[Mapping[str, Any]] = {
    "string": "…",
    "integer": 1,
    "number": 1.5,
    "boolean": True,
    "null": None,
}
_FORMATS: Final[Mapping[str, str]] = {
    "date": "2026-11-30",
    "date-time": "2026-11-30T08:15:00+07:00",
    "uuid": "0b6f7a2e-8f5e-4d1c-9a57-3c1f2d8e4b90",
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of what is sent or answered."""

    name: str
    kind: str
    is_required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as a reader wants it."""

    id: str
    tag: str
    method: str
    path: str
    title: str
    text: str
    scopes: str
    needs_key: bool
    parameters: tuple[FieldLine, ...]
    body: tuple[FieldLine, ...]
    takes_file: bool
    answer: tuple[FieldLine, ...]
    example: str


def operations_of(document: Mapping[str, Any]) -> list[Operation]:
    """Return every operation of an OpenAPI document, in its order."""
    return [
        _operation(document, path, method, found)
        for path, methods in document["paths"].items()
        for method in _METHODS
        if (found := methods.get(method)) is not None
    ]


def _operation(
    document: Mapping[str, Any], path: str, method: str, found: Mapping[str, Any]
) -> Operation:
    parameters = found.get("parameters", [])
    body = found.get("requestBody", {}).get("content", {})
    sent = body.get("application/json", {}).get("schema", {})
    answer = _answer(found)
    return Operation(
        id=found["operationId"],
        tag=(found.get("tags") or [""])[0],
        method=method.upper(),
        path=path,
        title=found.get("summary", ""),
        text=found.get("description", ""),
        scopes=found.get("x-scopes", ""),
        needs_key=any(one["name"] == "Idempotency-Key" for one in parameters),
        parameters=tuple(
            FieldLine(
                one["name"],
                _kind(document, one["schema"]),
                bool(one.get("required")),
                one.get("description", ""),
            )
            for one in parameters
            if one["name"] != "Idempotency-Key"
        ),
        body=tuple(_fields(document, sent)),
        takes_file="application/octet-stream" in body,
        answer=tuple(_fields(document, answer)),
        example=json.dumps(_example(document, answer), ensure_ascii=False, indent=2)
        if answer
        else "",
    )


def _answer(found: Mapping[str, Any]) -> Mapping[str, Any]:
    for status in ("200", "201"):
        content = found["responses"].get(status, {}).get("content", {})
        if "application/json" in content:
            schema: Mapping[str, Any] = content["application/json"]["schema"]
            return schema
    return {}


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what ``schema`` refers to; of several, the first that says something."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        found: Mapping[str, Any] = document["components"]["schemas"][name]
        return found
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            kinds = [one for one in schema[several] if one.get("type") != "null"]
            return _resolved(document, kinds[0]) if kinds else schema
    return schema


def _kind(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    found = _resolved(document, schema)
    if "enum" in found:
        return " | ".join(str(one) for one in found["enum"])
    kind = str(found.get("format") or found.get("type") or "…")
    if kind == "array":
        return f"{_kind(document, found.get('items', {}))}[]"
    return kind


def _fields(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[FieldLine]:
    found = _resolved(document, schema) if schema else {}
    required = set(found.get("required", ()))
    for name, one in found.get("properties", {}).items():
        text = one.get("description", "")
        yield FieldLine(name, _kind(document, one), name in required, text)
        inner = _resolved(document, one)
        if inner.get("type") == "array":
            inner = _resolved(document, inner.get("items", {}))
        nested = set(inner.get("required", ()))
        for below, two in inner.get("properties", {}).items():
            yield FieldLine(
                f"{name}.{below}",
                _kind(document, two),
                below in nested,
                two.get("description", ""),
            )


def _example(document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0) -> Any:
    found = _resolved(document, schema)
    if depth > _DEEPEST:
        return None
    if "enum" in found:
        return found["enum"][0]
    if found.get("format") in _FORMATS:
        return _FORMATS[found["format"]]
    if found.get("type") == "array":
        return [_example(document, found.get("items", {}), depth + 1)]
    if found.get("type") == "object" or "properties" in found:
        return {
            name: _example(document, one, depth + 1)
            for name, one in found.get("properties", {}).items()
        }
    return _PLAIN.get(str(found.get("type")), "…")
