import { dialects } from "./documents.ts";
import type { Language } from "./languages.ts";
import { toDocsPath, type DocsRoute } from "./route.ts";
import { usesKey } from "./pages.ts";
import { docsTexts } from "./translations.ts";

// Enough to try all examples, and of little use if the key leaks.
const LIMITS = { expires_in_days: 1, requests_per_hour: 60, running_limit: 1 };

/** Returns the dialect of the keys in a page's examples; undefined if the page has none. */
export function findKeyDialect(name: string): string | undefined {
  if (dialects.includes(name)) return name === "account" ? undefined : name;
  // The examples of the guides use the Image Hub API.
  return usesKey(name) ? "hub" : undefined;
}

/** Returns the panel that creates a test key and inserts it into the examples; "" if there are none. */
export function testKeyPanel({ name, language, session }: DocsRoute): string {
  const dialect = findKeyDialect(name);
  if (dialect === undefined) return "";
  const say = docsTexts[language];
  const signIn = `/sign-in?next=${toDocsPath(name)}`;
  const inside =
    session === undefined
      ? `<p>${say.testKeySignIn}</p><a class="button" href="${signIn}">${say.signIn}</a>`
      : choices(language, signIn);
  const wanted = JSON.stringify({ dialect, label: say.testKeyLabel, ...LIMITS });
  return `<details name="top" class="key" data-test-key="${dialect}" data-session="${session ?? ""}"
 data-wanted="${Bun.escapeHTML(wanted)}">
<summary>${ICON}<span>${say.testKey}</span></summary>
<div class="sheet">${inside}</div>
</details>`;
}

function choices(language: Language, signIn: string): string {
  const say = docsTexts[language];
  return `<div data-when="none">
<p>${say.testKeyHint}</p>
<button type="button" class="button">${say.testKeyCreate}</button>
</div>
<div data-when="kept" hidden>
<p>${say.testKeyReady} <code></code></p>
<button type="button" class="button quiet">${say.testKeyRevoke}</button>
</div>
<p class="failed" role="alert" data-when="failed" hidden>${say.testKeyFailed}</p>
<p class="failed" role="alert" data-when="signIn" hidden>${say.testKeyConfirm}
<a href="${signIn}">${say.signIn}</a></p>`;
}

const ICON = `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
 stroke-width="1.5" stroke-linecap="round" aria-hidden="true"><circle cx="5" cy="11" r="3"/><path
 d="m7.2 8.8 6.3-6.3M11 5l2 2"/></svg>`;
