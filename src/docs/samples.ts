import { samples } from "../../generated/docs.ts";
import { fence } from "./markdown.ts";
import { getSessionCookieName } from "./session-cookie.ts";

/** The kinds of samples by the ending of their files, in the order of the tabs. */
const KINDS = [
  { ending: ".sh", title: "curl", language: "sh" },
  { ending: ".client.mjs", title: "darkroom-client", language: "js" },
  { ending: ".openai.mjs", title: "OpenAI JavaScript", language: "js" },
  { ending: ".fetch.mjs", title: "JavaScript", language: "js" },
  { ending: ".mjs", title: "JavaScript", language: "js" },
  { ending: ".urllib.py", title: "Python", language: "python" },
  { ending: ".py", title: "Python", language: "python" },
  { ending: ".go", title: "Go", language: "go" },
];

/**
 * Returns the samples of a name, such as `generate`, each below its title, or undefined if there are
 * none. `generate.openai` selects one kind. The HTML shows them as tabs.
 */
export function renderSamples(name: string, baseUrl: string): string | undefined {
  const [base = "", kind = ""] = name.split(".");
  const found = KINDS.flatMap(({ ending, title, language }) => {
    const text = samples[`${base}${ending}`];
    if (text === undefined || !ending.startsWith(kind && `.${kind}`)) return [];
    return [`**${title}**\n\n${fence(language, fillSample(text, baseUrl))}`];
  });
  return found.length === 0 ? undefined : found.join("\n\n");
}

/** Returns a sample with the URL and the session cookie of a server. */
export function fillSample(text: string, baseUrl: string): string {
  return text
    .replaceAll("{{baseUrl}}", baseUrl)
    .replaceAll("{{sessionCookie}}", getSessionCookieName(baseUrl));
}

/** Whether a sample of this name contains the placeholder of a key. */
export function hasKeyPlaceholder(name: string): boolean {
  return samples[`${name}.sh`]?.includes("$API_KEY") ?? false;
}
