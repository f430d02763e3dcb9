import matrix from "./client-matrix.json";
import type { Language } from "./languages.ts";
import { table } from "./markdown.ts";
import { docsTexts } from "./translations.ts";

/** Returns the table of the clients that the tests run, with the operations that work in each. */
export function clientMatrix(language: Language): string {
  const heading = [docsTexts[language].client, ...matrix.operations.map((each) => `\`${each}\``)];
  const rows = matrix.clients.map(({ name, works }) => [
    name,
    ...matrix.operations.map((operation) => (works.includes(operation) ? "✓" : "–")),
  ]);
  return table(heading, rows);
}
