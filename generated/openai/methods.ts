// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls, Events, Unstreamed } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, operations, paths } from "./client.ts";

type Schemas = components["schemas"];
/** One method per operation of the API. */
export interface Methods {
  /**
   * Create images
   *
   * Creates images from a prompt and waits for them. With `stream`, the response is a stream of
   * server-sent events: partial images as they arrive, then one event for each finished image.
   * Comment lines keep an idle stream open. An error after the stream has started is sent as an
   * `error` event.
   */
  createImage(
    body: Unstreamed<Schemas["CreateImageRequest"]> & { async: true },
    options?: CreateOptions,
  ): Promise<Schemas["CreatedImageTask"]>;
  /**
   * Create images
   *
   * Creates images from a prompt and waits for them. With `stream`, the response is a stream of
   * server-sent events: partial images as they arrive, then one event for each finished image.
   * Comment lines keep an idle stream open. An error after the stream has started is sent as an
   * `error` event.
   */
  createImage(
    body: Unstreamed<Schemas["CreateImageRequest"]> & { async?: false | null },
    options?: CreateOptions,
  ): Promise<
    Exclude<Schemas["ImagesResponse"] | Schemas["CreatedImageTask"], Schemas["CreatedImageTask"]>
  >;
  /**
   * Create images
   *
   * Creates images from a prompt and waits for them. With `stream`, the response is a stream of
   * server-sent events: partial images as they arrive, then one event for each finished image.
   * Comment lines keep an idle stream open. An error after the stream has started is sent as an
   * `error` event.
   */
  createImage(
    body: Unstreamed<Schemas["CreateImageRequest"]>,
    options?: CreateOptions,
  ): Promise<Schemas["ImagesResponse"] | Schemas["CreatedImageTask"]>;

  /**
   * Create images
   *
   * Creates images from a prompt and waits for them. With `stream`, the response is a stream of
   * server-sent events: partial images as they arrive, then one event for each finished image.
   * Comment lines keep an idle stream open. An error after the stream has started is sent as an
   * `error` event.
   */
  createImageStream(
    body: Unstreamed<Schemas["CreateImageRequest"]>,
    options?: CreateOptions,
  ): AsyncGenerator<Events<Schemas["ImageGenerationEvent"]>, void, undefined>;

  /**
   * Edit images
   *
   * Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
   * as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
   * and streaming work as for creating images.
   */
  editImage(
    body: Unstreamed<Schemas["EditImageForm"] | Schemas["EditImageRequest"]> & { async: true },
    options?: CreateOptions,
  ): Promise<Schemas["CreatedImageTask"]>;
  /**
   * Edit images
   *
   * Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
   * as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
   * and streaming work as for creating images.
   */
  editImage(
    body: Unstreamed<Schemas["EditImageForm"] | Schemas["EditImageRequest"]> & {
      async?: false | null;
    },
    options?: CreateOptions,
  ): Promise<
    Exclude<Schemas["ImagesResponse"] | Schemas["CreatedImageTask"], Schemas["CreatedImageTask"]>
  >;
  /**
   * Edit images
   *
   * Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
   * as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
   * and streaming work as for creating images.
   */
  editImage(
    body: Unstreamed<Schemas["EditImageForm"] | Schemas["EditImageRequest"]>,
    options?: CreateOptions,
  ): Promise<Schemas["ImagesResponse"] | Schemas["CreatedImageTask"]>;

  /**
   * Edit images
   *
   * Creates images from a prompt and 1 to 16 images. Send the images as files in a form, or in JSON
   * as URLs or as IDs of uploaded files. A `mask` marks where the first image may change. Waiting
   * and streaming work as for creating images.
   */
  editImageStream(
    body: Unstreamed<Schemas["EditImageForm"] | Schemas["EditImageRequest"]>,
    options?: CreateOptions,
  ): AsyncGenerator<Events<Schemas["ImageEditEvent"]>, void, undefined>;

  /**
   * Create a response with an image
   *
   * Creates or edits an image with the `image_generation` tool of the Responses API, and waits for
   * it. No chat model is involved: the prompt is the text of the last user message, unchanged, and
   * the images of `input` and of the previous response are the images to edit. Fields that only
   * concern text, such as `temperature`, have no effect; a request for anything else is rejected
   * with 400. A retry returns the response of the earlier request and is not charged again.
   */
  createResponse(
    body: Unstreamed<Schemas["CreateResponseRequest"]>,
    options?: CreateOptions,
  ): Promise<Schemas["ResponseObject"]>;

  /**
   * Create a response with an image
   *
   * Creates or edits an image with the `image_generation` tool of the Responses API, and waits for
   * it. No chat model is involved: the prompt is the text of the last user message, unchanged, and
   * the images of `input` and of the previous response are the images to edit. Fields that only
   * concern text, such as `temperature`, have no effect; a request for anything else is rejected
   * with 400. A retry returns the response of the earlier request and is not charged again.
   */
  createResponseStream(
    body: Unstreamed<Schemas["CreateResponseRequest"]>,
    options?: CreateOptions,
  ): AsyncGenerator<Events<Schemas["ResponseEvent"]>, void, undefined>;

  /**
   * Get a response
   *
   * Returns a stored response in its current state, with its image once it is completed. Poll a
   * response that was created with `background`.
   */
  getResponse(
    responseId: string,
    query?: NonNullable<operations["getResponse"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["ResponseObject"]>;

  /**
   * Delete a response
   *
   * Deletes a response with its generation: the prompt, the input images, the image and the fields
   * of the request. The image cannot be downloaded any more. Charges, usage and the ledger do not
   * change. A response that has not finished is rejected with 400: cancel it first.
   */
  deleteResponse(responseId: string, options?: CallOptions): Promise<Schemas["DeletedResponse"]>;

  /**
   * Cancel a response
   *
   * Cancels a stored response that has not finished, and returns its current state. If no provider
   * was called, it costs nothing. If a call is running, an image that has arrived is delivered and
   * charged. A response that has finished does not change.
   */
  cancelResponse(responseId: string, options?: CallOptions): Promise<Schemas["ResponseObject"]>;

  /**
   * Create images in the background
   *
   * Does the same as `POST /v1/images/generations` with `async: true`, for clients that use this
   * path. `stream` is rejected.
   */
  createImageTask(
    body: Schemas["CreateImageRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["CreatedImageTask"]>;

  /**
   * Edit images in the background
   *
   * Does the same as `POST /v1/images/edits` with `async: true`, for clients that use this path.
   * `stream` is rejected.
   */
  editImageTask(
    body: Schemas["EditImageForm"] | Schemas["EditImageRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["CreatedImageTask"]>;

  /**
   * Get a task
   *
   * Returns a task. When it is completed, its `result` is the response that a synchronous request
   * would have. A key can read only tasks of its own account. Poll every few seconds; polling is
   * free.
   */
  getImageTask(taskId: string, options?: CallOptions): Promise<Schemas["ImageTask"]>;

  /**
   * Get a task in an envelope
   *
   * Returns the same task as `GET /v1/images/tasks/{task_id}`, in the format of other relays and
   * for clients that use this path.
   */
  getTask(taskId: string, options?: CallOptions): Promise<Schemas["TaskEnvelope"]>;

  /**
   * List models
   *
   * Lists the models of this server, then their aliases: names of OpenAI's models that clients have
   * built in, and that this server accepts for its own models at their prices.
   */
  listModels(options?: CallOptions): Promise<Schemas["ModelCatalogue"]>;

  /**
   * Get a model
   *
   * Returns a model of this server, by its ID or an alias.
   */
  getModel(model: string, options?: CallOptions): Promise<Schemas["CatalogueModel"]>;

  /**
   * List batches
   *
   * Lists the batches of the account, the newest first.
   */
  listBatches(
    query?: NonNullable<operations["listBatches"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["BatchList"]>;

  /** Yields the items of all pages; `after` is where to begin. */
  iterateBatches(
    query?: NonNullable<operations["listBatches"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["BatchList"]["data"][number], void, undefined>;

  /**
   * Create a batch
   *
   * Runs the requests of a file with the purpose `batch` after all other requests. Requests that
   * are not finished after 24 hours expire and are not charged. Each line of the file is
   * `{"custom_id", "method": "POST", "url", "body"}`, where `url` is the endpoint of the batch
   * and `body` the JSON of that operation without `stream`. Each request holds and is charged
   * credits as if it were sent alone; those that the account cannot pay for fail. The results
   * are JSON Lines in two files: `output_file_id` has the succeeded requests and `error_file_id`
   * the others. A batch has at most 50,000 requests, and an account 20 unfinished batches, and
   * 1,000 batches with 200,000 requests in the last 30 days. A limit of requests per hour
   * applies to the requests of batches too, which are counted separately. If the key of a batch
   * expires, is revoked or may no longer generate images, the remaining requests fail with the
   * code `invalid_api_key`.
   */
  createBatch(
    body: Schemas["CreateBatchRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["Batch"]>;

  /**
   * Get a batch
   *
   * Returns the state of a batch. It has ended when `status` is `completed`, `failed`, `expired`
   * or `cancelled`.
   */
  getBatch(batchId: string, options?: CallOptions): Promise<Schemas["Batch"]>;

  /**
   * Cancel a batch
   *
   * Cancels the unfinished requests of a batch and releases their credits. Finished ones are in
   * the output file. A batch that has ended does not change.
   */
  cancelBatch(batchId: string, options?: CallOptions): Promise<Schemas["Batch"]>;

  /**
   * Check texts
   *
   * Checks texts against the moderation rules of this server, which also apply to the prompts of
   * images, and costs nothing. A text that matches a rule is flagged in the category `illicit`.
   * If this server uses a moderation model of its provider, the model examines texts and images
   * too; otherwise images are accepted and not examined. `category_applied_input_types` names what
   * was examined.
   */
  createModeration(
    body: Schemas["ModerationRequest"],
    options?: CallOptions,
  ): Promise<Schemas["ModerationResponse"]>;

  /**
   * List files
   *
   * Lists the files of the account that have not expired.
   */
  listFiles(
    query?: NonNullable<operations["listFiles"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["FileList"]>;

  /** Yields the items of all pages; `after` is where to begin. */
  iterateFiles(
    query?: NonNullable<operations["listFiles"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["FileList"]["data"][number], void, undefined>;

  /**
   * Upload a file
   *
   * Stores a file that later requests refer to by its ID: an image for edits with the purpose
   * `vision` or `user_data`, or the requests of a batch with the purpose `batch`. Only keys of
   * the account can read it. Metadata such as EXIF is removed from images. An account can store
   * at most 1,000 files with 2 GB in total, or with 50 MB in total while it has no credits.
   */
  createFile(body: Schemas["CreateFileForm"], options?: CallOptions): Promise<Schemas["File"]>;

  /**
   * Get a file
   *
   * Returns the properties of a file. Its content is at `/v1/files/{file_id}/content`.
   */
  getFile(fileId: string, options?: CallOptions): Promise<Schemas["File"]>;

  /**
   * Delete a file
   *
   * Deletes a file and its content. Generations that were accepted with it have their own copy.
   */
  deleteFile(fileId: string, options?: CallOptions): Promise<Schemas["DeletedFile"]>;

  /**
   * Get the content of a file
   *
   * Returns the stored bytes of a file.
   */
  getFileContent(fileId: string, options?: CallOptions): Promise<Blob>;
}
/** Creates the methods. Each is one call. */
export function methods(calls: Calls<paths>): Methods {
  return {
    createImage: <Result>(
      body: Unstreamed<Schemas["CreateImageRequest"]>,
      options?: CreateOptions,
    ): Promise<Result> =>
      calls.call("create", options, (http, init) =>
        http.POST("/v1/images/generations", { ...init, body }),
      ),
    createImageStream: (body, options) =>
      calls.stream("create", options, (http, init) =>
        http.POST("/v1/images/generations", {
          ...init,
          parseAs: "stream",
          body: { ...body, stream: true },
        }),
      ),
    editImage: <Result>(
      body: Unstreamed<Schemas["EditImageForm"] | Schemas["EditImageRequest"]>,
      options?: CreateOptions,
    ): Promise<Result> =>
      calls.call("create", options, async (http, init) =>
        http.POST("/v1/images/edits", { ...init, body: await calls.readFiles(body) }),
      ),
    editImageStream: (body, options) =>
      calls.stream("create", options, async (http, init) =>
        http.POST("/v1/images/edits", {
          ...init,
          parseAs: "stream",
          body: { ...(await calls.readFiles(body)), stream: true },
        }),
      ),
    createResponse: (body, options) =>
      calls.call("create", options, (http, init) => http.POST("/v1/responses", { ...init, body })),
    createResponseStream: (body, options) =>
      calls.stream("create", options, (http, init) =>
        http.POST("/v1/responses", { ...init, parseAs: "stream", body: { ...body, stream: true } }),
      ),
    getResponse: (responseId, query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/responses/{response_id}", {
          ...init,
          params: { path: { response_id: responseId }, query },
        }),
      ),
    deleteResponse: (responseId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/v1/responses/{response_id}", {
          ...init,
          params: { path: { response_id: responseId } },
        }),
      ),
    cancelResponse: (responseId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/v1/responses/{response_id}/cancel", {
          ...init,
          params: { path: { response_id: responseId } },
        }),
      ),
    createImageTask: (body, options) =>
      calls.call("create", options, (http, init) =>
        http.POST("/v1/images/generations/async", { ...init, body }),
      ),
    editImageTask: (body, options) =>
      calls.call("create", options, async (http, init) =>
        http.POST("/v1/images/edits/async", { ...init, body: await calls.readFiles(body) }),
      ),
    getImageTask: (taskId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/images/tasks/{task_id}", { ...init, params: { path: { task_id: taskId } } }),
      ),
    getTask: (taskId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/tasks/{task_id}", { ...init, params: { path: { task_id: taskId } } }),
      ),
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/v1/models", init)),
    getModel: (model, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/models/{model}", { ...init, params: { path: { model } } }),
      ),
    listBatches: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/batches", { ...init, params: { query } }),
      ),
    iterateBatches: (query = {}, options) =>
      calls.iterateAfter((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/v1/batches", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    createBatch: (body, options) =>
      calls.call("create", options, (http, init) => http.POST("/v1/batches", { ...init, body })),
    getBatch: (batchId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/batches/{batch_id}", { ...init, params: { path: { batch_id: batchId } } }),
      ),
    cancelBatch: (batchId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/v1/batches/{batch_id}/cancel", {
          ...init,
          params: { path: { batch_id: batchId } },
        }),
      ),
    createModeration: (body, options) =>
      calls.call("write", options, (http, init) => http.POST("/v1/moderations", { ...init, body })),
    listFiles: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files", { ...init, params: { query } }),
      ),
    iterateFiles: (query = {}, options) =>
      calls.iterateAfter((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/v1/files", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    createFile: (body, options) =>
      calls.call("write", options, async (http, init) =>
        http.POST("/v1/files", { ...init, body: await calls.readFiles(body) }),
      ),
    getFile: (fileId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files/{file_id}", { ...init, params: { path: { file_id: fileId } } }),
      ),
    deleteFile: (fileId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/v1/files/{file_id}", { ...init, params: { path: { file_id: fileId } } }),
      ),
    getFileContent: (fileId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files/{file_id}/content", {
          ...init,
          parseAs: "blob",
          params: { path: { file_id: fileId } },
        }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
export const uncharged: ReadonlySet<string> = new Set([
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
]);
const errorCodes = [
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
] as const;
const known: ReadonlySet<string> = new Set(errorCodes);
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}
