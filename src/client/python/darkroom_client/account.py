"""The Account API. `sign_in` and `sign_up` start a session, whose cookie the client stores."""

from __future__ import annotations

from typing import TypeGuard, Unpack

from ._calls import Calls
from ._generated.account_operations import UNCHARGED, AccountOperations
from ._generated.account_types import *  # noqa: F403
from ._generated.account_types import ERROR_CODES, CreateGenerationForm, ErrorCode, GenerationDetail
from ._options import ClientOptions, CreateAndWaitOptions, WaitOptions, read_base_url
from ._wait import create_and_wait, wait_for


class AccountClient(AccountOperations):
    """The Account API: each operation of its document is a method."""

    def __init__(self, base_url: str | None = None, **options: Unpack[ClientOptions]) -> None:
        super().__init__(Calls(read_base_url(base_url), options, UNCHARGED, cookies={}))

    def wait_for(
        self, generation: str | GenerationDetail, **options: Unpack[WaitOptions]
    ) -> GenerationDetail:
        """Waits until a generation finishes. Raises a `GenerationError` if it has no images."""
        known = generation if isinstance(generation, str) else generation["id"]
        result: GenerationDetail = wait_for(
            lambda call: self.get_generation(known, **call), options
        )
        return result

    def create_generation_and_wait(
        self, body: CreateGenerationForm, **options: Unpack[CreateAndWaitOptions]
    ) -> GenerationDetail:
        """Creates a generation and waits until it finishes, as `wait_for` does."""
        result: GenerationDetail = create_and_wait(
            lambda call: self.create_generation(body, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES
