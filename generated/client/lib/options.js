import { DarkroomError } from "./errors.js";
/** Adds the key to the headers. Throws `no_base_url` or `no_api_key` if one is missing. */
export function withKey({ apiKey, baseUrl, headers, ...options }) {
  if (!baseUrl)
    throw new DarkroomError("no_base_url", "baseUrl is required: set it to the server's URL.");
  if (!apiKey) throw new DarkroomError("no_api_key", "apiKey is required: set it to an API key.");
  return { ...options, baseUrl, headers: { ...headers, Authorization: `Bearer ${apiKey}` } };
}
