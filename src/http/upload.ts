/**
 * A file of a multipart body, streamed to the local disk before the handler is called. The file is
 * removed at the end of the request.
 */
export interface Upload {
  /** The name of the form field, without a trailing `[]`. */
  name: string;
  /** The filename that the caller sent. Must not be used in a path. */
  filename: string;
  /** As declared by the caller; not verified. */
  contentType: string;
  sizeBytes: number;
  /** The path of the local file. */
  path: string;
}
