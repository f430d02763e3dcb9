import { join } from "node:path";

/** Returns the browser script of the pages. Runs as a macro, so that the binary contains the result. */
export async function testKeySource(): Promise<string> {
  const source = await Bun.file(join(import.meta.dir, "test-key.ts")).text();
  const transpiler = new Bun.Transpiler({
    loader: "ts",
    target: "browser",
    minifyWhitespace: true,
  });
  return transpiler.transformSync(source);
}
