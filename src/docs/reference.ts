import { swagger } from "@elysiajs/swagger";
import { Elysia } from "elysia";
import { loadDocument } from "./documents.ts";
import scalarCss from "./scalar.css" with { type: "text" };
import type { Assets } from "./assets.ts";
import type { DocsRoute } from "./route.ts";
import { escape, icon, topBar } from "./page-layout.ts";
import { scalarWords, getTexts } from "./translations.ts";

/** The reference of a dialect: Scalar's page as the plugin writes it, under our bar and in our look. */
export async function referencePage(place: DocsRoute, assets: Assets): Promise<string> {
  const { name, language } = place;
  const { info, components } = await loadDocument(name, language);
  const title = plain(info.title);
  const [scheme = ""] = Object.keys(components.securitySchemes ?? {});
  const page = await swaggerPage(place, { title, scalar: assets.scalar.path, scheme });
  const bar = await topBar(place);
  return new HTMLRewriter()
    .on("html", { element: (html) => void html.setAttribute("lang", language) })
    .on("title", { element: (element) => void element.setInnerContent(`${title} · Darkroom`) })
    .on("meta[name$=description]", {
      element: (meta) => void meta.setAttribute("content", plain(info.summary)),
    })
    .on("#api-reference", {
      // Scalar reads its attributes alone: no browser should take it for a script of the page.
      element(script) {
        script.setAttribute("type", "application/json").removeAttribute("data-url");
        script.setInnerContent("");
        // Scalar reads them once, so the key has to be there first.
        script.after(`<script src="${assets.testKey.path}"></script>`, { html: true });
      },
    })
    .on("head", {
      element: (head) =>
        void head.append(
          `<link rel="icon" href="${icon}"><link rel="stylesheet" href="${escape(assets.style.path)}">`,
          { html: true },
        ),
    })
    .on("body", { element: (body) => void body.prepend(bar, { html: true }) })
    .transform(page);
}

async function swaggerPage(
  { name, language }: DocsRoute,
  { title, scalar, scheme }: { title: string; scalar: string; scheme: string },
): Promise<string> {
  const path = `/docs/${name}`;
  const app = new Elysia().use(
    swagger({
      path,
      // The plugin's own document, which lists this app's routes; it is not linked.
      specPath: `${path}/own-routes`,
      exclude: [/.*/],
      documentation: { info: { title, version: "" } },
      scalarCDN: scalar,
      // The plugin's types are for an older version of Scalar.
      scalarConfig: {
        // `spec` would take precedence over `sources`.
        spec: undefined,
        sources: [{ title, slug: name, url: documentPath(name, language) }],
        localization: { locale: language, translations: scalarWords[language] },
        authentication: { preferredSecurityScheme: scheme },
        customCss: scalarCss + foldingCss(language),
        withDefaultFonts: false,
        telemetry: false,
        defaultOpenAllTags: true,
        hideClientButton: true,
        hideDarkModeToggle: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
      } as object,
    }),
  );
  const reply = await app.handle(new Request(`http://localhost${path}`));
  return reply.text();
}

/** Translates the two buttons for folded texts, which Scalar does not localize. */
function foldingCss(language: DocsRoute["language"]): string {
  const { more, less } = getTexts[language];
  const button = ".markdown ~ button[aria-expanded";
  return [
    `${button}] { font-size: 0 }`,
    `${button}]::after { font-size: var(--scalar-small); content: "${more}" }`,
    `${button}=true]::after { content: "${less}" }`,
  ].join("\n");
}

function documentPath(name: string, language: DocsRoute["language"]): string {
  return `/openapi/${name}.json?lang=${language}`;
}

/** Removes HTML characters, because the plugin does not escape texts. */
function plain(text: string): string {
  return text.replaceAll("'", "’").replaceAll(/["<>&]/g, "");
}
