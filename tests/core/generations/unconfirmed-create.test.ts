import { describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { acceptGeneration } from "../../../src/core/generations/accept.ts";
import type { Database } from "../../support/database.ts";
import { eventually } from "../../support/eventually.ts";
import { sendCreate } from "../../support/interrupted-create.ts";
import {
  create,
  expectUnavailable,
  ORDER,
  type Place,
  withPlace,
} from "../../support/outage/database.ts";
import { createSubmission } from "../../support/submission.ts";
import { untilAvailable } from "../../support/until-available.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const DRAWING = { width: 64, height: 64, format: "png", index: 0 } as const;
const KEY = { "idempotency-key": "lighthouse" };
const FIRST = { "x-stainless-retry-count": "0" };
const RETRY = { "x-stainless-retry-count": "1" };

const env = { APP_SECRET: Bun.randomUUIDv7() + Bun.randomUUIDv7(), SYNC_WAIT_SECONDS: "2" };

/** Runs a test with a server without a worker, whose waits are short. */
const withShortWait = (act: (place: Place) => Promise<void>) =>
  withPlace({ worker: false, env }, act);

interface UnknownCreate {
  body?: object;
  headers?: Record<string, string>;
  /** Loses the statement that accepts, or its reply. */
  lose?: (text: string) => Promise<void>;
}

/** Sends a create whose acceptance stays unknown, and cuts off its server. Returns its generation. */
async function createUnknown(
  { customer, line }: Place,
  { body = {}, headers = {}, lose = line.loseReply }: UnknownCreate = {},
): Promise<string> {
  const lost = lose("accept_generations_2");
  const asked = create(customer, body, headers);
  await lost;
  line.cut();
  const message = await expectUnavailable(asked);
  return /[0-9a-f-]{36}/.exec(message)?.[0] ?? "";
}

/** Starts another server, which is not cut off. */
function startOther({ url }: Database): Promise<App> {
  return startApp({ worker: false, env, database: { url, drop: async () => undefined } });
}

async function getStatus({ call }: Customer, id: string): Promise<string> {
  return (await (await call(`/api/v1/generations/${id}`)).json()).status;
}

async function untilCanceled(customer: Customer, id: string): Promise<void> {
  const isCanceled = async () => (await getStatus(customer, id)) === "canceled";
  await eventually(isCanceled, { message: "it was not canceled" });
}

/** Runs queued generations until one of them has ended, and returns its status. */
async function runUntilEnded({ ctx, databaseUrl }: App, status: () => Promise<string>) {
  const worker = await startWorker(ctx, databaseUrl);
  const findEnd = async () => {
    const now = await status();
    return now === "queued" || now === "running" ? undefined : now;
  };
  try {
    return await eventually(findEnd, { message: "it has not ended" });
  } finally {
    await worker.stop();
  }
}

describe("a create whose response is lost", () => {
  test("is sent again by its id and answered as usual", () =>
    withPlace({ worker: false }, async ({ customer, line }) => {
      const lost = line.loseReply("accept_generations_2");
      const asked = create(customer);
      await lost;
      const reply = await asked;
      expect(reply.status).toBe(202);
      const { credits, held } = await (await customer.call("/api/v1/credits")).json();
      expect({ credits, held }).toEqual({ credits: 1000 - 8, held: 8 });
    }));

  test("keeps its stored input images", () =>
    withPlace({}, async ({ customer, line }) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(ORDER)) form.set(name, value);
      const image = Buffer.from(await renderBase64(DRAWING), "base64");
      form.set("reference_image", new Blob([image], { type: "image/png" }), "a.png");
      const lost = line.loseReply("accept_generations_2");
      const asked = customer.call("/api/v1/images/generations", { method: "POST", body: form });
      await lost;
      expect((await asked).status).toBe(200);
    }));

  test("and stays unknown is answered 503 with its id, and canceled after the outage", () =>
    withShortWait(async (place) => {
      const { customer, line } = place;
      const id = await createUnknown(place);
      line.restore();
      await untilCanceled(customer, id);
      const { credits } = await (await customer.call("/api/v1/credits")).json();
      expect(credits).toBe(1000);
    }));

  test("and stays unknown continues if it has an idempotency key, with which it is returned", () =>
    withShortWait(async (place) => {
      const { app, customer, line } = place;
      // Runs for longer than the pause between two attempts to cancel.
      const body = { prompt: "a lighthouse #slow:3" };
      const id = await createUnknown(place, { body, headers: KEY });
      line.restore();
      const again = await untilAvailable(() => create(customer, body, KEY));
      expect([again.status, (await again.json()).id]).toEqual([202, id]);
      expect(await runUntilEnded(app, () => getStatus(customer, id))).toBe("succeeded");
    }));

  test("and stays unknown is canceled, and a marked retry creates another generation", () =>
    withShortWait(async (place) => {
      const { customer, line } = place;
      const id = await createUnknown(place, { headers: FIRST });
      line.restore();
      await untilCanceled(customer, id);
      const again = await create(customer, {}, RETRY);
      expect(again.headers.get("idempotent-replayed")).toBeNull();
      expect((await again.json()).id).not.toBe(id);
    }));

  test("and stays unknown is not canceled once a marked retry has got it", () =>
    withShortWait(async (place) => {
      const { app, customer, database, line } = place;
      const id = await createUnknown(place, { headers: FIRST });
      const other = await startOther(database);
      const again = { path: "/api/v1/images/generations", body: { ...ORDER, async: true } };
      try {
        const retried = await sendCreate(other, customer, { ...again, headers: RETRY });
        expect(retried).toMatchObject({ id, replayed: true });
        line.restore();
        await app.logged("generation_withdrawn");
        expect(await getStatus(customer, id)).toBe("queued");
      } finally {
        await other.stop();
      }
    }));

  test("and stays unknown is canceled also if it is accepted in a later outage", () =>
    withShortWait(async (place) => {
      const { customer, database, line } = place;
      const id = await createUnknown(place, { lose: line.loseStatement });
      const asked = line.passReply("withdraw_generation");
      line.restore();
      await asked;
      line.cut();
      const since = performance.now();
      const other = await startOther(database);
      try {
        await acceptGeneration(other.ctx, createSubmission(customer, { id }));
        // After 10 s without an outage, a generation that does not exist was not accepted.
        await eventually(() => performance.now() - since > 12_000, {
          message: "12 s have not passed",
        });
        line.restore();
        await untilCanceled(customer, id);
      } finally {
        await other.stop();
      }
    }));
});

// A crash can undo the acceptance of a queued generation within its first second.
test("a create that is not confirmed during its wait continues if it has an idempotency key", () =>
  withShortWait(async ({ app, customer, line }) => {
    const accepted = line.passReply("accept_generations_2");
    const asked = create(customer, { async: false, prompt: "a lighthouse #slow:3" }, KEY);
    await accepted;
    line.cut();
    const [id = ""] = /[0-9a-f-]{36}/.exec(await expectUnavailable(asked)) ?? [];
    line.restore();
    expect(await runUntilEnded(app, () => getStatus(customer, id))).toBe("succeeded");
  }));

test("a create whose read before the acceptance is lost is answered 503 without an id", () =>
  withPlace({ worker: false }, async ({ app, line }) => {
    // The plan of the account is read only if a plan requires anything.
    await app.ctx.db.query("update plans set min_moderation = 'auto'", []);
    const { call } = await app.customer({ dialect: "openai" });
    const headers = { "content-type": "application/json", prefer: "wait=0" };
    const wanted = { method: "POST", headers, body: JSON.stringify(ORDER) };
    const send = () => call("/v1/images/generations", wanted);
    const lost = line.loseReply("select plan_id");
    const asked = send();
    await lost;
    const reply = await asked;
    expect([reply.status, reply.headers.get("x-should-retry")]).toEqual([503, null]);
    expect((await reply.json()).error.message).toEndWith("unavailable. Try again later.");
    expect((await send()).headers.get("x-generation-id")).toBeString();
  }));
