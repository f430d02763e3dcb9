"""The Image Art API, for keys that start with `sk-`."""

from __future__ import annotations

from typing import TypeGuard, Unpack

from ._calls import Calls
from ._generated.art_operations import UNCHARGED, ArtOperations
from ._generated.art_types import *  # noqa: F403
from ._generated.art_types import ERROR_CODES, CreateImageRequest, ErrorCode, Task
from ._options import ClientOptions, CreateAndWaitOptions, WaitOptions, add_key, read_base_url
from ._wait import create_and_wait, wait_for


class ArtClient(ArtOperations):
    """The Image Art API: each operation of its document is a method."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(Calls(read_base_url(base_url), add_key(api_key, options), UNCHARGED))

    def wait_for(self, task: str | Task, **options: Unpack[WaitOptions]) -> Task:
        """Waits until a task finishes. Raises a `GenerationError` if it has no images."""
        known = task if isinstance(task, str) else task["id"]
        result: Task = wait_for(lambda call: self.get_task(known, **call), options)
        return result

    def create_image_and_wait(
        self, body: CreateImageRequest, **options: Unpack[CreateAndWaitOptions]
    ) -> Task:
        """Creates a task and waits until it finishes, as `wait_for` does."""
        result: Task = create_and_wait(
            lambda call: self.create_image(body, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES
