"""Reads server-sent events."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .errors import GenerationError


def read_events(
    chunks: Iterator[bytes], request_id: str | None, uncharged: frozenset[str]
) -> Iterator[Any]:
    """Yields the data of events. Raises a `GenerationError` at an error event."""
    for block in _read_blocks(chunks):
        lines = [line for line in block.decode().splitlines() if line.startswith("data:")]
        if not lines:
            continue
        event = json.loads("\n".join(line[5:].lstrip() for line in lines))
        error = event.get("error")
        if event.get("type") == "error" and error is not None:
            code = error["code"]
            raise GenerationError(
                code,
                error["message"],
                generation=None,
                request_id=request_id,
                charged=False if code in uncharged else None,
            )
        yield event


def _read_blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yields the blocks of a stream, which are separated by empty lines."""
    rest = b""
    for chunk in chunks:
        *blocks, rest = re.split(rb"\r?\n\r?\n", rest + chunk)
        yield from blocks
