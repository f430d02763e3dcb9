import file from "../../node_modules/@scalar/api-reference/dist/browser/standalone.js" with { type: "file" };
import docsCss from "./docs.css" with { type: "text" };
import tokensCss from "../design/tokens.css" with { type: "text" };
import { testKeySource } from "./browser/source.ts" with { type: "macro" };

/** A file that a page loads. Its path contains a digest of its content. */
export interface Asset {
  path: string;
  type: string;
  body: Uint8Array;
}

/** All files that pages load. */
export type Assets = Record<"style" | "testKey" | "scalar", Asset>;

/** Loads the style sheet, the script and Scalar (a few megabytes). */
export async function loadAssets(): Promise<Assets> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const scalar = await Bun.file(file).bytes();
  return {
    style: createAsset("docs.css", "text/css", encode(tokensCss + docsCss)),
    testKey: createAsset("test-key.js", "text/javascript", encode(await testKeySource())),
    scalar: createAsset("scalar.js", "text/javascript", scalar),
  };
}

function createAsset(name: string, type: string, body: Uint8Array): Asset {
  const digest = new Bun.CryptoHasher("sha256").update(body).digest("hex").slice(0, 12);
  const [stem, ending] = name.split(".");
  return { path: `/docs/assets/${stem}.${digest}.${ending}`, type: `${type}; charset=utf-8`, body };
}
