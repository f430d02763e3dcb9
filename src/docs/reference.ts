import { swagger } from "@elysiajs/swagger";
import { Elysia } from "elysia";
import { loadDocument } from "./documents.ts";
import scalarCss from "./scalar.css" with { type: "text" };
import type { Assets } from "./assets.ts";
import { languages } from "./languages.ts";
import type { DocsRoute } from "./route.ts";
import { escape, icon, topBar } from "./page-layout.ts";
import { scalarWords, docsTexts } from "./translations.ts";

/** Returns the HTML of a reference page. */
export type RenderReference = (place: DocsRoute, assets: Assets) => Promise<string>;

const PATH = "/docs/reference";
/** Texts of the template that each page replaces. */
const SLOTS = {
  language: "{{language}}",
  title: "{{title}}",
  summary: "{{summary}}",
  topBar: "{{top-bar}}",
  /** A member of the configuration of Scalar, in JSON. */
  settings: '"slot":"{{settings}}"',
};

/**
 * Returns the renderer of the reference pages. `@elysiajs/swagger` writes its page when it is mounted, and
 * an app can mount it only once. Its page is therefore a template with one slot for each value that
 * depends on the API, the language or the session.
 */
export function createReferencePages(): RenderReference {
  let template: Promise<string> | undefined;
  return async (place, assets) => {
    template ??= readTemplate(mountSwagger(assets.scalar.path), assets);
    const values = await describePage(place);
    return (await template).replace(SLOT, (slot) => values[slot] ?? slot);
  };
}

const SLOT = new RegExp(Object.values(SLOTS).join("|"), "g");

function mountSwagger(scalarCDN: string) {
  return new Elysia().use(
    swagger({
      path: PATH,
      // The plugin derives a document from the routes of this app, which has none. It is not linked: the
      // documents of the APIs are generated from openapi.yaml.
      specPath: `${PATH}/routes`,
      exclude: [/.*/],
      documentation: { info: { title: SLOTS.title, description: SLOTS.summary, version: "" } },
      scalarCDN,
      // The plugin's types are for an older version of Scalar.
      scalarConfig: {
        // `spec` would take precedence over `sources`.
        spec: undefined,
        slot: "{{settings}}",
        customCss: scalarCss + createFoldingCss(),
        withDefaultFonts: false,
        telemetry: false,
        defaultOpenAllTags: true,
        // The order of openapi.yaml, which starts with the most important fields.
        orderSchemaPropertiesBy: "preserve",
        orderRequiredPropertiesFirst: false,
        hideClientButton: true,
        hideDarkModeToggle: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
      } as object,
    }),
  );
}

/** Returns the page of the plugin with what it has no option for: icon, styles, test key and top bar. */
async function readTemplate(
  app: { handle(request: Request): Promise<Response> | Response },
  { style, testKey }: Assets,
): Promise<string> {
  const page = await app.handle(new Request(`http://localhost${PATH}`));
  const links = `<link rel="icon" href="${icon}"><link rel="stylesheet" href="${escape(style.path)}">`;
  return new HTMLRewriter()
    .on("html", { element: (html) => void html.setAttribute("lang", SLOTS.language) })
    .on("#api-reference", {
      // Scalar reads only its attributes. The type stops the browser from running it as a script.
      element(script) {
        script.setAttribute("type", "application/json").removeAttribute("data-url");
        script.setInnerContent("");
        // Scalar reads the key once, so this script runs first.
        script.after(`<script src="${testKey.path}"></script>`, { html: true });
      },
    })
    .on("head", { element: (head) => void head.append(links, { html: true }) })
    .on("body", { element: (body) => void body.prepend(SLOTS.topBar, { html: true }) })
    .transform(await page.text());
}

/** Returns the text of each slot. */
async function describePage(place: DocsRoute): Promise<Record<string, string>> {
  const { name, language } = place;
  const { info, components } = await loadDocument(name, language);
  const [preferredSecurityScheme = ""] = Object.keys(components.securitySchemes ?? {});
  const settings = {
    sources: [{ title: info.title, slug: name, url: `/openapi/${name}.json?lang=${language}` }],
    localization: { locale: language, translations: scalarWords[language] },
    authentication: { preferredSecurityScheme },
  };
  return {
    [SLOTS.language]: language,
    [SLOTS.title]: `${escape(info.title)} · Darkroom`,
    [SLOTS.summary]: escape(info.summary),
    [SLOTS.topBar]: await topBar(place),
    // Members of an object in a quoted attribute.
    [SLOTS.settings]: escape(JSON.stringify(settings).slice(1, -1)),
  };
}

/** Translates the two buttons for folded texts, which Scalar does not localize. */
function createFoldingCss(): string {
  return languages
    .map((language) => {
      const { more, less } = docsTexts[language];
      const button = `:lang(${language}) .markdown ~ button[aria-expanded`;
      return [
        `${button}] { font-size: 0 }`,
        `${button}]::after { font-size: var(--scalar-small); content: "${more}" }`,
        `${button}=true]::after { content: "${less}" }`,
      ].join("\n");
    })
    .join("\n");
}
