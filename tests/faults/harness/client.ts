import { renderBase64 } from "../../support/upstream/images.ts";
import type { Journal } from "./journal.ts";
import type { ClientAnswer, CreateOperation, HarnessDialect } from "./operations.ts";

// A client that waits longer than the server promises: it promises an answer within SYNC_WAIT_SECONDS
// and ten seconds, and the machine may be busy.
const CLIENT_TIMEOUT_MS = 90_000;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

const CREATE_PATHS: Record<HarnessDialect, string> = {
  hub: "/api/v1/images/generations",
  plus: "/api/v1/generate",
  art: "/api/v1/images/generations",
  openai: "/v1/images/generations",
};

/** A request and the server that it goes to. */
export interface ClientRequest {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string | FormData;
}

/** Sends a request. A connection that ends without an answer is an answer with the status 0. */
export async function send(journal: Journal, request: ClientRequest): Promise<ClientAnswer> {
  const { url, ...init } = request;
  const sentAt = performance.now();
  const timeout = AbortSignal.timeout(CLIENT_TIMEOUT_MS);
  try {
    const response = await fetch(url, { ...init, signal: timeout, keepalive: false });
    const body = await response.text();
    const endedAt = performance.now();
    if (response.status === 503 && !response.headers.has("retry-after"))
      journal.violate("response", `503 without Retry-After: ${url} ${body.slice(0, 300)}`);
    const named = response.headers.get("x-generation-id") ?? UUID.exec(body)?.[0];
    return { status: response.status, sentAt, endedAt, generationId: named, body };
  } catch (cause) {
    if (timeout.aborted) journal.note("a request got no answer", { url, method: init.method });
    const body = String(cause);
    return { status: 0, sentAt, endedAt: performance.now(), body };
  }
}

/** Returns the error code of a body in any dialect. */
export function findErrorCode(body: string): string | undefined {
  try {
    // The bodies of all dialects are JSON; members that a dialect lacks are undefined.
    const { error, code } = JSON.parse(body) as {
      error?: { code?: string } | string;
      code?: string;
    };
    return typeof error === "object" ? error.code : code;
  } catch {
    return undefined;
  }
}

/** Returns the request of a create. `uploadKey` is an image that was uploaded before. */
export async function toCreateRequest(
  base: string,
  operation: CreateOperation,
  uploadKey?: string,
): Promise<ClientRequest> {
  const { account, dialect, idempotencyKey, inputs } = operation;
  const headers: Record<string, string> = { authorization: `Bearer ${account.keys[dialect]}` };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  const fields = toFields(operation);
  if (uploadKey !== undefined) Object.assign(fields, { type: "edit", inputImageKeys: [uploadKey] });
  if (inputs === 0 || uploadKey !== undefined) {
    headers["content-type"] = "application/json";
    return {
      method: "POST",
      url: base + CREATE_PATHS[dialect],
      headers,
      body: JSON.stringify(fields),
    };
  }
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  const field = dialect === "openai" ? "image" : "reference_image";
  for (let index = 0; index < inputs; index++)
    form.append(field, await renderInput(index), "in.png");
  const path = dialect === "openai" ? "/v1/images/edits" : CREATE_PATHS[dialect];
  return { method: "POST", url: base + path, headers, body: form };
}

/** Returns the bytes of an input image. */
export async function renderInput(index: number): Promise<Blob> {
  const base64 = await renderBase64({ width: 64, height: 64, format: "png", index });
  return new Blob([Buffer.from(base64, "base64")], { type: "image/png" });
}

function toFields(operation: CreateOperation): Record<string, unknown> {
  const { dialect, prompt, n, isSync } = operation;
  if (dialect === "plus") return { prompt, size: "1024x1024", quality: "low", n };
  const fields = { model: "gpt-image-2", prompt, size: "1024x1024", n };
  if (dialect === "openai") return { ...fields, response_format: "url" };
  return dialect === "hub" && !isSync ? { ...fields, async: true } : fields;
}

/** Returns the path at which a create of this dialect is polled. An OpenAI client polls the hub. */
export function toPollPath(dialect: HarnessDialect, id: string): string {
  return dialect === "art" ? `/api/v1/images/tasks/${id}` : `/api/v1/generations/${id}`;
}

/** Returns the key with which a create of this dialect is polled. */
export function toPollKey({ account, dialect }: CreateOperation): string {
  return account.keys[dialect === "openai" ? "hub" : dialect];
}
