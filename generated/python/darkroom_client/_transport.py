"""Sends one request with http.client, so that it can be aborted at any time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from ._proxy import Route, find_route
from ._signal import AbortSignal

# As other runtimes do. A generation that takes longer is not lost: the next attempt has the same key.
IDLE_SECONDS = 300.0
CONNECT_SECONDS = 30.0
CHUNK_BYTES = 65_536

Reason = Literal["timeout", "aborted", "connection_failed"]


@dataclass(frozen=True)
class Request:
    """One attempt of a call."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None
    timeout: float | None
    signal: AbortSignal | None
    ssl_context: ssl.SSLContext | None


@dataclass(frozen=True)
class Response:
    """The status and headers of a response. The names of headers are lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    # The values of Set-Cookie, which a dictionary cannot hold.
    cookies: list[str] = field(repr=False)


class TransportError(Exception):
    """There is no complete response."""

    def __init__(self, reason: Reason, cause: BaseException | None) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.cause = cause


class Exchange:
    """A request and its response. The methods raise a `TransportError`."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._connection, self._route = _prepare(request)
        self._socket: socket.socket | None = None
        self._ended: Reason | None = None
        self._timer = threading.Timer(request.timeout or 0, self._expire)
        self._timer.daemon = True
        self._body: http.client.HTTPResponse | None = None

    def start(self) -> Response:
        """Sends the request and returns the head of the response."""
        request, connection = self._request, self._connection
        if request.timeout is not None:
            self._timer.start()
        if request.signal is not None:
            request.signal.add_callback(self._abort)
        with self._errors():
            connection.connect()
            # The connection drops it after a head with `Connection: close`, before the body is read.
            self._socket = connection.sock
            self._check()
            connection.sock.settimeout(IDLE_SECONDS)
            headers = {**request.headers, **self._route.headers}
            connection.request(request.method, self._route.target, request.body, headers)
            self._body = body = connection.getresponse()
        headers = {name.lower(): value for name, value in body.getheaders()}
        cookies = body.headers.get_all("set-cookie") or []
        return Response(body.status, request.url, headers, cookies)

    def read(self) -> bytes:
        """Returns the body."""
        with self._errors():
            content = self._body.read() if self._body is not None else b""
            self._check()
            return content

    def chunks(self) -> Iterator[bytes]:
        """Yields the parts of the body as they arrive."""
        body = self._body
        while body is not None:
            with self._errors():
                chunk = body.read1(CHUNK_BYTES)
                self._check()
                # read1 does not report a body that is shorter than its Content-Length.
                if not chunk and body.length:
                    raise http.client.IncompleteRead(b"", body.length)
            if not chunk:
                return
            yield chunk

    def close(self) -> None:
        """Closes the connection."""
        self._timer.cancel()
        if self._request.signal is not None:
            self._request.signal.remove_callback(self._abort)
        self._connection.close()
        if self._body is not None:
            self._body.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as cause:
            raise TransportError(self._ended or "timeout", cause) from cause
        except (OSError, http.client.HTTPException) as cause:
            raise TransportError(self._ended or "connection_failed", cause) from cause

    def _check(self) -> None:
        if self._ended is not None:
            raise TransportError(self._ended, None)

    def _expire(self) -> None:
        self._end("timeout")

    def _abort(self) -> None:
        self._end("aborted")

    def _end(self, reason: Reason) -> None:
        self._ended = self._ended or reason
        open_socket = self._socket or self._connection.sock
        try:
            # Wakes the thread that reads, which closing does not. Not the method of the TLS socket,
            # which that thread is using.
            if open_socket is not None:
                socket.socket.shutdown(open_socket, socket.SHUT_RDWR)
        except OSError:
            pass


def _prepare(request: Request) -> tuple[http.client.HTTPConnection, Route]:
    """Returns the connection of a request, which is not open yet."""
    url = urlsplit(request.url)
    route = find_route(url)
    seconds = min(request.timeout or CONNECT_SECONDS, CONNECT_SECONDS)
    if url.scheme != "https":
        return http.client.HTTPConnection(route.host, route.port, timeout=seconds), route
    context = request.ssl_context or ssl.create_default_context()
    connection = http.client.HTTPSConnection(
        route.host, route.port, timeout=seconds, context=context
    )
    if route.tunnel is not None:
        connection.set_tunnel(*route.tunnel)
    return connection, route
