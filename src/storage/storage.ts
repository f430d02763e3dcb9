/** What is known of a stored object without reading it. */
export interface StoredObject {
  sizeBytes: number;
  contentType: string;
}

/** A signed permission to PUT one object, of exactly this size and type, until it expires. */
export interface PresignedUpload {
  url: string;
  /** Headers that the PUT must carry, as they were signed. */
  headers: Record<string, string>;
}

/**
 * Where pictures live. Keys are ours, never a caller's: `generations/<id>/<index>.<ext>` is public
 * and immutable; `inputs/…` (reference pictures), `uploads/…` and `partials/…` (pictures still being
 * drawn) are private. Every key ends with the extension of its content type: png, jpg, jpeg or
 * webp. Any other key or type is a fault of our own and throws a plain Error; a store that fails
 * throws `unavailable`.
 */
export interface Storage {
  /**
   * Stores a file of this machine under a key, whole or not at all; the same key again replaces it.
   * Nobody may write to the file afterwards: the store may hold on to it instead of a copy.
   */
  put(key: string, path: string, contentType: string): Promise<void>;
  /** Writes an object into a local file. Returns undefined where there is no such object. */
  fetchTo(key: string, path: string): Promise<StoredObject | undefined>;
  /**
   * Opens an object for reading, whole or its first bytes; whoever stops early lets go of it.
   * Returns undefined where there is no such object.
   */
  read(key: string, firstBytes?: number): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Size and type, or undefined where there is no such object. */
  find(key: string): Promise<StoredObject | undefined>;
  /** Copies one object to another key, with the type given. Throws `not_found` where there is none. */
  copy(from: string, to: string, contentType: string): Promise<void>;
  /** Removes objects; absent ones are no error. */
  remove(keys: string[]): Promise<void>;
  /** The public address of a `generations/…` key. */
  publicUrl(key: string): string;
  /** Signs a PUT of one `uploads/…` object: size and type are part of the signature. */
  presignPut(
    key: string,
    object: StoredObject & { expiresInSeconds: number },
  ): Promise<PresignedUpload>;
  /** Whether the store answers; for readiness and `doctor`. */
  check(): Promise<void>;
}
