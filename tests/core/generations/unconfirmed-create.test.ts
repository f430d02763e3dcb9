import { describe, expect, test } from "bun:test";
import { eventually } from "../../support/eventually.ts";
import { create, expectUnavailable, ORDER, withPlace } from "../../support/outage/database.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const DRAWING = { width: 64, height: 64, format: "png", index: 0 } as const;

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
    withPlace({ worker: false, env: { SYNC_WAIT_SECONDS: "2" } }, async (place) => {
      const { customer, line } = place;
      const lost = line.loseReply("accept_generations_2");
      const asked = create(customer);
      await lost;
      line.cut();
      const message = await expectUnavailable(asked);
      const [id = ""] = /[0-9a-f-]{36}/.exec(message) ?? [];
      line.restore();
      const look = async () => (await customer.call(`/api/v1/generations/${id}`)).json();
      await eventually(async () => (await look()).status === "canceled", {
        message: "it was not canceled",
      });
      const { credits } = await (await customer.call("/api/v1/credits")).json();
      expect(credits).toBe(1000);
    }));
});

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
