# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, get_args

from .._body import FileInput

__all__ = [
    "WebhookEventName",
    "BatchEventData",
    "BatchEvent",
    "CreateImageRequest",
    "EditImageForm",
    "EditImageRequest",
    "ImageInput",
    "ImageReference",
    "CreateBatchRequestOutputExpiresAfter",
    "CreateBatchRequest",
    "BatchEndpoint",
    "BatchErrors",
    "BatchRequestCounts",
    "Batch",
    "BatchError",
    "BatchList",
    "ModerationRequest",
    "ModerationPart",
    "ModerationTextPart",
    "ModerationImagePartImageUrl",
    "ModerationImagePart",
    "ModerationResponse",
    "ModerationResult",
    "ModerationCategories",
    "ModerationScores",
    "ModerationInputTypes",
    "CreateFileForm",
    "File",
    "FileList",
    "DeletedFile",
    "CreatedImageTask",
    "SubmittedTask",
    "ImageTaskStatus",
    "ImageTask",
    "TaskEnvelope",
    "EnvelopedTask",
    "TaskResult",
    "TaskResultImage",
    "ImagesResponse",
    "ImageData",
    "ResolvedBackground",
    "ResolvedFormat",
    "ResolvedQuality",
    "ResolvedSize",
    "ImageUsage",
    "TokenDetails",
    "ImageGenerationEvent",
    "ImageEditEvent",
    "ImagePartialEvent",
    "ImageCompletedEvent",
    "ImageEditPartialEvent",
    "ImageEditCompletedEvent",
    "ErrorEvent",
    "CreateResponseRequest",
    "ImageGenerationChoice",
    "ResponseInputItem",
    "ResponseInputMessage",
    "ResponseInputContent",
    "ResponseInputText",
    "ResponseOutputText",
    "ResponseInputImage",
    "ResponseInputCall",
    "ResponseInputReference",
    "ImageGenerationTool",
    "ResponseObject",
    "DeletedResponse",
    "ResponseTextOptions",
    "ResponseTextConfig",
    "ResponseTextFormat",
    "ResponseUsageInputTokensDetails",
    "ResponseUsageOutputTokensDetails",
    "ResponseUsage",
    "ResponseToolUsageWebSearch",
    "ResponseToolUsage",
    "ResponseError",
    "ImageGenerationCall",
    "ResponseEvent",
    "ResponseStateEvent",
    "ResponseItemEvent",
    "ResponseCallEvent",
    "ResponsePartialImageEvent",
    "ResponseErrorEvent",
    "SequenceNumber",
    "ModelCatalogue",
    "CatalogueModel",
    "Error",
    "ErrorBody",
    "ErrorType",
    "AsyncCreateImageRequest",
    "WaitingCreateImageRequest",
    "AsyncEditImageForm",
    "WaitingEditImageForm",
    "AsyncEditImageRequest",
    "WaitingEditImageRequest",
    "GetResponseQuery",
    "ListBatchesQuery",
    "ListFilesQuery",
    "ErrorCode",
]


# The event type. `generation.failed` is also sent for a blocked generation. `credits.low` is
# sent once when an accepted request takes the spendable credits below the account's
# `credits_low_at`, not when credits expire or are voided, and again only after added credits
# have raised them above it. `credits.expiring` is sent once for a grant with unspent credits,
# when it expires in at most 72 hours. `key.leaked` is sent when a key was reported as leaked.
# One `batch.*` event is sent when a batch ends.
WebhookEventName: TypeAlias = Literal[
    "generation.succeeded",
    "generation.failed",
    "generation.canceled",
    "credits.low",
    "credits.expiring",
    "key.leaked",
    "batch.completed",
    "batch.failed",
    "batch.expired",
    "batch.cancelled",
]


class BatchEventData(TypedDict):
    id: str


class BatchEvent(TypedDict):
    """A batch has ended. The body is that of OpenAI's webhooks."""

    id: str
    object: Literal["event"]
    created_at: int
    type: Literal["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]
    data: BatchEventData


# An image request. Unlisted fields are rejected, except `metadata`, `store` and empty ones.
CreateImageRequest = TypedDict(
    "CreateImageRequest",
    {
        "model": "NotRequired[str | None]",
        "prompt": str,
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "async": "NotRequired[bool | None]",
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "style": NotRequired[Literal["vivid", "natural", None]],
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
    },
)


# The images to edit, as files. Unlisted fields are rejected, except `metadata`, `store` and
# empty ones.
EditImageForm = TypedDict(
    "EditImageForm",
    {
        "image": "FileInput | list[FileInput]",
        "mask": "NotRequired[FileInput]",
        "markup": "NotRequired[FileInput]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "async": "NotRequired[bool | None]",
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
    },
)


# The images to edit, as URLs or as IDs of uploaded files. Unlisted fields are rejected,
# except `metadata`, `store` and empty ones.
EditImageRequest = TypedDict(
    "EditImageRequest",
    {
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "async": "NotRequired[bool | None]",
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
    },
)


# An image: a public URL, a base64 data URL, or an object with one of them or with the ID of a
# file.
ImageInput: TypeAlias = "str | ImageReference"


class ImageReference(TypedDict):
    """An image, either by its URL or as an uploaded file."""

    image_url: NotRequired[str | None]
    url: NotRequired[str | None]
    file_id: NotRequired[str | None]


class CreateBatchRequestOutputExpiresAfter(TypedDict):
    """When the files with the results expire. By default after 30 days."""

    anchor: Literal["created_at"]
    seconds: int


class CreateBatchRequest(TypedDict):
    """The requests of a batch and what happens to its results. Unlisted fields are ignored."""

    input_file_id: str
    endpoint: BatchEndpoint
    completion_window: Literal["24h"]
    metadata: NotRequired[dict[str, Any] | None]
    output_expires_after: NotRequired[CreateBatchRequestOutputExpiresAfter]


# The endpoint of all requests of the batch. Other endpoints are not supported.
BatchEndpoint: TypeAlias = Literal["/v1/images/generations", "/v1/images/edits"]


class BatchErrors(TypedDict):
    """Why the input is not valid."""

    object: Literal["list"]
    data: list[BatchError]


class BatchRequestCounts(TypedDict):
    """How many requests there are, and how many have ended."""

    total: int
    completed: int
    failed: int


class Batch(TypedDict):
    """A batch."""

    id: str
    object: Literal["batch"]
    endpoint: BatchEndpoint
    completion_window: Literal["24h"]
    status: Literal[
    "validating",
    "failed",
    "in_progress",
    "completed",
    "expired",
    "cancelling",
    "cancelled",
]
    input_file_id: str
    output_file_id: NotRequired[str]
    error_file_id: NotRequired[str]
    errors: NotRequired[BatchErrors]
    created_at: int
    expires_at: int
    in_progress_at: NotRequired[int]
    finalizing_at: NotRequired[int]
    cancelling_at: NotRequired[int]
    completed_at: NotRequired[int]
    failed_at: NotRequired[int]
    expired_at: NotRequired[int]
    cancelled_at: NotRequired[int]
    request_counts: BatchRequestCounts
    metadata: dict[str, Any] | None


class BatchError(TypedDict):
    """A reason why the input of a batch is not valid."""

    code: str
    message: str
    line: int | None
    param: str | None


class BatchList(TypedDict):
    """A page of batches."""

    object: Literal["list"]
    data: list[Batch]
    has_more: bool
    first_id: str | None
    last_id: str | None


class ModerationRequest(TypedDict):
    """Texts to check. Unlisted fields are ignored."""

    input: str | list[str] | list[ModerationPart]
    model: NotRequired[str | None]


# A text or an image.
ModerationPart: TypeAlias = "ModerationTextPart | ModerationImagePart"


class ModerationTextPart(TypedDict):
    """A text."""

    type: Literal["text"]
    text: str


class ModerationImagePartImageUrl(TypedDict):
    """Where the image is."""

    url: str


class ModerationImagePart(TypedDict):
    """An image. It is examined if this server uses a moderation model."""

    type: Literal["image_url"]
    image_url: ModerationImagePartImageUrl


class ModerationResponse(TypedDict):
    """The results of a check."""

    id: str
    model: str
    results: list[ModerationResult]


class ModerationResult(TypedDict):
    """The result for one text, or for all parts together."""

    flagged: bool
    categories: ModerationCategories
    category_scores: ModerationScores
    category_applied_input_types: ModerationInputTypes


# Whether each category of OpenAI is flagged. Rules flag only `illicit`.
ModerationCategories = TypedDict(
    "ModerationCategories",
    {
        "harassment": bool,
        "harassment/threatening": bool,
        "hate": bool,
        "hate/threatening": bool,
        "illicit": bool,
        "illicit/violent": bool,
        "self-harm": bool,
        "self-harm/intent": bool,
        "self-harm/instructions": bool,
        "sexual": bool,
        "sexual/minors": bool,
        "violence": bool,
        "violence/graphic": bool,
    },
)


# The score of each category. It is 1 if a rule matches.
ModerationScores = TypedDict(
    "ModerationScores",
    {
        "harassment": float,
        "harassment/threatening": float,
        "hate": float,
        "hate/threatening": float,
        "illicit": float,
        "illicit/violent": float,
        "self-harm": float,
        "self-harm/intent": float,
        "self-harm/instructions": float,
        "sexual": float,
        "sexual/minors": float,
        "violence": float,
        "violence/graphic": float,
    },
)


# What was examined for each category.
ModerationInputTypes = TypedDict(
    "ModerationInputTypes",
    {
        "harassment": list[Literal["text", "image"]],
        "harassment/threatening": list[Literal["text", "image"]],
        "hate": list[Literal["text", "image"]],
        "hate/threatening": list[Literal["text", "image"]],
        "illicit": list[Literal["text", "image"]],
        "illicit/violent": list[Literal["text", "image"]],
        "self-harm": list[Literal["text", "image"]],
        "self-harm/intent": list[Literal["text", "image"]],
        "self-harm/instructions": list[Literal["text", "image"]],
        "sexual": list[Literal["text", "image"]],
        "sexual/minors": list[Literal["text", "image"]],
        "violence": list[Literal["text", "image"]],
        "violence/graphic": list[Literal["text", "image"]],
    },
)


# A file and what it is for. Unlisted fields are ignored.
CreateFileForm = TypedDict(
    "CreateFileForm",
    {
        "file": "FileInput",
        "purpose": Literal["vision", "user_data", "batch"],
        "expires_after[anchor]": NotRequired[Literal["created_at"]],
        "expires_after[seconds]": "NotRequired[int]",
    },
)


class File(TypedDict):
    """A file."""

    id: str
    object: Literal["file"]
    bytes: int
    created_at: int
    expires_at: NotRequired[int]
    filename: str
    purpose: Literal["vision", "user_data", "batch", "batch_output"]
    status: Literal["processed"]


class FileList(TypedDict):
    """A page of files."""

    object: Literal["list"]
    data: list[File]
    has_more: bool
    first_id: str | None
    last_id: str | None


class DeletedFile(TypedDict):
    """The result of deleting a file."""

    id: str
    object: Literal["file"]
    deleted: Literal[True]


class CreatedImageTask(TypedDict):
    """A new task. Its ID is in several places, because clients of different relays read it from
    different ones.
    """

    id: str
    task_id: str
    object: Literal["image.generation.task"]
    status: ImageTaskStatus
    created_at: int
    poll_url: str
    code: Literal[200]
    data: list[SubmittedTask]


class SubmittedTask(TypedDict):
    """An accepted task."""

    status: Literal["submitted"]
    task_id: str


# `processing` until the task has ended, then `completed` or `failed`. The status of a canceled task is
# `failed`.
ImageTaskStatus: TypeAlias = Literal["processing", "completed", "failed"]


class ImageTask(TypedDict):
    """A task."""

    id: str
    task_id: str
    object: Literal["image.generation.task"]
    model: str
    status: ImageTaskStatus
    created_at: int
    completed_at: NotRequired[int]
    image_url: NotRequired[str]
    result: NotRequired[ImagesResponse]
    error: NotRequired[ErrorBody]


class TaskEnvelope(TypedDict):
    """A task in an envelope."""

    code: Literal[200]
    data: EnvelopedTask


class EnvelopedTask(TypedDict):
    """A task."""

    id: str
    status: Literal["pending", "processing", "completed", "failed", "cancelled"]
    progress: int
    created: int
    completed: NotRequired[int]
    actual_time: NotRequired[int]
    result: NotRequired[TaskResult]
    error: NotRequired[ErrorBody]


class TaskResult(TypedDict):
    """The images of a completed task."""

    images: list[TaskResultImage]


class TaskResultImage(TypedDict):
    """An image."""

    url: list[str]


class ImagesResponse(TypedDict):
    """Finished images."""

    created: int
    data: list[ImageData]
    background: ResolvedBackground
    output_format: ResolvedFormat
    quality: ResolvedQuality
    size: ResolvedSize
    safety_identifier: NotRequired[str | None]
    usage: ImageUsage


class ImageData(TypedDict):
    """One image in the requested format."""

    b64_json: NotRequired[str]
    url: NotRequired[str]
    revised_prompt: NotRequired[str]


# The background of the images.
ResolvedBackground: TypeAlias = Literal["transparent", "opaque"]


# The file format of the images.
ResolvedFormat: TypeAlias = Literal["png", "jpeg", "webp"]


# The render quality of the images.
ResolvedQuality: TypeAlias = Literal["low", "medium", "high", "xhigh", "max"]


# The size of the first image as `WIDTHxHEIGHT`.
ResolvedSize: TypeAlias = str


class ImageUsage(TypedDict):
    """The provider's token usage; zeros if the provider reports none. Credits do not depend on it."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    input_tokens_details: TokenDetails
    output_tokens_details: NotRequired[TokenDetails]


class TokenDetails(TypedDict):
    """Tokens by type."""

    text_tokens: int
    image_tokens: int


# The `data` of one event. Its `event` line equals `type`.
ImageGenerationEvent: TypeAlias = "ImagePartialEvent | ImageCompletedEvent | ErrorEvent"


# The `data` of one event. Its `event` line equals `type`.
ImageEditEvent: TypeAlias = "ImageEditPartialEvent | ImageEditCompletedEvent | ErrorEvent"


class ImagePartialEvent(TypedDict):
    """A partial image."""

    type: Literal["image_generation.partial_image"]
    b64_json: str
    created_at: int
    size: str
    quality: Literal["low", "medium", "high", "xhigh", "max", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: ResolvedFormat
    partial_image_index: int


class ImageCompletedEvent(TypedDict):
    """A finished image."""

    type: Literal["image_generation.completed"]
    b64_json: str
    created_at: int
    size: str
    quality: Literal["low", "medium", "high", "xhigh", "max", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: ResolvedFormat
    safety_identifier: NotRequired[str | None]
    usage: ImageUsage


class ImageEditPartialEvent(TypedDict):
    """A partial image."""

    type: Literal["image_edit.partial_image"]
    b64_json: str
    created_at: int
    size: str
    quality: Literal["low", "medium", "high", "xhigh", "max", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: ResolvedFormat
    partial_image_index: int


class ImageEditCompletedEvent(TypedDict):
    """A finished image."""

    type: Literal["image_edit.completed"]
    b64_json: str
    created_at: int
    size: str
    quality: Literal["low", "medium", "high", "xhigh", "max", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: ResolvedFormat
    safety_identifier: NotRequired[str | None]
    usage: ImageUsage


class ErrorEvent(TypedDict):
    """The stream ends with an error. No events follow."""

    type: Literal["error"]
    error: ErrorBody


class CreateResponseRequest(TypedDict):
    """A request for one image. Unlisted fields are rejected, except empty ones."""

    model: NotRequired[str | None]
    input: str | list[ResponseInputItem]
    tools: list[ImageGenerationTool]
    tool_choice: NotRequired[Literal["auto", "required"] | ImageGenerationChoice | None]
    stream: NotRequired[bool | None]
    metadata: NotRequired[dict[str, Any] | None]
    user: NotRequired[str | None]
    safety_identifier: NotRequired[str | None]
    store: NotRequired[bool | None]
    background: NotRequired[bool | None]
    instructions: NotRequired[str | None]
    previous_response_id: NotRequired[str | None]
    service_tier: NotRequired[Literal["auto", "default", None]]
    include: NotRequired[list[str] | None]
    max_output_tokens: NotRequired[int | None]
    max_tool_calls: NotRequired[int | None]
    parallel_tool_calls: NotRequired[bool | None]
    prompt_cache_key: NotRequired[str | None]
    prompt_cache_options: NotRequired[dict[str, Any] | None]
    prompt_cache_retention: NotRequired[str | None]
    reasoning: NotRequired[dict[str, Any] | None]
    stream_options: NotRequired[dict[str, Any] | None]
    temperature: NotRequired[float | None]
    text: NotRequired[ResponseTextOptions | None]
    top_logprobs: NotRequired[int | None]
    top_p: NotRequired[float | None]
    truncation: NotRequired[str | None]


class ImageGenerationChoice(TypedDict):
    """The image generation tool."""

    type: Literal["image_generation"]


# A message or an earlier call of the tool.
ResponseInputItem: TypeAlias = "ResponseInputMessage | ResponseInputCall | ResponseInputReference"


class ResponseInputMessage(TypedDict):
    """A message."""

    type: NotRequired[Literal["message"]]
    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[ResponseInputContent]


# A part of a message.
ResponseInputContent: TypeAlias = "ResponseInputText | ResponseInputImage | ResponseOutputText"


class ResponseInputText(TypedDict):
    """A text."""

    type: Literal["input_text"]
    text: str


class ResponseOutputText(TypedDict):
    """A text of the assistant, which is not read."""

    type: Literal["output_text"]


class ResponseInputImage(TypedDict):
    """An image to edit, either by its URL or as an uploaded file."""

    type: Literal["input_image"]
    image_url: NotRequired[str | None]
    file_id: NotRequired[str | None]
    detail: NotRequired[str | None]


class ResponseInputCall(TypedDict):
    """An earlier call, as an image to edit. Either `result` or `id` is required."""

    type: Literal["image_generation_call"]
    id: NotRequired[str | None]
    result: NotRequired[str | None]


class ResponseInputReference(TypedDict):
    """A reference to a call of a stored response, as an image to edit."""

    type: Literal["item_reference"]
    id: str


class ImageGenerationTool(TypedDict):
    """The tool and its options. Unlisted fields are rejected, except empty ones."""

    type: Literal["image_generation"]
    action: NotRequired[Literal["generate", "edit", "auto", None]]
    model: NotRequired[str | None]
    size: NotRequired[str | None]
    quality: NotRequired[Literal["low", "medium", "high", "auto", "xhigh", "max", None]]
    background: NotRequired[Literal["transparent", "opaque", "auto", None]]
    output_format: NotRequired[Literal["png", "jpeg", "webp", None]]
    output_compression: NotRequired[int | None]
    moderation: NotRequired[Literal["auto", "low", None]]
    partial_images: NotRequired[int | None]
    input_fidelity: NotRequired[Literal["high", "low", None]]
    complexity: NotRequired[Literal["low", "medium", "high", None]]
    input_image_mask: NotRequired[ImageReference | None]


class ResponseObject(TypedDict):
    """A response."""

    id: str
    object: Literal["response"]
    created_at: int
    completed_at: int | None
    status: Literal["queued", "in_progress", "completed", "failed", "cancelled"]
    access_programs: None
    background: bool
    error: ResponseError | None
    incomplete_details: None
    instructions: None
    max_output_tokens: None
    max_tool_calls: None
    metadata: dict[str, Any]
    model: str
    output: list[ImageGenerationCall]
    output_text: Literal[""]
    parallel_tool_calls: Literal[True]
    previous_response_id: str | None
    safety_identifier: str | None
    service_tier: Literal["default"]
    store: bool
    temperature: None
    text: ResponseTextConfig
    tool_choice: Literal["auto", "required"] | ImageGenerationChoice
    tools: list[ImageGenerationTool]
    top_p: None
    truncation: Literal["disabled"]
    usage: ResponseUsage | None
    tool_usage: NotRequired[ResponseToolUsage]
    user: str | None


class DeletedResponse(TypedDict):
    """A deleted response."""

    id: str
    object: Literal["response"]
    deleted: Literal[True]


class ResponseTextOptions(TypedDict):
    """The format of texts, of which there are none."""

    format: NotRequired[ResponseTextFormat]


class ResponseTextConfig(TypedDict):
    """The format of texts, of which there are none."""

    format: ResponseTextFormat


class ResponseTextFormat(TypedDict):
    """Plain text."""

    type: Literal["text"]


class ResponseUsageInputTokensDetails(TypedDict):
    cached_tokens: Literal[0]
    cache_write_tokens: Literal[0]


class ResponseUsageOutputTokensDetails(TypedDict):
    reasoning_tokens: Literal[0]


class ResponseUsage(TypedDict):
    """The tokens of the chat model."""

    input_tokens: Literal[0]
    input_tokens_details: ResponseUsageInputTokensDetails
    output_tokens: Literal[0]
    output_tokens_details: ResponseUsageOutputTokensDetails
    total_tokens: Literal[0]


class ResponseToolUsageWebSearch(TypedDict):
    num_requests: Literal[0]


class ResponseToolUsage(TypedDict):
    """The tokens of the tool."""

    image_gen: ImageUsage
    web_search: ResponseToolUsageWebSearch


class ResponseError(TypedDict):
    """Why the response failed."""

    code: Literal["server_error", "image_content_policy_violation"]
    message: str
    param: str | None
    type: ErrorType


class ImageGenerationCall(TypedDict):
    """A call of the tool, with its image."""

    id: str
    type: Literal["image_generation_call"]
    status: Literal["in_progress", "completed", "failed"]
    result: str | None
    action: NotRequired[Literal["generate", "edit"]]
    background: NotRequired[ResolvedBackground]
    output_format: NotRequired[ResolvedFormat]
    quality: NotRequired[ResolvedQuality]
    size: NotRequired[ResolvedSize]
    revised_prompt: NotRequired[str]
    error: NotRequired[ErrorBody]


# The `data` of one event. Its `event` line equals `type`.
ResponseEvent: TypeAlias = "ResponseStateEvent | ResponseItemEvent | ResponseCallEvent | ResponsePartialImageEvent | ResponseErrorEvent"


class ResponseStateEvent(TypedDict):
    """The state of the response has changed. The last event of a stream is `response.completed` or
    `response.failed`, unless it is `error`.
    """

    type: Literal[
    "response.created",
    "response.in_progress",
    "response.completed",
    "response.failed",
]
    sequence_number: SequenceNumber
    response: ResponseObject


class ResponseItemEvent(TypedDict):
    """The call of the tool begins, or its image is finished."""

    type: Literal["response.output_item.added", "response.output_item.done"]
    sequence_number: SequenceNumber
    output_index: Literal[0]
    item: ImageGenerationCall


class ResponseCallEvent(TypedDict):
    """The state of the call has changed."""

    type: Literal[
    "response.image_generation_call.in_progress",
    "response.image_generation_call.generating",
    "response.image_generation_call.completed",
]
    sequence_number: SequenceNumber
    output_index: Literal[0]
    item_id: str


class ResponsePartialImageEvent(TypedDict):
    """A partial image."""

    type: Literal["response.image_generation_call.partial_image"]
    sequence_number: SequenceNumber
    output_index: Literal[0]
    item_id: str
    partial_image_b64: str
    partial_image_index: int
    size: str
    quality: Literal["low", "medium", "high", "xhigh", "max", "auto"]
    background: Literal["transparent", "opaque", "auto"]
    output_format: ResolvedFormat


class ResponseErrorEvent(TypedDict):
    """The stream ends with an error, for example because the wait took too long. No events follow."""

    type: Literal["error"]
    sequence_number: SequenceNumber
    code: ErrorCode
    message: str
    param: str | None


# The number of the event in its stream, from 0.
SequenceNumber: TypeAlias = int


class ModelCatalogue(TypedDict):
    """The models of this server."""

    object: Literal["list"]
    data: list[CatalogueModel]


class CatalogueModel(TypedDict):
    """A model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Error(TypedDict):
    """The error envelope of this API."""

    error: ErrorBody


class ErrorBody(TypedDict):
    """The error."""

    message: str
    type: ErrorType
    param: str | None
    code: ErrorCode


# The type of the error.
ErrorType: TypeAlias = Literal[
    "invalid_request_error",
    "image_generation_user_error",
    "permission_error",
    "insufficient_quota",
    "rate_limit_error",
    "server_error",
    "service_unavailable_error",
]


# With `async`.
AsyncCreateImageRequest = TypedDict(
    "AsyncCreateImageRequest",
    {
        "model": "NotRequired[str | None]",
        "prompt": str,
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "style": NotRequired[Literal["vivid", "natural", None]],
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "Literal[True]",
    },
)


# Without `async`.
WaitingCreateImageRequest = TypedDict(
    "WaitingCreateImageRequest",
    {
        "model": "NotRequired[str | None]",
        "prompt": str,
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "style": NotRequired[Literal["vivid", "natural", None]],
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "NotRequired[Literal[False] | None]",
    },
)


# With `async`.
AsyncEditImageForm = TypedDict(
    "AsyncEditImageForm",
    {
        "image": "FileInput | list[FileInput]",
        "mask": "NotRequired[FileInput]",
        "markup": "NotRequired[FileInput]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "Literal[True]",
    },
)


# Without `async`.
WaitingEditImageForm = TypedDict(
    "WaitingEditImageForm",
    {
        "image": "FileInput | list[FileInput]",
        "mask": "NotRequired[FileInput]",
        "markup": "NotRequired[FileInput]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "NotRequired[Literal[False] | None]",
    },
)


# With `async`.
AsyncEditImageRequest = TypedDict(
    "AsyncEditImageRequest",
    {
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "Literal[True]",
    },
)


# Without `async`.
WaitingEditImageRequest = TypedDict(
    "WaitingEditImageRequest",
    {
        "image": "NotRequired[ImageInput | list[ImageInput] | None]",
        "images": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_url": "NotRequired[ImageInput | list[ImageInput] | None]",
        "image_urls": "NotRequired[ImageInput | list[ImageInput] | None]",
        "mask": "NotRequired[ImageInput | None]",
        "model": "NotRequired[str | None]",
        "prompt": str,
        "n": "NotRequired[int | None]",
        "size": "NotRequired[str | None]",
        "quality": NotRequired[Literal[
    "low",
    "medium",
    "high",
    "auto",
    "standard",
    "hd",
    "xhigh",
    "max",
    None,
]],
        "background": NotRequired[Literal["transparent", "opaque", "auto", None]],
        "output_format": NotRequired[Literal["png", "jpeg", "webp", None]],
        "output_compression": "NotRequired[int | None]",
        "moderation": NotRequired[Literal["auto", "low", None]],
        "input_fidelity": NotRequired[Literal["high", "low", None]],
        "response_format": NotRequired[Literal["b64_json", "url", None]],
        "stream": "NotRequired[bool | None]",
        "partial_images": "NotRequired[int | None]",
        "user": "NotRequired[str | None]",
        "aspect_ratio": "NotRequired[str | None]",
        "aspectRatio": "NotRequired[str | None]",
        "resolution": NotRequired[Literal["1k", "2k", "4k", "1K", "2K", "4K", None]],
        "width": "NotRequired[int | None]",
        "height": "NotRequired[int | None]",
        "complexity": NotRequired[Literal["low", "medium", "high", None]],
        "seed": "NotRequired[int | None]",
        "safety_identifier": "NotRequired[str | None]",
        "async": "NotRequired[Literal[False] | None]",
    },
)


class GetResponseQuery(TypedDict):
    """A query."""

    stream: NotRequired[bool]


class ListBatchesQuery(TypedDict):
    """A query."""

    after: NotRequired[str]
    limit: NotRequired[int]


class ListFilesQuery(TypedDict):
    """A query."""

    after: NotRequired[str]
    limit: NotRequired[int]
    order: NotRequired[Literal["asc", "desc"]]
    purpose: NotRequired[str]


# A code of an error of the API.
ErrorCode: TypeAlias = Literal[
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
    "generation_timeout",
]


ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))
