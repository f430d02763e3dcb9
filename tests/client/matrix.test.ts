import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import matrix from "../../src/docs/client-matrix.json";
import { languages } from "../../src/docs/languages.ts";
import { type App, startApp } from "../support/app.ts";
import { listApps } from "../support/client/matrix/apps.ts";
import { OPERATIONS, type Target } from "../support/client/matrix/cell.ts";
import { listFrameworks } from "../support/client/matrix/frameworks.ts";
import { listOpenaiSdks } from "../support/client/matrix/openai-sdks.ts";
import { findViolations } from "../support/invariants.ts";
import { renderBase64 } from "../support/upstream/images.ts";

/** Writes what has worked into the docs: `UPDATE_CLIENT_MATRIX=1 bun test tests/client/matrix.test.ts` */
const IS_UPDATE = process.env.UPDATE_CLIENT_MATRIX === "1";
const FILE = join(import.meta.dir, "../../src/docs/client-matrix.json");
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;

const clients = [...(await listOpenaiSdks()), ...(await listFrameworks()), ...listApps()];
const cells = clients.flatMap(({ name, operations }) =>
  OPERATIONS.flatMap((operation) => {
    const run = operations[operation];
    return run === undefined ? [] : [{ name, operation, run }];
  }),
);
const worked = new Set<string>();
// Batches take seconds, because other requests go first. They run while the other cells are tested.
const batches = new Map<string, Promise<string[]>>();

let app: App;
let image: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  app = await startApp();
  image = Buffer.from(await renderBase64(boat), "base64");
  for (const { name, operation, run } of cells) {
    if (operation !== "batches") continue;
    const results = createTarget().then(run);
    results.catch(() => undefined);
    batches.set(name, results);
  }
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Opens an account; its key and the URL of the server are all that a client is given. */
async function createTarget(): Promise<Target> {
  const { key } = await app.customer({ dialect: "openai" });
  return { url: app.url, key, image };
}

/** Whether a result is an image, as base64 or behind a URL. */
async function isImage(text: string): Promise<boolean> {
  const bytes = text.startsWith("http")
    ? Buffer.from(await (await fetch(text)).arrayBuffer())
    : Buffer.from(text, "base64");
  return bytes.subarray(1, 4).toString() === "PNG";
}

describe("with only a base URL and a key", () => {
  test.each(cells)("$name: $operation works", async ({ name, operation, run }) => {
    const results = await ((operation === "batches" && batches.get(name)) ||
      run(await createTarget()));
    if (operation === "models") expect(results).toContain("gpt-image-2");
    else if (operation === "moderations") expect(results).toEqual(["flagged"]);
    else expect(await Promise.all(results.map(isImage))).toEqual([true]);
    worked.add(`${name} ${operation}`);
  });
});

describe("the table of clients in the docs", () => {
  test("has exactly what was run", async () => {
    const found = clients.map(({ name }) => ({
      name,
      works: OPERATIONS.filter((operation) => worked.has(`${name} ${operation}`)),
    }));
    const text = JSON.stringify({ operations: OPERATIONS, clients: found }, null, 2);
    if (IS_UPDATE) await Bun.write(FILE, `${text}\n`);
    else expect(matrix).toEqual(JSON.parse(text));
  });

  test.each(languages)("is published: %s", async (language) => {
    const page = await (await app.fetch(`/docs/clients.md?lang=${language}`)).text();
    for (const { name, works } of matrix.clients) {
      const row = page.split("\n").find((line) => line.startsWith(`| ${name} `)) ?? "";
      expect({ name, count: row.split("✓").length - 1 }).toEqual({ name, count: works.length });
    }
  });
});
