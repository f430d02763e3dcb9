"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.detectContentType = detectContentType;
exports.uploadFile = uploadFile;
const errors_js_1 = require("./errors.js");
const retry_js_1 = require("./retry.js");
const SIGNATURES = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
];
/** Detects the type of an image by its first bytes. Throws `invalid_image` for other files. */
async function detectContentType(file) {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  const found = SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
  if (found === undefined)
    throw new errors_js_1.DarkroomError(
      "invalid_image",
      "The file must be a PNG, JPEG or WebP image.",
    );
  return found;
}
/** Sends a file to a signed URL. Repeating the request is safe. */
async function uploadFile(file, { url, headers }, { fetch: ownFetch, ...options }) {
  // The runtime sets Content-Length itself; most runtimes forbid setting it.
  const signed = Object.entries(headers).filter(([name]) => !/^content-length$/i.test(name));
  await (0, retry_js_1.callWithRetries)({
    kind: "read",
    options: { ...options, headers: Object.fromEntries(signed) },
    uncharged: new Set(),
    async send(init) {
      const response = await ownFetch(url, { ...init, method: "PUT", body: file });
      return response.ok ? { response } : { error: await response.text(), response };
    },
  });
}
