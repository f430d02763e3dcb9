import type { LocalImage } from "../provider.ts";
import type { FieldScanner } from "./field-scanner.ts";
import type { ImageWriter } from "./images.ts";

/** What a reply with status 200 held. */
export interface Reply {
  /** Whole pictures, at most n. */
  images: LocalImage[];
  /** The `usage` members as they came. */
  usage: unknown[];
  /** The `error` member of a reply that tells a failure after all. */
  error?: unknown;
  /** Why there is no picture in a reply that was read to its end and understood. */
  lack?: string;
  /** Why it could not be read to its end, or made no sense. */
  broke?: unknown;
}

/** One of the two shapes a reply comes in. */
export interface Reader {
  scanner: FieldScanner;
  pictures: ImageWriter;
  /** Works through what has come so far, after each chunk. */
  read?(): Promise<void>;
  finish(): Promise<Reply>;
}
