"""Options of clients and calls."""

from __future__ import annotations

import os
import secrets
import ssl
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from ._signal import AbortSignal
from ._transport import Response
from .errors import DarkroomError


class CallOptions(TypedDict, total=False):
    """Options of one call. They override the options of the client."""

    # Aborts the call and the delay between its attempts.
    signal: AbortSignal | None
    # The maximum number of retries of a retryable call.
    max_retries: int
    # The timeout of one attempt in seconds.
    timeout: float | None
    # Extra headers.
    headers: Mapping[str, str]
    # Called with every response, including those that are retried.
    on_response: Callable[[Response], None] | None


class CreateOptions(CallOptions, total=False):
    """Options of a create."""

    # The same key with the same request returns the same generation and is charged once. By default
    # each call generates a key and uses it in all of its attempts. Pass your own, such as an order
    # number, to be safe across restarts of your program.
    idempotency_key: str | None


class WaitOptions(CallOptions, total=False):
    """Options for waiting."""

    # Called with the generation after each poll.
    on_progress: Callable[[Any], None] | None
    # Seconds between polls if the response has no `Retry-After`. Default: 1, growing to 8.
    every: float | None


class CreateAndWaitOptions(WaitOptions, CreateOptions, total=False):
    """Options for creating a generation and waiting for it."""


class ClientOptions(TypedDict, total=False):
    """Options of all calls of a client."""

    # The maximum number of retries of a retryable call. Default: 2.
    max_retries: int
    # The timeout of one attempt in seconds. Default: none, but five minutes without any data.
    timeout: float | None
    # Headers sent with every call.
    headers: Mapping[str, str]
    # Called with every response, including those that are retried.
    on_response: Callable[[Response], None] | None
    # For servers with certificates that the system does not trust.
    ssl_context: ssl.SSLContext | None


def create_idempotency_key() -> str:
    """Returns a new idempotency key."""
    return secrets.token_hex(16)


def read_base_url(base_url: str | None) -> str:
    """Returns the URL of the server. Raises `no_base_url` if it is missing."""
    url = base_url or os.environ.get("DARKROOM_URL")
    if not url:
        message = "base_url or DARKROOM_URL is required: set it to the server's URL."
        raise DarkroomError("no_base_url", message)
    return url.rstrip("/")


def add_key(api_key: str | None, options: ClientOptions) -> ClientOptions:
    """Adds the key to the headers. Raises `no_api_key` if it is missing."""
    key = api_key or os.environ.get("DARKROOM_API_KEY")
    if not key:
        message = "api_key or DARKROOM_API_KEY is required: set it to an API key."
        raise DarkroomError("no_api_key", message)
    headers = {**options.get("headers", {}), "Authorization": f"Bearer {key}"}
    return {**options, "headers": headers}
