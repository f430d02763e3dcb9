import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import { join, resolve } from "node:path";

const FOLDER = resolve(import.meta.dir, "../.github/workflows");

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { steps: { uses?: string }[] }>;
}

const files = [...new Glob("*.yml").scanSync(FOLDER)].toSorted();

test("there are workflows for the tests and for a release", () => {
  expect(files).toEqual(["ci.yml", "release.yml"]);
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
