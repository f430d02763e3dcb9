export interface paths {
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
     * Create a generation
     * @description Creates images from a prompt, or from the images at `image_urls`. The reply comes at once;
     *     poll `GET /api/v1/images/tasks/{task_id}` for the result.
     */
    post: operations["createImage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/images/tasks/{task_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a task
     * @description Tells where a task stands. A key reads the tasks of its own account only. Poll every few
     *     seconds; polling costs no credits.
     */
    get: operations["getTask"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/images/tasks/{task_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a task
     * @description Calls a task off. A pending one ends at once. For one in process the call to the provider is
     *     broken off; images that have arrived by then are delivered and charged, and `status` is
     *     `processing` until that is settled. Canceling a task that has ended changes nothing.
     */
    post: operations["cancelTask"];
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
     * @description The file format of the images.
     * @default png
     * @enum {string}
     */
    OutputFormat: "png" | "jpeg" | "webp";
    /** @description Your own id of the person you ask for, to help with abuse reports. */
    EndUser: string;
    /** @description A request for images. `prompt` is required unless `image_urls` names at least one image. */
    CreateImageRequest: {
      /**
       * @description `gpt-image-2`, or another model of this server. `gpt-image-2-text-to-image` and
       *     `gpt-image-2-image-to-image` are other names of it; which of the two a reply tells
       *     depends on `image_urls` alone.
       * @default gpt-image-2
       */
      model?: string;
      /**
       * @description What to draw, in at most 32,000 characters. Required unless `image_urls` is given. It may
       *     not be blank.
       */
      prompt?: string;
      /**
       * @description Addresses of reference images: PNG, JPEG or WebP, at most 50 MB each, by https on the
       *     public internet, or of images that this server has made. They are read while the
       *     request is accepted, all within 30 seconds. An empty list counts as none.
       */
      image_urls?: string[];
      /**
       * @description How many images to make.
       * @default 1
       */
      n?: number;
      /**
       * @description The size in pixels; `auto` leaves it to the model.
       * @default auto
       * @enum {string}
       */
      size?:
        | "1024x1024"
        | "1536x1024"
        | "1024x1536"
        | "1920x1088"
        | "1088x1920"
        | "3824x2160"
        | "2160x3824"
        | "auto";
      /**
       * @description How much work the model puts into an image.
       * @default auto
       * @enum {string}
       */
      quality?: "low" | "medium" | "high" | "auto";
      /** @default png */
      output_format?: components["schemas"]["OutputFormat"];
      /**
       * @description Only `url` is supported; anything else is refused.
       * @default url
       */
      response_format?: string;
      user?: components["schemas"]["EndUser"];
    };
    /** @description A request for images and what became of it. */
    Task: {
      /** @description The id of the task. */
      id: string;
      /** @constant */
      object: "image.generation";
      /** @description When the request was accepted, in seconds since 1970. */
      created: number;
      /**
       * @description The model with what it does: `gpt-image-2-text-to-image`, or `gpt-image-2-image-to-image`
       *     where reference images were given.
       */
      model: string;
      status: components["schemas"]["TaskStatus"];
      /**
       * @description The price of all images asked for. Credits of images that are not delivered are given
       *     back.
       */
      credits: number;
      /** @description The images that were delivered; empty until `status` is `succeeded`. */
      data: components["schemas"]["TaskImage"][];
      error?: components["schemas"]["TaskError"];
    };
    /**
     * @description `pending`: waiting. `processing`: the provider is at work. `succeeded`: the images stand in
     *     `data`. `failed`: there is none, see `error`. `canceled`: called off.
     * @enum {string}
     */
    TaskStatus: "pending" | "processing" | "succeeded" | "failed" | "canceled";
    /** @description One image. */
    TaskImage: {
      /**
       * Format: uri
       * @description Where the image lies. Public to whoever knows it, and never changed.
       */
      url: string;
    };
    /** @description Why the task failed. Present when `status` is `failed`. */
    TaskError: {
      /** @description What went wrong, for people. */
      message: string;
      /** @enum {string} */
      type: "server_error" | "image_generation_user_error" | "service_unavailable_error";
      param: null;
      /**
       * @description `generation_failed`: the provider failed. `moderation_blocked`: its safety system refused
       *     the prompt, a reference image or the result. `service_unavailable`: the provider took no
       *     work.
       * @enum {string}
       */
      code: "generation_failed" | "moderation_blocked" | "service_unavailable";
    };
    /** @description Every error of this API. */
    Error: {
      error: {
        /** @description What went wrong, for people. Its wording may change. */
        message: string;
        type: components["schemas"]["ErrorType"];
        /** @description The field at fault, such as `n` or `image_urls[2]`, or `null`. */
        param: string | null;
        code: components["schemas"]["ErrorCode"];
      };
    };
    /**
     * @description The kind of error.
     * @enum {string}
     */
    ErrorType:
      | "invalid_request_error"
      | "image_generation_user_error"
      | "authentication_error"
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
      | "invalid_request"
      | "moderation_blocked"
      | "invalid_api_key"
      | "insufficient_credits"
      | "monthly_cap_reached"
      | "plan_required"
      | "wrong_api"
      | "not_found"
      | "method_not_allowed"
      | "request_timeout"
      | "payload_too_large"
      | "unsupported_media_type"
      | "idempotency_key_reused"
      | "rate_limit_exceeded"
      | "concurrency_limit_exceeded"
      | "internal_error"
      | "service_unavailable";
  };
  responses: {
    /** @description The request is not valid. */
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
    /** @description The plan does not include this API, or the API key is for another API. */
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
    /** @description There is no such task or path. */
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
    /** @description The Idempotency-Key belongs to another request. */
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
    /** @description The key has sent too many requests, or has too many tasks under way. */
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
     * @description The `id` of the reply that created the task.
     * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
     */
    TaskId: string;
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
      /** @description The task was accepted and its credits are held. */
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
          "application/json": components["schemas"]["Task"];
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
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getTask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The `id` of the reply that created the task.
         * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
         */
        task_id: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /**
       * @description The task, in whatever state it is. Look at `status`: a failed task is a 200 here, with
       *     `error`.
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
          "application/json": components["schemas"]["Task"];
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
  cancelTask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The `id` of the reply that created the task.
         * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
         */
        task_id: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The task as it stands after the request. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Task"];
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
