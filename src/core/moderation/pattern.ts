/** Scripts without spaces between words. In them a word can end anywhere. */
const WORD = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;

/**
 * Returns a function that tests whether a text in the form of `normalize` contains a pattern. The pattern
 * matches whole words; `*` matches any characters. The time is linear in the length of the text for each
 * part between two `*`, so that no pattern can block the process.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const parts = normalize(pattern).split(/\*+/);
  const last = parts.length - 1;
  return (text) => {
    let from = 0;
    for (const [index, part] of parts.entries()) {
      const bounds = { start: index === 0, end: index === last };
      const at = findPart(text, part, { from, ...bounds });
      if (at === -1) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** Returns a text in the form in which patterns are compared: ignores case and character width. */
export function normalize(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Returns the first position of a part at or after `from`. `start` and `end` require a word boundary. */
function findPart(
  text: string,
  part: string,
  { from, start, end }: { from: number; start: boolean; end: boolean },
): number {
  if (part === "") return from;
  for (let at = text.indexOf(part, from); at !== -1; at = text.indexOf(part, at + 1)) {
    const after = at + part.length;
    const isWhole = (!start || isWordBoundary(text, at)) && (!end || isWordBoundary(text, after));
    if (isWhole) return at;
  }
  return -1;
}

/** Returns whether a word can start or end at this position. */
function isWordBoundary(text: string, at: number): boolean {
  const [before = ""] = text.slice(Math.max(0, at - 2), at).match(/.$/u) ?? [];
  const [after = ""] = text.slice(at, at + 2).match(/^./u) ?? [];
  if (UNSPACED.test(before) || UNSPACED.test(after)) return true;
  return !(WORD.test(before) && WORD.test(after));
}
