import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, readBody } from "../../support/account-client.ts";
import {
  requestJson,
  createInPlayground,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

type Detail = Schemas["GenerationDetail"];

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp();
  person = await signUpWithCredits(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const remove = (id: string) => person.call(`/api/account/generations/${id}`, { method: "DELETE" });

async function playWithPicture(): Promise<Detail> {
  const drawing = { width: 512, height: 512, format: "png", index: 1 } as const;
  const body = new FormData();
  body.append("model", "gpt-image-2");
  body.append("prompt", "like this");
  body.append("reference_image", new Blob([Buffer.from(await renderBase64(drawing), "base64")]));
  const headers = { cookie: person.cookie };
  const reply = await app.fetch("/api/account/generations", { method: "POST", headers, body });
  const { id } = (await reply.json()) as Detail;
  await (await person.call(`/api/account/generations/${id}/events`)).text();
  return requestJson(person, `/api/account/generations/${id}`);
}

describe("a generation that is deleted", () => {
  test("is removed everywhere with its texts and files, and its ledger entries are kept", async () => {
    const made = await playWithPicture();
    const pathOf = (url: string) => new URL(url).pathname;
    const urls = made.images.map(({ url }) => pathOf(url));
    expect((await app.fetch(urls[0] ?? "")).status).toBe(200);
    const keys = [...urls.map((url) => url.replace("/files/", "")), `inputs/${made.id}/0.png`];
    const before = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");

    expect((await remove(made.id)).status).toBe(204);

    const path = `/api/account/generations/${made.id}`;
    for (const gone of [path, `${path}/events`, `${path}/inputs/0`])
      expect((await person.call(gone)).status).toBe(404);
    expect((await person.call(`${path}/cancel`, { method: "POST" })).status).toBe(404);
    expect((await remove(made.id)).status).toBe(404);
    const list = await requestJson<Schemas["GenerationList"]>(person, "/api/account/generations");
    expect(list.data.some(({ id }) => id === made.id)).toBe(false);
    for (const url of urls) expect((await app.fetch(url)).status).toBe(404);
    for (const key of keys) expect(await app.ctx.storage.find(key)).toBeUndefined();
    const { rows } = await app.ctx.db.query("select * from generations where id = $1", [made.id]);
    expect(JSON.stringify(rows)).not.toContain("like this");
    expect(await requestJson<Schemas["Credits"]>(person, "/api/account/credits")).toEqual(before);
    const usage = await requestJson<Schemas["Usage"]>(person, "/api/account/usage");
    expect(usage.data[0]).toMatchObject({ images: 1, credits: 8 });
    const ledger = "/api/account/credits/entries";
    const { data } = await requestJson<Schemas["CreditEntryList"]>(
      person,
      `${ledger}?generation_id=${made.id}`,
    );
    expect(data.map(({ kind }) => kind)).toEqual(["capture", "hold"]);
  });

  test("must have finished", async () => {
    const { id } = await createInPlayground(person, { prompt: "#slow:30" });
    const reply = await remove(id);
    expect(reply.status).toBe(409);
    expect((await readBody(reply)).error?.code).toBe("conflict");
    await person.call(`/api/account/generations/${id}/cancel`, { method: "POST" });
    await (await person.call(`/api/account/generations/${id}/events`)).text();
    expect((await remove(id)).status).toBe(204);
  });

  test("loses its files in the next cleanup if they could not be removed immediately", async () => {
    const made = await finishInPlayground(app, person);
    // As a process leaves it that dies between the two.
    await app.ctx.db.query("select delete_generation($1, $2)", [made.id, person.accountId]);
    const url = new URL(made.images[0]?.url ?? "").pathname;
    expect((await app.fetch(url)).status).toBe(200);
    await runCleanup(app.ctx);
    expect((await app.fetch(url)).status).toBe(404);
    const { rows } = await app.ctx.db.query("select 1 from images where generation_id = $1", [
      made.id,
    ]);
    expect(rows).toEqual([]);
  });

  test("keeps an input that another generation uses", async () => {
    const [one, other] = [await playWithPicture(), await playWithPicture()];
    // As two generations of one upload are.
    await app.ctx.db.query(
      "update generations set inputs = (select inputs from generations where id = $1) where id = $2",
      [one.id, other.id],
    );
    expect((await remove(one.id)).status).toBe(204);
    const path = `/api/account/generations/${other.id}/inputs/0`;
    expect((await person.call(path)).status).toBe(200);
    expect((await remove(other.id)).status).toBe(204);
    expect(await app.ctx.storage.find(`inputs/${one.id}/0.png`)).toBeUndefined();
  });
});

describe("the overview", () => {
  test("shows the balance, running and latest generations, and the remaining setup steps", async () => {
    const fresh = await signUpWithCredits(app, 100);
    const nothing = await requestJson<Schemas["Overview"]>(fresh, "/api/account/overview");
    expect(nothing).toMatchObject({
      ...{ credits: 100, held: 0, expiring: [], running: [], recent: [] },
      last_day: { accepted: 0, succeeded: 0, failed: 0, blocked: 0, canceled: 0, credits: 0 },
      webhooks: { enabled: 0, failing: 0, disabled: 0 },
      checklist: { has_credits: true, has_key: false, has_generation: false, has_webhook: false },
    });
    const done = await finishInPlayground(app, fresh);
    await finishInPlayground(app, fresh, { prompt: "#blocked" });
    await requestJson(fresh, "/api/account/keys", { json: { dialect: "hub" } });
    const live = await createInPlayground(fresh, { prompt: "#slow:30" });
    const busy = await requestJson<Schemas["Overview"]>(fresh, "/api/account/overview");
    expect(busy).toMatchObject({
      ...{ credits: 84, held: 8 },
      last_day: { accepted: 3, succeeded: 1, failed: 0, blocked: 1, canceled: 0, credits: 8 },
      checklist: { has_credits: true, has_key: true, has_generation: true, has_webhook: false },
    });
    expect(busy.running.map(({ id }) => id)).toEqual([live.id]);
    expect(busy.recent.map(({ id }) => id)).toEqual([done.id]);
    await fresh.call(`/api/account/generations/${live.id}/cancel`, { method: "POST" });
  });
});
