// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Upload } from "../../src/http/upload.ts";

export interface paths {
  "/v1/images/generations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create images
     * @description Creates images from a prompt and waits for them. With `stream` the reply is a stream of
     *     server-sent events: partial images as they arrive, then one event for each finished image.
     *     While nothing happens the stream carries comment lines. An error after it has begun is an
     *     event `error`.
     */
    post: operations["createImage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/images/edits": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Edit images
     * @description Creates images from a prompt and 1 to 16 images, sent as files or named in JSON. A `mask`
     *     marks where the first image may change. Waiting and streaming are as for creating images.
     */
    post: operations["editImage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List models
     * @description Lists the models of this server.
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
  "/v1/models/{model}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a model
     * @description Tells whether this server has a model.
     */
    get: operations["getModel"];
    put?: never;
    post?: never;
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
    /** @description A request for images. Fields that are not listed are ignored. */
    CreateImageRequest: {
      /**
       * @description The id of the model, as `GET /v1/models` lists it.
       * @default gpt-image-2
       */
      model: string | null;
      /** @description What to draw, in 1 to 32,000 characters. It may not be blank. */
      prompt: string;
      /**
       * @description How many images to make.
       * @default 1
       */
      n: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height lies between
       *     655,360 and 8,294,400.
       * @default auto
       */
      size: string | null;
      /**
       * @description How much work the model puts into an image. The words of other models are understood:
       *     `standard` as `medium`; `hd`, `xhigh` and `max` as `high`.
       * @default auto
       * @enum {string|null}
       */
      quality: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format: "png" | "jpeg" | "webp" | null;
      /**
       * @description Compression in percent, for `jpeg` and `webp`. Less than 100 needs one of them.
       * @default 100
       */
      output_compression: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation: "auto" | "low" | null;
      /**
       * @description `b64_json` puts the images into the reply, `url` their addresses. A stream always carries
       *     base64.
       * @default b64_json
       * @enum {string|null}
       */
      response_format: "b64_json" | "url" | null;
      /**
       * @description Whether to reply with server-sent events.
       * @default false
       */
      stream: boolean | null;
      /**
       * @description How many partial images a stream may carry before the finished one. Fewer may come.
       * @default 0
       */
      partial_images: number | null;
      /** @description Accepted and ignored, as other models than today's had it. */
      style?: string | null;
      /** @description Your own id of the person you ask for. `safety_identifier` goes first. */
      user?: string | null;
      /** @description Your own id of the person you ask for, to help with abuse reports. */
      safety_identifier?: string | null;
    };
    /** @description Images to work on, as files. Fields that are not listed are ignored. */
    EditImageForm: {
      /**
       * @description The images, one part each: PNG, JPEG or WebP, at most 50 MB a file. `image[]` is another
       *     name of the field. What a file is, its bytes tell; name and type of the part do not count.
       */
      image: Upload[];
      /**
       * Format: binary
       * @description A PNG with an alpha channel, of the same size as the first image. Where it is fully
       *     transparent, that image may change.
       */
      mask?: Upload;
      /**
       * @description The id of the model, as `GET /v1/models` lists it.
       * @default gpt-image-2
       */
      model: string | null;
      /** @description What to draw, in 1 to 32,000 characters. It may not be blank. */
      prompt: string;
      /**
       * @description How many images to make.
       * @default 1
       */
      n: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height lies between
       *     655,360 and 8,294,400.
       * @default auto
       */
      size: string | null;
      /**
       * @description How much work the model puts into an image. The words of other models are understood:
       *     `standard` as `medium`; `hd`, `xhigh` and `max` as `high`.
       * @default auto
       * @enum {string|null}
       */
      quality: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format: "png" | "jpeg" | "webp" | null;
      /**
       * @description Compression in percent, for `jpeg` and `webp`. Less than 100 needs one of them.
       * @default 100
       */
      output_compression: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation: "auto" | "low" | null;
      /**
       * @description Accepted and ignored; the model always works at its highest fidelity.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description `b64_json` puts the images into the reply, `url` their addresses. A stream always carries
       *     base64.
       * @default b64_json
       * @enum {string|null}
       */
      response_format: "b64_json" | "url" | null;
      /**
       * @description Whether to reply with server-sent events.
       * @default false
       */
      stream: boolean | null;
      /**
       * @description How many partial images a stream may carry before the finished one. Fewer may come.
       * @default 0
       */
      partial_images: number | null;
      /** @description Your own id of the person you ask for. `safety_identifier` goes first. */
      user?: string | null;
      /** @description Your own id of the person you ask for, to help with abuse reports. */
      safety_identifier?: string | null;
    };
    /** @description Images to work on, by their addresses. Fields that are not listed are ignored. */
    EditImageRequest: {
      /** @description The images to work on. */
      images: components["schemas"]["ImageReference"][];
      /**
       * @description A PNG with an alpha channel, of the same size as the first image. Where it is fully
       *     transparent, that image may change.
       */
      mask?: components["schemas"]["ImageReference"] | null;
      /**
       * @description The id of the model, as `GET /v1/models` lists it.
       * @default gpt-image-2
       */
      model: string | null;
      /** @description What to draw, in 1 to 32,000 characters. It may not be blank. */
      prompt: string;
      /**
       * @description How many images to make.
       * @default 1
       */
      n: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height lies between
       *     655,360 and 8,294,400.
       * @default auto
       */
      size: string | null;
      /**
       * @description How much work the model puts into an image. The words of other models are understood:
       *     `standard` as `medium`; `hd`, `xhigh` and `max` as `high`.
       * @default auto
       * @enum {string|null}
       */
      quality: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format: "png" | "jpeg" | "webp" | null;
      /**
       * @description Compression in percent, for `jpeg` and `webp`. Less than 100 needs one of them.
       * @default 100
       */
      output_compression: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation: "auto" | "low" | null;
      /**
       * @description Accepted and ignored; the model always works at its highest fidelity.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description `b64_json` puts the images into the reply, `url` their addresses. A stream always carries
       *     base64.
       * @default b64_json
       * @enum {string|null}
       */
      response_format: "b64_json" | "url" | null;
      /**
       * @description Whether to reply with server-sent events.
       * @default false
       */
      stream: boolean | null;
      /**
       * @description How many partial images a stream may carry before the finished one. Fewer may come.
       * @default 0
       */
      partial_images: number | null;
      /** @description Your own id of the person you ask for. `safety_identifier` goes first. */
      user?: string | null;
      /** @description Your own id of the person you ask for, to help with abuse reports. */
      safety_identifier?: string | null;
    };
    /** @description An image by its address. Uploaded files (`file_id`) do not exist here. */
    ImageReference: {
      /**
       * @description An address on the public internet, or a data URL with base64: PNG, JPEG or WebP, at most
       *     50 MB.
       */
      image_url: string;
    };
    /** @description Finished images. */
    ImagesResponse: {
      /** @description When the images were finished, in seconds since 1970. */
      created: number;
      /** @description The images. */
      data: components["schemas"]["ImageData"][];
      background: components["schemas"]["ResolvedBackground"];
      output_format: components["schemas"]["ResolvedFormat"];
      quality: components["schemas"]["ResolvedQuality"];
      size: components["schemas"]["ResolvedSize"];
      /** @description The `safety_identifier` of the request, where there was one. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description One image, in the form that was asked for. */
    ImageData: {
      /** @description The file in base64. Present unless `response_format` was `url`. */
      b64_json?: string;
      /**
       * Format: uri
       * @description Where the file lies. Public to whoever knows it, and never changed.
       */
      url?: string;
      /** @description The prompt that was drawn, where the provider has changed it. */
      revised_prompt?: string;
    };
    /**
     * @description The background that the images have.
     * @enum {string}
     */
    ResolvedBackground: "transparent" | "opaque";
    /**
     * @description The file format that the images have.
     * @enum {string}
     */
    ResolvedFormat: "png" | "jpeg" | "webp";
    /**
     * @description The quality that was drawn.
     * @enum {string}
     */
    ResolvedQuality: "low" | "medium" | "high";
    /** @description The size of the first image as `WIDTHxHEIGHT`. */
    ResolvedSize: string;
    /** @description The provider's count of tokens; zeros where it does not count. Credits do not go by it. */
    ImageUsage: {
      input_tokens: number;
      output_tokens: number;
      total_tokens: number;
      input_tokens_details: components["schemas"]["TokenDetails"];
      output_tokens_details?: components["schemas"]["TokenDetails"];
    };
    /** @description Tokens by what they stand for. */
    TokenDetails: {
      text_tokens: number;
      image_tokens: number;
    };
    /** @description The `data` of one event. Its `event` line says the same as `type`. */
    ImageGenerationEvent:
      | components["schemas"]["ImagePartialEvent"]
      | components["schemas"]["ImageCompletedEvent"]
      | components["schemas"]["ErrorEvent"];
    /** @description The `data` of one event. Its `event` line says the same as `type`. */
    ImageEditEvent:
      | components["schemas"]["ImageEditPartialEvent"]
      | components["schemas"]["ImageEditCompletedEvent"]
      | components["schemas"]["ErrorEvent"];
    /** @description A first look at an image. */
    ImagePartialEvent: {
      /** @constant */
      type: "image_generation.partial_image";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was made, in seconds since 1970. */
      created_at: number;
      /** @description As `size` of the request, or resolved. */
      size: string;
      /**
       * @description As `quality` of the request, or resolved.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "auto";
      /**
       * @description As `background` of the request, or resolved.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description Which partial image it is, from 0. */
      partial_image_index: number;
    };
    /** @description A finished image. */
    ImageCompletedEvent: {
      /** @constant */
      type: "image_generation.completed";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was made, in seconds since 1970. */
      created_at: number;
      /** @description As `size` of the request, or resolved. */
      size: string;
      /**
       * @description As `quality` of the request, or resolved.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "auto";
      /**
       * @description As `background` of the request, or resolved.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The `safety_identifier` of the request, where there was one. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description A first look at an image. */
    ImageEditPartialEvent: {
      /** @constant */
      type: "image_edit.partial_image";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was made, in seconds since 1970. */
      created_at: number;
      /** @description As `size` of the request, or resolved. */
      size: string;
      /**
       * @description As `quality` of the request, or resolved.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "auto";
      /**
       * @description As `background` of the request, or resolved.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description Which partial image it is, from 0. */
      partial_image_index: number;
    };
    /** @description A finished image. */
    ImageEditCompletedEvent: {
      /** @constant */
      type: "image_edit.completed";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was made, in seconds since 1970. */
      created_at: number;
      /** @description As `size` of the request, or resolved. */
      size: string;
      /**
       * @description As `quality` of the request, or resolved.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "auto";
      /**
       * @description As `background` of the request, or resolved.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The `safety_identifier` of the request, where there was one. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description The stream ends with an error. It has no more events after this one. */
    ErrorEvent: {
      /** @constant */
      type: "error";
      error: components["schemas"]["ErrorBody"];
    };
    /** @description The models of this server. */
    ModelCatalogue: {
      /** @constant */
      object: "list";
      /** @description One entry for each model. */
      data: components["schemas"]["CatalogueModel"][];
    };
    /** @description A model. */
    CatalogueModel: {
      /** @description The id to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description When it came to this server, in seconds since 1970. */
      created: number;
      /** @description Who runs the model. */
      owned_by: string;
    };
    /** @description Every error of this API. */
    Error: {
      error: components["schemas"]["ErrorBody"];
    };
    /** @description What went wrong. */
    ErrorBody: {
      /** @description What went wrong, for people. Its wording may change. */
      message: string;
      type: components["schemas"]["ErrorType"];
      /** @description The field at fault, such as `size` or `image[2]`, or `null`. */
      param: string | null;
      code: components["schemas"]["ErrorCode"];
    };
    /**
     * @description The kind of error.
     * @enum {string}
     */
    ErrorType:
      | "invalid_request_error"
      | "image_generation_user_error"
      | "permission_error"
      | "insufficient_quota"
      | "rate_limit_error"
      | "server_error"
      | "service_unavailable_error";
    /**
     * @description What went wrong, for programs.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_value"
      | "moderation_blocked"
      | "invalid_api_key"
      | "credit_balance_exhausted"
      | "organization_spend_limit_exceeded"
      | "plan_required"
      | "model_not_found"
      | "not_found"
      | "method_not_allowed"
      | "request_timeout"
      | "payload_too_large"
      | "unsupported_media_type"
      | "idempotency_key_reused"
      | "rate_limit_exceeded"
      | "generation_failed"
      | "generation_timeout"
      | "internal_error"
      | "server_is_overloaded";
  };
  responses: {
    /** @description The request is not valid, or its content was refused. */
    InvalidRequest: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-Generation-Id": components["headers"]["GenerationId"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account cannot pay for the request. Clients do not repeat it on their own. */
    PaymentRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-Should-Retry": components["headers"]["ShouldRetry"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The plan does not include this API. */
    PlanRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description There is no such model. */
    ModelNotFound: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description There is no such path. */
    NotFound: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request body, or an image in it, is too large. */
    PayloadTooLarge: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The body is of no type that is read here. */
    UnsupportedMediaType: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The Idempotency-Key belongs to another request. */
    Unprocessable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-Should-Retry": components["headers"]["ShouldRetry"];
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
    /** @description The images could not be made. */
    GenerationFailed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-Generation-Id": components["headers"]["GenerationId"];
        "X-Should-Retry": components["headers"]["ShouldRetry"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
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
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "X-Generation-Id": components["headers"]["GenerationId"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-Should-Retry": components["headers"]["ShouldRetry"];
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
    /** @description The images are not there yet. */
    GenerationTimeout: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-Generation-Id": components["headers"]["GenerationId"];
        "X-Should-Retry": components["headers"]["ShouldRetry"];
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
     * @description The id of the generation.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    GenerationId: string;
    /**
     * @description How long the reply took, in milliseconds; of a stream, until it began.
     * @example 41250
     */
    ProcessingMs: number;
    /**
     * @description `false` tells the OpenAI clients not to repeat the request on their own, `true` to do so.
     * @example false
     */
    ShouldRetry: "true" | "false";
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
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateImageRequest"];
      };
    };
    responses: {
      /**
       * @description The images; with fewer than were asked for, only those delivered are charged. A stream
       *     where `stream` was set.
       */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImagesResponse"];
          "text/event-stream": components["schemas"]["ImageGenerationEvent"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["Unavailable"];
      504: components["responses"]["GenerationTimeout"];
    };
  };
  editImage: {
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
        "multipart/form-data": components["schemas"]["EditImageForm"];
        "application/json": components["schemas"]["EditImageRequest"];
      };
    };
    responses: {
      /**
       * @description The images; with fewer than were asked for, only those delivered are charged. A stream
       *     where `stream` was set.
       */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImagesResponse"];
          "text/event-stream": components["schemas"]["ImageEditEvent"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["Unavailable"];
      504: components["responses"]["GenerationTimeout"];
    };
  };
  listModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The models. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ModelCatalogue"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The id of the model.
         * @example gpt-image-2
         */
        model: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The model. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CatalogueModel"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ModelNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
