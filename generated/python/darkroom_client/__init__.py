"""A client of Darkroom's image-generation APIs, generated from the OpenAPI documents."""

from ._body import FileInput
from ._signal import AbortSignal
from ._transport import Response
from ._version import VERSION as __version__
from .account import AccountClient
from .art import ArtClient
from .errors import (
    AbortError,
    ApiError,
    ConnectionFailedError,
    DarkroomError,
    GenerationError,
    WebhookError,
)
from .hub import HubClient
from .openai import OpenaiClient
from .plus import PlusClient
from .webhooks import WebhookEvent, verify_legacy_signature, verify_webhook

__all__ = [
    "AbortError",
    "AbortSignal",
    "AccountClient",
    "ApiError",
    "ArtClient",
    "ConnectionFailedError",
    "DarkroomError",
    "FileInput",
    "GenerationError",
    "HubClient",
    "OpenaiClient",
    "PlusClient",
    "Response",
    "WebhookError",
    "WebhookEvent",
    "__version__",
    "verify_legacy_signature",
    "verify_webhook",
]
