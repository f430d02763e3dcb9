import type { components } from "../../generated/plus/client.ts";
import { DarkroomError } from "./errors.ts";
import type { CallOptions, OpenOptions } from "./options.ts";
import { callWithRetries } from "./retry.ts";

type Schemas = components["schemas"];
type ContentType = Schemas["UploadRequest"]["contentType"];

const SIGNATURES: [ContentType, RegExp][] = [
  ["image/png", /^\x89PNG\r\n\x1a\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
];

/** Detects the type of an image by its first bytes. Throws `invalid_image` for other files. */
export async function detectContentType(file: Blob): Promise<ContentType> {
  const bytes = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  const found = SIGNATURES.find(([, signature]) => signature.test(text))?.[0];
  if (found === undefined)
    throw new DarkroomError("invalid_image", "The file must be a PNG, JPEG or WebP image.");
  return found;
}

/** Sends a file to a signed URL. Repeating the request is safe. */
export async function uploadFile(
  file: Blob,
  { url, headers }: Schemas["SignedUpload"],
  { fetch: ownFetch, ...options }: Pick<OpenOptions, "fetch"> & CallOptions,
): Promise<void> {
  // The runtime sets Content-Length itself; most runtimes forbid setting it.
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
