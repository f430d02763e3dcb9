import { DarkroomError } from "./errors.js";
import { callWithRetries } from "./retry.js";
const BEGINNINGS = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
];
/** What a picture is, by its own first bytes. */
export async function detectContentType(file) {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  const found = BEGINNINGS.find(([, beginning]) => beginning.test(text))?.[0];
  if (found === undefined) throw new DarkroomError("invalid_image", "Upload PNG, JPEG or WebP.");
  return found;
}
/** Sends a file to where it was signed for. It lands there once, however often it is sent. */
export async function uploadFile(file, { url, headers }, { fetch: ownFetch = fetch, ...options }) {
  // The runtime writes the length itself, and most let nobody else do it.
  const signed = Object.entries(headers).filter(([name]) => !/^content-length$/i.test(name));
  await callWithRetries({
    kind: "read",
    options: { ...options, headers: Object.fromEntries(signed) },
    uncharged: new Set(),
    async send(init) {
      const response = await ownFetch(url, { ...init, method: "PUT", body: file });
      return response.ok ? { response } : { error: await response.text(), response };
    },
  });
}
