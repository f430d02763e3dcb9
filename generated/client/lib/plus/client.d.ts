export interface paths {
  "/api/v1/generate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Submit a generation
     * @description Submits a text-to-image or image-editing task and responds immediately. Poll
     *     `GET /api/v1/generations/{id}` for the result.
     */
    post: operations["createGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/upload": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign an upload
     * @description Returns a signed URL for one input image. An upload takes two steps: this call, then a `PUT`
     *     of the bytes to `url` with the `headers` of the response, within 5 minutes.
     *
     *     Size and type are part of the signature: a file of another size or type is rejected. A `PUT`
     *     without `Content-Type` counts as one of the declared type, unless `url` leads to a bucket,
     *     which requires the header: its query then has `X-Amz-SignedHeaders`. The bytes are checked
     *     again when a generation uses the key; a file that is not PNG, JPEG or WebP, or not of the
     *     declared type, is then rejected with 400. A key can be used as soon as the `PUT` has succeeded.
     *
     *     An account can have 100 uploads with 500 MB in total that no generation has used yet. Further
     *     ones are rejected with 429 until some are used or expire, 24 hours after they were signed.
     */
    post: operations["createUpload"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/generations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a generation
     * @description Returns the status of a generation. A key can read only generations of its own account. Poll
     *     every few seconds; polling is free.
     */
    get: operations["getGeneration"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/generations/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a generation
     * @description Cancels a generation. A queued generation is canceled immediately. For a running generation,
     *     the request to the provider is aborted; images already received are delivered and charged,
     *     and `status` stays `running` until this is complete. Canceling a finished generation has no
     *     effect.
     */
    post: operations["cancelGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description A task that generates or edits images. */
    GenerateRequest: {
      /**
       * @description A description of the images, at most 4,000 characters. Must not be blank. Photographic
       *     terms (camera, lens, lighting) work well.
       */
      prompt: string;
      /**
       * @description `text2img` generates from the prompt only; `edit` edits the images in `inputImageKeys`.
       * @default text2img
       * @enum {string}
       */
      type?: "text2img" | "edit";
      /**
       * @description The size of each image in pixels: square, portrait or landscape.
       * @default 1024x1024
       * @enum {string}
       */
      size?: "1024x1024" | "1024x1536" | "1536x1024";
      /**
       * @description `low` is the fast mode: 1 credit per image, unless the operator has set other prices.
       *     `high` renders at 2K resolution in the ratio of `size`.
       * @default medium
       * @enum {string}
       */
      quality?: "low" | "medium" | "high";
      /**
       * @description The number of variants to generate.
       * @default 1
       */
      n?: number;
      /**
       * @description The `key` of each image to edit, from `POST /api/v1/upload`. Required if `type` is
       *     `edit`; not allowed if it is `text2img`.
       */
      inputImageKeys?: string[];
    };
    /** @description An accepted generation. */
    AcceptedGeneration: {
      /** @description The ID to poll. */
      generationId: string;
      /**
       * @description `queued` for a new generation. For a request retried with its `Idempotency-Key`, the
       *     current status of the generation.
       * @enum {string}
       */
      status: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    };
    /** @description A task and its result. */
    Generation: {
      /** @description The ID of the generation. */
      id: string;
      status: components["schemas"]["GenerationStatus"];
      type: components["schemas"]["TaskType"];
      /** @description The delivered images; empty until `status` is `succeeded`. */
      outputs: components["schemas"]["Output"][];
      /** @description A human-readable error message. Set if `status` is `failed` or `blocked`. */
      error: string | null;
      /**
       * @description Credits for this generation: its price until it finishes, then the price of the
       *     delivered images. 0 if it is blocked, failed or canceled, because the credits are
       *     released.
       */
      costCredits: number;
      /**
       * Format: date-time
       * @description When the request was accepted.
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When the generation finished; `null` until then.
       */
      completedAt: string | null;
    };
    /**
     * @description `queued` and `running` are not final. `succeeded`, `failed`, `blocked` and `canceled` are
     *     final. `blocked` means that content moderation rejected the input or the result.
     * @enum {string}
     */
    GenerationStatus: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    /**
     * @description `text2img` generates images from text, `edit` generates images from images. Values may be
     *     added.
     * @example text2img
     */
    TaskType: string;
    /**
     * @description The URLs of one image by format. A generation of this API has `png` and `webp`. A generation
     *     created through another API of the same account has only the format requested there. The
     *     URLs work without a key, and their content never changes. On servers where they expire,
     *     read the generation again to get new ones.
     */
    Output: {
      /**
       * Format: uri
       * @description The image as PNG. Absent if the image is not available in this format.
       */
      png?: string;
      /**
       * Format: uri
       * @description The image as WebP, smaller than PNG. Absent if the image is not available in this
       *     format.
       */
      webp?: string;
      /**
       * Format: uri
       * @description The image as JPEG. Absent if the image is not available in this format.
       */
      jpeg?: string;
      /** @description Width in pixels. */
      width: number;
      /** @description Height in pixels. */
      height: number;
    };
    /** @description The file to upload. */
    UploadRequest: {
      /** @description A display name. It does not affect where the file is stored. */
      filename: string;
      /**
       * @description The type of the file.
       * @enum {string}
       */
      contentType: "image/png" | "image/jpeg" | "image/webp";
      /** @description The exact size of the file in bytes, at most 10 MB. */
      size: number;
    };
    /** @description A signed upload for one file. */
    SignedUpload: {
      /**
       * Format: uri
       * @description The URL for the `PUT`.
       */
      url: string;
      /** @description The key to pass in `inputImageKeys`. */
      key: string;
      /** @description The signed headers to send with the `PUT`. Most clients set `Content-Length` themselves. */
      headers: {
        [key: string]: string;
      };
      /**
       * Format: date-time
       * @description When `url` expires: 5 minutes after it was signed.
       */
      expiresAt: string;
    };
    /** @description The error envelope of this API. */
    Error: {
      /** @description The error. */
      error: {
        code: components["schemas"]["ErrorCode"];
        /** @description A human-readable error message. The wording may change. */
        message: string;
        /** @description The invalid fields, if the error concerns individual fields. */
        issues?: components["schemas"]["Issue"][];
      };
    };
    /**
     * @description A machine-readable error code.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "unauthorized"
      | "insufficient_credits"
      | "monthly_cap_reached"
      | "key_budget_reached"
      | "plan_required"
      | "wrong_api"
      | "insufficient_scope"
      | "account_suspended"
      | "not_found"
      | "method_not_allowed"
      | "request_timeout"
      | "payload_too_large"
      | "unsupported_media_type"
      | "content_blocked"
      | "idempotency_key_reused"
      | "rate_limited"
      | "concurrency_limited"
      | "internal_error"
      | "unavailable";
    /** @description One invalid field. */
    Issue: {
      /**
       * @description The path to the field as names and indexes; empty for the whole body.
       * @example [
       *       "inputImageKeys",
       *       0
       *     ]
       */
      path: (string | number)[];
      /**
       * @description Why the field is invalid.
       * @example must be at most 4
       */
      message: string;
    };
    /**
     * @description The event type. `generation.failed` is also sent for a blocked generation. `credits.low` is
     *     sent once when an accepted request takes the spendable credits below the account's
     *     `credits_low_at`, not when credits expire or are voided, and again only after added credits
     *     have raised them above it. `credits.expiring` is sent once for a grant with unspent credits,
     *     when it expires in at most 72 hours. `key.leaked` is sent when a key was reported as leaked.
     *     One `batch.*` event is sent when a batch ends.
     * @enum {string}
     */
    WebhookEventName:
      | "generation.succeeded"
      | "generation.failed"
      | "generation.canceled"
      | "credits.low"
      | "credits.expiring"
      | "key.leaked"
      | "batch.completed"
      | "batch.failed"
      | "batch.expired"
      | "batch.cancelled";
    /** @description A generation has finished. */
    GenerationEvent: {
      /**
       * @description The event type.
       * @enum {string}
       */
      event: "generation.succeeded" | "generation.failed" | "generation.canceled";
      /** @description The finished generation. */
      data: {
        /** @description The ID of the generation. */
        generationId: string;
        type: components["schemas"]["TaskType"];
        /**
         * @description The final status. `blocked` occurs with `generation.failed`.
         * @enum {string}
         */
        status: "succeeded" | "failed" | "blocked" | "canceled";
        /** @description The delivered images. */
        outputs: components["schemas"]["Output"][];
        /** @description A human-readable error message. Only with `generation.failed`. */
        error?: string;
        /**
         * Format: date-time
         * @description When the request was accepted.
         */
        createdAt: string;
        /**
         * Format: date-time
         * @description When the generation finished.
         */
        completedAt: string;
      };
    };
    /** @description Credits are low. */
    CreditsLowEvent: {
      /** @constant */
      event: "credits.low";
      data: {
        /** @description Spendable credits. */
        credits: number;
        /** @description The threshold that the credits fell below. */
        threshold: number;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description Credits expire soon. */
    CreditsExpiringEvent: {
      /** @constant */
      event: "credits.expiring";
      data: {
        /** @description The number of credits that expire. */
        credits: number;
        /** Format: date-time */
        expiresAt: string;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description A key was reported as leaked and has been revoked. */
    KeyLeakedEvent: {
      /** @constant */
      event: "key.leaked";
      data: {
        /** Format: uuid */
        keyId: string;
        label: string | null;
        /** @description The first and last characters of the key. */
        hint: string;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description A batch has ended. The body is that of OpenAI's webhooks. */
    BatchEvent: {
      /** @description The ID of the event. */
      id: string;
      /** @constant */
      object: "event";
      /** @description When the batch ended, as a Unix timestamp in seconds. */
      created_at: number;
      /**
       * @description The name of the event.
       * @enum {string}
       */
      type: "batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled";
      data: {
        /** @description The ID of the batch. */
        id: string;
      };
    };
  };
  responses: {
    /** @description The request body or parameters are invalid. */
    InvalidRequest: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request has no valid API key. */
    Unauthorized: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account has insufficient credits. */
    PaymentRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The plan does not include API access, or the API key is for another API or lacks a scope. */
    PlanRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account is suspended, its plan does not include API access, or the API key is for another API or lacks a scope. */
    CreateForbidden: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The requested resource was not found. */
    NotFound: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The path does not support this method. */
    MethodNotAllowed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        Allow: components["headers"]["Allow"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request body did not arrive in time. */
    RequestTimeout: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request body is too large. */
    PayloadTooLarge: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The body is not JSON. */
    UnsupportedMediaType: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request is well-formed but cannot be processed. */
    Unprocessable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The `Idempotency-Key` was already used with a different request. */
    IdempotencyKeyReused: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The key has sent too many requests. */
    RateLimited: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The key has sent too many requests or has too many concurrent generations. */
    TooManyGenerations: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description An internal error of the server. */
    InternalError: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server or its provider is temporarily unavailable. */
    Unavailable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server or its provider is temporarily unavailable. */
    CreateUnavailable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
  };
  parameters: {
    /**
     * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
     *     key with the same request returns the same upload with a new signature. The same key with a
     *     different request is rejected with 422. Keys are stored per account, API and path for at
     *     least 24 hours.
     */
    UploadIdempotencyKey: string;
    /**
     * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
     *     key with the same request returns the same generation, and nothing is charged again. The
     *     same key with a different request is rejected with 422. Keys are stored per account, API and
     *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
     *     be used again.
     */
    IdempotencyKey: string;
    /**
     * @description The generation ID returned by the create call.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    GenerationId: string;
    /** @description The name of the event. */
    WebhookEvent: components["schemas"]["WebhookEventName"];
    /**
     * @description HMAC-SHA256 of the raw body in lowercase hex, keyed with the whole secret including
     *     `whsec_`.
     */
    WebhookSignature: string;
    /** @description The delivery ID, the same in every attempt. Use it to detect duplicates. */
    WebhookDelivery: string;
    /** @description The delivery ID, for Standard Webhooks verifiers. */
    StandardWebhookId: string;
    /** @description When this attempt was made, as a Unix timestamp in seconds. */
    StandardWebhookTimestamp: number;
    /**
     * @description Signatures of `id.timestamp.body` in the Standard Webhooks format (`v1,` and base64). For 24
     *     hours after a rotation of the secret there are two, separated by a space.
     */
    StandardWebhookSignature: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description The ID of this request. Include it when you report a problem.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    RequestId: string;
    /**
     * @description `true` if the response describes what an earlier request has created: one with the same
     *     `Idempotency-Key`, or an equal one that this request retries. Absent otherwise.
     * @example true
     */
    IdempotentReplayed: "true";
    /**
     * @description Requests allowed per window. Absent if the key has no limit.
     * @example 600
     */
    RateLimitLimit: number;
    /**
     * @description Requests left in the current window. Absent if the key has no limit.
     * @example 599
     */
    RateLimitRemaining: number;
    /**
     * @description When the window resets, as a Unix timestamp in seconds. Absent if the key has no limit.
     * @example 1777536000
     */
    RateLimitReset: number;
    /**
     * @description The methods that the path supports.
     * @example GET, HEAD
     */
    Allow: string;
    /**
     * @description Seconds to wait before the next attempt.
     * @example 12
     */
    RetryAfter: number;
    /**
     * @description How to authenticate, as RFC 6750 defines it.
     * @example Bearer realm="API"
     */
    WwwAuthenticate: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  createGeneration: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
         *     key with the same request returns the same generation, and nothing is charged again. The
         *     same key with a different request is rejected with 422. Keys are stored per account, API and
         *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
         *     be used again.
         */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GenerateRequest"];
      };
    };
    responses: {
      /** @description The generation was accepted and its credits are held. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AcceptedGeneration"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["TooManyGenerations"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["CreateUnavailable"];
    };
  };
  createUpload: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
         *     key with the same request returns the same upload with a new signature. The same key with a
         *     different request is rejected with 422. Keys are stored per account, API and path for at
         *     least 24 hours.
         */
        "Idempotency-Key"?: components["parameters"]["UploadIdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UploadRequest"];
      };
    };
    responses: {
      /** @description The signed upload URL. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SignedUpload"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["IdempotencyKeyReused"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The generation ID returned by the create call.
         * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
         */
        id: components["parameters"]["GenerationId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /**
       * @description The generation. Check `status`: a failed generation is also returned with 200, and has
       *     an `error`.
       */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Generation"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The generation ID returned by the create call.
         * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
         */
        id: components["parameters"]["GenerationId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation after the request. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Generation"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
