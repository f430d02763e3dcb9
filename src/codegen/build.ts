// Compiles everything into dist/darkroom: Bun, the house, its migrations and the job queue's, which
// are text inside the code, and the web pages as browsers get them. The embedded Postgres stays
// outside: the binary needs DATABASE_URL.
import { join, resolve } from "node:path";
import { type Asset, bundle } from "../console/bundle.ts";

const root = resolve(import.meta.dir, "../..");
const outfile = join(root, "dist/darkroom");

if (import.meta.main) await build();

async function build(): Promise<void> {
  await Bun.build({
    entrypoints: [join(root, "src/main.ts")],
    plugins: [await builtConsole()],
    compile: {
      outfile,
      // What lies in the folder that the binary is started from is no part of it.
      autoloadBunfig: false,
      autoloadDotenv: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
  const megabytes = Math.round(Bun.file(outfile).size / 1024 ** 2);
  process.stdout.write(`${outfile} (${megabytes} MB)\n`);
}

/** Puts the built console where the code that would build it stands. */
async function builtConsole(): Promise<Bun.BunPlugin> {
  const { shell, assets } = await bundle();
  const code = [
    'const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));',
    `const shell = ${toAssetLiteral(shell)};`,
    `const assets = [${assets.map(toAssetLiteral).join(",")}];`,
    "export async function bundle() { return { shell, assets }; }",
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

function toAssetLiteral({ name, type, plain, gzip, brotli }: Asset): string {
  const bytes = Object.entries({ plain, gzip, brotli }).map(
    ([encoding, content]) => `${encoding}: bytes("${Buffer.from(content).toString("base64")}")`,
  );
  return `{ name: "${name}", type: "${type}", ${bytes.join(", ")} }`;
}
