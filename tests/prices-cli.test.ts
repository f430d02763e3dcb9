import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { runCommandLine } from "../src/cli/run.ts";
import { type App, startApp } from "./support/app.ts";

// A file that runs alone starts a Postgres for itself.
setDefaultTimeout(30_000);

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

async function run(...args: string[]) {
  let out = "";
  let err = "";
  const env = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const io = { out: (text: string) => (out += text), err: (text: string) => (err += text) };
  return { code: await runCommandLine({ args, env, ...io }), out, err };
}

async function listPrices(): Promise<object[]> {
  return JSON.parse((await run("prices", "list", "--json")).out).prices;
}

describe("prices set", () => {
  test("says which more specific prices still apply, in words and in JSON", async () => {
    const { out } = await run("prices", "set", "--dialect", "hub", "--credits", "1");
    expect(out.split("\n").slice(0, 5)).toEqual([
      "One image now costs 1 credit (dialect hub, model *, tier *, quality *).",
      "These more specific prices still take precedence:",
      "  8 credits (dialect hub, model *, tier 1K, quality *)",
      "  10 credits (dialect hub, model *, tier 2K, quality *)",
      "  12 credits (dialect hub, model *, tier 4K, quality *)",
    ]);
    const asked = ["--dialect", "hub", "--tier", "1K", "--quality", "low", "--credits", "5"];
    expect(JSON.parse((await run("prices", "set", ...asked, "--json")).out)).toEqual({
      ...{ dialect: "hub", model: "*", tier: "1K", quality: "low", credits: 5 },
      more_specific: [],
    });
    await run("prices", "remove", "--dialect", "hub");
    await run("prices", "remove", "--dialect", "hub", "--tier", "1K", "--quality", "low");
  });
});

describe("prices remove", () => {
  test("removes a price that another one stands in for, and nothing else", async () => {
    const before = await listPrices();
    await run(
      "prices",
      "set",
      "--dialect",
      "hub",
      "--tier",
      "4K",
      "--quality",
      "high",
      "--credits",
      "20",
    );
    const removed = await run(
      ...["prices", "remove", "--dialect", "hub", "--tier", "4K", "--quality", "high", "--json"],
    );
    expect(JSON.parse(removed.out)).toEqual({
      ...{ dialect: "hub", model: "*", tier: "4K", quality: "high" },
    });
    expect(await listPrices()).toEqual(before);
  });

  test("names the requests that would have no price, and keeps it", async () => {
    const before = await listPrices();
    const refused = await run("prices", "remove", "--dialect", "hub", "--tier", "4K");
    expect(refused.code).toBe(1);
    const [first, ...lines] = refused.err.trimEnd().split("\n");
    expect(first).toBe(
      "darkroom: Without this price these requests have none. Set another price for them first:",
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(
        /^darkroom: {3}gpt-image-\S+: dialect hub, tier 4K, quality auto, low, medium, high$/,
      );
    }
    expect(await listPrices()).toEqual(before);
  });

  test("is refused for a price that does not exist", async () => {
    const refused = await run("prices", "remove", "--dialect", "hub", "--quality", "low");
    const message = "There is no such price: see the list of prices.";
    expect(refused).toEqual({ code: 1, out: "", err: `darkroom: ${message}\n` });
  });
});

describe("a value that the database does not allow is refused in words", () => {
  test.each(["Bad!", "x".repeat(33), "1st"])("plans set %s", async (plan) => {
    const { code, err } = await run("plans", "set", plan);
    expect(code).toBe(2);
    expect(err).toStartWith("darkroom: PLAN must be 1 to 32 lower-case letters, digits, - or _");
  });

  test("a violated constraint is no database message", async () => {
    await app.ctx.db.query(
      "alter table plans add constraint plans_test_only check (name <> 'Forbidden')",
      [],
    );
    const { code, err } = await run("plans", "set", "pro", "--name", "Forbidden");
    await app.ctx.db.query("alter table plans drop constraint plans_test_only", []);
    expect([code, err]).toEqual([
      1,
      "darkroom: The database does not allow this value (constraint plans_test_only).\n",
    ]);
  });
});
