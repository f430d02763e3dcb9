// Compiles dist/darkroom: Bun, the program, the migrations of the program and of the job queue (as
// text), and the bundled web pages. The embedded Postgres is not included: the binary needs
// DATABASE_URL. Writes its checksum and its bill of materials beside it, and copies what operators install
// with it: `deploy/` and the list of settings.
import { cp, rm } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type ConsoleAsset, buildConsole } from "../console/bundle.ts";
import { writeSbom } from "./sbom.ts";

const root = resolve(import.meta.dir, "../..");
const outfile = join(root, "dist/darkroom");

if (import.meta.main) await build();

async function build(): Promise<void> {
  await Bun.build({
    entrypoints: [join(root, "src/main.ts")],
    plugins: [await builtConsole()],
    compile: {
      outfile,
      // Configuration files in the working directory must not affect the binary.
      autoloadBunfig: false,
      autoloadDotenv: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
  const megabytes = Math.round(Bun.file(outfile).size / 1024 ** 2);
  process.stdout.write(`${outfile} (${megabytes} MB)\n`);
  const hash = new Bun.CryptoHasher("sha256").update(await Bun.file(outfile).bytes()).digest("hex");
  await Bun.write(`${outfile}.sha256`, `${hash}  darkroom\n`);
  process.stdout.write(`${outfile}.sha256\n${await writeSbom(root)}\n`);
  await copyOperatorFiles(root, join(root, "dist"));
}

/** Copies what operators install with the program from one folder to another, without files of secrets. */
export async function copyOperatorFiles(from: string, to: string): Promise<void> {
  // Such as `.env` and `darkroom.env`, but not `darkroom.env.example`.
  const filter = (path: string) => !/\.env\b(?!\.example$)/.test(basename(path));
  for (const part of ["deploy", ".env.example"]) {
    await rm(join(to, part), { recursive: true, force: true });
    await cp(join(from, part), join(to, part), { recursive: true, filter });
  }
}

/** Replaces the module that builds the console with the built console. */
async function builtConsole(): Promise<Bun.BunPlugin> {
  const { shell, assets } = await buildConsole();
  const code = [
    'const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));',
    `const shell = ${toAssetLiteral(shell)};`,
    `const assets = [${assets.map(toAssetLiteral).join(",")}];`,
    "export async function buildConsole() { return { shell, assets }; }",
  ].join("\n");
  return {
    name: "built-console",
    setup: (build) => {
      build.onLoad({ filter: /src\/console\/bundle\.ts$/ }, () => ({
        contents: code,
        loader: "js",
      }));
    },
  };
}

function toAssetLiteral({ name, type, plain, gzip, brotli }: ConsoleAsset): string {
  const bytes = Object.entries({ plain, gzip, brotli }).map(
    ([encoding, content]) => `${encoding}: bytes("${Buffer.from(content).toString("base64")}")`,
  );
  return `{ name: "${name}", type: "${type}", ${bytes.join(", ")} }`;
}
