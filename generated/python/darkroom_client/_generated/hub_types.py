# Written by `bun run generate` from openapi.yaml. Do not edit.

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, get_args

from .._body import FileInput

__all__ = [
    "Model",
    "Prompt",
    "Size",
    "AspectRatio",
    "Quality",
    "Tier",
    "RenderQuality",
    "ImageCount",
    "OutputFormat",
    "Background",
    "Async",
    "EndUser",
    "CreateImageRequest",
    "CreateImageForm",
    "Generation",
    "FinishedGeneration",
    "AcceptedGeneration",
    "GenerationStatus",
    "GenerationError",
    "Image",
    "Usage",
    "Balance",
    "SpendableCredits",
    "AccountType",
    "NextExpiration",
    "Expiration",
    "CreditBalance",
    "ModelList",
    "ModelCard",
    "TierPrices",
    "ModelDefaults",
    "ErrorError",
    "Error",
    "ErrorDetail",
    "AsyncCreateImageRequest",
    "AsyncCreateImageForm",
    "ErrorCode",
]


# The ID of a model, as `GET /api/v1/models` lists it.
Model: TypeAlias = str


# A description of the images, 1 to 32,000 characters. Must not be blank.
Prompt: TypeAlias = str


# The size in pixels as `WIDTHxHEIGHT`, or `auto`. Both edges are multiples of 16 and at most
# 3840, neither edge is more than three times the other, and width × height is between 655,360
# and 8,294,400. A size determines ratio and tier; a contradicting `aspect_ratio` or tier in
# `quality` is rejected.
Size: TypeAlias = str


# The ratio of width to height. With `auto` at tier `1K` the model chooses the ratio; at `2K`
# and `4K` the image is square.
AspectRatio: TypeAlias = Literal[
    "auto",
    "1:1",
    "4:3",
    "3:4",
    "3:2",
    "2:3",
    "16:9",
    "9:16",
    "5:4",
    "4:5",
    "21:9",
    "9:21",
    "2:1",
    "1:2",
    "3:1",
    "1:3",
]


# Either a resolution tier (`1K`, `2K`, `4K`), which determines the size together with
# `aspect_ratio`, or a render quality (`low`, `medium`, `high`, `auto`). With a render
# quality, the tier follows from `size`; it is `1K` if `size` is `auto`.
Quality: TypeAlias = Literal["1K", "2K", "4K", "low", "medium", "high", "auto"]


# The resolution tier. The price depends on it, and on API, model and quality.
Tier: TypeAlias = Literal["1K", "2K", "4K"]


# The render quality, which is the effort that the model spends on an image.
RenderQuality: TypeAlias = Literal["auto", "low", "medium", "high"]


# The number of images to generate.
ImageCount: TypeAlias = int


# The file format of the images.
OutputFormat: TypeAlias = Literal["png", "jpeg", "webp"]


# The background of the images. `transparent` needs `png` or `webp`.
Background: TypeAlias = Literal["auto", "opaque", "transparent"]


# `true`: respond immediately with 202 and a `poll_url`. `false`: wait for the images.
Async: TypeAlias = bool


# Your identifier for the end user; helps with abuse reports.
EndUser: TypeAlias = str


# An image request as JSON.
CreateImageRequest = TypedDict(
    "CreateImageRequest",
    {
        "model": "Model",
        "prompt": "Prompt",
        "size": "NotRequired[Size]",
        "aspect_ratio": "NotRequired[AspectRatio]",
        "quality": "NotRequired[Quality]",
        "n": "NotRequired[ImageCount]",
        "output_format": "NotRequired[OutputFormat]",
        "background": "NotRequired[Background]",
        "async": "NotRequired[Async]",
        "user": "NotRequired[EndUser]",
    },
)


# An image request as a form with reference images.
CreateImageForm = TypedDict(
    "CreateImageForm",
    {
        "model": "Model",
        "prompt": "Prompt",
        "size": "NotRequired[Size]",
        "aspect_ratio": "NotRequired[AspectRatio]",
        "quality": "NotRequired[Quality]",
        "n": "NotRequired[ImageCount]",
        "output_format": "NotRequired[OutputFormat]",
        "background": "NotRequired[Background]",
        "async": "NotRequired[Async]",
        "user": "NotRequired[EndUser]",
        "reference_image": "NotRequired[FileInput | list[FileInput]]",
    },
)


class Generation(TypedDict):
    """An image request and its result."""

    object: Literal["image_generation"]
    id: str
    status: GenerationStatus
    model: str
    aspect_ratio: Literal[
    "auto",
    "1:1",
    "4:3",
    "3:4",
    "3:2",
    "2:3",
    "16:9",
    "9:16",
    "5:4",
    "4:5",
    "21:9",
    "9:21",
    "2:1",
    "1:2",
    "3:1",
    "1:3",
]
    quality: Tier
    created_at: str
    completed_at: NotRequired[str]
    images: list[Image]
    usage: Usage
    balance: NotRequired[Balance]
    poll_url: NotRequired[str]
    error: NotRequired[GenerationError]


class FinishedGeneration(TypedDict):
    """A finished generation with the resulting balance."""

    object: Literal["image_generation"]
    id: str
    status: GenerationStatus
    model: str
    aspect_ratio: Literal[
    "auto",
    "1:1",
    "4:3",
    "3:4",
    "3:2",
    "2:3",
    "16:9",
    "9:16",
    "5:4",
    "4:5",
    "21:9",
    "9:21",
    "2:1",
    "1:2",
    "3:1",
    "1:3",
]
    quality: Tier
    created_at: str
    completed_at: NotRequired[str]
    images: list[Image]
    usage: Usage
    balance: Balance
    poll_url: NotRequired[str]
    error: NotRequired[GenerationError]


class AcceptedGeneration(TypedDict):
    """An unfinished generation with the URL to poll."""

    object: Literal["image_generation"]
    id: str
    status: GenerationStatus
    model: str
    aspect_ratio: Literal[
    "auto",
    "1:1",
    "4:3",
    "3:4",
    "3:2",
    "2:3",
    "16:9",
    "9:16",
    "5:4",
    "4:5",
    "21:9",
    "9:21",
    "2:1",
    "1:2",
    "3:1",
    "1:3",
]
    quality: Tier
    created_at: str
    completed_at: NotRequired[str]
    images: list[Image]
    usage: Usage
    balance: NotRequired[Balance]
    poll_url: str
    error: NotRequired[GenerationError]


# `queued` and `running` are not final. `succeeded`, `failed` and `canceled` are final.
GenerationStatus: TypeAlias = Literal["queued", "running", "succeeded", "failed", "canceled"]


class GenerationError(TypedDict):
    """Why the generation failed. Present when `status` is `failed`."""

    message: str
    code: Literal["generationFailed", "contentBlocked", "unavailable"]


class Image(TypedDict):
    """One image."""

    id: str
    object: Literal["image"]
    url: str
    created_at: str
    width: NotRequired[int]
    height: NotRequired[int]


class Usage(TypedDict):
    """What the generation costs."""

    credits: int
    credits_requested: NotRequired[int]


class Balance(TypedDict):
    """The account's balance after this generation. Present only in the response that creates it."""

    credits: SpendableCredits
    account_type: AccountType
    next_expiration: NextExpiration


# Spendable credits. Held credits are not included.
SpendableCredits: TypeAlias = int


# The account's plan in capital letters.
AccountType: TypeAlias = str


# The credits that expire next, or `null` if no credits expire.
NextExpiration: TypeAlias = "Expiration | None"


class Expiration(TypedDict):
    """Credits and the time at which they expire."""

    credits: int
    expires_at: str


class CreditBalance(TypedDict):
    """The credit balance of an account."""

    object: Literal["credit_balance"]
    credits: SpendableCredits
    held: int
    account_type: AccountType
    next_expiration: NextExpiration
    expiring: list[Expiration]


class ModelList(TypedDict):
    """The models of this server."""

    object: Literal["list"]
    data: list[ModelCard]


class ModelCard(TypedDict):
    """A model with its capabilities and prices."""

    id: str
    object: Literal["model"]
    name: str
    provider: str
    provider_model: str
    credits: TierPrices
    default: ModelDefaults
    aspect_ratios: list[AspectRatio]
    qualities: list[Tier]
    sizes: list[Size]
    render_qualities: list[RenderQuality]
    reference_image_limit: int
    max_images: int


# Credits for one image, by resolution tier.
TierPrices = TypedDict(
    "TierPrices",
    {
        "1K": int,
        "2K": int,
        "4K": int,
    },
)


class ModelDefaults(TypedDict):
    """Values used for omitted fields."""

    aspect_ratio: AspectRatio
    quality: Tier


class ErrorError(TypedDict):
    """The error."""

    message: str
    code: ErrorCode
    details: NotRequired[list[ErrorDetail]]


class Error(TypedDict):
    """The error envelope of this API."""

    error: ErrorError


class ErrorDetail(TypedDict):
    """One invalid field."""

    path: str
    reason: str


# With `async`.
AsyncCreateImageRequest = TypedDict(
    "AsyncCreateImageRequest",
    {
        "model": "Model",
        "prompt": "Prompt",
        "size": "NotRequired[Size]",
        "aspect_ratio": "NotRequired[AspectRatio]",
        "quality": "NotRequired[Quality]",
        "n": "NotRequired[ImageCount]",
        "output_format": "NotRequired[OutputFormat]",
        "background": "NotRequired[Background]",
        "user": "NotRequired[EndUser]",
        "async": "Literal[True]",
    },
)


# With `async`.
AsyncCreateImageForm = TypedDict(
    "AsyncCreateImageForm",
    {
        "model": "Model",
        "prompt": "Prompt",
        "size": "NotRequired[Size]",
        "aspect_ratio": "NotRequired[AspectRatio]",
        "quality": "NotRequired[Quality]",
        "n": "NotRequired[ImageCount]",
        "output_format": "NotRequired[OutputFormat]",
        "background": "NotRequired[Background]",
        "user": "NotRequired[EndUser]",
        "reference_image": "NotRequired[FileInput | list[FileInput]]",
        "async": "Literal[True]",
    },
)


# A code of an error of the API.
ErrorCode: TypeAlias = Literal[
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


ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))
