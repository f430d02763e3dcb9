/** A function with the signature of `fetch`. */
export type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>;
