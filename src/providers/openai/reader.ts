import type { LocalImage } from "../provider.ts";
import type { FieldScanner } from "./field-scanner.ts";
import type { ImageWriter } from "./images.ts";

/** The content of a response with status 200. */
export interface Reply {
  /** Complete images, at most n. */
  images: LocalImage[];
  /** The `usage` members, unparsed. */
  usage: unknown[];
  /** The `error` member of the body. */
  error?: unknown;
  /** Why a complete and well-formed response contains no image. */
  missingReason?: string;
  /** Why the response is incomplete or malformed. */
  readError?: unknown;
}

/** Reads one of the two formats of a response: JSON or an event stream. */
export interface Reader {
  scanner: FieldScanner;
  writer: ImageWriter;
  /** Processes the data received so far. Called after each chunk. */
  read?(): Promise<void>;
  finish(): Promise<Reply>;
}
