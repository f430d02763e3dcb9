import { addTabs } from "./tabs.ts";

/** Returns a Markdown table. Cells are Markdown; pipes and line breaks are escaped. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Returns Markdown that shows a text as it is, on one line. For values of the database. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]()<>#!&~:]/g, "\\$&");
}

/** Returns Markdown that shows a text as code. */
export function code(text: string): string {
  return text.includes("`") ? plain(text) : `\`${text}\``;
}

/** Returns a fenced code block. */
export function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trim()}\n\`\`\``;
}

/**
 * Converts trusted Markdown to HTML. Headings have ids, wide tables scroll, each table cell has the
 * name of its column for narrow screens, and consecutive samples are tabs.
 */
export function toHtml(markdown: string): string {
  const html = Bun.markdown
    .html(markdown, { headings: { ids: true } })
    .replaceAll("<table>", '<div class="table" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>")
    .replaceAll("<pre>", '<pre tabindex="0">');
  return addColumnNames(addTabs(html));
}

function addColumnNames(html: string): string {
  let names: string[] = [];
  let column = 0;
  return new HTMLRewriter()
    .on("table", { element: () => void (names = []) })
    .on("th", {
      element: () => void names.push(""),
      text: ({ text }) => void names.push((names.pop() ?? "") + text),
    })
    .on("tr", { element: () => void (column = 0) })
    .on("td", {
      element(cell) {
        const name = names[column++];
        if (name) cell.setAttribute("data-name", name);
      },
    })
    .transform(html);
}

function cell(text: string): string {
  return text
    .trim()
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\n\s*/g, " ");
}
