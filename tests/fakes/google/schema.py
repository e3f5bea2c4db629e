"""Does a JSON value fit a schema of a discovery document?"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from tests.fakes.google.clock import parse_timestamp

Json = dict[str, Any]

_INT32: Final = 2**31
# Calendar v3 lists the values of its strings in prose: `- "confirmed" - The event is ...`.
_PROSE_VALUE: Final = re.compile(r'^\s*- "([\w.-]+)"', re.MULTILINE)
# Prose that names examples, or says itself that the list is open.
_OPEN_LISTS: Final = ("for example", "e.g.")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How strictly one body is read."""

    schemas: Mapping[str, Json]
    """The `schemas` of the document, by name."""
    method_id: str = ""
    """Whose `annotations.required` hold; empty for an answer."""
    nulls: bool = False
    """Whether null is a value: only patch semantics give it a meaning (remove this field)."""


@cache
def _prose_values(description: str) -> frozenset[str]:
    head, _, values = description.partition("Possible values are:")
    if not values or any(word in head for word in _OPEN_LISTS):
        return frozenset()
    return frozenset(_PROSE_VALUE.findall(values))


def problems(value: object, schema: Json, rules: Rules, where: str = "body") -> Iterator[str]:
    """Yield one line for each place where `value` does not fit `schema`.

    Checked are types, unknown fields, enums (those listed only in prose as well), formats, the
    constant `kind` and `annotations.required`. A field that is merely missing is no problem:
    the documents mark next to nothing as required.
    """
    schema = rules.schemas[schema["$ref"]] if "$ref" in schema else schema
    if value is None:
        if not rules.nulls:
            yield f"{where}: null"
        return
    match schema.get("type"), value:
        case "object", dict():
            yield from _object_problems(value, schema, rules, where)
        case "array", list():
            for index, item in enumerate(value):
                yield from problems(item, schema["items"], rules, f"{where}[{index}]")
        case "string", str():
            yield from _string_problems(value, schema, where)
        case "boolean", bool():
            pass
        case "integer", int() if not isinstance(value, bool):
            if not -_INT32 <= value < _INT32:
                yield f"{where}: {value} is no int32"
        case "number", int() | float() if not isinstance(value, bool):
            pass
        case "any", _:
            pass
        case wanted, _:
            yield f"{where}: {type(value).__name__} instead of {wanted}"


def _object_problems(value: Json, schema: Json, rules: Rules, where: str) -> Iterator[str]:
    properties: Json = schema.get("properties", {})
    anything_else: Json | None = schema.get("additionalProperties")
    for name, item in value.items():
        if name in properties:
            yield from problems(item, properties[name], rules, f"{where}.{name}")
        elif anything_else is not None:
            yield from problems(item, anything_else, rules, f"{where}.{name}")
        else:
            yield f"{where}.{name}: unknown field"
    for name, sub in properties.items():
        required = sub.get("annotations", {}).get("required", [])
        if rules.method_id in required and value.get(name) is None:
            yield f"{where}.{name}: required by {rules.method_id}"
    kind = properties.get("kind", {}).get("default")
    if kind is not None and value.get("kind", kind) != kind:
        yield f"{where}.kind: {value['kind']!r} instead of {kind!r}"


def _string_problems(value: str, schema: Json, where: str) -> Iterator[str]:
    allowed = schema.get("enum") or _prose_values(schema.get("description", ""))
    if allowed and value not in allowed:
        yield f"{where}: {value!r} is none of {sorted(allowed)}"
    if not fits_format(value, schema.get("format"), need_offset=False):
        yield f"{where}: {value!r} is no {schema['format']}"


def fits_format(text: str, form: str | None, *, need_offset: bool) -> bool:
    """Tell whether `text` has the discovery `format` (unknown formats fit everything).

    Args:
        text: The string, or a query parameter as it was sent.
        form: `date-time`, `date`, `google-datetime`, `google-fieldmask`, `byte`, `int64` ...
        need_offset: Whether a `date-time` must carry its offset ("mandatory" for `timeMin`).
    """
    match form:
        case "date-time":
            return parse_timestamp(text, need_offset=need_offset) is not None
        case "google-datetime":
            return parse_timestamp(text) is not None
        case "date":
            try:
                return date.fromisoformat(text).isoformat() == text
            except ValueError:
                return False
        case "google-fieldmask":
            return re.fullmatch(r"[\w.]+(,[\w.]+)*|", text) is not None
        case "byte":
            try:
                base64.b64decode(text, validate=True)
            except binascii.Error:
                return False
            return True
        case "int32" | "int64":
            return re.fullmatch(r"-?\d+", text) is not None
        case _:
            return True
