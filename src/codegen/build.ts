// Compiles everything into dist/darkroom: Bun, the house, its migrations and the job queue's, which
// are text inside the code. The embedded Postgres stays outside: the binary needs DATABASE_URL.
import { join, resolve } from "node:path";

const root = resolve(import.meta.dir, "../..");
const outfile = join(root, "dist/darkroom");

if (import.meta.main) await build();

async function build(): Promise<void> {
  await Bun.build({
    entrypoints: [join(root, "src/main.ts")],
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
