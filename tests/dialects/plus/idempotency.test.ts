import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as keys from "../../../src/core/accounts/keys.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import {
  cancelPlusGeneration,
  createPlusGeneration,
  getPlusGeneration,
} from "../../support/plus-client.ts";
import { sendRaw } from "../../support/raw-request.ts";
import { untilAvailable } from "../../support/until-available.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const plus = () => app.customer({ dialect: "plus", credits: 100 });
const withIdempotencyKey = (key: string) => ({ "idempotency-key": key });

describe("an Idempotency-Key of the plus dialect", () => {
  test("returns the same generation in its current state when it is sent again", async () => {
    const customer = await plus();
    const first = await createPlusGeneration(customer, {}, withIdempotencyKey("once"));
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    const again = await createPlusGeneration(customer, {}, withIdempotencyKey('"once"'));
    expect(again.status).toBe(202);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    await cancelPlusGeneration(customer, first.body.generationId);
    const late = await createPlusGeneration(customer, {}, withIdempotencyKey("once"));
    expect(late.body).toEqual({ ...first.body, status: "canceled" } as never);
    expect(await countGenerations(customer)).toBe(1);
  });

  test("counts as a request when it is sent again, and is answered at the concurrency limit", async () => {
    const customer = await plus();
    await createPlusGeneration(customer, {}, withIdempotencyKey("mine"));
    for (let index = 1; index < 5; index++) await createPlusGeneration(customer);
    expect((await createPlusGeneration(customer)).status).toBe(429);
    const again = await createPlusGeneration(customer, {}, withIdempotencyKey("mine"));
    expect(again.status).toBe(202);
    expect(again.headers.get("x-ratelimit-remaining")).toBe("593");
  });

  test("accepts explicit defaults or another order of fields as the same request", async () => {
    const customer = await plus();
    const first = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    const whole = { n: 1, quality: "medium", size: "1024x1024", type: "text2img" };
    const again = await createPlusGeneration(customer, whole, withIdempotencyKey("k"));
    expect(again.body.generationId).toBe(first.body.generationId);
  });

  test.each([
    ["another prompt", { prompt: "a lake" }],
    ["another size", { size: "1536x1024" }],
    ["another quality", { quality: "low" }],
    ["another number of images", { n: 2 }],
  ])("is rejected with 422 for %s and changes nothing", async (_name, fields) => {
    const customer = await plus();
    await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    const { status, body } = await createPlusGeneration(customer, fields, withIdempotencyKey("k"));
    expect([status, body.error?.code]).toEqual([422, "idempotency_key_reused"]);
    expect(await countGenerations(customer)).toBe(1);
  });

  test("is independent of the same key in another account or another dialect", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    const stranger = await createPlusGeneration(await plus(), {}, withIdempotencyKey("k"));
    expect(stranger.body.generationId).not.toBe(body.generationId);
    const { accountId } = customer;
    const hub = await keys.createKey(app.ctx, { accountId, dialect: "hub", prefix: "gih_live_" });
    const elsewhere = await createHubGeneration(hub, app.url, {
      async: true,
      headers: withIdempotencyKey("k"),
    });
    expect(elsewhere.status).toBe(202);
    expect(elsewhere.body.id).not.toBe(body.generationId);
  });

  test("belongs to the account: its other API key gets the same generation", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    const { accountId } = customer;
    const { key } = await keys.createKey(app.ctx, { accountId, dialect: "plus", prefix: "gimg_" });
    const other = await createPlusGeneration(withKey(customer, key), {}, withIdempotencyKey("k"));
    expect(other.body.generationId).toBe(body.generationId);
  });

  test("sent in twenty concurrent requests to two processes creates one generation", async () => {
    const customer = await plus();
    const server = await startServerProcess(app, "serve");
    const send = (index: number) => {
      const url = `${index % 2 === 0 ? app.url : server.url}/api/v1/generate`;
      const headers = {
        authorization: `Bearer ${customer.key}`,
        "content-type": "application/json",
        ...withIdempotencyKey("race"),
      };
      const body = JSON.stringify({ prompt: "a hill" });
      return untilAvailable(() => fetch(url, { method: "POST", headers, body }));
    };
    const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index)));
    const bodies = await Promise.all(replies.map((reply) => reply.json()));
    server.kill("SIGKILL");
    await server.exited();
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(202));
    expect(new Set(bodies.map(({ generationId }) => generationId)).size).toBe(1);
    expect(replies.filter(({ headers }) => !headers.has("idempotent-replayed"))).toHaveLength(1);
    expect(await countGenerations(customer)).toBe(1);
  });

  test("of a rejected request can be used again", async () => {
    const customer = await app.customer({ dialect: "plus", credits: 5 });
    expect((await createPlusGeneration(customer, { n: 9 }, withIdempotencyKey("k"))).status).toBe(
      400,
    );
    expect((await createPlusGeneration(customer, { n: 4 }, withIdempotencyKey("k"))).status).toBe(
      402,
    );
    const { status, body } = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    expect(status).toBe(202);
    expect(await getPlusGeneration(customer, body.generationId)).toMatchObject({ costCredits: 4 });
  });

  test("is kept for a day", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    await cancelPlusGeneration(customer, body.generationId);
    await moveClock(app.databaseUrl, 24 * 3600);
    const again = await createPlusGeneration(customer, {}, withIdempotencyKey("k"));
    await moveClock(app.databaseUrl, 0);
    expect(again.body.generationId).toBe(body.generationId);
  });
});

describe("rejects with 400 and no generation an Idempotency-Key that", () => {
  test.each([
    ["is empty", "idempotency-key: "],
    ["is an empty quoted string", 'idempotency-key: ""'],
    ["has 256 characters", `idempotency-key: ${"k".repeat(256)}`],
    ["contains a control character", "idempotency-key: a\x01b"],
    ["contains a tab", "idempotency-key: a\tb"],
    ["contains a letter that is not ASCII", "idempotency-key: schlüssel"],
    ["is sent in two headers", "idempotency-key: a\r\nidempotency-key: b"],
    ["is sent in two quoted headers", 'idempotency-key: "a"\r\nidempotency-key: "b"'],
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
    expect(await countGenerations(customer)).toBe(0);
  });

  test("accepts 255 characters and every printable character", async () => {
    const customer = await plus();
    for (const key of ["k".repeat(255), "!#$%&'()*+-./:;<=>?@[]^_`{|}~", '"a, b"']) {
      expect((await createPlusGeneration(customer, {}, withIdempotencyKey(key))).status).toBe(202);
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

async function countGenerations({ accountId }: Customer): Promise<number | undefined> {
  const { rows } = await app.ctx.db.query(
    "select count(*)::integer as count from generations where account_id = $1",
    [accountId],
  );
  return (rows as { count: number }[])[0]?.count;
}
