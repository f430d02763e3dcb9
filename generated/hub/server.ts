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
     * @description Tells what the account of the key can spend now, what is held, and what expires when.
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
     *     The reply waits for the images, up to 800 seconds. A generation that takes longer goes on:
     *     the reply is then 202 with a `poll_url`, as if `async` had been set. A client that
     *     disconnects loses nothing either: the generation can be read by its id.
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
     * @description Tells where a generation stands, with the images saved for it. A key reads the generations of
     *     its own account only. Poll every few seconds; polling costs no credits.
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
    /**
     * @description The id of a model, as `GET /api/v1/models` lists it.
     * @example gpt-image-2
     */
    Model: string;
    /**
     * @description What to draw, in 1 to 32,000 characters. It may not be blank.
     * @example A cinematic product photo with premium studio lighting
     */
    Prompt: string;
    /**
     * @description The size in pixels as `WIDTHxHEIGHT`, or `auto`. Both edges are multiples of 16 and at most
     *     3840, neither edge is more than three times the other, and width × height lies between
     *     655,360 and 8,294,400. A size fixes ratio and tier; an `aspect_ratio` or a tier in `quality`
     *     that contradicts it is refused.
     * @default auto
     * @example 1024x1024
     */
    Size: string;
    /**
     * @description Width to height. `auto` leaves the choice to the model at tier `1K`; at `2K` and `4K`, where
     *     models do not choose, the image is square.
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
     * @description Either a resolution tier (`1K`, `2K`, `4K`), which together with `aspect_ratio` gives the
     *     size, or a render quality (`low`, `medium`, `high`, `auto`). With a render quality the tier
     *     is that of `size`, and `1K` where `size` is `auto`.
     * @default auto
     * @enum {string}
     */
    Quality: "1K" | "2K" | "4K" | "low" | "medium" | "high" | "auto";
    /**
     * @description The resolution tier, which the price goes by.
     * @enum {string}
     */
    Tier: "1K" | "2K" | "4K";
    /**
     * @description How much work the model puts into an image.
     * @enum {string}
     */
    RenderQuality: "auto" | "low" | "medium" | "high";
    /**
     * @description How many images to make.
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
     * @description `true` replies at once with 202 and a `poll_url`; `false` waits for the images.
     * @default false
     */
    Async: boolean;
    /** @description Your own id of the person you ask for, to help with abuse reports. */
    EndUser: string;
    /** @description A request for images, as JSON. */
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
      user?: components["schemas"]["EndUser"];
    };
    /** @description A request for images, as a form with reference images. */
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
      user?: components["schemas"]["EndUser"];
      /**
       * @description Reference images, one part each: PNG, JPEG or WebP, at most 50 MB a file, at most as many
       *     as the model's `reference_image_limit`. The name `reference_image[]` is accepted too.
       */
      reference_image?: Upload[];
    };
    /** @description One request for images and what became of it. */
    Generation: {
      /** @constant */
      object: "image_generation";
      /** @description The id of the generation. */
      id: string;
      status: components["schemas"]["GenerationStatus"];
      /** @description The id of the model that was asked for. */
      model: string;
      /**
       * @description The ratio of the images, or for an unusual `size` the listed ratio nearest to it. Where
       *     `auto` was requested it is `auto` until the size of the images is known.
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
       * @description When the generation ended. Absent until then.
       */
      completed_at?: string;
      /** @description The images that were delivered; empty until the generation ends. */
      images: components["schemas"]["Image"][];
      usage: components["schemas"]["Usage"];
      balance?: components["schemas"]["Balance"];
      /**
       * Format: uri
       * @description Where to ask again. Present while the generation is queued or running.
       */
      poll_url?: string;
      error?: components["schemas"]["GenerationError"];
    };
    /** @description A generation that has ended, with the balance after it. */
    FinishedGeneration: components["schemas"]["Generation"] & {
      balance: components["schemas"]["Balance"];
    };
    /** @description A generation under way, with the address to poll. */
    AcceptedGeneration: components["schemas"]["Generation"] & {
      /** Format: uri */
      poll_url: string;
    };
    /**
     * @description `queued` and `running` are under way. `succeeded`, `failed` and `canceled` are final.
     * @enum {string}
     */
    GenerationStatus: "queued" | "running" | "succeeded" | "failed" | "canceled";
    /** @description Why the generation failed. Present when `status` is `failed`. */
    GenerationError: {
      /** @description What went wrong, for people. */
      message: string;
      /**
       * @description `generationFailed`: the provider failed. `contentBlocked`: its safety system refused the
       *     prompt, a reference image or the result. `unavailable`: the provider took no work.
       * @enum {string}
       */
      code: "generationFailed" | "contentBlocked" | "unavailable";
    };
    /** @description One image. */
    Image: {
      /** @description The id of the image. */
      id: string;
      /** @constant */
      object: "image";
      /**
       * Format: uri
       * @description Where the image lies. Public to whoever knows it, and never changed.
       */
      url: string;
      /**
       * Format: date-time
       * @description When the image was saved.
       */
      created_at: string;
      /** @description Width in pixels. */
      width?: number;
      /** @description Height in pixels. */
      height?: number;
    };
    /** @description What the generation costs. */
    Usage: {
      /** @description Credits charged, for the images delivered. 0 until the generation ends. */
      credits: number;
      /**
       * @description The price of all images that were requested. Present until all of them are delivered and
       *     charged.
       */
      credits_requested?: number;
    };
    /** @description The account's balance after this generation. Present on the reply that creates it. */
    Balance: {
      credits: components["schemas"]["SpendableCredits"];
      account_type: components["schemas"]["AccountType"];
      next_expiration: components["schemas"]["NextExpiration"];
    };
    /** @description Credits that can be spent now; credits that are held are not among them. */
    SpendableCredits: number;
    /**
     * @description The plan of the account, in capitals.
     * @example PRO
     */
    AccountType: string;
    /** @description The credits that expire next, or `null` when none of them ever expire. */
    NextExpiration: components["schemas"]["Expiration"] | null;
    /** @description Credits that can be spent until a moment. */
    Expiration: {
      /** @description How many credits expire then. */
      credits: number;
      /**
       * Format: date-time
       * @description The first moment at which they can no longer be spent.
       */
      expires_at: string;
    };
    /** @description What an account can spend. */
    CreditBalance: {
      /** @constant */
      object: "credit_balance";
      credits: components["schemas"]["SpendableCredits"];
      /** @description Credits held for generations that are under way. */
      held: number;
      account_type: components["schemas"]["AccountType"];
      next_expiration: components["schemas"]["NextExpiration"];
      /** @description Credits that will expire, by the time at which they do, the earliest first; at most 100 times. */
      expiring: components["schemas"]["Expiration"][];
    };
    /** @description The models of this server. */
    ModelList: {
      /** @constant */
      object: "list";
      /** @description One entry for each model. */
      data: components["schemas"]["ModelCard"][];
    };
    /** @description A model, what it can do and what it costs. */
    ModelCard: {
      /** @description The id to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description The name to show to people. */
      name: string;
      /** @description Who runs the model. */
      provider: string;
      /** @description The provider's own name of the model. */
      provider_model: string;
      credits: components["schemas"]["TierPrices"];
      default: components["schemas"]["ModelDefaults"];
      /** @description Values of `aspect_ratio`. */
      aspect_ratios: components["schemas"]["AspectRatio"][];
      /** @description Values of `quality` that name a resolution tier. */
      qualities: components["schemas"]["Tier"][];
      /** @description Common values of `size`. Others are accepted within the rules of `size`. */
      sizes: components["schemas"]["Size"][];
      /** @description Values of `quality` that name a render quality. */
      render_qualities: components["schemas"]["RenderQuality"][];
      /** @description How many reference images one request may carry. */
      reference_image_limit: number;
      /** @description The largest `n`. */
      max_images: number;
    };
    /** @description Credits for one image, by resolution tier. */
    TierPrices: {
      "1K": number;
      "2K": number;
      "4K": number;
    };
    /** @description What holds where a request is silent. */
    ModelDefaults: {
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      quality: components["schemas"]["Tier"];
    };
    /** @description Every error of this API. */
    Error: {
      error: {
        /** @description What went wrong, for people. Its wording may change. */
        message: string;
        code: components["schemas"]["ErrorCode"];
        /** @description The fields at fault, where single fields are. */
        details?: components["schemas"]["ErrorDetail"][];
      };
    };
    /**
     * @description What went wrong, for programs.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "missingApiKey"
      | "invalidApiKey"
      | "expiredApiKey"
      | "insufficientCredits"
      | "wrongApi"
      | "notFound"
      | "methodNotAllowed"
      | "contentBlocked"
      | "idempotencyKeyReused"
      | "rateLimited"
      | "generationFailed"
      | "internalError"
      | "unavailable";
    /** @description One field at fault. */
    ErrorDetail: {
      /** @description Where the field stands, such as `n` or `reference_image[3]`. */
      path: string;
      /** @description What is wrong with it. */
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
    /** @description The API key is for another API. */
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
    /** @description The request is well formed but refused for what it says. */
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
    /** @description The key has sent too many requests, or has too many generations running. */
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
     * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
     *     with the same request gives the same generation, and nothing is charged again. The same key
     *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
     *     400, 401 or 429 are not remembered.
     */
    IdempotencyKey: string;
    /**
     * @description `wait=N` shortens the wait for the images to N seconds. A generation that has not ended by
     *     then is answered with 202 and goes on. Other preferences are ignored.
     */
    Prefer: string;
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
     * @description The `poll_url` of the reply.
     * @example https://images.example.com/api/v1/generations/clx_generation_log_id
     */
    Location: string;
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
      /** @description The balance at this moment. */
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
         * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
         *     with the same request gives the same generation, and nothing is charged again. The same key
         *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
         *     400, 401 or 429 are not remembered.
         */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
        /**
         * @description `wait=N` shortens the wait for the images to N seconds. A generation that has not ended by
         *     then is answered with 202 and goes on. Other preferences are ignored.
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
       * @description The generation has ended and delivered at least one image. With fewer images than were
       *     asked for, `usage.credits` holds the price of those delivered.
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
      503: components["responses"]["Unavailable"];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The `id` of the reply that created the generation.
         * @example clx_generation_log_id
         */
        generationId: string;
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
      401: components["responses"]["Unauthorized"];
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
         * @description The `id` of the reply that created the generation.
         * @example clx_generation_log_id
         */
        generationId: string;
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
      401: components["responses"]["Unauthorized"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
