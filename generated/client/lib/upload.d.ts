import type { components } from "./plus/client.js";
import type { CallOptions, ClientOptions } from "./options.js";
type Schemas = components["schemas"];
type ContentType = Schemas["UploadRequest"]["contentType"];
/** What a picture is, by its own first bytes. */
export declare function detectContentType(file: Blob): Promise<ContentType>;
/** Sends a file to where it was signed for. It lands there once, however often it is sent. */
export declare function uploadFile(
  file: Blob,
  { url, headers }: Schemas["SignedUpload"],
  { fetch: ownFetch, ...options }: Pick<ClientOptions, "fetch"> & CallOptions,
): Promise<void>;
export {};
