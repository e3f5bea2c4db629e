"""The `fields` parameter: partial answers.

Syntax and meaning: https://developers.google.com/workspace/calendar/api/guides/performance
(`a,b` both, `a/b` nested, `a(b,c)` several nested, `*` everything on this level).
"""

import re
from collections.abc import Iterator, Mapping

from tests.fakes.google.schema import Json

Mask = dict[str, "Mask"]
"""Field name to what is wanted below it; an empty mask wants all."""


def parse_mask(text: str) -> Mask:
    """Return the mask as a tree.

    Raises:
        ValueError: `text` is no field mask.
    """
    tokens = re.findall(r"[\w$-]+|[*(),/]|\S", text)
    mask = _parse_list(tokens)
    if tokens:
        message = f"Invalid field selection {text}"
        raise ValueError(message)
    return mask


def _parse_list(tokens: list[str]) -> Mask:
    mask: Mask = {}
    while True:
        _parse_path(tokens, mask)
        if not tokens or tokens[0] != ",":
            return mask
        tokens.pop(0)


def _parse_path(tokens: list[str], mask: Mask) -> None:
    name = tokens.pop(0) if tokens else ""
    if not re.fullmatch(r"[\w$-]+|\*", name):
        message = f"Invalid field selection {name}"
        raise ValueError(message)
    below = mask.setdefault(name, {})
    if tokens and tokens[0] == "/":
        tokens.pop(0)
        _parse_path(tokens, below)
    elif tokens and tokens[0] == "(":
        tokens.pop(0)
        below.update(_parse_list(tokens))
        if not tokens or tokens.pop(0) != ")":
            message = f"Invalid field selection {name}: no closing bracket"
            raise ValueError(message)


def unknown_fields(mask: Mask, schema: Json, schemas: Mapping[str, Json]) -> Iterator[str]:
    """Yield the names in `mask` that the answer's schema does not have."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = schemas[schema["$ref"]] if "$ref" in schema else schema["items"]
    properties: Json = schema.get("properties", {})
    anything_else: Json | None = schema.get("additionalProperties")
    for name, below in mask.items():
        if name == "*":
            continue
        if name in properties:
            yield from unknown_fields(below, properties[name], schemas)
        elif anything_else is None:
            yield name


def apply_mask(value: object, mask: Mask) -> object:
    """Return `value` with only what `mask` asks for."""
    if not mask:
        return value
    if isinstance(value, list):
        return [apply_mask(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: apply_mask(item, mask.get(name, mask.get("*", {})))
        for name, item in value.items()
        if name in mask or "*" in mask
    }
