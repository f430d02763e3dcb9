from __future__ import annotations

import random
import time

from ._options import CallOptions
from .errors import AbortError

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 8.0


def backoff(tries: int, first: float = FIRST_SECONDS) -> float:
    """Returns a delay in seconds that doubles with each attempt, up to 8 seconds."""
    # Jitter, so that clients that were disconnected together do not retry together.
    return min(LONGEST_SECONDS, first * 2.0**tries) * random.uniform(0.75, 1)


def pause(seconds: float, options: CallOptions) -> None:
    """Waits, or raises an `AbortError` as soon as the signal is aborted."""
    signal = options.get("signal")
    if signal is None:
        time.sleep(seconds)
    else:
        signal.wait(seconds)
        raise_if_aborted(options)


def raise_if_aborted(options: CallOptions) -> None:
    """Raises an `AbortError` if the signal of a call is aborted."""
    signal = options.get("signal")
    if signal is not None and signal.aborted:
        # Only creates have a key.
        key: str | None = dict(options).get("idempotency_key")  # type: ignore[assignment]
        raise AbortError(signal.reason, idempotency_key=key)
