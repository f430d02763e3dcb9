import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import * as keys from "../src/core/accounts/keys.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { startChild } from "./support/server-process.ts";
import { moveClock } from "./support/clock.ts";
import { findViolations } from "./support/invariants.ts";
import { order } from "./support/hub-client.ts";
import { cancel, generate, read } from "./support/plus-client.ts";
import { sendRaw } from "./support/raw.ts";

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const plus = () => app.customer({ dialect: "plus", credits: 100 });
const under = (key: string) => ({ "idempotency-key": key });

describe("an Idempotency-Key of plus", () => {
  test("sent again gets the same generation, in the state it has come to", async () => {
    const customer = await plus();
    const first = await generate(customer, {}, under("once"));
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    const again = await generate(customer, {}, under('"once"'));
    expect(again.status).toBe(202);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    await cancel(customer, first.body.generationId);
    const late = await generate(customer, {}, under("once"));
    expect(late.body).toEqual({ ...first.body, status: "canceled" } as never);
    expect(await generations(customer)).toBe(1);
  });

  test("sent again counts as a request, and is answered however many are running", async () => {
    const customer = await plus();
    await generate(customer, {}, under("mine"));
    for (let index = 1; index < 5; index++) await generate(customer);
    expect((await generate(customer)).status).toBe(429);
    const again = await generate(customer, {}, under("mine"));
    expect(again.status).toBe(202);
    expect(again.headers.get("x-ratelimit-remaining")).toBe("593");
  });

  test("with defaults spelled out, or fields in another order, is the same request", async () => {
    const customer = await plus();
    const first = await generate(customer, {}, under("k"));
    const whole = { n: 1, quality: "medium", size: "1024x1024", type: "text2img" };
    const again = await generate(customer, whole, under("k"));
    expect(again.body.generationId).toBe(first.body.generationId);
  });

  test.each([
    ["another prompt", { prompt: "a lake" }],
    ["another size", { size: "1536x1024" }],
    ["another quality", { quality: "low" }],
    ["another number", { n: 2 }],
  ])("with %s is refused with 422 and changes nothing", async (_name, fields) => {
    const customer = await plus();
    await generate(customer, {}, under("k"));
    const { status, body } = await generate(customer, fields, under("k"));
    expect([status, body.error?.code]).toEqual([422, "idempotency_key_reused"]);
    expect(await generations(customer)).toBe(1);
  });

  test("of another account, and of another way to create, is another key", async () => {
    const customer = await plus();
    const { body } = await generate(customer, {}, under("k"));
    const stranger = await generate(await plus(), {}, under("k"));
    expect(stranger.body.generationId).not.toBe(body.generationId);
    const { accountId } = customer;
    const hub = await keys.createKey(app.ctx, { accountId, dialect: "hub", prefix: "gih_live_" });
    const elsewhere = await order(hub, app.url, { async: true, headers: under("k") });
    expect(elsewhere.status).toBe(202);
    expect(elsewhere.body.id).not.toBe(body.generationId);
  });

  test("is the account's: its other API key gets the same generation", async () => {
    const customer = await plus();
    const { body } = await generate(customer, {}, under("k"));
    const { accountId } = customer;
    const { key } = await keys.createKey(app.ctx, { accountId, dialect: "plus", prefix: "gimg_" });
    const other = await generate(withKey(customer, key), {}, under("k"));
    expect(other.body.generationId).toBe(body.generationId);
  });

  test("raced by twenty requests over two processes makes one generation", async () => {
    const customer = await plus();
    const server = await startChild(app, "serve");
    const send = (index: number) => {
      const url = index % 2 === 0 ? app.url : server.url;
      return fetch(`${url}/api/v1/generate`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${customer.key}`,
          "content-type": "application/json",
          ...under("race"),
        },
        body: JSON.stringify({ prompt: "a hill" }),
      });
    };
    const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index)));
    const told = await Promise.all(replies.map((reply) => reply.json()));
    server.kill("SIGKILL");
    await server.exited();
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(new Set(told.map(({ generationId }) => generationId)).size).toBe(1);
    expect(replies.filter(({ headers }) => !headers.has("idempotent-replayed"))).toHaveLength(1);
    expect(await generations(customer)).toBe(1);
  });

  test("of a request that was refused is free for the next one", async () => {
    const customer = await app.customer({ dialect: "plus", credits: 5 });
    expect((await generate(customer, { n: 9 }, under("k"))).status).toBe(400);
    expect((await generate(customer, { n: 4 }, under("k"))).status).toBe(402);
    const { status, body } = await generate(customer, {}, under("k"));
    expect(status).toBe(202);
    expect(await read(customer, body.generationId)).toMatchObject({ costCredits: 4 });
  });

  test("is kept for a day", async () => {
    const customer = await plus();
    const { body } = await generate(customer, {}, under("k"));
    await cancel(customer, body.generationId);
    await moveClock(app.databaseUrl, 24 * 3600);
    const again = await generate(customer, {}, under("k"));
    await moveClock(app.databaseUrl, 0);
    expect(again.body.generationId).toBe(body.generationId);
  });
});

describe("a malformed Idempotency-Key is refused with 400 and changes nothing:", () => {
  test.each([
    ["an empty one", "idempotency-key: "],
    ["an empty quoted one", 'idempotency-key: ""'],
    ["256 characters", `idempotency-key: ${"k".repeat(256)}`],
    ["a control character", "idempotency-key: a\x01b"],
    ["a tab", "idempotency-key: a\tb"],
    ["another alphabet", "idempotency-key: schlüssel"],
    ["two headers", "idempotency-key: a\r\nidempotency-key: b"],
    ["two quoted headers", 'idempotency-key: "a"\r\nidempotency-key: "b"'],
  ])("%s", async (_name, header) => {
    const customer = await plus();
    const body = JSON.stringify({ prompt: "a hill" });
    const head = [
      "POST /api/v1/generate HTTP/1.1",
      "host: localhost",
      `authorization: Bearer ${customer.key}`,
      "content-type: application/json",
      `content-length: ${body.length}`,
      header,
    ];
    const reply = await sendRaw(
      Number(new URL(app.url).port),
      `${head.join("\r\n")}\r\n\r\n${body}`,
    );
    expect(reply.status).toBe(400);
    expect(await generations(customer)).toBe(0);
  });

  test("255 characters, and any that can be printed, are one", async () => {
    const customer = await plus();
    for (const key of ["k".repeat(255), "!#$%&'()*+-./:;<=>?@[]^_`{|}~", '"a, b"']) {
      expect((await generate(customer, {}, under(key))).status).toBe(202);
    }
  });
});

function withKey(customer: Customer, key: string): Customer {
  const authorization = `Bearer ${key}`;
  return {
    ...customer,
    key,
    call: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", authorization);
      return app.fetch(path, { ...init, headers });
    },
  };
}

async function generations({ accountId }: Customer): Promise<number | undefined> {
  const { rows } = await app.ctx.db.query(
    "select count(*)::integer as count from generations where account_id = $1",
    [accountId],
  );
  return (rows as { count: number }[])[0]?.count;
}
