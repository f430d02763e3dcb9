# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Unpack, overload
from urllib.parse import quote

from .._calls import Calls, Operation
from .._options import CallOptions, CreateOptions
from . import openai_types as types

# Codes of errors for which nothing is charged or all credits are released.
UNCHARGED: frozenset[str] = frozenset(
    [
        "invalid_value",
        "moderation_blocked",
        "not_found",
        "idempotency_key_reused",
        "invalid_api_key",
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "key_budget_reached",
        "plan_required",
        "insufficient_scope",
        "account_suspended",
        "model_not_found",
        "method_not_allowed",
        "request_timeout",
        "payload_too_large",
        "unsupported_media_type",
        "rate_limit_exceeded",
        "generation_failed",
        "internal_error",
        "server_is_overloaded",
    ]
)


class OpenaiOperations:
    """One method per operation of the API."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    @overload
    def create_image(
        self,
        body: types.AsyncCreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.CreatedImageTask: ...

    @overload
    def create_image(
        self,
        body: types.WaitingCreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.ImagesResponse: ...

    @overload
    def create_image(
        self,
        body: types.CreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.ImagesResponse | types.CreatedImageTask: ...

    def create_image(
        self,
        body: Any,
        **options: Unpack[CreateOptions],
    ) -> Any:
        """Create images

        Creates images from a prompt and waits for them. With `stream`, the response is a stream of
        server-sent events: partial images as they arrive, then one event for each finished image.
        Comment lines keep an idle stream open. An error after the stream has started is sent as an
        `error` event.
        """
        operation = Operation("create", "POST", "/v1/images/generations", body=body)
        result: Any = self._calls.call(operation, options)
        return result

    def create_image_stream(
        self,
        body: types.CreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> Iterator[types.ImageGenerationEvent]:
        """Create images

        Creates images from a prompt and waits for them. With `stream`, the response is a stream of
        server-sent events: partial images as they arrive, then one event for each finished image.
        Comment lines keep an idle stream open. An error after the stream has started is sent as an
        `error` event.
        """
        operation = Operation(
            "create",
            "POST",
            "/v1/images/generations",
            body={**body, "stream": True},
        )
        return self._calls.stream(operation, options)

    @overload
    def edit_image(
        self,
        body: types.AsyncEditImageForm | types.AsyncEditImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.CreatedImageTask: ...

    @overload
    def edit_image(
        self,
        body: types.WaitingEditImageForm | types.WaitingEditImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.ImagesResponse: ...

    @overload
    def edit_image(
        self,
        body: types.EditImageForm | types.EditImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.ImagesResponse | types.CreatedImageTask: ...

    def edit_image(
        self,
        body: Any,
        **options: Unpack[CreateOptions],
    ) -> Any:
        """Edit images

        Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
        as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
        and streaming work as for creating images.
        """
        operation = Operation("create", "POST", "/v1/images/edits", body=body)
        result: Any = self._calls.call(operation, options)
        return result

    def edit_image_stream(
        self,
        body: types.EditImageForm | types.EditImageRequest,
        **options: Unpack[CreateOptions],
    ) -> Iterator[types.ImageEditEvent]:
        """Edit images

        Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
        as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
        and streaming work as for creating images.
        """
        operation = Operation(
            "create",
            "POST",
            "/v1/images/edits",
            body={**body, "stream": True},
        )
        return self._calls.stream(operation, options)

    def create_response(
        self,
        body: types.CreateResponseRequest,
        **options: Unpack[CreateOptions],
    ) -> types.ResponseObject:
        """Create a response with an image

        Creates or edits an image with the `image_generation` tool of the Responses API, and waits for
        it. No chat model is involved: the prompt is the text of the last user message, unchanged, and
        the images of `input` and of the previous response are the images to edit. Fields that only
        concern text, such as `temperature`, have no effect; a request for anything else is rejected
        with 400. A retry returns the response of the earlier request and is not charged again.
        """
        operation = Operation("create", "POST", "/v1/responses", body=body)
        result: types.ResponseObject = self._calls.call(operation, options)
        return result

    def create_response_stream(
        self,
        body: types.CreateResponseRequest,
        **options: Unpack[CreateOptions],
    ) -> Iterator[types.ResponseEvent]:
        """Create a response with an image

        Creates or edits an image with the `image_generation` tool of the Responses API, and waits for
        it. No chat model is involved: the prompt is the text of the last user message, unchanged, and
        the images of `input` and of the previous response are the images to edit. Fields that only
        concern text, such as `temperature`, have no effect; a request for anything else is rejected
        with 400. A retry returns the response of the earlier request and is not charged again.
        """
        operation = Operation(
            "create",
            "POST",
            "/v1/responses",
            body={**body, "stream": True},
        )
        return self._calls.stream(operation, options)

    def get_response(
        self,
        response_id: str,
        query: types.GetResponseQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.ResponseObject:
        """Get a response

        Returns a stored response in its current state, with its image once it is completed. Poll a
        response that was created with `background`.
        """
        operation = Operation(
            "read",
            "GET",
            f"/v1/responses/{_quote(response_id)}",
            query=query,
        )
        result: types.ResponseObject = self._calls.call(operation, options)
        return result

    def delete_response(
        self,
        response_id: str,
        **options: Unpack[CallOptions],
    ) -> types.DeletedResponse:
        """Delete a response

        Deletes a response with its generation: the prompt, the input images, the image and the fields
        of the request. The image cannot be downloaded any more. Charges, usage and the ledger do not
        change. A response that has not finished is rejected with 400: cancel it first.
        """
        operation = Operation("write", "DELETE", f"/v1/responses/{_quote(response_id)}")
        result: types.DeletedResponse = self._calls.call(operation, options)
        return result

    def cancel_response(
        self,
        response_id: str,
        **options: Unpack[CallOptions],
    ) -> types.ResponseObject:
        """Cancel a response

        Cancels a stored response that has not finished, and returns its current state. If no provider
        was called, it costs nothing. If a call is running, an image that has arrived is delivered and
        charged. A response that has finished does not change.
        """
        operation = Operation("write", "POST", f"/v1/responses/{_quote(response_id)}/cancel")
        result: types.ResponseObject = self._calls.call(operation, options)
        return result

    def create_image_task(
        self,
        body: types.CreateImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.CreatedImageTask:
        """Create images in the background

        Does the same as `POST /v1/images/generations` with `async: true`, for clients that use this
        path. `stream` is rejected.
        """
        operation = Operation("create", "POST", "/v1/images/generations/async", body=body)
        result: types.CreatedImageTask = self._calls.call(operation, options)
        return result

    def edit_image_task(
        self,
        body: types.EditImageForm | types.EditImageRequest,
        **options: Unpack[CreateOptions],
    ) -> types.CreatedImageTask:
        """Edit images in the background

        Does the same as `POST /v1/images/edits` with `async: true`, for clients that use this path.
        `stream` is rejected.
        """
        operation = Operation("create", "POST", "/v1/images/edits/async", body=body)
        result: types.CreatedImageTask = self._calls.call(operation, options)
        return result

    def get_image_task(
        self,
        task_id: str,
        **options: Unpack[CallOptions],
    ) -> types.ImageTask:
        """Get a task

        Returns a task. When it is completed, its `result` is the response that a synchronous request
        would have. A key can read only tasks of its own account. Poll every few seconds; polling is
        free.
        """
        operation = Operation("read", "GET", f"/v1/images/tasks/{_quote(task_id)}")
        result: types.ImageTask = self._calls.call(operation, options)
        return result

    def get_task(
        self,
        task_id: str,
        **options: Unpack[CallOptions],
    ) -> types.TaskEnvelope:
        """Get a task in an envelope

        Returns the same task as `GET /v1/images/tasks/{task_id}`, in the format of other relays and
        for clients that use this path.
        """
        operation = Operation("read", "GET", f"/v1/tasks/{_quote(task_id)}")
        result: types.TaskEnvelope = self._calls.call(operation, options)
        return result

    def list_models(
        self,
        **options: Unpack[CallOptions],
    ) -> types.ModelCatalogue:
        """List models

        Lists the models of this server, then their aliases: names of OpenAI's models that clients have
        built in, and that this server accepts for its own models at their prices.
        """
        operation = Operation("read", "GET", "/v1/models")
        result: types.ModelCatalogue = self._calls.call(operation, options)
        return result

    def get_model(
        self,
        model: str,
        **options: Unpack[CallOptions],
    ) -> types.CatalogueModel:
        """Get a model

        Returns a model of this server, by its ID or an alias.
        """
        operation = Operation("read", "GET", f"/v1/models/{_quote(model)}")
        result: types.CatalogueModel = self._calls.call(operation, options)
        return result

    def list_batches(
        self,
        query: types.ListBatchesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.BatchList:
        """List batches

        Lists the batches of the account, the newest first.
        """
        operation = Operation("read", "GET", "/v1/batches", query=query)
        result: types.BatchList = self._calls.call(operation, options)
        return result

    def iterate_batches(
        self,
        query: types.ListBatchesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.Batch]:
        """Yields the items of all pages; `after` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation(
                "read",
                "GET",
                "/v1/batches",
                query={**(query or {}), **position},
            )
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def create_batch(
        self,
        body: types.CreateBatchRequest,
        **options: Unpack[CreateOptions],
    ) -> types.Batch:
        """Create a batch

        Runs the requests of a file with the purpose `batch` after all other requests. Requests that
        are not finished after 24 hours expire and are not charged. Each line of the file is
        `{"custom_id", "method": "POST", "url", "body"}`, where `url` is the endpoint of the batch
        and `body` the JSON of that operation without `stream`. Each request holds and is charged
        credits as if it were sent alone; those that the account cannot pay for fail. The results
        are JSON Lines in two files: `output_file_id` has the succeeded requests and `error_file_id`
        the others. A batch has at most 50,000 requests, and an account 20 unfinished batches, and
        1,000 batches with 200,000 requests in the last 30 days. A limit of requests per hour
        applies to the requests of batches too, which are counted separately. If the key of a batch
        expires, is revoked or may no longer generate images, the remaining requests fail with the
        code `invalid_api_key`.
        """
        operation = Operation("create", "POST", "/v1/batches", body=body)
        result: types.Batch = self._calls.call(operation, options)
        return result

    def get_batch(
        self,
        batch_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Batch:
        """Get a batch

        Returns the state of a batch. It has ended when `status` is `completed`, `failed`, `expired`
        or `cancelled`.
        """
        operation = Operation("read", "GET", f"/v1/batches/{_quote(batch_id)}")
        result: types.Batch = self._calls.call(operation, options)
        return result

    def cancel_batch(
        self,
        batch_id: str,
        **options: Unpack[CallOptions],
    ) -> types.Batch:
        """Cancel a batch

        Cancels the unfinished requests of a batch and releases their credits. Finished ones are in
        the output file. A batch that has ended does not change.
        """
        operation = Operation("write", "POST", f"/v1/batches/{_quote(batch_id)}/cancel")
        result: types.Batch = self._calls.call(operation, options)
        return result

    def create_moderation(
        self,
        body: types.ModerationRequest,
        **options: Unpack[CallOptions],
    ) -> types.ModerationResponse:
        """Check texts

        Checks texts against the moderation rules of this server, which also apply to the prompts of
        images, and costs nothing. A text that matches a rule is flagged in the category `illicit`.
        If this server uses a moderation model of its provider, the model examines texts and images
        too; otherwise images are accepted and not examined. `category_applied_input_types` names what
        was examined.
        """
        operation = Operation("write", "POST", "/v1/moderations", body=body)
        result: types.ModerationResponse = self._calls.call(operation, options)
        return result

    def list_files(
        self,
        query: types.ListFilesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> types.FileList:
        """List files

        Lists the files of the account that have not expired.
        """
        operation = Operation("read", "GET", "/v1/files", query=query)
        result: types.FileList = self._calls.call(operation, options)
        return result

    def iterate_files(
        self,
        query: types.ListFilesQuery | None = None,
        **options: Unpack[CallOptions],
    ) -> Iterator[types.File]:
        """Yields the items of all pages; `after` is where to begin."""
        def read(position: Mapping[str, str]) -> Any:
            operation = Operation("read", "GET", "/v1/files", query={**(query or {}), **position})
            return self._calls.call(operation, options)

        return self._calls.iterate(read)

    def create_file(
        self,
        body: types.CreateFileForm,
        **options: Unpack[CallOptions],
    ) -> types.File:
        """Upload a file

        Stores a file that later requests refer to by its ID: an image for edits with the purpose
        `vision` or `user_data`, or the requests of a batch with the purpose `batch`. Only keys of
        the account can read it. Metadata such as EXIF is removed from images. An account can store
        at most 1,000 files with 2 GB in total, or with 50 MB in total while it has no credits.
        """
        operation = Operation("write", "POST", "/v1/files", body=body)
        result: types.File = self._calls.call(operation, options)
        return result

    def get_file(
        self,
        file_id: str,
        **options: Unpack[CallOptions],
    ) -> types.File:
        """Get a file

        Returns the properties of a file. Its content is at `/v1/files/{file_id}/content`.
        """
        operation = Operation("read", "GET", f"/v1/files/{_quote(file_id)}")
        result: types.File = self._calls.call(operation, options)
        return result

    def delete_file(
        self,
        file_id: str,
        **options: Unpack[CallOptions],
    ) -> types.DeletedFile:
        """Delete a file

        Deletes a file and its content. Generations that were accepted with it have their own copy.
        """
        operation = Operation("write", "DELETE", f"/v1/files/{_quote(file_id)}")
        result: types.DeletedFile = self._calls.call(operation, options)
        return result

    def get_file_content(
        self,
        file_id: str,
        **options: Unpack[CallOptions],
    ) -> bytes:
        """Get the content of a file

        Returns the stored bytes of a file.
        """
        operation = Operation(
            "read",
            "GET",
            f"/v1/files/{_quote(file_id)}/content",
            reads="bytes",
        )
        result: bytes = self._calls.call(operation, options)
        return result


def _quote(value: str | int) -> str:
    return quote(str(value), safe="")
