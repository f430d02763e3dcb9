import { basename, join } from "node:path";
import { translated } from "../docs/languages.ts";

/**
 * Returns a module that imports everything the docs serve, so that the compiled binary contains it.
 * Documents and collections are loaded on first use, because parsing all of them takes time.
 */
export async function docsModule(root: string, dialects: string[]): Promise<string> {
  const pages = await list(join(root, "src/docs/pages"), "*/*.md");
  const samples = [
    ...(await list(join(root, "src/docs/samples"), "*")).map((path) => `docs/samples/${path}`),
    ...(await list(join(root, "src/client/webhook-verification"), "verify.*")).map(
      (path) => `client/webhook-verification/${path}`,
    ),
  ];
  const documents = dialects.map((dialect) => {
    const loaders = [`en: ${loader(`./${dialect}/openapi.json`)}`].concat(
      translated.map((each) => `"${each}": ${loader(`./${dialect}/openapi.${each}.json`)}`),
    );
    return `${dialect}: { ${loaders.join(", ")} }`;
  });
  const collections = dialects.map((each) => `${each}: ${loader(`./postman/${each}.json`)}`);
  return [
    `import spec from "../openapi.yaml" with { type: "text" };`,
    ...pages.map((path, index) => toImportStatement(`page${index}`, `docs/pages/${path}`)),
    ...samples.map((path, index) => toImportStatement(`sample${index}`, path)),
    "",
    "export { spec };",
    `export const pages: Record<string, string> = {${toEntries("page", pages)}};`,
    `export const samples: Record<string, string> = {${toEntries(
      "sample",
      samples.map((path) => basename(path)),
    )}};`,
    "type Load = () => Promise<object>;",
    `export const documents: Record<string, Record<string, Load>> = {${documents.join(",\n")}};`,
    `export const collections: Record<string, Load> = {${collections.join(",\n")}};`,
    "",
  ].join("\n");
}

async function list(folder: string, pattern: string): Promise<string[]> {
  return (await Array.fromAsync(new Bun.Glob(pattern).scan({ cwd: folder }))).toSorted();
}

function toImportStatement(variable: string, path: string): string {
  return `import ${variable} from "../src/${path}" with { type: "text" };`;
}

function toEntries(variable: string, paths: string[]): string {
  return paths.map((path, index) => `"${path}": ${variable}${index}`).join(",\n");
}

function loader(path: string): string {
  return `async () => (await import("${path}")).default`;
}
