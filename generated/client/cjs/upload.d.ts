import type { components } from "./plus/client.js";
import type { OpenOptions } from "./options.js";
import type { CallInit, CallResponse } from "./retry.js";
type Schemas = components["schemas"];
type ContentType = Schemas["UploadRequest"]["contentType"];
/** Detects the type of an image by its first bytes. Throws `invalid_image` for other files. */
export declare function detectContentType(file: Blob): Promise<ContentType>;
/** Sends a file to a signed URL, once. Only the headers are sent that the URL was signed with. */
export declare function putFile(
  file: Blob,
  { url, headers }: Schemas["SignedUpload"],
  { fetch: ownFetch, signal }: Pick<OpenOptions, "fetch"> & Pick<CallInit, "signal">,
): Promise<CallResponse>;
export {};
