"""Reads server-sent events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ._charge import is_uncharged_after_acceptance
from .errors import ConnectionFailedError, GenerationError

# The last event of a create. Events in between, such as those of a tool, have more parts.
LAST_EVENT = re.compile(r"\w+\.(?:completed|failed)")


@dataclass(frozen=True)
class StreamedCall:
    """The call whose response is a stream."""

    is_create: bool
    request_id: str | None
    idempotency_key: str | None


def read_events(chunks: Iterator[bytes], call: StreamedCall) -> Iterator[Any]:
    """Yields the data of events.

    Raises a `GenerationError` at an error event, and a `ConnectionFailedError` if the stream ends early
    or contains something else.
    """
    last = ""
    for data in _read_data(chunks):
        event = _parse(data, call)
        if event.get("type") == "error":
            raise _to_error(event, call)
        last = str(event.get("type"))
        yield event
    if call.is_create and not LAST_EVENT.fullmatch(last):
        raise _to_connection_error("The stream ended before its last event.", call)


def _read_data(chunks: Iterator[bytes]) -> Iterator[str]:
    """Yields the data of each event. Comments and events without data are left out."""
    data: list[str] = []
    for line in _read_lines(chunks):
        if line.startswith("data:"):
            data.append(line[5:].lstrip())
        elif not line and data:
            yield "\n".join(data)
            data = []


def _read_lines(chunks: Iterator[bytes]) -> Iterator[str]:
    """Yields the complete lines of a stream. Only \\n ends a line: a text can contain other breaks."""
    # A line with an image arrives in many chunks, so they are joined once.
    parts: list[bytes] = []
    for chunk in chunks:
        rest, *starts = chunk.split(b"\n")
        parts.append(rest)
        for start in starts:
            yield b"".join(parts).removesuffix(b"\r").decode()
            parts = [start]


def _parse(data: str, call: StreamedCall) -> dict[str, Any]:
    try:
        event: dict[str, Any] = json.loads(data)
        return event
    except ValueError as cause:
        raise _to_connection_error(f"An event is not JSON: {cause}", call) from cause


def _to_error(event: dict[str, Any], call: StreamedCall) -> GenerationError:
    # An event of the Responses API has code and message itself.
    error = event.get("error") or event
    return GenerationError(
        error["code"],
        error["message"],
        generation=None,
        request_id=call.request_id,
        # A stream starts when its generation is accepted.
        charged=False if is_uncharged_after_acceptance(error["code"]) else None,
        idempotency_key=call.idempotency_key,
    )


def _to_connection_error(message: str, call: StreamedCall) -> ConnectionFailedError:
    return ConnectionFailedError(
        "connection_failed", message, idempotency_key=call.idempotency_key
    )
