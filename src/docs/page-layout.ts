import mark from "../design/mark.svg" with { type: "text" };
import type { Assets } from "./assets.ts";
import { dialects, loadDocument } from "./documents.ts";
import { languageNames, languages } from "./languages.ts";
import { guides, getPageTitle } from "./pages.ts";
import { MISSING_PAGE, toDocsPath, type DocsRoute } from "./route.ts";
import { findKeyDialect, testKeyPanel } from "./test-key.ts";
import { docsTexts } from "./translations.ts";

/** The logo as a data URL, for the favicon and the header. */
export const icon = `data:image/svg+xml;base64,${btoa(mark)}`;

/** Returns a complete HTML page. */
export async function renderLayout(
  place: DocsRoute,
  { title, html, assets }: { title: string; html: string; assets: Assets },
): Promise<string> {
  const say = docsTexts[place.language];
  const isMissing = place.name === MISSING_PAGE;
  const script = findKeyDialect(place.name)
    ? `<script src="${assets.testKey.path}" defer></script>\n`
    : "";
  return `<!doctype html>
<html lang="${place.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${place.name === "index" ? "" : `${escape(title)} · `}Darkroom</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${assets.style.path}">
${script}${isMissing ? '<meta name="robots" content="noindex">' : alternates(place.name)}
</head>
<body class="docs">
<a class="skip" href="#text">${say.skip}</a>
${await topBar(place)}
<div class="layout">
<nav class="nav" aria-label="${say.docs}">${await menu(place)}</nav>
<main id="text">
${html}
${isMissing ? "" : `<p class="foot"><a href="${markdownPath(place.name)}">${say.asMarkdown}</a></p>`}
</main>
</div>
</body>
</html>
`;
}

/** Returns the header of a page: home link, menu for narrow screens, languages. */
export async function topBar(place: DocsRoute): Promise<string> {
  const say = docsTexts[place.language];
  const choices = languages.map((each) => {
    const current = each === place.language ? ' aria-current="true"' : "";
    const href = `href="${toDocsPath(place.name)}?lang=${each}" hreflang="${each}"`;
    return `<li><a ${href} lang="${each}"${current}>${languageNames[each]}</a></li>`;
  });
  const name = languageNames[place.language];
  return `<header class="top">
<a class="brand" href="/docs"><img src="${icon}" alt="" width="26" height="26">Darkroom</a>
<a class="console" href="/">${say.console}</a>
<details class="menu" name="top">
<summary>${say.menu}</summary>
<nav class="nav sheet" aria-label="${say.menu}">
${await menu(place)}
<ul class="way-out"><li><a href="/">${say.console}</a></li></ul>
</nav>
</details>
${testKeyPanel(place)}
<details name="top" class="language">
<summary aria-label="${say.language}: ${name}">${name}</summary>
<nav class="nav sheet" aria-label="${say.language}"><ul>${choices.join("")}</ul></nav>
</details>
</header>`;
}

/** Escapes text for HTML and quoted attributes. */
export function escape(text: string): string {
  return Bun.escapeHTML(text);
}

function markdownPath(name: string): string {
  return `${toDocsPath(name)}.md`;
}

/** Returns links to the Markdown and the languages of a page. */
function alternates(name: string): string {
  const path = toDocsPath(name);
  const links = languages.map(
    (each) => `<link rel="alternate" hreflang="${each}" href="${path}?lang=${each}">`,
  );
  const markdown = `<link rel="alternate" type="text/markdown" href="${markdownPath(name)}">`;
  return [markdown, ...links].join("\n");
}

async function menu({ name, language }: DocsRoute): Promise<string> {
  const say = docsTexts[language];
  const mark = (to: string) => (to === name ? ' aria-current="page"' : "");
  const link = (to: string, title: string) =>
    `<li><a href="${toDocsPath(to)}"${mark(to)}>${escape(title)}</a></li>`;
  const apis = await Promise.all(
    dialects.map(async (each) => link(each, (await loadDocument(each, language)).info.title)),
  );
  const pages = guides.map((guide) => link(guide, getPageTitle(guide, language)));
  const list = (title: string, links: string[]) => `<h2>${title}</h2><ul>${links.join("")}</ul>`;
  return list(say.guides, pages) + list(say.apis, apis);
}
