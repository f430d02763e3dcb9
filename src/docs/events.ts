import { resolveReference } from "../openapi/reference.ts";
import { type Body, loadDocument, type Operation, type Parameter } from "./documents.ts";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { listExamples } from "./replies.ts";
import { docsTexts } from "./translations.ts";

// Its document describes the events of all accounts; those of other documents are the same.
const DOCUMENT = "account";

/** Returns the table of webhook events. */
export async function eventTable(language: Language): Promise<string> {
  const say = docsTexts[language];
  const { events } = await loadEvents(language);
  const rows = events.map(([name, { description }]) => [`\`${name}\``, description ?? ""]);
  return table([say.event, say.sent], rows);
}

/** Returns the table of headers that every delivery has. */
export async function eventHeaderTable(language: Language): Promise<string> {
  const say = docsTexts[language];
  const { spec, events } = await loadEvents(language);
  const parameters = events[0]?.[1].parameters ?? [];
  const rows = parameters
    .map((each) => resolveReference<Parameter>(spec, each))
    .map(({ name, description }) => [`\`${name}\``, description ?? ""]);
  return table([say.header, say.description], rows);
}

/** Returns an example of the body of each event, below the name of the event. */
export async function eventBodies(language: Language): Promise<string> {
  const { spec, events } = await loadEvents(language);
  const bodies = events.flatMap(([name, { requestBody }]) => {
    const contents = requestBody
      ? Object.values(resolveReference<Body>(spec, requestBody).content)
      : [];
    return contents.flatMap((content) => [`**${name}**`, ...listExamples(spec, content)]);
  });
  return bodies.join("\n\n");
}

async function loadEvents(language: Language) {
  const spec = await loadDocument(DOCUMENT, language);
  const events = Object.entries(spec.webhooks ?? {}).flatMap(([name, item]) => {
    const event = name.replace(/[A-Z]/g, (letter) => `.${letter.toLowerCase()}`);
    return Object.values(item).map((operation): [string, Operation] => [event, operation]);
  });
  return { spec, events };
}
