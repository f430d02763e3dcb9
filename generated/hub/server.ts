// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Upload } from "../../src/http/upload.ts";

export interface paths {
  "/api/v1/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List models
     * @description Lists the models with their ratios, qualities, limits and prices. Needs no key.
     */
    get: operations["listModels"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/credits": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get credit balance
     * @description Returns the account's spendable credits, held credits and upcoming expirations.
     */
    get: operations["getCredits"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/images/generations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Generate images
     * @description Generates 1 to 4 images from a prompt. Send JSON, or `multipart/form-data` to add reference
     *     images.
     *
     *     The response waits for the images, up to 800 seconds. If the generation takes longer, the
     *     response is 202 with a `poll_url`, as if `async` had been set, and the generation continues.
     *     It also continues if the client disconnects, and can be read by its ID.
     */
    post: operations["createImage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/generations/{generationId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a generation
     * @description Returns the status of a generation and its stored images. A key can read only generations of
     *     its own account. Poll every few seconds; polling is free.
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
  "/api/v1/generations/{generationId}/cancel": {
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
    /**
     * @description The ID of a model, as `GET /api/v1/models` lists it.
     * @example gpt-image-2
     */
    Model: string;
    /**
     * @description A description of the images, 1 to 32,000 characters. Must not be blank.
     * @example A cinematic product photo with premium studio lighting
     */
    Prompt: string;
    /**
     * @description The size in pixels as `WIDTHxHEIGHT`, or `auto`. Both edges are multiples of 16 and at most
     *     3840, neither edge is more than three times the other, and width × height is between 655,360
     *     and 8,294,400. A size determines ratio and tier; a contradicting `aspect_ratio` or tier in
     *     `quality` is rejected.
     * @default auto
     * @example 1024x1024
     */
    Size: string;
    /**
     * @description The ratio of width to height. With `auto` at tier `1K` the model chooses the ratio; at `2K`
     *     and `4K` the image is square.
     * @default auto
     * @enum {string}
     */
    AspectRatio:
      | "auto"
      | "1:1"
      | "4:3"
      | "3:4"
      | "3:2"
      | "2:3"
      | "16:9"
      | "9:16"
      | "5:4"
      | "4:5"
      | "21:9"
      | "9:21"
      | "2:1"
      | "1:2"
      | "3:1"
      | "1:3";
    /**
     * @description Either a resolution tier (`1K`, `2K`, `4K`), which determines the size together with
     *     `aspect_ratio`, or a render quality (`low`, `medium`, `high`, `auto`). With a render
     *     quality, the tier follows from `size`; it is `1K` if `size` is `auto`.
     * @default auto
     * @enum {string}
     */
    Quality: "1K" | "2K" | "4K" | "low" | "medium" | "high" | "auto";
    /**
     * @description The resolution tier. The price depends on it, and on API, model and quality.
     * @enum {string}
     */
    Tier: "1K" | "2K" | "4K";
    /**
     * @description The render quality, which is the effort that the model spends on an image.
     * @enum {string}
     */
    RenderQuality: "auto" | "low" | "medium" | "high";
    /**
     * @description The number of images to generate.
     * @default 1
     */
    ImageCount: number;
    /**
     * @description The file format of the images.
     * @default png
     * @enum {string}
     */
    OutputFormat: "png" | "jpeg" | "webp";
    /**
     * @description The background of the images. `transparent` needs `png` or `webp`.
     * @default auto
     * @enum {string}
     */
    Background: "auto" | "opaque" | "transparent";
    /**
     * @description `true`: respond immediately with 202 and a `poll_url`. `false`: wait for the images.
     * @default false
     */
    Async: boolean;
    /** @description Your identifier for the end user; helps with abuse reports. */
    EndUser: string;
    /** @description An image request as JSON. */
    CreateImageRequest: {
      model: components["schemas"]["Model"];
      prompt: components["schemas"]["Prompt"];
      /** @default auto */
      size: components["schemas"]["Size"];
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      /** @default auto */
      quality: components["schemas"]["Quality"];
      /** @default 1 */
      n: components["schemas"]["ImageCount"];
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      /** @default false */
      async: components["schemas"]["Async"];
      user?: components["schemas"]["EndUser"] | undefined;
    };
    /** @description An image request as a form with reference images. */
    CreateImageForm: {
      model: components["schemas"]["Model"];
      prompt: components["schemas"]["Prompt"];
      /** @default auto */
      size: components["schemas"]["Size"];
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      /** @default auto */
      quality: components["schemas"]["Quality"];
      /** @default 1 */
      n: components["schemas"]["ImageCount"];
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      /** @default false */
      async: components["schemas"]["Async"];
      user?: components["schemas"]["EndUser"] | undefined;
      /**
       * @description Reference images, one part each: PNG, JPEG or WebP, at most 50 MB per file. The model's
       *     `reference_image_limit` is the maximum number. The field may also be named
       *     `reference_image[]`.
       */
      reference_image?: Upload[] | undefined;
    };
    /** @description An image request and its result. */
    Generation: {
      /** @constant */
      object: "image_generation";
      /** @description The ID of the generation. */
      id: string;
      status: components["schemas"]["GenerationStatus"];
      /** @description The ID of the requested model. */
      model: string;
      /**
       * @description The ratio of the images, or the nearest listed ratio for an uncommon `size`. If `auto`
       *     was requested, it is `auto` until the size of the images is known.
       * @enum {string}
       */
      aspect_ratio:
        | "auto"
        | "1:1"
        | "4:3"
        | "3:4"
        | "3:2"
        | "2:3"
        | "16:9"
        | "9:16"
        | "5:4"
        | "4:5"
        | "21:9"
        | "9:21"
        | "2:1"
        | "1:2"
        | "3:1"
        | "1:3";
      quality: components["schemas"]["Tier"];
      /**
       * Format: date-time
       * @description When the request was accepted.
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When the generation finished. Absent until then.
       */
      completed_at?: string | undefined;
      /** @description The delivered images; empty until the generation has finished. */
      images: components["schemas"]["Image"][];
      usage: components["schemas"]["Usage"];
      balance?: components["schemas"]["Balance"] | undefined;
      /**
       * Format: uri
       * @description The URL to poll. Present while the generation is queued or running.
       */
      poll_url?: string | undefined;
      error?: components["schemas"]["GenerationError"] | undefined;
    };
    /** @description A finished generation with the resulting balance. */
    FinishedGeneration: components["schemas"]["Generation"] & {
      balance: components["schemas"]["Balance"];
    };
    /** @description An unfinished generation with the URL to poll. */
    AcceptedGeneration: components["schemas"]["Generation"] & {
      /** Format: uri */
      poll_url: string;
    };
    /**
     * @description `queued` and `running` are not final. `succeeded`, `failed` and `canceled` are final.
     * @enum {string}
     */
    GenerationStatus: "queued" | "running" | "succeeded" | "failed" | "canceled";
    /** @description Why the generation failed. Present when `status` is `failed`. */
    GenerationError: {
      /** @description A human-readable error message. */
      message: string;
      /**
       * @description `generationFailed`: the provider failed. `contentBlocked`: its safety system rejected
       *     the prompt, a reference image or the result. `unavailable`: the provider accepted no
       *     work.
       * @enum {string}
       */
      code: "generationFailed" | "contentBlocked" | "unavailable";
    };
    /** @description One image. */
    Image: {
      /** @description The ID of the image. */
      id: string;
      /** @constant */
      object: "image";
      /**
       * Format: uri
       * @description The URL of the image. It works without a key, and its content never changes. On servers
       *     where it expires, read the generation again to get a new URL.
       */
      url: string;
      /**
       * Format: date-time
       * @description When the image was stored.
       */
      created_at: string;
      /** @description Width in pixels. */
      width?: number | undefined;
      /** @description Height in pixels. */
      height?: number | undefined;
    };
    /** @description What the generation costs. */
    Usage: {
      /** @description Credits charged for the delivered images. 0 until the generation has finished. */
      credits: number;
      /** @description The price of all requested images. Present until all of them are delivered and charged. */
      credits_requested?: number | undefined;
    };
    /** @description The account's balance after this generation. Present only in the response that creates it. */
    Balance: {
      credits: components["schemas"]["SpendableCredits"];
      account_type: components["schemas"]["AccountType"];
      next_expiration: components["schemas"]["NextExpiration"];
    };
    /** @description Spendable credits. Held credits are not included. */
    SpendableCredits: number;
    /**
     * @description The account's plan in capital letters.
     * @example PRO
     */
    AccountType: string;
    /** @description The credits that expire next, or `null` if no credits expire. */
    NextExpiration: components["schemas"]["Expiration"] | null;
    /** @description Credits and the time at which they expire. */
    Expiration: {
      /** @description The number of credits that expire. */
      credits: number;
      /**
       * Format: date-time
       * @description When they expire.
       */
      expires_at: string;
    };
    /** @description The credit balance of an account. */
    CreditBalance: {
      /** @constant */
      object: "credit_balance";
      credits: components["schemas"]["SpendableCredits"];
      /** @description Credits held for unfinished generations. */
      held: number;
      account_type: components["schemas"]["AccountType"];
      next_expiration: components["schemas"]["NextExpiration"];
      /** @description Upcoming expirations, earliest first; at most 100. */
      expiring: components["schemas"]["Expiration"][];
    };
    /** @description The models of this server. */
    ModelList: {
      /** @constant */
      object: "list";
      /** @description One entry for each model. */
      data: components["schemas"]["ModelCard"][];
    };
    /** @description A model with its capabilities and prices. */
    ModelCard: {
      /** @description The ID to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description The display name. */
      name: string;
      /** @description The provider of the model. */
      provider: string;
      /** @description The provider's name for the model. */
      provider_model: string;
      credits: components["schemas"]["TierPrices"];
      default: components["schemas"]["ModelDefaults"];
      /** @description Values of `aspect_ratio`. */
      aspect_ratios: components["schemas"]["AspectRatio"][];
      /** @description Values of `quality` that name a resolution tier. */
      qualities: components["schemas"]["Tier"][];
      /** @description Common values of `size`. Other values are accepted if they satisfy the rules of `size`. */
      sizes: components["schemas"]["Size"][];
      /** @description Values of `quality` that name a render quality. */
      render_qualities: components["schemas"]["RenderQuality"][];
      /** @description The maximum number of reference images per request. */
      reference_image_limit: number;
      /** @description The maximum value of `n`. */
      max_images: number;
    };
    /** @description Credits for one image, by resolution tier. */
    TierPrices: {
      "1K": number;
      "2K": number;
      "4K": number;
    };
    /** @description Values used for omitted fields. */
    ModelDefaults: {
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      quality: components["schemas"]["Tier"];
    };
    /** @description The error envelope of this API. */
    Error: {
      /** @description The error. */
      error: {
        /** @description A human-readable error message. The wording may change. */
        message: string;
        code: components["schemas"]["ErrorCode"];
        /** @description The invalid fields, if the error concerns individual fields. */
        details?: components["schemas"]["ErrorDetail"][] | undefined;
      };
    };
    /**
     * @description A machine-readable error code.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "missingApiKey"
      | "invalidApiKey"
      | "expiredApiKey"
      | "insufficientCredits"
      | "keyBudgetReached"
      | "wrongApi"
      | "insufficientScope"
      | "accountSuspended"
      | "notFound"
      | "methodNotAllowed"
      | "contentBlocked"
      | "idempotencyKeyReused"
      | "rateLimited"
      | "generationFailed"
      | "internalError"
      | "unavailable";
    /** @description One invalid field. */
    ErrorDetail: {
      /** @description The path of the field, such as `n` or `reference_image[3]`. */
      path: string;
      /** @description Why the field is invalid. */
      reason: string;
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
    /** @description The account does not have enough credits. */
    InsufficientCredits: {
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
    /** @description The API key is for another API or lacks a scope, or the account is suspended. */
    WrongApi: {
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
    /** @description The API key lacks a scope. */
    InsufficientScope: {
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
    /** @description The request body, or a file in it, is too large. */
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
    /** @description The body is neither JSON nor multipart. */
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
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The key has sent too many requests or has too many concurrent generations. */
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
    /** @description Image generation failed. */
    GenerationFailed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
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
     *     key with the same request returns the same generation, and nothing is charged again. The
     *     same key with a different request is rejected with 422. Keys are stored per account, API and
     *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
     *     be used again.
     */
    IdempotencyKey: string;
    /**
     * @description `wait=N` limits the wait for the images to N seconds. If the generation has not finished by
     *     then, the response is 202 and the generation continues. Other preferences are ignored.
     */
    Prefer: string;
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
     * @description The `poll_url` of the response.
     * @example https://images.example.com/api/v1/generations/clx_generation_log_id
     */
    Location: string;
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
  listModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The models of this server. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ModelList"];
        };
      };
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCredits: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The current balance. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditBalance"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["InsufficientScope"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createImage: {
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
        /**
         * @description `wait=N` limits the wait for the images to N seconds. If the generation has not finished by
         *     then, the response is 202 and the generation continues. Other preferences are ignored.
         */
        Prefer?: components["parameters"]["Prefer"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateImageRequest"];
        "multipart/form-data": components["schemas"]["CreateImageForm"];
      };
    };
    responses: {
      /**
       * @description The generation finished and delivered at least one image. If it delivered fewer images
       *     than requested, `usage.credits` is the price of the delivered images.
       */
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
          "application/json": components["schemas"]["FinishedGeneration"];
        };
      };
      /**
       * @description The generation was accepted and its credits are held. Poll `poll_url` until `status` is
       *     `succeeded`, `failed` or `canceled`.
       */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          Location: components["headers"]["Location"];
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
      402: components["responses"]["InsufficientCredits"];
      403: components["responses"]["WrongApi"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["CreateUnavailable"];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The `id` returned by the create call.
         * @example clx_generation_log_id
         */
        generationId: string;
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
      403: components["responses"]["InsufficientScope"];
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
         * @description The `id` returned by the create call.
         * @example clx_generation_log_id
         */
        generationId: string;
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
      403: components["responses"]["InsufficientScope"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
/** The error codes that each operation declares, by status. */
export interface operationErrors {
  listModels: { 429: "rateLimited"; 500: "internalError"; 503: "unavailable" };
  getCredits: {
    401: "missingApiKey" | "invalidApiKey" | "expiredApiKey";
    403: "insufficientScope";
    429: "rateLimited";
    500: "internalError";
    503: "unavailable";
  };
  createImage: {
    400: "invalid_request";
    401: "missingApiKey" | "invalidApiKey" | "expiredApiKey";
    402: "insufficientCredits" | "keyBudgetReached";
    403: "wrongApi" | "insufficientScope" | "accountSuspended";
    408: "invalid_request";
    413: "invalid_request";
    415: "invalid_request";
    422: "contentBlocked" | "idempotencyKeyReused";
    429: "rateLimited";
    500: "generationFailed" | "internalError";
    503: "unavailable";
  };
  getGeneration: {
    401: "missingApiKey" | "invalidApiKey" | "expiredApiKey";
    403: "insufficientScope";
    404: "notFound";
    429: "rateLimited";
    500: "internalError";
    503: "unavailable";
  };
  cancelGeneration: {
    401: "missingApiKey" | "invalidApiKey" | "expiredApiKey";
    403: "insufficientScope";
    404: "notFound";
    429: "rateLimited";
    500: "internalError";
    503: "unavailable";
  };
}
