import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dir, "../.github/workflows");

const ROOT = resolve(FOLDER, "../..");

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { steps: { uses?: string; with?: Record<string, unknown> }[] }>;
}

const files = [...new Glob("*.yml").scanSync(FOLDER)].toSorted();

test("there are workflows for the tests and for a release", () => {
  expect(files).toEqual(["ci.yml", "release.yml"]);
});

test("a release signs the bill of materials of the build, and has the list of settings", async () => {
  const { jobs } = Bun.YAML.parse(await Bun.file(join(FOLDER, "release.yml")).text()) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const find = (action: string) => steps.find(({ uses }) => uses?.startsWith(action))?.with ?? {};
  const signed = String(find("actions/attest-build-provenance@")["subject-path"])
    .trim()
    .split("\n");
  const build = await Bun.file(join(ROOT, "src/codegen/sbom.ts")).text();
  const [, billOfMaterials = ""] = /join\(root, "(dist\/[^"]+)"\)/.exec(build) ?? [];
  expect(billOfMaterials).not.toBe("");
  expect(signed).toContain(billOfMaterials);
  // The name of the list of settings starts with a dot.
  expect(find("actions/upload-artifact@")).toMatchObject({ "include-hidden-files": true });
});

describe.each(files)("the workflow %s", (file) => {
  const read = async () => Bun.YAML.parse(await Bun.file(join(FOLDER, file)).text()) as Workflow;

  test("uses actions by their commits, which cannot be changed later", async () => {
    const { jobs } = await read();
    const actions = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses])),
    );
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  test("has no rights to write the repository by default", async () => {
    expect((await read()).permissions).toEqual({ contents: "read" });
  });
});
