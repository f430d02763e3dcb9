"""The errors of this package. Use the code: the wording of messages may change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ._retry_after import read_retry_after


class DarkroomError(Exception):
    """The base class of all errors of this package.

    `charged` is False if nothing was charged or all credits were released, and None if this is not
    known.
    """

    charged: Literal[False] | None = None

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self._code = code

    @property
    def code(self) -> str:
        """A machine-readable code of the API or of this package."""
        return self._code


class ApiError(DarkroomError):
    """The server responded with an error.

    The code of a response that is not of an API, such as one of a proxy, is `http_` and its status.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int,
        headers: Mapping[str, str],
        body: Any,
        charged: Literal[False] | None,
        idempotency_key: str | None,
    ) -> None:
        super().__init__(code, message)
        self.status = status
        # Names are lower case.
        self.headers = headers
        self.body = body
        self.charged = charged
        # The key to retry the call with without being charged twice. Only set for creates.
        self.idempotency_key = idempotency_key

    @property
    def request_id(self) -> str | None:
        """The ID of this request in the server's log."""
        return self.headers.get("x-request-id")

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before a retry, from `Retry-After`."""
        return read_retry_after(self.headers)


class ConnectionFailedError(DarkroomError):
    """No complete response: `connection_failed` or `timeout`. What the server did is not known."""

    def __init__(
        self,
        code: Literal["connection_failed", "timeout"],
        message: str,
        *,
        idempotency_key: str | None,
    ) -> None:
        super().__init__(code, message)
        self.idempotency_key = idempotency_key


class AbortError(DarkroomError):
    """The signal of a call was aborted. A generation that was created continues."""

    def __init__(self, reason: object, *, idempotency_key: str | None) -> None:
        super().__init__("aborted", "The call was aborted by its signal.")
        self.reason = reason
        self.idempotency_key = idempotency_key


class GenerationError(DarkroomError):
    """A generation finished without images: it failed, was blocked or was canceled.

    Or a stream ended with an error, after which a generation may continue.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        generation: Any,
        request_id: str | None,
        charged: Literal[False] | None,
        idempotency_key: str | None,
    ) -> None:
        super().__init__(code, message)
        # The last known state of the generation.
        self.generation = generation
        self.request_id = request_id
        self.charged = charged
        # The key to wait with for a generation that continues. Only set by streams.
        self.idempotency_key = idempotency_key


class WebhookError(DarkroomError):
    """A webhook that cannot be trusted."""

    def __init__(
        self,
        code: Literal["unsigned", "too_old", "wrong_signature", "wrong_secret"],
        message: str,
    ) -> None:
        super().__init__(code, message)
