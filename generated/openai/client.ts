// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { FileInput } from "../../src/client/files.ts";

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
     * @description Creates images from a prompt and waits for them. With `stream`, the response is a stream of
     *     server-sent events: partial images as they arrive, then one event for each finished image.
     *     Comment lines keep an idle stream open. An error after the stream has started is sent as an
     *     `error` event.
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
     * @description Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
     *     as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
     *     and streaming work as for creating images.
     */
    post: operations["editImage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/responses": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a response with an image
     * @description Creates or edits an image with the `image_generation` tool of the Responses API, and waits for
     *     it. No chat model is involved: the prompt is the text of the last user message, unchanged, and
     *     the images of `input` and of the previous response are the images to edit. Fields that only
     *     concern text, such as `temperature`, have no effect; a request for anything else is rejected
     *     with 400. A retry returns the response of the earlier request and is not charged again.
     */
    post: operations["createResponse"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/responses/{response_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a response
     * @description Returns a stored response in its current state, with its image once it is completed. Poll a
     *     response that was created with `background`.
     */
    get: operations["getResponse"];
    put?: never;
    post?: never;
    /**
     * Delete a response
     * @description Deletes a response with its generation: the prompt, the input images, the image and the fields
     *     of the request. The image cannot be downloaded any more. Charges, usage and the ledger do not
     *     change. A response that has not finished is rejected with 400: cancel it first.
     */
    delete: operations["deleteResponse"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/responses/{response_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a response
     * @description Cancels a stored response that has not finished, and returns its current state. If no provider
     *     was called, it costs nothing. If a call is running, an image that has arrived is delivered and
     *     charged. A response that has finished does not change.
     */
    post: operations["cancelResponse"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/images/generations/async": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create images in the background
     * @description Does the same as `POST /v1/images/generations` with `async: true`, for clients that use this
     *     path. `stream` is rejected.
     */
    post: operations["createImageTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/images/edits/async": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Edit images in the background
     * @description Does the same as `POST /v1/images/edits` with `async: true`, for clients that use this path.
     *     `stream` is rejected.
     */
    post: operations["editImageTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/images/tasks/{task_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a task
     * @description Returns a task. When it is completed, its `result` is the response that a synchronous request
     *     would have. A key can read only tasks of its own account. Poll every few seconds; polling is
     *     free.
     */
    get: operations["getImageTask"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/{task_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a task in an envelope
     * @description Returns the same task as `GET /v1/images/tasks/{task_id}`, in the format of other relays and
     *     for clients that use this path.
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
  "/v1/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List models
     * @description Lists the models of this server, then their aliases: names of OpenAI's models that clients have
     *     built in, and that this server accepts for its own models at their prices.
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
     * @description Returns a model of this server, by its ID or an alias.
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
  "/v1/batches": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List batches
     * @description Lists the batches of the account, the newest first.
     */
    get: operations["listBatches"];
    put?: never;
    /**
     * Create a batch
     * @description Runs the requests of a file with the purpose `batch` after all other requests. Requests that
     *     are not finished after 24 hours expire and are not charged. Each line of the file is
     *     `{"custom_id", "method": "POST", "url", "body"}`, where `url` is the endpoint of the batch
     *     and `body` the JSON of that operation without `stream`. Each request holds and is charged
     *     credits as if it were sent alone; those that the account cannot pay for fail. The results
     *     are JSON Lines in two files: `output_file_id` has the succeeded requests and `error_file_id`
     *     the others. A batch has at most 50,000 requests, and an account 20 unfinished batches, and
     *     1,000 batches with 200,000 requests in the last 30 days. A limit of requests per hour
     *     applies to the requests of batches too, which are counted separately. If the key of a batch
     *     expires, is revoked or may no longer generate images, the remaining requests fail with the
     *     code `invalid_api_key`.
     */
    post: operations["createBatch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/batches/{batch_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a batch
     * @description Returns the state of a batch. It has ended when `status` is `completed`, `failed`, `expired`
     *     or `cancelled`.
     */
    get: operations["getBatch"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/batches/{batch_id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a batch
     * @description Cancels the unfinished requests of a batch and releases their credits. Finished ones are in
     *     the output file. A batch that has ended does not change.
     */
    post: operations["cancelBatch"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/moderations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Check texts
     * @description Checks texts against the moderation rules of this server, which also apply to the prompts of
     *     images, and costs nothing. A text that matches a rule is flagged in the category `illicit`.
     *     If this server uses a moderation model of its provider, the model examines texts and images
     *     too; otherwise images are accepted and not examined. `category_applied_input_types` names what
     *     was examined.
     */
    post: operations["createModeration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/files": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List files
     * @description Lists the files of the account that have not expired.
     */
    get: operations["listFiles"];
    put?: never;
    /**
     * Upload a file
     * @description Stores a file that later requests refer to by its ID: an image for edits with the purpose
     *     `vision` or `user_data`, or the requests of a batch with the purpose `batch`. Only keys of
     *     the account can read it. Metadata such as EXIF is removed from images. An account can store
     *     at most 1,000 files with 2 GB in total, or with 50 MB in total while it has no credits.
     */
    post: operations["createFile"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/files/{file_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a file
     * @description Returns the properties of a file. Its content is at `/v1/files/{file_id}/content`.
     */
    get: operations["getFile"];
    put?: never;
    post?: never;
    /**
     * Delete a file
     * @description Deletes a file and its content. Generations that were accepted with it have their own copy.
     */
    delete: operations["deleteFile"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/files/{file_id}/content": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the content of a file
     * @description Returns the stored bytes of a file.
     */
    get: operations["getFileContent"];
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
    /** @description An image request. Unlisted fields are rejected, except `metadata`, `store` and empty ones. */
    CreateImageRequest: {
      /**
       * @description The ID of the model or an alias, as `GET /v1/models` lists them.
       * @default gpt-image-2
       */
      model?: string | null;
      /** @description A description of the images, 1 to 32,000 characters. Must not be blank. */
      prompt: string;
      /**
       * @description Input images, as for `POST /v1/images/edits`: one or several URLs, base64 data URLs or
       *     objects with one of them.
       */
      image?: components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description Another spelling of `image`. */
      images?: components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description Another spelling of `image`. */
      image_url?:
        components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description Another spelling of `image`. */
      image_urls?:
        components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /**
       * @description A PNG with an alpha channel and the same size as the first image. Fully transparent
       *     areas mark what may be edited.
       */
      mask?: components["schemas"]["ImageInput"] | null;
      /**
       * @description `high` is the default. `low` is rejected unless the model supports it.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description The number of images to generate.
       * @default 1
       */
      n?: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height is between
       *     655,360 and 8,294,400. Some other sizes, such as `512x512`, are accepted too: the image is
       *     generated at a larger size, charged at the price of that size, and resized.
       * @default auto
       */
      size?: string | null;
      /**
       * @description The render quality. `standard` is `medium` and `hd` is `high`. `xhigh` and `max` are
       *     rejected unless the model supports them.
       * @default auto
       * @enum {string|null}
       */
      quality?: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background?: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format?: "png" | "jpeg" | "webp" | null;
      /**
       * @description The compression in percent. Values below 100 require `jpeg` or `webp`.
       * @default 100
       */
      output_compression?: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation?: "auto" | "low" | null;
      /**
       * @description `b64_json` returns the images as base64, `url` returns URLs. By default `url` for models
       *     whose name starts with `dall-e-`, otherwise `b64_json`. A stream always contains base64.
       * @enum {string|null}
       */
      response_format?: "b64_json" | "url" | null;
      /**
       * @description Whether to respond with 202 and a task at once instead of waiting. The task contains
       *     URLs of the images, with `response_format: b64_json` also their base64. Cannot be
       *     combined with `stream`.
       */
      async?: boolean | null;
      /**
       * @description Whether to respond with server-sent events.
       * @default false
       */
      stream?: boolean | null;
      /**
       * @description The maximum number of partial images in a stream before the finished image.
       * @default 0
       */
      partial_images?: number | null;
      /**
       * @description `vivid` is the default. `natural` is rejected unless the model supports it; describe the
       *     style in the prompt instead.
       * @enum {string|null}
       */
      style?: "vivid" | "natural" | null;
      /** @description Your identifier for the end user. `safety_identifier` takes precedence. */
      user?: string | null;
      /**
       * @description The aspect ratio, such as `16:9`, instead of `size`. The model list of the Image Hub API
       *     has the supported ones. `aspectRatio` is another spelling, and `size` may contain it too.
       */
      aspect_ratio?: string | null;
      /** @description Another spelling of `aspect_ratio`. */
      aspectRatio?: string | null;
      /**
       * @description The resolution: `1k`, `2k` or `4k`, by default `1k`. The price depends on it. Without an
       *     `aspect_ratio`, `2k` and `4k` are square. `size` may contain it too.
       * @enum {string|null}
       */
      resolution?: "1k" | "2k" | "4k" | "1K" | "2K" | "4K" | null;
      /** @description The width in pixels, with `height` instead of `size`. */
      width?: number | null;
      /** @description The height in pixels, with `width` instead of `size`. */
      height?: number | null;
      /**
       * @description How much computation the model spends on planning the image. Rejected unless the model
       *     supports it.
       * @enum {string|null}
       */
      complexity?: "low" | "medium" | "high" | null;
      /** @description Makes images repeatable. Rejected unless the model supports it. */
      seed?: number | null;
      /** @description Your identifier for the end user; helps with abuse reports. */
      safety_identifier?: string | null;
    };
    /**
     * @description The images to edit, as files. Unlisted fields are rejected, except `metadata`, `store` and
     *     empty ones.
     */
    EditImageForm: {
      /**
       * @description The images, one part each: PNG, JPEG or WebP, at most 50 MB per file. The field may also
       *     be named `image[]`. The file type is detected from its content; the part's name and
       *     Content-Type are ignored.
       */
      image: FileInput | FileInput[];
      /**
       * Format: binary
       * @description A PNG with an alpha channel and the same size as the first image. Fully transparent
       *     areas mark what may be edited.
       */
      mask?: FileInput;
      /**
       * Format: binary
       * @description A transparent PNG with drawings that show the change. Rejected unless the model supports it.
       */
      markup?: FileInput;
      /**
       * @description The ID of the model or an alias, as `GET /v1/models` lists them.
       * @default gpt-image-2
       */
      model?: string | null;
      /** @description A description of the images, 1 to 32,000 characters. Must not be blank. */
      prompt: string;
      /**
       * @description The number of images to generate.
       * @default 1
       */
      n?: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height is between
       *     655,360 and 8,294,400. Some other sizes, such as `512x512`, are accepted too: the image is
       *     generated at a larger size, charged at the price of that size, and resized.
       * @default auto
       */
      size?: string | null;
      /**
       * @description The render quality. `standard` is `medium` and `hd` is `high`. `xhigh` and `max` are
       *     rejected unless the model supports them.
       * @default auto
       * @enum {string|null}
       */
      quality?: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background?: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format?: "png" | "jpeg" | "webp" | null;
      /**
       * @description The compression in percent. Values below 100 require `jpeg` or `webp`.
       * @default 100
       */
      output_compression?: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation?: "auto" | "low" | null;
      /**
       * @description `high` is the default. `low` is rejected unless the model supports it.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description `b64_json` returns the images as base64, `url` returns URLs. By default `url` for models
       *     whose name starts with `dall-e-`, otherwise `b64_json`. A stream always contains base64.
       * @enum {string|null}
       */
      response_format?: "b64_json" | "url" | null;
      /**
       * @description Whether to respond with 202 and a task at once instead of waiting. The task contains
       *     URLs of the images, with `response_format: b64_json` also their base64. Cannot be
       *     combined with `stream`.
       */
      async?: boolean | null;
      /**
       * @description Whether to respond with server-sent events.
       * @default false
       */
      stream?: boolean | null;
      /**
       * @description The maximum number of partial images in a stream before the finished image.
       * @default 0
       */
      partial_images?: number | null;
      /** @description Your identifier for the end user. `safety_identifier` takes precedence. */
      user?: string | null;
      /**
       * @description The aspect ratio, such as `16:9`, instead of `size`. The model list of the Image Hub API
       *     has the supported ones. `aspectRatio` is another spelling, and `size` may contain it too.
       */
      aspect_ratio?: string | null;
      /** @description Another spelling of `aspect_ratio`. */
      aspectRatio?: string | null;
      /**
       * @description The resolution: `1k`, `2k` or `4k`, by default `1k`. The price depends on it. Without an
       *     `aspect_ratio`, `2k` and `4k` are square. `size` may contain it too.
       * @enum {string|null}
       */
      resolution?: "1k" | "2k" | "4k" | "1K" | "2K" | "4K" | null;
      /** @description The width in pixels, with `height` instead of `size`. */
      width?: number | null;
      /** @description The height in pixels, with `width` instead of `size`. */
      height?: number | null;
      /**
       * @description How much computation the model spends on planning the image. Rejected unless the model
       *     supports it.
       * @enum {string|null}
       */
      complexity?: "low" | "medium" | "high" | null;
      /** @description Makes images repeatable. Rejected unless the model supports it. */
      seed?: number | null;
      /** @description Your identifier for the end user; helps with abuse reports. */
      safety_identifier?: string | null;
    };
    /**
     * @description The images to edit, as URLs or as IDs of uploaded files. Unlisted fields are rejected,
     *     except `metadata`, `store` and empty ones.
     */
    EditImageRequest: {
      /**
       * @description The images to edit: one or several URLs, base64 data URLs or
       *     objects with one of them.
       */
      image?: components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description The images to edit. `image` is another spelling. */
      images?: components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description Another spelling of `images`. */
      image_url?:
        components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /** @description Another spelling of `images`. */
      image_urls?:
        components["schemas"]["ImageInput"] | components["schemas"]["ImageInput"][] | null;
      /**
       * @description A PNG with an alpha channel and the same size as the first image. Fully transparent
       *     areas mark what may be edited.
       */
      mask?: components["schemas"]["ImageInput"] | null;
      /**
       * @description The ID of the model or an alias, as `GET /v1/models` lists them.
       * @default gpt-image-2
       */
      model?: string | null;
      /** @description A description of the images, 1 to 32,000 characters. Must not be blank. */
      prompt: string;
      /**
       * @description The number of images to generate.
       * @default 1
       */
      n?: number | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height is between
       *     655,360 and 8,294,400. Some other sizes, such as `512x512`, are accepted too: the image is
       *     generated at a larger size, charged at the price of that size, and resized.
       * @default auto
       */
      size?: string | null;
      /**
       * @description The render quality. `standard` is `medium` and `hd` is `high`. `xhigh` and `max` are
       *     rejected unless the model supports them.
       * @default auto
       * @enum {string|null}
       */
      quality?: "low" | "medium" | "high" | "auto" | "standard" | "hd" | "xhigh" | "max" | null;
      /**
       * @description The background of the images. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background?: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the images.
       * @default png
       * @enum {string|null}
       */
      output_format?: "png" | "jpeg" | "webp" | null;
      /**
       * @description The compression in percent. Values below 100 require `jpeg` or `webp`.
       * @default 100
       */
      output_compression?: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation?: "auto" | "low" | null;
      /**
       * @description `high` is the default. `low` is rejected unless the model supports it.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description `b64_json` returns the images as base64, `url` returns URLs. By default `url` for models
       *     whose name starts with `dall-e-`, otherwise `b64_json`. A stream always contains base64.
       * @enum {string|null}
       */
      response_format?: "b64_json" | "url" | null;
      /**
       * @description Whether to respond with 202 and a task at once instead of waiting. The task contains
       *     URLs of the images, with `response_format: b64_json` also their base64. Cannot be
       *     combined with `stream`.
       */
      async?: boolean | null;
      /**
       * @description Whether to respond with server-sent events.
       * @default false
       */
      stream?: boolean | null;
      /**
       * @description The maximum number of partial images in a stream before the finished image.
       * @default 0
       */
      partial_images?: number | null;
      /** @description Your identifier for the end user. `safety_identifier` takes precedence. */
      user?: string | null;
      /**
       * @description The aspect ratio, such as `16:9`, instead of `size`. The model list of the Image Hub API
       *     has the supported ones. `aspectRatio` is another spelling, and `size` may contain it too.
       */
      aspect_ratio?: string | null;
      /** @description Another spelling of `aspect_ratio`. */
      aspectRatio?: string | null;
      /**
       * @description The resolution: `1k`, `2k` or `4k`, by default `1k`. The price depends on it. Without an
       *     `aspect_ratio`, `2k` and `4k` are square. `size` may contain it too.
       * @enum {string|null}
       */
      resolution?: "1k" | "2k" | "4k" | "1K" | "2K" | "4K" | null;
      /** @description The width in pixels, with `height` instead of `size`. */
      width?: number | null;
      /** @description The height in pixels, with `width` instead of `size`. */
      height?: number | null;
      /**
       * @description How much computation the model spends on planning the image. Rejected unless the model
       *     supports it.
       * @enum {string|null}
       */
      complexity?: "low" | "medium" | "high" | null;
      /** @description Makes images repeatable. Rejected unless the model supports it. */
      seed?: number | null;
      /** @description Your identifier for the end user; helps with abuse reports. */
      safety_identifier?: string | null;
    };
    /**
     * @description An image: a public URL, a base64 data URL, or an object with one of them or with the ID of a
     *     file.
     */
    ImageInput: string | components["schemas"]["ImageReference"];
    /** @description An image, either by its URL or as an uploaded file. */
    ImageReference: {
      /** @description A public URL or a base64 data URL: PNG, JPEG or WebP, at most 50 MB. */
      image_url?: string | null;
      /** @description Another spelling of `image_url`. */
      url?: string | null;
      /**
       * @description The ID of a file of the account with the purpose `vision` or `user_data`. Instead of
       *     `image_url`.
       */
      file_id?: string | null;
    };
    /** @description The requests of a batch and what happens to its results. Unlisted fields are ignored. */
    CreateBatchRequest: {
      /** @description The ID of a file of the account with the purpose `batch`. */
      input_file_id: string;
      endpoint: components["schemas"]["BatchEndpoint"];
      /**
       * @description The time after which unfinished requests expire. Always `24h`.
       * @enum {string}
       */
      completion_window: "24h";
      /** @description Up to 16 pairs of your own, returned with the batch. A value has at most 512 characters. */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description When the files with the results expire. By default after 30 days. */
      output_expires_after?: {
        /**
         * @description The time from which `seconds` counts.
         * @enum {string}
         */
        anchor: "created_at";
        /** @description After how many seconds, from 3,600 (an hour) to 2,592,000 (30 days). */
        seconds: number;
      };
    };
    /**
     * @description The endpoint of all requests of the batch. Other endpoints are not supported.
     * @enum {string}
     */
    BatchEndpoint: "/v1/images/generations" | "/v1/images/edits";
    /** @description A batch. */
    Batch: {
      /** @description The ID of the batch. */
      id: string;
      /**
       * @description Always `batch`.
       * @enum {string}
       */
      object: "batch";
      endpoint: components["schemas"]["BatchEndpoint"];
      /**
       * @description Always `24h`.
       * @enum {string}
       */
      completion_window: "24h";
      /**
       * @description `validating` while the input is read, `in_progress`, `cancelling`, or an end:
       *     `completed`, `failed` because the input is not valid, `expired` or `cancelled`.
       * @enum {string}
       */
      status:
        | "validating"
        | "failed"
        | "in_progress"
        | "completed"
        | "expired"
        | "cancelling"
        | "cancelled";
      /** @description The ID of the file with the requests. */
      input_file_id: string;
      /**
       * @description The ID of the file with the succeeded requests. Absent until the batch has ended, and
       *     also afterwards if no request succeeded.
       */
      output_file_id?: string;
      /**
       * @description The ID of the file with the failed requests. Absent until the batch has ended, and also
       *     afterwards if no request failed.
       */
      error_file_id?: string;
      /** @description Why the input is not valid. */
      errors?: {
        /**
         * @description Always `list`.
         * @enum {string}
         */
        object: "list";
        /** @description The first 20 errors. */
        data: components["schemas"]["BatchError"][];
      };
      /** @description When the batch was created, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description When unfinished requests expire, as a Unix timestamp in seconds. */
      expires_at: number;
      /** @description When the input was validated and the batch started, as a Unix timestamp in seconds. */
      in_progress_at?: number;
      /** @description When the files with the results were created, as a Unix timestamp in seconds. */
      finalizing_at?: number;
      /** @description When the cancellation was requested, as a Unix timestamp in seconds. */
      cancelling_at?: number;
      /** @description When the batch was completed, as a Unix timestamp in seconds. */
      completed_at?: number;
      /** @description When the input was found not to be valid, as a Unix timestamp in seconds. */
      failed_at?: number;
      /** @description When the batch expired, as a Unix timestamp in seconds. */
      expired_at?: number;
      /** @description When the batch was canceled, as a Unix timestamp in seconds. */
      cancelled_at?: number;
      /** @description How many requests there are, and how many have ended. */
      request_counts: {
        /** @description All requests. 0 until the input is validated. */
        total: number;
        /** @description The succeeded requests. */
        completed: number;
        /** @description The failed requests. */
        failed: number;
      };
      /** @description The metadata of the request. */
      metadata: {
        [key: string]: string;
      } | null;
    };
    /** @description A reason why the input of a batch is not valid. */
    BatchError: {
      /** @description A machine-readable code. */
      code: string;
      /** @description A human-readable message. */
      message: string;
      /** @description The number of the line, from 1, or `null`. */
      line: number | null;
      /** @description The field of the line, or `null`. */
      param: string | null;
    };
    /** @description A page of batches. */
    BatchList: {
      /**
       * @description Always `list`.
       * @enum {string}
       */
      object: "list";
      /** @description The batches. */
      data: components["schemas"]["Batch"][];
      /** @description Whether more batches follow. Pass `last_id` as `after` to get them. */
      has_more: boolean;
      /** @description The ID of the first batch of this page, or `null` if it is empty. */
      first_id: string | null;
      /** @description The ID of the last batch of this page, or `null` if it is empty. */
      last_id: string | null;
    };
    /** @description Texts to check. Unlisted fields are ignored. */
    ModerationRequest: {
      /**
       * @description A text, texts that are checked one by one, or parts that are checked together. At most
       *     131,072 characters altogether.
       */
      input: string | string[] | components["schemas"]["ModerationPart"][];
      /**
       * @description The name of a moderation model, which the response repeats.
       * @default omni-moderation-latest
       */
      model?: string | null;
    };
    /** @description A text or an image. */
    ModerationPart:
      components["schemas"]["ModerationTextPart"] | components["schemas"]["ModerationImagePart"];
    /** @description A text. */
    ModerationTextPart: {
      /**
       * @description Always `text`.
       * @enum {string}
       */
      type: "text";
      /** @description The text. */
      text: string;
    };
    /** @description An image. It is examined if this server uses a moderation model. */
    ModerationImagePart: {
      /**
       * @description Always `image_url`.
       * @enum {string}
       */
      type: "image_url";
      /** @description Where the image is. */
      image_url: {
        /** @description A public URL or a base64 data URL. */
        url: string;
      };
    };
    /** @description The results of a check. */
    ModerationResponse: {
      /** @description The ID of the check. Nothing is stored under it. */
      id: string;
      /** @description The requested model. */
      model: string;
      /** @description The results, in the order of the texts. */
      results: components["schemas"]["ModerationResult"][];
    };
    /** @description The result for one text, or for all parts together. */
    ModerationResult: {
      /** @description Whether a moderation rule of this server matches or a moderation model flags it. */
      flagged: boolean;
      categories: components["schemas"]["ModerationCategories"];
      category_scores: components["schemas"]["ModerationScores"];
      category_applied_input_types: components["schemas"]["ModerationInputTypes"];
    };
    /** @description Whether each category of OpenAI is flagged. Rules flag only `illicit`. */
    ModerationCategories: {
      harassment: boolean;
      "harassment/threatening": boolean;
      hate: boolean;
      "hate/threatening": boolean;
      illicit: boolean;
      "illicit/violent": boolean;
      "self-harm": boolean;
      "self-harm/intent": boolean;
      "self-harm/instructions": boolean;
      sexual: boolean;
      "sexual/minors": boolean;
      violence: boolean;
      "violence/graphic": boolean;
    };
    /** @description The score of each category. It is 1 if a rule matches. */
    ModerationScores: {
      harassment: number;
      "harassment/threatening": number;
      hate: number;
      "hate/threatening": number;
      illicit: number;
      "illicit/violent": number;
      "self-harm": number;
      "self-harm/intent": number;
      "self-harm/instructions": number;
      sexual: number;
      "sexual/minors": number;
      violence: number;
      "violence/graphic": number;
    };
    /** @description What was examined for each category. */
    ModerationInputTypes: {
      harassment: ("text" | "image")[];
      "harassment/threatening": ("text" | "image")[];
      hate: ("text" | "image")[];
      "hate/threatening": ("text" | "image")[];
      illicit: ("text" | "image")[];
      "illicit/violent": ("text" | "image")[];
      "self-harm": ("text" | "image")[];
      "self-harm/intent": ("text" | "image")[];
      "self-harm/instructions": ("text" | "image")[];
      sexual: ("text" | "image")[];
      "sexual/minors": ("text" | "image")[];
      violence: ("text" | "image")[];
      "violence/graphic": ("text" | "image")[];
    };
    /** @description A file and what it is for. Unlisted fields are ignored. */
    CreateFileForm: {
      /**
       * Format: binary
       * @description PNG, JPEG or WebP of at most 50 MB, or JSON Lines of at most 200 MB with the purpose
       *     `batch`.
       */
      file: FileInput;
      /**
       * @description What the file is for. Other purposes of OpenAI do not exist on this server.
       * @enum {string}
       */
      purpose: "vision" | "user_data" | "batch";
      /**
       * @description The time from which `expires_after[seconds]` counts.
       * @enum {string}
       */
      "expires_after[anchor]"?: "created_at";
      /**
       * @description After how many seconds the file expires: 3,600 (an hour) to 2,592,000 (30 days). By
       *     default files with the purpose `batch` expire after 30 days and others do not expire,
       *     but no file is kept longer than the retention of the account's plan.
       */
      "expires_after[seconds]"?: number;
    };
    /** @description A file. */
    File: {
      /** @description The ID of the file. */
      id: string;
      /**
       * @description Always `file`.
       * @enum {string}
       */
      object: "file";
      /** @description The size of the content in bytes. */
      bytes: number;
      /** @description When the file was created, as a Unix timestamp in seconds. */
      created_at: number;
      /**
       * @description When the file expires, as a Unix timestamp in seconds. Absent if it is kept until it is
       *     deleted.
       */
      expires_at?: number;
      /** @description The name of the file when it was uploaded. */
      filename: string;
      /**
       * @description What the file is for.
       * @enum {string}
       */
      purpose: "vision" | "user_data" | "batch" | "batch_output";
      /**
       * @description Always `processed`.
       * @enum {string}
       */
      status: "processed";
    };
    /** @description A page of files. */
    FileList: {
      /**
       * @description Always `list`.
       * @enum {string}
       */
      object: "list";
      /** @description The files. */
      data: components["schemas"]["File"][];
      /** @description Whether more files follow. Pass `last_id` as `after` to get them. */
      has_more: boolean;
      /** @description The ID of the first file of this page, or `null` if it is empty. */
      first_id: string | null;
      /** @description The ID of the last file of this page, or `null` if it is empty. */
      last_id: string | null;
    };
    /** @description The result of deleting a file. */
    DeletedFile: {
      /** @description The ID of the deleted file. */
      id: string;
      /**
       * @description Always `file`.
       * @enum {string}
       */
      object: "file";
      /**
       * @description Always `true`.
       * @enum {boolean}
       */
      deleted: true;
    };
    /**
     * @description A new task. Its ID is in several places, because clients of different relays read it from
     *     different ones.
     */
    CreatedImageTask: {
      /** @description The ID of the task and of its generation. */
      id: string;
      /** @description The same as `id`. */
      task_id: string;
      /** @constant */
      object: "image.generation.task";
      status: components["schemas"]["ImageTaskStatus"];
      /** @description When the request was accepted, as a Unix timestamp in seconds. */
      created_at: number;
      /**
       * Format: uri
       * @description The URL of the task.
       */
      poll_url: string;
      /** @constant */
      code: 200;
      /** @description The task again, for clients that read `data[0].task_id`. */
      data: components["schemas"]["SubmittedTask"][];
    };
    /** @description An accepted task. */
    SubmittedTask: {
      /** @constant */
      status: "submitted";
      /** @description The ID of the task. */
      task_id: string;
    };
    /**
     * @description `processing` until the task has ended, then `completed` or `failed`. The status of a canceled task is
     *     `failed`.
     * @enum {string}
     */
    ImageTaskStatus: "processing" | "completed" | "failed";
    /** @description A task. */
    ImageTask: {
      /** @description The ID of the task and of its generation. */
      id: string;
      /** @description The same as `id`. */
      task_id: string;
      /** @constant */
      object: "image.generation.task";
      /** @description The ID of the model. */
      model: string;
      status: components["schemas"]["ImageTaskStatus"];
      /** @description When the request was accepted, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description When the task ended, as a Unix timestamp in seconds. */
      completed_at?: number;
      /**
       * Format: uri
       * @description The URL of the first image of a completed task.
       */
      image_url?: string;
      result?: components["schemas"]["ImagesResponse"];
      error?: components["schemas"]["ErrorBody"];
    };
    /** @description A task in an envelope. */
    TaskEnvelope: {
      /** @constant */
      code: 200;
      data: components["schemas"]["EnvelopedTask"];
    };
    /** @description A task. */
    EnvelopedTask: {
      /** @description The ID of the task and of its generation. */
      id: string;
      /**
       * @description The status. `completed`, `failed` and `cancelled` are final.
       * @enum {string}
       */
      status: "pending" | "processing" | "completed" | "failed" | "cancelled";
      /** @description In percent: 0 before the start, 50 while the task runs, 100 at its end. */
      progress: number;
      /** @description When the request was accepted, as a Unix timestamp in seconds. */
      created: number;
      /** @description When the task ended, as a Unix timestamp in seconds. */
      completed?: number;
      /** @description The seconds from the acceptance to the end. */
      actual_time?: number;
      result?: components["schemas"]["TaskResult"];
      error?: components["schemas"]["ErrorBody"];
    };
    /** @description The images of a completed task. */
    TaskResult: {
      /** @description The images. */
      images: components["schemas"]["TaskResultImage"][];
    };
    /** @description An image. */
    TaskResultImage: {
      /** @description The URL of the image, as the only item of a list. */
      url: string[];
    };
    /** @description Finished images. */
    ImagesResponse: {
      /** @description When the images were finished, as a Unix timestamp in seconds. */
      created: number;
      /** @description The images. */
      data: components["schemas"]["ImageData"][];
      background: components["schemas"]["ResolvedBackground"];
      output_format: components["schemas"]["ResolvedFormat"];
      quality: components["schemas"]["ResolvedQuality"];
      size: components["schemas"]["ResolvedSize"];
      /** @description The `safety_identifier` of the request, if any. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description One image in the requested format. */
    ImageData: {
      /** @description The file in base64. Present unless `response_format` was `url`. */
      b64_json?: string;
      /**
       * Format: uri
       * @description The URL of the file. It works without a key, and its content never changes. On servers
       *     where it expires, download the file before it does.
       */
      url?: string;
      /** @description The prompt that was used, if the provider changed it. */
      revised_prompt?: string;
    };
    /**
     * @description The background of the images.
     * @enum {string}
     */
    ResolvedBackground: "transparent" | "opaque";
    /**
     * @description The file format of the images.
     * @enum {string}
     */
    ResolvedFormat: "png" | "jpeg" | "webp";
    /**
     * @description The render quality of the images.
     * @enum {string}
     */
    ResolvedQuality: "low" | "medium" | "high" | "xhigh" | "max";
    /** @description The size of the first image as `WIDTHxHEIGHT`. */
    ResolvedSize: string;
    /** @description The provider's token usage; zeros if the provider reports none. Credits do not depend on it. */
    ImageUsage: {
      /** @description Tokens of the prompt and the input images. */
      input_tokens: number;
      /** @description Tokens of the generated images. */
      output_tokens: number;
      /** @description The sum of input and output tokens. */
      total_tokens: number;
      input_tokens_details: components["schemas"]["TokenDetails"];
      output_tokens_details?: components["schemas"]["TokenDetails"];
    };
    /** @description Tokens by type. */
    TokenDetails: {
      /** @description Text tokens. */
      text_tokens: number;
      /** @description Image tokens. */
      image_tokens: number;
    };
    /** @description The `data` of one event. Its `event` line equals `type`. */
    ImageGenerationEvent:
      | components["schemas"]["ImagePartialEvent"]
      | components["schemas"]["ImageCompletedEvent"]
      | components["schemas"]["ErrorEvent"];
    /** @description The `data` of one event. Its `event` line equals `type`. */
    ImageEditEvent:
      | components["schemas"]["ImageEditPartialEvent"]
      | components["schemas"]["ImageEditCompletedEvent"]
      | components["schemas"]["ErrorEvent"];
    /** @description A partial image. */
    ImagePartialEvent: {
      /** @constant */
      type: "image_generation.partial_image";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was created, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description The `size` of the request, or the size that it resolves to. */
      size: string;
      /**
       * @description The `quality` of the request, or the quality that it resolves to.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
      /**
       * @description The `background` of the request, or the background that it resolves to.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The index of the partial image, from 0. */
      partial_image_index: number;
    };
    /** @description A finished image. */
    ImageCompletedEvent: {
      /** @constant */
      type: "image_generation.completed";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was created, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description The `size` of the request, or the size that it resolves to. */
      size: string;
      /**
       * @description The `quality` of the request, or the quality that it resolves to.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
      /**
       * @description The `background` of the request, or the background that it resolves to.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The `safety_identifier` of the request, if any. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description A partial image. */
    ImageEditPartialEvent: {
      /** @constant */
      type: "image_edit.partial_image";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was created, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description The `size` of the request, or the size that it resolves to. */
      size: string;
      /**
       * @description The `quality` of the request, or the quality that it resolves to.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
      /**
       * @description The `background` of the request, or the background that it resolves to.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The index of the partial image, from 0. */
      partial_image_index: number;
    };
    /** @description A finished image. */
    ImageEditCompletedEvent: {
      /** @constant */
      type: "image_edit.completed";
      /** @description The file in base64. */
      b64_json: string;
      /** @description When it was created, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description The `size` of the request, or the size that it resolves to. */
      size: string;
      /**
       * @description The `quality` of the request, or the quality that it resolves to.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
      /**
       * @description The `background` of the request, or the background that it resolves to.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
      /** @description The `safety_identifier` of the request, if any. */
      safety_identifier?: string | null;
      usage: components["schemas"]["ImageUsage"];
    };
    /** @description The stream ends with an error. No events follow. */
    ErrorEvent: {
      /** @constant */
      type: "error";
      error: components["schemas"]["ErrorBody"];
    };
    /** @description A request for one image. Unlisted fields are rejected, except empty ones. */
    CreateResponseRequest: {
      /**
       * @description The model of the response. If the tool names no model and this is an image model of this
       *     server, it creates the image. Any other name is only returned in the response.
       */
      model?: string | null;
      /**
       * @description The prompt, 1 to 32,000 characters, or messages. Of messages, the text of the last user
       *     message is the prompt, and the images of all user messages and earlier calls are edited.
       */
      input: string | components["schemas"]["ResponseInputItem"][];
      /** @description Exactly one `image_generation` tool. */
      tools: components["schemas"]["ImageGenerationTool"][];
      /** @description `auto`, `required` or the tool. The tool is always called. */
      tool_choice?: ("auto" | "required") | components["schemas"]["ImageGenerationChoice"] | null;
      /**
       * @description Whether to respond with server-sent events.
       * @default false
       */
      stream?: boolean | null;
      /**
       * @description Up to 16 pairs of your own, returned in the response. A key has at most 64 characters, and a value
       *     at most 512.
       */
      metadata?: {
        [key: string]: string;
      } | null;
      /** @description Your identifier for the end user. `safety_identifier` takes precedence. */
      user?: string | null;
      /** @description Your identifier for the end user; helps with abuse reports. */
      safety_identifier?: string | null;
      /**
       * @description Whether the response can be read, continued and deleted later. Its image is kept in either
       *     case, for as long as the images of other generations.
       * @default true
       */
      store?: boolean | null;
      /**
       * @description Whether to return the response at once, with the status `queued`. Requires `store`.
       * @default false
       */
      background?: boolean | null;
      /** @description Must be empty, because there is no chat model that could follow them. */
      instructions?: string | null;
      /** @description The ID of a stored response whose image is edited first. Its messages are not read. */
      previous_response_id?: string | null;
      /**
       * @description Only the default tier exists.
       * @enum {string|null}
       */
      service_tier?: "auto" | "default" | null;
      /** @description No effect. */
      include?: string[] | null;
      /** @description No effect. */
      max_output_tokens?: number | null;
      /** @description No effect. */
      max_tool_calls?: number | null;
      /** @description No effect. */
      parallel_tool_calls?: boolean | null;
      /** @description No effect. */
      prompt_cache_key?: string | null;
      /** @description No effect. */
      prompt_cache_options?: {
        [key: string]: unknown;
      } | null;
      /** @description No effect. */
      prompt_cache_retention?: string | null;
      /**
       * @description `effort` is the `complexity` of the tool if the tool has none and the model supports it.
       *     Otherwise it has no effect.
       */
      reasoning?: {
        [key: string]: unknown;
      } | null;
      /** @description No effect. */
      stream_options?: {
        [key: string]: unknown;
      } | null;
      /** @description No effect. */
      temperature?: number | null;
      /** @description The format of texts, of which there are none. Only plain text is accepted. */
      text?: components["schemas"]["ResponseTextOptions"] | null;
      /** @description No effect. */
      top_logprobs?: number | null;
      /** @description No effect. */
      top_p?: number | null;
      /** @description No effect. */
      truncation?: string | null;
    };
    /** @description The image generation tool. */
    ImageGenerationChoice: {
      /** @constant */
      type: "image_generation";
    };
    /** @description A message or an earlier call of the tool. */
    ResponseInputItem:
      | components["schemas"]["ResponseInputMessage"]
      | components["schemas"]["ResponseInputCall"]
      | components["schemas"]["ResponseInputReference"];
    /** @description A message. */
    ResponseInputMessage: {
      /** @constant */
      type?: "message";
      /**
       * @description Messages of the assistant are not read. Messages of `system` and `developer` are rejected,
       *     because there is no chat model that could follow them.
       * @enum {string}
       */
      role: "user" | "assistant" | "system" | "developer";
      /** @description The text, or parts. */
      content: string | components["schemas"]["ResponseInputContent"][];
    };
    /** @description A part of a message. */
    ResponseInputContent:
      | components["schemas"]["ResponseInputText"]
      | components["schemas"]["ResponseInputImage"]
      | components["schemas"]["ResponseOutputText"];
    /** @description A text. */
    ResponseInputText: {
      /** @constant */
      type: "input_text";
      /** @description The text. */
      text: string;
    };
    /** @description A text of the assistant, which is not read. */
    ResponseOutputText: {
      /** @constant */
      type: "output_text";
    };
    /** @description An image to edit, either by its URL or as an uploaded file. */
    ResponseInputImage: {
      /** @constant */
      type: "input_image";
      /** @description A public URL or a base64 data URL: PNG, JPEG or WebP, at most 50 MB. */
      image_url?: string | null;
      /**
       * @description The ID of a file of the account with the purpose `vision` or `user_data`. Instead of
       *     `image_url`.
       */
      file_id?: string | null;
      /** @description No effect. */
      detail?: string | null;
    };
    /** @description An earlier call, as an image to edit. Either `result` or `id` is required. */
    ResponseInputCall: {
      /** @constant */
      type: "image_generation_call";
      /** @description The ID of a call of a stored response, whose image is used if there is no `result`. */
      id?: string | null;
      /** @description The file in base64. */
      result?: string | null;
    };
    /** @description A reference to a call of a stored response, as an image to edit. */
    ResponseInputReference: {
      /** @constant */
      type: "item_reference";
      /** @description The ID of the call. */
      id: string;
    };
    /** @description The tool and its options. Unlisted fields are rejected, except empty ones. */
    ImageGenerationTool: {
      /** @constant */
      type: "image_generation";
      /**
       * @description `generate` takes no images and `edit` needs one; `auto` edits if there are images.
       * @default auto
       * @enum {string|null}
       */
      action?: "generate" | "edit" | "auto" | null;
      /** @description The ID of the model or an alias, as `GET /v1/models` lists them. */
      model?: string | null;
      /**
       * @description `auto`, or the size in pixels as `WIDTHxHEIGHT`. Both edges are multiples of 16 and at
       *     most 3840, neither is more than three times the other, and width × height is between
       *     655,360 and 8,294,400.
       * @default auto
       */
      size?: string | null;
      /**
       * @description The render quality. `xhigh` and `max` are rejected unless the model supports them.
       * @default auto
       * @enum {string|null}
       */
      quality?: "low" | "medium" | "high" | "auto" | "xhigh" | "max" | null;
      /**
       * @description The background of the image. `transparent` needs `png` or `webp`.
       * @default auto
       * @enum {string|null}
       */
      background?: "transparent" | "opaque" | "auto" | null;
      /**
       * @description The file format of the image.
       * @default png
       * @enum {string|null}
       */
      output_format?: "png" | "jpeg" | "webp" | null;
      /**
       * @description The compression in percent. Values below 100 require `jpeg` or `webp`.
       * @default 100
       */
      output_compression?: number | null;
      /**
       * @description How strictly the provider filters.
       * @default auto
       * @enum {string|null}
       */
      moderation?: "auto" | "low" | null;
      /**
       * @description The maximum number of partial images in a stream before the finished image.
       * @default 0
       */
      partial_images?: number | null;
      /**
       * @description `high` is the default. `low` is rejected unless the model supports it.
       * @enum {string|null}
       */
      input_fidelity?: "high" | "low" | null;
      /**
       * @description How much computation the model spends on planning the image. Rejected unless the model
       *     supports it.
       * @enum {string|null}
       */
      complexity?: "low" | "medium" | "high" | null;
      /**
       * @description A PNG with an alpha channel and the same size as the first image. Fully transparent
       *     areas mark what may be edited.
       */
      input_image_mask?: components["schemas"]["ImageReference"] | null;
    };
    /** @description A response. */
    ResponseObject: {
      /** @description `resp_` and the ID of the generation, without hyphens. */
      id: string;
      /** @constant */
      object: "response";
      /** @description When the generation was accepted, as a Unix timestamp in seconds. */
      created_at: number;
      /** @description When it was finished, as a Unix timestamp in seconds. */
      completed_at: number | null;
      /**
       * @description The state of the response.
       * @enum {string}
       */
      status: "queued" | "in_progress" | "completed" | "failed" | "cancelled";
      access_programs: null;
      /** @description The `background` of the request. */
      background: boolean;
      /** @description Why the response failed. */
      error: components["schemas"]["ResponseError"] | null;
      incomplete_details: null;
      instructions: null;
      max_output_tokens: null;
      max_tool_calls: null;
      /** @description The `metadata` of the request. */
      metadata: {
        [key: string]: string;
      };
      /** @description The `model` of the request, or the image model. */
      model: string;
      /** @description The call of the tool. */
      output: components["schemas"]["ImageGenerationCall"][];
      /** @constant */
      output_text: "";
      /** @constant */
      parallel_tool_calls: true;
      /** @description The `previous_response_id` of the request, if any. */
      previous_response_id: string | null;
      /** @description The `safety_identifier` of the request, if any. */
      safety_identifier: string | null;
      /** @constant */
      service_tier: "default";
      /** @description Whether the response is stored. */
      store: boolean;
      temperature: null;
      text: components["schemas"]["ResponseTextConfig"];
      /** @description The `tool_choice` of the request. */
      tool_choice: ("auto" | "required") | components["schemas"]["ImageGenerationChoice"];
      /** @description The tool of the request, without its mask. */
      tools: components["schemas"]["ImageGenerationTool"][];
      top_p: null;
      /** @constant */
      truncation: "disabled";
      /** @description Zeros when completed, because no chat model is involved. See `tool_usage`. */
      usage: components["schemas"]["ResponseUsage"] | null;
      tool_usage?: components["schemas"]["ResponseToolUsage"];
      /** @description The `user` of the request, if any. */
      user: string | null;
    };
    /** @description A deleted response. */
    DeletedResponse: {
      /** @description The ID of the response. */
      id: string;
      /** @constant */
      object: "response";
      /** @constant */
      deleted: true;
    };
    /** @description The format of texts, of which there are none. */
    ResponseTextOptions: {
      format?: components["schemas"]["ResponseTextFormat"];
    };
    /** @description The format of texts, of which there are none. */
    ResponseTextConfig: {
      format: components["schemas"]["ResponseTextFormat"];
    };
    /** @description Plain text. */
    ResponseTextFormat: {
      /** @constant */
      type: "text";
    };
    /** @description The tokens of the chat model. */
    ResponseUsage: {
      /** @constant */
      input_tokens: 0;
      input_tokens_details: {
        /** @constant */
        cached_tokens: 0;
        /** @constant */
        cache_write_tokens: 0;
      };
      /** @constant */
      output_tokens: 0;
      output_tokens_details: {
        /** @constant */
        reasoning_tokens: 0;
      };
      /** @constant */
      total_tokens: 0;
    };
    /** @description The tokens of the tool. */
    ResponseToolUsage: {
      image_gen: components["schemas"]["ImageUsage"];
      web_search: {
        /** @constant */
        num_requests: 0;
      };
    };
    /** @description Why the response failed. */
    ResponseError: {
      /**
       * @description The code of the error.
       * @enum {string}
       */
      code: "server_error" | "image_content_policy_violation";
      /** @description A human-readable error message. */
      message: string;
      /** @description The field that caused it. */
      param: string | null;
      type: components["schemas"]["ErrorType"];
    };
    /** @description A call of the tool, with its image. */
    ImageGenerationCall: {
      /** @description `ig_` and the ID of the generation, without hyphens. */
      id: string;
      /** @constant */
      type: "image_generation_call";
      /**
       * @description The state of the call.
       * @enum {string}
       */
      status: "in_progress" | "completed" | "failed";
      /** @description The file in base64. `null` until it is completed. */
      result: string | null;
      /**
       * @description What the call did.
       * @enum {string}
       */
      action?: "generate" | "edit";
      background?: components["schemas"]["ResolvedBackground"];
      output_format?: components["schemas"]["ResolvedFormat"];
      quality?: components["schemas"]["ResolvedQuality"];
      size?: components["schemas"]["ResolvedSize"];
      /** @description The prompt that was used. */
      revised_prompt?: string;
      error?: components["schemas"]["ErrorBody"];
    };
    /** @description The `data` of one event. Its `event` line equals `type`. */
    ResponseEvent:
      | components["schemas"]["ResponseStateEvent"]
      | components["schemas"]["ResponseItemEvent"]
      | components["schemas"]["ResponseCallEvent"]
      | components["schemas"]["ResponsePartialImageEvent"]
      | components["schemas"]["ResponseErrorEvent"];
    /**
     * @description The state of the response has changed. The last event of a stream is `response.completed` or
     *     `response.failed`, unless it is `error`.
     */
    ResponseStateEvent: {
      /**
       * @description The new state.
       * @enum {string}
       */
      type: "response.created" | "response.in_progress" | "response.completed" | "response.failed";
      sequence_number: components["schemas"]["SequenceNumber"];
      response: components["schemas"]["ResponseObject"];
    };
    /** @description The call of the tool begins, or its image is finished. */
    ResponseItemEvent: {
      /**
       * @description Whether it begins or is finished.
       * @enum {string}
       */
      type: "response.output_item.added" | "response.output_item.done";
      sequence_number: components["schemas"]["SequenceNumber"];
      /** @constant */
      output_index: 0;
      item: components["schemas"]["ImageGenerationCall"];
    };
    /** @description The state of the call has changed. */
    ResponseCallEvent: {
      /**
       * @description The new state.
       * @enum {string}
       */
      type:
        | "response.image_generation_call.in_progress"
        | "response.image_generation_call.generating"
        | "response.image_generation_call.completed";
      sequence_number: components["schemas"]["SequenceNumber"];
      /** @constant */
      output_index: 0;
      /** @description The ID of the call. */
      item_id: string;
    };
    /** @description A partial image. */
    ResponsePartialImageEvent: {
      /** @constant */
      type: "response.image_generation_call.partial_image";
      sequence_number: components["schemas"]["SequenceNumber"];
      /** @constant */
      output_index: 0;
      /** @description The ID of the call. */
      item_id: string;
      /** @description The file in base64. */
      partial_image_b64: string;
      /** @description The index of the partial image, from 0. */
      partial_image_index: number;
      /** @description The `size` of the request, or the size that it resolves to. */
      size: string;
      /**
       * @description The `quality` of the request, or the quality that it resolves to.
       * @enum {string}
       */
      quality: "low" | "medium" | "high" | "xhigh" | "max" | "auto";
      /**
       * @description The `background` of the request, or the background that it resolves to.
       * @enum {string}
       */
      background: "transparent" | "opaque" | "auto";
      output_format: components["schemas"]["ResolvedFormat"];
    };
    /** @description The stream ends with an error, for example because the wait took too long. No events follow. */
    ResponseErrorEvent: {
      /** @constant */
      type: "error";
      sequence_number: components["schemas"]["SequenceNumber"];
      code: components["schemas"]["ErrorCode"];
      /** @description A human-readable error message. The wording may change. */
      message: string;
      /** @description The field that caused it. */
      param: string | null;
    };
    /** @description The number of the event in its stream, from 0. */
    SequenceNumber: number;
    /** @description The models of this server. */
    ModelCatalogue: {
      /** @constant */
      object: "list";
      /** @description One entry for each model and for each alias. */
      data: components["schemas"]["CatalogueModel"][];
    };
    /** @description A model. */
    CatalogueModel: {
      /** @description The ID to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description When the model was added, as a Unix timestamp in seconds. */
      created: number;
      /** @description The provider of the model. */
      owned_by: string;
    };
    /** @description The error envelope of this API. */
    Error: {
      error: components["schemas"]["ErrorBody"];
    };
    /** @description The error. */
    ErrorBody: {
      /** @description A human-readable error message. The wording may change. */
      message: string;
      type: components["schemas"]["ErrorType"];
      /** @description The invalid field, such as `size` or `image[2]`, or `null`. */
      param: string | null;
      code: components["schemas"]["ErrorCode"];
    };
    /**
     * @description The type of the error.
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
     * @description A machine-readable error code.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_value"
      | "moderation_blocked"
      | "invalid_api_key"
      | "credit_balance_exhausted"
      | "organization_spend_limit_exceeded"
      | "key_budget_reached"
      | "plan_required"
      | "insufficient_scope"
      | "account_suspended"
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
    /** @description The request is not valid, or its content was rejected. */
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
    /** @description The request is not valid. */
    InvalidValue: {
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
    /** @description There is no such file. */
    FileNotFound: {
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
    /** @description There is no such response. */
    ResponseNotFound: {
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
    /** @description There is no such batch. */
    BatchNotFound: {
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
    /** @description The `Idempotency-Key` belongs to another request. */
    KeyReused: {
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
    /** @description The request has no valid API key. */
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
    /** @description The account has insufficient credits. Clients do not retry this automatically. */
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
    /** @description The plan does not include this API, or the API key lacks a scope. */
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
    /** @description The account is suspended, its plan does not include this API, or the API key lacks a scope. */
    CreateForbidden: {
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
    /** @description There is no such task. */
    TaskNotFound: {
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
    /** @description The path does not support this method. */
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
    /** @description The media type of the body is not supported. */
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
    /** @description The Idempotency-Key was already used with a different request. */
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
    /** @description The key has sent too many requests or has too many concurrent generations. */
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
    /** @description The images could not be generated. */
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
    /** @description An internal error of the server. */
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
    /** @description An internal error of the server. */
    CreateInternalError: {
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
    /** @description The server or its provider is temporarily unavailable. */
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
    /** @description The server or its provider is temporarily unavailable. */
    CreateUnavailable: {
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
    /** @description The images are not finished yet. */
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
     * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
     *     key with the same request returns the same batch. The same key with a different request is
     *     rejected with 422.
     */
    BatchIdempotencyKey: string;
    /**
     * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
     *     key with the same request returns the same generation, and nothing is charged again. The
     *     same key with a different request is rejected with 422. Keys are stored per account, API and
     *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
     *     be used again.
     */
    IdempotencyKey: string;
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
    /**
     * @description The `id` returned by the create call.
     * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
     */
    TaskId: string;
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
     * @description The ID of the generation.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    GenerationId: string;
    /**
     * @description Time to the response in milliseconds; for a stream, time to the first byte.
     * @example 41250
     */
    ProcessingMs: number;
    /**
     * @description Controls automatic retries of the OpenAI clients: `false` prevents a retry, `true` requests
     *     one.
     * @example false
     */
    ShouldRetry: "true" | "false";
    /**
     * @description How to authenticate, as RFC 6750 defines it.
     * @example Bearer realm="API"
     */
    WwwAuthenticate: string;
    /**
     * @description The suggested file name.
     * @example attachment; filename="ledger.csv"
     */
    ContentDisposition: string;
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
        "application/json": components["schemas"]["CreateImageRequest"];
      };
    };
    responses: {
      /**
       * @description The images. If fewer images than requested were delivered, only those are charged. With
       *     `stream`, a stream of events.
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
      /**
       * @description With `async`: the accepted task, whose credits are held. Poll it until `status` is
       *     `completed` or `failed`.
       */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          Location: components["headers"]["Location"];
          "Retry-After": components["headers"]["RetryAfter"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedImageTask"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["CreateUnavailable"];
      504: components["responses"]["GenerationTimeout"];
    };
  };
  editImage: {
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
        "multipart/form-data": components["schemas"]["EditImageForm"];
        "application/json": components["schemas"]["EditImageRequest"];
      };
    };
    responses: {
      /**
       * @description The images. If fewer images than requested were delivered, only those are charged. With
       *     `stream`, a stream of events.
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
      /**
       * @description With `async`: the accepted task, whose credits are held. Poll it until `status` is
       *     `completed` or `failed`.
       */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          Location: components["headers"]["Location"];
          "Retry-After": components["headers"]["RetryAfter"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedImageTask"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["CreateUnavailable"];
      504: components["responses"]["GenerationTimeout"];
    };
  };
  createResponse: {
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
        "application/json": components["schemas"]["CreateResponseRequest"];
      };
    };
    responses: {
      /** @description The response with its image. With `stream`, a stream of events. */
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
          "application/json": components["schemas"]["ResponseObject"];
          "text/event-stream": components["schemas"]["ResponseEvent"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["GenerationFailed"];
      503: components["responses"]["CreateUnavailable"];
      504: components["responses"]["GenerationTimeout"];
    };
  };
  getResponse: {
    parameters: {
      query?: {
        /** @description Must not be `true`, because the events of a response are not stored. */
        stream?: boolean;
      };
      header?: never;
      path: {
        /**
         * @description The ID of the response.
         * @example resp_7d3f0c2a4b5e4f60819273a4b5c6d7e8
         */
        response_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The response. */
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
          "application/json": components["schemas"]["ResponseObject"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ResponseNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteResponse: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the response.
         * @example resp_7d3f0c2a4b5e4f60819273a4b5c6d7e8
         */
        response_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The response was deleted. */
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
          "application/json": components["schemas"]["DeletedResponse"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ResponseNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelResponse: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the response.
         * @example resp_7d3f0c2a4b5e4f60819273a4b5c6d7e8
         */
        response_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The response. */
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
          "application/json": components["schemas"]["ResponseObject"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["ResponseNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createImageTask: {
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
        "application/json": components["schemas"]["CreateImageRequest"];
      };
    };
    responses: {
      /** @description The accepted task, whose credits are held. Poll it until `status` is `completed` or `failed`. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          Location: components["headers"]["Location"];
          "Retry-After": components["headers"]["RetryAfter"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedImageTask"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["CreateInternalError"];
      503: components["responses"]["CreateUnavailable"];
    };
  };
  editImageTask: {
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
        "multipart/form-data": components["schemas"]["EditImageForm"];
        "application/json": components["schemas"]["EditImageRequest"];
      };
    };
    responses: {
      /** @description The accepted task, whose credits are held. Poll it until `status` is `completed` or `failed`. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-Generation-Id": components["headers"]["GenerationId"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          Location: components["headers"]["Location"];
          "Retry-After": components["headers"]["RetryAfter"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedImageTask"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["CreateForbidden"];
      404: components["responses"]["ModelNotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["CreateInternalError"];
      503: components["responses"]["CreateUnavailable"];
    };
  };
  getImageTask: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The `id` returned by the create call.
         * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
         */
        task_id: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The task. Check `status`: a failed task is also returned with 200, and has an `error`. */
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
          "application/json": components["schemas"]["ImageTask"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["TaskNotFound"];
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
         * @description The `id` returned by the create call.
         * @example 8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3
         */
        task_id: components["parameters"]["TaskId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /**
       * @description The task. Check `data.status`: a failed task is also returned with 200, and has an
       *     `error`.
       */
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
          "application/json": components["schemas"]["TaskEnvelope"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["TaskNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
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
         * @description The ID of the model.
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
  listBatches: {
    parameters: {
      query?: {
        /** @description The ID of the last batch of the previous page. */
        after?: string;
        /** @description The maximum number of batches. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of batches. */
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
          "application/json": components["schemas"]["BatchList"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createBatch: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
         *     key with the same request returns the same batch. The same key with a different request is
         *     rejected with 422.
         */
        "Idempotency-Key"?: components["parameters"]["BatchIdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateBatchRequest"];
      };
    };
    responses: {
      /** @description The batch. Its input is validated next. */
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
          "application/json": components["schemas"]["Batch"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["KeyReused"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["CreateInternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getBatch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the batch.
         * @example batch_019ab3f05c1e7d0a9b4c2f6e8d7a1b31
         */
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The batch. */
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
          "application/json": components["schemas"]["Batch"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["BatchNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelBatch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the batch.
         * @example batch_019ab3f05c1e7d0a9b4c2f6e8d7a1b31
         */
        batch_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The batch. */
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
          "application/json": components["schemas"]["Batch"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["BatchNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createModeration: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ModerationRequest"];
      };
    };
    responses: {
      /** @description One result for each text of an array, or one result for all parts together. */
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
          "application/json": components["schemas"]["ModerationResponse"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listFiles: {
    parameters: {
      query?: {
        /** @description The ID of the last file of the previous page. */
        after?: string;
        /** @description The maximum number of files. */
        limit?: number;
        /** @description The order by time of creation. */
        order?: "asc" | "desc";
        /** @description Only files with this purpose. */
        purpose?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of files. */
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
          "application/json": components["schemas"]["FileList"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createFile: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "multipart/form-data": components["schemas"]["CreateFileForm"];
      };
    };
    responses: {
      /** @description The stored file. */
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
          "application/json": components["schemas"]["File"];
        };
      };
      400: components["responses"]["InvalidValue"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the file.
         * @example file-019ab3f05c1e7d0a9b4c2f6e8d7a1b30
         */
        file_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
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
          "application/json": components["schemas"]["File"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["FileNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the file.
         * @example file-019ab3f05c1e7d0a9b4c2f6e8d7a1b30
         */
        file_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file was deleted. */
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
          "application/json": components["schemas"]["DeletedFile"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["FileNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getFileContent: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /**
         * @description The ID of the file.
         * @example file-019ab3f05c1e7d0a9b4c2f6e8d7a1b30
         */
        file_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The content of the file. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Openai-Processing-Ms": components["headers"]["ProcessingMs"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "application/octet-stream": unknown;
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["PlanRequired"];
      404: components["responses"]["FileNotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
