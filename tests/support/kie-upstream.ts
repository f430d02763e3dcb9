import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { findFault, toPixels, type TaskFields } from "./kie-upstream/contract.ts";
import { type Fate, type KieTask, toRecord } from "./kie-upstream/record.ts";
import {
  type Body,
  misbehave,
  ok,
  readBody,
  sendReply,
  type WireReply,
  withhold,
} from "./kie-upstream/responses.ts";
import { renderBase64 } from "./upstream/images.ts";
import { eventually } from "./eventually.ts";

export const KIE_KEY = "kie-test-key-0123456789";

type CallName = "create" | "record" | "upload" | "link";

const PATHS: Record<string, CallName> = {
  "/api/v1/jobs/createTask": "create",
  "/api/v1/jobs/recordInfo": "record",
  "/api/v1/common/download-url": "link",
  "/api/file-stream-upload": "upload",
};

export interface KieUpstream {
  /** The base URL, without a path; uploads go to the same. */
  url: string;
  /** As in OUTBOUND_ALLOW. */
  host: string;
  /** All accepted tasks, which it would charge for. */
  tasks: KieTask[];
  calls: { name: CallName; atMs: number }[];
  /** The size of each uploaded file by its URL. */
  uploads: Map<string, number>;
  /** Sets the behaviors of the next calls of a name, one word each: see `misbehave` and `withhold`. */
  answer(name: CallName, ...words: string[]): void;
  /** Sets the fates of the next tasks, one each. Further tasks succeed. */
  fates(...fates: Fate[]): void;
  /** Resolves when `count` calls of a name have arrived in total. */
  arrived(name: CallName, count: number): Promise<void>;
  /** Continues the calls that wait because of "hold". */
  release(): void;
  stop(): Promise<void>;
}

/**
 * A real HTTP server with the Kie API: tasks, records, uploads, links. It returns error codes inside
 * HTTP 200, rejects what the documentation rejects, counts the tasks that it would charge for, and
 * misbehaves on command. The fate "internal" links to `internalUrl`.
 */
export async function startKieUpstream({ internalUrl = "" } = {}): Promise<KieUpstream> {
  const tasks: KieTask[] = [];
  const calls: KieUpstream["calls"] = [];
  const uploads = new Map<string, number>();
  const words = new Map<CallName, string[]>();
  const queued: Fate[] = [];
  let hold = Promise.withResolvers<void>();

  async function handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (pathname.startsWith("/results/")) return sendResult(pathname, searchParams, reply);
    const name = PATHS[pathname];
    const body = await readBody(request);
    if (name === undefined) return sendReply(reply, { code: 404, msg: "No such path." });
    const refusal = refusalAtTheGate(request);
    if (refusal !== undefined) return void reply.writeHead(refusal.status).end(refusal.text);
    const word = words.get(name)?.shift() ?? "";
    const isDone = await misbehave(word, reply);
    const response = isDone ? undefined : answer(name, body, searchParams);
    calls.push({ name, atMs: performance.now() });
    if (response === undefined || (await withhold(word, reply, hold.promise))) return;
    sendReply(reply, response);
  }

  function answer(name: CallName, body: Body, query: URLSearchParams): WireReply {
    if (name === "create") return create(body);
    if (name === "upload") return upload(body);
    if (name === "link") return ok(String(body.fields.url).replace("?gone", "?fresh"));
    const task = tasks.find(({ id }) => id === query.get("taskId"));
    if (task === undefined) return { code: 422, msg: "recordInfo is null" };
    return toRecord(task, { url, internalUrl });
  }

  function create({ fields: given }: Body): WireReply {
    // `findFault` validates it.
    const fields = given as unknown as TaskFields;
    const fault = findFault(fields, uploads);
    if (fault !== undefined) return { code: 422, msg: fault };
    const counts = { reads: 0, downloads: 0 };
    const task = { id: crypto.randomUUID(), fields, fate: queued.shift() ?? "success", ...counts };
    tasks.push(task);
    return ok({ taskId: task.id });
  }

  function upload({ fields, fileBytes }: Body): WireReply {
    const downloadUrl = `${url}/files/${String(fields.uploadPath)}/${String(fields.fileName)}`;
    uploads.set(downloadUrl, fileBytes);
    return ok({ downloadUrl, fileSize: fileBytes });
  }

  async function sendResult(
    pathname: string,
    query: URLSearchParams,
    reply: ServerResponse,
  ): Promise<void> {
    const task = tasks.find(({ id }) => pathname.includes(id));
    const isGone = query.has("gone") || task?.fate === "dead";
    if (task === undefined || isGone) return void reply.writeHead(403).end();
    if (task.fate === "flaky" && ++task.downloads < 4) return void reply.writeHead(503).end();
    if (task.fate === "not-an-image") return void reply.end("just some words here");
    const drawing = {
      ...toPixels(task.fields),
      format: "png",
      index: tasks.indexOf(task),
    } as const;
    reply.end(Buffer.from(await renderBase64(drawing), "base64"));
  }

  const { url, host, stop } = await listen(handle);
  return {
    ...{ url, host, tasks, calls, uploads, stop },
    answer: (name, ...more) => void words.set(name, [...(words.get(name) ?? []), ...more]),
    fates: (...more) => void queued.push(...more),
    async arrived(name, count) {
      const message = `Fewer than ${count} calls of ${name} arrived`;
      const hasArrived = () => calls.filter((call) => call.name === name).length >= count;
      await eventually(hasArrived, { message });
    },
    release() {
      hold.resolve();
      hold = Promise.withResolvers();
    },
  };
}

// As reported of the real API: user agents of programs are rejected before the request is read.
function refusalAtTheGate({ headers }: IncomingMessage) {
  if (!headers["user-agent"]?.startsWith("Mozilla/"))
    return { status: 403, text: "error code: 1010" };
  if (headers.authorization === `Bearer ${KIE_KEY}`) return undefined;
  return { status: 200, text: JSON.stringify({ code: 401, msg: "No access permissions" }) };
}

async function listen(handle: (request: IncomingMessage, reply: ServerResponse) => Promise<void>) {
  const server = createServer((request, reply) => {
    // An error in the test, such as an unknown word, becomes an error response.
    handle(request, reply).catch((error: Error) => reply.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The upstream has no port.");
  const host = `127.0.0.1:${address.port}`;

  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return { url: `http://${host}`, host, stop };
}
