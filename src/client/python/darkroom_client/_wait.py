"""Waits for generations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ._backoff import backoff, pause
from ._options import create_idempotency_key
from ._retry_after import read_retry_after
from ._transport import Response
from .errors import GenerationError

FIRST_SECONDS = 1.0
# Enough for a restart of the server, during which the generation continues.
MAX_RETRIES = 8
SUCCEEDED = frozenset(["succeeded", "completed"])
UNFINISHED = frozenset(["queued", "running", "pending", "processing"])
WAITING = frozenset(["on_progress", "every"])


def wait_for(poll: Callable[[Any], Any], options: Mapping[str, Any]) -> Any:
    """Polls a generation until it finishes. Raises a `GenerationError` if it has no images."""
    on_progress = options.get("on_progress")
    every = options.get("every")
    polls = 0
    while True:
        headers: dict[str, str] = {}
        generation = poll(_to_call_options(options, headers))
        if on_progress is not None:
            on_progress(generation)
        if generation["status"] not in UNFINISHED:
            return succeeded(generation, headers.get("x-request-id"))
        asked = read_retry_after(headers)
        own = backoff(polls, FIRST_SECONDS) if every is None else every
        # The names are those of the options.
        call: Any = options
        pause(own if asked is None else asked, call)
        polls += 1


def succeeded(generation: Any, request_id: str | None) -> Any:
    """Returns a finished generation that produced images. Raises a `GenerationError` otherwise."""
    status, error = generation["status"], generation.get("error")
    if status in SUCCEEDED:
        return generation
    message = error if isinstance(error, str) else f"The generation finished with status {status}."
    known = error if isinstance(error, dict) else {"code": status, "message": message}
    raise GenerationError(
        known["code"],
        known["message"],
        generation=generation,
        request_id=request_id,
        charged=False,
        idempotency_key=None,
    )


def _to_call_options(options: Mapping[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """Returns the options of one poll, which copies the headers of its response."""
    notify = options.get("on_response")

    def on_response(response: Response) -> None:
        headers.clear()
        headers.update(response.headers)
        if notify is not None:
            notify(response)

    given = {name: value for name, value in options.items() if name not in WAITING}
    return {"max_retries": MAX_RETRIES, **given, "on_response": on_response}


def create_and_wait(
    create: Callable[[Any], Any], wait: Callable[[Any, Any], Any], options: Mapping[str, Any]
) -> Any:
    """Creates a generation and waits for it. Raises a `GenerationError` if it has no images."""
    key = options.get("idempotency_key") or create_idempotency_key()
    # Errors of the wait have the key too, so that the generation can be found again.
    known = {**options, "idempotency_key": key}
    return wait(create({name: each for name, each in known.items() if name not in WAITING}), known)
