# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, get_args

from .._body import FileInput

__all__ = [
    "OutputFormat",
    "EndUser",
    "CreateImageRequest",
    "Task",
    "TaskStatus",
    "TaskImage",
    "TaskError",
    "ErrorError",
    "Error",
    "ErrorType",
    "ErrorCode",
]


# The file format of the images.
OutputFormat: TypeAlias = Literal["png", "jpeg", "webp"]


# Your identifier for the end user; helps with abuse reports.
EndUser: TypeAlias = str


class CreateImageRequest(TypedDict):
    """An image request. `prompt` is required unless `image_urls` contains at least one image."""

    model: NotRequired[str]
    prompt: NotRequired[str]
    image_urls: NotRequired[list[str]]
    n: NotRequired[int]
    size: NotRequired[Literal[
    "1024x1024",
    "1536x1024",
    "1024x1536",
    "1920x1088",
    "1088x1920",
    "3824x2160",
    "2160x3824",
    "auto",
]]
    quality: NotRequired[Literal["low", "medium", "high", "auto"]]
    output_format: NotRequired[OutputFormat]
    response_format: NotRequired[str]
    user: NotRequired[EndUser]


class Task(TypedDict):
    """An image request and its result."""

    id: str
    object: Literal["image.generation"]
    created: int
    model: str
    status: TaskStatus
    credits: int
    data: list[TaskImage]
    error: NotRequired[TaskError]


# `pending`: waiting. `processing`: the provider is generating the images. `succeeded`: the
# images are in `data`. `failed`: no image was produced; see `error`. `canceled`: the task was
# canceled.
TaskStatus: TypeAlias = Literal["pending", "processing", "succeeded", "failed", "canceled"]


class TaskImage(TypedDict):
    """One image."""

    url: str


class TaskError(TypedDict):
    """Why the task failed. Present when `status` is `failed`."""

    message: str
    type: Literal[
    "server_error",
    "image_generation_user_error",
    "service_unavailable_error",
]
    param: None
    code: Literal["generation_failed", "moderation_blocked", "service_unavailable"]


class ErrorError(TypedDict):
    """The error."""

    message: str
    type: ErrorType
    param: str | None
    code: ErrorCode


class Error(TypedDict):
    """The error envelope of this API."""

    error: ErrorError


# The type of the error.
ErrorType: TypeAlias = Literal[
    "invalid_request_error",
    "image_generation_user_error",
    "authentication_error",
    "permission_error",
    "insufficient_quota",
    "rate_limit_error",
    "server_error",
    "service_unavailable_error",
]


# A code of an error of the API.
ErrorCode: TypeAlias = Literal[
    "invalid_request",
    "moderation_blocked",
    "invalid_api_key",
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
    "idempotency_key_reused",
    "rate_limit_exceeded",
    "concurrency_limit_exceeded",
    "internal_error",
    "service_unavailable",
]


ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))
