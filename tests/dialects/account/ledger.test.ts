import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, startApp } from "../../support/app.ts";
import { moveClockToNoon } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, readBody } from "../../support/account-client.ts";
import {
  createInPlayground,
  requestJson,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { waitForGeneration } from "../../support/wait-for-generation.ts";

type Ledger = Schemas["CreditEntryList"];
type Usage = Schemas["Usage"];

const ENTRIES = "/api/account/credits/entries";
const GENERATIONS = "/api/account/generations";

let app: App;
let person: AccountClient;
let made: Schemas["GenerationDetail"][];

beforeAll(async () => {
  app = await startApp();
  await moveClockToNoon(app.databaseUrl);
  person = await signUpWithCredits(app);
  made = [
    await finishInPlayground(app, person, { prompt: "A Harbour at dawn", n: 2, user: "ada" }),
    await finishInPlayground(app, person, { prompt: "#fail" }),
    await finishInPlayground(app, person, { prompt: "#short", n: 3, quality: "high" }),
    await finishInPlayground(app, person, { prompt: "#blocked", user: "=HYPERLINK(1)" }),
  ];
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** All pages of a list, one row each, by their cursors. */
async function pages<Row>(path: string, limit: number): Promise<Row[][]> {
  const found: Row[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const url = new URL(path, app.url);
    url.searchParams.set("limit", String(limit));
    if (cursor !== "") url.searchParams.set("cursor", cursor);
    const page: { data: Row[]; next_cursor: string | null } = await requestJson(
      person,
      url.pathname + url.search,
    );
    found.push(page.data);
    cursor = page.next_cursor;
  }
  return found;
}

describe("the ledger", () => {
  test("lists every entry once, from newest to oldest, over several pages", async () => {
    const all = await requestJson<Ledger>(person, `${ENTRIES}?limit=100`);
    const sequences = all.data.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
    const paged = await pages<Schemas["CreditEntry"]>(ENTRIES, 3);
    expect(paged.flat()).toEqual(all.data);
    expect(paged.slice(0, -1).every(({ length }) => length === 3)).toBe(true);
  });

  test("sums up to the balance of the account", async () => {
    const { data } = await requestJson<Ledger>(person, `${ENTRIES}?limit=100`);
    const credits = await requestJson<Schemas["Credits"]>(person, "/api/account/credits");
    expect(data.reduce((sum, { credits_change }) => sum + credits_change, 0)).toBe(credits.credits);
    expect(data[0]).toMatchObject({ credits_after: credits.credits, held_after: 0 });
  });

  test("is filtered by kind, by generation and by time", async () => {
    const captured = await requestJson<Ledger>(person, `${ENTRIES}?kind=capture&kind=grant`);
    expect(captured.data.map(({ kind }) => kind)).toEqual(["capture", "capture", "grant"]);
    const [, failed] = made;
    const own = await requestJson<Ledger>(person, `${ENTRIES}?generation_id=${failed?.id}`);
    expect(own.data.map(({ kind }) => kind)).toEqual(["release", "hold"]);
    expect(own.data.every((line) => line.generation_id === failed?.id)).toBe(true);
    const at = failed?.created_at ?? "";
    const before = await requestJson<Ledger>(person, `${ENTRIES}?to=${at}`);
    const since = await requestJson<Ledger>(person, `${ENTRIES}?from=${at}&limit=100`);
    const all = await requestJson<Ledger>(person, `${ENTRIES}?limit=100`);
    expect([...since.data, ...before.data]).toEqual(all.data);
    expect(before.data.length).toBeGreaterThan(0);
    for (const query of ["from=0000-01-01T00:00:00Z", "to=9999-12-31T23:59:59-01:00"])
      expect((await requestJson<Ledger>(person, `${ENTRIES}?${query}`)).data).not.toEqual([]);
  });

  test("of another account's generation is empty", async () => {
    const stranger = await signUpWithCredits(app);
    const { data } = await requestJson<Ledger>(stranger, `${ENTRIES}?generation_id=${made[0]?.id}`);
    expect(data).toEqual([]);
  });

  test("is exported completely, with formulas neutralized", async () => {
    const notes = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＠1"];
    const plain = ['a "quoted", text', "plain", "1 = 1"];
    const careful = await signUpWithCredits(app);
    for (const note of [...notes, ...plain]) {
      await app.ctx.db.query(
        "select grant_credits($1, gen_random_uuid(), 1, 'promo', null, $2, $3)",
        [careful.accountId, crypto.randomUUID(), note],
      );
    }
    const reply = await careful.call(`${ENTRIES}.csv`);
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="ledger.csv"');
    const cells = readCsv(await reply.text());
    expect(cells[0]).toContain("credits_change");
    const response = cells.slice(1).map((row) => row.at(-1));
    const harmless = [...notes.map((note) => `'${note}`), ...plain];
    expect(response).toEqual([...harmless.toReversed(), ""]);
  });

  test("is exported with every line, and numbers as numbers", async () => {
    const cells = readCsv(await (await person.call(`${ENTRIES}.csv?kind=hold`)).text());
    expect(cells).toHaveLength(5);
    expect(cells.slice(1).map((row) => row[3])).toEqual(["-8", "-24", "-8", "-16"]);
  });
});

describe("usage", () => {
  test("equals the ledger", async () => {
    const usage = await requestJson<Usage>(person, "/api/account/usage");
    const ledger = await requestJson<Ledger>(person, `${ENTRIES}?kind=capture&limit=100`);
    const captured = ledger.data.reduce((sum, { held_change }) => sum - held_change, 0);
    expect(captured).toBeGreaterThan(0);
    expect(usage.data.reduce((sum, { credits }) => sum + credits, 0)).toBe(captured);
    const day = new Date().toISOString().slice(0, 10);
    expect(usage.data).toMatchObject([
      {
        model: "gpt-image-2",
        dialect: "hub",
        key_id: null,
        generations: 4,
        failed: 2,
        credits: captured,
      },
    ]);
    expect(usage.to >= day).toBe(true);
  });

  test("counts a generation once it is accepted, and its credits once it has finished", async () => {
    const idle = await startApp({ worker: false });
    await moveClockToNoon(idle.databaseUrl);
    const owner = await signUpWithCredits(idle);
    const { id } = await createInPlayground(owner);
    const read = async () => (await requestJson<Usage>(owner, "/api/account/usage")).data;
    expect(await read()).toMatchObject([{ generations: 1, failed: 0, images: 0, credits: 0 }]);
    const worker = await startWorker(idle.ctx, idle.databaseUrl);
    await waitForGeneration(idle, owner, id);
    expect(await read()).toMatchObject([{ generations: 1, failed: 0, images: 1, credits: 8 }]);
    await worker.stop();
    await idle.stop();
  });

  test("is grouped by key and model, and a label in the CSV is not a formula", async () => {
    const customer = await app.customer();
    const owner = await signUpWithCredits(app);
    const key = await requestJson<Schemas["CreatedKey"]>(owner, "/api/account/keys", {
      json: { dialect: "hub", label: "=cmd|' /C calc'!A0" },
    });
    const headers = {
      authorization: `Bearer ${key.key}`,
      "content-type": "application/json",
      prefer: "wait=30",
    };
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill" });
    await app.fetch("/api/v1/images/generations", { method: "POST", headers, body });
    const { data } = await requestJson<Usage>(owner, "/api/account/usage");
    expect(data).toMatchObject([{ key_id: key.id, images: 1, credits: 8 }]);
    const cells = readCsv(await (await owner.call("/api/account/usage.csv")).text());
    expect(cells[1]?.[4]).toBe("'=cmd|' /C calc'!A0");
    await finishInPlayground(app, owner);
    for (const [part, expected] of [
      ["model=gpt-image-2", [null, key.id]],
      [`model=gpt-image-2&key_id=${key.id}`, [key.id]],
      ["key_id=none", [null]],
      ["model=another", []],
    ] as const) {
      const { data: found } = await requestJson<Usage>(owner, `/api/account/usage?${part}`);
      expect(found.map(({ key_id }) => key_id).toSorted()).toEqual(expected.toSorted());
      const lines = readCsv(await (await owner.call(`/api/account/usage.csv?${part}`)).text());
      expect(lines.slice(1).map((line) => line[3])).toEqual(
        found.map(({ key_id }) => key_id ?? ""),
      );
    }
    expect(customer.keyId).not.toBe(key.id);
  });

  test("covers 30 days by default, at most 366, and never a negative period", async () => {
    const period = await requestJson<Usage>(person, "/api/account/usage?to=2026-04-30");
    expect(period).toMatchObject({ from: "2026-04-01", to: "2026-04-30", data: [] });
    const year = await requestJson<Usage>(
      person,
      "/api/account/usage?from=2024-01-01&to=2024-12-31",
    );
    expect(year.data).toEqual([]);
    const bad = ["from=2024-01-01&to=2025-01-01", "from=2026-05-02&to=2026-05-01", "to=0001-01-01"];
    for (const query of bad) {
      const reply = await person.call(`/api/account/usage?${query}`);
      expect(reply.status).toBe(400);
    }
  });
});

describe("the list of generations", () => {
  const idsOf = async (query: string) => {
    const { data } = await requestJson<Schemas["GenerationList"]>(
      person,
      `${GENERATIONS}?${query}`,
    );
    return data.map(({ id }) => made.findIndex((each) => each.id === id));
  };

  test("is filtered by every parameter", async () => {
    expect(await idsOf("")).toEqual([3, 2, 1, 0]);
    expect(await idsOf("status=failed&status=blocked")).toEqual([3, 1]);
    expect(await idsOf("status=succeeded")).toEqual([2, 0]);
    expect(await idsOf("status=succeeded&status=failed")).toEqual([2, 1, 0]);
    expect(await idsOf("status=running")).toEqual([]);
    expect(await idsOf("text=harbour")).toEqual([0]);
    expect(await idsOf("text=%25")).toEqual([]);
    expect(await idsOf("user=ada")).toEqual([0]);
    expect(await idsOf("dialect=plus")).toEqual([]);
    expect(await idsOf("model=gpt-image-2&status=failed")).toEqual([1]);
    expect(await idsOf(`key_id=${crypto.randomUUID()}`)).toEqual([]);
    expect(await idsOf("key_id=none")).toEqual([]);
    expect(await idsOf(`from=${made[2]?.created_at}`)).toEqual([3, 2]);
    expect(await idsOf(`to=${made[2]?.created_at}`)).toEqual([1, 0]);
  });

  test("is listed in pages with each generation once", async () => {
    const rows = (await pages<Schemas["Generation"]>(GENERATIONS, 1)).flat();
    expect(rows.map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
  });

  test("rejects a cursor that is forged, truncated, from another list or another account", async () => {
    const page = await requestJson<Schemas["GenerationList"]>(person, `${GENERATIONS}?limit=1`);
    const cursor = page.next_cursor ?? "";
    const [row = "", mac = ""] = cursor.split(".");
    const other = Buffer.from(made[0]?.id ?? "").toString("base64url");
    const refuse = async (who: AccountClient, path: string, given: string) => {
      const reply = await who.call(`${path}?cursor=${encodeURIComponent(given)}`);
      expect(reply.status).toBe(400);
      expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual(["cursor"]);
    };
    await refuse(person, GENERATIONS, `${other}.${mac}`);
    await refuse(person, GENERATIONS, row);
    await refuse(person, GENERATIONS, cursor.slice(0, -1));
    await refuse(person, GENERATIONS, made[0]?.id ?? "");
    await refuse(person, ENTRIES, cursor);
    await refuse(await signUpWithCredits(app), GENERATIONS, cursor);
    expect((await person.call(`${GENERATIONS}?cursor=${cursor}`)).status).toBe(200);
  });
});

/** Reads a table as a spreadsheet does. */
function readCsv(text: string): string[][] {
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g;
  const rows: string[][] = [[]];
  for (const [, raw = "", end] of text.matchAll(cell)) {
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}
