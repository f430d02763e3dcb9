/** JSON, or a form as soon as there is a file in it. */
export declare function serializeBody(body: unknown): string | FormData;
