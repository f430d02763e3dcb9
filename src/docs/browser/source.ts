import { join } from "node:path";

/** The script of the pages as browsers read it. Runs as a macro, so that the binary carries the outcome. */
export async function testKeySource(): Promise<string> {
  const source = await Bun.file(join(import.meta.dir, "test-key.ts")).text();
  const transpiler = new Bun.Transpiler({
    loader: "ts",
    target: "browser",
    minifyWhitespace: true,
  });
  return transpiler.transformSync(source);
}
