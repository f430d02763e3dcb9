# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack, overload
from urllib.parse import quote

from .._calls import Calls, Operation
from .._options import CallOptions, CreateOptions
from . import plus_types as types

# Codes of errors for which nothing is charged or all credits are released.
UNCHARGED: frozenset[str] = frozenset(
    [
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
)


class PlusOperations:
    """One method per operation of the API."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def create_generation(
        self,
        body: types.GenerateRequest,
        **options: Unpack[CreateOptions],
    ) -> types.AcceptedGeneration:
        """Submit a generation

        Submits a text-to-image or image-editing task and responds immediately. Poll
        `GET /api/v1/generations/{id}` for the result.
        """
        operation = Operation("create", "POST", "/api/v1/generate", body=body)
        result: types.AcceptedGeneration = self._calls.call(operation, options)
        return result

    def create_upload(
        self,
        body: types.UploadRequest,
        **options: Unpack[CreateOptions],
    ) -> types.SignedUpload:
        """Sign an upload

        Returns a signed URL for one input image. An upload takes two steps: this call, then a `PUT`
        of the bytes to `url` with the `headers` of the response, within 5 minutes.

        Size and type are part of the signature: a file of another size or type is rejected. A `PUT`
        without `Content-Type` counts as one of the declared type, unless `url` leads to a bucket,
        which requires the header: its query then has `X-Amz-SignedHeaders`. The bytes are checked
        again when a generation uses the key; a file that is not PNG, JPEG or WebP, or not of the
        declared type, is then rejected with 400. A key can be used as soon as the `PUT` has succeeded.

        An account can have 100 uploads with 500 MB in total that no generation has used yet. Further
        ones are rejected with 429 until some are used or expire, 24 hours after they were signed.
        """
        operation = Operation("create", "POST", "/api/v1/upload", body=body)
        result: types.SignedUpload = self._calls.call(operation, options)
        return result

    def get_generation(
        self,
        id: str,
        **options: Unpack[CallOptions],
    ) -> types.Generation:
        """Get a generation

        Returns the status of a generation. A key can read only generations of its own account. Poll
        every few seconds; polling is free.
        """
        operation = Operation("read", "GET", f"/api/v1/generations/{_quote(id)}")
        result: types.Generation = self._calls.call(operation, options)
        return result

    def cancel_generation(
        self,
        id: str,
        **options: Unpack[CallOptions],
    ) -> types.Generation:
        """Cancel a generation

        Cancels a generation. A queued generation is canceled immediately. For a running generation,
        the request to the provider is aborted; images already received are delivered and charged,
        and `status` stays `running` until this is complete. Canceling a finished generation has no
        effect.
        """
        operation = Operation("write", "POST", f"/api/v1/generations/{_quote(id)}/cancel")
        result: types.Generation = self._calls.call(operation, options)
        return result


def _quote(value: str | int) -> str:
    return quote(str(value), safe="")
