"""The OpenAI-compatible API, for keys of every API."""

from __future__ import annotations

from typing import TypeGuard, Unpack

from ._calls import Calls
from ._generated.openai_operations import UNCHARGED, OpenaiOperations
from ._generated.openai_types import *  # noqa: F403
from ._generated.openai_types import ERROR_CODES, ErrorCode
from ._options import ClientOptions, add_key, read_base_url


class OpenaiClient(OpenaiOperations):
    """The OpenAI-compatible API: each operation of its document is a method."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(Calls(read_base_url(base_url), add_key(api_key, options), UNCHARGED))


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES
