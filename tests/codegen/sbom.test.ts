import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import manifest from "../../package.json";
import { writeSbom } from "../../src/codegen/sbom.ts";

const ROOT = resolve(import.meta.dir, "../..");

interface Sbom {
  bomFormat: string;
  components: {
    "bom-ref": string;
    name: string;
    version: string;
    purl: string;
    hashes?: { alg: string; content: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

let folder: string;
let sbom: Sbom;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-sbom-"));
  sbom = await Bun.file(await writeSbom(ROOT, join(folder, "sbom.json"))).json();
});

afterAll(() => rm(folder, { recursive: true }));

describe("the bill of materials", () => {
  test("names Bun and every package that package.json needs in production, with its version", () => {
    const versions = new Map(sbom.components.map(({ purl, version }) => [purl, version]));
    for (const [name, version] of Object.entries(manifest.dependencies)) {
      expect(versions.get(`pkg:npm/${name.replace("@", "%40")}@${version}`)).toBe(version);
    }
    expect(sbom.components[0]).toMatchObject({ name: "bun", version: Bun.version });
  });

  test("names no package that only development needs", () => {
    const names = sbom.components.map(({ name }) => name);
    for (const name of ["@20minutes/s3rver", "playwright-core", "openapi-typescript"]) {
      expect(Object.keys(manifest.devDependencies)).toContain(name);
      expect(names).not.toContain(name);
    }
  });

  test("names what those packages need: the versions that are installed", async () => {
    expect(sbom.components.length).toBeGreaterThan(2 * Object.keys(manifest.dependencies).length);
    const installed = new Set<string>();
    for await (const path of new Bun.Glob("node_modules/**/package.json").scan(ROOT)) {
      // Some packages contain such files for their subfolders.
      const { name, version } = await Bun.file(join(ROOT, path)).json();
      if (name !== undefined && version !== undefined) installed.add(`${name}@${version}`);
    }
    expect(installed.size).toBeGreaterThan(sbom.components.length);
    const names = new Set([...installed].map((each) => each.slice(0, each.lastIndexOf("@"))));
    const missing = sbom.components
      // Packages for other platforms are not installed.
      .filter(({ name }) => names.has(name))
      .filter(({ name, version }) => !installed.has(`${name}@${version}`));
    expect(missing).toEqual([]);
  });

  test("contains the SHA-512 of each package, and only references to its components", () => {
    const refs = new Set(["darkroom", ...sbom.components.map((each) => each["bom-ref"])]);
    expect(refs.size).toBe(sbom.components.length + 1);
    for (const { name, hashes } of sbom.components) {
      if (name === "bun") continue;
      expect(hashes).toEqual([
        { alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) },
      ]);
    }
    const used = sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(used.filter((ref) => !refs.has(ref))).toEqual([]);
    expect(new Set(used)).toEqual(refs);
  });

  test("is the same for the same sources", async () => {
    const again = await Bun.file(await writeSbom(ROOT, join(folder, "again.json"))).json();
    expect(again).toEqual(sbom);
  });
});
