"""From a request's bytes to an answer's bytes: who asks, may they, is it well-formed, what then."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from tests.fakes.google.contract import Method, Route, check_request, check_response, find_route
from tests.fakes.google.errors import Refusal, not_found, scope_insufficient
from tests.fakes.google.exchange import Answer, Call, Handler
from tests.fakes.google.faults import Fault, Faults
from tests.fakes.google.field_mask import apply_mask, parse_mask
from tests.fakes.google.journal import Journal, Logged, Moment
from tests.fakes.google.oauth import Grant, OAuth, OAuthAnswer, parse_form
from tests.fakes.google.schema import Json

_OAUTH_PATHS = {
    ("GET", "/o/oauth2/auth"): "oauth.auth",
    ("POST", "/token"): "oauth.token",
    ("POST", "/revoke"): "oauth.revoke",
}
_FRONT_END_PAGE = b"<!DOCTYPE html><html><title>Error</title><p>That's an error.</html>"


@dataclass(frozen=True, kw_only=True)
class WireRequest:
    """A request as it came in."""

    verb: str
    target: str
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


@dataclass(frozen=True, kw_only=True)
class WireAnswer:
    """An answer as it goes out."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(kw_only=True)
class Front:
    """Everything between the socket and the behaviour modules."""

    oauth: OAuth
    handlers: Mapping[str, Handler]
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    violations: list[str] = field(default_factory=list)
    callbacks: list[Callable[[Moment], bool | None]] = field(default_factory=list)
    tampering: dict[str, Callable[[Json], object]] = field(default_factory=dict)
    """By method id: what a test does to a good answer, to see that the contract notices."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    """Held while the account is read or written, by a request or by a test."""

    def answer(self, wire: WireRequest) -> WireAnswer | None:
        """Return the answer, or None for a connection that closes without one."""
        verb, path, query, body = _overridden(wire)
        route = find_route(verb, path)
        logged = _logged(verb, path, query, body, route)
        logged.headers = wire.headers
        with self.lock:
            self.journal.note(logged)
            fault = self.faults.take(logged.method)
        if self._reached("before", logged) or (fault and fault.trouble == "drop-before"):
            return None
        result = _faulty(fault, route)
        if result is None:
            with self.lock:
                result = self._handle(wire, route, query, body, logged)
        logged.status = result.status
        if self._reached("after", logged) or (fault and fault.trouble == "drop-after"):
            return None
        return result

    def _reached(self, stage: Literal["before", "after"], logged: Logged) -> bool:
        """Tell the test where we are, and whether it wants the request to end here."""
        moment = Moment(stage=stage, request=logged)
        wishes = [callback(moment) for callback in list(self.callbacks)]
        return any(wishes)

    def _handle(
        self,
        wire: WireRequest,
        route: Route | None,
        query: Mapping[str, list[str]],
        body: bytes,
        logged: Logged,
    ) -> WireAnswer:
        if logged.method.startswith("oauth."):
            return _oauth_wire(self._oauth(logged.method, wire, query, body))
        if route is None:
            self.violations.append(f"{wire.verb} {wire.target}: no such path at Google")
            return _refused(not_found(), "calendar")
        try:
            return self._call(wire, route, query, logged)
        except Refusal as refusal:
            return _refused(refusal, route.method.api)

    def _oauth(self, method: str, wire: WireRequest, query: Mapping[str, list[str]], body: bytes) -> OAuthAnswer:
        match method:
            case "oauth.auth":
                return self.oauth.authorize(query)
            case "oauth.token":
                return self.oauth.token(parse_form(body), wire.headers.get("authorization", ""))
            case _:
                return self.oauth.revoke({**query, **parse_form(body)})

    def _call(self, wire: WireRequest, route: Route, query: Mapping[str, list[str]], logged: Logged) -> WireAnswer:
        method = route.method
        content_type = wire.headers.get("content-type", "")
        found = check_request(route, query, logged.body, content_type)
        self.violations += [f"{method.id} request: {problem}" for problem in found]
        grant = self._grant(wire.headers)
        if not grant.scopes & method.scopes:
            raise scope_insufficient(method.id)
        if found:
            raise Refusal(400, "badRequest", "; ".join(found))
        handler = self.handlers.get(method.id)
        if handler is None:
            raise Refusal(501, "notImplemented", f"The fake does not do {method.id}")
        call = Call(
            method=method,
            path=route.path,
            query=query,
            body=logged.body if isinstance(logged.body, dict) else {},
            headers=wire.headers,
            grant=grant,
        )
        return self._finish(call, handler(call))

    def _finish(self, call: Call, answer: Answer) -> WireAnswer:
        body: object = answer.body
        tamper = self.tampering.get(call.method.id)
        if tamper is not None and answer.body is not None:
            body = tamper(answer.body)
        found = check_response(call.method, body)
        self.violations += [f"{call.method.id} response: {problem}" for problem in found]
        headers = dict(answer.headers)
        etag = body.get("etag") if isinstance(body, dict) else None
        if isinstance(etag, str) and etag.isascii():
            headers["ETag"] = etag
            if not call.method.is_write and call.headers.get("if-none-match") == etag:
                return WireAnswer(status=304, headers=headers, body=b"")
        if "fields" in call.query and isinstance(body, dict):
            body = apply_mask(body, parse_mask(call.query["fields"][0]))
        return _json_wire(answer.status, body, headers)

    def _grant(self, headers: Mapping[str, str]) -> Grant:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        grant = self.oauth.grant_of(token) if scheme == "Bearer" else None
        if grant is None:
            message = "Request had invalid authentication credentials."
            raise Refusal(401, "authError", message)
        return grant


def _overridden(wire: WireRequest) -> tuple[str, str, dict[str, list[str]], bytes]:
    """Return verb, path, query and body; a GET too long for a URL travels as a POST.

    google-api-python-client does so above 2048 characters (`googleapiclient.http.MAX_URI_LENGTH`).
    """
    parts = urlsplit(wire.target)
    query = parse_qs(parts.query, keep_blank_values=True)
    if wire.verb == "POST" and wire.headers.get("x-http-method-override") == "GET":
        return "GET", parts.path, query | parse_form(wire.body), b""
    return wire.verb, parts.path, query, wire.body


def _logged(verb: str, path: str, query: Mapping[str, list[str]], body: bytes, route: Route | None) -> Logged:
    method = route.method.id if route else _OAUTH_PATHS.get((verb, path), "?")
    content: object = None
    if body and route:
        try:
            content = json.loads(body)
        except ValueError:
            content = body.decode("utf-8", "replace")
    is_write = route.method.is_write if route else False
    return Logged(
        number=0,
        method=method,
        is_write=is_write,
        path=route.path if route else {},
        query=query,
        headers={},
        body=content,
    )


def _faulty(fault: Fault | None, route: Route | None) -> WireAnswer | None:
    """Return the answer that a fault gives, None when the request goes on."""
    if fault is None:
        return None
    match fault.trouble:
        case timedelta() as wait:
            time.sleep(wait.total_seconds())
            return None
        case (code, reason):
            refusal = Refusal(code, reason, f"Injected: {reason}")
            return _refused(refusal, _api(route), fault.headers)
        case int() as code:
            headers = {"Content-Type": "text/html; charset=UTF-8", **fault.headers}
            return WireAnswer(status=code, headers=headers, body=_FRONT_END_PAGE)
        case _:
            return None


def _api(route: Route | None) -> str:
    method: Method | None = route.method if route else None
    return method.api if method else "calendar"


def _refused(refusal: Refusal, api: str, headers: Mapping[str, str] | None = None) -> WireAnswer:
    return _json_wire(refusal.code, refusal.as_json(api), headers or {})


def _oauth_wire(answer: OAuthAnswer) -> WireAnswer:
    headers = {"Location": answer.location} if answer.location else {}
    return _json_wire(answer.status, answer.body, headers)


def _json_wire(status: int, body: object, headers: Mapping[str, str]) -> WireAnswer:
    if body is None:
        return WireAnswer(status=status, headers=headers, body=b"")
    content = {"Content-Type": "application/json; charset=UTF-8", **headers}
    return WireAnswer(status=status, headers=content, body=json.dumps(body).encode())
