/**
 * A file part of a multipart body, streamed to this machine's disk before the handler is called.
 * The file lives as long as its request; whoever needs it longer copies it.
 */
export interface Upload {
  /** The form field, without a trailing `[]`. */
  name: string;
  /** The caller's own name of the file. Never part of a path of ours. */
  filename: string;
  /** As the caller declared it; the bytes may say otherwise. */
  contentType: string;
  sizeBytes: number;
  /** Where the bytes lie. */
  path: string;
}
