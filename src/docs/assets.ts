import file from "../../node_modules/@scalar/api-reference/dist/browser/standalone.js" with { type: "file" };
import docsCss from "./docs.css" with { type: "text" };
import tokensCss from "../design/tokens.css" with { type: "text" };

/** What a page loads beside its HTML, under an address that changes with its content. */
export interface Asset {
  path: string;
  type: string;
  body: Uint8Array;
}

/** Reads the style sheet of the docs and Scalar, which is a few megabytes. */
export async function loadAssets(): Promise<Record<"style" | "scalar", Asset>> {
  const scalar = await Bun.file(file).bytes();
  return {
    style: assetOf("docs.css", "text/css", new TextEncoder().encode(tokensCss + docsCss)),
    scalar: assetOf("scalar.js", "text/javascript", scalar),
  };
}

function assetOf(name: string, type: string, body: Uint8Array): Asset {
  const digest = new Bun.CryptoHasher("sha256").update(body).digest("hex").slice(0, 12);
  const [stem, ending] = name.split(".");
  return { path: `/docs/assets/${stem}.${digest}.${ending}`, type: `${type}; charset=utf-8`, body };
}
