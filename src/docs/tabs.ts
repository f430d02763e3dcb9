// A bold title and a code block, as toHtml writes them.
const ENTRY = String.raw`<p><strong>([^<]+)</strong></p>\s*(<pre(?:(?!</pre>)[^])*</pre>)\s*`;
const GROUP = new RegExp(`(?:${ENTRY}){2,}`, "g");

/**
 * Shows consecutive code blocks with titles as tabs. The tabs are radio buttons, so that they work with
 * the keyboard and without a script. A single block keeps its title.
 */
export function addTabs(html: string): string {
  let groups = 0;
  return html.replaceAll(GROUP, (group) => {
    groups += 1;
    const entries = [...group.matchAll(new RegExp(ENTRY, "g"))];
    const choices = entries.map(([, title = ""], index) => {
      const id = `tabs-${groups}-${index}`;
      const checked = index === 0 ? " checked" : "";
      return [
        `<input type="radio" name="tabs-${groups}" id="${id}"${checked}>`,
        `<label for="${id}">${title}</label>`,
      ].join("");
    });
    const blocks = entries.map(([, , block = ""]) => block);
    return `<div class="tabs">${choices.join("")}${blocks.join("")}</div>\n`;
  });
}
