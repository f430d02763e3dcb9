"""Verifies webhooks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from typing import Protocol, TypeAlias, final

from ._generated.plus_types import BatchEvent, CreditsExpiringEvent, CreditsLowEvent
from ._generated.plus_types import GenerationEvent, KeyLeakedEvent
from .errors import WebhookError

__all__ = [
    "BatchEndEvent",
    "WebhookError",
    "WebhookEvent",
    "verify_legacy_signature",
    "verify_webhook",
]

PREFIX = "whsec_"


class Headers(Protocol):
    """The headers of a request, in any framework."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Returns the names and values."""
        ...


# Final, so that `"event" in event` selects the others.
@final
class BatchEndEvent(BatchEvent):
    """A batch has ended. The name of this event is in `type`, those of others are in `event`."""


# The payload of a webhook: a generation finished, credits are low or expire, a key has leaked, or a
# batch has ended.
WebhookEvent: TypeAlias = (
    GenerationEvent | CreditsLowEvent | CreditsExpiringEvent | KeyLeakedEvent | BatchEndEvent
)


def verify_webhook(
    body: bytes | str,
    headers: Headers,
    secret: str | None,
    *,
    tolerance_seconds: float = 300,
) -> WebhookEvent:
    """Verifies the Standard Webhooks signature and the timestamp of a delivery; returns its event.

    `body` is the raw body, before JSON parsing. Raises a `WebhookError`. `webhook-id` is the same in
    every attempt: use it to detect duplicates.
    """
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    given = _lower(headers)
    identifier, timestamp, signatures = (given.get(name) for name in names)
    if not identifier or not timestamp or not signatures:
        raise WebhookError("unsigned", "The delivery has no Standard Webhooks headers.")
    if not _is_recent(timestamp, tolerance_seconds):
        message = "The timestamp of the delivery is outside the tolerance."
        raise WebhookError("too_old", message)
    content = body.encode() if isinstance(body, str) else bytes(body)
    signed = f"{identifier}.{timestamp}.".encode() + content
    digest = hmac.new(_secret_bytes(secret), signed, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    if not any(hmac.compare_digest(expected, each.encode()) for each in signatures.split(" ")):
        message = "The signature does not match the body and the secret."
        raise WebhookError("wrong_signature", message)
    event: WebhookEvent = json.loads(content)
    return event


def verify_legacy_signature(
    body: bytes | str,
    headers: Headers,
    secret: str | None,
) -> bool:
    """Returns whether `X-Gptimg-Signature` matches the body.

    It does not cover the time, so that a recorded delivery could be replayed: prefer
    `verify_webhook`.
    """
    given = _lower(headers).get("x-gptimg-signature", "")
    content = body.encode() if isinstance(body, str) else bytes(body)
    expected = hmac.new((secret or "").encode(), content, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), given.lower().encode())


def _is_recent(timestamp: str, tolerance_seconds: float) -> bool:
    try:
        return abs(time.time() - float(timestamp)) <= tolerance_seconds
    except ValueError:
        return False


def _secret_bytes(secret: str | None) -> bytes:
    try:
        if secret is not None and secret.startswith(PREFIX):
            key = base64.b64decode(secret[len(PREFIX) :], validate=True)
            if key:
                return key
    except binascii.Error:
        pass
    raise WebhookError("wrong_secret", "secret must be a webhook secret: whsec_…")


def _lower(headers: Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
