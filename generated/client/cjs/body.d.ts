/** Serializes a body as JSON, or as a form if it contains a file. */
export declare function serializeBody(body: unknown): string | FormData;
