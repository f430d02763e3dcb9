/** Returns a URL without its query, which can contain a secret. Other texts are returned as they are. */
export function hideQuery(text: string): string {
  if (!URL.canParse(text)) return text;
  const { origin, pathname, search } = new URL(text);
  return origin + pathname + (search && "?…");
}
