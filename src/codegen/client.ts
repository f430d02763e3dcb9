import { join } from "node:path";
import ts from "typescript";
import manifest from "../../package.json" with { type: "json" };

const NAME = "darkroom-client";
// What stands beside the code in src/client and in the house, for those who install the package.
const COPIES = { "README.md": "src/client/README.md", LICENSE: "LICENSE" };
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
};

/**
 * The files of the package that customers install: src/client, and the types and methods of each
 * dialect, as JavaScript with declarations. Takes the generated modules by path.
 */
export async function createClientPackage(
  root: string,
  generated: Map<string, string>,
): Promise<[path: string, text: string][]> {
  const own = await Array.fromAsync(new Bun.Glob("*.ts").scan(join(root, "src/client")));
  const read = (path: string) => Bun.file(join(root, path)).text();
  const sources: [string, string][] = [
    ...(await Promise.all(
      own.map(async (name): Promise<[string, string]> => [name, await read(`src/client/${name}`)]),
    )),
    ...generated,
  ];
  const copies = Object.entries(COPIES).map(async ([name, path]): Promise<[string, string]> => [
    name,
    await read(path),
  ]);
  return [
    ["package.json", JSON.stringify(createPackageJson(own), null, 2)],
    ...(await Promise.all(copies)),
    ...sources.flatMap(([path, text]) => compile(path, toPublishedImports(path, text))),
  ];
}

function createPackageJson(own: string[]): object {
  const entries = ["hub", "plus", "art", "openai", "account", "errors", "webhooks"];
  const missing = entries.find((entry) => !own.includes(`${entry}.ts`));
  if (missing !== undefined) throw new Error(`src/client/${missing}.ts is missing`);
  const place = (entry: string) => ({
    types: `./lib/${entry}.d.ts`,
    default: `./lib/${entry}.js`,
  });
  return {
    name: NAME,
    version: manifest.version,
    description: "Client of Darkroom's image-generation APIs",
    keywords: ["image-generation", "openapi"],
    license: manifest.license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.3" },
    files: ["lib"],
    exports: {
      ".": place("index"),
      ...Object.fromEntries(entries.map((entry) => [`./${entry}`, place(entry)])),
    },
    // Versions of openapi-fetch before 1.0 break in the second number, which ^ keeps.
    dependencies: { "openapi-fetch": `^${manifest.dependencies["openapi-fetch"]}` },
  };
}

/** In the package, what is generated for a dialect lies in a folder beside the code. */
function toPublishedImports(path: string, text: string): string {
  return text.replace(/(?<= from ")(\.[^"]*)\.ts(?=")/g, (_, target: string) => {
    const published = target.replace(/^\.\.\/\.\.\/(?:generated|src\/client)\//, "./");
    if (published.startsWith("..")) throw new Error(`${path} imports ${target}, which stays here`);
    const up = path.includes("/") && published !== target ? "." : "";
    return `${up}${published}.js`;
  });
}

function compile(path: string, text: string): [path: string, text: string][] {
  const stem = `lib/${path.replace(/\.ts$/, "")}`;
  const types = ts.transpileDeclaration(text, { compilerOptions: options, fileName: path });
  const fault = types.diagnostics?.[0];
  if (fault !== undefined) {
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(fault.messageText, "\n")}`);
  }
  const declarations: [string, string] = [`${stem}.d.ts`, types.outputText];
  const code = ts.transpileModule(text, { compilerOptions: options, fileName: path }).outputText;
  const isTypesOnly = /^(?:\/\/.*\s*)*export \{\};\s*$/.test(code);
  return isTypesOnly ? [declarations] : [declarations, [`${stem}.js`, code]];
}
