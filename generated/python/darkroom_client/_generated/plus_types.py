# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, get_args

from .._body import FileInput

__all__ = [
    "GenerateRequest",
    "AcceptedGeneration",
    "Generation",
    "GenerationStatus",
    "TaskType",
    "Output",
    "UploadRequest",
    "SignedUpload",
    "ErrorError",
    "Error",
    "Issue",
    "WebhookEventName",
    "GenerationEventData",
    "GenerationEvent",
    "CreditsLowEventData",
    "CreditsLowEvent",
    "CreditsExpiringEventData",
    "CreditsExpiringEvent",
    "KeyLeakedEventData",
    "KeyLeakedEvent",
    "BatchEventData",
    "BatchEvent",
    "ErrorCode",
]


class GenerateRequest(TypedDict):
    """A task that generates or edits images."""

    prompt: str
    type: NotRequired[Literal["text2img", "edit"]]
    size: NotRequired[Literal["1024x1024", "1024x1536", "1536x1024"]]
    quality: NotRequired[Literal["low", "medium", "high"]]
    n: NotRequired[int]
    inputImageKeys: NotRequired[list[str]]


class AcceptedGeneration(TypedDict):
    """An accepted generation."""

    generationId: str
    status: Literal["queued", "running", "succeeded", "failed", "blocked", "canceled"]


class Generation(TypedDict):
    """A task and its result."""

    id: str
    status: GenerationStatus
    type: TaskType
    outputs: list[Output]
    error: str | None
    costCredits: int
    createdAt: str
    completedAt: str | None


# `queued` and `running` are not final. `succeeded`, `failed`, `blocked` and `canceled` are
# final. `blocked` means that content moderation rejected the input or the result.
GenerationStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed", "blocked", "canceled"]


# `text2img` generates images from text, `edit` generates images from images. Values may be
# added.
TaskType: TypeAlias = str


class Output(TypedDict):
    """The URLs of one image by format. A generation of this API has `png` and `webp`. A generation
    created through another API of the same account has only the format requested there. The
    URLs work without a key, and their content never changes. On servers where they expire,
    read the generation again to get new ones.
    """

    png: NotRequired[str]
    webp: NotRequired[str]
    jpeg: NotRequired[str]
    width: int
    height: int


class UploadRequest(TypedDict):
    """The file to upload."""

    filename: str
    contentType: Literal["image/png", "image/jpeg", "image/webp"]
    size: int


class SignedUpload(TypedDict):
    """A signed upload for one file."""

    url: str
    key: str
    headers: dict[str, Any]
    expiresAt: str


class ErrorError(TypedDict):
    """The error."""

    code: ErrorCode
    message: str
    issues: NotRequired[list[Issue]]


class Error(TypedDict):
    """The error envelope of this API."""

    error: ErrorError


class Issue(TypedDict):
    """One invalid field."""

    path: list[str | int]
    message: str


# The event type. `generation.failed` is also sent for a blocked generation. `credits.low` is
# sent once when an accepted request takes the spendable credits below the account's
# `credits_low_at`, not when credits expire or are voided, and again only after added credits
# have raised them above it. `credits.expiring` is sent once for a grant with unspent credits,
# when it expires in at most 72 hours. `key.leaked` is sent when a key was reported as leaked.
# One `batch.*` event is sent when a batch ends.
WebhookEventName: TypeAlias = Literal[
    "generation.succeeded",
    "generation.failed",
    "generation.canceled",
    "credits.low",
    "credits.expiring",
    "key.leaked",
    "batch.completed",
    "batch.failed",
    "batch.expired",
    "batch.cancelled",
]


class GenerationEventData(TypedDict):
    """The finished generation."""

    generationId: str
    type: TaskType
    status: Literal["succeeded", "failed", "blocked", "canceled"]
    outputs: list[Output]
    error: NotRequired[str]
    createdAt: str
    completedAt: str


class GenerationEvent(TypedDict):
    """A generation has finished."""

    event: Literal["generation.succeeded", "generation.failed", "generation.canceled"]
    data: GenerationEventData


class CreditsLowEventData(TypedDict):
    credits: int
    threshold: int
    createdAt: str


class CreditsLowEvent(TypedDict):
    """Credits are low."""

    event: Literal["credits.low"]
    data: CreditsLowEventData


class CreditsExpiringEventData(TypedDict):
    credits: int
    expiresAt: str
    createdAt: str


class CreditsExpiringEvent(TypedDict):
    """Credits expire soon."""

    event: Literal["credits.expiring"]
    data: CreditsExpiringEventData


class KeyLeakedEventData(TypedDict):
    keyId: str
    label: str | None
    hint: str
    createdAt: str


class KeyLeakedEvent(TypedDict):
    """A key was reported as leaked and has been revoked."""

    event: Literal["key.leaked"]
    data: KeyLeakedEventData


class BatchEventData(TypedDict):
    id: str


class BatchEvent(TypedDict):
    """A batch has ended. The body is that of OpenAI's webhooks."""

    id: str
    object: Literal["event"]
    created_at: int
    type: Literal["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]
    data: BatchEventData


# A code of an error of the API.
ErrorCode: TypeAlias = Literal[
    "invalid_request",
    "unauthorized",
    "insufficient_credits",
    "monthly_cap_reached",
    "key_budget_reached",
    "plan_required",
    "wrong_api",
    "insufficient_scope",
    "account_suspended",
    "not_found",
    "method_not_allowed",
    "request_timeout",
    "payload_too_large",
    "unsupported_media_type",
    "content_blocked",
    "idempotency_key_reused",
    "rate_limited",
    "concurrency_limited",
    "internal_error",
    "unavailable",
]


ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))
