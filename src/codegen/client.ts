import { join } from "node:path";
import ts from "typescript";
import manifest from "../../package.json" with { type: "json" };

const NAME = "darkroom-client";
// Files of the package in addition to the code.
const COPIES = { "README.md": "src/client/README.md", LICENSE: "LICENSE" };
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
};

/**
 * Returns the files of the npm package: src/client and the types and methods of each dialect, with
 * declarations, as modules in `lib` and for CommonJS in `cjs`.
 *
 * @param generated the generated modules by path
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
    // Node.js reads the module format of these files from the nearest package.json.
    ["cjs/package.json", JSON.stringify({ type: "commonjs" })],
    ...sources.flatMap(([path, text]) => compile(path, toPublishedImports(path, text))),
  ];
}

function createPackageJson(own: string[]): object {
  const entries = ["hub", "plus", "art", "openai", "account", "errors", "webhooks"];
  const missing = entries.find((entry) => !own.includes(`${entry}.ts`));
  if (missing !== undefined) throw new Error(`src/client/${missing}.ts is missing`);
  const toTarget = (folder: string, entry: string) => ({
    types: `./${folder}/${entry}.d.ts`,
    default: `./${folder}/${entry}.js`,
  });
  const toExport = (entry: string) => ({
    import: toTarget("lib", entry),
    require: toTarget("cjs", entry),
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
    files: ["lib", "cjs"],
    // For tools that do not read `exports`.
    main: "./cjs/index.js",
    types: "./cjs/index.d.ts",
    typesVersions: {
      "*": Object.fromEntries(entries.map((entry) => [entry, [`./cjs/${entry}.d.ts`]])),
    },
    exports: {
      ".": toExport("index"),
      ...Object.fromEntries(entries.map((entry) => [`./${entry}`, toExport(entry)])),
    },
    // Before 1.0, openapi-fetch makes breaking changes in minor versions, which ^ excludes.
    dependencies: { "openapi-fetch": `^${manifest.dependencies["openapi-fetch"]}` },
  };
}

/** Rewrites imports: in the package, the generated modules of a dialect are in a folder next to the code. */
function toPublishedImports(path: string, text: string): string {
  return text.replace(/(?<= from ")(\.[^"]*)\.ts(?=")/g, (_, target: string) => {
    const published = target.replace(/^\.\.\/\.\.\/(?:generated|src\/client)\//, "./");
    if (published.startsWith(".."))
      throw new Error(`${path} imports ${target}, which is not part of the package`);
    const up = path.includes("/") && published !== target ? "." : "";
    return `${up}${published}.js`;
  });
}

function compile(path: string, text: string): [path: string, text: string][] {
  const stem = path.replace(/\.ts$/, "");
  const types = ts.transpileDeclaration(text, { compilerOptions: options, fileName: path });
  const problem = types.diagnostics?.[0];
  if (problem !== undefined) {
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`);
  }
  const module = transpile(path, text, ts.ModuleKind.ESNext);
  const isTypesOnly = /^(?:\/\/.*\s*)*export \{\};\s*$/.test(module);
  return ["lib", "cjs"].flatMap((folder): [path: string, text: string][] => {
    const declarations: [string, string] = [`${folder}/${stem}.d.ts`, types.outputText];
    if (isTypesOnly) return [declarations];
    const code = folder === "lib" ? module : transpile(path, text, ts.ModuleKind.CommonJS);
    return [declarations, [`${folder}/${stem}.js`, code]];
  });
}

function transpile(path: string, text: string, module: ts.ModuleKind): string {
  // CommonJS cannot keep the syntax of imports.
  const verbatimModuleSyntax = module !== ts.ModuleKind.CommonJS;
  const compilerOptions = { ...options, module, verbatimModuleSyntax, esModuleInterop: true };
  return ts.transpileModule(text, { compilerOptions, fileName: path }).outputText;
}
