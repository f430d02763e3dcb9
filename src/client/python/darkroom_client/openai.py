"""The OpenAI-compatible API, for keys of every API."""

from __future__ import annotations

from typing import TypeGuard, Unpack

from ._calls import Calls
from ._generated.openai_operations import UNCHARGED, OpenaiOperations
from ._generated.openai_types import *  # noqa: F403
from ._generated.openai_types import ERROR_CODES, CreatedImageTask, CreateImageRequest
from ._generated.openai_types import EditImageForm, EditImageRequest, ErrorCode, ImageTask
from ._options import ClientOptions, CreateAndWaitOptions, WaitOptions, add_key, read_base_url
from ._wait import create_and_wait, wait_for


class OpenaiClient(OpenaiOperations):
    """The OpenAI-compatible API: each operation of its document is a method."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(Calls(read_base_url(base_url), add_key(api_key, options), UNCHARGED))

    def wait_for(
        self, task: str | CreatedImageTask, **options: Unpack[WaitOptions]
    ) -> ImageTask:
        """Waits until a task finishes. Raises a `GenerationError` if it has no images."""
        known = task if isinstance(task, str) else task["id"]
        result: ImageTask = wait_for(lambda call: self.get_image_task(known, **call), options)
        return result

    def create_image_and_wait(
        self, body: CreateImageRequest, **options: Unpack[CreateAndWaitOptions]
    ) -> ImageTask:
        """Creates a task of `create_image` and waits until it finishes, as `wait_for` does."""
        result: ImageTask = create_and_wait(
            lambda call: self.create_image_task(body, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result

    def edit_image_and_wait(
        self, body: EditImageForm | EditImageRequest, **options: Unpack[CreateAndWaitOptions]
    ) -> ImageTask:
        """Creates a task of `edit_image` and waits until it finishes, as `wait_for` does."""
        result: ImageTask = create_and_wait(
            lambda call: self.edit_image_task(body, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES
