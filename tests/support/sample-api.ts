import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/foundation/config.ts";
import type { Context } from "../../src/app/context.ts";
import { createApp, type DialectDefinition } from "../../src/http/app.ts";
import { KEEP_ALIVE } from "../../src/http/idle-timeout.ts";
import type { Handlers } from "../../src/openapi/handlers.ts";
import type { Upload } from "../../src/http/upload.ts";
import { openDb } from "../../src/database/db.ts";
import { AppError, type ErrorCode } from "../../src/foundation/errors.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createMetrics } from "../../src/app/metrics.ts";
import { openDiskSpace } from "../../src/storage/disk-space.ts";
import { BODY_ERRORS } from "../../src/openapi/operation-errors.ts";
import { createSampleDocument } from "./sample-api-document.ts";

interface Image {
  id?: string;
  seen?: unknown;
}

interface Json<Body> {
  headers: Record<string, unknown>;
  content: { "application/json": Body };
}

interface NoParameters {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

/** The operations of the sample as openapi-typescript writes them. */
export interface SampleOperations {
  listModels: {
    parameters: {
      query?: { limit: number; kind?: string[]; all?: boolean };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: { 200: Json<Image> };
  };
  getImage: {
    parameters: { query?: never; header?: never; path: { imageId: string }; cookie?: never };
    requestBody?: never;
    responses: { 200: Json<Image>; 404: Json<{ error: string }> };
  };
  deleteImage: {
    parameters: { query?: never; header?: never; path: { imageId: string }; cookie?: never };
    requestBody?: never;
    responses: { 204: { headers: Record<string, unknown>; content?: never } };
  };
  createImage: {
    parameters: {
      query?: never;
      header?: { "Idempotency-Key"?: string };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": { prompt: string; n: number };
        "multipart/form-data": { prompt: string; n: number; image?: Upload[]; mask?: Upload };
      };
    };
    responses: { 200: Json<Image>; 400: Json<{ error: string }> };
  };
  fail: { parameters: NoParameters; requestBody?: never; responses: { 200: Json<Image> } };
  watch: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: { headers: object; content: { "text/event-stream": string } } };
  };
  exportImages: {
    parameters: NoParameters;
    requestBody?: never;
    responses: { 200: { headers: object; content: { "text/csv": string } } };
  };
}

export interface SampleCaller {
  name: string;
}

export type PublicSampleOperation = "listModels" | "fail" | "watch" | "exportImages";
export type SampleHandlers = Handlers<SampleOperations, SampleCaller, PublicSampleOperation>;

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_request: 400,
  missing_key: 401,
  invalid_key: 401,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  payload_too_large: 413,
  unsupported_media_type: 415,
};

const READ_ERRORS: ErrorCode[] = ["invalid_request", "missing_key", "invalid_key", "internal"];

const operationErrors: Record<keyof SampleOperations, ErrorCode[]> = {
  listModels: READ_ERRORS,
  getImage: [...READ_ERRORS, "not_found"],
  deleteImage: [...READ_ERRORS, "not_found"],
  createImage: [...READ_ERRORS, ...BODY_ERRORS],
  fail: READ_ERRORS,
  watch: READ_ERRORS,
  exportImages: READ_ERRORS,
};

const handlers: SampleHandlers = {
  listModels: ({ query, reply }) => reply(200, { seen: query }),
  getImage: ({ params, caller, reply }) => reply(200, { id: params.imageId, seen: caller }),
  deleteImage: ({ reply }) => reply(204),
  createImage: async ({ body, headers, reply }) => {
    const images = "image" in body ? (body.image ?? []) : [];
    const sizes = await Promise.all(images.map(({ path }) => Bun.file(path).stat()));
    return reply(200, { seen: { body, headers, onDisk: sizes.map(({ size }) => size) } });
  },
  fail: () => {
    throw new Error("secret detail of the database");
  },
  watch: ({ reply }) => reply(200, streamOf("data: 1\n\n")),
  exportImages: ({ reply }) => reply(200, streamOf("id\n1\n"), { "content-type": "text/csv" }),
};

function toErrorResponse(error: AppError, { requestId }: { requestId: string }): Response {
  const { code, message, details } = error;
  const status = STATUS[code] ?? 500;
  return Response.json({ error: { code, message, requestId, ...details } }, { status });
}

/** Starts the sample API on a real server. `calls` lists its calls, `lines` its log lines. */
export function startSampleApi(
  changes: Partial<DialectDefinition<SampleOperations, SampleCaller, PublicSampleOperation>> = {},
  options: { mostFileBytes?: number } = {},
) {
  const dataDir = join(tmpdir(), `sample-${crypto.randomUUID()}`);
  const calls: string[] = [];
  const lines: string[] = [];
  const ctx = sampleContext(dataDir, (line) => lines.push(line));
  const app = createApp<SampleOperations, SampleCaller, PublicSampleOperation>(ctx, {
    name: "sample",
    document: createSampleDocument(options.mostFileBytes),
    handlers,
    publicOperations: ["listModels", "fail", "watch", "exportImages"],
    authenticate: async ({ token, request }) => {
      calls.push(`authenticate ${request.method}`);
      if (token === undefined) throw new AppError("missing_key", "There is no key.");
      if (token !== "good") throw new AppError("invalid_key", "The key is not known.");
      return { name: "Ada", headers: { "X-RateLimit-Limit": "600" } };
    },
    toErrorResponse,
    operationErrors,
    ...changes,
  });
  const server = Bun.serve({
    port: 0,
    maxRequestBodySize: 2_000_000_000,
    fetch: (request) =>
      app(request, {
        off: () => void calls.push("quiet"),
        on: () => undefined,
        awaitRead: () => undefined,
        isCut: () => false,
        hasEnded: () => false,
        keepAlive: KEEP_ALIVE,
      }),
  });
  const close = async () => {
    await server.stop(true);
    await rm(dataDir, { recursive: true, force: true });
  };
  return {
    url: `http://localhost:${server.port}`,
    port: server.port ?? 0,
    dataDir,
    calls,
    lines,
    close,
  };
}

function sampleContext(dataDir: string, write: (line: string) => void): Context {
  const config = readConfig({ DATA_DIR: dataDir });
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  // The HTTP layer uses only settings, log and metrics, and passes the rest to the handlers.
  const db = openDb("postgres://127.0.0.1:1/anonymous-connects", { connections: 1 });
  const disk = openDiskSpace(dataDir, 0);
  return { config, db, disk, log: createLog("info", write), metrics: createMetrics(db) } as Context;
}

function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Response(text).body ?? new ReadableStream();
}
