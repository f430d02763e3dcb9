import { z } from "zod";
import { withTraceparent } from "../http-client.ts";
import type { LocalImage } from "../provider.ts";

/** A response of the API. `code` is taken from the body, because the status may be 200 for any code. */
export interface KieResponse {
  /** 0 if the body of a 2xx response could not be parsed. */
  code: number;
  message: string;
  data: unknown;
  headers: Headers;
  /** Whether the response is from the API itself, not from a gateway in front of it. */
  isFromApi: boolean;
}

interface ClientOptions {
  apiKey: string;
  /** Without a path, as in "https://api.kie.ai". */
  baseUrl: string;
  /** The base URL for file uploads. */
  uploadUrl: string;
}

/** A client of Kie's API. */
export type KieClient = ReturnType<typeof createClient>;

// The gateway in front of both hosts rejects the user agents of programs ("error code: 1010").
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

const CREATE_DEADLINE_MS = 60_000;
const READ_DEADLINE_MS = 30_000;
const UPLOAD_DEADLINE_MS = 180_000;
const MAX_RESPONSE_BYTES = 1_048_576;

const bodySchema = z.object({
  code: z.number(),
  msg: z.string().catch(""),
  data: z.unknown().optional(),
});

/** Creates a client for the Kie API. Its methods reject only if there is no response. */
export function createClient({ apiKey, baseUrl, uploadUrl }: ClientOptions) {
  async function call(
    url: string,
    deadlineMs: number,
    init: RequestInit = {},
  ): Promise<KieResponse> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${apiKey}`);
    headers.set("user-agent", USER_AGENT);
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
    // Without keep-alive: a reused connection that was just closed is indistinguishable from a lost call.
    const fixed = {
      headers,
      signal,
      timeout: false,
      keepalive: false,
      redirect: "manual",
    } as const;
    return readResponse(await fetch(url, { ...init, ...fixed }));
  }

  const postJson = (body: unknown): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  return {
    /** Not aborted at the end of the attempt, so that the id of a paid task is not lost. */
    createTask(body: unknown, traceparent: string | undefined) {
      const init = withTraceparent(postJson(body), traceparent);
      return call(`${baseUrl}/api/v1/jobs/createTask`, CREATE_DEADLINE_MS, init);
    },
    recordInfo: (taskId: string, signal: AbortSignal) =>
      call(
        `${baseUrl}/api/v1/jobs/recordInfo?taskId=${encodeURIComponent(taskId)}`,
        READ_DEADLINE_MS,
        { signal },
      ),
    /** Returns a new link to a result whose link has expired. */
    downloadUrl: (url: string, signal: AbortSignal) =>
      call(`${baseUrl}/api/v1/common/download-url`, READ_DEADLINE_MS, {
        ...postJson({ url }),
        signal,
      }),
    upload: (image: LocalImage, fileName: string, signal: AbortSignal) =>
      call(`${uploadUrl}/api/file-stream-upload`, UPLOAD_DEADLINE_MS, {
        method: "POST",
        body: toFormData(image, fileName),
        signal,
      }),
  };
}

function toFormData({ path, contentType }: LocalImage, fileName: string): FormData {
  const form = new FormData();
  form.set("file", Bun.file(path, { type: contentType }), fileName);
  form.set("uploadPath", "darkroom");
  form.set("fileName", fileName);
  return form;
}

async function readResponse(response: Response): Promise<KieResponse> {
  const { status, headers } = response;
  const body = bodySchema.safeParse(parse(await readText(response))).data;
  const fallback = { message: "", data: undefined, headers, isFromApi: false };
  if (body === undefined) return { ...fallback, code: response.ok ? 0 : status };
  const code = response.ok || body.code !== 200 ? body.code : status;
  return { code, message: body.msg, data: body.data, headers, isFromApi: true };
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    sizeBytes += part.length;
    if (sizeBytes > MAX_RESPONSE_BYTES) break;
  }
  return Buffer.concat(parts).toString();
}

/** Parses JSON. Returns undefined if it is malformed. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
