import { dialects } from "./documents.ts";
import { guides, renderMarkdown, getPageTitle, type View } from "./pages.ts";
import { eachDocument } from "./tables.ts";

/** Returns llms.txt: an index of the docs in the llmstxt.org format. */
export async function siteMap({ baseUrl: base }: View): Promise<string> {
  const apis = await eachDocument(
    "en",
    ({ info }, dialect) => `- [${info.title}](${base}/docs/${dialect}.md): ${info.summary}`,
  );
  const contracts = dialects.map((dialect) => `- [${dialect}](${base}/openapi/${dialect}.json)`);
  const pages = guides
    .filter((guide) => guide !== "index")
    .map((guide) => `- [${getPageTitle(guide, "en")}](${base}/docs/${guide}.md)`);
  return [
    "# Darkroom",
    "> An image-generation service with several public APIs.",
    `All docs in one file: ${base}/llms-full.txt`,
    `## Guides\n\n${pages.join("\n")}`,
    `## APIs\n\n${apis.join("\n")}`,
    `## OpenAPI documents\n\n${contracts.join("\n")}`,
    "",
  ].join("\n\n");
}

/** Returns llms-full.txt: all pages in English, concatenated. */
export async function fullText(view: View): Promise<string> {
  const english: View = { ...view, language: "en" };
  const pages = [...guides, ...dialects].map((name) => renderMarkdown(english, name));
  return (await Promise.all(pages)).join("\n\n");
}
