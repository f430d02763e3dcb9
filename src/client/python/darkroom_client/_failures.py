"""Converts what can fail to the errors of this package."""

from __future__ import annotations

import json
from typing import Any, Literal

from ._charge import is_failure_code
from ._options import CreateOptions
from ._transport import Response, TransportError
from .errors import AbortError, ApiError, ConnectionFailedError


def to_connection_error(
    error: TransportError, options: CreateOptions
) -> ConnectionFailedError | AbortError:
    """Returns the error of an attempt without a complete response."""
    key = options.get("idempotency_key")
    if error.reason == "aborted":
        signal = options.get("signal")
        return AbortError(None if signal is None else signal.reason, idempotency_key=key)
    if error.reason == "timeout":
        message = "No complete response before the timeout."
    else:
        message = f"No complete response: {error.cause!r}"
    return ConnectionFailedError(error.reason, message, idempotency_key=key)


def to_api_error(response: Response, content: bytes, options: CreateOptions) -> ApiError:
    """Returns the error of a response. Its caller sets `charged`."""
    body = _parse(content)
    error = body.get("error") if isinstance(body, dict) else None
    fields: dict[str, Any] = error if isinstance(error, dict) else {}
    code, message = fields.get("code"), fields.get("message")
    known = code if isinstance(code, str) else f"http_{response.status}"
    text = message if isinstance(message, str) else f"The server responded with {response.status}."
    return ApiError(
        known,
        text,
        status=response.status,
        headers=response.headers,
        body=body,
        charged=None,
        idempotency_key=options.get("idempotency_key"),
    )


def is_late_error(body: Any) -> bool:
    """Whether a request failed after its response had started with status 200 (JSON keep-alive)."""
    return isinstance(body, dict) and list(body) == ["error"] and isinstance(body["error"], dict)


def read_json(content: bytes, options: CreateOptions) -> Any:
    """Returns the JSON of a response. Raises a `ConnectionFailedError` if it is of another server."""
    try:
        return json.loads(content)
    except ValueError as cause:
        message = f"The response is not JSON: {cause}"
        key = options.get("idempotency_key")
        raise ConnectionFailedError("connection_failed", message, idempotency_key=key) from cause


def is_retryable(
    kind: Literal["read", "create", "write"], error: ApiError | ConnectionFailedError
) -> bool:
    """Whether a call may be repeated after an error."""
    if isinstance(error, ConnectionFailedError):
        return kind != "write"
    headers = error.headers
    if headers.get("idempotent-replayed") == "true" or is_failure_code(error.code):
        return False
    should_retry = headers.get("x-should-retry")
    if should_retry == "false":
        return False
    if kind == "write":
        return error.status == 429
    return should_retry == "true" or error.status in (408, 429) or error.status >= 500


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
