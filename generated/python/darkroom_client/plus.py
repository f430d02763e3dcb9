"""The Image Plus API, for keys that start with `gimg_`."""

from __future__ import annotations

import os
from typing import TypeGuard, Unpack

from ._body import FileInput, read_file
from ._calls import Calls, Operation
from ._generated.plus_operations import UNCHARGED, PlusOperations
from ._generated.plus_types import *  # noqa: F403
from ._generated.plus_types import ERROR_CODES, AcceptedGeneration, ErrorCode, GenerateRequest
from ._generated.plus_types import Generation, SignedUpload
from ._options import CallOptions, ClientOptions, CreateAndWaitOptions, WaitOptions
from ._options import add_key, read_base_url
from ._wait import create_and_wait, wait_for
from .errors import DarkroomError


class PlusClient(PlusOperations):
    """The Image Plus API: each operation of its document is a method."""

    def __init__(
        self,
        base_url: str | None = None,
        api_key: str | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        super().__init__(Calls(read_base_url(base_url), add_key(api_key, options), UNCHARGED))

    def wait_for(
        self, generation: str | AcceptedGeneration, **options: Unpack[WaitOptions]
    ) -> Generation:
        """Waits until a generation finishes. Raises a `GenerationError` if it has no images."""
        known = generation if isinstance(generation, str) else generation["generationId"]
        result: Generation = wait_for(lambda call: self.get_generation(known, **call), options)
        return result

    def create_generation_and_wait(
        self, body: GenerateRequest, **options: Unpack[CreateAndWaitOptions]
    ) -> Generation:
        """Creates a generation and waits until it finishes, as `wait_for` does."""
        result: Generation = create_and_wait(
            lambda call: self.create_generation(body, **call),
            lambda accepted, call: self.wait_for(accepted, **call),
            options,
        )
        return result

    def upload_image(self, file: FileInput, **options: Unpack[CallOptions]) -> str:
        """Uploads an image and returns its key for `inputImageKeys`."""
        content = read_file(file)
        filename = os.path.basename(file) if isinstance(file, os.PathLike) else "image"
        request = {
            "filename": filename,
            "contentType": _detect_content_type(content),
            "size": len(content),
        }
        # An unused signed upload is free of charge, so that this call can be retried.
        sign = Operation("read", "POST", "/api/v1/upload", body=request)
        signed: SignedUpload = self._calls.call(sign, options)
        # Repeating the request is safe.
        put = Operation("read", "PUT", signed["url"], body=content, reads="bytes")
        self._calls.call(put, {**options, "headers": signed["headers"]})
        return signed["key"]


def is_error_code(code: str) -> TypeGuard[ErrorCode]:
    """Whether a code is one of this API."""
    return code in ERROR_CODES


def _detect_content_type(content: bytes) -> str:
    """Detects the type of an image by its first bytes. Raises `invalid_image` for other files."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise DarkroomError("invalid_image", "The file must be a PNG, JPEG or WebP image.")
