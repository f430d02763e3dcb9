"""Calls operations with retries that buy once."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode, urlsplit

from ._backoff import backoff, pause, raise_if_aborted
from ._body import write_body
from ._charge import is_uncharged_create
from ._events import StreamedCall, read_events
from ._failures import is_late_error, is_retryable, read_json
from ._failures import to_api_error, to_connection_error
from ._options import ClientOptions, CreateOptions, create_idempotency_key
from ._transport import Exchange, Request, Response, TransportError
from ._version import VERSION
from .errors import ApiError, ConnectionFailedError

MAX_RETRIES = 2
# The server asks for longer delays only when a limit of a longer period is reached.
MAX_RETRY_AFTER_SECONDS = 60.0

log = logging.getLogger("darkroom_client")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Operation:
    """A call of an operation.

    `kind` is when it may be retried. `read`: always. `create`: always, because all attempts have the
    same idempotency key. `write`: only if the server did not process the request (429).
    """

    kind: Literal["read", "create", "write"]
    method: str
    # Below the base URL, or a complete URL.
    path: str
    query: Mapping[str, Any] | None = None
    body: Any = None
    # How the body of the response is read.
    reads: Literal["json", "text", "bytes"] = "json"


@dataclass
class Calls:
    """Calls the operations of one API."""

    base_url: str
    options: ClientOptions
    # Codes of errors after which nothing is charged.
    uncharged: frozenset[str]
    # The cookies of a session; None for APIs with keys.
    cookies: dict[str, str] | None = None

    def call(self, operation: Operation, own: Mapping[str, Any]) -> Any:
        """Returns the response of an operation."""
        options = self._add_key(operation, own)
        request = self._to_request(operation, options)
        return self._retry(operation, options, lambda: self._read(operation, request, options))

    def stream(self, operation: Operation, own: Mapping[str, Any]) -> Iterator[Any]:
        """Yields the events of an operation. The request is sent when the first event is read."""
        options = self._add_key(operation, own)
        request = self._to_request(operation, options)
        response, exchange = self._retry(operation, options, lambda: self._open(request, options))
        call = StreamedCall(
            is_create=operation.kind == "create",
            request_id=response.headers.get("x-request-id"),
            idempotency_key=options.get("idempotency_key"),
        )
        try:
            yield from read_events(exchange.chunks(), call)
        except TransportError as cause:
            raise to_connection_error(cause, options) from cause
        finally:
            exchange.close()

    def iterate(self, read: Callable[[Mapping[str, str]], Any]) -> Iterator[Any]:
        """Yields the items of all pages of a list."""
        page = read({})
        yield from page["data"]
        while (position := _find_next(page)) is not None:
            page = read(position)
            yield from page["data"]

    def _add_key(self, operation: Operation, own: Mapping[str, Any]) -> CreateOptions:
        """Adds a new idempotency key to a create, unless the call has one."""
        key = {"idempotency_key": create_idempotency_key()} if operation.kind == "create" else {}
        # The names are those of the options.
        options: Any = {**key, **{name: each for name, each in own.items() if each is not None}}
        return options

    def _retry(
        self, operation: Operation, options: CreateOptions, send: Callable[[], Result]
    ) -> Result:
        """Repeats a call until it succeeds, is not retryable, or `max_retries` is reached."""
        max_retries = options.get("max_retries", self.options.get("max_retries", MAX_RETRIES))
        tries, is_doubtful = 0, False
        while True:
            raise_if_aborted(options)
            try:
                return send()
            except (ApiError, ConnectionFailedError) as error:
                if isinstance(error, ApiError) and self._is_uncharged(operation, error, is_doubtful):
                    error.charged = False
                asked = error.retry_after if isinstance(error, ApiError) else None
                is_too_long = asked is not None and asked > MAX_RETRY_AFTER_SECONDS
                if tries >= max_retries or is_too_long or not is_retryable(operation.kind, error):
                    raise
                is_doubtful = is_doubtful or error.charged is None
                delay = backoff(tries) if asked is None else asked
                log.debug("retry in %.1f s after %s", delay, error.code)
            pause(delay, options)
            tries += 1

    def _to_request(self, operation: Operation, options: CreateOptions) -> Request:
        body, content = write_body(operation.body)
        # A call that waits for a create knows its key, for its errors only.
        key = options.get("idempotency_key") if operation.kind == "create" else None
        # A signed URL accepts only the headers that it was signed with.
        is_own = not operation.path.startswith("http")
        agent = {"Accept": "*/*", "User-Agent": f"darkroom-client-python/{VERSION}"}
        own = {**content, **self.options.get("headers", {})} if is_own else {}
        return Request(
            method=operation.method,
            url=(self.base_url if is_own else "") + operation.path + _write_query(operation.query),
            headers={
                **agent,
                **own,
                **options.get("headers", {}),
                **({} if key is None else {"Idempotency-Key": key}),
            },
            body=body,
            timeout=options.get("timeout", self.options.get("timeout")),
            signal=options.get("signal"),
            ssl_context=self.options.get("ssl_context"),
        )

    def _read(self, operation: Operation, request: Request, options: CreateOptions) -> Any:
        """Sends one attempt and reads its response completely."""
        response, exchange = self._open(request, options)
        try:
            content = exchange.read()
        except TransportError as cause:
            raise to_connection_error(cause, options) from cause
        finally:
            exchange.close()
        if operation.reads == "bytes":
            return content
        if operation.reads == "text":
            return content.decode()
        body = read_json(content, options) if content else None
        if is_late_error(body):
            raise to_api_error(response, content, options)
        return body

    def _is_uncharged(self, operation: Operation, error: ApiError, is_doubtful: bool) -> bool:
        """Whether nothing is charged after an error, by any attempt of its call."""
        if operation.kind == "create":
            return is_uncharged_create(error, self.uncharged, is_doubtful)
        # A failed poll says nothing about the create that it waits for.
        return error.idempotency_key is None and error.code in self.uncharged

    def _open(self, request: Request, options: CreateOptions) -> tuple[Response, Exchange]:
        """Sends one attempt. Raises an `ApiError` if the response is an error."""
        exchange = Exchange(self._add_cookies(request))
        address = urlsplit(request.url)
        place = f"{request.method} {address.scheme}://{address.netloc}{address.path}"
        log.debug("request %s", place)
        start = time.monotonic()
        is_open = False
        try:
            response = exchange.start()
            log.debug("response %s %s in %.3f s", response.status, place, time.monotonic() - start)
            self._notify(response, options)
            # Redirects are not followed: they are not of an API.
            if response.status >= 300:
                raise to_api_error(response, exchange.read(), options)
            is_open = True
            return response, exchange
        except TransportError as cause:
            log.debug("failure %s: %r", place, cause.cause or cause)
            raise to_connection_error(cause, options) from cause
        finally:
            if not is_open:
                exchange.close()

    def _notify(self, response: Response, options: CreateOptions) -> None:
        if self.cookies is not None:
            for line in response.cookies:
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name] = value
        for callback in (self.options.get("on_response"), options.get("on_response")):
            if callback is not None:
                callback(response)

    def _add_cookies(self, request: Request) -> Request:
        if not self.cookies:
            return request
        text = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        return replace(request, headers={**request.headers, "Cookie": text})


def _find_next(page: Mapping[str, Any]) -> dict[str, str] | None:
    """Returns the query of the next page; None for the last page."""
    if page.get("next_cursor") is not None:
        return {"cursor": page["next_cursor"]}
    return {"after": page["last_id"]} if page.get("has_more") else None


def _write_query(query: Mapping[str, Any] | None) -> str:
    given = {name: _to_text(value) for name, value in (query or {}).items() if value is not None}
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _to_text(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_to_text(each) for each in value]
    return json.dumps(value) if isinstance(value, bool) else value
