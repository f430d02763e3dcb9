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
    "OutputFormat",
    "Background",
    "EndUser",
    "SpendableCredits",
    "NextExpiration",
    "Expiration",
    "ModelList",
    "ModelCard",
    "TierPrices",
    "ModelDefaults",
    "TaskType",
    "Output",
    "Issue",
    "AuthState",
    "Email",
    "Password",
    "GivenPassword",
    "PersonName",
    "Language",
    "Theme",
    "SignUpRequest",
    "SignInRequest",
    "Account",
    "SuspendedAt",
    "PlanName",
    "UpdateAccountRequest",
    "ChangePasswordRequest",
    "ConfirmPasswordRequest",
    "DeleteAccountRequest",
    "SessionList",
    "Session",
    "Dialect",
    "Label",
    "CreateKeyRequest",
    "NewKeyBudget",
    "BudgetPeriod",
    "KeyBudget",
    "KeyScope",
    "NewKeyScopes",
    "KeyScopes",
    "ReportLeakedKeyRequest",
    "ReceivedReport",
    "UpdateKeyRequest",
    "JsonKeepAlive",
    "AllowedAddresses",
    "RotateKeyRequest",
    "KeyList",
    "Key",
    "CreatedKey",
    "WebhookEventName",
    "WebhookEventNames",
    "WebhookUrl",
    "CreateWebhookRequest",
    "UpdateWebhookRequest",
    "WebhookList",
    "Webhook",
    "CreatedWebhook",
    "TestWebhookRequest",
    "ResendFailedRequest",
    "ResendFailedResult",
    "DeliveryStatus",
    "DeliveryList",
    "NextCursor",
    "Delivery",
    "DeliveryDetail",
    "DeliveryAttempt",
    "GenerationEventData",
    "GenerationEvent",
    "CreditsLowEventData",
    "CreditsLowEvent",
    "CreditsExpiringEventData",
    "CreditsExpiringEvent",
    "KeyLeakedEventData",
    "KeyLeakedEvent",
    "BatchEventData",
    "BatchEvent",
    "CreditsMonth",
    "Credits",
    "CreditSource",
    "CreditBatch",
    "ErrorError",
    "Error",
    "CreditEntryKind",
    "CreditEntryList",
    "CreditEntry",
    "GenerationState",
    "GenerationList",
    "Generation",
    "GenerationFault1",
    "GenerationFault",
    "Image",
    "GenerationDetail",
    "TimelineEntry",
    "GenerationInput",
    "Receipt",
    "ReceiptPart",
    "CreateGenerationRequest",
    "CreateGenerationForm",
    "AnyImageCount",
    "QuoteRequest",
    "Quote",
    "OverviewLastDay",
    "OverviewWebhooks",
    "OverviewChecklist",
    "Overview",
    "Usage",
    "UsageEntry",
    "PlanId",
    "Reason",
    "AdminAccountList",
    "AdminAccount",
    "AdminAccountDetail",
    "UpdateAdminAccountRequest",
    "GrantCreditsRequest",
    "VoidGrantRequest",
    "VoidedGrant",
    "ReplacePricesRequest",
    "PriceList",
    "Price",
    "LegacySizeList",
    "LegacySize",
    "ReplaceLegacySizesRequest",
    "AdminModelList",
    "AdminModel",
    "AdminModelInput",
    "Capability",
    "DefaultDialect",
    "ModelProvider",
    "PlanList",
    "Plan",
    "PutPlanRequest",
    "PlanAccess",
    "ProviderList",
    "ProviderHealth",
    "Queue",
    "Worker",
    "StuckGeneration",
    "CancelStuckRequest",
    "CanceledStuck",
    "OperatorReason",
    "OperatorGenerationList",
    "OperatorGeneration",
    "OperatorCredits",
    "OperatorError",
    "OperatorGenerationDetail",
    "ProviderAttempt",
    "GenerationJob",
    "DeadJobList",
    "DeadJob",
    "ChangedJob",
    "OperatorDeliveryList",
    "OperatorDelivery",
    "ResentDelivery",
    "SetSignUpRequest",
    "AuditEntryList",
    "AuditAction",
    "AuditEntry",
    "ListOwnAuditEntriesQuery",
    "ExportOwnAuditEntriesCsvQuery",
    "ExportOwnAuditEntriesJsonQuery",
    "ListDeliveriesQuery",
    "ListCreditEntriesQuery",
    "ExportCreditEntriesQuery",
    "GetUsageQuery",
    "ExportUsageQuery",
    "ListGenerationsQuery",
    "ListAccountsQuery",
    "ListOperatorGenerationsQuery",
    "ListDeadJobsQuery",
    "ListOperatorDeliveriesQuery",
    "ListAuditEntriesQuery",
    "ExportAuditEntriesCsvQuery",
    "ExportAuditEntriesJsonQuery",
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


# The file format of the images.
OutputFormat: TypeAlias = Literal["png", "jpeg", "webp"]


# The background of the images. `transparent` needs `png` or `webp`.
Background: TypeAlias = Literal["auto", "opaque", "transparent"]


# Your identifier for the end user; helps with abuse reports.
EndUser: TypeAlias = str


# Spendable credits. Held credits are not included.
SpendableCredits: TypeAlias = int


# The credits that expire next, or `null` if no credits expire.
NextExpiration: TypeAlias = "Expiration | None"


class Expiration(TypedDict):
    """Credits and the time at which they expire."""

    credits: int
    expires_at: str


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


# `text2img` generates images from text, `edit` generates images from images. Values may be
# added.
TaskType: TypeAlias = str


class Output(TypedDict):
    """The URLs of one image by format. A generation of this API has `png` and `webp`. A generation
    created through another API of the same account has only the format requested there. The
    URLs work without a key, and their content never changes. On servers where they expire,
    read the generation again to get new ones.
    """

    png: NotRequired[str]
    webp: NotRequired[str]
    jpeg: NotRequired[str]
    width: int
    height: int


class Issue(TypedDict):
    """One invalid field."""

    path: list[str | int]
    message: str


class AuthState(TypedDict):
    """The sign-in state of this server."""

    sign_up_open: bool
    setup_needed: bool


# An email address. Case-insensitive.
Email: TypeAlias = str


# 8 to 256 characters.
Password: TypeAlias = str


# The account's password.
GivenPassword: TypeAlias = str


# The person's name.
PersonName: TypeAlias = str


# The language of the console and of messages to this user.
Language: TypeAlias = Literal["en", "zh-CN", "zh-TW", "tr"]


# The color theme of the console; `system` follows the device.
Theme: TypeAlias = Literal["light", "dark", "system"]


class SignUpRequest(TypedDict):
    """A new account."""

    email: Email
    password: Password
    name: NotRequired[PersonName]
    language: NotRequired[Language]
    setup_token: NotRequired[str]


class SignInRequest(TypedDict):
    """The credentials."""

    email: Email
    password: GivenPassword


class Account(TypedDict):
    """An account, as its owner sees it."""

    id: str
    email: str
    name: str | None
    plan: PlanName
    admin: bool
    role: Literal["support", "finance", "admin", None]
    language: Language
    theme: Theme
    credits_low_at: int | None
    created_at: str
    suspended_at: SuspendedAt
    closed_dialects: list[Dialect]
    csrf_token: str


# Since when the account is suspended, because too many of its requests were refused for their
# content: it creates no generations until an operator enables it. `null` if it is not.
SuspendedAt: TypeAlias = "str | None"


class PlanName(TypedDict):
    """A plan with its ID and display name."""

    id: str
    name: str


class UpdateAccountRequest(TypedDict):
    """The settings to change."""

    name: NotRequired[str | None]
    language: NotRequired[Language]
    theme: NotRequired[Theme]
    credits_low_at: NotRequired[int | None]


class ChangePasswordRequest(TypedDict):
    """The old and the new password."""

    current_password: GivenPassword
    new_password: Password


class ConfirmPasswordRequest(TypedDict):
    """The current password."""

    password: GivenPassword


class DeleteAccountRequest(TypedDict):
    """The current password, required to confirm the deletion."""

    password: GivenPassword


class SessionList(TypedDict):
    """The active sessions of an account."""

    data: list[Session]


class Session(TypedDict):
    """One active session."""

    id: str
    current: bool
    address: str | None
    user_agent: str | None
    created_at: str
    last_seen_at: str
    expires_at: str


# An API. Keys of `openai` are for the OpenAI-compatible API, which also accepts keys of every
# other API.
Dialect: TypeAlias = Literal["hub", "plus", "art", "openai"]


# A label of your choice.
Label: TypeAlias = str


class CreateKeyRequest(TypedDict):
    """A new key."""

    dialect: Dialect
    label: NotRequired[Label]
    expires_in_days: NotRequired[int | None]
    requests_per_hour: NotRequired[int | None]
    running_limit: NotRequired[int | None]
    allowed_addresses: NotRequired[AllowedAddresses]
    scopes: NotRequired[NewKeyScopes]
    budget: NotRequired[NewKeyBudget | None]
    json_keep_alive: NotRequired[bool]


class NewKeyBudget(TypedDict):
    """The most credits that the generations of the key may cost in a period. Credits count when they
    are held; released ones no longer count.
    """

    credits: int
    period: BudgetPeriod


# A day or a month, in UTC, or the lifetime of the key.
BudgetPeriod: TypeAlias = Literal["day", "month", "lifetime"]


class KeyBudget(TypedDict):
    """The budget of the key."""

    credits: int
    period: BudgetPeriod
    spent_credits: int
    resets_at: str | None


# What a key may be used for. `read`: models, credits and generations. `generate`: generate and
# cancel, upload files. `manage`: the Account API, in place of a session.
KeyScope: TypeAlias = Literal["read", "generate", "manage"]


# The scopes of the key.
NewKeyScopes: TypeAlias = "list[KeyScope]"


# The scopes of the key.
KeyScopes: TypeAlias = "list[KeyScope]"


class ReportLeakedKeyRequest(TypedDict):
    """A leaked key."""

    key: str


class ReceivedReport(TypedDict):
    """The report was received."""

    received: Literal[True]


class UpdateKeyRequest(TypedDict):
    """Changes to a key."""

    label: NotRequired[str | None]
    expires_in_days: NotRequired[int | None]
    requests_per_hour: NotRequired[int | None]
    running_limit: NotRequired[int | None]
    allowed_addresses: NotRequired[AllowedAddresses]
    scopes: NotRequired[list[KeyScope]]
    budget: NotRequired[NewKeyBudget | None]
    json_keep_alive: NotRequired[JsonKeepAlive]


# Whether awaited responses of the OpenAI-compatible API start before their images are ready. See
# the field of the same name of a new key.
JsonKeepAlive: TypeAlias = bool


# IP addresses and networks in CIDR form from which the key can be used; empty for all. A request
# from another address is rejected like one with an unknown key.
AllowedAddresses: TypeAlias = "list[str]"


class RotateKeyRequest(TypedDict):
    """How long the old secret stays valid."""

    overlap_hours: NotRequired[int]


class KeyList(TypedDict):
    """Keys."""

    data: list[Key]


class Key(TypedDict):
    """A key, without its secret."""

    id: str
    dialect: Dialect
    label: str | None
    prefix: str
    last_four: str
    status: Literal["active", "expired", "revoked"]
    requests_per_hour: int | None
    running_limit: int | None
    allowed_addresses: AllowedAddresses
    scopes: KeyScopes
    budget: KeyBudget | None
    json_keep_alive: JsonKeepAlive
    month_credits: int
    created_at: str
    last_used_at: str | None
    expires_at: str | None
    revoked_at: str | None
    old_secret_until: str | None


class CreatedKey(TypedDict):
    """A key with its secret. The secret is not shown again."""

    id: str
    dialect: Dialect
    label: str | None
    prefix: str
    last_four: str
    status: Literal["active", "expired", "revoked"]
    requests_per_hour: int | None
    running_limit: int | None
    allowed_addresses: AllowedAddresses
    scopes: KeyScopes
    budget: KeyBudget | None
    json_keep_alive: JsonKeepAlive
    month_credits: int
    created_at: str
    last_used_at: str | None
    expires_at: str | None
    revoked_at: str | None
    old_secret_until: str | None
    key: str


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


# The subscribed events.
WebhookEventNames: TypeAlias = "list[WebhookEventName]"


# The URL that receives the events. Redirects are not followed.
WebhookUrl: TypeAlias = str


class CreateWebhookRequest(TypedDict):
    """A new webhook endpoint."""

    url: WebhookUrl
    events: WebhookEventNames
    label: NotRequired[Label]


class UpdateWebhookRequest(TypedDict):
    """Changes to an endpoint."""

    url: NotRequired[WebhookUrl]
    events: NotRequired[WebhookEventNames]
    label: NotRequired[str | None]
    enabled: NotRequired[bool]


class WebhookList(TypedDict):
    """Endpoints."""

    data: list[Webhook]


class Webhook(TypedDict):
    """A webhook endpoint."""

    id: str
    url: str
    label: str | None
    events: list[WebhookEventName]
    enabled: bool
    disabled_reason: Literal["by_you", "failing", "gone", None]
    disabled_at: str | None
    failing: bool
    failures_in_a_row: int
    confirmed_at: str | None
    secret_last_four: str
    old_secret_until: str | None
    last_delivery: Delivery | None
    created_at: str


class CreatedWebhook(TypedDict):
    """An endpoint with its secret. The secret is not shown again."""

    id: str
    url: str
    label: str | None
    events: list[WebhookEventName]
    enabled: bool
    disabled_reason: Literal["by_you", "failing", "gone", None]
    disabled_at: str | None
    failing: bool
    failures_in_a_row: int
    confirmed_at: str | None
    secret_last_four: str
    old_secret_until: str | None
    last_delivery: Delivery | None
    created_at: str
    secret: str


class TestWebhookRequest(TypedDict):
    """The test event to send."""

    event: NotRequired[Literal[
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
]]


class ResendFailedRequest(TypedDict):
    """The start time."""

    since: str


class ResendFailedResult(TypedDict):
    """The result."""

    resent: int


# `pending`: not delivered yet. `delivered`: the endpoint responded with 2xx. `failed`: no
# attempt follows, because the first one and the retries after 30 seconds, 2 minutes and 10
# minutes failed, the endpoint responded with 410, or it was disabled. A test event is attempted
# once.
DeliveryStatus: TypeAlias = Literal["pending", "delivered", "failed"]


class DeliveryList(TypedDict):
    """One page of deliveries."""

    data: list[Delivery]
    next_cursor: NextCursor


# The `cursor` of the next page; `null` on the last page.
NextCursor: TypeAlias = "str | None"


class Delivery(TypedDict):
    """One event for one endpoint."""

    id: str
    event: WebhookEventName
    generation_id: str | None
    test: bool
    status: DeliveryStatus
    attempt_count: int
    attempts_left: int
    last_status_code: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None


class DeliveryDetail(TypedDict):
    """A delivery with its request and responses."""

    id: str
    event: WebhookEventName
    generation_id: str | None
    test: bool
    status: DeliveryStatus
    attempt_count: int
    attempts_left: int
    last_status_code: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None
    url: str
    body: str
    attempts: list[DeliveryAttempt]


class DeliveryAttempt(TypedDict):
    """One request to the endpoint and its response."""

    number: int
    started_at: str
    duration_ms: int
    request_headers: dict[str, Any]
    status_code: int | None
    response_headers: dict[str, Any]
    response_body: str | None
    error: str | None


class GenerationEventData(TypedDict):
    """The finished generation."""

    generationId: str
    type: TaskType
    status: Literal["succeeded", "failed", "blocked", "canceled"]
    outputs: list[Output]
    error: NotRequired[str]
    createdAt: str
    completedAt: str


class GenerationEvent(TypedDict):
    """A generation has finished."""

    event: Literal["generation.succeeded", "generation.failed", "generation.canceled"]
    data: GenerationEventData


class CreditsLowEventData(TypedDict):
    credits: int
    threshold: int
    createdAt: str


class CreditsLowEvent(TypedDict):
    """Credits are low."""

    event: Literal["credits.low"]
    data: CreditsLowEventData


class CreditsExpiringEventData(TypedDict):
    credits: int
    expiresAt: str
    createdAt: str


class CreditsExpiringEvent(TypedDict):
    """Credits expire soon."""

    event: Literal["credits.expiring"]
    data: CreditsExpiringEventData


class KeyLeakedEventData(TypedDict):
    keyId: str
    label: str | None
    hint: str
    createdAt: str


class KeyLeakedEvent(TypedDict):
    """A key was reported as leaked and has been revoked."""

    event: Literal["key.leaked"]
    data: KeyLeakedEventData


class BatchEventData(TypedDict):
    id: str


class BatchEvent(TypedDict):
    """A batch has ended. The body is that of OpenAI's webhooks."""

    id: str
    object: Literal["event"]
    created_at: int
    type: Literal["batch.completed", "batch.failed", "batch.expired", "batch.cancelled"]
    data: BatchEventData


class CreditsMonth(TypedDict):
    """The current calendar month, in UTC."""

    spent: int
    cap: int | None


class Credits(TypedDict):
    """The credits of an account."""

    credits: SpendableCredits
    held: int
    plan: PlanName
    month: CreditsMonth
    next_expiration: NextExpiration
    batches: list[CreditBatch]


# The source of the credits: purchased, included in the plan, promotional, restored after an
# error of the service, or adjusted by an operator.
CreditSource: TypeAlias = Literal["purchase", "plan", "promo", "restore", "adjust"]


class CreditBatch(TypedDict):
    """A grant: credits with one source and one expiry."""

    id: str
    source: CreditSource
    amount: int
    remaining: int
    held: int
    expires_at: str | None
    note: str | None
    created_at: str


class ErrorError(TypedDict):
    """The error."""

    code: ErrorCode
    message: str
    issues: NotRequired[list[Issue]]


class Error(TypedDict):
    """The error envelope of this API."""

    error: ErrorError


# `grant`: added. `hold`: reserved for a generation. `capture`: charged from a hold.
# `release`: returned from a hold. `expire`: expired. `restore`: granted again, because the
# credits expired while they were held and the service failed. `void`: voided by an operator.
# `adjust`: corrected by an operator.
CreditEntryKind: TypeAlias = Literal[
    "grant",
    "hold",
    "capture",
    "release",
    "expire",
    "restore",
    "void",
    "adjust",
]


class CreditEntryList(TypedDict):
    """One page of the ledger."""

    data: list[CreditEntry]
    next_cursor: NextCursor


class CreditEntry(TypedDict):
    """One change of credits."""

    sequence: int
    kind: CreditEntryKind
    credits_change: int
    held_change: int
    credits_after: int
    held_after: int
    grant_id: str | None
    generation_id: str | None
    note: str | None
    created_at: str


# `queued` and `running` are not final. `succeeded`, `failed`, `blocked` (rejected by a safety
# system) and `canceled` are final.
GenerationState: TypeAlias = Literal["queued", "running", "succeeded", "failed", "blocked", "canceled"]


class GenerationList(TypedDict):
    """One page of generations."""

    data: list[Generation]
    next_cursor: NextCursor


class Generation(TypedDict):
    """An image request and its result."""

    id: str
    dialect: Dialect
    model: str
    status: GenerationState
    prompt: str
    size: str
    aspect_ratio: str
    tier: Tier
    quality: Literal["auto", "low", "medium", "high", "xhigh", "max"]
    n: int
    user: str | None
    key_id: str | None
    credits: int
    images: list[Image]
    error: GenerationFault
    created_at: str
    started_at: str | None
    completed_at: str | None


class GenerationFault1(TypedDict):
    code: Literal[
    "generation_failed",
    "content_blocked",
    "generation_canceled",
    "unavailable",
]
    message: str


# Why there are no images; `null` unless the generation failed or was blocked or canceled.
GenerationFault: TypeAlias = "GenerationFault1 | None"


class Image(TypedDict):
    """One image."""

    id: str
    url: str
    webp_url: str | None
    content_type: str
    width: int
    height: int
    size_bytes: int
    placeholder: str | None


class GenerationDetail(TypedDict):
    """A generation with its timeline, inputs and receipt."""

    id: str
    dialect: Dialect
    model: str
    status: GenerationState
    prompt: str
    size: str
    aspect_ratio: str
    tier: Tier
    quality: Literal["auto", "low", "medium", "high", "xhigh", "max"]
    n: int
    user: str | None
    key_id: str | None
    credits: int
    images: list[Image]
    error: GenerationFault
    created_at: str
    started_at: str | None
    completed_at: str | None
    output_format: OutputFormat
    background: Background
    provider: str | None
    queue_position: int | None
    timeline: list[TimelineEntry]
    inputs: list[GenerationInput]
    receipt: Receipt


class TimelineEntry(TypedDict):
    """One step of a generation."""

    step: Literal[
    "accepted",
    "started",
    "sent",
    "stored",
    "succeeded",
    "failed",
    "blocked",
    "canceled",
    "webhook_delivered",
    "webhook_failed",
]
    at: str
    detail: str | None


class GenerationInput(TypedDict):
    """An input image. Its bytes are at `…/inputs/{position}`."""

    position: int
    role: Literal["image", "mask", "markup"]
    content_type: str
    width: int
    height: int
    size_bytes: int


class Receipt(TypedDict):
    """The hold and its outcome. Once the hold is closed, captured + released = held."""

    unit_credits: int
    held: int
    captured: int
    released: int
    closed_at: str | None
    parts: list[ReceiptPart]


class ReceiptPart(TypedDict):
    """The share of one grant."""

    grant_id: str
    source: CreditSource
    expires_at: str | None
    held: int
    captured: int
    released: int


class CreateGenerationRequest(TypedDict):
    """An image request as JSON."""

    model: Model
    prompt: Prompt
    size: NotRequired[Size]
    aspect_ratio: NotRequired[AspectRatio]
    quality: NotRequired[Quality]
    n: NotRequired[AnyImageCount]
    output_format: NotRequired[OutputFormat]
    background: NotRequired[Background]
    user: NotRequired[EndUser]


class CreateGenerationForm(TypedDict):
    """An image request as a form with reference images."""

    model: Model
    prompt: Prompt
    size: NotRequired[Size]
    aspect_ratio: NotRequired[AspectRatio]
    quality: NotRequired[Quality]
    n: NotRequired[AnyImageCount]
    output_format: NotRequired[OutputFormat]
    background: NotRequired[Background]
    user: NotRequired[EndUser]
    reference_image: NotRequired[FileInput | list[FileInput]]


# The number of images to generate, at most the model's `max_images`.
AnyImageCount: TypeAlias = int


class QuoteRequest(TypedDict):
    """The parameters of a generation."""

    dialect: NotRequired[Literal["hub", "plus", "art", "openai"]]
    model: Model
    size: NotRequired[Size]
    aspect_ratio: NotRequired[AspectRatio]
    quality: NotRequired[Quality]
    n: NotRequired[AnyImageCount]


class Quote(TypedDict):
    """A price and the resolved request."""

    credits: int
    unit_credits: int
    n: int
    size: str
    aspect_ratio: str
    tier: Tier
    quality: RenderQuality
    available: int
    enough: bool


class OverviewLastDay(TypedDict):
    """The outcomes of generations accepted in the last 24 hours."""

    accepted: int
    succeeded: int
    failed: int
    blocked: int
    canceled: int
    credits: int


class OverviewWebhooks(TypedDict):
    """The status of the webhook endpoints."""

    enabled: int
    failing: int
    disabled: int


class OverviewChecklist(TypedDict):
    """The completed setup steps."""

    has_credits: bool
    has_key: bool
    has_generation: bool
    has_webhook: bool


class Overview(TypedDict):
    """A summary of an account."""

    credits: SpendableCredits
    held: int
    expiring: list[Expiration]
    running: list[Generation]
    recent: list[Generation]
    last_day: OverviewLastDay
    webhooks: OverviewWebhooks
    checklist: OverviewChecklist


# Usage between two days, in UTC.
Usage = TypedDict(
    "Usage",
    {
        "from": str,
        "to": str,
        "data": "list[UsageEntry]",
    },
)


class UsageEntry(TypedDict):
    """The usage of one model by one key on one day."""

    day: str
    model: str
    dialect: Dialect
    key_id: str | None
    key_label: str | None
    generations: int
    failed: int
    images: int
    credits: int


# The ID of a plan.
PlanId: TypeAlias = str


# The reason. It is recorded in the audit log.
Reason: TypeAlias = str


class AdminAccountList(TypedDict):
    """One page of accounts."""

    data: list[AdminAccount]
    next_cursor: NextCursor


class AdminAccount(TypedDict):
    """An account as seen by an operator."""

    id: str
    email: str
    name: str | None
    plan: PlanName
    admin: bool
    role: Literal["support", "finance", "admin", None]
    disabled_at: str | None
    suspended_at: SuspendedAt
    credits: SpendableCredits
    held: int
    created_at: str
    last_seen_at: str | None


class AdminAccountDetail(TypedDict):
    """An account with its grants and keys."""

    id: str
    email: str
    name: str | None
    plan: PlanName
    admin: bool
    role: Literal["support", "finance", "admin", None]
    disabled_at: str | None
    suspended_at: SuspendedAt
    credits: SpendableCredits
    held: int
    created_at: str
    last_seen_at: str | None
    batches: list[CreditBatch]
    keys: list[Key]


class UpdateAdminAccountRequest(TypedDict):
    """The changes and the reason."""

    plan: NotRequired[PlanId]
    role: NotRequired[Literal["support", "finance", "admin", None]]
    admin: NotRequired[bool]
    disabled: NotRequired[bool]
    reason: Reason


class GrantCreditsRequest(TypedDict):
    """The credits to grant and the reason."""

    credits: int
    source: Literal["purchase", "plan", "promo", "adjust"]
    expires_in_days: NotRequired[int | None]
    note: NotRequired[str]
    reference: NotRequired[str]
    reason: Reason


class VoidGrantRequest(TypedDict):
    """The reason for voiding the grant."""

    reason: Reason


class VoidedGrant(TypedDict):
    """The voided credits."""

    voided: int


class ReplacePricesRequest(TypedDict):
    """The prices and the reason for the change."""

    data: list[Price]
    reason: Reason


class PriceList(TypedDict):
    """The price rules. If several match a request, the most specific one applies. The API is
    compared first, then the model, the tier and the quality.
    """

    data: list[Price]


class Price(TypedDict):
    """The price of one image. `*` matches any value."""

    dialect: Literal["*", "hub", "plus", "art", "openai"]
    model: str
    tier: Literal["*", "1K", "2K", "4K"]
    quality: Literal["*", "auto", "low", "medium", "high", "xhigh", "max"]
    credits: int


class LegacySizeList(TypedDict):
    """The legacy sizes, by width and height."""

    data: list[LegacySize]


class LegacySize(TypedDict):
    """A size that no model generates."""

    size: str
    generated_size: str


class ReplaceLegacySizesRequest(TypedDict):
    """All legacy sizes."""

    data: list[LegacySize]
    reason: NotRequired[Reason]


class AdminModelList(TypedDict):
    """Models with their providers, in the order of `position`."""

    data: list[AdminModel]


class AdminModel(TypedDict):
    """A model and its providers."""

    id: str
    name: str
    providers: list[ModelProvider]
    max_images: int
    reference_image_limit: int
    position: int
    enabled: bool
    default_for: list[DefaultDialect]
    aliases: list[str]
    capabilities: list[Capability]
    unusable_providers: list[str]


class AdminModelInput(TypedDict):
    """A model to add or change."""

    id: str
    name: str
    providers: list[ModelProvider]
    max_images: int
    reference_image_limit: int
    position: NotRequired[int]
    enabled: bool
    default_for: NotRequired[list[DefaultDialect]]
    aliases: NotRequired[list[str]]
    capabilities: NotRequired[list[Capability]]
    reason: NotRequired[Reason]
    unusable_providers: NotRequired[list[str]]


# An optional field, or value of one: `quality_xhigh` and `quality_max` are values of `quality`,
# `input_fidelity` is its value `low`, and `style` is its value `natural`.
Capability: TypeAlias = Literal[
    "quality_xhigh",
    "quality_max",
    "complexity",
    "markup",
    "seed",
    "input_fidelity",
    "style",
]


# An API whose default model can be set.
DefaultDialect: TypeAlias = Literal["hub", "plus"]


class ModelProvider(TypedDict):
    """A provider and its name for the model."""

    provider: str
    provider_model: str


class PlanList(TypedDict):
    """Plans."""

    data: list[Plan]


class Plan(TypedDict):
    """The limits and settings of a plan."""

    id: PlanId
    name: str
    monthly_credit_cap: int | None
    monthly_grant_credits: int
    retention_days: int | None
    max_key_days: int | None
    priority: int
    blocked_per_day: int | None
    min_moderation: Literal["low", "auto"]
    image_metadata: Literal["keep", "remove"]
    access: list[PlanAccess]


class PutPlanRequest(TypedDict):
    """A plan, and the reason for the change."""

    id: PlanId
    name: str
    monthly_credit_cap: int | None
    monthly_grant_credits: int
    retention_days: NotRequired[int | None]
    max_key_days: NotRequired[int | None]
    priority: NotRequired[int]
    blocked_per_day: NotRequired[int | None]
    min_moderation: NotRequired[Literal["low", "auto"]]
    image_metadata: NotRequired[Literal["keep", "remove"]]
    access: list[PlanAccess]
    reason: NotRequired[Reason]


class PlanAccess(TypedDict):
    """The limits of a plan for one API."""

    dialect: Dialect
    allowed: bool
    requests_per_hour: int | None
    running_limit: int | None
    account_requests_per_hour: NotRequired[int | None]
    account_running_limit: NotRequired[int | None]


class ProviderList(TypedDict):
    """Providers."""

    data: list[ProviderHealth]


class ProviderHealth(TypedDict):
    """The health of a provider."""

    provider: str
    state: Literal["up", "down", "probing"]
    since: str | None
    next_probe_at: str | None
    last_error: str | None
    last_success_at: str | None
    calls_last_hour: int
    failures_last_hour: int
    spend_unknown: int


class Queue(TypedDict):
    """Queued and running work."""

    queued: int
    running: int
    oldest_queued_at: str | None
    deliveries_pending: int
    oldest_delivery_at: str | None
    workers: list[Worker]
    stuck: list[StuckGeneration]


class Worker(TypedDict):
    """A worker process."""

    id: str
    started_at: str
    seen_at: str
    running: int


class StuckGeneration(TypedDict):
    """A generation that takes longer than expected."""

    id: str
    account_id: str
    account_email: str
    status: GenerationState
    model: str
    provider: str | None
    created_at: str
    deadline_at: str
    cancel_requested_at: str | None


class CancelStuckRequest(TypedDict):
    """The reason for canceling a generation."""

    reason: Reason


class CanceledStuck(TypedDict):
    """The result of the cancellation."""

    outcome: Literal["canceled", "requested"]


class OperatorReason(TypedDict):
    """The reason for a change by an operator."""

    reason: Reason


class OperatorGenerationList(TypedDict):
    """One page of generations of all accounts."""

    data: list[OperatorGeneration]
    next_cursor: NextCursor


class OperatorGeneration(TypedDict):
    """A generation of any account, without its prompt and images."""

    id: str
    account_id: str
    account_email: str
    status: GenerationState
    dialect: str
    model: str
    provider: str | None
    requested_images: int
    delivered_images: int
    credits: OperatorCredits
    error: OperatorError | None
    stuck: bool
    spend_unknown: bool
    worker_id: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    deadline_at: str
    cancel_requested_at: str | None
    deleted_at: str | None


class OperatorCredits(TypedDict):
    """What a generation holds and what became of it."""

    held: int
    captured: int
    released: int


class OperatorError(TypedDict):
    """Why a generation delivered nothing."""

    code: str
    message: str


class OperatorGenerationDetail(TypedDict):
    """A generation of any account with its calls to providers and its jobs."""

    id: str
    account_id: str
    account_email: str
    status: GenerationState
    dialect: str
    model: str
    provider: str | None
    requested_images: int
    delivered_images: int
    credits: OperatorCredits
    error: OperatorError | None
    stuck: bool
    spend_unknown: bool
    worker_id: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    deadline_at: str
    cancel_requested_at: str | None
    deleted_at: str | None
    attempts: list[ProviderAttempt]
    jobs: list[GenerationJob]


class ProviderAttempt(TypedDict):
    """One or more calls to a provider."""

    id: str
    provider: str
    state: Literal["intent", "sent", "ended"]
    outcome: str | None
    message: str | None
    calls: int
    task_ids: list[str]
    provider_request_id: str | None
    spend_unknown: bool
    created_at: str
    sent_at: str | None
    ended_at: str | None


class GenerationJob(TypedDict):
    """A job that runs a generation."""

    id: str
    attempts: int
    max_attempts: int
    last_error: str | None
    running: bool
    run_at: str


class DeadJobList(TypedDict):
    """One page of dead jobs."""

    data: list[DeadJob]
    next_cursor: NextCursor


class DeadJob(TypedDict):
    """A job that has used up its attempts."""

    id: str
    task: str
    payload: dict[str, Any]
    attempts: int
    last_error: str | None
    created_at: str
    failed_at: str


class ChangedJob(TypedDict):
    """The job that was retried or removed."""

    id: str


class OperatorDeliveryList(TypedDict):
    """One page of webhook deliveries of all accounts."""

    data: list[OperatorDelivery]
    next_cursor: NextCursor


class OperatorDelivery(TypedDict):
    """A webhook delivery with its owner and its endpoint."""

    id: str
    event: WebhookEventName
    generation_id: str | None
    test: bool
    status: DeliveryStatus
    attempt_count: int
    attempts_left: int
    last_status_code: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None
    account_id: str
    account_email: str
    webhook_id: str
    url: str


class ResentDelivery(TypedDict):
    """The delivery that is sent again."""

    id: str


class SetSignUpRequest(TypedDict):
    """Whether sign-up is enabled, and the reason for the change."""

    open: bool
    reason: Reason


class AuditEntryList(TypedDict):
    """One page of the audit log."""

    data: list[AuditEntry]
    next_cursor: NextCursor


# The kind of change. `session.fail` is a wrong password: the 1st, 10th, 100th and 1000th of a
# client in an hour have an entry with the number of attempts. `session.lock` means that further
# attempts of a client are rejected for some time; it has one entry per client and hour.
AuditAction: TypeAlias = Literal[
    "account.create",
    "account.plan",
    "account.admin",
    "account.role",
    "account.disable",
    "account.enable",
    "account.suspend",
    "account.password",
    "account.settings",
    "account.close",
    "account.erase",
    "account.export",
    "session.start",
    "session.end",
    "session.fail",
    "session.lock",
    "webhook.create",
    "webhook.update",
    "webhook.rotate",
    "webhook.delete",
    "grant",
    "void",
    "prices",
    "plan",
    "model",
    "sizes",
    "generation.cancel",
    "generation.requeue",
    "job.retry",
    "job.remove",
    "delivery.resend",
    "key.create",
    "key.update",
    "key.rotate",
    "key.revoke",
    "signup",
    "moderation.add",
    "moderation.remove",
    "audit.export",
]


class AuditEntry(TypedDict):
    """One change, with its actor."""

    id: str
    actor: str
    address: str | None
    action: AuditAction
    account_id: str | None
    account_email: str | None
    subject: str | None
    reason: str | None
    details: dict[str, Any]
    created_at: str


# A query.
ListOwnAuditEntriesQuery = TypedDict(
    "ListOwnAuditEntriesQuery",
    {
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "cursor": "NotRequired[str]",
        "limit": "NotRequired[int]",
    },
)


# A query.
ExportOwnAuditEntriesCsvQuery = TypedDict(
    "ExportOwnAuditEntriesCsvQuery",
    {
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


# A query.
ExportOwnAuditEntriesJsonQuery = TypedDict(
    "ExportOwnAuditEntriesJsonQuery",
    {
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


class ListDeliveriesQuery(TypedDict):
    """A query."""

    status: NotRequired[DeliveryStatus]
    event: NotRequired[WebhookEventName]
    cursor: NotRequired[str]
    limit: NotRequired[int]


# A query.
ListCreditEntriesQuery = TypedDict(
    "ListCreditEntriesQuery",
    {
        "kind": "NotRequired[list[CreditEntryKind]]",
        "generation_id": "NotRequired[str]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "cursor": "NotRequired[str]",
        "limit": "NotRequired[int]",
    },
)


# A query.
ExportCreditEntriesQuery = TypedDict(
    "ExportCreditEntriesQuery",
    {
        "kind": "NotRequired[list[CreditEntryKind]]",
        "generation_id": "NotRequired[str]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


# A query.
GetUsageQuery = TypedDict(
    "GetUsageQuery",
    {
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "model": "NotRequired[str]",
        "key_id": "NotRequired[str]",
    },
)


# A query.
ExportUsageQuery = TypedDict(
    "ExportUsageQuery",
    {
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "model": "NotRequired[str]",
        "key_id": "NotRequired[str]",
    },
)


# A query.
ListGenerationsQuery = TypedDict(
    "ListGenerationsQuery",
    {
        "status": "NotRequired[list[GenerationState]]",
        "dialect": "NotRequired[Dialect]",
        "model": "NotRequired[str]",
        "key_id": "NotRequired[str]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "text": "NotRequired[str]",
        "user": "NotRequired[str]",
        "cursor": "NotRequired[str]",
        "limit": "NotRequired[int]",
    },
)


class ListAccountsQuery(TypedDict):
    """A query."""

    text: NotRequired[str]
    plan: NotRequired[PlanId]
    disabled: NotRequired[bool]
    cursor: NotRequired[str]
    limit: NotRequired[int]


# A query.
ListOperatorGenerationsQuery = TypedDict(
    "ListOperatorGenerationsQuery",
    {
        "account_id": "NotRequired[str]",
        "status": "NotRequired[list[GenerationState]]",
        "stuck": "NotRequired[bool]",
        "spend_unknown": "NotRequired[bool]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "cursor": "NotRequired[str]",
        "limit": "NotRequired[int]",
    },
)


class ListDeadJobsQuery(TypedDict):
    """A query."""

    cursor: NotRequired[str]
    limit: NotRequired[int]


class ListOperatorDeliveriesQuery(TypedDict):
    """A query."""

    account_id: NotRequired[str]
    status: NotRequired[DeliveryStatus]
    cursor: NotRequired[str]
    limit: NotRequired[int]


# A query.
ListAuditEntriesQuery = TypedDict(
    "ListAuditEntriesQuery",
    {
        "account_id": "NotRequired[str]",
        "actor": "NotRequired[str]",
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
        "cursor": "NotRequired[str]",
        "limit": "NotRequired[int]",
    },
)


# A query.
ExportAuditEntriesCsvQuery = TypedDict(
    "ExportAuditEntriesCsvQuery",
    {
        "account_id": "NotRequired[str]",
        "actor": "NotRequired[str]",
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


# A query.
ExportAuditEntriesJsonQuery = TypedDict(
    "ExportAuditEntriesJsonQuery",
    {
        "account_id": "NotRequired[str]",
        "actor": "NotRequired[str]",
        "action": "NotRequired[AuditAction]",
        "from": "NotRequired[str]",
        "to": "NotRequired[str]",
    },
)


# A code of an error of the API.
ErrorCode: TypeAlias = Literal[
    "invalid_request",
    "invalid_credentials",
    "sign_in_required",
    "csrf_failed",
    "reauthentication_required",
    "insufficient_scope",
    "plan_required",
    "forbidden",
    "account_suspended",
    "not_found",
    "method_not_allowed",
    "conflict",
    "request_timeout",
    "payload_too_large",
    "unsupported_media_type",
    "rate_limited",
    "internal_error",
    "unavailable",
    "insufficient_credits",
    "monthly_cap_reached",
    "key_budget_reached",
    "content_blocked",
    "idempotency_key_reused",
    "concurrency_limited",
]


ERROR_CODES: frozenset[str] = frozenset(get_args(ErrorCode))
