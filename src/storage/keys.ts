const TYPES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
};

// Only the last part holds a dot, so no key can climb out of its folder or name a hidden file.
const KEY =
  /^(generations|inputs|uploads|partials)(?:\/[A-Za-z0-9_-]{1,128}){1,4}\.(png|jpe?g|webp)$/;

/** The room a key belongs to and the type its extension says, or undefined where it is no key of ours. */
export function readKey(key: string): { room: string; contentType: string } | undefined {
  const [, room, extension] = KEY.exec(key) ?? [];
  const contentType = TYPES[extension ?? ""];
  return room && contentType ? { room, contentType } : undefined;
}

/** The content type of a key of ours. Throws at any other key: no caller's words reach the store. */
export function toContentType(key: string): string {
  const known = readKey(key);
  if (!known) throw new Error(`Not a storage key: ${JSON.stringify(key)}`);
  return known.contentType;
}

/** Throws unless the key is ours and its extension says this very content type. */
export function requireType(key: string, contentType: string): void {
  const expected = toContentType(key);
  if (expected !== contentType) throw new Error(`${key} holds ${expected}, not ${contentType}`);
}
