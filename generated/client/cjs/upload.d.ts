import type { components } from "./plus/client.js";
import type { CallOptions, OpenOptions } from "./options.js";
type Schemas = components["schemas"];
type ContentType = Schemas["UploadRequest"]["contentType"];
/** Detects the type of an image by its first bytes. Throws `invalid_image` for other files. */
export declare function detectContentType(file: Blob): Promise<ContentType>;
/** Sends a file to a signed URL. Repeating the request is safe. */
export declare function uploadFile(
  file: Blob,
  { url, headers }: Schemas["SignedUpload"],
  { fetch: ownFetch, ...options }: Pick<OpenOptions, "fetch"> & CallOptions,
): Promise<void>;
export {};
