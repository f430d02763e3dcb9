import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dir, "../../..");

/** An empty customer project with the client installed. */
export interface Project {
  folder: string;
  /** Runs a module of the project with Node.js and returns the printed lines. */
  node(module: string, args: string[], env: Record<string, string>): Promise<string[]>;
  /** The same with Bun. */
  bun(module: string, args: string[], env: Record<string, string>): Promise<string[]>;
  remove(): Promise<void>;
}

/**
 * Installs the client with npm as it would be published. Its dependencies are the repository's copy of
 * the registry's packages, so that no network is needed.
 */
export async function createProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-project-"));
  await Bun.write(join(folder, "package.json"), `{ "private": true, "type": "module" }`);
  const pack = ["npm", "pack", "--silent", "--pack-destination", folder];
  const [tarball = ""] = await run([...pack, join(root, "generated/client")], folder, process.env);
  const dependencies = ["openapi-fetch", "openapi-typescript-helpers"];
  const sources = dependencies.map((name) => join(root, "node_modules", name));
  // Packed, not linked, so that only the files of a release are installed.
  const how = ["--install-links", "--offline", "--no-audit", "--no-fund", "--silent"];
  await run(["npm", "install", ...how, join(folder, tarball), ...sources], folder, process.env);
  return {
    folder,
    node: (module, args, env) =>
      run(["node", module, ...args], folder, { PATH: process.env.PATH, ...env }),
    bun: (module, args, env) =>
      run([process.execPath, module, ...args], folder, { PATH: process.env.PATH, ...env }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Returns the errors of the compiler in these files and the declarations that they import. */
export async function findTypeErrors(
  folder: string,
  include: string[],
  options: Record<string, string | boolean> = {},
): Promise<string[]> {
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ noEmit: true, skipLibCheck: false, target: "ES2022", module: "NodeNext" },
    ...options,
    lib: ["ES2022", "DOM", "DOM.Iterable"],
    types: [join(root, "node_modules/@types/node")],
  };
  await Bun.write(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  const command = [process.execPath, "check", "--no-script", "--all", "--no-pretty"];
  const child = Bun.spawn(command, { cwd: folder, stdout: "pipe", stderr: "pipe" });
  const [out, summary] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) === 0) return [];
  return [...out.trim().split("\n"), summary.trim()];
}

async function run(
  command: string[],
  cwd: string,
  env: Record<string, string | undefined>,
): Promise<string[]> {
  const child = Bun.spawn(command, { cwd, env, stdout: "pipe", stderr: "pipe" });
  const [out, fault] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  if ((await child.exited) !== 0) throw new Error(`${command.join(" ")}: ${out}${fault}`);
  return out.trim().split("\n");
}
