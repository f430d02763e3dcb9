import { DarkroomError } from "./errors.js";
const SIGNATURES = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
];
/** Detects the type of an image by its first bytes. Throws `invalid_image` for other files. */
export async function detectContentType(file) {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  const found = SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
  if (found === undefined)
    throw new DarkroomError("invalid_image", "The file must be a PNG, JPEG or WebP image.");
  return found;
}
/** Sends a file to a signed URL, once. Only the headers are sent that the URL was signed with. */
export async function putFile(file, { url, headers }, { fetch: ownFetch, signal }) {
  // The runtime sets Content-Length itself; most runtimes forbid setting it.
  const signed = Object.entries(headers).filter(([name]) => !/^content-length$/i.test(name));
  const init = { method: "PUT", headers: Object.fromEntries(signed), body: file };
  const response = await ownFetch(url, { ...init, signal: signal ?? null });
  return response.ok ? { response } : { error: await readError(response), response };
}
/** Returns the body of an error: parsed if it is JSON, otherwise its text. */
async function readError(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
