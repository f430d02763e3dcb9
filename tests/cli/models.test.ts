import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "../support/app.ts";
import { cli as runCli, cliInProcess } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";

let dataDir = "";
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-models-"));
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

const settings = () => ({ DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" });

function cli(...args: string[]) {
  return runCli(settings(), "models", ...args);
}

async function list(): Promise<{ id: string; default_for?: string[] }[]> {
  return JSON.parse((await cli("list", "--json")).out).models;
}

describe("the commands for models", () => {
  test("add, change and disable a model", async () => {
    const added = await cli("add", "flux/x-1", "--name", "Flux X", "--max-images", "4", "--json");
    expect(added).toMatchObject({ code: 0, out: '{"id":"flux/x-1"}\n' });
    await cli("set", "flux/x-1", "--enabled", "no", "--provider-model", "flux-x-1-pro");
    expect(await list()).toContainEqual({
      ...{ id: "flux/x-1", name: "Flux X", provider: "openai", provider_model: "flux-x-1-pro" },
      ...{ max_images: 4, reference_image_limit: 16, position: 1, enabled: false, routes: [] },
      ...{ default_for: [], aliases: [], capabilities: [] },
    });
  });

  test("set all routes of a model in order, or remove them all", async () => {
    const routes = "kie:gpt-image-2,openai:gpt-image-2-2026-04-21";
    const set = await cli("routes", "gpt-image-2", "--to", routes);
    expect(set.out.split("\n").slice(0, 4)).toEqual([
      "Routes of gpt-image-2: kie:gpt-image-2, then openai:gpt-image-2-2026-04-21.",
      "Warning: gpt-image-2: kie is not configured: set KIE_API_KEY and restart.",
      "Warning: gpt-image-2: openai is not configured: set OPENAI_API_KEY and restart.",
      "Warning: No route is usable: requests for gpt-image-2 are answered with 503.",
    ]);
    expect(await list()).toContainEqual(
      expect.objectContaining({ id: "gpt-image-2", routes: routes.split(",") }),
    );
    const none = await cliInProcess(
      settings(),
      ...["models", "routes", "gpt-image-2", "--to", "none", "--json"],
    );
    expect(JSON.parse(none.out)).toEqual({ id: "gpt-image-2", routes: [] });
  });

  const rejected: [code: number, error: string, args: string[]][] = [
    [1, "already", ["add", "gpt-image-2", "--name", "Twice"]],
    [1, "no model", ["set", "nothing", "--name", "No model"]],
    [1, "no model", ["alias", "x", "--to", "nothing"]],
    [1, "no alias", ["alias", "x", "--to", "none"]],
    [1, "no model", ["routes", "nothing", "--to", "kie:x"]],
    [2, "must start", ["add", " x", "--name", "Odd"]],
    [2, "from 1 to 10", ["set", "gpt-image-2", "--max-images", "11"]],
    [2, "yes, no", ["set", "gpt-image-2", "--enabled", "perhaps"]],
    [2, "provider:model", ["routes", "gpt-image-2", "--to", "kie"]],
    [2, "provider:model", ["routes", "gpt-image-2", "--to", "elsewhere:x"]],
    [2, "each provider only once", ["routes", "gpt-image-2", "--to", "kie:x,kie:y"]],
  ];
  test("report an invalid value in one line and change nothing", async () => {
    const before = await list();
    const results = await Promise.all(
      rejected.map(([, , args]) => cliInProcess(settings(), "models", ...args)),
    );
    for (const [index, [code, error]] of rejected.entries()) {
      expect(results[index]).toMatchObject({ code, out: "", err: expect.stringContaining(error) });
    }
    expect(await list()).toEqual(before);
  });
});

test("a running server applies a model change without a restart, even to a model it has used", async () => {
  const app = await startApp();
  const { call } = await app.customer({ credits: 100_000 });
  const order = async (n: number) => {
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a fox", n, async: true });
    const headers = { "content-type": "application/json" };
    return (await call("/api/v1/images/generations", { method: "POST", headers, body })).status;
  };
  const set = async (...change: string[]) => {
    const settings = { DATA_DIR: dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
    expect((await runCli(settings, "models", "set", "gpt-image-2", ...change)).code).toBe(0);
  };
  // The first two reads happen before and during the subscription; the third result is cached.
  for (let time = 0; time < 3; time++) expect(await order(2)).toBe(202);
  // The server receives the notification at some time after the command.
  const message = "The change was not applied";
  await set("--max-images", "1");
  await eventually(async () => (await order(2)) === 400, { message });
  expect(await order(1)).toBe(202);
  await set("--enabled", "no");
  await eventually(async () => (await order(1)) === 400, { message });
  await app.stop();
});
