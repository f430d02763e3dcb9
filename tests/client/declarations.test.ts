import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import ts from "typescript";
import { createProject, type Project } from "../support/client/project.ts";

const root = join(import.meta.dir, "../..");

/** What users write. A line after `@ts-expect-error` must not compile, so that types are not too wide. */
const PROGRAM = `
import { createReadStream, readFileSync } from "node:fs";
import { ApiError, isHubError, type DebugEvent } from "darkroom-client";
import { createAccountClient, type CreditEntry } from "darkroom-client/account";
import { createHubClient, type AcceptedGeneration, type ErrorCode } from "darkroom-client/hub";
import type { Generation } from "darkroom-client/hub";
import { createPlusClient } from "darkroom-client/plus";
import { verifyWebhook } from "darkroom-client/webhooks";

const hub = createHubClient();
const request = { model: "gpt-image-2", prompt: "a hill" };

export async function narrows(): Promise<AcceptedGeneration> {
  const accepted = await hub.createImage({ ...request, async: true });
  const url: string = accepted.poll_url;
  const waited: Generation = await hub.createImageAndWait(request, {
    onProgress: ({ status }) => console.log(status, url),
  });
  // @ts-expect-error: without async, the response may be a finished generation.
  const finished: AcceptedGeneration = await hub.createImage(request);
  // @ts-expect-error: createImageAndWait sets async.
  await hub.createImageAndWait({ ...request, async: false });
  return waited.id === finished.id ? finished : accepted;
}

export async function files(): Promise<string> {
  await hub.createImage({ ...request, reference_image: readFileSync("boat.png") });
  await hub.createImage({ ...request, reference_image: [createReadStream("boat.png")] });
  // @ts-expect-error: a path is not a file.
  await hub.createImage({ ...request, reference_image: "boat.png" });
  return createPlusClient().uploadImage(await fetch("https://example.com/boat.png"));
}

export function codes(error: unknown): string {
  if (!isHubError(error)) return error instanceof ApiError ? error.code : "";
  const code: ErrorCode = error.code;
  // @ts-expect-error: no error of this API has this code.
  if (error.code === "insufficient_credits") return "";
  return code === "insufficientCredits" ? "Out of credits" : code;
}

export async function pages(): Promise<CreditEntry[]> {
  const entries: CreditEntry[] = [];
  for await (const entry of createAccountClient().iterateCreditEntries({ limit: 2 })) entries.push(entry);
  // @ts-expect-error: a list without pages has no iterator.
  createAccountClient().iterateKeys();
  return entries;
}

export const onDebug = (event: DebugEvent): number =>
  event.type === "response" ? event.status : event.type === "retry" ? event.delayMs : 0;

export const verify = verifyWebhook;
`;

let project: Project;

beforeAll(async () => {
  project = await createProject();
  for (const name of ["module.mts", "common.cts", "bundled.ts"])
    await Bun.write(join(project.folder, name), PROGRAM);
});

afterAll(() => project.remove());

/** The module systems of users; the last one is that of tools that do not read `exports`. */
const SYSTEMS: Record<string, { files: string[]; options: object }> = {
  "modules and CommonJS of Node.js": {
    files: ["module.mts", "common.cts"],
    options: { module: "NodeNext" },
  },
  bundlers: {
    files: ["bundled.ts"],
    options: { module: "ESNext", moduleResolution: "Bundler" },
  },
  "older tools": {
    files: ["bundled.ts"],
    options: { module: "CommonJS", moduleResolution: "Node10", ignoreDeprecations: "6.0" },
  },
};

test.each(Object.entries(SYSTEMS))(
  "the types are narrow, named and complete for %s",
  (_, { files, options: system }) => {
    const options = {
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      ...{ noEmit: true, skipLibCheck: false, target: "ES2022", esModuleInterop: true },
      ...system,
      lib: ["ES2022", "DOM", "DOM.Iterable"],
      types: [join(root, "node_modules/@types/node")],
    };
    expect(findErrors(files, options)).toBe("");
  },
);

/** Returns the errors in the project and its dependencies, without those in Node.js and the browser. */
function findErrors(names: string[], json: object): string {
  const { options, errors } = ts.convertCompilerOptionsFromJson(json, project.folder);
  const program = ts.createProgram(
    names.map((name) => join(project.folder, name)),
    options,
  );
  const files = program.getSourceFiles().filter(({ fileName }) => isInProject(fileName));
  expect(files.some(({ fileName }) => fileName.endsWith(".d.ts"))).toBe(true);
  const found = files.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return ts.formatDiagnostics(
    [...errors, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...found],
    {
      getCanonicalFileName: (path) => path,
      getCurrentDirectory: () => project.folder,
      getNewLine: () => "\n",
    },
  );
}

const isInProject = (path: string) => path.startsWith(`${project.folder}/`);
