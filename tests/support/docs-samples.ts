import type { App } from "./app.ts";

/** One code block of a published page, as Markdown shows it. */
export interface CodeBlock {
  /** The language after the opening fence, such as `sh`. */
  kind: string;
  code: string;
  /** The nearest heading of the second level above it, or the title of the page. */
  heading: string;
  /** The bold line directly above it, or the empty string. */
  label: string;
}

/** Returns all code blocks of a page in order. */
export async function readCodeBlocks(
  app: App,
  page: string,
  language = "en",
): Promise<CodeBlock[]> {
  const path = page === "index" ? "/docs.md" : `/docs/${page}.md`;
  const text = await (await fetch(new URL(`${path}?lang=${language}`, app.url))).text();
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map((match) => {
    const before = text.slice(0, match.index);
    const headings = [...before.matchAll(/^##? (.*)$/gm)];
    return {
      kind: match[1] ?? "",
      code: match[2] ?? "",
      heading: headings.at(-1)?.[1] ?? "",
      label: /\*\*([^*\n]+)\*\*\n\n$/.exec(before)?.[1] ?? "",
    };
  });
}

/** Replaces the shell variables of a sample. Throws for a variable without a value. */
export function fillVariables(code: string, values: Record<string, string>): string {
  return code.replaceAll(/\$([A-Z][A-Z_]*)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The sample needs $${name}: ${code}`);
    return value;
  });
}
