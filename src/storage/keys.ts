const TYPES: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  jsonl: "application/jsonl",
};

// Only the last segment contains a dot, so a key cannot refer to a parent folder or a hidden file.
const KEY =
  /^(generations|inputs|uploads|partials|files)(?:\/[A-Za-z0-9_-]{1,128}){1,4}\.(png|jpe?g|webp|jsonl)$/;

/** Returns the top folder and the content type of a key, or undefined if it is not a storage key. */
export function readKey(key: string): { folder: string; contentType: string } | undefined {
  const [, folder, extension] = KEY.exec(key) ?? [];
  const contentType = TYPES[extension ?? ""];
  // Only files can have another content than an image.
  if (extension === "jsonl" && folder !== "files") return undefined;
  return folder && contentType ? { folder, contentType } : undefined;
}

/** Returns the key of a generated image if the path of a URL ends with one. */
export function findImageKeyInUrl(url: string): string | undefined {
  return /\/(generations\/[0-9a-f-]{36}\/\d\.(?:png|jpg|webp))(?:\?|$)/.exec(url)?.[1];
}

/** Returns the content type of a key. Throws for any text that is not a storage key. */
export function toContentType(key: string): string {
  const known = readKey(key);
  if (!known) throw new Error(`Not a storage key: ${JSON.stringify(key)}`);
  return known.contentType;
}

/** Throws unless the text is a storage key with the extension of this content type. */
export function requireType(key: string, contentType: string): void {
  const expected = toContentType(key);
  if (expected !== contentType) throw new Error(`${key} holds ${expected}, not ${contentType}`);
}
