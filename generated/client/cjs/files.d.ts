/**
 * A file to send: a `Blob` or `File`, bytes such as a `Buffer`, or a stream, such as a file stream of
 * Node.js or the `Response` of a download. A stream is read once, and kept for the retries of the call.
 */
export type FileInput =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Response;
/** Whether `readFiles` has thrown an error because a file cannot be read. */
export declare function isFileReadError(error: unknown): error is Error;
/**
 * Returns the body with each file as a `Blob`; the body itself if it has no other files. Throws the error of
 * a file that cannot be read.
 */
export declare function readFiles<Body>(body: Body): Promise<Body>;
/** Returns the content of a file as a `Blob`. */
export declare function readFile(file: FileInput): Promise<Blob>;
