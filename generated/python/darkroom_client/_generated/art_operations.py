# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack, overload
from urllib.parse import quote

from .._calls import Calls, Operation
from .._options import CallOptions, CreateOptions
from . import art_types as types

# Codes of errors for which nothing is charged or all credits are released.
UNCHARGED: frozenset[str] = frozenset(
    [
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
)


class ArtOperations:
    """One method per operation of the API."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def create_image(
        self,
        body: types.CreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.Task:
        """Create a generation

        Creates images from a prompt, or from the images at `image_urls`, and responds immediately.
        Poll `GET /api/v1/images/tasks/{task_id}` for the result.
        """
        operation = Operation("create", "POST", "/api/v1/images/generations", body=body)
        result: types.Task = self._calls.call(operation, options)
        return result

    def get_task(
        self,
        task_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Task:
        """Get a task

        Returns the status of a task. A key can read only tasks of its own account. Poll every few
        seconds; polling is free.
        """
        operation = Operation("read", "GET", f"/api/v1/images/tasks/{_quote(task_id)}")
        result: types.Task = self._calls.call(operation, options)
        return result

    def cancel_task(
        self,
        task_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Task:
        """Cancel a task

        Cancels a task. A pending task is canceled immediately. For a task in processing, the
        request to the provider is aborted; images already received are delivered and charged, and
        `status` stays `processing` until this is complete. Canceling a finished task has no effect.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/v1/images/tasks/{_quote(task_id)}/cancel",
        )
        result: types.Task = self._calls.call(operation, options)
        return result


def _quote(value: str | int) -> str:
    return quote(str(value), safe="")
