# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack, overload
from urllib.parse import quote

from .._calls import Calls, Operation
from .._options import CallOptions, CreateOptions
from . import hub_types as types

# Codes of errors for which nothing is charged or all credits are released.
UNCHARGED: frozenset[str] = frozenset(
    [
        "invalid_request",
        "missingApiKey",
        "invalidApiKey",
        "expiredApiKey",
        "insufficientCredits",
        "keyBudgetReached",
        "wrongApi",
        "insufficientScope",
        "accountSuspended",
        "notFound",
        "methodNotAllowed",
        "contentBlocked",
        "idempotencyKeyReused",
        "rateLimited",
        "generationFailed",
        "internalError",
        "unavailable",
    ]
)


class HubOperations:
    """One method per operation of the API."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def list_models(
        self,
        **options: Unpack[CallOptions],
    ) -> types.ModelList:
        """List models

        Lists the models with their ratios, qualities, limits and prices. Needs no key.
        """
        operation = Operation("read", "GET", "/api/v1/models")
        result: types.ModelList = self._calls.call(operation, options)
        return result

    def get_credits(
        self,
        **options: Unpack[CallOptions],
    ) -> types.CreditBalance:
        """Get credit balance

        Returns the account's spendable credits, held credits and upcoming expirations.
        """
        operation = Operation("read", "GET", "/api/v1/credits")
        result: types.CreditBalance = self._calls.call(operation, options)
        return result

    @overload
    def create_image(
        self,
        body: types.AsyncCreateImageRequest | types.AsyncCreateImageForm,
        **options: Unpack[CreateOptions],
    ) -> types.AcceptedGeneration: ...

    @overload
    def create_image(
        self,
        body: types.CreateImageRequest | types.CreateImageForm,
        **options: Unpack[CreateOptions],
    ) -> types.FinishedGeneration | types.AcceptedGeneration: ...

    def create_image(
        self,
        body: Any,
        **options: Unpack[CreateOptions],
    ) -> Any:
        """Generate images

        Generates 1 to 4 images from a prompt. Send JSON, or `multipart/form-data` to add reference
        images.

        The response waits for the images, up to 800 seconds. If the generation takes longer, the
        response is 202 with a `poll_url`, as if `async` had been set, and the generation continues.
        It also continues if the client disconnects, and can be read by its ID.
        """
        operation = Operation("create", "POST", "/api/v1/images/generations", body=body)
        result: Any = self._calls.call(operation, options)
        return result

    def get_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Generation:
        """Get a generation

        Returns the status of a generation and its stored images. A key can read only generations of
        its own account. Poll every few seconds; polling is free.
        """
        operation = Operation("read", "GET", f"/api/v1/generations/{_quote(generation_id)}")
        result: types.Generation = self._calls.call(operation, options)
        return result

    def cancel_generation(
        self,
        generation_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Generation:
        """Cancel a generation

        Cancels a generation. A queued generation is canceled immediately. For a running generation,
        the request to the provider is aborted; images already received are delivered and charged,
        and `status` stays `running` until this is complete. Canceling a finished generation has no
        effect.
        """
        operation = Operation(
            "write",
            "POST",
            f"/api/v1/generations/{_quote(generation_id)}/cancel",
        )
        result: types.Generation = self._calls.call(operation, options)
        return result


def _quote(value: str | int) -> str:
    return quote(str(value), safe="")
