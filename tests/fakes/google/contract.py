"""Google's own description of its APIs, as routes and as a judge of requests and answers.

google-api-python-client ships the discovery documents; whenever it is upgraded, the fake is
measured against Google's newer text without anybody editing anything here.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import unquote

from tests.fakes.google.field_mask import parse_mask, unknown_fields
from tests.fakes.google.schema import Json, Rules, fits_format, problems

_DOCUMENTS: Final = ("calendar.v3", "tasks.v1", "people.v1")


@dataclass(frozen=True, kw_only=True)
class Method:
    """One method of one API, as its discovery document describes it."""

    id: str
    """For example `calendar.events.list`."""
    http_method: str
    """GET, POST, PUT, PATCH or DELETE."""
    pattern: re.Pattern[str]
    """Matches the whole, still quoted path; one group a path parameter."""
    path_names: Sequence[str]
    """The names of those groups."""
    parameters: Mapping[str, Json]
    """Its own parameters and those every method of the API takes, by name."""
    scopes: frozenset[str]
    """A token with any one of these may call it."""
    request: Json | None
    response: Json | None
    schemas: Mapping[str, Json]

    @property
    def api(self) -> str:
        """`calendar`, `tasks` or `people`."""
        return self.id.partition(".")[0]

    @property
    def is_write(self) -> bool:
        """Whether the method may change the world."""
        return self.http_method != "GET"


@dataclass(frozen=True, kw_only=True)
class Route:
    """Where a request goes, with its path parameters unquoted."""

    method: Method
    path: Mapping[str, str]


def _path_pattern(template: str, parameters: Mapping[str, Json]) -> tuple[str, list[str]]:
    names = []
    pattern = ""
    for literal, name in re.findall(r"([^{]*)(?:\{\+?(\w+)\})?", template):
        pattern += re.escape(literal)
        if name:
            names.append(name)
            own = parameters[name].get("pattern", "[^/]+").strip("^$")
            # A custom verb (`people/c1:deleteContact`) is not part of the name before it.
            pattern += f"({own.replace('[^/]', '[^/:]') if '+' in template else own})"
    return pattern, names


def _methods(resource: Json) -> Iterator[Json]:
    yield from resource.get("methods", {}).values()
    for child in resource.get("resources", {}).values():
        yield from _methods(child)


@cache
def load_methods() -> Mapping[str, Method]:
    """Return every method of the three APIs by its id."""
    found = {}
    folder = files("googleapiclient.discovery_cache.documents")
    for name in _DOCUMENTS:
        document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for entry in _methods(document):
            own = entry.get("parameters", {})
            pattern, names = _path_pattern(entry["path"], own)
            found[entry["id"]] = Method(
                id=entry["id"],
                http_method=entry["httpMethod"],
                pattern=re.compile(re.escape("/" + document["servicePath"]) + pattern),
                path_names=names,
                parameters={**document["parameters"], **own},
                scopes=frozenset(entry.get("scopes", [])),
                request=entry.get("request"),
                response=entry.get("response"),
                schemas=document["schemas"],
            )
    return found


def find_route(http_method: str, path: str) -> Route | None:
    """Return where a request goes, or None where Google has nothing."""
    for method in load_methods().values():
        if method.http_method == http_method and (match := method.pattern.fullmatch(path)):
            values = (unquote(value) for value in match.groups())
            return Route(method=method, path=dict(zip(method.path_names, values, strict=True)))
    return None


def check_request(route: Route, query: Mapping[str, Sequence[str]], body: object, content_type: str) -> list[str]:
    """Return everything about a request that Google's description does not allow."""
    return [
        *_query_problems(route.method, query),
        *_path_problems(route),
        *_body_problems(route.method, body, content_type),
    ]


def check_response(method: Method, body: object) -> list[str]:
    """Return everything about an answer that Google's description does not allow."""
    if method.response is None:
        return [] if body is None else ["body: there should be none"]
    return list(problems(body, method.response, Rules(schemas=method.schemas)))


def _path_problems(route: Route) -> Iterator[str]:
    for name, value in route.path.items():
        if not value.strip():
            yield f"{name}: empty"


def _query_problems(method: Method, query: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name, values in query.items():
        schema = method.parameters.get(name)
        if schema is None or schema.get("location") == "path":
            yield f"{name}: unknown parameter"
            continue
        if len(values) > 1 and not schema.get("repeated"):
            yield f"{name}: given {len(values)} times"
        for value in values:
            yield from _value_problems(name, value, schema)
    for name, schema in method.parameters.items():
        if schema.get("required") and schema["location"] == "query" and name not in query:
            yield f"{name}: missing"
    for text in query.get("fields", []):
        yield from _mask_problems(text, method)


def _value_problems(name: str, value: str, schema: Json) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{name}: {value!r} is none of {schema['enum']}"
    match schema["type"]:
        case "boolean" if value not in {"true", "false"}:
            yield f"{name}: {value!r} is no boolean"
        case "integer" if not fits_format(value, "int32", need_offset=True):
            yield f"{name}: {value!r} is no integer"
        case "integer":
            if int(value) < int(schema.get("minimum", value)):
                yield f"{name}: {value} is below {schema['minimum']}"
            if int(value) > int(schema.get("maximum", value)):
                yield f"{name}: {value} is above {schema['maximum']}"
        case _:
            if not fits_format(value, schema.get("format"), need_offset=True):
                yield f"{name}: {value!r} is no {schema['format']}"


def _mask_problems(text: str, method: Method) -> Iterator[str]:
    try:
        mask = parse_mask(text)
    except ValueError as error:
        yield f"fields: {error}"
        return
    for name in unknown_fields(mask, method.response or {}, method.schemas):
        yield f"fields: Invalid field selection {name}"


def _body_problems(method: Method, body: object, content_type: str) -> Iterator[str]:
    if method.request is None:
        if body is not None:
            yield "body: there should be none"
        return
    if body is None:
        yield "body: missing"
        return
    if content_type.partition(";")[0].strip() != "application/json":
        yield f"Content-Type: {content_type!r} instead of application/json"
    # People's updateContact is a PATCH by verb, but replaces whole fields (its description).
    nulls = method.http_method == "PATCH" and method.api != "people"
    rules = Rules(schemas=method.schemas, method_id=method.id, nulls=nulls)
    yield from problems(body, method.request, rules)
