"""The Image Hub API, for keys that start with `gih_live_`."""

from __future__ import annotations

from typing import Any, TypeGuard, Unpack

from ._calls import Calls
from ._generated.hub_operations import UNCHARGED, HubOperations
from ._generated.hub_types import *  # noqa: F403
from ._generated.hub_types import ERROR_CODES, CreateImageForm, ErrorCode, Generation
from ._options import ClientOptions, CreateAndWaitOptions, WaitOptions, add_key, read_base_url
from ._wait import create_and_wait, wait_for


class HubClient(HubOperations):
    """The Image Hub API: each operation of its document is a method."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(Calls(read_base_url(base_url), add_key(api_key, options), UNCHARGED))

    def wait_for(
        self, generation: str | Generation, **options: Unpack[WaitOptions]
    ) -> Generation:
        """Waits until a generation finishes. Raises a `GenerationError` if it has no images."""
        known = generation if isinstance(generation, str) else generation["id"]
        result: Generation = wait_for(lambda call: self.get_generation(known, **call), options)
        return result

    def create_image_and_wait(
        self, body: CreateImageForm, **options: Unpack[CreateAndWaitOptions]
    ) -> Generation:
        """Creates a generation with `async` and waits until it finishes, as `wait_for` does."""
        request: Any = {**body, "async": True}
        result: Generation = create_and_wait(
            lambda call: self.create_image(request, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES
