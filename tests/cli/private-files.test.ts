import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCli, type Started } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { cliInProcess } from "../support/cli.ts";

let dataDir = "";
let database: Database;
let server: Started;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-private-"));
  // As an earlier release has created it.
  await mkdir(join(dataDir, "files"));
  await chmod(join(dataDir, "files"), 0o755);
  database = await createDatabase();
});

afterAll(async () => {
  server.kill("SIGTERM");
  await server.result;
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("images and inputs on disk can be read by the user of the server only", async () => {
  const settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
  server = startCli(settings, "serve", "--json");
  const { url } = JSON.parse(await server.firstLine);
  const email = ["--email", "ada@example.com"];
  await cliInProcess(settings, "account", "create", ...email, "--plan", "pro");
  await cliInProcess(settings, "credits", "grant", ...email, "--credits", "100");
  const made = await cliInProcess(
    settings,
    "key",
    "create",
    ...email,
    "--dialect",
    "hub",
    "--json",
  );
  const body = new FormData();
  const image = await renderBase64({ width: 64, height: 64, format: "png", index: 1 });
  body.append("model", "gpt-image-2");
  body.append("prompt", "a hill");
  body.append("reference_image", new Blob([Buffer.from(image, "base64")]), "a.png");
  const headers = { authorization: `Bearer ${JSON.parse(made.out).key}` };
  const reply = await fetch(`${url}/api/v1/images/generations`, { method: "POST", headers, body });
  expect(reply.status).toBe(200);

  const paths = await readdir(join(dataDir, "files"), { recursive: true });
  expect(paths.filter((path) => path.endsWith(".png"))).toHaveLength(2);
  for (const path of ["", ...paths]) {
    const { mode } = await stat(join(dataDir, "files", path));
    expect({ path, others: mode & 0o077 }).toEqual({ path, others: 0 });
  }
  for (const path of ["tmp", "app-secret"]) {
    const { mode } = await stat(join(dataDir, path));
    expect({ path, others: mode & 0o077 }).toEqual({ path, others: 0 });
  }
});
