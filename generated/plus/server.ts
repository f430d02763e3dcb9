// Written by `bun run generate` from openapi.yaml. Do not edit.

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
     * @description Submits a text-to-image or an image-editing task. The reply comes at once; poll
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
     * @description Signs an address for one input image. Uploading takes two steps: this call, then a `PUT` of
     *     the bytes to `url` with the `headers` of the reply, within 5 minutes.
     *
     *     Size and type are part of the signature: a file of another size or type is refused. The
     *     bytes are checked once more when a generation uses the key, and a file that is no PNG, JPEG
     *     or WebP is refused with 400 there. A key can be used from the moment the `PUT` has succeeded.
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
     * @description Tells where a generation stands. A key reads the generations of its own account only. Poll
     *     every few seconds; polling costs no credits.
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
     * @description Calls a generation off. A queued one ends at once. For a running one the call to the provider
     *     is broken off; images that have arrived by then are delivered and charged, and `status` is
     *     `running` until that is settled. Canceling one that has ended changes nothing.
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
    /** @description A task to generate or to edit images. */
    GenerateRequest: {
      /**
       * @description What to draw, in at most 4,000 characters. It may not be blank. The words of photography
       *     (camera, lens, light) work well.
       */
      prompt: string;
      /**
       * @description `text2img` draws from the prompt alone; `edit` works on the images of `inputImageKeys`.
       * @default text2img
       * @enum {string}
       */
      type: "text2img" | "edit";
      /**
       * @description The format of the images.
       * @default 1024x1024
       * @enum {string}
       */
      size: "1024x1024" | "1024x1536" | "1536x1024";
      /**
       * @description `low` is the fast mode, for 1 credit an image. `high` draws at 2K resolution in the ratio
       *     of `size`.
       * @default medium
       * @enum {string}
       */
      quality: "low" | "medium" | "high";
      /**
       * @description How many variants to make.
       * @default 1
       */
      n: number;
      /**
       * @description The `key` of each image to work on, from `POST /api/v1/upload`. Required where `type` is
       *     `edit`, and refused where it is `text2img`.
       */
      inputImageKeys?: string[];
    };
    /** @description A generation that was accepted. */
    AcceptedGeneration: {
      /** @description The id to poll. */
      generationId: string;
      /**
       * @description `queued` for a new generation. A request repeated under its `Idempotency-Key` tells where
       *     the generation stands now.
       * @enum {string}
       */
      status: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    };
    /** @description A task and what became of it. */
    Generation: {
      /** @description The id of the generation. */
      id: string;
      status: components["schemas"]["GenerationStatus"];
      type: components["schemas"]["TaskType"];
      /** @description The images that were delivered; empty until `status` is `succeeded`. */
      outputs: components["schemas"]["Output"][];
      /** @description What went wrong, for people. Set where `status` is `failed` or `blocked`. */
      error: string | null;
      /**
       * @description Credits taken for this generation: its price while it is under way, then the price of the
       *     images delivered. 0 once it is blocked, failed or canceled, because they are given back.
       */
      costCredits: number;
      /**
       * Format: date-time
       * @description When the request was accepted.
       */
      createdAt: string;
      /**
       * Format: date-time
       * @description When the generation ended; `null` until then.
       */
      completedAt: string | null;
    };
    /**
     * @description `queued` and `running` are under way. `succeeded`, `failed`, `blocked` and `canceled` are
     *     final. `blocked` means that content moderation has refused the input or the result.
     * @enum {string}
     */
    GenerationStatus: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    /**
     * @description `text2img` for images from text, `edit` for images from images. More kinds may come.
     * @example text2img
     */
    TaskType: string;
    /**
     * @description One image, by its formats. A generation of this API has `png` and `webp`. A generation that
     *     another API of the same account created has the one format that was requested there. The URLs
     *     are public, never change, and can be cached without a time limit.
     */
    Output: {
      /**
       * Format: uri
       * @description The image as PNG. Absent where there is none.
       */
      png?: string;
      /**
       * Format: uri
       * @description The image as WebP, smaller than PNG. Absent where there is none.
       */
      webp?: string;
      /**
       * Format: uri
       * @description The image as JPEG. Absent where there is none.
       */
      jpeg?: string;
      /** @description Width in pixels. */
      width: number;
      /** @description Height in pixels. */
      height: number;
    };
    /** @description The file that is going to be uploaded. */
    UploadRequest: {
      /** @description A name to show to people; it has no part in where the file is stored. */
      filename: string;
      /**
       * @description The type of the file.
       * @enum {string}
       */
      contentType: "image/png" | "image/jpeg" | "image/webp";
      /** @description The exact size of the file in bytes, at most 10 MB. */
      size: number;
    };
    /** @description Permission to upload one file. */
    SignedUpload: {
      /**
       * Format: uri
       * @description Where to `PUT` the bytes.
       */
      url: string;
      /** @description What to pass in `inputImageKeys`. */
      key: string;
      /**
       * @description The headers to send with the `PUT`, as they were signed. Most clients write
       *     `Content-Length` themselves.
       */
      headers: {
        [key: string]: string;
      };
      /**
       * Format: date-time
       * @description When `url` stops working, 5 minutes after it was signed.
       */
      expiresAt: string;
    };
    /** @description Every error of this API. */
    Error: {
      error: {
        code: components["schemas"]["ErrorCode"];
        /** @description What went wrong, for people. Its wording may change. */
        message: string;
        /** @description The fields at fault, where single fields are. */
        issues?: components["schemas"]["Issue"][];
      };
    };
    /**
     * @description What went wrong, for programs.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "unauthorized"
      | "insufficient_credits"
      | "monthly_cap_reached"
      | "plan_required"
      | "wrong_api"
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
    /** @description One field at fault. */
    Issue: {
      /**
       * @description The way to the field, by names and positions; empty for the body as a whole.
       * @example [
       *       "inputImageKeys",
       *       0
       *     ]
       */
      path: (string | number)[];
      /**
       * @description What is wrong with it.
       * @example must be at most 4
       */
      message: string;
    };
    /**
     * @description What has happened. `generation.failed` is also sent for a generation that was blocked;
     *     `credits.low` when fewer credits can be spent than `credits_low_at` of the account says, once
     *     until added credits have lifted them above it again; `credits.expiring` 72 hours before a batch expires.
     * @enum {string}
     */
    WebhookEventName:
      | "generation.succeeded"
      | "generation.failed"
      | "generation.canceled"
      | "credits.low"
      | "credits.expiring";
    /** @description A generation has ended. */
    GenerationEvent: {
      /** @enum {string} */
      event: "generation.succeeded" | "generation.failed" | "generation.canceled";
      data: {
        generationId: string;
        type: components["schemas"]["TaskType"];
        /**
         * @description How it ended. `blocked` comes with `generation.failed`.
         * @enum {string}
         */
        status: "succeeded" | "failed" | "blocked" | "canceled";
        /** @description The images that were delivered. */
        outputs: components["schemas"]["Output"][];
        /** @description What went wrong, for people. Only with `generation.failed`. */
        error?: string;
        /** Format: date-time */
        createdAt: string;
        /** Format: date-time */
        completedAt: string;
      };
    };
    /** @description Few credits are left. */
    CreditsLowEvent: {
      /** @constant */
      event: "credits.low";
      data: {
        /** @description Credits that can be spent now. */
        credits: number;
        /** @description The limit that they have fallen below. */
        threshold: number;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description Credits will expire soon. */
    CreditsExpiringEvent: {
      /** @constant */
      event: "credits.expiring";
      data: {
        /** @description How many will expire then. */
        credits: number;
        /** Format: date-time */
        expiresAt: string;
        /** Format: date-time */
        createdAt: string;
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
    /** @description The request carries no valid API key. */
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
    /** @description The account cannot pay for the request. */
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
    /** @description The plan does not include API access, or the API key is for another API. */
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
    /** @description The path exists, but not for this method. */
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
    /** @description The request is well formed but refused for what it says. */
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
    /** @description The `Idempotency-Key` was used with another request. */
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
    /** @description The key has sent too many requests, or has too many generations running. */
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
    /** @description A fault of the server. */
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
    /** @description The server or the provider behind it cannot take the request now. */
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
  };
  parameters: {
    /**
     * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
     *     with the same request gives the same generation, and nothing is charged again. The same key
     *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
     *     400, 401 or 429 are not remembered.
     */
    IdempotencyKey: string;
    /**
     * @description The id that the reply to the create has given.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    GenerationId: string;
    /** @description The name of the event. */
    WebhookEvent: components["schemas"]["WebhookEventName"];
    /**
     * @description HMAC-SHA256 of the body's bytes in lower-case hex, keyed by the whole secret including
     *     `whsec_`.
     */
    WebhookSignature: string;
    /** @description The id of the delivery, the same in every attempt. Use it to drop duplicates. */
    WebhookDelivery: string;
    /** @description The same id, for verifiers of Standard Webhooks. */
    StandardWebhookId: string;
    /** @description When this attempt was made, in seconds since 1970. */
    StandardWebhookTimestamp: number;
    /**
     * @description Signatures of `id.timestamp.body` as Standard Webhooks writes them (`v1,` and base64). There
     *     are two, separated by a space, for 24 hours after the secret was rotated.
     */
    StandardWebhookSignature: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description Id of this request. Name it when you report a problem.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    RequestId: string;
    /**
     * @description `true` when the reply tells of a generation that an earlier request with the same
     *     `Idempotency-Key` has created. Absent otherwise.
     * @example true
     */
    IdempotentReplayed: "true";
    /**
     * @description Requests allowed in one window. Absent where the key has no limit.
     * @example 600
     */
    RateLimitLimit: number;
    /**
     * @description Requests left in the current window. Absent where the key has no limit.
     * @example 599
     */
    RateLimitRemaining: number;
    /**
     * @description When the window starts anew, in seconds since 1970. Absent where the key has no limit.
     * @example 1777536000
     */
    RateLimitReset: number;
    /**
     * @description The methods that the path knows.
     * @example GET, HEAD
     */
    Allow: string;
    /**
     * @description Seconds to wait before the next try.
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
         * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
         *     with the same request gives the same generation, and nothing is charged again. The same key
         *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
         *     400, 401 or 429 are not remembered.
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
      403: components["responses"]["PlanRequired"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["TooManyGenerations"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createUpload: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
         *     with the same request gives the same generation, and nothing is charged again. The same key
         *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
         *     400, 401 or 429 are not remembered.
         */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
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
      /** @description The address to upload to. */
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
         * @description The id that the reply to the create has given.
         * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
         */
        id: components["parameters"]["GenerationId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /**
       * @description The generation, in whatever state it is. Look at `status`: a failed generation is a 200
       *     here, with `error`.
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
      400: components["responses"]["InvalidRequest"];
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
         * @description The id that the reply to the create has given.
         * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
         */
        id: components["parameters"]["GenerationId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation as it stands after the request. */
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
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
