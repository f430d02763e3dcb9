import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import account from "../../generated/account/openapi.json";
import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import openai from "../../generated/openai/openapi.json";
import plus from "../../generated/plus/openapi.json";
import { type App, startApp } from "../support/app.ts";
import { validateResponse } from "../support/contract-validator.ts";
import { eventually } from "../support/eventually.ts";
import { listDocumentedErrors, INTERNAL_DETAILS } from "../support/documented-errors.ts";
import { signUpAdmin } from "../support/playground.ts";
import { toResponse, sendRaw } from "../support/raw-request.ts";
import { type AccountState, readAccountState } from "../support/account-state.ts";

const documents = { hub, plus, art, openai, account };
const ROWS = Object.entries(documents).flatMap(([dialect, document]) =>
  listDocumentedErrors(document)
    .filter(({ status }) => status === 408)
    .map(({ name, code }) => {
      const [operationId = ""] = name.split(" ");
      const endpoint = findEndpoint(document, operationId);
      return { name: `${dialect} ${operationId}`, dialect, endpoint, code };
    }),
);

const UPLOAD = {
  key: "uploads/slow.png",
  contentType: "image/png",
  sizeBytes: 10_000_000,
} as const;

let app: App;
let uploadReply: Promise<Response>;
/** By dialect: the header to authenticate with, and the state of the account before the requests. */
const senders = new Map<string, { accountId: string; header: string; before: AccountState }>();
const replies = new Map<string, Promise<Response>>();

beforeAll(async () => {
  app = await startApp({ worker: false });
  const admin = await signUpAdmin(app);
  await addSender("account", admin.accountId, `Cookie: ${admin.cookie}`);
  for (const dialect of ["hub", "plus", "art", "openai"] as const) {
    const { accountId, key } = await app.customer({ dialect });
    await addSender(dialect, accountId, `Authorization: Bearer ${key}`);
  }
  for (const { name, dialect, endpoint } of ROWS) {
    replies.set(name, trickle(senders.get(dialect)?.header ?? "", endpoint));
  }
  uploadReply = trickleUpload();
});

afterAll(() => app.stop());

async function addSender(dialect: string, accountId: string, header: string): Promise<void> {
  senders.set(dialect, { accountId, header, before: await readAccountState(app, accountId) });
}

test("an upload that arrives too slowly gets 408, and its disk space is free again", async () => {
  const message = "the upload reserves no disk space";
  await eventually(() => app.ctx.disk.reservedBytes() >= UPLOAD.sizeBytes, { message });
  expect((await uploadReply).status).toBe(408);
  await eventually(() => app.ctx.disk.reservedBytes() === 0, { message: "the space is reserved" });
  expect(await app.ctx.storage.find(UPLOAD.key)).toBeUndefined();
});

describe("a body that arrives too slowly gets 408 and changes nothing:", () => {
  test.each(ROWS)("$name", async ({ name, dialect, code }) => {
    const { accountId, before } = senders.get(dialect) ?? expect.unreachable();
    const reply = (await replies.get(name)) ?? expect.unreachable();
    const text = await reply.text();
    const { error } = JSON.parse(text);
    expect({ status: reply.status, code: error.code }).toEqual({ status: 408, code });
    expect(text).not.toMatch(INTERNAL_DETAILS);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect(await readAccountState(app, accountId)).toEqual(before);
  });
});

interface Endpoint {
  method: string;
  path: string;
  contentType: string;
}

function findEndpoint(document: { paths: Record<string, object> }, operationId: string): Endpoint {
  for (const [path, item] of Object.entries(document.paths)) {
    const found = Object.entries(item).find(([, each]) => each.operationId === operationId);
    if (found === undefined) continue;
    return {
      method: found[0].toUpperCase(),
      path: path.replace(/\{\w+\}/g, () => crypto.randomUUID()),
      contentType:
        "application/json" in found[1].requestBody.content
          ? "application/json"
          : "multipart/form-data; boundary=limit",
    };
  }
  return expect.unreachable();
}

/** Sends a body byte by byte until the server rejects it. */
async function trickle(header: string, { method, path, contentType }: Endpoint): Promise<Response> {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...["Host: localhost", header, `Content-Type: ${contentType}`, "Content-Length: 60000"],
  ];
  const port = Number(new URL(app.url).port);
  const raw = await sendRaw(port, `${lines.join("\r\n")}\r\n\r\n`, { drip: " " });
  const reply = toResponse(raw);
  const [name = "", value = ""] = header.split(": ");
  await validateResponse(
    new Request(new URL(path, app.url), { method, headers: { [name]: value } }),
    reply,
  );
  return reply;
}

/** Sends a signed upload byte by byte until the server rejects it. */
async function trickleUpload(): Promise<Response> {
  const { key, ...object } = UPLOAD;
  const signed = await app.ctx.storage.presignPut(key, { ...object, expiresInSeconds: 60 });
  const { pathname, search, port } = new URL(signed.url);
  const lines = [
    `PUT ${pathname}${search} HTTP/1.1`,
    ...["Host: localhost", `Content-Type: ${object.contentType}`],
    `Content-Length: ${object.sizeBytes}`,
  ];
  return toResponse(await sendRaw(Number(port), `${lines.join("\r\n")}\r\n\r\n`, { drip: "x" }));
}
