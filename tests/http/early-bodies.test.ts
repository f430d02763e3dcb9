import { afterEach, expect, test } from "bun:test";
import { setImmediate } from "node:timers/promises";
import { AppError } from "../../src/foundation/errors.ts";
import { eventually } from "../support/eventually.ts";
import { sendRaw } from "../support/raw-request.ts";
import { startSampleApi } from "../support/sample-api.ts";

type Sample = ReturnType<typeof startSampleApi>;
type Changes = Parameters<typeof startSampleApi>[0];

const VALID = '{"prompt":"a"}';
const INVALID = '{"prompt":1}';

let sample: Sample | undefined;
afterEach(() => sample?.close());

test("a small JSON body is read while its sender is authenticated", async () => {
  const reply = await post(open({ authenticate: authenticateAfterRead }), VALID);
  expect(reply.status).toBe(200);
});

test("an error of a small body is reported after its sender was authenticated", async () => {
  const reply = await post(open({ authenticate: authenticateAfterRead }), INVALID);
  expect([reply.status, await readCode(reply)]).toEqual([400, "invalid_request"]);
  expect(reply.headers.get("x-ratelimit-limit")).toBe("600");
});

test("a rejected sender gets that error instead of the one of the body", async () => {
  const reject = async ({ request }: { request: Request }) => {
    await untilRead(request);
    throw new AppError("invalid_key", "The key is not known.");
  };
  const reply = await post(open({ authenticate: reject }), INVALID);
  expect([reply.status, await readCode(reply)]).toEqual([401, "invalid_key"]);
});

test("a sender is rejected before a small body has arrived", async () => {
  const { port } = open({});
  const head = "Content-Type: application/json\r\nContent-Length: 20";
  const reply = await sendRaw(port, `POST /v1/images HTTP/1.1\r\nHost: a\r\n${head}\r\n\r\n{"p`);
  expect(reply.status).toBe(401);
});

test("a larger body is read after its sender was authenticated", async () => {
  const seen: boolean[] = [];
  const authenticate = async ({ request }: { request: Request }) => {
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    seen.push(request.body?.locked ?? false);
    return { name: "Ada" };
  };
  const { url } = open({ authenticate });
  const prompt = "a".repeat(64 * 1024);
  expect((await post({ url }, JSON.stringify({ prompt }))).status).toBe(400);
  expect(seen).toEqual([false]);
});

function open(changes: Changes): Sample {
  sample = startSampleApi(changes);
  return sample;
}

async function authenticateAfterRead({ request }: { request: Request }) {
  await untilRead(request);
  return { name: "Ada", headers: { "X-RateLimit-Limit": "600" } };
}

async function untilRead({ body }: Request): Promise<void> {
  await eventually(() => body?.locked === true, { message: "the body is not being read" });
}

function post({ url }: Pick<Sample, "url">, body: string): Promise<Response> {
  const headers = { authorization: "Bearer good", "content-type": "application/json" };
  return fetch(`${url}/v1/images`, { method: "POST", headers, body });
}

async function readCode(reply: Response): Promise<string> {
  return (await reply.json()).error.code;
}
