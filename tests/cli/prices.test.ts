import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

function run(...args: string[]) {
  return cliInProcess({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, ...args);
}

async function listPrices(): Promise<object[]> {
  return JSON.parse((await run("prices", "list", "--json")).out).prices;
}

describe("prices set", () => {
  test("lists the more specific prices that still apply, as text and as JSON", async () => {
    const { out } = await run("prices", "set", "--dialect", "hub", "--credits", "1");
    expect(out.split("\n").slice(0, 5)).toEqual([
      "One image now costs 1 credit (dialect hub, model *, tier *, quality *).",
      "These more specific prices still take precedence:",
      "  8 credits (dialect hub, model *, tier 1K, quality *)",
      "  10 credits (dialect hub, model *, tier 2K, quality *)",
      "  12 credits (dialect hub, model *, tier 4K, quality *)",
    ]);
    const options = ["--dialect", "hub", "--tier", "1K", "--quality", "low", "--credits", "5"];
    expect(JSON.parse((await run("prices", "set", ...options, "--json")).out)).toEqual({
      ...{ dialect: "hub", model: "*", tier: "1K", quality: "low", credits: 5 },
      more_specific: [],
    });
    await run("prices", "remove", "--dialect", "hub");
    await run("prices", "remove", "--dialect", "hub", "--tier", "1K", "--quality", "low");
  });

  test("sets the price of a disabled model", async () => {
    await run("models", "add", "flux", "--name", "Flux");
    await run("models", "set", "flux", "--enabled", "no");
    const set = await run("prices", "set", "--model", "flux", "--credits", "5");
    expect(set).toMatchObject({ code: 0, err: "" });
    expect(await listPrices()).toContainEqual({
      ...{ dialect: "*", model: "flux", tier: "*", quality: "*", credits: 5 },
    });
  });
});

describe("prices remove", () => {
  test("removes a price with a fallback, and nothing else", async () => {
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

  test("lists the requests that would have no price, and keeps the price", async () => {
    const before = await listPrices();
    const rejected = await run("prices", "remove", "--dialect", "hub", "--tier", "4K");
    expect(rejected.code).toBe(1);
    const [first, ...lines] = rejected.err.trimEnd().split("\n");
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

  test("reports a price that does not exist", async () => {
    const rejected = await run("prices", "remove", "--dialect", "hub", "--quality", "low");
    const message = "There is no such price: see the list of prices.";
    expect(rejected).toEqual({ code: 1, out: "", err: `darkroom: ${message}\n` });
  });
});

describe("an invalid value is rejected with a readable message by", () => {
  test.each(["Bad!", "x".repeat(33), "1st"])("plans set %s", async (plan) => {
    const { code, err } = await run("plans", "set", plan);
    expect(code).toBe(2);
    expect(err).toStartWith("darkroom: PLAN must be 1 to 32 lower-case letters, digits, - or _");
  });

  test("a violated constraint is not reported with the message of the database", async () => {
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
