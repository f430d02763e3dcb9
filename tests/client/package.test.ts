import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import * as credits from "../../src/core/billing/grants.ts";
import { signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { createProject, type Project } from "../support/client/project.ts";
import { findViolations } from "../support/invariants.ts";
import { renderBase64 } from "../support/upstream/images.ts";

const root = join(import.meta.dir, "../..");
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;

/** Programs of a user that load the packed client, in both module systems of two runtimes. */
const RUNTIMES: [name: string, runtime: "node" | "bun", module: string][] = [
  ["a module on Node.js", "node", "features.main.mjs"],
  ["CommonJS on Node.js", "node", "features.main.cjs"],
  ["a module on Bun", "bun", "features.main.mjs"],
  ["CommonJS on Bun", "bun", "features.main.cjs"],
];
const SOURCES = {
  "features.main.mjs": `
    import * as client from "darkroom-client";
    import { runFeatures } from "./features.mjs";
    console.log(JSON.stringify(await runFeatures(client)));`,
  "features.main.cjs": `
    const client = { ...require("darkroom-client"), ...require("darkroom-client/hub") };
    import("./features.mjs").then(async ({ runFeatures }) => {
      console.log(JSON.stringify(await runFeatures(client)));
    });`,
};

let app: App;
let project: Project;
const results = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  [app, project] = await Promise.all([startApp(), createProject()]);
  await Promise.all([
    copyFile(join(root, "tests/support/client/features.mjs"), join(project.folder, "features.mjs")),
    Bun.write(join(project.folder, "boat.png"), Buffer.from(await renderBase64(boat), "base64")),
    ...Object.entries(SOURCES).map(([name, text]) => Bun.write(join(project.folder, name), text)),
  ]);
  await Promise.all(
    RUNTIMES.map(async ([name, runtime, module]) => {
      const lines = await project[runtime](module, [], await createEnvironment());
      results.set(name, JSON.parse(lines.join("\n")));
    }),
  );
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await project.remove();
});

async function createEnvironment(): Promise<Record<string, string>> {
  const dialects = ["hub", "plus", "art", "openai"] as const;
  const keys = dialects.map(async (dialect) => {
    return [dialect.toUpperCase(), (await app.customer({ dialect })).key] as const;
  });
  const { accountId, email, password } = await signUp(app);
  for (const amount of [10, 20, 30])
    await credits.createGrant(app.ctx, { accountId, credits: amount, source: "promo" });
  const entries = Object.fromEntries(await Promise.all(keys));
  return {
    ...entries,
    URL: app.url,
    DARKROOM_URL: app.url,
    DARKROOM_API_KEY: entries["HUB"] ?? "",
    EMAIL: email,
    PASSWORD: password,
  };
}

describe.each(RUNTIMES)("in %s, the packed client", (name) => {
  const result = (feature: string) => results.get(name)?.[feature];

  test("reads the URL and the key from the environment", () => {
    expect(result("environment")).toBe("credit_balance");
  });

  test("sends buffers, file streams, responses and single files", () => {
    expect(result("files")).toEqual([1, 1, 1, 1, 1]);
  });

  test("creates and waits in one call, with progress", () => {
    expect(result("waiting")).toEqual({
      statuses: ["succeeded", "succeeded", "succeeded", "completed", "completed"],
      last: "succeeded",
    });
  });

  test("recognizes the codes of an API", () => {
    expect(result("errors")).toEqual({
      code: "contentBlocked",
      isHubError: true,
      isPlusError: false,
      classes: [true, true],
    });
  });

  test("throws an AbortError when its signal aborts, and the generation continues", () => {
    expect(result("aborting")).toEqual({
      classes: [true, true],
      waited: { name: "AbortError", code: "aborted", cause: "closed" },
      key: "order-1",
      isContinued: true,
      polls: 1,
    });
  });

  test("reports requests, responses, failures and retries without the key", () => {
    const retry = ["request", "failure", "retry", "request", "failure"];
    expect(result("debugging")).toEqual({
      types: ["request", "response", ...retry],
      isSecret: false,
      response: { status: 200, method: "GET", url: `${app.url}/api/v1/credits` },
    });
  });

  test("iterates over all pages of a list", () => {
    expect(result("pages")).toEqual({
      amounts: [30, 20, 10],
      pages: 2,
      created: ["a.png", "b.png", "c.png"],
      files: ["a.png", "b.png", "c.png"],
    });
  });
});
