import type { Schemas } from "../api/client.ts";

type Dialect = Schemas["Dialect"];
/** In which a call can be copied. */
export type Wording = "curl" | "TypeScript" | "Python";

export const wordings: Wording[] = ["curl", "TypeScript", "Python"];

/** What each API is called by people. */
export const dialects: Record<Dialect, string> = {
  hub: "Image Hub",
  plus: "Image Plus",
  art: "Image Art",
  openai: "OpenAI",
};

/** The dialect that a choice among them names. */
export function dialectOf(text: string | undefined): Dialect {
  // The names of this record are the dialects.
  const names = Object.keys(dialects) as Dialect[];
  return names.find((name) => name === text) ?? "hub";
}

const PATHS: Record<Dialect, string> = {
  hub: "/api/v1/images/generations",
  plus: "/api/v1/generate",
  art: "/api/v1/images/generations",
  openai: "/v1/images/generations",
};

/** What a call asks for, in the words of the account API. */
export type Wish = Omit<Schemas["CreateGenerationRequest"], "user">;

interface Call {
  dialect: Dialect;
  wording: Wording;
  wish: Wish;
  key: string | undefined;
}

/** The code of a call that can be run as it stands. */
export function snippet({ dialect, wording, wish, key = "YOUR_API_KEY" }: Call): string {
  const url = `${location.origin}${PATHS[dialect]}`;
  const body = JSON.stringify(bodyOf(dialect, wish), null, 2);
  if (wording === "TypeScript")
    return [
      `const response = await fetch(${JSON.stringify(url)}, {`,
      `  method: "POST",`,
      `  headers: {`,
      `    Authorization: ${JSON.stringify(`Bearer ${key}`)},`,
      `    "Content-Type": "application/json",`,
      `  },`,
      `  body: JSON.stringify(${body.replaceAll("\n", "\n  ")}),`,
      `});`,
      `console.log(await response.json());`,
    ].join("\n");
  if (wording === "Python")
    return [
      `import requests`,
      ``,
      `response = requests.post(`,
      `    ${JSON.stringify(url)},`,
      `    headers={"Authorization": ${JSON.stringify(`Bearer ${key}`)}},`,
      `    json=${body.replaceAll("\n", "\n    ")},`,
      `)`,
      `print(response.json())`,
    ].join("\n");
  return [
    `curl ${url} \\`,
    `  -H "Authorization: Bearer ${key}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body.replaceAll("'", "'\\''")}'`,
  ].join("\n");
}

/** Each API takes what it knows; the rest is left to its defaults. */
function bodyOf(dialect: Dialect, { background, output_format, ...wish }: Wish): object {
  const { model, prompt, n, size, aspect_ratio, quality } = wish;
  const isTier = quality !== undefined && /K$/.test(quality);
  const render = isTier || quality === "auto" ? undefined : quality;
  const pixels = size === "auto" ? undefined : size;
  if (dialect === "plus") return { prompt, size: pixels, quality: render, n };
  if (dialect === "art") return { model, prompt, size: pixels, quality: render, n, output_format };
  if (dialect === "openai")
    return { model, prompt, size: pixels, quality: render, n, output_format, background };
  const ratio = pixels === undefined ? aspect_ratio : undefined;
  return {
    model,
    prompt,
    size: pixels,
    aspect_ratio: ratio,
    quality,
    n,
    output_format,
    background,
  };
}

/** What a first call draws. */
export const firstWish: Wish = {
  model: "gpt-image-2",
  prompt: "A paper boat on a calm lake at dawn",
};
