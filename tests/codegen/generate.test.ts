import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SOURCE = join(import.meta.dir, "../..");
// The first line of a response of the last dialect.
const RESPONSE = "          description: The updated account.\n";

let root: string;
let document: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "darkroom-generate-"));
  for (const part of ["src", "sql", "generated", "package.json"])
    await cp(join(SOURCE, part), join(root, part), { recursive: true });
  await symlink(join(SOURCE, "node_modules"), join(root, "node_modules"));
  document = await Bun.file(join(SOURCE, "openapi.yaml")).text();
  // Every run would rewrite this file.
  await Bun.write(join(root, "generated/hub/openapi.json"), "{}");
});

afterAll(() => rm(root, { recursive: true }));

describe("a generation that fails leaves generated/ unchanged and reports", () => {
  test("the line of a syntax error in openapi.yaml", async () => {
    const line = document.slice(0, document.indexOf(RESPONSE)).split("\n").length;
    const broken = document.replace(RESPONSE, "          description: @account\n");
    expect(await generate(broken)).toMatch(new RegExp(`openapi\\.yaml:${line}:\\d+: `));
  });

  test("a reference to a missing component", async () => {
    const missing = "#/components/schemas/NoAccount";
    const broken = document.replaceAll('"#/components/schemas/Account"', `"${missing}"`);
    expect(await generate(broken)).toContain(missing);
  });
});

/** Generates from a document. Returns the reported errors. */
async function generate(text: string): Promise<string> {
  await Bun.write(join(root, "openapi.yaml"), text);
  const before = await hashGenerated();
  const run = Bun.spawn([process.execPath, "src/codegen/generate.ts"], {
    cwd: root,
    stdout: "pipe",
    stderr: "pipe",
  });
  const errors = await new Response(run.stderr).text();
  expect(await run.exited).toBe(1);
  expect(await hashGenerated()).toBe(before);
  return errors;
}

/** Returns a hash of the names and contents of all files in generated/. */
async function hashGenerated(): Promise<string> {
  const hasher = new Bun.CryptoHasher("sha256");
  const paths = await Array.fromAsync(new Bun.Glob("generated/**/*").scan({ cwd: root }));
  for (const path of paths.toSorted())
    hasher.update(path).update(await Bun.file(join(root, path)).bytes());
  return hasher.digest("hex");
}
